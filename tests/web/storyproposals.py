"""Proposals of the story that went further: accepted, disputed, held for a decision, rejected, taken back."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

from models.vocabulary import Quorum, Turn
from processor.documents.press import DirectPress
from processor.facts.proposing import Withdraw
from processor.services.drafts import changed, uploaded
from processor.services.proposals import Writing
from processor.store.views.proposals import ProposalView
from tests.unit.reading.sender.signing import SIGNED, ed25519_signer, signed

if TYPE_CHECKING:
    from tests.web.story import Story

CSM: Final = "carla@vendor.example"
LEAD: Final = "lena@vendor.example"
VERA: Final = "vera@vendor.example"
DOMAINS: Final = ("vendor.example", "northwind.example", "alpha.example")
KEYS: Final = {f"s1._domainkey.{domain}": [[ed25519_signer().record().encode()]] for domain in DOMAINS}
"""What the name server of the story knows: the keys of all three companies' mail servers."""

NAMES: Final = {VERA: "Vera Petrova", "paul@northwind.example": "Paul Becker", "ines@alpha.example": "Ines Kurz"}
PLANTS: Final = {
    "title": "Training of the late shift at both plants",
    "goals": "Nobody has to wait for the day shift to close a case.",
    "scope": "Two half days at each plant, for at most twelve people.\nThe material stays with you.",
    "criteria": ["Both trainings were held.", "Everybody who took part closed one case alone."],
    "hours": "16",
    "price": "2400.00",
    "currency": "EUR",
}
SECOND: Final = {
    "scope": "Two half days at each plant, for at most sixteen people.\nThe material stays with you.\nTravel included.",
    "criteria": [
        "Both trainings were held.",
        "Everybody who took part closed two cases alone.",
        "A list of names is sent.",
    ],
    "price": "2880.00",
}
REPORTS: Final = {
    "title": "Monatsbericht je Standort",
    "scope": "Ein Bericht je Standort, am ersten Werktag des Monats.",
    "criteria": ["Der Bericht liegt am ersten Werktag vor."],
    "hours": "6",
    "price": "780.00",
    "currency": "EUR",
}
SMALL: Final = {
    "title": "One more field in the export",
    "scope": "The plant's number stands in each line of the export.",
    "criteria": ["Each line has it."],
    "hours": "2",
}


def agreements(story: Story) -> None:
    """One that is accepted, one disputed, one held for what was answered, one that we rejected, one taken back."""
    rejected = drafted(story, "Northwind Ltd", {**SMALL, "title": "A second archive"})
    story.app.proposals(DirectPress()).send(rejected, CSM, story.later())
    gone = drafted(story, "Northwind Ltd", {**SMALL, "title": "A third archive"})
    story.app.proposals(DirectPress()).withdraw(gone, Withdraw(CSM, "Anna asked for it twice"), story.later())
    accepted = drafted(story, "Northwind Ltd", SMALL)
    disputed = drafted(story, "Alpha AG", REPORTS, "de")
    held = _two_versions(story)
    for number in (accepted, disputed, held):
        asked_customer(story, number)
    answer(story, rejected, VERA, "Rejected.")
    answer(story, accepted, "paul@northwind.example", "Approved.")
    answer(story, disputed, "ines@alpha.example", "Einverstanden.")
    answer(story, held, "paul@northwind.example", "Approved, provided that travel costs are capped at 300 euros.")
    answer(story, held, "paul@northwind.example", "Approved.", signs=False)
    story.handle()
    answer(story, 0, "ines@alpha.example", "Der Bericht war nie so besprochen, ich widerspreche.", tag="[AC-")
    story.handle()


def _two_versions(story: Story) -> int:
    """A proposal that was sent, and then begun anew."""
    number = drafted(story, "Northwind Ltd", PLANTS)
    service = story.app.proposals(DirectPress())
    service.send(number, CSM, story.later())
    begun = service.current(number, story.later())
    files = uploaded([("Agenda.pdf", b"%PDF-1.7 agenda")])
    content = changed(begun.content, SECOND)
    service.edit(number, writing(content, begun, files, begun.row_version), story.later())
    return number


def writing(content: Any, begun: Any, files: Any = (), seen: int = 0) -> Writing:
    """What Carla writes, with these files."""
    whole = _with_files(content, files)
    return Writing(CSM, begun.language, whole, Turn.IN_ORDER, Quorum.ALL, tuple(files), seen)


def _with_files(content: Any, files: Any) -> Any:
    from dataclasses import replace

    return replace(content, documents=tuple(one.document for one in files)) if files else content


def drafted(story: Story, customer: str, terms: dict[str, Any], language: str = "en") -> int:
    """The number of a new draft for the customer's newest ticket."""
    service = story.app.proposals(DirectPress())
    tickets = [line.number for line in story.app.store.views.tickets() if line.customer == customer]
    begun = service.beginning(min(tickets), story.later())
    made = Writing(CSM, language, changed(begun.content, terms), begun.turn, begun.quorum)
    return service.draft(min(tickets), made, story.later()).line.number


def asked_customer(story: Story, number: int) -> ProposalView:
    """It was sent, our own approver's word is on record, and the customer is asked."""
    service = story.app.proposals(DirectPress())
    service.send(number, CSM, story.later())
    evidence = "Vera said so in the meeting of Monday"
    return service.record_by_hand(number, VERA, LEAD, evidence, story.later())


def answer(story: Story, number: int, sender: str, words: str, signs: bool = True, tag: str = "") -> None:
    """Somebody answers the newest mail that they got about the proposal, or whose subject begins so."""
    tag = tag or f"[PR-{number}."
    outbox = story.app.store.outbox
    mails = [(one.recipient, outbox.raw(one.outbox_id)) for one in outbox.list()]
    parsed = [(who, message_from_bytes(raw, policy=policy.default)) for who, raw in mails]
    mine = [mail for who, mail in parsed if who == sender and str(mail["Subject"]).startswith(tag)][-1]
    body = mine.get_body(("plain",))
    assert body is not None
    quoted = "\r\n".join(f"> {line}" for line in str(body.get_content()).rstrip().splitlines())
    sent = parsedate_to_datetime(str(mine["Date"]))
    said = f"On {sent:%d %b %Y}, at {sent:%H:%M}, Vendor Support <support@vendor.example> wrote:"
    now = story.later()
    domain = sender.partition("@")[2]
    head = [
        f"From: {NAMES[sender]} <{sender}>",
        f"To: {mine['Reply-To'] or mine['From']}",
        f"Subject: Re: {mine['Subject']}",
        f"Date: {format_datetime(now)}",
        f"Message-ID: <{story.mails}.{now.timestamp():.0f}@{domain}>",
        f"In-Reply-To: {mine['Message-ID']}",
        f"References: {mine['Message-ID']}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    raw = "\r\n".join([*head, "", f"{words}\r\n\r\n{NAMES[sender]}\r\n\r\n> {said}\r\n> \r\n{quoted}\r\n"]).encode()
    began = str(int((now - timedelta(seconds=5)).timestamp()))
    story.raw(signed(raw, ed25519_signer(), domain, SIGNED, t=began) if signs else raw)
