"""What must never be read silently: guesses, corrections, answers of somebody else or to another question."""

import pytest

from tests.unit.forms.replies import values
from tests.unit.forms.test_everyday import ASKED, value
from tests.unit.forms.test_pointers import answered, asked_again


@pytest.mark.parametrize(
    "text",
    [
        "probably Anna Berg",
        "I think Anna Berg",
        "Anna Berg or Ben Cole",
        "Anna Berg (?)",
        "not Anna Berg but Ben Cole",
        "Anna Berg - sorry, Ben Cole",
        "Anna, no, Ben Cole",
        "Anna Berg -> Ben Cole",
        "~~Anna Berg~~ Ben Cole",
        "wohl Anna Berg",
        "nicht Anna, sondern Ben Kohl",
        "Anna Berg, Verzeihung, Ben Kohl",
        "наверное Анна Берг",
        "не Анна, а Ольга Кац",
        "Павел Егоров - простите, Павел Егорин",
    ],
)
def test_a_name_that_wavers_is_asked_again(text: str) -> None:
    assert value("superuser", text) is ASKED


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg until May, then Ben Cole",
        "Анна Берг, но с мая Пётр Жук",
        "Kim (left in May) Lea Hart",
        "Tom Roe, super user Amy Fox",
        "Carla, EDV Hr. Funk, macht der auch",
        "Вера Кац (в отпуске, пока она будет на связи)",
    ],
)
def test_more_than_one_person_is_asked_again(text: str) -> None:
    found = answered("stakeholders", "en", "", {6: text})
    assert "project_lead" not in values(found)
    assert "project_lead" in asked_again(found)


def test_the_address_beside_a_guess_is_asked_again() -> None:
    found = answered("stakeholders", "en", "IT contact: I think Ben Cole, ben@kunde.example")
    assert asked_again(found) == {"it_contact", "it_contact_email"}
    assert values(found) == {}


def test_the_address_beside_a_name_that_is_contradicted() -> None:
    found = answered("stakeholders", "en", "12) Beth Carr, beth@kunde.example", {12: "Stan Ivory"})
    assert {"it_contact", "it_contact_email"} <= asked_again(found)


def test_an_address_of_another_person() -> None:
    inside = {6: "Tom Roe", 7: "tom.roe@kunde.example", 9: "Bea Fox", 10: "tom.roe@kunde.example", 12: "Pam Oak"}
    found = answered("stakeholders", "en", "", {**inside, 13: "helpdesk@kunde.example"})
    assert "superuser_email" in asked_again(found)
    assert values(found)["it_contact_email"] == "helpdesk@kunde.example"


def test_numbers_that_have_slipped() -> None:
    answers = ("yes", "yes", "no", "Windows Server 2022", "3CX v20", "none", "45", "6", "ours", "vpn", "a@b.example")
    new = "\n".join(f"{number}) {answer}" for number, answer in enumerate(answers, 1))
    found = answered("pre_install", "en", new)
    assert values(found) == {}
    assert {"server_system", "users", "server_ready"} <= asked_again(found)


def test_one_odd_answer_makes_no_slip() -> None:
    found = answered("pre_install", "en", "1) yes\n2) yes\n5) Debian 12\n8) many\n9) 3")
    assert values(found)["server_system"] == "Debian 12"
    assert asked_again(found) == {"users"}


@pytest.mark.parametrize("closing", ["\n", ""])
def test_a_signature_below_the_answers_belongs_to_none(closing: str) -> None:
    new = f"6) Tom Roe\n9) Bea Fox\n{closing}Ann Lee\nManaging Director\n+44 20 7946 0999\nann.lee@kunde.example"
    assert values(answered("stakeholders", "en", new)) == {"project_lead": "Tom Roe", "superuser": "Bea Fox"}


def test_an_older_answer_that_is_quoted_along() -> None:
    new = "Tom answered this last year:\n> 6) Old Man\n> 9) Former User\nPlease take new ones:\n6) Tom Roe"
    found = answered("stakeholders", "en", new)
    assert "superuser" not in values(found)


@pytest.mark.parametrize(
    ("language", "new", "number", "inside"),
    [
        ("en", "And users 25.", 8, "52"),
        ("de", "Fernzugriff dann doch über VPN.", 12, "TeamViewer"),
        ("en", "The date below is only provisional.", 14, "3 June 2031"),
        ("de", "Punkt 14 bitte streichen, das entscheidet sich erst im Mai.", 14, "3. Juni 2031"),
        ("ru", "По пункту 14 пока не уверены, может сдвинуться.", 14, "15 мая 2031"),
    ],
)
def test_what_stands_below_is_taken_back_above(language: str, new: str, number: int, inside: str) -> None:
    assert values(answered("pre_install", language, new, {number: inside})) == {}


