"""Roles told in sentences of people who are called by their first names, and of the writers themselves."""

import pytest

from processor.forms.firstnames import first_names
from processor.forms.sentences import sentences
from processor.forms.who import full_name
from tests.unit.forms.replies import values
from tests.unit.forms.test_pointers import answered


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Please train Nora, nora@kunde.example.", ["Nora"]),
        ("Geschult wird Jana (jana.beck@kunde.example).", ["Jana"]),
        ("Обучать будем Фёдора, fedor@kunde.example.", ["Фёдор"]),
        ("Обучите, пожалуйста, Алину: alina_k@kunde.example.", ["Алина"]),
        ("Please write to Support, help@kunde.example.", []),
        ("Rechnungen an Buchhaltung, fibu@kunde.example.", []),
        ("Nora Beck, beck@kunde.example.", []),
    ],
)
def test_an_address_shows_what_is_a_first_name(sentence: str, names: list[str]) -> None:
    assert [name for _, name in first_names(sentence)] == names


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "If I'm away it is my brother Max, max@kunde.example.\nMax also runs the project."),
        ("de", "Meine Vertretung ist mein Bruder Max, max@kunde.example.\nMax leitet auch das Projekt."),
        ("ru", "Замещает меня брат Max, max@kunde.example.\nMax также ведёт проект."),
    ],
)
def test_a_first_name_goes_on_for_the_next_sentence(language: str, told: str) -> None:
    found = values(answered("stakeholders", language, told))
    assert found["deputy"] == found["project_lead"] == "Max"
    assert found["deputy_email"] == found["project_lead_email"] == "max@kunde.example"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "I sign things off myself (ann.lee@kunde.example, 07700 900 100)."),
        ("de", "Freigaben mache ich selbst (ann.lee@kunde.example, 07700 900 100)."),
        ("ru", "Формы утверждаю я сама (ann.lee@kunde.example, 07700 900 100)."),
    ],
)
def test_the_writer_with_address_and_number(language: str, told: str) -> None:
    found = values(answered("stakeholders", language, told))
    assert found["customer_lead"] == "Ann Lee"
    assert found["customer_lead_email"] == "ann.lee@kunde.example"
    assert found["customer_lead_phone"] == "07700 900 100"


def test_an_address_of_somebody_else_is_not_the_writers() -> None:
    found = values(answered("stakeholders", "en", "I approve all of that myself and copy boss@kunde.example."))
    assert found.get("customer_lead_email") != "boss@kunde.example"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Invoices go to office@kunde.example, no order number needed."),
        ("de", "Rechnungen bitte an office@kunde.example, keine Bestellnummer nötig."),
        ("ru", "Счета присылайте на office@kunde.example, номер заказа не нужен."),
    ],
)
def test_what_is_not_needed_takes_nothing_back(language: str, told: str) -> None:
    assert values(answered("stakeholders", language, told))["billing_contact_email"] == "office@kunde.example"


def test_the_longer_of_two_forms_of_one_name_is_meant() -> None:
    assert full_name("Orlova", ["Vera Orlova", "Orlova Vera Petrovna"]) == ("Orlova Vera Petrovna", 1)
    assert full_name("Orlova", ["Vera Orlova", "Anna Orlova"])[1] == 2


def test_for_the_attention_of_ends_no_sentence() -> None:
    assert len(sentences("Rechnungen an buero@kunde.example, z.Hd. Frau Beck.")) == 1


@pytest.mark.parametrize(
    "told",
    [
        "If I'm away it is my brother Max, max@kunde.example.\nMax is my brother, Joe runs the project.",
        "Max, max@kunde.example, is my brother and Joe runs the project.",
    ],
)
def test_what_somebody_else_does_is_not_his(told: str) -> None:
    assert "project_lead" not in values(answered("stakeholders", "en", told))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Nora Beck (on leave until 3 March)"),
        ("de", "Nora Beck (Urlaub bis 3.3.)"),
        ("ru", "Nora Beck (в отпуске до 3 марта)"),
    ],
)
def test_somebody_who_is_away_for_a_while_is_the_one(language: str, words: str) -> None:
    found = answered("stakeholders", language, "", {9: words})
    assert values(found)["superuser"] == "Nora Beck"
    assert any(words in one for one in found.leftovers)


@pytest.mark.parametrize("words", ["Nora Beck (until 3 March)", "Nora Beck (bis 3.3., dann Max Ohl)"])
def test_somebody_who_has_the_role_for_a_while_is_asked_again(words: str) -> None:
    assert values(answered("stakeholders", "de", "", {9: words})).get("superuser") != "Nora Beck"


@pytest.mark.parametrize("line", ["10-12: Ann Poe", "11-13: Ann Poe"])
def test_hours_are_no_questions(line: str) -> None:
    assert not {"superuser", "it_contact"} & set(values(answered("stakeholders", "en", line)))


@pytest.mark.parametrize("words", ["18. bis 21. April", "18. und 21. April"])
def test_the_first_day_of_a_span_is_no_number_of_an_item(words: str) -> None:
    found = answered("pre_install", "de", "", {16: f"{words}\n1. Mai"})
    assert values(found)["blackout"] == (words, "1. Mai")
