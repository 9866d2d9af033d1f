"""Answers that point elsewhere, none at all, days without a year, and one answer to several questions."""

from datetime import date
from decimal import Decimal

import pytest

from processor.facts.forms import Enclosed, FormReading
from processor.forms.reading import read_answers
from processor.forms.values.found import Value
from processor.forms.values.read import read_value
from processor.reading.newtext import split_reply
from tests.unit.forms.replies import definition, filled_in_place, reply, sent, values
from tests.unit.forms.test_everyday import ASKED, FIELDS, value

WRITTEN_ON = date(2031, 3, 4)


def answered(
    form: str,
    language: str,
    new: str,
    inside: dict[int, str] | None = None,
    below: str = "",
    rows: tuple[tuple[str, ...], ...] = (),
) -> FormReading:
    """What is read of a reply of Ann Lee's with `new` above the quoted form and `inside` in the place of its blanks."""
    asked = definition(form)
    text = sent(asked, language)
    whole = reply("gmail", language, new, filled_in_place(text, inside or {}), closing=False) + below
    return read_answers(
        asked,
        language,
        split_reply(whole).new_text,
        whole,
        text,
        Enclosed(rows=rows),
        sender="Ann Lee",
        sender_address="ann.lee@kunde.example",
        written_on=WRITTEN_ON,
    )


def asked_again(found: FormReading) -> set[str]:
    """The fields that are asked again because of what was said."""
    return {one.field for one in (*found.unreadable, *found.conflicts)}


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "same as 7"), ("en", "see 7"), ("en", "as above"), ("de", "wie 7"), ("de", "s.o."), ("ru", "см. п. 7")],
)
def test_an_address_by_its_number_or_above(language: str, words: str) -> None:
    found = answered("stakeholders", language, "", {6: "Tom Roe", 7: "roe@kunde.example", 9: "Tom Roe", 10: words})
    assert values(found)["superuser_email"] == "roe@kunde.example"


@pytest.mark.parametrize("words", ["same as last year", "see org chart", "see 8", "same as 99", "wie besprochen"])
def test_what_points_nowhere_is_asked_again(words: str) -> None:
    found = answered("stakeholders", "en", "", {6: "Tom Roe", 7: "roe@kunde.example", 9: "Kim Hale", 10: words})
    assert "superuser_email" in asked_again(found)


def test_above_is_nobody_where_the_one_above_is_not_known() -> None:
    found = answered("stakeholders", "en", "", {6: "Tom Roe", 9: "see org chart, please", 12: "as above"})
    assert "it_contact" not in values(found)


@pytest.mark.parametrize(
    ("language", "new"),
    [
        ("en", "Customer lead: me, see signature\n\nAnn Lee\nKunde Ltd\n+44 20 7946 0101"),
        ("de", "Freigabe: ich selbst (Daten siehe Signatur)\n\nAnn Lee\nKunde Ltd\n+44 20 7946 0101"),
        ("ru", "1) я, см. подпись\n\nAnn Lee\nKunde Ltd\n+44 20 7946 0101"),
    ],
)
def test_the_signature_where_it_is_pointed_to(language: str, new: str) -> None:
    assert values(answered("stakeholders", language, new)) == {
        "customer_lead": "Ann Lee",
        "customer_lead_email": "ann.lee@kunde.example",
        "customer_lead_phone": "+44 20 7946 0101",
    }


@pytest.mark.parametrize(
    ("language", "new", "wanted"),
    [
        ("en", "1) New shop.\n4) lost calls\n5) same as 4", "lost calls"),
        ("de", "1) Neuer Laden.\n4) Anrufe\n5) s. 4, plus Reklamationen", "Anrufe, plus Reklamationen"),
        ("ru", "1) Новый сайт.\n4) звонки\n5) см. п. 4", "звонки"),
    ],
)
def test_a_long_answer_by_its_number(language: str, new: str, wanted: str) -> None:
    assert values(answered("check_in", language, new))["tasks_now"] == wanted


def test_an_answer_that_was_given_elsewhere_is_asked_again() -> None:
    for words in ("siehe Erstgespräch", "as discussed", "см. договор", "same as 3, but slower"):
        found = answered("check_in", "de", f"4) {words}")
        assert "first_tasks" in asked_again(found), words


@pytest.mark.parametrize(
    ("language", "new"),
    [
        ("en", "4 and 5 are the same: get through"),
        ("de", "zu 4 + 5: get through"),
        ("ru", "4) и 5) одно и то же: get through"),
    ],
)
def test_one_text_for_two_questions(language: str, new: str) -> None:
    assert values(answered("check_in", language, new)) == {"first_tasks": "get through", "tasks_now": "get through"}


