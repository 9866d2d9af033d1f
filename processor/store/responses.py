"""Promises of first answers as they are kept: made with the ticket, again when what they rest on changes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from peewee import JOIN, fn

from models.conversation import Message
from models.mail import Fetch
from models.outgoing import Outbox
from models.people import Customer
from models.promises import ResponsePromise
from models.tickets import Ticket
from models.vocabulary import Direction, OutboxState, Outcome, TicketState
from processor.facts.promises import CustomerTerms, OwnDay, PromiseFacts
from processor.sla.promise import NoPromise, Promise
from processor.store.database import Database, Row
from processor.store.prepared import Hole, Prepared

_UNENDED = (TicketState.NEW, TicketState.OPEN, TicketState.WAITING)
_BATCH = 500
"""Tickets at a time, so that a long list never holds the database for long; a statement may have so many values."""


@dataclass(frozen=True, slots=True)
class Made:
    """A promise, and the customer's time as it was then: names of zone and holidays, and hours as they are written."""

    promise: Promise | NoPromise
    timezone: str
    hours: str
    calendar: str


class Promiser(Protocol):
    """Says what is promised; it touches nothing outside and takes well under a millisecond."""

    def promise(self, facts: PromiseFacts) -> Made:
        """When the first answer to such a request is due."""
        ...


def make_promises(
    database: Database, promiser: Promiser, ticket_ids: Collection[int], now: datetime, new: Collection[int] = ()
) -> int:
    """How many of these tickets have another promise now: one that is as it was is not written again.

    The `new` ones among them have none yet.
    """
    if not ticket_ids:
        return 0
    rows = database.rows(_FACTS, ids=ticket_ids)
    old = [ticket_id for ticket_id in ticket_ids if ticket_id not in new]
    kept = {row["ticket"]: row for row in database.rows(_LAST, ids=old)} if old else {}
    changed = 0
    for row in rows:
        values = promise_row(promiser.promise(_facts(row)))
        known = kept.get(row["id"])
        if known is not None and all(known[name] == value for name, value in values.items()):
            continue
        database.insert(ResponsePromise, values | {"ticket": row["id"], "made_at": now})
        if row["response_due"] != values["due_at"]:
            database.change(_SET_DUE, id=row["id"], response_due=values["due_at"])
        changed += 1
    return changed


def promise_row(made: Made) -> Row:
    """A promise as it is kept."""
    terms: Row = {"timezone": made.timezone, "hours": made.hours, "calendar": made.calendar}
    promise = made.promise
    if isinstance(promise, NoPromise):
        nothing: Row = {"plan": None, "severity": None, "judged": False, "target": "", "round_the_clock": False}
        return terms | nothing | {"due_at": None, "why": promise.why, "spans": None}
    return terms | {
        "due_at": promise.due_at,
        "why": "",
        "plan": promise.plan,
        "severity": promise.severity,
        "judged": promise.judged,
        "target": promise.target.written,
        "round_the_clock": promise.round_the_clock,
        "spans": [
            [span.kind.value, _SPAN_TIME.db_value(span.start), _SPAN_TIME.db_value(span.end), span.name]
            for span in promise.spans
        ],
    }


def refresh_response(database: Database, ticket_id: int) -> None:
    """Notes when the first answer of a person went out, as the ticket's messages have it now."""
    first: datetime | None = database.value(_FIRST_ANSWER, ticket=ticket_id)
    database.change(_SET_RESPONDED, id=ticket_id, responded_at=first)


def refresh_by_mail(database: Database, outbox_id: int) -> None:
    """The same for the ticket that a mail of ours is about, if a person wrote it: what became of the mail has changed.

    What was merged is answered where it goes on.
    """
    row = database.row(_MAIL, id=outbox_id)
    if row is not None:
        refresh_response(database, row["merged_into"] or row["id"])


class Responses:
    """Promises that are made anew since what they rest on has changed elsewhere than in the tickets."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def remake_of(self, promiser: Promiser, customer_id: int, now: datetime) -> int:
        """How many of a customer's tickets without an answer have another promise now, all in one transaction."""
        return self._db.transact(
            lambda: make_promises(self._db, promiser, self._waiting(Ticket.customer == customer_id), now)
        )

    def remake(self, promiser: Promiser, ticket_ids: Collection[int], now: datetime) -> int:
        """How many of these tickets without an answer have another promise now."""
        these = Ticket.id.in_(ticket_ids)
        return self._db.transact(lambda: make_promises(self._db, promiser, self._waiting(these), now))

    def remake_all(self, promiser: Promiser, now: datetime) -> int:
        """How many tickets without an answer have another promise now; others can write in between."""
        changed = after = 0
        while True:
            ids, more = self._db.transact(lambda after=after: self._batch(promiser, after, now))  # type: ignore[misc]
            if not ids:
                return changed
            changed, after = changed + more, ids[-1]

    def _batch(self, promiser: Promiser, after: int, now: datetime) -> tuple[list[int], int]:
        ids = self._waiting(Ticket.id > after, limit=_BATCH)
        return ids, make_promises(self._db, promiser, ids, now)

    def _waiting(self, *conditions: Any, limit: int | None = None) -> list[int]:
        """The ids of tickets that are neither ended nor answered, in order."""
        query = Ticket.select(Ticket.id).where(Ticket.state.in_(_UNENDED), Ticket.responded_at.is_null(), *conditions)
        found: list[int] = self._db.column(query.order_by(Ticket.id).limit(limit))
        return found


