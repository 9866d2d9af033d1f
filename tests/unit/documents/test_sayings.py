"""A sentence of the core in the reader's language: its shape is found, its values stay, and nothing in them is read."""

import re
import string
import time
from collections.abc import Sequence
from itertools import cycle
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import models.vocabulary
from models.vocabulary import Language
from processor.documents.pages import Pages
from processor.documents.sayings import Sayings, Shape, read_sayings
from processor.documents.words import Words, read_catalogues

PAGES: Final = Pages()
SAYINGS: Final = read_sayings()
FOREIGN: Final = (Language.RUSSIAN, Language.GERMAN)
ODD: Final = st.text("{}0%\\<>«»„“\"'\n\u202e. жЯéqzQZ79", min_size=1, max_size=12).filter(
    lambda odd: bool(odd.strip()) and " <" not in odd
)
"""Anything, but " <": it begins the address behind a name, and each literal is taken where it comes first."""
PLAIN: Final = {
    "word": ("qz@zq.example", "x"),
    "number": ("79", "-7.90"),
    "name": ("PR-79", "FQ-7"),
    "document": ("PR-79 version 7", "PR-79"),
    "moment": ("2026-11-20 10:12 UTC", "2026-11-20", "2026-11-20T10:12:13+00:00"),
    "quote": ("451 4.3.0 not now", "-", "NO [ALERT] x"),
    "ours": ("it asks something", "it puts the answer off"),
}
HELD: Final = (
    "it is a statement of paul@bank.example, not shown to be the approver's; nothing shows that the From field is "
    "true: no signature, no word of our server; it sets a condition, or accepts only a part"
)


def russian(text: str) -> str:
    return PAGES.words(Language.RUSSIAN).sentence(text)


def german(text: str) -> str:
    return PAGES.words(Language.GERMAN).sentence(text)


def filled(shape: Shape, values: Sequence[str]) -> tuple[str, list[str]]:
    """A sentence of this shape, and the odd values in it."""
    odd = cycle(values)
    chosen = [next(odd) if kind in ("", "said") else fitting(kind, next(odd)) for kind in shape.holes.values()]
    text = "".join(literal + value for literal, value in zip(shape.literals, [*chosen, ""], strict=True))
    return text, [value for value, kind in zip(chosen, shape.holes.values(), strict=True) if kind in ("", "said")]


def fitting(kind: str, odd: str) -> str:
    """A value that fits the hole, one or another."""
    known = PLAIN.get(kind) or [str(one.value) for one in getattr(models.vocabulary, kind.rstrip("*"))]
    return known[len(odd) % len(known)]


@settings(max_examples=12, deadline=None)
@given(st.lists(ODD, min_size=7, max_size=7))
def test_every_shape_is_found_whatever_stands_in_it(values: list[str]) -> None:
    for shape in SAYINGS.shapes:
        text, _ = filled(shape, values)
        found = SAYINGS.find(text, parts=True)
        assert found is not None, shape.core
        assert found[0].weight >= shape.weight, (shape.core, found[0].core)


@settings(max_examples=6, deadline=None)
@given(st.lists(ODD, min_size=7, max_size=7))
def test_every_value_stays_as_it_is(values: list[str]) -> None:
    """Letter by letter: where a value holds the words between two holes, it is cut there, and nothing of it is lost."""
    for language in FOREIGN:
        words = PAGES.words(language)
        for shape in (one for one in SAYINGS.shapes if not one.part):
            text, odd = filled(shape, values)
            told = words.said(text)
            kept = {name for name in shape.holes if f"{{{name}}}" in shape.words[language.value]}
            if len(kept) == len(shape.holes):
                assert not lost("".join(odd), told), (shape.core, told)


def lost(values: str, told: str) -> str:
    """What of the values isn't there, blanks aside."""
    marks = [one for one in values if not one.isspace() and one not in string.punctuation]
    return "".join(one for one in set(marks) if told.count(one) < marks.count(one))


def test_several_sentences_are_said_one_after_the_other() -> None:
    assert russian(HELD) == (
        "Это слова paul@bank.example; что они от согласующего, ничем не подтверждено; ничто не подтверждает поле «От»: "
        "нет ни подписи, ни отметки нашего сервера; ответ ставит условие или принимает только часть."
    )
    assert german(HELD).startswith(
        "Es ist eine Aussage von paul@bank.example, nicht nachweislich die des Freigebenden; "
    )


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            "a proposal that is awaiting customer cannot be sent",
            "Ein Angebot im Zustand „Wartet auf Kunden“ kann nicht gesendet werden.",
        ),
        (
            "anna is no mail address: give one such as anna@customer.example",
            "anna ist keine E-Mail-Adresse: schreiben Sie etwa anna@customer.example.",
        ),
        (
            "kim (csm, lead) may not do this: Proposals.send needs the permission settle",
            "kim (CSM, Leitung) darf das nicht.",
        ),
        (
            "PR-4 version 2 is accepted. The work can begin.",
            "PR-4, Version 2 ist angenommen. Die Arbeit kann beginnen.",
        ),
        (
            "mail to a@b.example failed: 5.1.1 user unknown",
            "E-Mail an a@b.example nicht zugestellt: 5.1.1 user unknown.",
        ),
    ],
)
def test_values_of_ours_are_said_in_the_language_too(said: str, wanted: str) -> None:
    assert german(said) == wanted


