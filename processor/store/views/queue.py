"""The queue in the order of what is at stake."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, SQL, Case, Cast, fn

from models.conversation import OPEN_REVIEW, Review, Verdict
from models.people import Contact, Customer
from models.tickets import Ticket
from models.vocabulary import CaseReason, Category, ReviewReason, Severity, TicketState
from processor.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which open items; what is left out does not narrow.

    `asleep`: those that are out of sight instead of those that are in sight. `assignee` "" is nobody.
    """

    reasons: tuple[ReviewReason, ...] = ()
    customer: str = ""
    category: Category | None = None
    assignee: str | None = None
    asleep: bool = False
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class QueueLine:
    """An open item on one line. `confidence` is the model's in its last word on the ticket, None without one.

    `response_due` is None where nothing was promised, `responded_at` where nobody has answered. `asleep_until` may be
    past: then the item is in sight. `version` is what a decision names.
    """

    review_id: int
    ticket_id: int
    ticket_number: int
    state: TicketState
    subject: str
    requester: str
    requester_name: str
    customer: str
    language: str
    assignee: str
    reasons: tuple[ReviewReason, ...]
    category: Category | None
    severity: Severity | None
    reason: CaseReason | None
    confidence: float | None
    opened_at: datetime
    response_due: datetime | None
    responded_at: datetime | None
    asleep_until: datetime | None
    asked_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue. `total` counts what fits, `waiting` all that is in sight, `asleep` all that is not.

    `offset` is where it begins: the last page stands in for one that is past the end.
    """

    lines: tuple[QueueLine, ...]
    total: int
    waiting: int
    asleep: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The items before and after one in the queue's order, 0 for none; for one that left it, `after` is the first."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: the page of the queue that shows it, and what is around it.

    `at` is its place among all that fit, from 1 on; 0 for one that isn't among them: then the page is the one that was
    asked for.
    """

    page: QueuePage
    at: int
    around: Neighbours


def queue_page(database: Database, wanted: QueueFilter, now: datetime) -> QueuePage:
    """What fits, in the order of the queue: see `ordered`."""
    return _page(database, ordered(database, wanted, now), wanted.offset, wanted.limit, now)


def place_of(database: Database, review_id: int, wanted: QueueFilter, now: datetime) -> Place:
    """The page of the queue on which an item stands, and what comes before and after it."""
    ids = ordered(database, wanted, now)
    at = ids.index(review_id) + 1 if review_id in ids else 0
    offset = (at - 1) // wanted.limit * wanted.limit if at else wanted.offset
    return Place(_page(database, ids, offset, wanted.limit, now), at, _around(ids, review_id))


