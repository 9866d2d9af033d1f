"""Answers that their writers mend as they write, and what is said beside a number, a day or a choice."""

from datetime import date
from decimal import Decimal

import pytest

from processor.forms.values.dates import read_date
from processor.forms.values.found import NoValue, Value
from processor.forms.values.mended import mended_person
from processor.forms.values.numbers import read_number
from processor.forms.values.options import read_yes_no
from processor.forms.values.read import read_value
from tests.unit.forms.replies import definition, values
from tests.unit.forms.test_pointers import answered, asked_again

_ON = date(2031, 3, 4)


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "19 - no wait, 21", 21),
        ("en", "18 (of which 5 part-time)", 18),
        ("en", "9 (11 from June)", 9),
        ("en", "14 agents and 3 team leads, 17 in total", 17),
        ("en", "17 (14 + 3)", 17),
        ("de", "19, quatsch, 21 Plätze", 21),
        ("de", "18 (davon 5 Teilzeit)", 18),
        ("de", "9 (ab Juni 11)", 9),
        ("de", "14 Agenten und 3 Leiter, also 17", 17),
        ("ru", "19, вернее 21", 21),
        ("ru", "18 (из них 5 на полставки)", 18),
        ("ru", "9 (со следующего года 11)", 9),
        ("ru", "14 операторов плюс 3 старших, всего 17", 17),
    ],
)
def test_the_number_that_is_meant(language: str, text: str, number: int) -> None:
    found = read_number(text, language)
    assert isinstance(found, Value)
    assert found.value == Decimal(number)
    assert found.rest == text


@pytest.mark.parametrize(
    "text",
    [
        "19 or 21",
        "14 + 3",
        "14 and 3, so 18",
        "2, 3, 5",
        "5 and 3, 8",
        "20 (25)",
        "20 (oder 25)",
        "19, no, 20 or 21",
        "3 to 5, so 8",
    ],
)
def test_numbers_of_which_none_is_meant_for_sure(text: str) -> None:
    assert isinstance(read_number(text, "en"), NoValue)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "5 May 2031 - sorry, the 7th"),
        ("en", "7 May 2031, not the 5th"),
        ("en", "7 May 2031 (moved from 5 May)"),
        ("en", "7 May 2031, at a pinch 8 May"),
        ("de", "5. Mai 2031, Korrektur: 7. Mai 2031"),
        ("de", "7.5.2031 statt 5.5."),
        ("de", "7. Mai 2031, zur Not auch 8. Mai"),
        ("ru", "7 мая 2031, а не 5 мая"),
        ("ru", "07.05.2031, перенесли с 5-го"),
        ("ru", "5 мая 2031, поправка: 7 мая 2031"),
        ("ru", "7 мая 2031, в крайнем случае 8 мая"),
    ],
)
def test_the_day_that_is_meant(language: str, text: str) -> None:
    found = read_date(text, language, _ON)
    assert isinstance(found, Value)
    assert found.value == date(2031, 5, 7)
    assert found.rest, "what was said beside it is kept"


@pytest.mark.parametrize(
    "text", ["5 or 7 May 2031", "5 May 2031, not sure", "5 May 2031, sorry, 7 May?", "not 5 May 2031"]
)
def test_days_of_which_none_is_meant_for_sure(text: str) -> None:
    assert isinstance(read_date(text, "en", _ON), NoValue)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ed Poole - sorry, Kim Hale"),
        ("en", "Ed - no wait, he left. It's Kim Hale"),
        ("de", "Ed Poole, Korrektur: Kim Hale"),
        ("ru", "Ed Poole, вернее Kim Hale"),
    ],
)
def test_the_person_who_is_meant(language: str, text: str) -> None:
    found = answered("stakeholders", language, "", {9: text})
    assert values(found)["superuser"] == "Kim Hale"


@pytest.mark.parametrize("text", ["Ed Poole, sorry, maybe Kim", "Ed Poole - sorry, not sure yet", "Sorry, Kim or Ed"])
def test_a_name_that_is_only_taken_back_is_asked_again(text: str) -> None:
    assert mended_person("Kim Hale") == ""
    assert "superuser" in asked_again(answered("stakeholders", "en", "", {9: text}))


@pytest.mark.parametrize(
    ("key", "words", "choice"),
    [
        ("maintenance_window", "in working hours, but not before 9 am", "working_hours"),
        ("maintenance_window", "abends, aber nicht nach 21 Uhr", "evening"),
        ("maintenance_window", "в выходные, но не раньше 10 часов", "weekend"),
        ("remote_access", "VPN, dann Jump-Host", "vpn"),
        ("remote_access", "RDP via a jump server", "rdp"),
    ],
)
def test_what_stands_beside_a_choice_leaves_it(key: str, words: str, choice: str) -> None:
    asked = next(one for one in definition("pre_install").fields if one.key == key)
    found = read_value(asked, (words,), "en")
    assert isinstance(found, Value)
    assert found.value == choice


@pytest.mark.parametrize(("text", "value"), [("i. O.", True), ("alles i.O.", True), ("n. i. O.", False)])
def test_german_short_forms_of_order(text: str, value: bool) -> None:
    found = read_yes_no(text, "de")
    assert isinstance(found, Value)
    assert found.value is value