def terms_of(row: Row) -> CustomerTerms:
    """What was agreed with a customer, from its row; a row without a customer has none."""
    return CustomerTerms(
        plan=row["plan"],
        timezone=row["timezone"] or "",
        calendar=row["calendar"] or "",
        hours=row["hours"] or "",
        own_days=tuple(
            OwnDay(date.fromisoformat(day), name, tuple((start, end) for start, end in hours))
            for day, name, hours in row["own_days"] or ()
        ),
    )


def terms_row(terms: CustomerTerms) -> Row:
    """The columns of a customer's row that hold what was agreed."""
    days = [[own.day.isoformat(), own.name, [list(span) for span in own.hours]] for own in terms.own_days]
    return {
        "plan": terms.plan,
        "timezone": terms.timezone,
        "calendar": terms.calendar,
        "hours": terms.hours,
        "own_days": days or None,
    }


def _facts(row: Row) -> PromiseFacts:
    return PromiseFacts(row["opened_at"], row["source"], row["category"], row["severity"], terms_of(row))


_SPAN_TIME = ResponsePromise.made_at
_ANSWERS = (
    (Message.direction == Direction.OUT)
    & ~Message.automatic
    & ~Message.withdrawn
    & (Message.fetch.is_null(False) | ((Outbox.state == OutboxState.SENT) & ~Outbox.returned))
)
_FIRST = Message.alias()
_CAME = (
    _FIRST.select(fn.MIN(Fetch.received_at))
    .join(Fetch, on=(_FIRST.fetch == Fetch.id))
    .where(_FIRST.thread == Ticket.thread, Fetch.outcome == Outcome.OPENED)
)
_WENT_OUT = fn.COALESCE(Outbox.sent_at, Message.at)


def first_answers(*columns: Any) -> Any:
    """A select of the answers of a person that went out since the ticket was opened, the first one first.

    Not of acknowledgements, nor what is automatic, came back for good or was withdrawn. What was written in a mail
    program counts from when the mail came that opened the ticket: Signoff may have stood still. Say of which ticket.
    """
    query = Message.select(*columns).join(Outbox, JOIN.LEFT_OUTER, on=(Message.outbox == Outbox.id))
    query = query.join_from(Message, Ticket, on=(Message.ticket == Ticket.id))
    since = (Message.at >= Ticket.opened_at) | (Message.fetch.is_null(False) & (Message.at >= _CAME))
    return query.where(_ANSWERS, since).order_by(_WENT_OUT, Message.id)


_FIRST_ANSWER = Prepared(first_answers(_WENT_OUT.alias("at")).where(Ticket.id == Hole(Message.ticket)).limit(1))
_MAIL = Prepared(
    Ticket.select(Ticket.id, Ticket.merged_into)
    .join(Outbox, on=(Outbox.ticket == Ticket.id))
    .where(Outbox.id == Hole(Outbox.id), ~Outbox.automatic)
)
_TERMS = (Customer.plan, Customer.timezone, Customer.calendar, Customer.hours, Customer.own_days)
_FACTS = Prepared(
    Ticket.select(
        Ticket.id, Ticket.opened_at, Ticket.source, Ticket.category, Ticket.severity, Ticket.response_due, *_TERMS
    )
    .join(Customer, JOIN.LEFT_OUTER, on=(Ticket.customer == Customer.id))
    .where(Ticket.id.in_(Hole(Ticket.id, "ids", many=True)))
    .order_by(Ticket.id)
)
_NEWEST = ResponsePromise.alias()
_LAST = Prepared(
    ResponsePromise.select().where(
        ResponsePromise.id.in_(
            _NEWEST.select(fn.MAX(_NEWEST.id))
            .where(_NEWEST.ticket.in_(Hole(ResponsePromise.ticket, "ids", many=True)))
            .group_by(_NEWEST.ticket)
        )
    )
)
_SET_DUE = Prepared(Ticket.update(response_due=Hole(Ticket.response_due)).where(Ticket.id == Hole(Ticket.id)))
_SET_RESPONDED = Prepared(Ticket.update(responded_at=Hole(Ticket.responded_at)).where(Ticket.id == Hole(Ticket.id)))
