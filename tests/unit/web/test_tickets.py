"""Drafts, texts to begin answers with, and what the core says, in the words of whoever reads."""

import inspect
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.vocabulary import Language
from processor.documents.answers import AnswerTexts
from processor.documents.templates import Templates
from processor.documents.words import Words, read_catalogues
from processor.tickets.billing import treat
from processor.web.drafts import MOST, Draft, Drafts
from processor.web.pages.ticketwords import charge_words, clock_why, hours_words, span_words

CSM = "carla@vendor.example"
CHARGES = (
    "it is no request: nothing is charged",
    "the conversation of a deployment is never charged",
    "3 deployments could be meant: name the one that it belongs to",
    "opened before deployment 3 went live; the additional scope is charged by its proposal",
    f"opened in the warranty of deployment 3, accepted by {CSM}",
    "opened before deployment 3 went live",
    "opened before deployment 3 went live; after hours and move, add or change, at its own rate",
    "outstanding at the completion of deployment 3",
    "opened in the warranty of deployment 3, and no CSM has accepted it yet",
    "the Issue Resolution Service covers the category bug",
    "the completion of deployment 3 is refused or disputed: a CSM decides",
    "opened after the warranty of deployment 3, before completion took effect: a CSM decides",
    "the voucher has 4 h, and the hours are not noted yet",
    "1.5 h of the voucher's 4 h",
    "5 h, which the voucher's 4 h do not cover",
    "closed without its hours; the voucher has 4 h",
    "after the completion of deployment 3, and nothing that the customer has bought covers it",
    "no deployment runs, and nothing that the customer has bought covers it",
)
"""Every sentence in which the core says why a ticket is charged so."""


def test_a_draft_is_its_writers_alone_and_few_are_held() -> None:
    drafts = Drafts()
    token = drafts.keep(Draft(CSM, 1, "mine", wait=False, shown=True))
    assert drafts.find(token, "lena@vendor.example", 1) is None
    assert drafts.find(token, CSM, 2) is None
    assert drafts.find(token, CSM, 1) is not None
    for _ in range(MOST):
        drafts.keep(Draft(CSM, 1, "another", wait=False, shown=True))
    assert drafts.find(token, CSM, 1) is None


def test_each_text_to_begin_with_is_written_in_every_language() -> None:
    texts = AnswerTexts()
    values = {"ticket": "#17", "topic": "Re: Export", "release": "26-3.1", "writer": "Carla Meier"}
    assert set(texts.names()) >= {"access", "fixed_in_release", "forwarded", "need_information", "working_on_it"}
    for language in Language:
        assert len({one.title for one in texts.offered(language)}) == len(texts.names())
        for name in texts.names():
            known = texts.text(name, language, {**values, "name": "Anna Berg"})
            unknown = texts.text(name, language, {**values, "name": "", "topic": "", "release": ""})
            assert "Anna Berg" in known
            assert known.endswith("\nCarla Meier")
            assert not re.search(r"[{}]|\(\)|  |^Title", known + unknown)
            assert bool(re.search("[а-я]", known.replace("Carla", ""))) is (language is Language.RUSSIAN)


@pytest.mark.parametrize("language", list(Language))
def test_why_a_ticket_is_charged_so_is_said_in_the_readers_words(language: Language) -> None:
    words, by = Words(language, read_catalogues()[language]), {CSM: "Carla Meier"}
    said = [charge_words(words, one, by) for one in CHARGES]
    assert not set(said) & set(CHARGES)
    assert len(set(said)) == len(CHARGES) - 1  # what stands beside it is shown apart
    assert "Carla Meier" in said[4]
    assert charge_words(words, "Agreed with Anna by phone.", by) == "Agreed with Anna by phone."


def test_the_core_says_why_in_no_other_sentences() -> None:
    """Each beginning of a reason in the rules of charging has its words."""
    source = inspect.getsource(sys.modules[treat.__module__])
    for begins in re.findall(r'(?:Treatment\.\w+, f?|why = f?)"([^{"]{12,40})', source):
        assert any(one.startswith(begins) or begins in one for one in CHARGES), begins


def test_every_mail_of_ours_is_called_something() -> None:
    words = (Path(__file__).parents[3] / "templates" / "web" / "words" / "tickets.en.toml").read_text(encoding="utf-8")
    named = words[words.index("[mails]") : words.index("[answer]")]
    assert {name for name in Templates().names() if f"\n{name} = " not in named} == set()


def test_a_span_of_time_is_short_and_says_its_day_once() -> None:
    words = Words(Language.ENGLISH, read_catalogues()[Language.ENGLISH])
    moments = [datetime(2031, 3, 24, hour, tzinfo=UTC) for hour in (8, 16, 23)]
    zone = "Europe/Berlin"
    assert span_words(words, zone, moments[0], moments[1]) == "24\N{NO-BREAK SPACE}Mar, 09:00–17:00"
    assert span_words(words, zone, moments[1], moments[2]) == "24\N{NO-BREAK SPACE}Mar, 17:00–24:00"
    later = datetime(2031, 3, 25, 9, tzinfo=UTC)
    assert span_words(words, zone, moments[0], later).endswith(" – 25\N{NO-BREAK SPACE}Mar, 10:00")


def test_hours_and_reasons_are_said_in_the_readers_words() -> None:
    words = Words(Language.RUSSIAN, read_catalogues()[Language.RUSSIAN])
    assert hours_words(words, "mon-fri 09:00-17:00; sat 10:00-12:00") == "пн-пт 09:00-17:00; сб 10:00-12:00"
    assert clock_why(words, "it is not a request") == "Это не обращение."
    assert clock_why(words, "another sentence") == "another sentence"
