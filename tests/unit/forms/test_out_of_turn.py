"""Numbers without brackets or out of turn, somebody else to be asked, the same address again: in three languages."""

from datetime import date

import pytest

from tests.unit.forms.replies import definition, read, reply, sent, values
from tests.unit.forms.replies import quoted as with_prefix
from tests.unit.forms.test_everyday import ASKED, value
from tests.unit.forms.test_free_replies import told

READY = {"server_ready": True, "workstations_ready": True, "network_ready": False, "backup_ready": True}


@pytest.mark.parametrize(
    ("language", "new"),
    [
        ("en", "1. yes  2. yes  3. no, still to do  4. yes"),
        ("de", "1. ja 2. ja 3. noch nicht 4. ja"),
        ("ru", "1. да 2. да 3. пока нет 4. да"),
        ("en", "Yes to points 1, 2 and 4, not yet for point 3."),
        ("de", "Ja zu den Punkten 1, 2 und 4, Punkt 3 noch nicht."),
        ("ru", "Да по пунктам 1, 2 и 4, по пункту 3 пока нет."),
    ],
)
def test_yes_or_no_for_each_number_in_one_line(language: str, new: str) -> None:
    assert values(told("pre_install", language, new)) == READY


@pytest.mark.parametrize("new", ["Yes to points 1, 2 and 5.", "Yes to points 1 and 99.", "Maybe to points 1 and 2."])
def test_numbers_in_words_answer_nothing_else(new: str) -> None:
    assert "workstations_ready" not in values(told("pre_install", "en", new))


@pytest.mark.parametrize(("language", "yes", "no"), [("en", "yes", "no"), ("de", "ja", "nein"), ("ru", "да", "нет")])
def test_bare_numbers_below_the_quote(language: str, yes: str, no: str) -> None:
    form = definition("pre_install")
    new = f"1 {yes}\n2 {yes}\n3 {no}\n4 {yes}\n8 9"
    whole = f"{reply('gmail', language, '', sent(form, language))}\n\n{new}\n"
    assert with_prefix(sent(form, language))[:20] in whole
    assert {key: str(one) for key, one in values(read(form, language, whole)).items()} == {
        **{key: str(one) for key, one in READY.items()},
        "users": "9",
    }


@pytest.mark.parametrize(
    ("language", "unknown"),
    [
        ("en", "I don't know, please ask Tom."),
        ("de", "keine Ahnung, fragen Sie bitte Frau Held"),
        ("ru", "не знаю, спросите у Тома"),
    ],
)
def test_numbers_out_of_turn_and_one_who_does_not_know(language: str, unknown: str) -> None:
    new = f"5 - Alpha beta gamma.\n4 - Delta epsilon.\n1 - Zeta eta.\n3 - {unknown}"
    found = told("check_in", language, new)
    assert values(found) == {
        "tasks_now": "Alpha beta gamma.",
        "first_tasks": "Delta epsilon.",
        "developed": "Zeta eta.",
    }
    assert [one.field for one in found.unreadable] == ["difficulties"]


@pytest.mark.parametrize(
    "text",
    [
        "I don't know, please ask Tom",
        "please ask our Tom Roe",
        "still choosing",
        "keine Ahnung, fragen Sie bitte Frau Held",
        "bitte Frau Held fragen",
        "wir suchen noch",
        "ещё выбираем",
        "не знаю, спросите у Тома",
        "спросите у бухгалтерии",
    ],
)
def test_who_sends_us_to_somebody_else_answers_nothing(text: str) -> None:
    for key in ("superuser", "server_system", "installation_date", "users", "announcements", "it_contact_email"):
        assert value(key, text) is ASKED, key


def test_questions_as_a_task_are_an_answer() -> None:
    for language, text in (("en", "Ask customers for dates"), ("de", "Fragen zu Rechnungen"), ("ru", "Вопросы")):
        assert values(told("check_in", language, f"5) {text}")) == {"tasks_now": text}


@pytest.mark.parametrize(
    ("language", "deputy", "lead", "same"),
    [
        ("en", "Deputy", "Project lead", "same e-mail"),
        ("en", "Deputy", "Project lead", "e-mail is the same"),
        ("de", "Stellvertretung", "Projektleitung", "E-Mail wie oben"),
        ("de", "Stellvertretung", "Projektleitung", "gleiche Adresse"),
        ("ru", "Зам", "Рук. проекта", "почта та же"),
        ("ru", "Зам", "Рук. проекта", "тот же адрес"),
    ],
)
def test_the_same_address_is_no_part_of_a_name(language: str, deputy: str, lead: str, same: str) -> None:
    found = values(told("stakeholders", language, f"{deputy}: Ann Roe, ann@kunde.example\n{lead}: Ann Roe, {same}"))
    assert found["project_lead"] == "Ann Roe"
    assert found["project_lead_email"] == "ann@kunde.example"


def test_the_address_of_the_lead_is_not_the_project_leads() -> None:
    new = "Руководитель: Анна Роу\nпочта руководителя: ann@kunde.example\nРук. проекта: Борис Ли"
    found = values(told("stakeholders", "ru", new))
    assert found["customer_lead_email"] == "ann@kunde.example"
    assert "project_lead_email" not in found


@pytest.mark.parametrize(
    ("key", "wanted", "texts"),
    [
        ("announcements", "yours", "you record them|bitte nehmt ihr die auf|нужна ваша запись"),
        ("announcements", "ours", "We'll send recordings by end of May|Wir schicken die Aufnahmen bis Ende Mai"),
        ("remote_access", "teamviewer", "only TeamViewer|nur TeamViewer|тимвьюер"),
        ("remote_access", ASKED, "VPN only if the firewall is up|VPN nur wenn nötig|только не VPN"),
        ("maintenance_window", "weekend", "weekend only, trucks run all week|nur am Wochenende|только в выходные"),
    ],
)
def test_choices_by_usual_words(key: str, wanted: object, texts: str) -> None:
    read_ = {text: value(key, text) for text in texts.split("|")}
    assert read_ == dict.fromkeys(read_, wanted)


def test_days_counted_by_their_weekday_and_days_with_slashes() -> None:
    for text in ("first Monday of April 2031", "erster Montag im April 2031", "первый понедельник апреля 2031"):
        assert value("installation_date", text) == date(2031, 4, 7)
    assert value("installation_date", "third Friday in May 2031") == date(2031, 5, 16)
    for language in ("en", "de", "ru"):
        assert value("installation_date", "05/06/2031", language) is ASKED
        assert value("installation_date", "25/06/2031", language) == date(2031, 6, 25)
