"""Proposals and requests for approval as decisions see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN

from models.approvals import Acceptance, ApprovalRequest, Proposal, ProposalVersion
from models.outgoing import Outbox
from models.people import Customer
from models.vocabulary import AcceptanceType, ApprovalKind
from processor.errors import Refused
from processor.facts.approvals import ApproverFacts, ChallengeFacts, ProposalFacts, RequestFacts
from processor.facts.known import TicketFacts
from processor.ids import ApprovalKey
from processor.store.contents import content_from_json
from processor.store.database import Database, Row
from processor.store.facts.register import address_of_user, load_approvers
from processor.store.facts.tickets import load_tickets, resolve
from processor.store.judged import found_from_json
from processor.store.prepared import Hole, Prepared

_LARGEST = 2**62


def proposal_facts(
    database: Database, number: int, now: datetime, version: int = 0, kind: ApprovalKind = ApprovalKind.PROPOSAL
) -> ProposalFacts:
    """A proposal or form at this version, or (0) at its newest one, be it a draft.

    Raises Refused when there is none of that number or version.
    """
    found = find_proposal(database, number, now, version, kind)
    if found is None:
        name = ApprovalKey(kind, number, version, "").name
        where = "signoff proposal list" if kind is ApprovalKind.PROPOSAL else "signoff form list"
        raise Refused(f"there is no {f'version {version} of ' if version else ''}{name}; see {where}")
    return found


def find_proposal(
    database: Database, number: int, now: datetime, version: int = 0, kind: ApprovalKind = ApprovalKind.PROPOSAL
) -> ProposalFacts | None:
    """The same, or None."""
    if not 0 < number < _LARGEST or not 0 <= version < _LARGEST:
        return None
    row = database.row(_PROPOSAL, kind=kind, number=number)
    if row is None:
        return None
    content = database.row(_VERSION, proposal=row["id"], version=version or row["version"])
    return None if content is None else _proposal(database, row, content, now)


def requests_of(database: Database, kind: ApprovalKind, number: int, version: int) -> tuple[RequestFacts, ...]:
    """The requests of one version, the vendor's first, each side in its order."""
    rows = database.rows(_REQUESTS, kind=kind, number=number, version=version)
    return in_order(request_rows(database, rows))


def in_order(requests: Iterable[RequestFacts]) -> tuple[RequestFacts, ...]:
    """The vendor's requests first, each side in its order."""
    return tuple(sorted(requests, key=lambda one: (one.side.value != "vendor", one.position, one.request_id)))


def request_rows(database: Database, rows: Iterable[Row]) -> tuple[RequestFacts, ...]:
    """The requests that these rows are, with the register's entries."""
    wanted = list(rows)
    approvers = load_approvers(database, {row["approver"] for row in wanted})
    return tuple(_request(row, approvers[row["approver"]]) for row in wanted)


def select_requests() -> Any:
    """The query for rows of requests, to be narrowed."""
    silent = (Acceptance.request == ApprovalRequest.id) & (Acceptance.type == AcceptanceType.DEEMED)
    columns = (ApprovalRequest, Outbox.message_id.alias("sent_message_id"), Acceptance.id.alias("deemed_acceptance"))
    joined = ApprovalRequest.select(*columns)
    joined = joined.join(Outbox, JOIN.LEFT_OUTER, on=(ApprovalRequest.outbox == Outbox.id))
    return joined.join_from(ApprovalRequest, Acceptance, JOIN.LEFT_OUTER, on=silent)


_PROPOSAL = Prepared(
    Proposal.select().where(Proposal.kind == Hole(Proposal.kind), Proposal.number == Hole(Proposal.number))
)
_VERSION = Prepared(
    ProposalVersion.select().where(
        ProposalVersion.proposal == Hole(ProposalVersion.proposal),
        ProposalVersion.version == Hole(ProposalVersion.version),
    )
)
_REQUESTS = Prepared(
    select_requests().where(
        ApprovalRequest.kind == Hole(ApprovalRequest.kind),
        ApprovalRequest.number == Hole(ApprovalRequest.number),
        ApprovalRequest.version == Hole(ApprovalRequest.version),
    )
)
_CUSTOMER = Prepared(Customer.select(Customer.id, Customer.name).where(Customer.id == Hole(Customer.id)))


def _proposal(database: Database, row: Row, content: Row, now: datetime) -> ProposalFacts:
    ticket_id = resolve(database, [row["ticket"]])[row["ticket"]]
    ticket = load_tickets(database, [ticket_id], now)[ticket_id]
    customer_id = ticket.customer_id or (ticket.requester.customer_id if ticket.requester else 0)
    customer = database.row(_CUSTOMER, id=customer_id) if customer_id else None
    users = {content["drafted_by"], *content["authors"]}
    return as_proposal(
        row,
        content,
        ticket,
        Client(customer_id, customer["name"] if customer else ""),
        requests_of(database, row["kind"], row["number"], content["version"]),
        {user: address_of_user(database, user) for user in users},
    )


@dataclass(frozen=True, slots=True)
class Client:
    """Whom a proposal is for: 0 and an empty name where nobody knows."""

    customer_id: int
    name: str


def as_proposal(
    row: Row,
    content: Row,
    ticket: TicketFacts,
    client: Client,
    requests: tuple[RequestFacts, ...],
    addresses: Mapping[str, str],
) -> ProposalFacts:
    """The proposal that these rows are; `content` is that of its version, `addresses` are those of users."""
    return ProposalFacts(
        proposal_id=row["id"],
        number=row["number"],
        version=content["version"],
        current_version=row["sent_version"],
        state=row["state"],
        ticket=ticket,
        customer_id=client.customer_id,
        customer=client.name,
        language=row["language"],
        content=content_from_json(content["content"]),
        document_sha256=content["document_sha256"],
        pdf_sha256=content["pdf_sha256"],
        drafted_by=content["drafted_by"],
        turn=content["turn"],
        quorum=content["quorum"],
        requests=requests,
        sent_at=content["frozen_at"],
        row_version=row["row_version"],
        ended_at=row["ended_at"],
        ended_why=row["ended_why"],
        drafted_by_address=addresses[content["drafted_by"]],
        authors=tuple((user, addresses[user]) for user in content["authors"]),
        kind=row["kind"],
        deployment_id=row["deployment"] or 0,
    )


def _request(row: Row, approver: ApproverFacts) -> RequestFacts:
    return RequestFacts(
        request_id=row["id"],
        kind=row["kind"],
        side=row["side"],
        key=ApprovalKey(row["kind"], row["number"], row["version"], row["token"]),
        document_sha256=row["document_sha256"],
        position=row["position"],
        state=row["state"],
        approver=approver,
        language=row["language"],
        asked_at=row["asked_at"],
        sent_outbox_id=row["outbox"] or 0,
        sent_message_id=row["sent_message_id"] or "",
        sent_text=row["sent_text"],
        reminded=row["reminded"],
        unclear_told=row["unclear_told"],
        challenge=_challenge(row),
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
        deemed=row["deemed_acceptance"] is not None,
    )


def _challenge(row: Row) -> ChallengeFacts | None:
    if not row["code_mac"]:
        return None
    return ChallengeFacts(
        code_mac=row["code_mac"],
        sent_at=row["code_sent_at"],
        expires_at=row["code_expires_at"],
        attempts_left=row["code_attempts_left"],
        reply_fetch_id=row["code_reply"],
        assurance=row["code_assurance"],
        **found_from_json(row["code_found"]),
    )
