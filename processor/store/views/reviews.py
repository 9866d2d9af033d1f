"""The CSMs' queue as people see it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from peewee import JOIN, Cast

from models.conversation import Review
from models.people import Contact, Customer
from models.tickets import Ticket
from models.vocabulary import CaseReason, Category, ReviewReason, ReviewState, Severity
from processor.errors import Refused
from processor.store.database import Database, Row
from processor.store.views.verdicts import VerdictLine, verdicts_of


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A queue item with its ticket's labels as they stand, and the model's last word on it, None without one."""

    review_id: int
    ticket_number: int
    subject: str
    requester: str
    customer: str
    reasons: tuple[ReviewReason, ...]
    text: str
    state: ReviewState
    category: Category | None
    severity: Severity | None
    reason: CaseReason | None
    opened_at: datetime
    decided_at: datetime | None
    decided_by: str
    verdict: str
    version: int
    model: VerdictLine | None = None


def list_reviews(
    database: Database, state: ReviewState | None, limit: int, reasons: Collection[ReviewReason] = ()
) -> tuple[ReviewLine, ...]:
    """Queue items in this state, or in any, and for one of these reasons, or for any, the oldest first."""
    query = _LINES.order_by(Review.id).limit(limit)
    if state is not None:
        query = query.where(Review.state == state)
    if reasons:
        written = Cast(Review.reasons, "TEXT")
        query = query.where(reduce(or_, (written.contains(f'"{reason.value}"') for reason in reasons)))
    return _lines(database, database.rows(query))


def show_review(database: Database, review_id: int) -> ReviewLine:
    """One queue item. Raises Refused when there is none of that id."""
    row = database.row(_LINES.where(Review.id == review_id)) if abs(review_id) < 2**62 else None
    if row is None:
        raise Refused(f"there is no queue item {review_id}; see signoff queue list")
    return _lines(database, [row])[0]


_LINES = (
    Review.select(
        Review,
        Ticket.number,
        Ticket.subject,
        Ticket.category,
        Ticket.severity,
        Ticket.reason,
        Contact.address,
        Customer.name.alias("customer_name"),
    )
    .join(Ticket)
    .join(Contact, JOIN.LEFT_OUTER, on=(Ticket.requester == Contact.id))
    .join_from(Ticket, Customer, JOIN.LEFT_OUTER, on=(Ticket.customer == Customer.id))
)


def _lines(database: Database, rows: list[Row]) -> tuple[ReviewLine, ...]:
    verdicts = verdicts_of(database, (row["ticket"] for row in rows))
    return tuple(_line(row, verdicts[row["ticket"]][-1] if row["ticket"] in verdicts else None) for row in rows)


def _line(row: Row, model: VerdictLine | None) -> ReviewLine:
    return ReviewLine(
        review_id=row["id"],
        ticket_number=row["number"],
        subject=row["subject"],
        requester=row["address"] or "",
        customer=row["customer_name"] or "",
        reasons=tuple(ReviewReason(word) for word in row["reasons"]),
        text=row["text"],
        state=row["state"],
        category=row["category"],
        severity=row["severity"],
        reason=row["reason"],
        opened_at=row["opened_at"],
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
        verdict=row["verdict"],
        version=row["version"],
        model=model,
    )
