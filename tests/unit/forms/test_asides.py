"""Words beside an answer: papers it is said to stand in, times, corrections, copies, and what a "but" adds."""

from datetime import date

import pytest

from processor.forms.values.found import Value
from processor.forms.values.read import read_value
from tests.unit.forms.replies import definition, sent, values
from tests.unit.forms.test_everyday import ASKED, FIELDS, value
from tests.unit.forms.test_pointers import answered, asked_again

_CHECK_IN = {field.key: field for field in definition("check_in").fields}


def told(key: str, text: str) -> object:
    found = read_value(_CHECK_IN[key], tuple(text.split("\n")), "en")
    return found.value if isinstance(found, Value) else ASKED


@pytest.mark.parametrize(
    "text",
    [
        "it will be in the order",
        "we'll state it in the framework agreement",
        "steht im Rahmenvertrag",
        "geben wir in der Bestellung an",
        "есть в договоре",
        "пропишем в заявке",
    ],
)
def test_a_number_that_another_paper_has_is_asked_again(text: str) -> None:
    assert value("purchase_order", text) is ASKED


@pytest.mark.parametrize("text", ["4500-7731 as in the order", "Vertrag 2031/17", "договор 55-Р"])
def test_a_paper_with_its_number_is_an_answer(text: str) -> None:
    assert value("purchase_order", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "same as last time",
        "wie beim letzten Mal",
        "то же, что и в прошлый раз",
        "don't remember, it's in the old offer",
        "weiß ich nicht mehr, steht im alten Angebot",
        "не помню, это есть в старом договоре",
    ],
)
def test_a_long_answer_that_says_nothing_is_asked_again(text: str) -> None:
    assert told("difficulties", text) is ASKED


@pytest.mark.parametrize(
    "text", ["nothing has changed", "same as before, plus the web chat", "Wie zuletzt, und neu die Filialen"]
)
def test_a_long_answer_that_says_something_stays(text: str) -> None:
    assert told("tasks_now", text) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mondays and 12 August", ("Mondays", "12 August")),
        ("24.12.-02.01. und Inventurwoche im März", ("24.12.-02.01.", "Inventurwoche im März")),
        ("понедельники и 9 мая", ("понедельники", "9 мая")),
        ("3 May and 17 May", ("3 May", "17 May")),
        ("3 and 17 May", ("3 and 17 May",)),
        ("8 и 9 мая", ("8 и 9 мая",)),
        ("1. Mai und die Woche danach", ("1. Mai und die Woche danach",)),
    ],
)
def test_days_around_an_and(text: str, wanted: tuple[str, ...]) -> None:
    assert value("blackout", text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Dutch and English, but the manuals may all be English", ("Dutch", "English")),
        ("Deutsch und Polnisch, aber Unterlagen reichen auf Deutsch", ("Deutsch", "Polnisch")),
        ("русский, казахский, но инструкции можно на русском", ("русский", "казахский")),
    ],
)
def test_what_a_but_adds_to_a_list_is_kept_beside_it(text: str, wanted: tuple[str, ...]) -> None:
    found = answered("stakeholders", "en", "", {21: text})
    assert values(found)["languages"] == wanted
    assert any(text in one for one in found.leftovers)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("as in no. 2, copy to office@kunde.example", ASKED),
        ("wie Frage 2, Kopie an buero@kunde.example", ASKED),
        ("lena@kunde.example, Timo hat das gleiche Format", ASKED),
        ("lena@kunde.example, у Тимура такой же формат", ASKED),
        ("jon.dow@kunde.example - oops, typo: john.dow@kunde.example", "john.dow@kunde.example"),
        ("jon.dow@kunde.example - sorry, typo: john.dow@kunde.example", "john.dow@kunde.example"),
        ("jon.dow@kunde.example, sorry, or john.dow@kunde.example", ASKED),
        ("mia@kunde.exmple (Tippfehler, richtig ist mia@kunde.example)", "mia@kunde.example"),
        ("mia@kunde.example\nMia works part time until May.", "mia@kunde.example"),
        ("mia@kunde.example until May", ASKED),
    ],
)
def test_addresses_of_others_and_corrected_ones(text: str, wanted: object) -> None:
    assert value("superuser_email", text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("yes (opened by Ines this morning)", True),
        ("yes, by Friday", ASKED),
        ("runs daily since May", True),
        ("no (waiting for our carrier, promised for the 20th)", False),
        ("not installed, could you do that for us?", False),
        ("nicht eingerichtet, können Sie das übernehmen?", False),
        ("yes, or should we do more for that?", ASKED),
        ("no, isn't it?", ASKED),
        ("в работе", ASKED),
        ("в процессе, ждём диски", False),
    ],
)
def test_yes_and_no_with_a_harmless_word_beside(text: str, wanted: object) -> None:
    assert value("backup_ready", text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("in working hours, but not 11-13", "working_hours"),
        ("während der Arbeitszeit, aber nicht 7-10 Uhr", "working_hours"),
        ("daytime doesn't suit, only in the evening", "evening"),
        ("днём не подходит, только вечером", "evening"),
    ],
)
def test_a_choice_with_hours_that_do_not_suit(text: str, wanted: str) -> None:
    assert value("maintenance_window", text) == wanted


