"""Single answers by type: what they are read as, and why some are not read at all."""

from datetime import date
from decimal import Decimal

import pytest

from models.vocabulary import FieldType
from processor.facts.forms import Choice, FieldDefinition
from processor.forms.reasons import REASONS, sentence
from processor.forms.values.found import NoValue, Value
from processor.forms.values.read import read_value

CHOICES = (
    Choice("morning", (("en", "Morning"), ("de", "Vormittags"))),
    Choice("evening", (("en", "In the evening"), ("de", "Abends"))),
    Choice("none", (("en", "No window"), ("de", "Kein Fenster"))),
)


def value(kind: FieldType, text: str, language: str = "en", required: bool = True) -> object:
    """The value; the reason's name in angle brackets; None where nothing is written."""
    choices = CHOICES if kind is FieldType.CHOICE else ()
    field = FieldDefinition("field", kind, (("en", "Field"),), required=required, choices=choices)
    found = read_value(field, tuple(text.split("\n")), language)
    match found:
        case Value(read, _):
            return read
        case NoValue(why):
            return next((f"<{name}>" for name in REASONS if _begins(why, name, language)), why)
        case _:
            return None


def _begins(why: str, name: str, language: str) -> bool:
    return why.startswith(sentence(name, language, one="\0", other="\0", said="\0").partition("\0")[0] or "\1")


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "03.04.2026", date(2026, 4, 3)),
        ("ru", "03/04/26", "<order>"),
        ("en", "2026-04-03", date(2026, 4, 3)),
        ("en", "13/04/2026", date(2026, 4, 13)),
        ("en", "04/04/2026", date(2026, 4, 4)),
        ("en", "April 3rd, 2026", date(2026, 4, 3)),
        ("en", "Friday, 03/04/2026", date(2026, 4, 3)),
        ("de", "Freitag, den 3. April 2026 um 10 Uhr", date(2026, 4, 3)),
        ("ru", "3 апреля 2026 г.", date(2026, 4, 3)),
        ("en", "29 February 2028", date(2028, 2, 29)),
        ("en", "03/04/2026", "<order>"),
        ("en", "Monday, 3 April 2026", "<weekday>"),
        ("en", "3 April", "<no_year>"),
        ("ru", "03.04.2026 или 05.04.2026", "<several_dates>"),
        ("en", "tomorrow", "<no_date>"),
        ("en", "not before 3 April 2026", "<no_date>"),
        ("en", "end of April 2026", "<no_date>"),
    ],
)
def test_dates(language: str, text: str, wanted: object) -> None:
    assert value(FieldType.DATE, text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text"), [("de", "31.02.2026"), ("en", "30 February 2026"), ("ru", "31 апреля 2026")]
)
def test_a_date_that_does_not_exist_is_named(language: str, text: str) -> None:
    field = FieldDefinition("field", FieldType.DATE, (("en", "Field"),))
    assert read_value(field, (text,), language) == NoValue(sentence("no_such_day", language, said=text))


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "50", Decimal(50)),
        ("de", "1.200", Decimal(1200)),
        ("en", "1,200 users", Decimal(1200)),
        ("ru", "1 200", Decimal(1200)),
        ("de", "12,5", Decimal("12.5")),
        ("de", "1.234,56", Decimal("1234.56")),
        ("ru", "две", Decimal(2)),
        ("ru", "25 шт.", Decimal(25)),
        ("en", "1.200", "<number_order>"),
        ("ru", "1,200", "<number_order>"),
        ("en", "about 50", "<not_exact>"),
        ("en", "10-15", "<not_exact>"),
        ("en", "12 (maybe 14)", "<not_exact>"),
        ("de", "ca. 40", "<not_exact>"),
        ("en", "many", "<no_number>"),
    ],
)
def test_numbers(language: str, text: str, wanted: object) -> None:
    assert value(FieldType.NUMBER, text, language) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Anna <anna@customer.example>", "anna@customer.example"),
        ("anna@customer.example<mailto:anna@customer.example>", "anna@customer.example"),
        ("a@x.example, b@x.example", "<several>"),
        ("anna at customer.example", "<no_email>"),
        ("anna@@customer.example", "<no_email>"),
        ("anna@localhost", "<no_email>"),
    ],
)
def test_addresses(text: str, wanted: object) -> None:
    assert value(FieldType.EMAIL, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Tel.: +44 20 7946 0000", "+44 20 7946 0000"),
        ("030/123456", "030/123456"),
        ("8 (495) 123-45-67 доб. 12", "8 (495) 123-45-67 доб. 12"),
        ("+49 30 12345 or +49 171 12345", "<several>"),
        ("call me", "<no_phone>"),
        ("12", "<no_phone>"),
    ],
)
def test_telephone_numbers(text: str, wanted: object) -> None:
    assert value(FieldType.PHONE, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *((text, True) for text in ("yes", "Ja.", "да, конечно", "✓", "x", "[x] yes [ ] no", "☒ ja ☐ nein")),
        ("yes [x] no [ ]", True),
        *((text, False) for text in ("no", "Nein, noch nicht", "not yet", "☐ да ☑ нет", "[ ] yes [x] no")),
        ("No, we don't", False),
        *((text, True) for text in ("yes via TeamViewer", "Ja, liegt vor", "ok")),
        *(
            (text, "<yes_or_no>")
            for text in (
                "yes, but only after Friday", "[ ] yes [ ] no", "[x] yes [x] no", "yes / no", "No problem", "yes?",
                "partly",
                "ja, leider noch nicht", "нет проблем", "в целом да", "yes we can't",
            )
        ),
        ("не знаю", "<later>"),
    ],
)  # fmt: skip
def test_yes_or_no(text: str, wanted: object) -> None:
    assert value(FieldType.YES_NO, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("morning", "morning"), ("Vormittags", "morning"), ("2", "evening"), ("morn", "morning"),
        ("the evening", "evening"),
        ("In the evenng", "evening"), ("[x] Morning [ ] In the evening", "morning"), ("Abends bitte", "evening"),
        ("Morning or evening", "<choice>"), ("4", "<choice>"), ("not in the morning", "<choice>"),
        ("[x] Morning [x] In the evening", "<several>"),
    ],
)  # fmt: skip
def test_choices(text: str, wanted: object) -> None:
    assert value(FieldType.CHOICE, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- a\n- b c", ("a", "b c")),
        ("1) a\n2) b\nand more", ("a", "b and more")),
        ("a\nb", ("a", "b")),
        ("Sales, Support", ("Sales", "Support")),
        ("one; two, and a half", ("one", "two, and a half")),
        ("The printer in room 3, by the window, fails", ("The printer in room 3, by the window, fails",)),
        ("none", ()),
        ("Замечаний нет", ()),
    ],
)
def test_lists(text: str, wanted: object) -> None:
    assert value(FieldType.LIST, text) == wanted


