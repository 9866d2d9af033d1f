"""What comes with a form: each kind of field, and what it refuses."""

import contextlib
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.vocabulary import Category, Language, Severity
from processor.documents.pages import Pages
from processor.errors import Refused
from processor.web.fields import Fields, Upload

WORDS = Pages().words(Language.ENGLISH)
RUSSIAN = Pages().words(Language.RUSSIAN)


def fields(words: object = WORDS, **values: str | list[str]) -> Fields:
    lists = {name: [value] if isinstance(value, str) else value for name, value in values.items()}
    return Fields(words, lists, ZoneInfo("Europe/Berlin"), {"file": [Upload("a.csv", b"x")]})  # type: ignore[arg-type]


def test_a_line_has_its_blanks_made_one_and_a_text_keeps_its_lines() -> None:
    form = fields(subject=" The \r\n export\x00 fails ", body="one\r\n\r\ntwo\x07\r\n")
    assert form.word("subject") == "The export fails"
    assert form.text("body") == "one\n\ntwo"
    assert form.word("missing", "nothing") == "nothing"


def test_what_has_to_be_there_is_asked_for_by_its_name_in_the_users_language() -> None:
    with pytest.raises(Refused, match="Subject: please fill this in"):
        fields(subject="  ").needed("subject")
    with pytest.raises(Refused, match="Тема: заполните"):
        fields(RUSSIAN).needed("subject")
    with pytest.raises(Refused, match="Subject: at most 5 characters"):
        fields(subject="123456").word("subject", most=5)


@pytest.mark.parametrize("given", ["", "x", "1.5", "-1", "9" * 400, "١٢", "0x10", "1e3", "2147483648"])
def test_what_is_no_number_within_bounds_is_refused(given: str) -> None:
    with pytest.raises(Refused, match="a whole number from 0 to"):
        fields(number=given).number("number")


def test_numbers() -> None:
    form = fields(at="40", none="", ids=["3", "", "5"])
    assert (form.number("at"), form.number("none", 7), form.maybe_number("none")) == (40, 7, None)
    assert form.numbers("ids") == (3, 5)


@pytest.mark.parametrize(("given", "value"), [("12.5", "12.5"), ("12,5", "12.5"), ("1 200", "1200"), ("", None)])
def test_decimals_are_read_as_people_write_them(given: str, value: str | None) -> None:
    assert fields(hours=given).decimal("hours") == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        ("2031-03-30T02:30", datetime(2031, 3, 30, 1, 30, tzinfo=UTC)),  # skipped: what the clock shows an hour later
        ("2031-10-26T02:30", datetime(2031, 10, 26, 0, 30, tzinfo=UTC)),  # there twice: the first of the two
        ("2031-07-01T09:00", datetime(2031, 7, 1, 7, tzinfo=UTC)),
        ("2031-12-31T23:59", datetime(2031, 12, 31, 22, 59, tzinfo=UTC)),
        ("2031-07-01T09:00+05:00", datetime(2031, 7, 1, 4, tzinfo=UTC)),
        ("2031-07-01T09:00Z", datetime(2031, 7, 1, 9, tzinfo=UTC)),
    ],
)
def test_moments_are_those_of_the_readers_clock_unless_they_say_otherwise(given: str, moment: datetime) -> None:
    assert fields(until=given).moment("until") == moment


@pytest.mark.parametrize("given", ["NaN", "Infinity", "1e400", "twelve", "1.2.3"])
def test_what_is_no_decimal_is_refused(given: str) -> None:
    with pytest.raises(Refused, match="a number such as"):
        fields(hours=given).decimal("hours")


def test_a_moment_is_meant_in_the_zone_that_the_page_shows() -> None:
    assert fields(until="2031-01-15T09:30").moment("until") == datetime(2031, 1, 15, 8, 30, tzinfo=UTC)
    assert fields(until="2031-07-15T09:30").moment("until") == datetime(2031, 7, 15, 7, 30, tzinfo=UTC)
    assert fields(until="").moment("until") is None
    assert fields(due="2031-07-15").date("due") == date(2031, 7, 15)
    for bad in ("yesterday", "2031-02-30", "0001-01-01T00:00"):
        with pytest.raises(Refused, match="a date such as"):
            fields(until=bad).moment("until")


def test_choices() -> None:
    form = fields(category="bug", severity="2", none="", several=["bug", "additional_scope"])
    assert form.choice("category", Category) is Category.BUG
    assert form.choice("severity", Severity) is Severity.URGENT
    assert form.maybe_choice("none", Category) is None
    assert form.choice("none", Category, Category.BUG) is Category.BUG
    assert form.choices("several", Category) == (Category.BUG, Category.ADDITIONAL_SCOPE)
    for name, kind in (("severity", Category), ("category", Severity), ("none", Category)):
        with pytest.raises(Refused, match="choose one"):
            form.choice(name, kind)


def test_files_and_ticks() -> None:
    form = fields(tick="1", off="0")
    assert form.flag("tick")
    assert not form.flag("off")
    assert not form.flag("absent")
    assert form.file("file") == Upload("a.csv", b"x")
    assert form.file("absent") is None


def test_too_many_at_once_are_refused() -> None:
    with pytest.raises(Refused, match="at most 500 at once"):
        fields(ids=["1"] * 501).numbers("ids")


@pytest.mark.parametrize("given", ["-1", "2147483648", "999999999999999", "1e3"])
def test_numbers_that_no_row_can_have_are_refused(given: str) -> None:
    with pytest.raises(Refused, match="0 to 2147483647"):
        fields(ids=["1", given]).numbers("ids")


@given(st.text(max_size=300))
def test_any_text_is_a_value_or_refused(given: str) -> None:
    form = fields(value=given)
    for read in (
        form.word, form.needed, form.text, form.secret, form.number, form.maybe_number, form.decimal, form.date,
        form.moment, form.many, form.numbers, form.flag, lambda name: form.choice(name, Severity),
    ):  # fmt: skip
        with contextlib.suppress(Refused):
            read("value")