@pytest.mark.parametrize(
    ("language", "new"),
    [
        ("en", "IT + phones: Sam Oak, sam@kunde.example"),
        ("de", "IT und Telefon: Sam Oak, sam@kunde.example"),
        ("de", "12.+15. Sam Oak, sam@kunde.example"),
        ("en", "IT: Sam Oak, sam@kunde.example, he looks after the phones too"),
        ("ru", "ИТ: Sam Oak, sam@kunde.example, телефония тоже на нём"),
    ],
)
def test_one_person_for_two_roles(language: str, new: str) -> None:
    assert values(answered("stakeholders", language, new)) == {
        "it_contact": "Sam Oak",
        "it_contact_email": "sam@kunde.example",
        "telephony_contact": "Sam Oak",
        "telephony_contact_email": "sam@kunde.example",
    }


@pytest.mark.parametrize(
    ("language", "new"),
    [
        ("en", "First: new shop.\nSecond question: unused fax.\nThird - all well."),
        ("de", "Erstens: new shop.\nZur zweiten Frage: unused fax.\nDrittens: all well."),
        ("ru", "По первому вопросу: new shop.\nПо второму: unused fax.\nПо третьему: all well."),
    ],
)
def test_ordinals_number_questions(language: str, new: str) -> None:
    found = values(answered("check_in", language, new))
    assert found == {"developed": "new shop.", "not_used": "unused fax.", "difficulties": "all well."}


def test_bare_numbers_in_one_line() -> None:
    new = "1-3 да, 4 нет. 5 Win 2019. 8 - 9 чел, 9 - 2. 12 удалённый рабочий стол. 15 вечером"
    assert values(answered("pre_install", "ru", new)) == {
        "server_ready": True,
        "workstations_ready": True,
        "network_ready": True,
        "backup_ready": False,
        "server_system": "Win 2019",
        "users": Decimal(9),
        "queues": Decimal(2),
        "remote_access": "rdp",
        "maintenance_window": "evening",
    }


@pytest.mark.parametrize("words", ["none", "not needed", "keine", "нет", "не требуется", "none, we don't use them"])
def test_none_is_an_answer_where_one_may_be_missing(words: str) -> None:
    found = answered("stakeholders", "en", f"20) {words}\n3) {words}\n21) {words}\n6) {words}")
    read = values(found)
    assert read["purchase_order"] == words
    assert read["customer_lead_phone"] == ""
    assert asked_again(found) == {"project_lead"}
    assert not found.leftovers


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "18 March", date(2031, 3, 18)),
        ("en", "Dec 12th", date(2031, 12, 12)),
        ("de", "Dienstag, 18. März", date(2031, 3, 18)),
        ("de", "18.3.", date(2031, 3, 18)),
        ("ru", "18 марта", date(2031, 3, 18)),
        ("en", "18 March 10:00", date(2031, 3, 18)),
        ("de", "18. März 10 Uhr", date(2031, 3, 18)),
        ("en", "25/4", date(2031, 4, 25)),
        ("en", "1 March", ASKED),
        ("en", "4/5", ASKED),
        ("de", "Montag, 18. März", ASKED),
        ("de", "31. Juni", ASKED),
        ("en", "3 or 10 June", ASKED),
        ("de", "um 10.30", ASKED),
    ],
)
def test_a_day_without_a_year_is_the_next_from_the_mail(language: str, text: str, wanted: object) -> None:
    found = read_value(FIELDS["installation_date"], (text,), language, written_on=WRITTEN_ON)
    assert (found.value if isinstance(found, Value) else ASKED) == wanted
    assert value("installation_date", "18 March") is ASKED


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Easter weekend, 11-14 April 2031", ("Easter weekend, 11-14 April 2031",)),
        ("Ostern, Betriebsferien 4.-15.8.", ("Ostern", "Betriebsferien 4.-15.8.")),
        ("1. Mai\n25.12.", ("1. Mai", "25.12.")),
        ("24 Dec, 31 Dec", ("24 Dec", "31 Dec")),
        ("English / Welsh / Irish", ("English", "Welsh", "Irish")),
        ("Deutsch u. Türkisch", ("Deutsch", "Türkisch")),
        ("English only", ("English",)),
    ],
)
def test_cells_of_lists_with_days_in_them(text: str, items: tuple[str, ...]) -> None:
    assert value("blackout", text) == items


@pytest.mark.parametrize(
    "text",
    [
        "+44 20 7946 0112 ext. 204",
        "+7 343 555-07-07 (доб. 100)",
        "+49 6221 555-0, Nebenstelle 11",
        "+41 44 555 60 60, intern 201",
    ],
)
def test_an_extension_stays_with_its_number(text: str) -> None:
    assert value("it_contact_phone", text) == text


def test_a_day_without_a_year_in_a_reply() -> None:
    assert values(answered("pre_install", "en", "Installation date: 18 March")) == {
        "installation_date": date(2031, 3, 18)
    }
