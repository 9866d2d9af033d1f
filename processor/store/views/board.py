"""The board of deployments: each with its dates and what it waits for, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import fn

from models.approvals import Proposal
from models.deployments import PLANNED, Deployment, DeploymentTimer, GoLiveCondition
from models.forms import Form
from models.people import Customer
from models.progress import DeploymentStageRow
from models.vocabulary import ApprovalKind, DeploymentStage, FormState, ProposalState, TimerKind, TimerState
from processor.store.database import Database, Row
from processor.store.views.deployments import DeploymentLine, lines_where

ENDED = (DeploymentStage.BUSINESS_AS_USUAL, DeploymentStage.CANCELLED)
MOST = 500
"""Deployments that are under way at most, and so many of those that ended."""


@dataclass(frozen=True, slots=True)
class BoardCard:
    """A deployment on the board.

    `planned` and `begun` are the days of the stage at hand. `unmet` counts conditions of going live, `asked` forms that
    are not answered yet, `stopped` timers that wait for a person. `papers` are the forms to be signed, by kind.
    """

    line: DeploymentLine
    planned: date | None
    begun: date | None
    unmet: int
    asked: int
    stopped: int
    papers: tuple[tuple[ApprovalKind, ProposalState], ...]
    next_kind: TimerKind | None = None
    """What time brings about next, reminders aside, and when."""
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """What is under way, the newest first, and how many there are; what ended, and how many of it."""

    under_way: tuple[BoardCard, ...]
    running: int
    ended: tuple[BoardCard, ...]
    over: int


def show_board(database: Database, customer: str = "", ended: int = 0) -> Board:
    """The deployments of this customer, or of any; of those that are over the newest `ended`."""
    of_customer: Any = (Customer.name == customer) if customer else None
    is_over = Deployment.stage.in_(ENDED)
    running = lines_where(database, _both(~is_over, of_customer), MOST)
    over = lines_where(database, _both(is_over, of_customer), min(ended, MOST)) if ended else ()
    cards = _cards(database, (*running, *over))
    counted = _count(database, of_customer)
    over_count = sum(counted.get(stage, 0) for stage in ENDED)
    return Board(cards[: len(running)], sum(counted.values()) - over_count, cards[len(running) :], over_count)


def _both(one: Any, other: Any) -> Any:
    return one if other is None else one & other


def _count(database: Database, condition: Any) -> dict[DeploymentStage, int]:
    query = Deployment.select(Deployment.stage, fn.COUNT(Deployment.id).alias("found")).join(Customer)
    if condition is not None:
        query = query.where(condition)
    return {row["stage"]: row["found"] for row in database.rows(query.group_by(Deployment.stage))}


def _cards(database: Database, lines: Sequence[DeploymentLine]) -> tuple[BoardCard, ...]:
    ids = [line.deployment_id for line in lines]
    if not ids:
        return ()
    stages = {(row["deployment"], row["stage"]): row for row in database.rows(_of(DeploymentStageRow, ids))}
    unmet = _counts(
        database, GoLiveCondition, ids, GoLiveCondition.met_at.is_null() & (GoLiveCondition.waived_by == "")
    )
    asked = _counts(database, Form, ids, Form.state.in_((FormState.ASKED, FormState.PARTIAL, FormState.TO_SIGN)))
    stopped = _counts(database, DeploymentTimer, ids, DeploymentTimer.state == TimerState.STOPPED)
    papers = _papers(database, ids)
    rings = _rings(database, ids)
    return tuple(
        _card(line, stages.get((line.deployment_id, line.stage), {}), unmet, asked, stopped, papers, rings)
        for line in lines
    )


def _card(
    line: DeploymentLine,
    stage: Row,
    unmet: dict[int, int],
    asked: dict[int, int],
    stopped: dict[int, int],
    papers: dict[int, tuple[tuple[ApprovalKind, ProposalState], ...]],
    rings: dict[int, Row],
) -> BoardCard:
    key = line.deployment_id
    return BoardCard(
        line,
        _day(stage.get("planned", "")),
        _day(stage.get("begun", "")),
        unmet.get(key, 0),
        asked.get(key, 0),
        stopped.get(key, 0),
        papers.get(key, ()),
        rings[key]["kind"] if key in rings else None,
        rings[key]["due_at"] if key in rings else None,
    )


def _of(record: Any, ids: Sequence[int]) -> Any:
    return record.select().where(record.deployment.in_(ids))


def _counts(database: Database, record: Any, ids: Sequence[int], condition: Any) -> dict[int, int]:
    query = record.select(record.deployment, fn.COUNT(record.id).alias("found"))
    rows = database.rows(query.where(record.deployment.in_(ids), condition).group_by(record.deployment))
    return {row["deployment"]: row["found"] for row in rows}


def _papers(database: Database, ids: Sequence[int]) -> dict[int, tuple[tuple[ApprovalKind, ProposalState], ...]]:
    """The Go-Live and Completion forms of these deployments."""
    signed = Proposal.kind.in_((ApprovalKind.GO_LIVE, ApprovalKind.COMPLETION))
    query = Proposal.select(Proposal.deployment, Proposal.kind, Proposal.state)
    found: dict[int, tuple[tuple[ApprovalKind, ProposalState], ...]] = {}
    for row in database.rows(query.where(Proposal.deployment.in_(ids), signed).order_by(Proposal.id)):
        found[row["deployment"]] = (*found.get(row["deployment"], ()), (row["kind"], row["state"]))
    return found


def _rings(database: Database, ids: Sequence[int]) -> dict[int, Row]:
    """The next timer of each that is no form's."""
    of_none = DeploymentTimer.form == 0
    query = DeploymentTimer.select(DeploymentTimer.deployment, DeploymentTimer.kind, DeploymentTimer.due_at)
    wanted = query.where(DeploymentTimer.deployment.in_(ids), PLANNED, of_none).order_by(DeploymentTimer.due_at.desc())
    return {row["deployment"]: row for row in database.rows(wanted)}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
