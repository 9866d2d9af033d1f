"""Proposals, forms and acceptances as the pages list them: filtered, page by page, with what each waits for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from peewee import JOIN, SQL, fn

from models.approvals import Acceptance, ApprovalReply, ApprovalRequest, Approver, Proposal
from models.people import Customer
from models.tickets import Ticket
from models.vocabulary import (
    AcceptanceType,
    ApprovalKind,
    Assurance,
    ProposalState,
    ReplyOutcome,
    RequestState,
    SealState,
)
from processor.store.database import Database
from processor.store.views.acceptances import ROWS, AcceptanceLine, acceptance_line
from processor.store.views.proposals import LINES, NEWEST, ProposalLine, to_line

_SAYS_NOTHING = (ReplyOutcome.AUTO_REPLY, ReplyOutcome.UNRELATED)


@dataclass(frozen=True, slots=True)
class PaperFilter:
    """Which proposals and forms to list; what is left out does not narrow."""

    states: tuple[ProposalState, ...] = ()
    kinds: tuple[ApprovalKind, ...] = ()
    customer: str = ""
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A proposal or form on one line, with whom it waits for. `held` replies to them wait for a decision of ours."""

    line: ProposalLine
    waits_for: tuple[str, ...] = ()
    held: int = 0


@dataclass(frozen=True, slots=True)
class PaperPage:
    """Some lines, how many fit in all, and how many of these kinds and this customer are in each state."""

    lines: tuple[PaperLine, ...]
    total: int
    by_state: dict[ProposalState, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AcceptanceFilter:
    """Which acceptances to list. `disputed`: those that somebody objects to; `unsealed`: whose evidence isn't done."""

    types: tuple[AcceptanceType, ...] = ()
    kinds: tuple[ApprovalKind, ...] = ()
    levels: tuple[Assurance, ...] = ()
    customer: str = ""
    since: datetime | None = None
    until: datetime | None = None
    disputed: bool = False
    unsealed: bool = False
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class AcceptanceRow:
    """An acceptance on one line, with the customer that it is of."""

    line: AcceptanceLine
    customer: str


@dataclass(frozen=True, slots=True)
class AcceptancePage:
    """Some lines, and how many fit in all. `disputed` and `unsealed` count all that there are."""

    rows: tuple[AcceptanceRow, ...]
    total: int
    disputed: int
    unsealed: int


def paper_page(database: Database, wanted: PaperFilter) -> PaperPage:
    """The proposals and forms that fit, the newest first."""
    conditions = _of_papers(wanted)
    query = LINES.where(NEWEST, *conditions).order_by(Proposal.updated_at.desc(), Proposal.id.desc())
    if wanted.states:
        query = query.where(Proposal.state.in_(wanted.states))
    lines = [to_line(row) for row in database.rows(query.limit(wanted.limit).offset(wanted.offset))]
    by_state = _by_state(database, conditions)
    total = sum(count for state, count in by_state.items() if not wanted.states or state in wanted.states)
    waiting = _waiting(database, [line.number for line in lines])
    found = (PaperLine(line, *waiting.get((line.kind, line.number, line.sent_version), ())) for line in lines)
    return PaperPage(tuple(found), total, by_state)


def acceptance_page(database: Database, wanted: AcceptanceFilter) -> AcceptancePage:
    """The acceptances that fit, the newest first."""
    joined = _with_customer(ROWS.select_extend(Customer.name.alias("customer")))
    conditions = _of_acceptances(wanted)
    query = joined.order_by(Acceptance.id.desc()).limit(wanted.limit).offset(wanted.offset)
    counted = _with_customer(Acceptance.select(fn.COUNT(Acceptance.id)).join(ApprovalRequest))
    if conditions:
        query, counted = query.where(*conditions), counted.where(*conditions)
    rows = tuple(AcceptanceRow(acceptance_line(row), row["customer"] or "") for row in database.rows(query))
    return AcceptancePage(rows, int(database.value(counted)), _count(database, _DISPUTED), _count(database, _UNSEALED))


_DISPUTED = Acceptance.disputed_at.is_null(False) & Acceptance.settled_at.is_null()
_UNSEALED = Acceptance.seal != SealState.TOLD


def _of_papers(wanted: PaperFilter) -> list[Any]:
    found: list[Any] = []
    if wanted.kinds:
        found.append(Proposal.kind.in_(wanted.kinds))
    if wanted.customer:
        found.append(Customer.name == wanted.customer)
    return found


def _by_state(database: Database, conditions: list[Any]) -> dict[ProposalState, int]:
    query = (
        Proposal.select(Proposal.state, fn.COUNT(Proposal.id).alias("many"))
        .join(Ticket)
        .join(Customer, JOIN.LEFT_OUTER)
        .group_by(Proposal.state)
    )
    for condition in conditions:
        query = query.where(condition)
    return {row["state"]: row["many"] for row in database.rows(query)}


def _waiting(
    database: Database, numbers: Iterable[int]
) -> dict[tuple[ApprovalKind, int, int], tuple[tuple[str, ...], int]]:
    """Who is asked at this moment, by document and version, and how many of their replies wait for a decision."""
    wanted = list(numbers)
    if not wanted:
        return {}
    said = ApprovalReply.outcome.not_in(_SAYS_NOTHING)
    query = (
        ApprovalRequest.select(
            ApprovalRequest.kind,
            ApprovalRequest.number,
            ApprovalRequest.version,
            ApprovalRequest.id,
            Approver.name,
            Approver.address,
            fn.COUNT(ApprovalReply.id).alias("replies"),
        )
        .join(Approver)
        .join_from(
            ApprovalRequest, ApprovalReply, JOIN.LEFT_OUTER, on=((ApprovalReply.request == ApprovalRequest.id) & said)
        )
        .where(ApprovalRequest.number.in_(wanted), ApprovalRequest.state == RequestState.OPEN)
        .group_by(ApprovalRequest.id, Approver.id)
        .order_by(ApprovalRequest.id)
    )
    found: dict[tuple[ApprovalKind, int, int], tuple[tuple[str, ...], int]] = {}
    for row in database.rows(query):
        key = row["kind"], row["number"], row["version"]
        names, held = found.get(key, ((), 0))
        found[key] = ((*names, row["name"] or row["address"]), held + int(row["replies"]))
    return found


def _with_customer(query: Any) -> Any:
    joined = query.join_from(Acceptance, Ticket, JOIN.LEFT_OUTER, on=(Acceptance.ticket == Ticket.id))
    return joined.join_from(Ticket, Customer, JOIN.LEFT_OUTER, on=(Ticket.customer == Customer.id))


def _of_acceptances(wanted: AcceptanceFilter) -> list[Any]:
    found: list[Any] = []
    if wanted.types:
        found.append(Acceptance.type.in_(wanted.types))
    if wanted.kinds:
        found.append(ApprovalRequest.kind.in_(wanted.kinds))
    if wanted.levels:
        found.append(Acceptance.assurance.in_(wanted.levels))
    if wanted.customer:
        found.append(Customer.name == wanted.customer)
    if wanted.since is not None:
        found.append(Acceptance.accepted_at >= wanted.since)
    if wanted.until is not None:
        found.append(Acceptance.accepted_at < wanted.until)
    if wanted.disputed:
        found.append(_DISPUTED)
    if wanted.unsealed:
        found.append(_UNSEALED)
    return found


def _count(database: Database, condition: Any) -> int:
    return int(database.value(Acceptance.select(fn.COUNT(SQL("1"))).where(condition)))
