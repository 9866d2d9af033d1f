"""What replies answer: wherever the answers stand, in every program and language, and never wrong in silence."""

from datetime import date
from decimal import Decimal

import pytest

from models.vocabulary import AnswerSource
from processor.facts.forms import Answer, Enclosed, ReturnedPdf
from tests.unit.forms.replies import (
    CLIENTS,
    LANGUAGES,
    between,
    definition,
    filled_in_place,
    read,
    reply,
    sent,
    values,
)

DAY = {"en": "3 April 2026", "ru": "3 апреля 2026 г.", "de": "03.04.2026"}
YES = {"en": "yes", "ru": "да", "de": "ja"}
NO = {"en": "no", "ru": "нет", "de": "nein"}
BELOW = {"en": "Please see my answers below.", "ru": "Ответы ниже.", "de": "Meine Antworten stehen unten."}


def go_live(language: str) -> dict[int, str]:
    return {
        1: DAY[language], 2: "08:00", 3: "Clara Gross", 4: "clara@customer.example", 5: "+49 30 123456",
        6: YES[language], 7: YES[language], 8: NO[language], 9: YES[language], 11: "Back to the old system",
    }  # fmt: skip


WANTED = {
    "planned_date": date(2026, 4, 3), "planned_time": "08:00", "contact": "Clara Gross",
    "contact_email": "clara@customer.example", "contact_phone": "+49 30 123456", "training_done": True,
    "tests_passed": True, "users_informed": False, "conditions_met": True, "rollback": "Back to the old system",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("how", ["labels", "numbers", "in_place", "reordered", "other_language", "next_line", "copied"])
def test_each_way_to_answer_in_each_program_and_language(how: str, client: str, language: str) -> None:
    form = definition("go_live")
    text, answers = sent(form, language), go_live(language)
    spoken = {"en": "de", "de": "ru", "ru": "en"}[language] if how == "other_language" else language
    labels = {place: dict(field.labels)[spoken] for place, field in enumerate(form.fields, 1)}
    lines = {
        "labels": [f"{labels[n]}: {answer}" for n, answer in answers.items()],
        "numbers": [f"{n}. {answer}" for n, answer in answers.items()],
        "reordered": [f"{labels[n]} - {answers[n]}" for n in reversed(answers)],
        "other_language": [f"{labels[n]}: {answer}" for n, answer in answers.items()],
        "next_line": [f"{labels[n]}:\n{answer}\n" for n, answer in answers.items()],
        "copied": [filled_in_place(text, answers)],
        "in_place": [BELOW[language]],
    }[how]
    whole = reply(client, language, "\n".join(lines), filled_in_place(text, answers) if how == "in_place" else text)
    found = read(form, language, whole)
    assert values(found) == WANTED
    assert (found.unreadable, found.conflicts, found.leftovers) == ((), (), ())
    source = AnswerSource.QUOTED_FORM if how == "in_place" else AnswerSource.NEW_TEXT
    assert {answer.source for answer in found.answers} == {source}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("above", [False, True])
def test_answers_between_quoted_questions_stand_below_or_above_them(language: str, above: bool) -> None:
    form = definition("go_live")
    text = between(sent(form, language), go_live(language), above)
    found = read(form, language, f"On Mon, 2 Mar 2026 at 10:00, Vendor <support@vendor.example> wrote:\n{text}")
    assert values(found) == WANTED
    assert found.leftovers == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("client", ["gmail", "apple", "outlook"])
def test_five_long_answers(language: str, client: str) -> None:
    form = definition("check_in")
    said = {n: f"Answer {n}, first line.\nAnd a second one." for n in range(1, 6)}
    whole = reply(client, language, "\n\n".join(f"{n}. {text}" for n, text in said.items()), sent(form, language))
    assert list(values(read(form, language, whole)).values()) == list(said.values())
    if client == "gmail":
        inline = f"On 2 Mar 2026, at 10:00, V <v@vendor.example> wrote:\n\n{between(sent(form, language), said)}"
        assert list(values(read(form, language, inline)).values()) == list(said.values())


def test_a_half_filled_form_answers_what_it_answers() -> None:
    form = definition("go_live")
    found = read(
        form, "en", reply("outlook", "en", "Half of it:", filled_in_place(sent(form, "en"), {1: "2026-04-03"}))
    )
    assert values(found) == {"planned_date": date(2026, 4, 3)}
    assert found.leftovers == ("Half of it:",)


def test_labels_are_known_with_slips_of_the_finger_other_names_and_bold_type() -> None:
    text = (
        "Cutsomer lead: Anna\nProject leed = Bernd\n* *Super user:* Clara\nIT manager – Dirk\n"
        "Аккаунтинг: Eva\nBilling: Fred"
    )
    found = read(definition("stakeholders"), "en", text)
    assert values(found) == {
        "customer_lead": "Anna", "project_lead": "Bernd", "superuser": "Clara", "it_contact": "Dirk",
        "billing_contact": "Fred",
    }  # fmt: skip
    assert found.leftovers == ("Аккаунтинг: Eva",)


def test_one_line_about_a_person_answers_their_address_and_number_too() -> None:
    text = (
        "Superuser: Clara Groß <clara@customer.example>, Tel. +49 30 123456\n"
        "Projektleitung: Bernd\nE-Mail: bernd@customer.example\nTelefon: 030/98765\n"
        "Rechnungskontakt: rechnung@customer.example"
    )
    assert values(read(definition("stakeholders"), "de", text)) == {
        "superuser": "Clara Groß", "superuser_email": "clara@customer.example", "superuser_phone": "+49 30 123456",
        "project_lead": "Bernd", "project_lead_email": "bernd@customer.example", "project_lead_phone": "030/98765",
        "billing_contact_email": "rechnung@customer.example",
    }  # fmt: skip


def test_a_signature_without_a_closing_answers_nothing() -> None:
    found = read(
        definition("stakeholders"), "de", "Superuser: Clara\n\nAnna Berg\nProjektleitung\nTelefon: +49 30 123456"
    )
    assert values(found) == {"superuser": "Clara"}
    assert found.leftovers == ("Anna Berg\nProjektleitung\nTelefon: +49 30 123456",)


def test_items_of_a_list_are_no_numbers_of_fields() -> None:
    form = definition("completion")
    for text in (
        "6) Outstanding issues:\n1) printer\n2) report\n7) very satisfied",
        "6. 1) printer\n2) report\n7. very satisfied",
    ):
        assert values(read(form, "en", text)) == {"outstanding": ("printer", "report"), "satisfaction": "very"}
    quote = sent(form, "de").replace("6) Offene Punkte:\n   ____", "6) Offene Punkte:\n   1. Drucker\n   2. Bericht")
    assert values(read(form, "de", reply("outlook", "de", "", quote))) == {"outstanding": ("Drucker", "Bericht")}


def test_the_same_answer_twice_is_one_and_another_one_is_asked_again() -> None:
    form = definition("go_live")
    found = read(form, "en", "Planned date: 3 April 2026\nPlanned time: 8:00\n1) April 3rd, 2026\nPlanned time: 9:00")
    assert values(found) == {"planned_date": date(2026, 4, 3)}
    assert [(one.field, one.said) for one in found.conflicts] == [
        ("planned_time", "Planned time: 8:00\nPlanned time: 9:00")
    ]
    both = reply("gmail", "en", "Planned time: 8:00", filled_in_place(sent(form, "en"), {2: "9:00"}))
    assert [one.field for one in read(form, "en", both).conflicts] == ["planned_time"]


def test_an_older_reply_that_is_quoted_along_gives_way() -> None:
    form = definition("go_live")
    older = reply("gmail", "en", "", filled_in_place(sent(form, "en"), {1: "3 April 2026", 2: "8:00"}))
    whole = reply("gmail", "en", "Planned time: 9:00", f"Thank you.\n\n{older}")
    assert values(read(form, "en", whole)) == {"planned_date": date(2026, 4, 3), "planned_time": "9:00"}


def test_what_was_filled_in_before_is_no_answer_until_it_is_changed() -> None:
    form = definition("go_live")
    known = (
        Answer("planned_date", date(2026, 4, 3), "", AnswerSource.PERSON),
        Answer("contact", "Anna Berg", "", AnswerSource.PERSON),
    )
    quote = sent(form, "en", known).replace("3) Contact on the day: Anna Berg", "3) Contact on the day: Clara Gross")
    rows = (("1)", "Planned date", "3 April 2026"), ("2)", "Planned time\n(In your local time, like 08:00)", "____"))
    pdf = ReturnedPdf("form.pdf", (("planned_date", "3 April 2026"),), "", "FQ-3.1")
    found = read(form, "en", reply("gmail", "en", "", quote), Enclosed(rows, (pdf,)), known)
    assert values(found) == {"contact": "Clara Gross"}
    assert found.leftovers == ()


def test_rows_of_a_table_and_fields_of_a_pdf() -> None:
    form = definition("go_live")
    rows = (
        ("1)", "Planned date\n(a date, like 24 March 2031)", "3 April 2026"),
        ("3) Contact on the day", "Clara Gross"),
        ("Tests are passed (one of: yes / no)", "yes"),
        ("10)", "Conditions still open", "invoice\nsignature"),
        ("Fish", "chips"),
    )
    pdf = ReturnedPdf(
        "form.pdf",
        (("training_done", "no"), ("rollback", "Old\nsystem"), ("other", "x"), ("remarks", "")),
        "",
        "FQ-3.1",
    )
    refused = ReturnedPdf("evil.pdf", (("planned_time", "8:00"),), "scripts")
    found = read(form, "en", "", Enclosed(rows, (pdf, refused)))
    assert values(found) == {
        "planned_date": date(2026, 4, 3), "contact": "Clara Gross", "training_done": False, "tests_passed": True,
        "conditions_open": ("invoice", "signature"), "rollback": "Old\nsystem",
    }  # fmt: skip
    assert found.leftovers == ("other: x",)
    assert {one.source for one in found.answers} == {AnswerSource.TABLE, AnswerSource.PDF}


@pytest.mark.parametrize(
    "text",
    [
        "We plan to go live on 3 April 2026 at 8am. Anna will be there. Training is done.",
        "Who is the contact supposed to be? Do we have to sign?",
        "Approved.",
        "1-5: yes",
        "Date and time follow.",
        "E-mail: anna@customer.example",
    ],
)
def test_prose_answers_nothing_and_is_kept(text: str) -> None:
    found = read(definition("stakeholders" if "@" in text else "go_live"), "en", f"Hello,\n\n{text}\n\nRegards\nAnna")
    assert (found.answers, found.leftovers) == ((), (text,))


def test_somebody_elses_numbers_are_no_answers() -> None:
    found = read(definition("stakeholders"), "en", "1. We need more time for this form.\n2. Please call me tomorrow.")
    assert found.answers == ()
    assert [one.field for one in found.unreadable] == ["customer_lead", "customer_lead_email"]


def test_remarks_beside_an_answer_are_kept() -> None:
    found = read(
        definition("completion"), "de", "Anbindungen: nein - CRM fehlt\nBerichte: ja\n\nBitte rufen Sie mich an."
    )
    assert values(found) == {"integrations_work": False, "reports_work": True}
    assert set(found.leftovers) == {"Anbindungen: nein - CRM fehlt", "Bitte rufen Sie mich an."}


def test_numbers_and_choices() -> None:
    text = (
        "Число пользователей: 1 200\nЧисло очередей: шесть\nУдалённый доступ: vpn\nОкно обслуживания: 3\n"
        "Записанные объявления: [x] без объявлений"
    )
    assert values(read(definition("pre_install"), "ru", text)) == {
        "users": Decimal(1200), "queues": Decimal(6), "remote_access": "vpn", "maintenance_window": "weekend",
        "announcements": "no",
    }  # fmt: skip
