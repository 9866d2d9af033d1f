"""What of a mail the model sees as words, as marks and as text to be encoded."""

from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classifiers.layout import LITTLE
from classifiers.text import ENDING, FIRST, LAST, MAX_SUBJECT, OPENING, Text, clean, judged
from models.vocabulary import Stage

LONG = st.text(max_size=FIRST + LAST + 200)


def whole(body: str, subject: str = "") -> str:
    return clean(Text(subject, body)).whole.strip()


def marks(body: str, subject: str = "Login", stage: Stage | None = None) -> set[str]:
    return set(clean(Text(subject, body, "en", stage)).marks.split())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Write to a.b+c@mail.example now", "write to zaddress now"),
        ("see https://x.example/y?z=1&q=why now", "see zlink now"),
        ("see www.x.example/y now", "see zlink now"),
        ("it is $1,200.50 or 300 EUR", "it is zmoney or zmoney"),
        ("1.500 € oder 20 Euro", "zmoney oder zmoney"),
        ("примерно 500 руб, или 7₽", "примерно zmoney или zmoney"),
        ("1 234 567 rows, 5 users", "0 0 0 rows 0 users"),
        ("Wann? Когда? How?", "wann ? когда ? how ?"),
        ("well -- done! (really) it's_here", "well done really it s here"),
        ("ÄRGER mit dem Zugang", "ärger mit dem zugang"),
    ],
)
def test_addresses_links_sums_numbers_and_questions(body: str, expected: str) -> None:
    assert whole(body) == expected


@pytest.mark.parametrize(
    ("subject", "cleaned", "marked"),
    [
        ("Re: Login", "login", {"reply"}),
        ("AW: WG: Zugang", "zugang", {"reply", "forward"}),
        ("Отв: Права", "права", {"reply"}),
        ("Пер: Права", "права", {"forward"}),
        ("FWD: Lunch?", "lunch ?", {"forward"}),
        ("re:RE: [#4711 abc] Re: Old one", "old one", {"reply"}),
        ("[#12 ab] AW: Old one", "old one", {"reply"}),
        ("Report: Re: figures", "report re figures", set()),
        ("Regarding the report", "regarding the report", set()),
        ("Fwd:", "", {"forward"}),
    ],
)
def test_prefixes_of_replies_and_forwards_are_marks_and_no_words(subject: str, cleaned: str, marked: set[str]) -> None:
    fields = clean(Text(subject, ""))
    assert fields.subject == cleaned
    assert set(fields.marks.split()) & {"reply", "forward"} == marked


def test_the_subject_is_a_field_of_its_own_and_part_of_the_whole() -> None:
    fields = clean(Text("Two sites", "What would it cost?"))
    assert (fields.subject, fields.whole) == ("two sites", "two sites what would it cost ?")


@pytest.mark.parametrize(
    ("subject", "kept"),
    [
        ("Fwd: Report", True),
        ("WG: AW: Report", True),
        ("Пер: x", True),
        ("AW: WG: Report", False),
        ("Report", False),
        ("", False),
    ],
)
def test_a_forward_with_few_words_of_its_own_keeps_what_was_forwarded(subject: str, kept: bool) -> None:
    body = "See below.\n\n-----Original Message-----\nFrom: Ann\n\nThe export is broken."
    assert ("broken" in whole(body, subject).split()) is kept
    long = body.replace("See below.", "We need this. " * 20)
    assert "broken" not in whole(long, subject).split()


def test_what_is_judged_is_what_was_written_now_else_all() -> None:
    assert judged("Report", "new", "new and old") == "new"
    assert judged("Report", " \n", "old") == "old"
    assert judged("Fwd: Report", "see below", "see below and old") == "see below and old"
    assert judged("Fwd: Report", "n" * (LITTLE + 1), "old") == "n" * (LITTLE + 1)
    assert judged("Re: Fwd: Report", "see below", "old") == "see below"


def test_both_ends_of_a_long_body_count_and_its_middle_does_not() -> None:
    body = f"begin {'x ' * (FIRST // 2)} middle {'y ' * (LAST // 2)} end"
    words = whole(body).split()
    assert words[0] == "begin"
    assert words[-1] == "end"
    assert "middle" not in words


