"""Proposals as people see them: lists, and one with all that belongs to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from peewee import JOIN

from models.approvals import ApprovalReply, ApprovalRequest, Approver, Proposal, ProposalVersion
from models.people import Customer
from models.tickets import Ticket
from models.vocabulary import (
    ApprovalKind,
    Assurance,
    ProposalState,
    Quorum,
    ReplyOutcome,
    RequestState,
    Side,
    Turn,
)
from processor.errors import Refused
from processor.facts.proposals import ProposalContent
from processor.ids import ApprovalKey
from processor.store.contents import content_from_json
from processor.store.database import Database, Row
from processor.store.views.acceptances import AcceptanceLine, acceptances_of


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal on one line, as its newest version says it. `sent_version` 0: none was sent yet."""

    number: int
    version: int
    sent_version: int
    state: ProposalState
    title: str
    customer: str
    ticket_number: int
    hours: Decimal | None
    price: Decimal | None
    currency: str
    valid_until: str
    drafted_by: str
    created_at: datetime
    updated_at: datetime
    ended_at: datetime | None
    ended_why: str
    row_version: int
    kind: ApprovalKind = ApprovalKind.PROPOSAL


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version; its digests are empty while it is a draft."""

    version: int
    title: str
    drafted_by: str
    document_sha256: str
    pdf_sha256: str
    frozen_at: datetime | None


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One approver asked for one version."""

    version: int
    side: Side
    position: int
    name: str
    address: str
    state: RequestState
    asked_at: datetime | None
    reminded: int
    awaits_code: bool
    decided_at: datetime | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """What one mail said about a request, and what stood against accepting it. `name` is who was asked."""

    version: int
    name: str
    fetch_id: int
    at: datetime
    outcome: ReplyOutcome
    rule: str
    assurance: Assurance
    issues: tuple[str, ...]
    reasons: tuple[str, ...]
    purchase_order: str
    text: str


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal with everything that belongs to it, each part in order. `content` is that of the newest version."""

    line: ProposalLine
    content: ProposalContent
    turn: Turn
    quorum: Quorum
    versions: tuple[VersionLine, ...]
    requests: tuple[RequestLine, ...]
    replies: tuple[ReplyLine, ...]
    acceptances: tuple[AcceptanceLine, ...]


def list_proposals(
    database: Database,
    states: Iterable[ProposalState] = (),
    customer: str = "",
    limit: int = 1000,
    kind: ApprovalKind = ApprovalKind.PROPOSAL,
) -> tuple[ProposalLine, ...]:
    """The proposals (or forms) in one of these states, or in any, of this customer, or of any, the newest first."""
    query = LINES.where(NEWEST, Proposal.kind == kind).order_by(Proposal.id.desc()).limit(limit)
    wanted = list(states)
    if wanted:
        query = query.where(Proposal.state.in_(wanted))
    if customer:
        query = query.where(Customer.name == customer)
    return tuple(to_line(row) for row in database.rows(query))


def show_proposal(database: Database, number: int, kind: ApprovalKind = ApprovalKind.PROPOSAL) -> ProposalView:
    """One proposal or form whole. Raises Refused when there is none of that number."""
    wanted = LINES.where(NEWEST, Proposal.kind == kind, Proposal.number == number)
    row = database.row(wanted) if abs(number) < 2**62 else None
    if row is None:
        what = "proposal" if kind is ApprovalKind.PROPOSAL else "form"
        raise Refused(f"there is no {what} {ApprovalKey(kind, number, 0, '').name}; see signoff proposal list")
    is_of = (ApprovalRequest.kind == kind) & (ApprovalRequest.number == number)
    versions = ProposalVersion.select().where(ProposalVersion.proposal == row["id"]).order_by(ProposalVersion.version)
    return ProposalView(
        line=to_line(row),
        content=content_from_json(row["content"]),
        turn=row["turn"],
        quorum=row["quorum"],
        versions=tuple(_version(one) for one in database.rows(versions)),
        requests=tuple(_request(one) for one in database.rows(_REQUESTS.where(is_of))),
        replies=tuple(_reply(one) for one in database.rows(_REPLIES.where(is_of))),
        acceptances=acceptances_of(database, is_of),
    )


def papers_of_deployment(database: Database, condition: Any) -> tuple[ProposalLine, ...]:
    """The proposals and forms that a condition names, as their newest versions say them, the oldest first."""
    return tuple(to_line(row) for row in database.rows(LINES.where(NEWEST, condition).order_by(Proposal.id)))


def to_line(row: Row) -> ProposalLine:
    """A row of `LINES` as people see it."""
    content = content_from_json(row["content"])
    return ProposalLine(
        number=row["number"],
        version=row["version"],
        sent_version=row["sent_version"],
        state=row["state"],
        title=content.title,
        customer=row["customer"] or "",
        ticket_number=row["ticket_number"],
        hours=content.hours,
        price=content.price.amount if content.price else None,
        currency=content.price.currency if content.price else "",
        valid_until=content.valid_until.isoformat() if content.valid_until else "",
        drafted_by=row["drafted_by"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        ended_at=row["ended_at"],
        ended_why=row["ended_why"],
        row_version=row["row_version"],
        kind=row["kind"],
    )


NEWEST = ProposalVersion.version == Proposal.version
LINES = (
    Proposal.select(
        Proposal,
        ProposalVersion.content,
        ProposalVersion.turn,
        ProposalVersion.quorum,
        Ticket.number.alias("ticket_number"),
        Customer.name.alias("customer"),
    )
    .join(ProposalVersion, on=(ProposalVersion.proposal == Proposal.id))
    .join_from(Proposal, Ticket)
    .join(Customer, JOIN.LEFT_OUTER)
)
_REQUESTS = (
    ApprovalRequest.select(ApprovalRequest, Approver.name.alias("name"), Approver.address.alias("address"))
    .join(Approver)
    .order_by(ApprovalRequest.version, ApprovalRequest.side.desc(), ApprovalRequest.position, ApprovalRequest.id)
)
_REPLIES = (
    ApprovalReply.select(ApprovalReply, ApprovalRequest.version.alias("version"), Approver.name.alias("name"))
    .join(ApprovalRequest)
    .join(Approver)
    .order_by(ApprovalReply.id)
)


def _version(row: Row) -> VersionLine:
    title = content_from_json(row["content"]).title
    digests = row["document_sha256"], row["pdf_sha256"]
    return VersionLine(row["version"], title, row["drafted_by"], *digests, row["frozen_at"])


def _request(row: Row) -> RequestLine:
    return RequestLine(
        version=row["version"],
        side=row["side"],
        position=row["position"],
        name=row["name"],
        address=row["address"],
        state=row["state"],
        asked_at=row["asked_at"],
        reminded=row["reminded"],
        awaits_code=bool(row["code_mac"]),
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
    )


def _reply(row: Row) -> ReplyLine:
    return ReplyLine(
        version=row["version"],
        name=row["name"],
        fetch_id=row["fetch"],
        at=row["at"],
        outcome=row["outcome"],
        rule=row["rule"],
        assurance=row["assurance"],
        issues=tuple(row["issues"]),
        reasons=tuple(row["reasons"]),
        purchase_order=row["purchase_order"],
        text=row["text"],
    )
