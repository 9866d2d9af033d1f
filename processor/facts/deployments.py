"""What the store knows of deployments when a decision is taken, and the causes of decisions about them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from models.vocabulary import (
    DeploymentStage,
    LiveRecord,
    OutboxState,
    Quorum,
    TimerKind,
    TimerState,
    Treatment,
)
from processor.facts.approvals import ApprovalPolicy, ApproverFacts, ProposalFacts
from processor.facts.known import Policy, TicketFacts
from processor.facts.proposals import AttachedDocument


@dataclass(frozen=True, slots=True)
class StageFacts:
    """A stage of a deployment: planned and actual days (of the customer's calendar), and how it was agreed.

    `agreed_how` is a sentence; `agreed_acceptance` the acceptance's id, `agreed_fetch_id` the mail's, 0 for none.
    """

    stage: DeploymentStage
    planned: date | None = None
    begun: date | None = None
    done: date | None = None
    agreed_how: str = ""
    agreed_acceptance: int = 0
    agreed_fetch_id: int = 0


@dataclass(frozen=True, slots=True)
class ConditionFacts:
    """A commercial condition of going live: unmet while neither `met_at` nor `waived_by` is set."""

    condition_id: int
    text: str
    met_at: datetime | None = None
    met_by: str = ""
    waived_by: str = ""
    waived_why: str = ""

    @property
    def blocks(self) -> bool:
        """Whether Go-Live has to wait for it."""
        return self.met_at is None and not self.waived_by


@dataclass(frozen=True, slots=True)
class QuantityFacts:
    """What the standard fee includes of something (queues, seats, reports…), and how much is used or asked for."""

    name: str
    included: Decimal
    used: Decimal


@dataclass(frozen=True, slots=True)
class TimerRow:
    """A timer of a deployment. `form_id` is the form that a reminder is about, 0 for none; `turn` counts repeats."""

    timer_id: int
    kind: TimerKind
    due_at: datetime
    state: TimerState
    form_id: int = 0
    turn: int = 0


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """A span in which timers stand still; `until` None while it lasts."""

    since: datetime
    by: str
    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeploymentFacts:
    """A deployment as it stands. `timezone` is an IANA name; days and 09:00 are the customer's there.

    `live_at` is when the system was taken live, `live_record` where that is known from. `go_live` and `completion` are
    the newest versions of those forms, drafts included, None before there is one. `effective_at` is when completion
    took effect, signed or deemed (`deemed`).
    """

    deployment_id: int
    number: int
    customer_id: int
    customer: str
    site: str
    title: str
    language: str
    timezone: str
    stage: DeploymentStage
    ticket: TicketFacts
    stages: tuple[StageFacts, ...]
    conditions: tuple[ConditionFacts, ...] = ()
    quantities: tuple[QuantityFacts, ...] = ()
    holds: tuple[HoldFacts, ...] = ()
    timers: tuple[TimerRow, ...] = ()
    live_at: datetime | None = None
    live_record: LiveRecord | None = None
    live_why: str = ""
    go_live: ProposalFacts | None = None
    completion: ProposalFacts | None = None
    effective_at: datetime | None = None
    deemed: bool = False
    disputed_at: datetime | None = None
    row_version: int = 0

    @property
    def hold(self) -> HoldFacts | None:
        """The hold that lasts, or None."""
        return next((one for one in self.holds if one.until is None), None)


@dataclass(frozen=True, slots=True)
class DeploymentPolicy:
    """The settings that deployments rest on; days are calendar days of the customer's time zone.

    The Completion form leaves at `completion_hour` of day `completion_after_days`; deeming takes effect at the end of
    day `deemed_after_days`, which is the warranty's last too unless `warranty_days` says otherwise. It needs the form
    accepted by the customer's server `notice_days` before, and one reminder sent. `waivers` are the user names that may
    waive a condition, empty for all the staff. `silence_days`: when a form without an answer is reminded of, once.
    """

    completion_after_days: int = 7
    completion_hour: int = 9
    warranty_days: int = 21
    deemed_after_days: int = 21
    notice_days: int = 14
    waivers: tuple[str, ...] = ()
    silence_days: int = 7
    vendor: str = ""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A mail about a Completion form that went to the customer, and what became of it.

    `answer` is what the customer's server said when it took the mail, `bounced` that it gave it back for good.
    """

    outbox_id: int
    what: str
    recipient: str
    message_id: str
    state: OutboxState
    sent_at: datetime | None
    answer: str
    bounced: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something from the customer that nobody has dealt with: an unread or quarantined mail, an open queue item."""

    what: str
    since: datetime


@dataclass(frozen=True, slots=True)
class DeploymentTimerFacts:
    """What a timer of a deployment meets.

    `handled_until` is the moment up to which all mail received has its outcome (see `TimerFacts`). `notices` and
    `waiting` matter to deeming only. `approvers` are the customer's entries of the register.
    """

    deployment: DeploymentFacts
    timer: TimerRow
    handled_until: datetime
    policy: DeploymentPolicy
    approvals: ApprovalPolicy
    mail: Policy
    notices: tuple[NoticeFacts, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    approvers: tuple[ApproverFacts, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()
    """Titles of the forms by kind, in the deployment's language, from their definitions."""


@dataclass(frozen=True, slots=True)
class DeployingFacts:
    """What a person's command about a deployment meets. `register` are the entries of the customer and the vendor."""

    deployment: DeploymentFacts
    policy: DeploymentPolicy
    approvals: ApprovalPolicy
    mail: Policy
    register: tuple[ApproverFacts, ...] = ()


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


@dataclass(frozen=True, slots=True)
class BillingFacts:
    """A ticket as its charging sees it, and what the customer has bought.

    `live_at` and `completed_at` are those of the deployment that it belongs to, `warranty_until` the end of its last
    day. `in_dispute`: completion is refused or disputed. `deployments`: how many could be meant where none is named.
    `voucher` is the balance in hours. `hours` is what the work took, None while nobody has said.
    """

    ticket: TicketFacts
    opened_at: datetime
    deployment_number: int = 0
    deployments: int = 0
    begun: bool = False
    live_at: datetime | None = None
    warranty_until: datetime | None = None
    completed_at: datetime | None = None
    in_dispute: bool = False
    outstanding: bool = False
    warranty_accepted_by: str = ""
    issue_resolution: bool = False
    voucher: Decimal = field(default=Decimal(0))
    hours: Decimal | None = None
    after_hours: bool = False
    moves_adds_changes: bool = False
    decided_by: str = ""
    """Whose own decision about the treatment `stored` is; it stands above the rules. Empty where the rules say it."""
    stored: Treatment | None = None
    """What the ticket carries already, with its sentence in `stored_why`; None before anything was stored."""
    stored_why: str = ""
    frozen: bool = False
    """The ticket was closed with it: nothing computes it again, and no voucher is drawn a second time."""
