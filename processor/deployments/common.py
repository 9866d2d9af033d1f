"""What the decisions about deployments share: moving the stage, stopping a timer, an entry, a review."""

from datetime import date, datetime

from models.vocabulary import DeploymentEvent, DeploymentStage, EntryKind, ReviewReason, TimerKind, TimerState
from processor.deployments.planning import newest
from processor.deployments.states import PREPARING, step, words
from processor.effects.deployments import FireTimer, MoveDeployment
from processor.effects.tickets import AskReview, Enter, Local
from processor.errors import Refused
from processor.facts.deployments import DeploymentFacts, StageFacts

SIGNOFF = "signoff"


def stage_facts(deployment: DeploymentFacts, stage: DeploymentStage) -> StageFacts:
    """What is known of a stage; nothing but its name where no row of it is there."""
    return next((one for one in deployment.stages if one.stage is stage), StageFacts(stage))


def move(
    deployment: DeploymentFacts,
    event: DeploymentEvent,
    day: date,
    how: str,
    by: str,
    acceptance: Local | int = 0,
    fetch_id: int = 0,
) -> MoveDeployment:
    """The effect that moves the stage. How the stage that is left was agreed stays, where nothing new is said of it.

    Raises Refused as `step` does.
    """
    before = deployment.stage
    known = stage_facts(deployment, before)
    return MoveDeployment(
        deployment.deployment_id,
        before,
        step(before, event),
        day,
        how or known.agreed_how,
        by,
        acceptance or known.agreed_acceptance,
        fetch_id or known.agreed_fetch_id,
    )


def enter(deployment: DeploymentFacts, by: str, text: str) -> Enter:
    """A line on the ticket of the deployment."""
    return Enter(deployment.ticket.ticket_id, EntryKind.DEPLOYMENT, by, text)


def ask(deployment: DeploymentFacts, why: ReviewReason, text: str) -> AskReview:
    """The deployment's ticket in the queue: a CSM has to look."""
    return AskReview(deployment.ticket.ticket_id, (why,), text)


def end_timer(deployment: DeploymentFacts, kind: TimerKind, after: TimerState, why: str) -> tuple[FireTimer, ...]:
    """Stop or cancel the timer of this kind, if it has not rung; nothing where none is left to ring."""
    known = newest(deployment, kind)
    waits = {TimerState.PLANNED} | ({TimerState.STOPPED} if after is TimerState.CANCELLED else set())
    if known is None or known.state not in waits:
        return ()
    return (FireTimer(known.timer_id, known.state, after, why),)


def is_live(deployment: DeploymentFacts) -> bool:
    """Whether the system was taken live, as far as anybody has recorded."""
    return deployment.live_at is not None


def name(deployment: DeploymentFacts) -> str:
    """What the staff calls it, in reasons and entries."""
    return f"deployment {deployment.number}"


def shown(moment: datetime) -> str:
    """A moment as entries and reasons write it."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def require_begun(deployment: DeploymentFacts, what: str) -> None:
    """Raises Refused for what only a deployment before its going live takes."""
    if deployment.stage not in PREPARING:
        raise Refused(f"{name(deployment)} is at the stage {words(deployment.stage)}: {what}")


def given(text: str, otherwise: str) -> str:
    """The words of a person, without blanks around them. Raises Refused with the sentence where there are none."""
    if not text.strip():
        raise Refused(otherwise)
    return text.strip()