def test_a_person_below_is_taken_back_above() -> None:
    found = answered(
        "stakeholders", "en", "PS: IT contact is now Kim Hale, not Ben.", {12: "Ben Cole", 13: "ben@a.example"}
    )
    assert values(found) == {}


def test_agreement_above_takes_nothing_back() -> None:
    found = answered("pre_install", "en", "Only thing: installation on 3 June 2031, not before.", {14: "3 June 2031"})
    assert "installation_date" in values(found)


@pytest.mark.parametrize(
    "new",
    [
        "IT is done by Ben Cole, his deputy is Jo Ray.",
        "Our old server ran Windows Server 2012, the new one runs Windows Server 2022.",
        "If the firewall is ready by then, install on 3 June 2031.",
        "Project Phoenix starts in May, list@kunde.example is for all.",
        "Could Tom Roe be the project lead?",
    ],
)
def test_sentences_that_tell_of_something_else(new: str) -> None:
    read = {**values(answered("stakeholders", "en", new)), **values(answered("pre_install", "en", new))}
    assert set(read) <= {"it_contact"}


def test_who_stands_in_for_the_writer_is_not_who_approves() -> None:
    found = answered("stakeholders", "en", "I approve things myself, and while I am away Nick Adair does.")
    assert values(found) == {"customer_lead": "Ann Lee", "deputy": "Nick Adair"}


def test_two_cells_beside_a_question() -> None:
    rows = (("9)", "Superuser", "Tom Roe", "Kim Hale"), ("6)", "Project lead", "Amy Fox", ""))
    found = answered("stakeholders", "en", "", rows=rows)
    assert values(found) == {"project_lead": "Amy Fox"}
    assert "superuser" in asked_again(found)


def test_network_too_is_no_part_of_what_is_missing() -> None:
    found = values(
        answered("pre_install", "de", "Mindestanforderungen alle erfüllt, Netzwerk auch, Backup fehlt noch.")
    )
    assert found == {"network_ready": True, "backup_ready": False}
    found = values(answered("pre_install", "ru", "Всё готово (сервер, рабочие места, сеть), бэкапа ещё нет."))
    assert found["network_ready"] is True
    assert found["backup_ready"] is False


def test_a_closing_remark_is_no_part_of_a_long_answer() -> None:
    found = answered("check_in", "ru", "5) открыть филиал. Кстати, в пятницу нас не будет")
    assert values(found) == {"tasks_now": "открыть филиал."}
    assert "Кстати, в пятницу нас не будет" in found.leftovers


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        ("en", 14, "by 12 May 2031"),
        ("de", 14, "nicht vor dem 12. Mai"),
        ("ru", 14, "после 12 мая"),
        ("de", 14, "12./13. Mai"),
        ("en", 9, "Sales (3 people), Service"),
        ("en", 13, "old: kim@kunde.example"),
        ("en", 13, "kim@kunde.example (until May)"),
        ("en", 13, "kim (at) kunde.example"),
    ],
)
def test_a_value_that_is_not_meant_so(language: str, number: int, text: str) -> None:
    found = answered("pre_install", language, "", {number: text})
    assert values(found) == {}
    assert asked_again(found)


@pytest.mark.parametrize(
    ("language", "new"),
    [
        ("de", "Telefonanlage Umzug im Mai\nCRM Auswahl\nServer Bestellung folgt\nBenutzer Schulung im Juni"),
        ("en", "Phones are a nightmare. Server room is locked. CRM training please. Queues are long."),
        ("en", "We have 40 users today, next year 60. Two queues for sales and one for service."),
        ("ru", "Сервер стоит в подвале. АТС старая. Доступ через охрану. Установка прошла хорошо."),
    ],
)
def test_words_of_labels_in_talk_answer_nothing(language: str, new: str) -> None:
    assert values(answered("pre_install", language, new)) == {}


def test_another_person_above_than_below() -> None:
    new = "Billing contact is Janet Moss, j.moss@a.example, and the project lead's phone is +44 1632 960 200 ext. 41."
    inside = {6: "Olive Preston", 18: "Terry Blythe", 19: "t.blythe@a.example"}
    found = answered("stakeholders", "en", new, inside)
    assert values(found) == {"project_lead": "Olive Preston"}
    assert {"billing_contact", "billing_contact_email"} <= asked_again(found)
