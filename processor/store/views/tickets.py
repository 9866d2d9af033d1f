"""Tickets as people see them: lists, and one with all that belongs to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, fn

from models.conversation import Message, Review
from models.mail import Fetch, RawMessage
from models.people import Contact, Customer
from models.tickets import Ticket, TicketEntry, TicketParty
from models.vocabulary import (
    CaseReason,
    Category,
    DecidedBy,
    Direction,
    EntryKind,
    Kind,
    ReviewState,
    Severity,
    Source,
    TicketState,
)
from processor.errors import Refused
from processor.store.database import Database, Row
from processor.store.views.verdicts import VerdictLine, verdicts_of

AT_WORK = (TicketState.NEW, TicketState.OPEN, TicketState.WAITING)
"""The states of tickets that somebody works on."""


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """Which tickets to list; what is left out does not narrow. `text` is looked for in subject and address.

    `ids` and `numbers` are those of the only ones that are wanted. `overdue_at`: those whose first answer was due
    before then and hasn't left, the longest overdue first. For words anywhere in a ticket there is `search`.
    """

    states: tuple[TicketState, ...] = ()
    assignee: str | None = None
    customer: str = ""
    category: Category | None = None
    text: str = ""
    limit: int = 100
    offset: int = 0
    ids: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    severity: Severity | None = None
    overdue_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A ticket on one line. `merged_into` and `linked_to` are ticket numbers, 0 for none.

    `response_due` is when the first answer is due, `responded_at` when it left.
    """

    ticket_id: int
    number: int
    state: TicketState
    subject: str
    source: Source
    mailbox: str
    language: str
    customer: str
    requester: str
    requester_name: str
    category: Category | None
    severity: Severity | None
    reason: CaseReason | None
    decided_by: DecidedBy
    assignee: str
    opened_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    merged_into: int
    linked_to: int
    open_review_id: int
    version: int
    response_due: datetime | None
    responded_at: datetime | None


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message of a ticket. `digest` leads to its raw bytes, `outbox_id` to the mail that it left in.

    `withdrawn`: whoever wrote it took it back, and it never left.
    """

    message_row: int
    direction: Direction
    verified: bool
    automatic: bool
    kind: Kind
    message_id: str
    from_address: str
    from_name: str
    author: str
    subject: str
    new_text: str
    text: str
    attachments: tuple[dict[str, Any], ...]
    at: datetime
    digest: str
    outbox_id: int
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One event."""

    at: datetime
    kind: EntryKind
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket with everything that belongs to it, each part in order."""

    line: TicketLine
    token: str
    parties: tuple[str, ...]
    messages: tuple[MessageLine, ...]
    entries: tuple[EntryLine, ...]
    verdicts: tuple[VerdictLine, ...]


def list_tickets(database: Database, wanted: TicketFilter) -> tuple[TicketLine, ...]:
    """The tickets that fit, the newest first; see `TicketFilter`."""
    order = (Ticket.id.desc(),) if wanted.overdue_at is None else (Ticket.response_due, Ticket.id)
    query = _LINES.order_by(*order).limit(wanted.limit).offset(wanted.offset)
    for condition in _conditions(wanted):
        query = query.where(condition)
    return tuple(_line(row) for row in database.rows(query))


def with_merged(ticket_id: int) -> Any:
    """A select of the ticket's id and of those of the tickets that go on in it: what hangs on them hangs here."""
    return Ticket.select(Ticket.id).where((Ticket.id == ticket_id) | (Ticket.merged_into == ticket_id))


def open_by_customer(database: Database) -> dict[str, int]:
    """How many tickets are at work, by the name of their customer."""
    over = (TicketState.CLOSED, TicketState.MERGED)
    query = (
        Ticket.select(Customer.name, fn.COUNT(Ticket.id).alias("tickets"))
        .join(Customer)
        .where(Ticket.state.not_in(over))
        .group_by(Customer.name)
    )
    return {row["name"]: int(row["tickets"]) for row in database.rows(query)}


def count_tickets(database: Database, wanted: TicketFilter) -> int:
    """How many tickets fit, whatever part of them is listed."""
    query = (
        Ticket.select(fn.COUNT(Ticket.id))
        .join(Customer, JOIN.LEFT_OUTER, on=(Ticket.customer == Customer.id))
        .join_from(Ticket, Contact, JOIN.LEFT_OUTER, on=(Ticket.requester == Contact.id))
    )
    for condition in _conditions(wanted):
        query = query.where(condition)
    return int(database.value(query))


