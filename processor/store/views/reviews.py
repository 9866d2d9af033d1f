"""The CSMs' queue as people see it."""

from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN

from models.conversation import Review
from models.people import Contact, Customer
from models.tickets import Ticket
from models.vocabulary import CaseReason, Category, ReviewReason, ReviewState, Severity
from processor.errors import Refused
from processor.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A queue item with its ticket's labels as they stand."""

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


def list_reviews(database: Database, state: ReviewState | None, limit: int) -> tuple[ReviewLine, ...]:
    """Queue items in this state, or in any, the oldest first."""
    query = _LINES.order_by(Review.id).limit(limit)
    return tuple(_line(row) for row in database.rows(query if state is None else query.where(Review.state == state)))


def show_review(database: Database, review_id: int) -> ReviewLine:
    """One queue item. Raises Refused when there is none of that id."""
    row = database.row(_LINES.where(Review.id == review_id)) if abs(review_id) < 2**62 else None
    if row is None:
        raise Refused(f"there is no queue item {review_id}; see signoff queue list")
    return _line(row)


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


def _line(row: Row) -> ReviewLine:
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
    )
