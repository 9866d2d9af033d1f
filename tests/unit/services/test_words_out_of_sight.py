"""Conditions where nobody looks at first: below a delimiter, in a quote, in the HTML alone. None accepts anything."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from models.vocabulary import Outcome
from processor.facts.proof import Trust
from tests.unit.services.proposing import OLGA, ProposingDesk
from tests.unit.services.test_threats import MX, by_customer, by_server, code_in, waiting

ATTRIBUTION = "On Tue, 4 Mar 2031 at 10:00, Vendor Support <support@desk.example> wrote:"


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProposingDesk]:
    """A proposal waits for Olga; no attack here may change that."""
    made = ProposingDesk(tmp_path_factory.mktemp("words"), caps_per_address=100)
    waiting(made, made.begin())
    yield made
    made.close()


@pytest.fixture
def challenged(tmp_path: Path) -> Iterator[ProposingDesk]:
    """Olga's approval is known by the word of our mail server only, so a code was sent to her."""
    made = ProposingDesk(tmp_path, caps_per_address=100)
    made.trust = Trust(authserv_ids=(MX,))
    waiting(made, made.begin())
    assert made.work(by_server(made.answer(OLGA, "Olga Smirnova", "Согласовано")))[-1] is Outcome.CHALLENGED
    yield made
    made.close()


def text_of(sent: EmailMessage) -> str:
    body = sent.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def quoted(text: str) -> str:
    return f"{ATTRIBUTION}\n" + "\n".join(f"> {line}" for line in text.splitlines())


def returned(desk: ProposingDesk, words: str) -> Outcome | None:
    desk.tick(timedelta(minutes=1))
    return desk.work(by_server(desk.answer(OLGA, "Olga Smirnova", words.replace("\n", "\r\n"))))[-1]


@pytest.mark.parametrize("condition", ["-- \nonly if it costs 3000", f"{ATTRIBUTION}\n> Price: EUR 3,000"])
def test_a_code_with_a_condition_below_accepts_nothing(challenged: ProposingDesk, condition: str) -> None:
    code = code_in(challenged.sent_to(OLGA)[-1])
    assert returned(challenged, f"{code}\n\n{condition}") is Outcome.HELD
    assert by_customer(challenged) == []


def test_a_code_above_the_mail_that_brought_it_is_accepted(challenged: ProposingDesk) -> None:
    sent = challenged.sent_to(OLGA)[-1]
    words = f"{code_in(sent)[:4]}-{code_in(sent)[4:]}\n\nOlga Smirnova\nFinance Director\n\n{quoted(text_of(sent))}"
    assert returned(challenged, words) is Outcome.ACCEPTED