def show_ticket(database: Database, number: int) -> TicketView:
    """One ticket whole. Raises Refused when there is none of that number."""
    row = database.row(_LINES.where(Ticket.number == number)) if abs(number) < 2**62 else None
    if row is None:
        raise Refused(f"there is no ticket #{number}; see signoff ticket list")
    ticket_id = row["id"]
    entries = TicketEntry.select().where(TicketEntry.ticket == ticket_id).order_by(TicketEntry.id)
    parties = Contact.select(Contact.address).join(TicketParty).where(TicketParty.ticket == ticket_id)
    return TicketView(
        line=_line(row),
        token=row["token"],
        parties=tuple(database.column(parties.order_by(TicketParty.id))),
        messages=tuple(
            _message(found)
            for found in database.rows(_MESSAGES.where(Message.ticket == ticket_id).order_by(Message.id))
        ),
        entries=tuple(EntryLine(e["at"], e["kind"], e["by"], e["text"]) for e in database.rows(entries)),
        verdicts=verdicts_of(database, (ticket_id,)).get(ticket_id, ()),
    )


_TARGET, _ORIGIN = Ticket.alias(), Ticket.alias()
_LINES = (
    Ticket.select(
        Ticket,
        Customer.name.alias("customer_name"),
        Contact.address.alias("requester_address"),
        Contact.name.alias("requester_name"),
        _TARGET.number.alias("target_number"),
        _ORIGIN.number.alias("origin_number"),
        Review.id.alias("review_id"),
    )
    .join(Customer, JOIN.LEFT_OUTER, on=(Ticket.customer == Customer.id))
    .join_from(Ticket, Contact, JOIN.LEFT_OUTER, on=(Ticket.requester == Contact.id))
    .join_from(Ticket, _TARGET, JOIN.LEFT_OUTER, on=(Ticket.merged_into == _TARGET.id))
    .join_from(Ticket, _ORIGIN, JOIN.LEFT_OUTER, on=(Ticket.linked_to == _ORIGIN.id))
    .join_from(Ticket, Review, JOIN.LEFT_OUTER, on=((Review.ticket == Ticket.id) & (Review.state == ReviewState.OPEN)))
)
_MESSAGES = (
    Message.select(Message, RawMessage.sha256)
    .join(Fetch, JOIN.LEFT_OUTER, on=(Message.fetch == Fetch.id))
    .join(RawMessage, JOIN.LEFT_OUTER, on=(Fetch.raw_message == RawMessage.id))
)


def _conditions(wanted: TicketFilter) -> list[Any]:
    found: list[Any] = []
    if wanted.ids:
        found.append(Ticket.id.in_(wanted.ids))
    if wanted.numbers:
        found.append(Ticket.number.in_(wanted.numbers))
    if wanted.states:
        found.append(Ticket.state.in_(wanted.states))
    if wanted.assignee is not None:
        found.append(Ticket.assignee == wanted.assignee)
    if wanted.customer:
        found.append(Customer.name == wanted.customer)
    if wanted.category is not None:
        found.append(Ticket.category == wanted.category)
    if wanted.severity is not None:
        found.append(Ticket.severity == wanted.severity)
    if wanted.overdue_at is not None:
        found.append(Ticket.response_due < wanted.overdue_at)
        found.append(Ticket.responded_at.is_null() & Ticket.state.in_(AT_WORK))
    if wanted.text:
        text = wanted.text.casefold()
        found.append(fn.LOWER(Ticket.subject).contains(text) | Contact.address_key.contains(text))
    return found


def _line(row: Row) -> TicketLine:
    return TicketLine(
        ticket_id=row["id"],
        number=row["number"],
        state=row["state"],
        subject=row["subject"],
        source=row["source"],
        mailbox=row["mailbox"],
        language=row["language"],
        customer=row["customer_name"] or "",
        requester=row["requester_address"] or "",
        requester_name=row["requester_name"] or "",
        category=row["category"],
        severity=row["severity"],
        reason=row["reason"],
        decided_by=row["decided_by"],
        assignee=row["assignee"],
        opened_at=row["opened_at"],
        updated_at=row["updated_at"],
        closed_at=row["closed_at"],
        merged_into=row["target_number"] or 0,
        linked_to=row["origin_number"] or 0,
        open_review_id=row["review_id"] or 0,
        version=row["version"],
        response_due=row["response_due"],
        responded_at=row["responded_at"],
    )


def _message(row: Row) -> MessageLine:
    return MessageLine(
        message_row=row["id"],
        direction=row["direction"],
        verified=row["verified"],
        automatic=row["automatic"],
        kind=row["kind"],
        message_id=row["message_id"],
        from_address=row["from_address"],
        from_name=row["from_name"],
        author=row["author"],
        subject=row["subject"],
        new_text=row["new_text"],
        text=row["text"],
        attachments=tuple(row["attachments"] or ()),
        at=row["at"],
        digest=row["sha256"] or "",
        outbox_id=row["outbox"] or 0,
        withdrawn=row["withdrawn"],
    )
