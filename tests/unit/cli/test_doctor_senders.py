"""`signoff doctor --senders`: whose mail could approve by itself, and what changes it on its way."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dns.rcode
import pytest

from models.approvals import Approver
from models.vocabulary import ApproverState, Side
from processor.store.store import open_store
from tests.servers.nameserver import Nameserver, nameserver
from tests.unit.cli.conftest import Signoff
from tests.unit.reading.sender.signing import NOW, ed25519_signer, signed

MX = "mx.vendor.example"
GATEWAY = "filter.example.org"
BANNER = "[EXTERNAL] This mail came from outside. Be careful with links."
CUSTOMERS = ("northwind", "romashka", "kundenwerk", "globe", "lantern")
TEXTS = ("The export has failed since Monday.", "Please open the report for us.", "Who may see our invoices?")


def written(number: int, sender: str, text: str = "") -> bytes:
    text = text or f"{TEXTS[number % 3]} See https://{sender.partition('@')[2]}/reports/{number} for it."
    return (
        f"From: {sender.partition('@')[0].title()} <{sender}>\r\n"
        "To: support@vendor.example\r\n"
        f"Subject: Question {number}\r\n"
        "Date: Wed, 06 May 2026 11:59:00 +0200\r\n"
        f"Message-ID: <{number}@{sender.partition('@')[2]}>\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        f"\r\nHello,\r\n\r\n{text}\r\n"
    ).encode()


def by_sender(raw: bytes, selector: str = "s1") -> bytes:
    domain = raw.partition(b"@")[2].partition(b">")[0].decode()
    return signed(raw, ed25519_signer(), domain, s=selector)


def checked(raw: bytes, *results: str) -> bytes:
    """As our own mail server hands it on, with what it found."""
    said = "; ".join(results)
    return f"Authentication-Results: {MX}; {said}\r\nReceived: from out.example by {MX}; {DATE}\r\n".encode() + raw


DATE = "Wed, 06 May 2026 12:00:00 +0200"


def filtered(raw: bytes) -> bytes:
    """What a gateway behind our server makes of it: another Received field, a banner, and its own links."""
    head, _, body = raw.partition(b"\r\n\r\n")
    body = body.replace(b"https://", f"https://links.{GATEWAY}/?to=https%3A%2F%2F".encode())
    return f"Received: from {MX} by {GATEWAY}; {DATE}\r\n".encode() + head + f"\r\n\r\n{BANNER}\r\n\r\n".encode() + body


def key_of(customer: str, selector: str = "s1") -> str:
    return f"{selector}._domainkey.{customer}.example"


def mails() -> Iterator[bytes]:
    """What the customers have sent: each has an infirmity of its own, but the first."""
    yield from (by_sender(written(number, f"{who}@northwind.example")) for number, who in enumerate(("anna", "ben"), 1))
    yield checked(
        written(11, "ivan@romashka.example"),
        "dmarc=pass header.from=romashka.example",
    )
    yield written(21, "katrin@kundenwerk.example")
    for number, who in enumerate(("gina", "gus", "gina"), 31):
        raw = by_sender(written(number, f"{who}@globe.example"))
        yield filtered(checked(raw, "dkim=pass header.d=globe.example"))
    yield by_sender(written(41, "liam@lantern.example"), "s0")
    yield by_sender(written(42, "liam@lantern.example"))
    yield by_sender(written(51, "vera@vendor.example"))
    yield written(61, "mallory@stranger.example")


@pytest.fixture(scope="module")
def server() -> Iterator[Nameserver]:
    with nameserver() as served:
        yield served


@pytest.fixture(scope="module")
def folder(server: Nameserver, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that has handled the mails of five customers, a vendor's approver and a stranger."""
    signoff = Signoff(tmp_path_factory.mktemp("office"))
    more = f'[sender]\nnameservers = ["{server.address}"]\nauthserv_ids = ["{MX}"]\ndns_timeout_seconds = 0.3\n'
    signoff.config.write_text(f"{signoff.config.read_text()}\n{more}")
    signoff("migrate")
    for name in CUSTOMERS:
        signoff("customer", "add", name.title(), "--domain", f"{name}.example")
    enter_vendor(signoff.folder)
    for number, raw in enumerate(mails()):
        path = signoff.folder / "Maildir" / "new" / f"{number:03d}.mail"
        path.write_bytes(raw)
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    signoff("once", code=75)
    return signoff.folder


