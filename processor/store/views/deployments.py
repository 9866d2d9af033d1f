"""Deployments as people see them: lists, and one with all that belongs to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, fn

from models.approvals import Acceptance, Proposal
from models.deployments import (
    PLANNED,
    Deployment,
    DeploymentHold,
    DeploymentQuantity,
    DeploymentTimer,
    GoLiveCondition,
    LiveChange,
)
from models.forms import Form
from models.people import Contact, Customer
from models.progress import DeploymentFile, DeploymentGoal, DeploymentStageRow, Outstanding
from models.tickets import Ticket
from models.vocabulary import DeploymentStage, LiveRecord, TicketState, TimerKind, TimerState
from processor.errors import Refused
from processor.facts.acceptancejson import acceptance_number
from processor.facts.deployments import ConditionFacts, HoldFacts, QuantityFacts, StageFacts
from processor.facts.marks import seen_mark
from processor.store.database import Database, Row
from processor.store.facts.deployments import condition_of, hold_of, quantity_of, stages_of
from processor.store.views.forms import FormLine, forms_where
from processor.store.views.proposals import ProposalLine, papers_of_deployment


@dataclass(frozen=True, slots=True)
class DeploymentLine:
    """A deployment on one line. `held_for` is why it is on hold, empty where it is not; `next_due` its next timer's."""

    deployment_id: int
    number: int
    title: str
    site: str
    customer: str
    stage: DeploymentStage
    language: str
    timezone: str
    ticket_number: int
    live_at: datetime | None
    live_record: LiveRecord | None
    live_why: str
    effective_at: datetime | None
    deemed: bool
    disputed_at: datetime | None
    held_for: str
    next_due: datetime | None
    started_by: str
    created_at: datetime
    updated_at: datetime
    row_version: int
    contact: str = ""
    """Whom its mails go to, empty for nobody."""


