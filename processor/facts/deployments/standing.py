"""A deployment as it stands: its stages, conditions, quantities, timers and holds, and the settings it rests on."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models.vocabulary import DeploymentStage, LiveRecord, TimerKind, TimerState
from processor.facts.approvals import ProposalFacts
from processor.facts.known import TicketFacts


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
