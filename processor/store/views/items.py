"""One queue item with everything that a decision on it needs."""

from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from models.approvals import ApprovalReply, ApprovalRequest
from models.conversation import OPEN_REVIEW, Review
from models.people import Contact, Customer
from models.tickets import Ticket
from models.vocabulary import ApprovalKind, Direction, ReplyOutcome, RequestState, ReviewReason, Stage
from processor.store.database import Database, Row
from processor.store.views.acceptances import AcceptanceLine, acceptances_of
from processor.store.views.deployments import DeploymentLine, list_deployments
from processor.store.views.queue import QueueLine, lines_of
from processor.store.views.reviews import ReviewLine, show_review
from processor.store.views.tickets import (
    AT_WORK,
    MessageLine,
    TicketFilter,
    TicketLine,
    TicketView,
    list_tickets,
    show_ticket,
    with_merged,
)
from processor.store.views.verdicts import VerdictLine

_SHOWN = 8
_ALIKE = 200


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote: the contact, and the customer that they are of. `open_tickets` counts this customer's, or theirs.

    `plan` is empty where the customer has none. `tickets` are the newest of those that are open, but this one.
    """

    address: str
    name: str
    language: str
    customer: str
    customer_notes: str
    stage: Stage | None
    plan: str
    open_tickets: int
    tickets: tuple[TicketLine, ...]
    deployments: tuple[DeploymentLine, ...]


@dataclass(frozen=True, slots=True)
class HeldReply:
    """A reply to a request for approval that no rule could accept. `text` is what was written.

    `issues` are the passages that stopped it with why, `reasons` what of the sender's proof did; `rule` decided.
    """

    kind: ApprovalKind
    number: int
    version: int
    at: datetime
    outcome: ReplyOutcome
    rule: str
    issues: tuple[str, ...]
    reasons: tuple[str, ...]
    text: str
    fetch_id: int


@dataclass(frozen=True, slots=True)
class ItemView:
    """A queue item whole.

    `review` is the item as it stands, also when it is decided; `line` the same in the queue, None once it is decided.
    `model` is the model's last word. `answers` is what the customer wrote since they were asked. `alike` are
    the ids of other open items with the same subject and category. `objected` is the acceptance that somebody objects
    to, where that is why the item waits.
    """

    review: ReviewLine
    line: QueueLine | None
    ticket: TicketView
    model: VerdictLine | None
    person: Person | None
    asked_at: datetime | None
    asleep_until: datetime | None
    answers: tuple[MessageLine, ...]
    held: tuple[HeldReply, ...]
    alike: tuple[QueueLine, ...]
    objected: AcceptanceLine | None = None


def show_item(database: Database, review_id: int) -> ItemView:
    """One item. Raises Refused when there is none of that id."""
    review = show_review(database, review_id)
    ticket = show_ticket(database, review.ticket_number)
    [row] = database.rows(Review.select().where(Review.id == review_id))
    line = next(iter(lines_of(database, [review_id])), None) if row["decided_at"] is None else None
    asked = row["asked_at"]
    return ItemView(
        review=review,
        line=line,
        ticket=ticket,
        model=ticket.verdicts[-1] if ticket.verdicts else None,
        person=_person(database, ticket.line),
        asked_at=asked,
        asleep_until=row["asleep_until"],
        answers=_answers(ticket.messages, asked) if asked else (),
        held=_held(database, ticket.line.ticket_id),
        alike=_alike(database, review_id, ticket.line),
        objected=_objected(database, ticket.line.ticket_id) if ReviewReason.OBJECTION in review.reasons else None,
    )


def _objected(database: Database, ticket_id: int) -> AcceptanceLine | None:
    """The newest acceptance in dispute; else the newest one, for an objection that is held is not recorded yet."""
    found = acceptances_of(database, ApprovalRequest.ticket.in_(with_merged(ticket_id)))
    return next((one for one in reversed(found) if one.disputed), found[-1] if found else None)


def _answers(messages: tuple[MessageLine, ...], asked_at: datetime) -> tuple[MessageLine, ...]:
    """What came after the question, in the order in which it came: the clocks of others don't matter."""
    places = [at for at, one in enumerate(messages) if one.direction is Direction.OUT and one.at == asked_at]
    after = messages[places[-1] + 1 :] if places else ()
    return tuple(one for one in after if one.direction is Direction.IN and one.verified and not one.automatic)


def _person(database: Database, line: TicketLine) -> Person | None:
    [row] = database.rows(Ticket.select(Ticket.customer, Ticket.requester).where(Ticket.id == line.ticket_id))
    if row["customer"] is None and row["requester"] is None:
        return None
    contact = database.row(Contact.select().where(Contact.id == row["requester"])) if row["requester"] else None
    customer = database.row(Customer.select().where(Customer.id == row["customer"])) if row["customer"] else None
    own = Ticket.customer == row["customer"] if customer else Ticket.requester == row["requester"]
    at_work = Ticket.state.in_(AT_WORK)
    count = int(database.value(Ticket.select(fn.COUNT(Ticket.id)).where(own, at_work)))
    others = database.column(
        Ticket.select(Ticket.id)
        .where(own, at_work, Ticket.id != line.ticket_id)
        .order_by(Ticket.id.desc())
        .limit(_SHOWN)
    )
    return Person(
        address=contact["address"] if contact else "",
        name=contact["name"] if contact else "",
        language=(contact or {}).get("language") or (customer or {}).get("language") or line.language,
        customer=customer["name"] if customer else "",
        customer_notes=customer["notes"] if customer else "",
        stage=customer["stage"] if customer else None,
        plan=str((customer or {}).get("plan") or ""),
        open_tickets=count,
        tickets=list_tickets(database, TicketFilter(ids=tuple(others), limit=_SHOWN)) if others else (),
        deployments=list_deployments(database, customer["name"], (), _SHOWN) if customer else (),
    )


def _held(database: Database, ticket_id: int) -> tuple[HeldReply, ...]:
    """The replies on this ticket's requests that still wait for an answer, the newest first."""
    query = (
        ApprovalReply.select(ApprovalReply, ApprovalRequest.kind, ApprovalRequest.number, ApprovalRequest.version)
        .join(ApprovalRequest)
        .where(ApprovalRequest.ticket.in_(with_merged(ticket_id)), ApprovalRequest.state == RequestState.OPEN)
        .order_by(ApprovalReply.id.desc())
        .limit(_SHOWN)
    )
    found = (_held_line(row) for row in database.rows(query))
    return tuple(one for one in found if one.outcome is not ReplyOutcome.APPROVE or one.issues or one.reasons)


def _held_line(row: Row) -> HeldReply:
    return HeldReply(
        kind=row["kind"],
        number=row["number"],
        version=row["version"],
        at=row["at"],
        outcome=row["outcome"],
        rule=row["rule"],
        issues=tuple(row["issues"]),
        reasons=tuple(row["reasons"]),
        text=row["text"],
        fetch_id=row["fetch"],
    )


def _alike(database: Database, review_id: int, line: TicketLine) -> tuple[QueueLine, ...]:
    """Other items in sight or asleep about the same subject, with the same category, the oldest first."""
    if not line.subject.strip():
        return ()
    same = Ticket.category.is_null() if line.category is None else Ticket.category == line.category
    query = (
        Review.select(Review.id)
        .join(Ticket)
        .where(OPEN_REVIEW, Review.id != review_id, Ticket.subject == line.subject, same)
        .order_by(Review.id)
        .limit(_ALIKE)
    )
    return lines_of(database, database.column(query))
