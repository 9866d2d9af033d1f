"""The log of accepted scope, as people see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from models.approvals import Acceptance, ApprovalRequest, Proposal, ProposalVersion
from models.people import Customer
from models.vocabulary import ApprovalKind, ProposalState, Side
from processor.facts.acceptancejson import acceptance_number
from processor.store.database import Database, Row
from processor.store.views.proposals import LINES, to_line


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """One accepted proposal. `accepted_at` is when its last acceptance came.

    `acceptances` are the numbers of all its acceptances, once given; the two others those of each side.
    """

    number: int
    version: int
    title: str
    customer: str
    hours: Decimal | None
    price: Decimal | None
    currency: str
    accepted_at: datetime | None
    acceptances: tuple[str, ...]
    ticket_number: int
    vendor_acceptances: tuple[str, ...] = ()
    customer_acceptances: tuple[str, ...] = ()


def scope_log(database: Database, customer: str = "") -> tuple[ScopeRow, ...]:
    """All accepted proposals, at the version that was accepted, in the order of their numbers."""
    accepted = ProposalVersion.version == Proposal.sent_version
    done = (Proposal.kind == ApprovalKind.PROPOSAL) & (Proposal.state == ProposalState.ACCEPTED)
    query = LINES.where(accepted, done).order_by(Proposal.number)
    rows = database.rows(query.where(Customer.name == customer) if customer else query)
    taken: dict[tuple[int, int], list[Row]] = {}
    for acceptance in database.rows(_TAKEN.where(ApprovalRequest.number.in_([row["number"] for row in rows]))):
        taken.setdefault((acceptance["number"], acceptance["version"]), []).append(acceptance)
    return tuple(_scope(row, taken.get((row["number"], row["sent_version"]), [])) for row in rows)


_TAKEN = (
    Acceptance.select(
        Acceptance.accepted_at,
        Acceptance.year,
        Acceptance.serial,
        ApprovalRequest.number,
        ApprovalRequest.version,
        ApprovalRequest.side,
    )
    .join(ApprovalRequest)
    .where(ApprovalRequest.kind == ApprovalKind.PROPOSAL)
    .order_by(Acceptance.id)
)


def _scope(row: Row, taken: list[Row]) -> ScopeRow:
    line = to_line(row)
    return ScopeRow(
        number=line.number,
        version=line.sent_version,
        title=line.title,
        customer=line.customer,
        hours=line.hours,
        price=line.price,
        currency=line.currency,
        accepted_at=max((one["accepted_at"] for one in taken), default=None),
        acceptances=_numbers(taken),
        ticket_number=line.ticket_number,
        vendor_acceptances=_numbers(one for one in taken if one["side"] is Side.VENDOR),
        customer_acceptances=_numbers(one for one in taken if one["side"] is Side.CUSTOMER),
    )


def _numbers(taken: Iterable[Row]) -> tuple[str, ...]:
    return tuple(acceptance_number(one["year"], one["serial"]) for one in taken if one["serial"])