@pytest.mark.parametrize(
    "text", ["2 May 2031, no, make it 9 May 2031", "2. Mai, nein besser 9. Mai 2031", "2 мая, нет, лучше 9 мая 2031"]
)
def test_a_day_taken_back_for_another(text: str) -> None:
    found = read_value(FIELDS["installation_date"], (text,), "de", written_on=date(2031, 3, 4))
    assert isinstance(found, Value)
    assert found.value == date(2031, 5, 9)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Jo Harker, for now", "Jo Harker"),
        ("Jo Harker for now, we will name somebody later", "Jo Harker"),
        ("Nele Kolb, vorerst", "Nele Kolb"),
        ("пока Вера Лунина", "Вера Лунина"),
        ("Jo Harker (until end of May, then tbc)", "Jo Harker"),
        ("Jo Harker and Nele Kolb - we'd like both", "Jo Harker and Nele Kolb"),
        ("Group Operations, contact is Jo Harker", "Jo Harker"),
        ("Jo at Netwise", "Jo"),
        ("our provider, company Netwise, Jo Harker", "Jo Harker"),
        ("внешний подрядчик, фирма «Сеть и Ко», Вера Лунина", "Вера Лунина"),
    ],
)
def test_a_name_with_words_about_it(text: str, wanted: str) -> None:
    found = answered("stakeholders", "en", "", {9: text})
    assert values(found)["superuser"] == wanted
    assert text in " ".join((*found.leftovers, *(one.said for one in found.answers)))


@pytest.mark.parametrize(
    "text", ["Jo Harker for now, then Nele Kolb", "Jo Harker (until May, then me)", "Support at Netwise"]
)
def test_a_time_with_somebody_else_is_asked_again(text: str) -> None:
    assert values(answered("stakeholders", "en", "", {9: text})).get("superuser") != "Jo Harker"


def test_a_pointer_by_a_short_word() -> None:
    found = values(answered("stakeholders", "de", "", {12: "Ina Rolfs", 15: "s. IT-Kontakt"}))
    assert found["telephony_contact"] == "Ina Rolfs"


@pytest.mark.parametrize("text", ["Firma Netwise, Support", "ООО Ромашка, отдел связи"])
def test_a_company_without_a_person_names_nobody(text: str) -> None:
    assert values(answered("stakeholders", "de", "", {12: text})).get("it_contact") not in {"Support", "отдел связи"}


def test_a_state_ends_with_its_sentence() -> None:
    text = (
        "Server läuft, erfüllt alles. Zu den Arbeitsplätzen kann ich nichts sagen, das weiß die IT. "
        "Das Netzwerk ist fertig."
    )
    found = values(answered("pre_install", "de", text))
    assert found["server_ready"] is True
    assert found["network_ready"] is True
    assert "workstations_ready" not in found


