"""Replies in free words above the quote: several answers in a line, persons, sentences, and what none of them says."""

import pytest

from processor.facts.forms import FormReading
from processor.forms.reading import read_answers
from processor.reading.newtext import split_reply
from tests.unit.forms.replies import definition, reply, sent, values


def told(form: str, language: str, new: str, sender: str = "Ann Lee") -> FormReading:
    """What is read of a reply above the quoted form."""
    asked = definition(form)
    text = sent(asked, language)
    whole = reply("gmail", language, new, text, closing=False)
    return read_answers(asked, language, split_reply(whole).new_text, whole, text, sender=sender)


@pytest.mark.parametrize(
    ("form", "language", "new", "wanted"),
    [
        (
            "pre_install",
            "en",
            "1-4 all yes",
            dict.fromkeys(("server_ready", "workstations_ready", "network_ready", "backup_ready"), True),
        ),
        (
            "pre_install",
            "de",
            "1, 2 und 4: ja",
            dict.fromkeys(("server_ready", "workstations_ready", "backup_ready"), True),
        ),
        (
            "pre_install",
            "en",
            "OS: Debian 12, phone system: 3CX v20",
            {"server_system": "Debian 12", "telephone_system": "3CX v20"},
        ),
        (
            "pre_install",
            "ru",
            "Сервер - готов, сеть - нет, бэкап - есть",
            {"server_ready": True, "network_ready": False, "backup_ready": True},
        ),
        ("pre_install", "en", "Server yes, network no", {"server_ready": True, "network_ready": False}),
        (
            "pre_install",
            "en",
            "The server is ready but the firewall is not.",
            {"server_ready": True, "network_ready": False},
        ),
        ("pre_install", "en", "Forgot: 3) no, ports are closed", {"network_ready": False}),
        ("pre_install", "en", "Queues - 2 (Orders and Service)", {"queues": 2, "queue_names": ("Orders", "Service")}),
        (
            "pre_install",
            "de",
            "Fernzugriff: VPN, öffnet edv@kunde.example",
            {"remote_access": "vpn", "remote_access_contact": "edv@kunde.example"},
        ),
        (
            "stakeholders",
            "de",
            "IT ist Jens Pauli, it@kunde.example",
            {"it_contact": "Jens Pauli", "it_contact_email": "it@kunde.example"},
        ),
        ("stakeholders", "de", "Projektleitung: mein Sohn Xaver Moser", {"project_lead": "Xaver Moser"}),
        (
            "stakeholders",
            "en",
            "IT: same as project lead\nProject lead: Jane Roe",
            {"it_contact": "Jane Roe", "project_lead": "Jane Roe"},
        ),
        (
            "stakeholders",
            "en",
            "Project lead: Joel Price\nIT: Joel again",
            {"it_contact": "Joel Price", "project_lead": "Joel Price"},
        ),
        ("stakeholders", "en", "Customer lead: that's me", {"customer_lead": "Ann Lee"}),
        (
            "stakeholders",
            "ru",
            "ИТ: Денис Лапин\nТелефония: он же",
            {"it_contact": "Денис Лапин", "telephony_contact": "Денис Лапин"},
        ),
        (
            "stakeholders",
            "de",
            "Projektleitung: Ulf Rieger\nIT: ebenfalls Herr Rieger",
            {"project_lead": "Ulf Rieger", "it_contact": "Ulf Rieger"},
        ),
        (
            "stakeholders",
            "en",
            "Jane Roe (project lead) and John Doe (IT) will join.",
            {"project_lead": "Jane Roe", "it_contact": "John Doe"},
        ),
        (
            "stakeholders",
            "ru",
            "Счета присылайте на buh@kunde.example.",
            {"billing_contact_email": "buh@kunde.example"},
        ),
    ],
)
def test_free_words_that_are_sure(form: str, language: str, new: str, wanted: dict[str, object]) -> None:
    assert values(told(form, language, new)) == wanted


@pytest.mark.parametrize(
    ("form", "language", "new"),
    [
        *(
            ("stakeholders", "en", new)
            for new in (
                "Please don't call Anna Berg about invoices.",
                "Our project manager Jane Roe is on leave until May, John Doe fills in.",
                "The invoices should not go to Jane Roe any more.",
                "Invoices are paid by Jane Roe's department.",
                "Jane Roe used to be our IT contact.",
                "Superuser will be either Jane Roe or John Doe.",
                "Jane Roe, IT Manager, jane@kunde.example",
                "Your project lead Jane Roe was very helpful.",
                "Is Jane Roe the project lead on your side?",
                "Project lead: Anna or Bob",
                "IT contact: Bob Stone (until June), then Jim Beam",
            )
        ),
        *(
            ("pre_install", "en", new)
            for new in (
                "Server room is ready.",
                "The old server is running, the new one is missing.",
                "Our last installation was on 3 June 2030.",
                "The invoice of 3 June 2031 for the installation is wrong.",
                "We do not use TeamViewer any more, remote access was closed.",
                "Your server is running slow.",
                "Each user has 2 queues.",
                "Installation on 3 June 2031 would not work.",
            )
        ),
        ("pre_install", "de", "Die Firewall ist bald fertig."),
        ("pre_install", "de", "Benutzer 15-20"),
        ("stakeholders", "de", "Ihr Projektleiter Hans Maier war sehr nett."),
    ],
)
def test_free_words_that_answer_nothing_for_sure(form: str, language: str, new: str) -> None:
    found = told(form, language, new)
    assert values(found) == {}
    assert found.leftovers or found.unreadable or found.conflicts


def test_prose_against_the_form_is_asked_again() -> None:
    found = told(
        "stakeholders",
        "en",
        "Project lead: Hugo Lind\n\nIn short: customer lead is Elena Marsh, project lead is Victor Ames.",
    )
    assert values(found) == {"customer_lead": "Elena Marsh"}
    assert [one.field for one in found.conflicts] == ["project_lead"]