@dataclass(frozen=True, slots=True)
class TimerLine:
    """A timer, and why it is no longer planned."""

    timer_id: int
    kind: TimerKind
    due_at: datetime
    state: TimerState
    why: str
    form_id: int
    turn: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class LiveLine:
    """One thing that was said about when the system was taken live; `at` None: that it was not."""

    at: datetime | None
    record: LiveRecord | None
    why: str
    by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue left outstanding at completion, with its ticket; `acceptance` is empty until it has a number."""

    position: int
    text: str
    ticket_number: int
    ticket_state: TicketState
    acceptance: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal on the roadmap, set at `since`; days are ISO dates, empty for none."""

    goal_id: int
    title: str
    due: str
    result: str
    achieved: str
    since: datetime

    @property
    def mark(self) -> str:
        """What a form carries of it."""
        return seen_mark(self.title, self.due, self.result, self.achieved)


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that is kept with the deployment; its bytes are the blob of this digest."""

    what: str
    filename: str
    media_type: str
    sha256: str
    added_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DeploymentView:
    """A deployment with everything that belongs to it, each part in order."""

    line: DeploymentLine
    stages: tuple[StageFacts, ...]
    conditions: tuple[ConditionFacts, ...]
    quantities: tuple[QuantityFacts, ...]
    holds: tuple[HoldFacts, ...]
    timers: tuple[TimerLine, ...]
    live_changes: tuple[LiveLine, ...]
    papers: tuple[ProposalLine, ...]
    forms: tuple[FormLine, ...]
    outstanding: tuple[IssueLine, ...]
    goals: tuple[GoalLine, ...]
    files: tuple[FileLine, ...]


def list_deployments(
    database: Database, customer: str = "", stages: Iterable[DeploymentStage] = (), limit: int = 1000
) -> tuple[DeploymentLine, ...]:
    """The deployments of this customer, or of any, in one of these stages, or in any, the newest first."""
    query = _LINES.order_by(Deployment.id.desc()).limit(limit)
    wanted = list(stages)
    if wanted:
        query = query.where(Deployment.stage.in_(wanted))
    if customer:
        query = query.where(Customer.name == customer)
    return tuple(_line(row) for row in database.rows(query))


def lines_where(database: Database, condition: Any, limit: int) -> tuple[DeploymentLine, ...]:
    """The deployments that a condition names, the newest first."""
    return tuple(
        _line(row) for row in database.rows(_LINES.where(condition).order_by(Deployment.id.desc()).limit(limit))
    )


def show_deployment(database: Database, number: int) -> DeploymentView:
    """One deployment whole. Raises Refused when there is none of that number."""
    row = database.row(_LINES.where(Deployment.number == number)) if 0 < number < 2**62 else None
    if row is None:
        raise Refused(f"there is no deployment {number}; see signoff deployment list")

    def part(record: Any) -> list[Row]:
        return database.rows(record.select().where(record.deployment == row["id"]).order_by(record.id))

    issues = _ISSUES.where(Outstanding.deployment == row["id"]).order_by(Outstanding.id)
    return DeploymentView(
        line=_line(row),
        stages=stages_of(part(DeploymentStageRow)),
        conditions=tuple(condition_of(one) for one in part(GoLiveCondition)),
        quantities=tuple(quantity_of(one) for one in part(DeploymentQuantity)),
        holds=tuple(hold_of(one) for one in part(DeploymentHold)),
        timers=tuple(_timer(one) for one in sorted(part(DeploymentTimer), key=lambda one: (one["due_at"], one["id"]))),
        live_changes=tuple(
            LiveLine(one["at"], one["record"], one["why"], one["by"], one["changed_at"]) for one in part(LiveChange)
        ),
        papers=papers_of_deployment(database, Proposal.deployment == row["id"]),
        forms=forms_where(database, Form.deployment == row["id"]),
        outstanding=tuple(_issue(one) for one in database.rows(issues)),
        goals=tuple(
            GoalLine(one["id"], one["title"], one["due"], one["result"], one["achieved"], one["entered_at"])
            for one in part(DeploymentGoal)
        ),
        files=tuple(_file(one) for one in part(DeploymentFile)),
    )


_NEXT = (
    DeploymentTimer.select(fn.MIN(DeploymentTimer.due_at))
    .where(DeploymentTimer.deployment == Deployment.id, PLANNED)
    .alias("next_due")
)
_LINES = (
    Deployment.select(
        Deployment,
        Customer.name.alias("customer_name"),
        Ticket.number.alias("ticket_number"),
        Contact.address.alias("contact_address"),
        DeploymentHold.reason.alias("held_for"),
        _NEXT,
    )
    .join(Customer)
    .join_from(Deployment, Ticket)
    .join(Contact, JOIN.LEFT_OUTER, on=(Ticket.requester == Contact.id))
    .join_from(
        Deployment,
        DeploymentHold,
        JOIN.LEFT_OUTER,
        on=((DeploymentHold.deployment == Deployment.id) & DeploymentHold.until.is_null()),
    )
)
_ISSUES = (
    Outstanding.select(
        Outstanding, Ticket.number.alias("ticket_number"), Ticket.state, Acceptance.year, Acceptance.serial
    )
    .join(Ticket)
    .join_from(Outstanding, Acceptance, JOIN.LEFT_OUTER, on=(Outstanding.acceptance == Acceptance.id))
)


def _line(row: Row) -> DeploymentLine:
    return DeploymentLine(
        deployment_id=row["id"],
        number=row["number"],
        title=row["title"],
        site=row["site"],
        customer=row["customer_name"],
        stage=row["stage"],
        language=row["language"],
        timezone=row["timezone"],
        ticket_number=row["ticket_number"],
        live_at=row["live_at"],
        live_record=row["live_record"],
        live_why=row["live_why"],
        effective_at=row["effective_at"],
        deemed=row["deemed"],
        disputed_at=row["disputed_at"],
        held_for=row["held_for"] or "",
        next_due=DeploymentTimer.due_at.python_value(row["next_due"]),
        started_by=row["started_by"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        row_version=row["row_version"],
        contact=row["contact_address"] or "",
    )


def _timer(row: Row) -> TimerLine:
    return TimerLine(
        row["id"],
        row["kind"],
        row["due_at"],
        row["state"],
        row["why"],
        row["form"],
        row["turn"],
        row["changed_at"],
    )


def _issue(row: Row) -> IssueLine:
    number = acceptance_number(row["year"], row["serial"]) if row["serial"] else ""
    return IssueLine(row["position"], row["text"], row["ticket_number"], row["state"], number)


def _file(row: Row) -> FileLine:
    return FileLine(row["what"], row["filename"], row["media_type"], row["sha256"], row["added_by"], row["at"])
