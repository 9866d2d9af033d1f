"""A notice about a Completion form came back for good: silence proves nothing any more."""

from datetime import datetime

from models.vocabulary import DeploymentStage, ReviewReason, TimerKind, TimerState
from processor.deployments.common import SIGNOFF, ask, end_timer, enter
from processor.effects.decision import Effect
from processor.facts.deployments import DeploymentFacts
from processor.facts.known import OutboxFacts


def notice_bounced(deployment: DeploymentFacts, bounced: OutboxFacts, now: datetime) -> tuple[Effect, ...]:
    """What the hard bounce of a mail about the current Completion form adds to its filing.

    The term of deeming stops at once, and a CSM is asked to find another contact. Nothing once completion took effect.
    `now` belongs to the form of every decision.
    """
    if deployment.stage not in {DeploymentStage.WARRANTY, DeploymentStage.COMPLETION}:
        return ()
    text = (
        f"the mail about the Completion form to {bounced.recipient} came back for good: the term is stopped. "
        "Find another contact who may sign, enter them as an approver, and send the form again"
    )
    return (
        *end_timer(deployment, TimerKind.DEEMED_ACCEPTANCE, TimerState.STOPPED, f"{bounced.recipient} bounced"),
        ask(deployment, ReviewReason.DEEMING_BLOCKED, text),
        enter(deployment, SIGNOFF, text),
    )
