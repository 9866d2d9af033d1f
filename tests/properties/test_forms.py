"""Whatever a reply holds: nothing is lost, nothing raises, and repeating what stands changes nothing."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from processor.facts.forms import Answer, Enclosed, FormReading, ReturnedPdf
from processor.forms.civilities import is_closing, is_courtesy, is_greeting
from processor.forms.labels import Labels
from processor.forms.ours import Ours
from processor.forms.reading import read_answers
from processor.reading.newtext import split_reply
from processor.reading.newtext.lines import to_lines
from tests.unit.forms.replies import definition, sent

FORM = definition("go_live")
SENT = sent(FORM, "en")
OURS = Ours(Labels(FORM), SENT)
PIECES = st.sampled_from(
    [
        "Planned date: 3 April 2026",
        "Planned date: 5 April 2026",
        "1) 3 April 2026",
        "2. 08:00",
        "6) yes",
        "Tests: maybe",
        "Contact on the day:",
        "Clara Gross",
        "clara@customer.example",
        "Rollback:",
        "We go back.",
        "- one",
        "1) first",
        "2) second",
        "10) Conditions still open:",
        "",
        "",
        "> 3) Contact on the day: ____",
        "> 3) Contact on the day: Eva",
        "> 1) Planned date: ____",
        "> (a date, like 24 March 2031)",
        "Please call us.",
        "Who is that?",
        "3) x",
        "Fish: chips",
        "E-mail: bob@customer.example",
        "On Mon, 2 Mar 2026 at 10:00, Vendor <v@vendor.example> wrote:",
        "Termin = 03/04/2026",
        "[x] yes [ ] no",
        "yes",
        "nein",
        "✓",
        "6)",
        "P.S. one more thing.",
        "Name: value: other - more",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=14).map("\n".join), st.text(max_size=200))


def read(text: str, enclosed: Enclosed | None = None, known: tuple[Answer, ...] = ()) -> FormReading:
    return read_answers(FORM, "en", split_reply(text).new_text, text, SENT, enclosed, known)


def told(found: FormReading) -> str:
    parts = [one.said for one in found.answers] + [one.said for one in (*found.unreadable, *found.conflicts)]
    return "\n".join([*parts, *found.leftovers])


def is_ours(line: str) -> bool:
    """One of our lines, a line of dashes, or a label typed again that nothing or a dash follows."""
    if OURS.has(line, False) or not line.strip(" _-–—.…/"):
        return True
    label = re.fullmatch(r"(?:\W*\d{1,2}[.):])?[^:]*:?[\s_\-–—.…/]*", line) is not None
    return label and line.rstrip(" _-–—.…/").endswith((":", ")"))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_no_line_of_the_new_text_is_lost(text: str) -> None:
    found = read(text)
    kept = Counter(" ".join(line.split()) for line in told(found).split("\n"))
    for line in to_lines(split_reply(text).new_text):
        words = " ".join(line.split())
        civil = is_greeting(words) or is_courtesy(words) or is_closing(words)
        assert not words or kept[words] or civil or is_ours(words), f"{words!r} of {text!r} is lost: {found}"


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_each_field_is_said_once_and_what_it_says_stands_in_the_reply(text: str) -> None:
    found = read(text)
    fields = [one.field for one in found.answers] + [one.field for one in (*found.unreadable, *found.conflicts)]
    assert len(fields) == len(set(fields))
    whole = " ".join(re.sub(r"(?m)^\s{0,3}(?:>\s?)+", "", text).split())
    for answer in found.answers:
        for line in answer.said.split("\n"):
            assert " ".join(line.split()) in whole


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_reading_the_same_reply_again_brings_no_conflict_of_its_own(text: str) -> None:
    first = read(text)
    again = read(text, known=first.answers)
    assert {one.field for one in again.conflicts} <= {one.field for one in first.conflicts}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.text(max_size=30), min_size=2, max_size=4).map(tuple), max_size=4),
    st.lists(st.tuples(st.sampled_from([*(one.key for one in FORM.fields), "x"]), st.text(max_size=30)), max_size=5),
)
def test_tables_and_pdfs_of_any_words_raise_nothing(rows: list[tuple[str, ...]], fields: list[tuple[str, str]]) -> None:
    enclosed = Enclosed(tuple(rows), (ReturnedPdf("form.pdf", tuple(fields), "", "FQ-3.1"),))
    found = read("", enclosed)
    strange = [f"{name}: {value.strip()}" for name, value in fields if name == "x" and value.strip()]
    assert {one.strip() for one in strange} <= {one.strip() for one in found.leftovers}
