"""Every message that was fetched, and how it ended."""

from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN

from models.conversation import Message
from models.mail import Fetch, RawMessage
from models.tickets import Ticket
from models.vocabulary import FetchState, Outcome
from processor.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class FetchedLine:
    """A fetched message on one line. `outcome` is None while it waits.

    `digest` is the SHA-256 of its bytes as served; `ticket_number` 0: it is filed on no ticket; `related` is the fetch
    record that a duplicate repeats, else 0; `matches` are the rules that decided, each with its reason.
    """

    fetch_id: int
    mailbox: str
    digest: str
    received_at: datetime
    state: FetchState
    outcome: Outcome | None
    matches: tuple[tuple[str, str], ...]
    related: int
    last_error: str
    ticket_number: int


def list_fetched(database: Database, digest: str, limit: int) -> tuple[FetchedLine, ...]:
    """The messages with these bytes, or all where `digest` is empty, in the order in which they were fetched."""
    query = _LINES.order_by(Fetch.id).limit(limit)
    return tuple(_line(row) for row in database.rows(query.where(RawMessage.sha256 == digest) if digest else query))


_LINES = (
    Fetch.select(Fetch, RawMessage.sha256, Ticket.number)
    .join(RawMessage, JOIN.LEFT_OUTER)
    .join_from(Fetch, Message, JOIN.LEFT_OUTER, on=(Message.fetch == Fetch.id))
    .join(Ticket, JOIN.LEFT_OUTER, on=(Message.ticket == Ticket.id))
)


def _line(row: Row) -> FetchedLine:
    return FetchedLine(
        fetch_id=row["id"],
        mailbox=row["mailbox"],
        digest=row["sha256"] or "",
        received_at=row["received_at"],
        state=row["state"],
        outcome=row["outcome"],
        matches=tuple((rule, reason) for rule, reason in row["matches"] or ()),
        related=row["related"],
        last_error=row["last_error"],
        ticket_number=row["number"] or 0,
    )