def _page(database: Database, ids: list[int], offset: int, limit: int, now: datetime) -> QueuePage:
    begins = min(offset, max(len(ids) - 1, 0) // limit * limit)  # what was decided meanwhile leaves no empty page
    return QueuePage(lines_of(database, ids[begins : begins + limit]), len(ids), *counted(database, now), begins)


def counted(database: Database, now: datetime) -> tuple[int, int]:
    """How many items are in sight, and how many sleep."""
    asleep = fn.COUNT(Case(None, [(_asleep(now), 1)]))
    every = Review.select(fn.COUNT(SQL("1")).alias("every"), asleep.alias("asleep")).where(OPEN_REVIEW)
    [row] = database.rows(every)
    return row["every"] - row["asleep"], row["asleep"]


def neighbours(database: Database, review_id: int, wanted: QueueFilter, now: datetime) -> Neighbours:
    """What comes before and after an item."""
    return _around(ordered(database, wanted, now), review_id)


def _around(ids: list[int], review_id: int) -> Neighbours:
    if review_id not in ids:
        return Neighbours(0, ids[0] if ids else 0)
    at = ids.index(review_id)
    return Neighbours(ids[at - 1] if at else 0, ids[at + 1] if at + 1 < len(ids) else 0)


def ordered(database: Database, wanted: QueueFilter, now: datetime) -> list[int]:
    """The ids of the items that fit, by what is at stake.

    First those whose answer was promised and is still owed, the soonest first; then those without a promise; what is
    answered or closed last. Among equals the gravest first and those without a severity last, then those that the model
    said nothing of, then the least sure, then the oldest.
    """
    query = Review.select(Review.id).join(Ticket).where(OPEN_REVIEW, _asleep(now) if wanted.asleep else ~_asleep(now))
    for condition in _conditions(wanted):
        query = query.where(condition)
    found: list[int] = database.column(query.order_by(*_ORDER))
    return found


def lines_of(database: Database, ids: list[int]) -> tuple[QueueLine, ...]:
    """These items, in this order; what is gone is left out."""
    rows = {row["id"]: row for row in database.rows(_LINES.where(Review.id.in_(ids)))} if ids else {}
    return tuple(_line(rows[one]) for one in ids if one in rows)


def _asleep(now: datetime) -> Any:
    return (Review.asleep_until.is_null(False)) & (Review.asleep_until > now)


_CONFIDENCE = Verdict.select(Verdict.confidence).where(Verdict.ticket == Ticket.id).order_by(Verdict.id.desc()).limit(1)
_OVER = Ticket.responded_at.is_null(False) | (Ticket.state == TicketState.CLOSED)
_OWED = Case(None, [(_OVER, 2), (Ticket.response_due.is_null(), 1)], 0)
_NEVER = SQL(str(2**62))
_ORDER = (
    _OWED,
    Case(None, [(_OVER, _NEVER)], fn.COALESCE(Ticket.response_due, _NEVER)),
    fn.COALESCE(Ticket.severity, SQL("9")),
    fn.COALESCE(_CONFIDENCE, SQL("-1")),
    Review.opened_at,
    Review.id,
)
_LINES = (
    Review.select(
        Review,
        Ticket.number,
        Ticket.state.alias("ticket_state"),
        Ticket.subject,
        Ticket.language,
        Ticket.assignee,
        Ticket.category,
        Ticket.severity,
        Ticket.reason,
        Ticket.response_due,
        Ticket.responded_at,
        Contact.address,
        Contact.name.alias("contact_name"),
        Customer.name.alias("customer_name"),
        _CONFIDENCE.alias("confidence"),
    )
    .join(Ticket)
    .join(Contact, JOIN.LEFT_OUTER, on=(Ticket.requester == Contact.id))
    .join_from(Ticket, Customer, JOIN.LEFT_OUTER, on=(Ticket.customer == Customer.id))
)


def _conditions(wanted: QueueFilter) -> list[Any]:
    found: list[Any] = []
    if wanted.reasons:
        written = Cast(Review.reasons, "TEXT")
        named = [written.contains(f'"{reason.value}"') for reason in wanted.reasons]
        found.append(_any(named))
    if wanted.customer:
        found.append(Ticket.customer.in_(Customer.select(Customer.id).where(Customer.name == wanted.customer)))
    if wanted.category is not None:
        found.append(Ticket.category == wanted.category)
    if wanted.assignee is not None:
        found.append(Ticket.assignee == wanted.assignee)
    return found


def _any(conditions: list[Any]) -> Any:
    first, *others = conditions
    for other in others:
        first |= other
    return first


def _line(row: Row) -> QueueLine:
    return QueueLine(
        review_id=row["id"],
        ticket_id=row["ticket"],
        ticket_number=row["number"],
        state=row["ticket_state"],
        subject=row["subject"],
        requester=row["address"] or "",
        requester_name=row["contact_name"] or "",
        customer=row["customer_name"] or "",
        language=row["language"],
        assignee=row["assignee"],
        reasons=tuple(ReviewReason(word) for word in row["reasons"]),
        category=row["category"],
        severity=row["severity"],
        reason=row["reason"],
        confidence=row["confidence"],
        opened_at=row["opened_at"],
        response_due=row["response_due"],
        responded_at=row["responded_at"],
        asleep_until=row["asleep_until"],
        asked_at=row["asked_at"],
        version=row["version"],
    )