@pytest.mark.parametrize("kind", list(FieldType))
@pytest.mark.parametrize("text", ["____", "", "-", "…", "?"])
def test_blanks_are_no_answers(kind: FieldType, text: str) -> None:
    found = value(kind, text)
    assert found is None or (text == "?" and isinstance(found, str) and found.startswith("<"))


@pytest.mark.parametrize("text", ["tbd", "wird nachgereicht", "не знаем", "Later."])
def test_a_promise_is_no_answer(text: str) -> None:
    assert value(FieldType.TEXT, text) == "<later>"


def test_questions_are_no_answers() -> None:
    assert value(FieldType.TEXT, "Who is that?") == "<asks_back>"
    assert value(FieldType.LONG_TEXT, "What do you mean?") == "<asks_back>"


def test_nothing_may_be_said_to_what_may_stay_empty() -> None:
    assert value(FieldType.EMAIL, "none", required=False) == ""
    assert value(FieldType.EMAIL, "none") == "<no_email>"


@pytest.mark.parametrize("name", sorted(REASONS))
def test_every_reason_is_written_in_three_languages(name: str) -> None:
    told = {sentence(name, language, one="a", other="b", said="c") for language in ("en", "ru", "de")}
    assert len(told) == 3
    assert sentence(name, "fr", one="a", other="b", said="c") == sentence(name, "en", one="a", other="b", said="c")
