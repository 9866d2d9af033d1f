"""What a fetched message meets in the store: all that its one decision rests on."""

from dataclasses import dataclass

from models.vocabulary import Outcome
from processor.facts.approvals import ApprovalFacts
from processor.facts.deployments import DeploymentFacts, DeploymentPolicy
from processor.facts.forms import FormFacts, FormMeeting
from processor.facts.known import OutboxFacts, Policy, SenderFacts, ThreadMatch


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """All that is known about one fetched message when its outcome is decided.

    `duplicate_outcome` is how the message ended that this one repeats. `approval` is None where the mail names none.
    `deployment` is the one that the named form belongs to, or the form's mail that a bounce is about, with the settings
    that it rests on; `form` what a mail that names a form to fill meets, and `filled` the form whose summary it decides
    on.
    """

    duplicate_of: int
    sender: SenderFacts
    threads: tuple[ThreadMatch, ...]
    own_copy: OutboxFacts | None
    bounced: OutboxFacts | None
    loop_token_valid: bool
    policy: Policy
    duplicate_outcome: Outcome | None = None
    approval: ApprovalFacts | None = None
    deployment: DeploymentFacts | None = None
    deployment_policy: DeploymentPolicy | None = None
    form: FormMeeting | None = None
    filled: FormFacts | None = None
