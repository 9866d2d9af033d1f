"""What a decision may ask for in the matter of deployments, their forms, timers and the charging of tickets."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models.vocabulary import DeploymentStage, FormState, LiveRecord, TimerKind, TimerState, Treatment
from processor.effects.tickets import Local, TicketRef
from processor.facts.forms import Answer, FormDefinition, Unreadable
from processor.ids import ApprovalKey

DEPLOYMENT = Local("deployment")
FORM = Local("form")


@dataclass(frozen=True, slots=True)
class CreateDeployment:
    """Write down a new deployment. The number is given by `apply`."""

    local: Local
    ticket: TicketRef
    customer_id: int
    site: str
    title: str
    language: str
    timezone: str
    stage: DeploymentStage
    plan: tuple[tuple[DeploymentStage, date], ...]
    quantities: tuple[tuple[str, Decimal], ...]
    conditions: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class MoveDeployment:
    """Change the stage, if it is still the one that was read. Writes the actual days of the stages left and entered."""

    deployment_id: int
    before: DeploymentStage
    after: DeploymentStage
    day: date
    how: str
    by: str
    acceptance: Local | int = 0
    fetch_id: int = 0


@dataclass(frozen=True, slots=True)
class AgreeStage:
    """How a stage was agreed, while it lasts: by the acceptance of its form, and by which mail."""

    deployment_id: int
    stage: DeploymentStage
    how: str
    acceptance: Local | int = 0
    fetch_id: int = 0


@dataclass(frozen=True, slots=True)
class SetPlan:
    """The planned day of a stage, or None."""

    deployment_id: int
    stage: DeploymentStage
    day: date | None


@dataclass(frozen=True, slots=True)
class EnterCondition:
    """A new condition of going live."""

    deployment_id: int
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class SettleCondition:
    """A condition is met, or (with `waived_why`) waived."""

    condition_id: int
    by: str
    waived_why: str = ""


@dataclass(frozen=True, slots=True)
class SetQuantity:
    """How much of something is used; a name that the fee does not include is included with nothing."""

    deployment_id: int
    name: str
    used: Decimal


@dataclass(frozen=True, slots=True)
class BeginHold:
    """Timers stand still from now on."""

    deployment_id: int
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class EndHold:
    """The hold that lasts is over."""

    deployment_id: int
    by: str


@dataclass(frozen=True, slots=True)
class RecordLive:
    """The date the system was taken live, or (None) that it was not. What was recorded before stays in the history."""

    deployment_id: int
    at: datetime | None
    record: LiveRecord | None
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class RecordCompletion:
    """When completion took effect, and whether it is deemed; None where a dispute has undone it."""

    deployment_id: int
    effective_at: datetime | None
    deemed: bool


@dataclass(frozen=True, slots=True)
class DisputeCompletion:
    """Completion is refused or disputed, or (False) it is no more."""

    deployment_id: int
    disputed: bool


@dataclass(frozen=True, slots=True)
class PlanTimer:
    """A timer of a deployment. One of the same kind, form and turn that has not rung moves; one that has is left."""

    deployment_id: Local | int
    kind: TimerKind
    due_at: datetime
    form_id: Local | int = 0
    turn: int = 0


@dataclass(frozen=True, slots=True)
class FireTimer:
    """The timer has rung: compare-and-set from the state it was read in, so that none rings twice."""

    timer_id: int
    before: TimerState
    after: TimerState
    why: str = ""


@dataclass(frozen=True, slots=True)
class LinkOutstanding:
    """The ticket is one of the issues that the customer left outstanding at completion."""

    deployment_id: int
    ticket: TicketRef
    acceptance: Local | int
    position: int
    text: str


@dataclass(frozen=True, slots=True)
class AskForm:
    """A form goes out, or again: the row, its key, and the mail that a SendMail with the same key brings.

    `form_id` 0 is a new form, whose number the service took from the counter inside this transaction.
    """

    local: Local
    form_id: int
    number: int
    key: ApprovalKey
    definition: FormDefinition
    deployment_id: int
    ticket: TicketRef
    language: str
    to_address: str
    to_name: str
    by: str
    prefilled: tuple[Answer, ...] = ()
    pdf_sha256: str = ""
    follows: int = 0


@dataclass(frozen=True, slots=True)
class RecordAnswers:
    """What a reply answered: these answers stand from now on; what fits no field, or could not be read, is kept."""

    form_id: int
    before: FormState
    after: FormState
    answers: tuple[Answer, ...]
    unreadable: tuple[Unreadable, ...]
    leftovers: tuple[str, ...]
    by: str
    fetch_id: int = 0


@dataclass(frozen=True, slots=True)
class MoveForm:
    """Change the state of a form, if it is still the one that was read."""

    form_id: int
    before: FormState
    after: FormState
    by: str


@dataclass(frozen=True, slots=True)
class NoteFormReminder:
    """A reminder of a form was queued."""

    form_id: int


@dataclass(frozen=True, slots=True)
class SetTreatment:
    """How a ticket is charged, and why. Frozen once it is closed; `by` is set for a person's own decision."""

    ticket: TicketRef
    treatment: Treatment
    why: str
    by: str = ""
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class NoteWork:
    """What a person says about a ticket's work: hours, marks, warranty, release. None leaves a value as it is."""

    ticket: TicketRef
    by: str
    hours: Decimal | None = None
    after_hours: bool | None = None
    moves_adds_changes: bool | None = None
    warranty: bool | None = None
    release: str | None = None
    deployment_id: int | None = None


@dataclass(frozen=True, slots=True)
class DrawVoucher:
    """Take hours from the customer's voucher for this ticket. `apply` refuses to go below zero."""

    customer_id: int
    ticket: TicketRef
    hours: Decimal


DeploymentEffect = (
    CreateDeployment
    | MoveDeployment
    | AgreeStage
    | SetPlan
    | EnterCondition
    | SettleCondition
    | SetQuantity
    | BeginHold
    | EndHold
    | RecordLive
    | RecordCompletion
    | DisputeCompletion
    | PlanTimer
    | FireTimer
    | LinkOutstanding
    | AskForm
    | RecordAnswers
    | MoveForm
    | NoteFormReminder
    | SetTreatment
    | NoteWork
    | DrawVoucher
)
