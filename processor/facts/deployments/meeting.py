"""What a timer or a command of a deployment meets when a decision is taken."""

from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import OutboxState
from processor.facts.approvals import ApprovalPolicy, ApproverFacts
from processor.facts.deployments.standing import DeploymentFacts, DeploymentPolicy, TimerRow
from processor.facts.known import Policy


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