@pytest.fixture
def office(folder: Path, signoff: Signoff, server: Nameserver) -> Signoff:
    record = [ed25519_signer().record().encode()]
    server.records = {key_of(name): [record] for name in ("northwind", "globe", "lantern", "vendor")}
    signoff.config = folder / "config.toml"
    return signoff


def enter_vendor(folder: Path) -> None:
    store = open_store(f"sqlite:///{folder / 'var' / 'signoff.db'}")
    address = "vera@vendor.example"
    entry = {"address": address, "address_key": address, "name": "Vera", "lines": [], "state": ApproverState.CONFIRMED}
    whole = entry | {"side": Side.VENDOR, "proposed_by": "kim", "proposed_at": NOW}
    store.database.transact(lambda: store.database.insert(Approver, whole))
    store.close()


def report(office: Signoff) -> dict[str, dict[str, Any]]:
    return {row["check"]: row for row in office.rows("doctor", "--senders")}


def test_each_customer_is_told_with_level_reason_and_remedy(office: Signoff) -> None:
    said = report(office)
    levels = {check.removeprefix("sender "): row["levels"] for check, row in said.items() if "levels" in row}
    assert levels == {
        "northwind.example": {"A3": 2},
        "romashka.example": {"A2": 1},
        "kundenwerk.example": {"A1": 1},
        "globe.example": {"A1": 3},
        "lantern.example": {"A3": 1},
        "vendor.example": {"A3": 1},
    }
    well, by_server, nothing = (said[f"sender {name}.example"] for name in ("northwind", "romashka", "kundenwerk"))
    assert (well["level"], well["remedy"], well["customer"], well["assurance"]) == ("ok", "", "Northwind", "A3")
    assert (by_server["level"], by_server["reasons"][0]["reason"]) == ("warn", "not signed")
    assert by_server["remedy"] == "ask their administrator to sign mail for romashka.example (DKIM)"
    assert nothing["assurance"] == "A1"
    assert said["sender vendor.example"]["party"] == "vendor"
    assert "1 are signed with a key that DNS no longer has" in said["sender lantern.example"]["text"]
    assert "1 of senders who belong to no customer" in said["senders"]["text"]


def test_a_gateway_that_changes_mail_is_named_with_what_it_does(office: Signoff) -> None:
    [gateway] = [row for check, row in report(office).items() if check.startswith("gateway")]
    assert (gateway["gateway"], gateway["mails"], gateway["domains"]) == (GATEWAY, 3, ["globe.example"])
    assert gateway["banners"] == [BANNER]
    assert gateway["links"] == [f"links.{GATEWAY}"]
    assert f"{MX} found the signature whole (dkim=pass)" in gateway["text"]
    assert gateway["remedy"]


def test_dns_that_gives_no_answer_is_said_and_is_no_failure(office: Signoff, server: Nameserver) -> None:
    for name in server.records:
        server.records[name] = dns.rcode.SERVFAIL
    said = report(office)
    assert said["sender northwind.example"]["levels"] == {}
    assert "2 are not judged: DNS gave no answer" in said["sender northwind.example"]["text"]
    assert said["sender kundenwerk.example"]["levels"] == {"A1": 1}
    lines = office("doctor", "--senders").stdout
    assert "warn  senders: DNS gives no answer" in lines


def test_the_ordinary_doctor_asks_no_dns(office: Signoff, server: Nameserver) -> None:
    server.asked.clear()
    assert "sender " not in office("doctor", code=1).stdout
    assert server.asked == []


def test_before_the_first_start_there_is_nothing_to_report(signoff: Signoff) -> None:
    [row] = signoff.rows("doctor", "--senders")
    assert (row["check"], row["level"]) == ("database", "warn")
    signoff("migrate")
    [row] = signoff.rows("doctor", "--senders")
    assert (row["check"], row["level"]) == ("senders", "warn")
    assert "signoff customer add" in row["remedy"]