def test_a_page_in_english_names_no_command() -> None:
    english = PAGES.words(Language.ENGLISH)
    assert english.sentence("the register has no entry 7; see signoff approver list") == "The register has no entry 7."
    assert english.said("PR-4 can't be sent without a title: signoff proposal edit").endswith("a title: edit the draft")


@pytest.mark.parametrize(
    "text",
    ["", "Bitte wählen Sie.", "nothing", "{0} is {1}", "we accept; but not now", "<b>bold</b>", "be sent", "x" * 9000],
)
def test_what_nobody_of_ours_wrote_stands_as_it_is(text: str) -> None:
    for language in Language:
        assert PAGES.words(language).sentence(text) == text


def test_somebodys_own_words_below_a_sentence_are_left_alone() -> None:
    review = "paul@bank.example answered PR-4: 1 answered, 0 unreadable, 0 contradictory; nothing still open"
    kept = "wir nehmen an\nfailed\nit asks something"
    assert russian(f"{review}\n{kept}").endswith(f"\n{kept}")
    assert russian(f"{review}\n{kept}").startswith("paul@bank.example: ответы на PR-4")


def test_values_are_never_read_as_templates() -> None:
    evil = "{0} {name} %s {{x}} \\1 (?P<a>"
    assert evil in russian(f"{evil} is no mail address: give one such as anna@customer.example")


def test_hostile_lengths_cost_little() -> None:
    """No text makes the search long: what is between holes is looked for once."""
    worst = ("answered (, ), and it waits: " * 250)[:7900]
    begun = time.perf_counter()
    for language in Language:
        PAGES.words(language).said(worst)
        PAGES.words(language).said(worst.replace(" ", "; "))
    assert time.perf_counter() - begun < 5


def test_words_without_sayings_say_everything_as_it_is() -> None:
    words = Words(Language.GERMAN, read_catalogues()[Language.GERMAN])
    assert words.sentence("a note needs words") == "a note needs words"
    assert Sayings(()).find("a note needs words") is None


def test_shapes_say_which_words_are_theirs() -> None:
    shape = Shape("#{0:number} is {1:TicketState}", {})
    assert shape.plain == "#{} is {}"
    assert shape.values("#7 is open") == {"0": "7", "1": "open"}
    assert shape.values("#7 is old") is None
    assert re.fullmatch(r"#\{\} is \{\}", shape.plain)


def test_the_words_of_a_server_are_told_from_ours() -> None:
    german = PAGES.words(Language.GERMAN)
    for reply in ("550 5.1.1 <x@y.example> User unknown", "5.1.1", "250-queued as 1", "something that nobody foresaw"):
        assert german.reported(reply) == ((reply, True),), "none of it is ours"
    held = "given up after 120 hours of trying: the server answered 451 4.3.0 try; later"
    assert german.reported(held) == (
        ("Nach 120 Stunden aufgegeben: der Server antwortete: ", False), ("451 4.3.0 try; later", True), (".", False)
    )  # fmt: skip
    assert german.sentence(held).endswith("der Server antwortete: „451 4.3.0 try; later“.")
    assert russian("it can't be checked (ValueError)") == "Проверить нельзя («ValueError»)."
    assert german.reported("") == ()


@given(ODD)
def test_no_words_of_a_server_end_their_quotation(odd: str) -> None:
    told = PAGES.words(Language.RUSSIAN).reported(f"the server answered 451 \ue001{odd}\ue000 x")
    assert [quoted for _, quoted in told] == [False, True, False]
    assert told[1][0] == f"451 {odd} x"


def test_what_a_loop_says_is_told_in_pieces() -> None:
    words = (
        "mailbox kim@vendor.example at imap.vendor.example:993 refused the log-in (NO such user). "
        "Check user and password: nothing was changed there."
    )
    assert PAGES.words(Language.RUSSIAN).reported(words) == (
        ("ящик kim@vendor.example на imap.vendor.example:993: во входе отказано (", False), ("NO such user", True),
        ("). Проверьте имя и пароль; там ничего не изменено.", False),
    )  # fmt: skip
    assert russian("mend what the sentence names: it is tried again by itself").startswith("Исправьте то, что названо")