def test_a_pointer_that_is_taken_back_points_nowhere() -> None:
    found = answered("stakeholders", "en", "", {12: "Ann Poe", 18: "as 12, no sorry: Ms Ohara"})
    assert values(found)["billing_contact"] == "Ms Ohara"
    assert "billing_contact" not in asked_again(found)


def test_the_customers_own_table_with_numbers() -> None:
    rows = [
        (1, "Server", "ok"),
        (2, "PCs", "noch nicht"),
        (4, "Backup", "ok"),
        (8, "Benutzer", "34"),
        (16, "Ruhe", "Mai"),
    ]
    text = "\n\n".join(f"{number:<4} {label:<12} {said}" for number, label, said in rows)
    found = values(answered("pre_install", "de", f"Unsere Liste:\n\n{text}"))
    assert found["server_ready"] is True
    assert found["workstations_ready"] is False
    assert found["backup_ready"] is True
    assert found["users"] == 34
    assert found["blackout"] == ("Mai",)


@pytest.mark.parametrize(
    "text",
    [
        "The firewall people have not confirmed the network, so please leave it open.",
        "Das Netzwerk ist nicht bestätigt, bitte lassen Sie das offen.",
        "Сеть не подтверждена, оставьте пока пустым.",
        "Zum Netzwerk kann ich nicht sagen, ob es bereit ist.",
    ],
)
def test_a_state_that_is_to_stay_open_is_no_no(text: str) -> None:
    assert "network_ready" not in values(answered("pre_install", "de", text))


def test_names_where_their_number_was_asked() -> None:
    found = answered("pre_install", "en", "Queues: Parcels, Letters, Claims")
    assert values(found)["queue_names"] == ("Parcels", "Letters", "Claims")
    assert "queues" in asked_again(found)


def test_two_numbers_with_one_person_and_an_address() -> None:
    found = values(answered("stakeholders", "en", "12 / 15 Jo at Netwise, jo@netwise.example"))
    assert found["it_contact"] == found["telephony_contact"] == "Jo"
    assert found["it_contact_email"] == found["telephony_contact_email"] == "jo@netwise.example"


def test_a_supplier_is_no_second_person() -> None:
    text = "IT und Telefonie macht unser Anbieter Netzwerft, zuständig ist dort Ina Rolfs, ina@netzwerft.example."
    found = values(answered("stakeholders", "de", text))
    assert found["it_contact"] == found["telephony_contact"] == "Ina Rolfs"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ann Poe, no wait, invoices are done by Rita Sand, rita@kunde.example"),
        ("de", "Ann Poe, ach nein, Rechnungen macht Rita Sand, rita@kunde.example"),
        ("ru", "Анна По, ой, счета теперь ведёт Рита Санд, rita@kunde.example"),
    ],
)
def test_a_name_that_is_taken_back_for_another_is_never_taken(language: str, text: str) -> None:
    found = answered("stakeholders", language, f"18. {text}")
    assert values(found).get("billing_contact") in (None, "Rita Sand", "Рита Санд")


@pytest.mark.parametrize("text", ["k. A.", "keine Angabe", "no comment", "без ответа"])
def test_what_stands_in_place_of_an_answer_is_none(text: str) -> None:
    assert told("tasks_now", text) is ASKED


@pytest.mark.parametrize(
    "text",
    [
        "do you really need one? Last year nobody asked",
        "brauchen Sie eine? Wir zitieren sonst den Vertrag",
        "а он нужен? Обычно пишем договор",
    ],
)
def test_a_question_before_anything_else_is_asked_back(text: str) -> None:
    assert value("purchase_order", text) is ASKED


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Times"), ("en", "Access"), ("de", "Termine"), ("de", "Zugang"), ("ru", "Доступ")]
)
def test_a_queue_may_be_called_as_a_part_of_the_form(language: str, title: str) -> None:
    """The form's own titles are told from it by their marks, where the reply quotes those."""
    assert f"== {title} ==" in sent(definition("pre_install"), language)
    found = answered("pre_install", language, "", {10: f"{title}\n   Repairs"})
    assert values(found)["queue_names"] == (title, "Repairs")
