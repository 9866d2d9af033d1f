"""Persons told as a card of their own: by several numbers, in a table of roles; and marks in the place of words."""

import pytest

from tests.unit.forms.replies import values
from tests.unit.forms.test_pointers import answered, asked_again


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "to 6-8: Ann Poe, poe@kunde.example, +44 20 7946 0123"),
        ("en", "points 6 to 8: Ann Poe, poe@kunde.example, +44 20 7946 0123"),
        ("de", "zu 6 bis 8: Ann Poe, poe@kunde.example, +44 20 7946 0123"),
        ("de", "6/7/8: Ann Poe, poe@kunde.example, +44 20 7946 0123"),
        ("ru", "к п. 6-8: Ann Poe, poe@kunde.example, +44 20 7946 0123"),
    ],
)
def test_the_questions_about_one_person_by_their_numbers(language: str, line: str) -> None:
    found = values(answered("stakeholders", language, line))
    assert found["project_lead"] == "Ann Poe"
    assert found["project_lead_email"] == "poe@kunde.example"
    assert found["project_lead_phone"] == "+44 20 7946 0123"


@pytest.mark.parametrize(("language", "also"), [("en", "and"), ("de", "sowie"), ("ru", "а также")])
def test_two_roles_of_one_person_by_their_numbers(language: str, also: str) -> None:
    found = values(answered("stakeholders", language, f"12-14 {also} 15-17: Ben Lee, lee@kunde.example"))
    assert found["it_contact"] == found["telephony_contact"] == "Ben Lee"
    assert found["it_contact_email"] == found["telephony_contact_email"] == "lee@kunde.example"


@pytest.mark.parametrize("line", ["6-99: Ann Poe", "19-22: Ann Poe", "6-8 June: holidays"])
def test_numbers_that_are_no_persons_questions(line: str) -> None:
    assert "project_lead" not in values(answered("stakeholders", "en", line))


_ROLES = {
    "en": ("Sign-off", "Project manager", "Key user"),
    "de": ("Freigabe", "Projektleiterin", "Hauptanwender"),
    "ru": ("Согласует", "Менеджер проекта", "Ключевой пользователь"),
}


@pytest.mark.parametrize("language", ["en", "de", "ru"])
def test_a_table_of_roles_with_columns_of_its_own(language: str) -> None:
    lead, project, user = _ROLES[language]
    found = answered(
        "stakeholders",
        language,
        "",
        rows=(
            ("Role", "Who", "Mail", "Phone"),
            (lead, "Ann Poe", "poe@kunde.example", "+44 20 7946 0123"),
            (project, "Ben Lee", "lee@kunde.example", ""),
            (user, "Cy Orr", "Dot Fay", "fay@kunde.example"),
        ),
    )
    read = values(found)
    assert (read["customer_lead"], read["customer_lead_email"]) == ("Ann Poe", "poe@kunde.example")
    assert read["customer_lead_phone"] == "+44 20 7946 0123"
    assert (read["project_lead"], read["project_lead_email"]) == ("Ben Lee", "lee@kunde.example")
    assert "superuser" in asked_again(found), "two names in one row"


@pytest.mark.parametrize("language", ["en", "de", "ru"])
def test_plus_and_minus_are_yes_and_no_beside_each_other(language: str) -> None:
    found = values(answered("pre_install", language, "", {1: "+", 2: "-", 3: "+", 4: "–"}))
    asked = ("server_ready", "workstations_ready", "network_ready", "backup_ready")
    assert [found[key] for key in asked] == [True, False, True, False]


@pytest.mark.parametrize("language", ["en", "de", "ru"])
def test_a_minus_alone_says_nothing(language: str) -> None:
    found = answered("pre_install", language, "", {1: "-", 2: "-", 8: "-"})
    assert not {"server_ready", "workstations_ready", "users"} & set(values(found))


@pytest.mark.parametrize(
    ("language", "line"), [("en", "2 yes 3 no"), ("de", "2 ja, 3 nein"), ("ru", "2) да 3) нет"), ("en", "2 yes; 3 no.")]
)
def test_a_line_of_numbers_with_yes_and_no(language: str, line: str) -> None:
    found = values(answered("pre_install", language, line))
    assert (found["workstations_ready"], found["network_ready"]) == (True, False)
    assert "server_ready" not in found


@pytest.mark.parametrize("line", ["2 yes 8 no", "3 yes 2 no", "2 yes maybe 3 no"])
def test_a_line_of_other_numbers_is_none(line: str) -> None:
    found = values(answered("pre_install", "en", line))
    assert not {"workstations_ready", "users"} & set(found)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Ann (accounting)"), ("de", "Anna (Buchhaltung)"), ("ru", "Анна (бухгалтер)")]
)
def test_what_somebody_does_in_brackets_is_no_label(language: str, words: str) -> None:
    found = values(answered("stakeholders", language, f"18) {words}\n19) anna@kunde.example"))
    assert found["billing_contact"] == words
    assert found["billing_contact_email"] == "anna@kunde.example"


@pytest.mark.parametrize(
    ("words", "read"), [("anna @ kunde.example", "anna@kunde.example"), ("anna(at)kunde.example", None)]
)
def test_an_address_with_blanks_is_plain_and_one_with_at_is_asked(words: str, read: str | None) -> None:
    assert values(answered("stakeholders", "de", "", {6: "Anna Poe", 7: words})).get("project_lead_email") == read


@pytest.mark.parametrize("formula", ["Im Auftrag", "i. A."])
def test_the_formula_of_a_german_letter_is_no_label(formula: str) -> None:
    found = answered("stakeholders", "de", f"zu 6: Ann Poe\n\n{formula}\nDr. Kurz")
    assert values(found)["project_lead"] == "Ann Poe"
    assert not asked_again(found)
