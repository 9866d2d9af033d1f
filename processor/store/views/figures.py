"""Counts for metrics, and the proof that every message has exactly one outcome."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import SQL, fn

from models.conversation import Review
from models.mail import Fetch
from models.outgoing import Outbox
from models.tickets import Ticket
from models.vocabulary import FetchState, OutboxState, Outcome, ReviewState, TicketState
from processor.store.database import Database

STUCK_AFTER = timedelta(minutes=15)
_NAMED_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of everything. `oldest_waiting` is when the longest waiting message was fetched."""

    messages_by_outcome: dict[Outcome, int]
    fetches_by_state: dict[FetchState, int]
    outbox_by_state: dict[OutboxState, int]
    tickets_by_state: dict[TicketState, int]
    open_reviews: int
    oldest_open_review: datetime | None
    oldest_waiting: datetime | None
    oldest_queued: datetime | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One row that is not as it should be, and what a person can do about it."""

    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Audit:
    """Whether each of the messages fetched has exactly one outcome, or waits, or is in quarantine."""

    messages: int
    with_outcome: int
    waiting: int
    quarantined: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is lost, double or stuck."""
        return not self.findings and self.messages == self.with_outcome + self.waiting + self.quarantined


def count_all(database: Database) -> Counts:
    """The figures as they stand."""
    waiting = Fetch.state.in_((FetchState.WAITING, FetchState.CLAIMED))
    return Counts(
        messages_by_outcome=_by(database, Fetch.outcome, Fetch.outcome.is_null(False)),
        fetches_by_state=_by(database, Fetch.state),
        outbox_by_state=_by(database, Outbox.state),
        tickets_by_state=_by(database, Ticket.state),
        open_reviews=int(database.value(Review.select(fn.COUNT(SQL("1"))).where(Review.state == ReviewState.OPEN))),
        oldest_open_review=_oldest(database, Review.opened_at, Review.state == ReviewState.OPEN),
        oldest_waiting=_oldest(database, Fetch.fetched_at, waiting),
        oldest_queued=_oldest(database, Outbox.created_at, Outbox.state == OutboxState.QUEUED),
    )


def audit(database: Database, now: datetime) -> Audit:
    """The proof for `signoff doctor`, with everything that is out of order by name."""
    states = _by(database, Fetch.state)
    ended = (Fetch.state == FetchState.DONE) & Fetch.outcome.is_null(False)
    return Audit(
        messages=sum(states.values()),
        with_outcome=sum(_by(database, Fetch.state, ended).values()),
        waiting=states.get(FetchState.WAITING, 0) + states.get(FetchState.CLAIMED, 0),
        quarantined=states.get(FetchState.QUARANTINED, 0),
        findings=(*_broken(database), *_stuck(database, now), *_undelivered(database, now)),
    )


def _broken(database: Database) -> tuple[Finding, ...]:
    """Rows that no path of the program writes."""
    done_without = (Fetch.state == FetchState.DONE) & Fetch.outcome.is_null()
    undone_with = Fetch.state.in_((FetchState.WAITING, FetchState.CLAIMED)) & Fetch.outcome.is_null(False)
    ids = database.column(Fetch.select(Fetch.id).where(done_without | undone_with).limit(_NAMED_AT_MOST))
    remedy = "restore the newest backup beside this database and compare the row"
    return tuple(Finding(f"fetch record {row} is done without an outcome, or has one and waits", remedy) for row in ids)


def _stuck(database: Database, now: datetime) -> tuple[Finding, ...]:
    late = now - STUCK_AFTER
    waits = (Fetch.state == FetchState.WAITING) & (Fetch.not_before < late)
    claimed = (Fetch.state == FetchState.CLAIMED) & (Fetch.claim_until < late)
    query = Fetch.select(Fetch.id, Fetch.mailbox, Fetch.last_error).where(waits | claimed)
    remedy = "check that signoff run is up and handles this mailbox"
    return tuple(
        Finding(
            f"fetch record {row['id']} of {row['mailbox']} waits too long ({row['last_error'] or 'untried'})", remedy
        )
        for row in database.rows(query.order_by(Fetch.id).limit(_NAMED_AT_MOST))
    )


def _undelivered(database: Database, now: datetime) -> tuple[Finding, ...]:
    late = now - STUCK_AFTER
    waits = (Outbox.state == OutboxState.QUEUED) & (Outbox.not_before < late)
    sending = (Outbox.state == OutboxState.SENDING) & (Outbox.claim_until < late)
    query = Outbox.select(Outbox.id, Outbox.recipient, Outbox.state, Outbox.last_error)
    rows = database.rows(query.where(waits | sending).order_by(Outbox.id).limit(_NAMED_AT_MOST))
    remedy = "check that signoff run is up and that the outbox is not paused"
    return tuple(
        Finding(f"mail {row['id']} to {row['recipient']} is {row['state'].value} too long {row['last_error']}", remedy)
        for row in rows
    )


def _by(database: Database, word: Any, *conditions: Any) -> dict[Any, int]:
    query = word.model.select(word, fn.COUNT(SQL("1")).alias("rows"))
    if conditions:
        query = query.where(*conditions)
    return {row[word.name]: row["rows"] for row in database.rows(query.group_by(word))}


def _oldest(database: Database, moment: Any, condition: Any) -> datetime | None:
    found: datetime | None = database.value(moment.model.select(moment).where(condition).order_by(moment).limit(1))
    return found
