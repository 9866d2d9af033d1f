"""`signoff release`: who is told of what, in which language, and only once."""

from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from freezegun import freeze_time

from processor.errors import Refused
from processor.services.tickets import Tickets
from tests.unit.cli.conftest import Signoff


@pytest.fixture
def desk(signoff: Signoff) -> Signoff:
    for name, domain in (("Customer AG", "customer.example"), ("Other Ltd", "other.example")):
        signoff("customer", "add", name, "--domain", domain)
    signoff("customer", "irs", "Customer AG", "--from", "2026-01-01")
    for person, language in (("anna", "de"), ("boris", "ru")):
        signoff("customer", "add-contact", "Customer AG", f"{person}@customer.example", "--language", language)
    return signoff


def resolved(desk: Signoff, sender: str, subject: str) -> str:
    asked = ("--source", "phone", "--from", sender, "--subject", subject, "--body", "It fails")
    labels = ("--category", "bug", "--severity", "3", "--reason", "bug")
    number = str(desk.rows("ticket", "open", *asked, *labels)[0]["ticket"])
    desk("ticket", "work", number, "--release", "26-3.1")
    return number


def mails(desk: Signoff) -> list[str]:
    return [row["recipient"] for row in desk.rows("outbox", "list") if row["template"] == "release"]


@freeze_time("2026-03-10 10:00")
def test_each_requester_on_software_care_is_told_once_of_their_own_tickets(desk: Signoff) -> None:
    first = resolved(desk, "anna@customer.example", "Der Export scheitert")
    second = resolved(desk, "anna@customer.example", "Die Suche ist leer")
    third = resolved(desk, "boris@customer.example", "Экспорт не работает")
    strange = resolved(desk, "zoe@other.example", "The export fails")
    [line] = desk.rows("release", "list")
    assert (line["name"], line["announced_at"]) == ("26-3.1", None)
    shown = desk("release", "show", "26-3.1").stdout
    assert "no: its customer is not on software care" in shown
    said = desk("release", "announce", "26-3.1", "--notes", "ru=Экспорт снова работает.", "--by", "carla").stdout
    assert "2 mails queued" in said
    assert f"#{strange} is left out: its customer is not on software care" in said
    assert sorted(mails(desk)) == ["anna@customer.example", "boris@customer.example"]
    texts = {row["recipient"]: text(desk, row) for row in outbox(desk)}
    german, russian = texts["anna@customer.example"], texts["boris@customer.example"]
    for words in ("Nr. ", first, second, "Der Export scheitert", "Die Suche ist leer"):
        assert words in german
    assert "Экспорт снова" not in german
    assert f"№ {third}: Экспорт не работает" in russian
    assert "Экспорт снова работает." in russian
    assert "told anna@customer.example that release 26-3.1 is out" in desk("ticket", "show", second).stdout
    assert desk.rows("release", "list")[0]["announced_at"]


@freeze_time("2026-03-10 10:00")
def test_announcing_again_tells_only_of_what_came_to_it_since(desk: Signoff) -> None:
    first = resolved(desk, "anna@customer.example", "Der Export scheitert")
    desk("release", "announce", "26-3.1")
    again = desk("release", "announce", "26-3.1").stdout
    assert "0 mails queued" in again
    assert f"#{first} is left out: was told before" in again
    resolved(desk, "anna@customer.example", "Die Suche ist leer")
    assert "1 mail queued" in desk("release", "announce", "26-3.1").stdout
    assert len(mails(desk)) == 2
    desk("ticket", "work", first, "--release", "26-4.1")
    assert "1 mail queued" in desk("release", "announce", "26-4.1").stdout


@freeze_time("2026-03-10 10:00")
def test_closing_with_the_release_tells_nobody_twice(desk: Signoff) -> None:
    told = resolved(desk, "anna@customer.example", "Der Export scheitert")
    untold = resolved(desk, "zoe@other.example", "The export fails")
    done = desk("release", "announce", "26-3.1", "--close").stdout
    assert f"closed: #{told}, #{untold}" in done
    closing = [row["recipient"] for row in desk.rows("outbox", "list") if row["template"] == "closing"]
    assert closing == ["zoe@other.example"]
    assert "Resolved in release 26-3.1." in desk("ticket", "show", untold).stdout
    assert "issue resolution, final" in desk("ticket", "show", told).stdout


@freeze_time("2026-03-10 10:00")
def test_releases_come_in_the_order_in_which_they_are_planned(desk: Signoff) -> None:
    number = resolved(desk, "anna@customer.example", "x")
    for name in ("26-10.1", "25-9.1", "26-9.1"):
        desk("ticket", "work", number, "--release", name)
    assert [row["name"] for row in desk.rows("release", "list")] == ["26-10.1", "26-9.1", "26-3.1", "25-9.1"]


@freeze_time("2026-03-10 10:00")
def test_a_ticket_that_cannot_be_closed_keeps_no_other_from_it(desk: Signoff, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else closes the first while the release is announced."""
    first = resolved(desk, "anna@customer.example", "Der Export scheitert")
    second = resolved(desk, "zoe@other.example", "The export fails")
    closing = Tickets.work

    def work(tickets: Tickets, number: int, *words: Any) -> Any:
        if number == int(first):
            raise Refused(f"#{number} is closed already")
        return closing(tickets, number, *words)

    monkeypatch.setattr(Tickets, "work", work)
    done = desk("release", "announce", "26-3.1", "--close").stdout
    assert f"#{first} stays open: #{first} is closed already" in done
    assert f"closed: #{second}" in done


def test_bad_input_has_a_clear_answer(desk: Signoff) -> None:
    assert "no ticket names release 26-9.9" in desk("release", "announce", "26-9.9", code=1).stderr
    assert desk.rows("release", "list") == []
    assert "its year has two digits" in desk("release", "announce", "2026-3.1", code=1).stderr
    assert "say which: en=…, ru=…, de=…" in desk("release", "announce", "26-3.1", "--notes", "New", code=2).stderr
    assert "no ticket names release 26-9.9" in desk("release", "show", "26-9.9").stdout


def text(desk: Signoff, row: dict[str, Any]) -> str:
    raw = desk("outbox", "show", str(row["outbox_id"]), "--raw").stdout_bytes
    part = message_from_bytes(raw, policy=default).get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def outbox(desk: Signoff) -> list[dict[str, Any]]:
    return [row for row in desk.rows("outbox", "list") if row["template"] == "release"]
