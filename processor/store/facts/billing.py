"""Tickets as their charging sees them, any number of them by one query a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from peewee import JOIN

from models.billing import Entitlement, TicketWork
from models.deployments import Deployment, DeploymentTimer
from models.people import Contact, Customer
from models.progress import Outstanding
from models.tickets import Ticket
from models.vocabulary import DeploymentStage, EntitlementKind, Source, TicketState, TimerKind, Treatment
from processor.errors import Refused
from processor.facts.deployments import BillingFacts
from processor.facts.known import TicketFacts
from processor.store.database import Database, Row
from processor.store.facts.tickets import load_tickets
from processor.store.prepared import Hole, Prepared
from processor.store.vouchers import balances


@dataclass(frozen=True, slots=True)
class TicketWorkLine:
    """What is written down of a ticket's charging; `treatment` None: nothing was stored yet."""

    treatment: Treatment | None
    why: str
    frozen: bool
    by: str
    release: str
    warranty_by: str
    hours: Decimal | None
    after_hours: bool
    moves_adds_changes: bool
    deployment_number: int


@dataclass(frozen=True, slots=True)
class BillingRow:
    """A ticket of an export: what its charging rests on, and what is written down."""

    facts: BillingFacts
    line: TicketWorkLine
    customer: str
    closed_at: datetime | None


def billing_of(database: Database, ticket_id: int, now: datetime) -> BillingRow:
    """What the charging of one ticket rests on. Raises Refused when there is none of that id."""
    rows = database.rows(_BY_ID, ids=[ticket_id])
    if not rows:
        raise Refused(f"there is no ticket of id {ticket_id}")
    return _rows(database, rows, now)[0]


def billing_rows(
    database: Database, start: datetime, end: datetime, now: datetime, customer: str = "", open_too: bool = False
) -> tuple[BillingRow, ...]:
    """The tickets that were closed from `start` on and before `end`, by number; with `open_too` those that are open.

    Conversations of deployments are not charged, and a merged ticket is charged where it goes on.
    """
    closed = (Ticket.closed_at >= start) & (Ticket.closed_at < end)
    within = closed | (Ticket.closed_at.is_null() & (Ticket.opened_at < end)) if open_too else closed
    query = _TICKETS.where(within, Ticket.state != TicketState.MERGED, Ticket.source != Source.DEPLOYMENT)
    if customer:
        query = query.where(Customer.name == customer)
    return _rows(database, database.rows(query.order_by(Ticket.number)), now)


