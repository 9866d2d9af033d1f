"""What people command about deployments: the causes of decisions."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models.vocabulary import DeploymentStage, LiveRecord, Quorum
from processor.facts.proposals import AttachedDocument


@dataclass(frozen=True, slots=True)
class StartDeployment:
    """Begin a deployment for a customer's site. `plan` are the planned days of stages."""

    by: str
    customer_id: int
    customer: str
    site: str
    title: str
    language: str
    timezone: str
    contact: str = ""
    plan: tuple[tuple[DeploymentStage, date], ...] = ()
    quantities: tuple[tuple[str, Decimal], ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StageDone:
    """The stage at hand is done, on this day; `how` says how that was agreed."""

    by: str
    day: date
    how: str
    fetch_id: int = 0


@dataclass(frozen=True, slots=True)
class ReopenStage:
    """Go back to the stage before."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlanStage:
    """Plan a stage for a day, or (None) take the plan away."""

    by: str
    stage: DeploymentStage
    day: date | None


@dataclass(frozen=True, slots=True)
class AddCondition:
    """Go-Live has to wait for this."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class MeetCondition:
    """A condition is fulfilled."""

    by: str
    condition_id: int


@dataclass(frozen=True, slots=True)
class WaiveCondition:
    """Go live without it, for this reason; who may say so is a setting."""

    by: str
    condition_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class UseQuantity:
    """How much of something is used or asked for by now."""

    by: str
    name: str
    used: Decimal


@dataclass(frozen=True, slots=True)
class HoldDeployment:
    """Everything stands still, timers too, for this reason."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class ResumeDeployment:
    """It goes on; timers that have not rung move by as long as it stood still."""

    by: str


@dataclass(frozen=True, slots=True)
class CancelDeployment:
    """It is given up before it went live."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class DraftForm:
    """Draft the Go-Live or Completion form, with lines of its own and documents that are signed as part of it."""

    by: str
    title: str
    lines: tuple[tuple[str, str], ...] = ()
    documents: tuple[AttachedDocument, ...] = ()
    quorum: Quorum = Quorum.ANY


@dataclass(frozen=True, slots=True)
class TakeLive:
    """The system was taken live then. `reason` is needed where the vendor assesses it without a signed Go-Live form,
    and where the date changes what was recorded before."""

    by: str
    at: datetime
    record: LiveRecord
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CompleteByHand:
    """Record that the customer accepted completion by another way, with the issues that they left outstanding."""

    by: str
    address: str
    evidence: str
    outstanding: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeemByHand:
    """A CSM decides what the rules left open: the completion counts as accepted by silence, for this reason."""

    by: str
    reason: str


DeploymentCommand = (
    StageDone
    | ReopenStage
    | PlanStage
    | AddCondition
    | MeetCondition
    | WaiveCondition
    | UseQuantity
    | HoldDeployment
    | ResumeDeployment
    | CancelDeployment
    | TakeLive
    | CompleteByHand
)
