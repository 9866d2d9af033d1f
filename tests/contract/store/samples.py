"""Values that the store's tests share: mails, keys, a composer, and decisions in their usual forms."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from models.vocabulary import Category, DecidedBy, Direction, EntryKind, Kind, Outcome, ReviewReason, Severity, Source
from processor.effects.decision import Decision, Effect
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import (
    CONTACT,
    TICKET,
    AddParty,
    AskReview,
    CreateContact,
    Enter,
    FileMessage,
    OpenTicket,
    RecordVerdict,
)
from processor.facts.causes import NoVerdict, Reading, Verdict
from processor.facts.known import Policy
from processor.facts.message import Address, Match, Message
from processor.ids import Ids
from processor.store.apply import Applied, Applier, Cause, Composed, TicketRowFacts
from processor.store.claims import Claim
from processor.store.fetches import KeptMail
from processor.store.store import Store

NOW = datetime(2024, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)
LEASE = timedelta(minutes=5)
IDS = Ids(b"0123456789abcdef0123456789abcdef", "desk.example")
BOX, FOLDER, VALIDITY = "support", "INBOX", 4_000_000_000
POLICY = Policy(
    acknowledge=True,
    caps_per_address=5,
    caps_per_conversation=3,
    reopen_for=timedelta(days=14),
    languages=(),
    default_language="en",  # type: ignore[arg-type]
)
VERDICT = Verdict(
    category=Category.BUG,
    confidence=0.91,
    probabilities=(("bug", 0.91), ("customer_success", 0.09)),
    why=(("error", 1.5),),
    severity=Severity.HIGH,
    reason=None,
    threshold=0.8,
    automatic=True,
    model_id="model-1",
)


@dataclass(frozen=True)
class Named:
    tokens: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()


class PlainComposer:
    def compose(
        self,
        mail: SendMail,
        ticket: TicketRowFacts | None,
        message_id: str,
        now: datetime,
        bodies: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Composed:
        about = f"#{ticket.number} {ticket.subject}" if ticket else "no ticket"
        body = f"{about} {mail.template}"
        files = "".join(f"\r\n{one.filename} {len(bodies[one.sha256])}" for one in mail.attachments)
        raw = f"Message-ID: {message_id}\r\nTo: {mail.to}\r\n\r\n{body}{files}\r\n"
        wording = "Reply with the one word to accept." if mail.template is MailTemplate.APPROVAL_REQUEST else ""
        return Composed("desk@desk.example", mail.to, raw.encode("utf-8", "replace"), body, wording)


def raw_mail(word: str, sender: str = "ann@customer.example") -> bytes:
    return f"From: {sender}\r\nMessage-ID: <{word}@customer.example>\r\nSubject: {word}\r\n\r\n{word}\r\n".encode()


def keep(store: Store, *words: str, first_uid: int = 1, box: str = BOX, history: bool = False) -> None:
    rows = [KeptMail(first_uid + at, raw_mail(word), NOW, history=history, after=True) for at, word in enumerate(words)]
    store.fetches.keep(box, FOLDER, VALIDITY, rows, first_uid + len(rows), NOW)


def take(store: Store, limit: int = 50, now: datetime = NOW, owner: str = "me", box: str = BOX) -> list[Claim]:
    return store.claims.claim(box, owner, limit, now, LEASE)


def message_of(claim: Claim, **changes: object) -> Message:
    word = claim.raw.rstrip().rpartition(b"\n")[2].decode()
    sender = claim.raw.partition(b"\r\n")[0].decode().removeprefix("From: ")
    values: dict[str, object] = {
        "digest": claim.fetch.digest,
        "content_digest": hashlib.sha256(word.encode()).hexdigest(),
        "size": len(claim.raw),
        "kind": Kind.HUMAN,
        "may_reply": True,
        "may_approve": True,
        "matches": (),
        "message_id": f"<{word}@customer.example>",
        "sender": Address("Ann", sender),
        "subject": word,
        "text": word,
        "new_text": word,
    }
    return Message(**(values | changes))  # type: ignore[arg-type]


def reading_of(claim: Claim, message: Message) -> Reading:
    return Reading(claim.fetch, message, NoVerdict("not asked"))


def opening(message: Message, *more: Effect, automatic: bool = True, customer_id: int = 0) -> Decision:
    address = message.sender.address if message.sender else ""
    effects: tuple[Effect, ...] = (
        CreateContact(CONTACT, address, "Ann", customer_id, "en"),
        OpenTicket(
            local=TICKET,
            ordinal=0,
            subject=message.subject,
            source=Source.MAIL,
            language="en",
            customer_id=customer_id,
            requester=CONTACT,
            category=Category.BUG,
            severity=Severity.HIGH,
            reason=None,
            decided_by=DecidedBy.MODEL,
        ),
        AddParty(TICKET, CONTACT),
        FileMessage(TICKET, Direction.IN, verified=True),
        RecordVerdict(TICKET, VERDICT),
        Enter(TICKET, EntryKind.OPENED, "signoff", "opened"),
        Enter(TICKET, EntryKind.CLASSIFIED, "signoff", "bug"),
    )
    acknowledgement = SendMail(
        MailTemplate.ACKNOWLEDGEMENT, 1, TICKET, address, "Ann", "en", "auto-replied" if automatic else ""
    )
    return Decision(Outcome.OPENED, (Match("new", "nothing names a conversation"),), (*effects, acknowledgement, *more))


def cause_of(claim: Claim, message: Message) -> Cause:
    return Cause(claim.fetch.digest, claim, message, claim.fetch)


def command(word: str) -> Cause:
    return Cause(hashlib.sha256(word.encode()).hexdigest())


def open_ticket(store: Store, applier: Applier, word: str = "printer", uid: int = 1, **changes: object) -> Applied:
    """A mail kept, claimed and turned into a ticket."""
    keep(store, word, first_uid=uid)
    [claim] = take(store)
    message = message_of(claim, **changes)
    return store.transact(lambda: applier.apply(cause_of(claim, message), opening(message), NOW))


def act(store: Store, applier: Applier, word: str, *effects: Effect, now: datetime = NOW) -> Applied:
    """A person's command with these effects."""
    return store.transact(lambda: applier.apply(command(word), Decision(None, (), effects), now))


def ask(ticket_id: int, *reasons: ReviewReason, text: str = "") -> AskReview:
    return AskReview(ticket_id, reasons, text)