_TICKETS = (
    Ticket.select(
        Ticket.id,
        Ticket.opened_at,
        Ticket.closed_at,
        Customer.id.alias("customer_id"),
        Customer.name.alias("customer_name"),
        TicketWork.id.alias("work"),
        TicketWork.deployment,
        TicketWork.treatment,
        TicketWork.why,
        TicketWork.decided_by,
        TicketWork.frozen_at,
        TicketWork.hours,
        TicketWork.after_hours,
        TicketWork.moves_adds_changes,
        TicketWork.warranty_by,
        TicketWork.release,
    )
    .join(TicketWork, JOIN.LEFT_OUTER, on=(TicketWork.ticket == Ticket.id))
    .join_from(Ticket, Contact, JOIN.LEFT_OUTER, on=(Ticket.requester == Contact.id))
    .join_from(
        Ticket,
        Customer,
        JOIN.LEFT_OUTER,
        on=((Ticket.customer == Customer.id) | (Ticket.customer.is_null() & (Contact.customer == Customer.id))),
    )
)
_BY_ID = Prepared(_TICKETS.where(Ticket.id.in_(Hole(Ticket.id, "ids", many=True))))
_DEPLOYMENTS = Prepared(
    Deployment.select()
    .where(
        Deployment.customer.in_(Hole(Deployment.customer, "ids", many=True))
        | Deployment.id.in_(Hole(Deployment.id, "named", many=True))
    )
    .order_by(Deployment.id)
)
_OUTSTANDING = Prepared(
    Outstanding.select(Outstanding.ticket, Outstanding.deployment).where(
        Outstanding.ticket.in_(Hole(Outstanding.ticket, "ids", many=True))
    )
)
_WARRANTY = Prepared(
    DeploymentTimer.select(DeploymentTimer.deployment, DeploymentTimer.due_at).where(
        DeploymentTimer.deployment.in_(Hole(DeploymentTimer.deployment, "ids", many=True)),
        DeploymentTimer.kind == TimerKind.WARRANTY_END,
    )
)
_RESOLUTION = Prepared(
    Entitlement.select().where(
        Entitlement.customer.in_(Hole(Entitlement.customer, "ids", many=True)),
        Entitlement.kind == EntitlementKind.ISSUE_RESOLUTION,
    )
)


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known around the tickets: by ticket, by customer, by deployment."""

    tickets: Mapping[int, TicketFacts]
    outstanding: Mapping[int, int]
    deployments: Mapping[int, Row]
    of_customer: Mapping[int, Sequence[Row]]
    warranty: Mapping[int, datetime]
    resolution: Mapping[int, Sequence[Row]]
    vouchers: Mapping[int, Decimal]


def _rows(database: Database, rows: Sequence[Row], now: datetime) -> tuple[BillingRow, ...]:
    around = _around(database, rows, now)
    return tuple(_row(row, around) for row in rows)


def _around(database: Database, rows: Sequence[Row], now: datetime) -> _Around:
    ids = [row["id"] for row in rows]
    customers = sorted({row["customer_id"] for row in rows if row["customer_id"]})
    outstanding = {one["ticket"]: one["deployment"] for one in database.rows(_OUTSTANDING, ids=ids)}
    named = sorted({*outstanding.values(), *(row["deployment"] for row in rows if row["deployment"])})
    deployments = database.rows(_DEPLOYMENTS, ids=customers, named=named)
    warranty = database.rows(_WARRANTY, ids=[one["id"] for one in deployments])
    return _Around(
        tickets=load_tickets(database, ids, now),
        outstanding=outstanding,
        deployments={one["id"]: one for one in deployments},
        of_customer=_grouped(deployments),
        warranty={one["deployment"]: one["due_at"] for one in warranty},
        resolution=_grouped(database.rows(_RESOLUTION, ids=customers)),
        vouchers=balances(database, customers),
    )


def _grouped(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["customer"], []).append(row)
    return found


def _row(row: Row, around: _Around) -> BillingRow:
    known = row["work"] is not None
    line = TicketWorkLine(
        treatment=row["treatment"],
        why=row["why"] or "",
        frozen=row["frozen_at"] is not None,
        by=row["decided_by"] or "",
        release=row["release"] or "",
        warranty_by=row["warranty_by"] or "",
        hours=None if row["hours"] is None else Decimal(row["hours"]),
        after_hours=known and row["after_hours"],
        moves_adds_changes=known and row["moves_adds_changes"],
        deployment_number=around.deployments[row["deployment"]]["number"] if row["deployment"] else 0,
    )
    return BillingRow(_facts(row, line, around), line, row["customer_name"] or "", row["closed_at"])


def _facts(row: Row, line: TicketWorkLine, around: _Around) -> BillingFacts:
    customer_id = row["customer_id"] or 0
    meant, possible = _deployment(row, around)
    return BillingFacts(
        ticket=around.tickets[row["id"]],
        opened_at=row["opened_at"],
        deployment_number=meant["number"] if meant else 0,
        deployments=possible,
        begun=meant is not None and meant["created_at"] <= row["opened_at"],
        live_at=meant["live_at"] if meant else None,
        warranty_until=around.warranty.get(meant["id"]) if meant else None,
        completed_at=meant["effective_at"] if meant else None,
        in_dispute=meant is not None and meant["disputed_at"] is not None,
        outstanding=row["id"] in around.outstanding,
        warranty_accepted_by=line.warranty_by,
        issue_resolution=any(_counts(one, row["opened_at"]) for one in around.resolution.get(customer_id, ())),
        voucher=around.vouchers.get(customer_id, Decimal(0)),
        hours=line.hours,
        after_hours=line.after_hours,
        moves_adds_changes=line.moves_adds_changes,
        decided_by=line.by,
        stored=line.treatment,
        stored_why=line.why,
        frozen=line.frozen,
        customer_id=customer_id,
    )


def _deployment(row: Row, around: _Around) -> tuple[Row | None, int]:
    """The deployment that a ticket belongs to, and how many could be meant.

    A person's word stands first, then the list of a completion. Else it is the customer's only one that had begun when
    the ticket was opened; where all of several were complete by then it makes no difference, and the last one counts.
    """
    named = row["deployment"] or around.outstanding.get(row["id"])
    if named:
        return around.deployments[named], 1
    begun = [one for one in around.of_customer.get(row["customer_id"], ()) if _could_be(one, row["opened_at"])]
    if len(begun) == 1:
        return begun[0], 1
    over = [one for one in begun if one["effective_at"] is not None and one["effective_at"] <= row["opened_at"]]
    if begun and len(over) == len(begun):
        return max(over, key=lambda one: one["effective_at"]), 1
    return None, len(begun)


def _could_be(deployment: Row, opened_at: datetime) -> bool:
    return deployment["stage"] is not DeploymentStage.CANCELLED and deployment["created_at"] <= opened_at


def _counts(entitlement: Row, at: datetime) -> bool:
    day = at.date().isoformat()
    return bool(entitlement["first_day"] <= day <= (entitlement["last_day"] or day))
