"""A proposal between two companies for a test: who may approve it, what it says, and how people answer the request."""

import email
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from models.vocabulary import Quorum, Side, Turn
from processor.bootstrap.app import App
from processor.clock import utc_now
from processor.documents.press import DirectPress
from processor.facts.proposing import ConfirmEntry, EnterCommand
from processor.services.drafts import changed
from processor.services.proposals import Writing
from tests.servers.installation import letter
from tests.unit.reading.sender.signing import SIGNED, ed25519_signer, signed

CUSTOMER = "Customer AG"
ANNA = "anna@customer.example"
VERA = "vera@vendor.example"
OLGA = "olga@customer.example"
PAUL = "paul@customer.example"
NAMES = {VERA: "Vera Petrova", OLGA: "Olga Smith", PAUL: "Paul Becker", ANNA: "Anna Berg"}
TERMS: dict[str, Any] = {
    "title": "One report over both plants",
    "scope": "One report that shows both plants.",
    "criteria": ["The monthly report shows both plants."],
    "hours": "12.5",
    "price": "4200.00",
    "currency": "EUR",
}
KEYS = {
    f"s1._domainkey.{domain}": [[ed25519_signer().record().encode()]]
    for domain in ("vendor.example", "customer.example")
}
"""The DNS records of both companies' mail servers, for tests/servers/nameserver.py."""


def tables(nameserver: str, authorities: Sequence[str] = (), root: str = "") -> dict[str, dict[str, Any]]:
    """The settings of an installation with its own DNS and, where they are given, authorities for the time."""
    evidence: dict[str, Any] = {"organisation": "Vendor Ltd", "keys": "keys"}
    if authorities:
        evidence |= {"timestamp_authorities": list(authorities), "timestamp_ca_file": root}
    return {
        "sender": {"nameservers": [nameserver], "dns_timeout_seconds": 2.0},
        "approvals": {"register_delay_hours": 0},
        "evidence": evidence,
    }


def asks() -> bytes:
    """The mail that a proposal is drafted for."""
    return letter(f"Anna Berg <{ANNA}>", "Both plants", "Please make us an offer: one report over both plants.")


def enrol(app: App) -> None:
    """The customer, and the approvers of both sides: two people of the vendor's agree to each.

    In whole seconds, as a mail server tells when it received a reply: one that comes at once must not be too early.
    """
    now = utc_now().replace(microsecond=0)
    app.people().add_customer(CUSTOMER, "en", ("customer.example",), "", "maria", now)
    entries = [("", EnterCommand("maria", Side.VENDOR, VERA, NAMES[VERA], user="vera"))]
    entries += [(CUSTOMER, EnterCommand("maria", Side.CUSTOMER, who, NAMES[who])) for who in (OLGA, PAUL)]
    register = app.register()
    for customer, command in entries:
        entry = register.enter(customer, command, now).entry.approver_id
        register.confirm(entry, ConfirmEntry("lena"), now)


def propose(
    app: App,
    approvers: Sequence[str] = (OLGA,),
    ticket: int = 1,
    turn: Turn = Turn.TOGETHER,
    quorum: Quorum = Quorum.ANY,
) -> int:
    """The number of a proposal for the ticket, drafted and sent."""
    proposals = app.proposals(DirectPress())
    begun = proposals.beginning(ticket, utc_now())
    content = changed(begun.content, {**TERMS, "approvers": list(approvers)})
    drafted = proposals.draft(ticket, Writing("maria", "en", content, turn, quorum), utc_now())
    return proposals.send(drafted.line.number, "maria", utc_now()).line.number


@dataclass(frozen=True)
class Request:
    """One of our mails, as the person who got it sees it."""

    to: str
    parsed: EmailMessage

    @property
    def text(self) -> str:
        body = self.parsed.get_body(("plain",))
        assert body is not None
        return str(body.get_content()).replace("\r\n", "\n")

    def answer(self, words: str, sender: str = "") -> bytes:
        """A reply with everything quoted below, as Apple Mail writes it, signed by the mail server of the company."""
        sender, mine, now = sender or self.to, self.parsed, utc_now()
        quote = "\r\n".join(f"> {line}" for line in self.text.rstrip().split("\n"))
        head = [
            f"From: {NAMES[sender]} <{sender}>",
            f"To: {mine['Reply-To'] or mine['From']}",
            f"Subject: Re: {mine['Subject']}",
            f"Date: {format_datetime(now)}",
            f"Message-ID: <{time.monotonic_ns()}@{sender.partition('@')[2]}>",
            f"In-Reply-To: {mine['Message-ID']}",
            f"References: {mine['Message-ID']}",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: 8bit",
        ]
        sent = parsedate_to_datetime(str(mine["Date"]))
        said = f"On {sent:%d %b %Y}, at {sent:%H:%M}, Vendor Support <support@vendor.example> wrote:"
        body = f"{words}\r\n\r\n{NAMES[sender]}\r\n\r\n> {said}\r\n> \r\n{quote}\r\n"
        raw = "\r\n".join([*head, "", body]).encode()
        began = str(int((now - timedelta(seconds=5)).timestamp()))
        return signed(raw, ed25519_signer(), sender.partition("@")[2], SIGNED, t=began)


def requests(mails: Sequence[tuple[str, bytes]], to: str, tag: str = "[PR-") -> list[Request]:
    """The mails to an address whose subject has such a tag, of pairs of recipient and bytes, in order."""
    found = [Request(who, _parsed(raw)) for who, raw in mails if who == to]
    return [one for one in found if str(one.parsed["Subject"]).startswith(tag)]


def _parsed(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=policy.default)