def test_nothing_of_a_body_that_just_fits_is_lost() -> None:
    body = f"{'x' * (FIRST - 4)} middle {'y' * (LAST - 4)}"
    assert len(body) == FIRST + LAST
    assert "middle" in whole(body).split()
    assert "middle" not in whole(f"{body}z").split()


def test_a_subject_is_read_to_its_limit() -> None:
    assert clean(Text("s" * MAX_SUBJECT + " beyond", "")).subject == "s" * MAX_SUBJECT


def test_the_encoder_reads_what_was_said_as_it_was_written() -> None:
    fields = clean(Text("Re: Login", "Hello all,\n\nWe can't log IN\nsince 9:00.\n\nBest regards\nAnn"))
    assert fields.opening == "Login. We can't log IN since 9:00."
    assert fields.ending == "We can't log IN since 9:00."


def test_the_encoder_reads_only_the_ends() -> None:
    fields = clean(Text("", "a" * 500 + "b" * 500))
    assert (len(fields.opening), len(fields.ending)) == (OPENING, ENDING)
    assert fields.opening.endswith("a")
    assert fields.ending == "b" * ENDING


@pytest.mark.parametrize(
    ("mark", "having", "lacking"),
    [
        ("asks", "Is it down?", "It is down."),
        ("list", "We need:\n- one\n- two", "We need:\n- one"),
        ("log", 'It says\nTraceback (most recent call last):\n  File "x.py"', "It says nothing"),
        ("shouts", "WHERE IS MY REPORT", "WHERE IS MY REPORt"),
        ("short", "x" * 79, "x" * 80),
        ("long", "x" * 601, "x" * 600),
    ],
)
def test_marks_of_form(mark: str, having: str, lacking: str) -> None:
    assert mark in marks(having)
    assert mark not in marks(lacking)


def test_a_mail_without_subject_is_marked() -> None:
    assert "nosubject" in marks("x", subject="  ")
    assert "nosubject" not in marks("x", subject="y")


def test_a_link_is_no_question() -> None:
    assert "?" not in whole("see https://x.example/y?z=1")


@pytest.mark.parametrize("stage", list(Stage))
def test_the_stage_is_a_mark_where_it_is_known(stage: Stage) -> None:
    assert f"stage_{stage.value}" in marks("x", stage=stage)
    assert not any(mark.startswith("stage") for mark in marks("x"))


def test_quoted_capitals_do_not_shout() -> None:
    assert "shouts" not in marks("please see below\n> WHERE IS IT")
    assert "shouts" in marks("WHERE IS IT\n> please see below")


@given(LONG, LONG, st.sampled_from([None, "en", "ru", "xx"]), st.sampled_from([None, *Stage]))
@example("", "\ud800", None, None)
@example("\x00", "\u2028\u2029\x0b\x0c\x1c\x85", None, None)
@settings(deadline=None)
def test_any_text_is_cleaned_and_always_to_the_same(
    subject: str, body: str, language: str | None, stage: Stage | None
) -> None:
    text = Text(subject, body, language, stage)
    fields = clean(text)
    assert fields == clean(text)
    assert fields.whole.startswith(fields.subject)
    assert "\n" not in fields.whole + fields.subject + fields.marks
    assert len(fields.opening) <= OPENING
    assert len(fields.ending) <= ENDING


@given(st.text(max_size=FIRST))
@example("a 1,5 € b@c.example https://x.example ?")
@settings(deadline=None)
def test_what_was_cleaned_is_clean(text: str) -> None:
    once = clean(Text("", text)).whole.strip()
    again = clean(Text("", once[:FIRST])).whole.strip()
    assert again == clean(Text("", again)).whole.strip()


@pytest.mark.parametrize(
    "piece",
    [
        *("1", "a.", "re: ", "@", "a@", "a@b.", "www.", "https://", "$", "1,", "hello ", "A\u0301", "ß", "İ", "\ud800"),
        *(">", "> \n", "\n", "- \n", "-- \n", "[", "(\n", "\t", "\x00", "wrote:\n>", "at a.b(", "legal ", "umwelt "),
    ],
)
def test_endless_repetition_takes_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = process_time()
    clean(Text(text, text))
    assert process_time() - started < 1
