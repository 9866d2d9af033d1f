"""A hold: everything stands still, timers too, and what has not rung moves by as long as it lasted."""

from dataclasses import replace
from datetime import datetime

from models.vocabulary import DeploymentStage, TimerState
from processor.deployments.common import enter, given, name, shown
from processor.deployments.completion import redated
from processor.deployments.planning import replanned, shifted
from processor.deployments.states import words
from processor.effects.decision import Decision, Effect
from processor.effects.deployments import BeginHold, EndHold
from processor.errors import Refused
from processor.facts.deployments import DeployingFacts, DeploymentFacts, HoldDeployment, ResumeDeployment
from processor.sla.localtime import begun_days

_OVER = frozenset({DeploymentStage.BUSINESS_AS_USUAL, DeploymentStage.CANCELLED})


def decide_hold(command: HoldDeployment, facts: DeployingFacts, now: datetime) -> Decision:
    """The decision that a deployment stands still. Raises Refused without a reason, twice, and for one that is over.

    `now` belongs to the form of every decision.
    """
    deployment = facts.deployment
    reason = given(command.reason, "a hold needs a reason: it moves dates that somebody counts on")
    if deployment.stage in _OVER:
        raise Refused(f"{name(deployment)} is at the stage {words(deployment.stage)}: there is nothing to hold")
    if deployment.hold is not None:
        raise Refused(f"{name(deployment)} is on hold already: {deployment.hold.reason}")
    waiting = [one for one in deployment.timers if one.state is TimerState.PLANNED]
    stands = ", ".join(f"{one.kind.value} of {shown(one.due_at)}" for one in waiting) or "none"
    text = f"on hold: {reason}; timers that stand still: {stands}"
    held = BeginHold(deployment.deployment_id, command.by, reason)
    return Decision(None, (), (held, enter(deployment, command.by, text)))


def decide_resume(command: ResumeDeployment, facts: DeployingFacts, now: datetime) -> Decision:
    """The decision that a deployment goes on. Every timer that is planned moves by the days of the hold.

    A begun day counts whole, so that nobody loses time by it, and the time of day stays what it was. Raises Refused
    where there is no hold.
    """
    deployment = facts.deployment
    hold = deployment.hold
    if hold is None:
        raise Refused(f"{name(deployment)} is not on hold")
    days = held_days(deployment, now)
    moves = shifted(deployment, days)
    moved = ", ".join(f"{old.kind.value} from {shown(old.due_at)} to {shown(new.due_at)}" for old, new in moves)
    text = f"goes on after a hold since {shown(hold.since)} ({hold.reason}); moved by {days} days: {moved or 'nothing'}"
    ended = tuple(replace(one, until=now) if one is hold else one for one in deployment.holds)
    later = replace(replanned(deployment, tuple(new for _, new in moves)), holds=ended)
    effects: tuple[Effect, ...] = (
        EndHold(deployment.deployment_id, command.by),
        *(new for _, new in moves),
        *redated(later, facts.policy, now),
        enter(deployment, command.by, text),
    )
    return Decision(None, (), effects)


def held_days(deployment: DeploymentFacts, now: datetime) -> int:
    """How many days the hold that lasts has cost: from when it began, or from going live, if that came later."""
    hold = deployment.hold
    if hold is None:
        return 0
    since = max(hold.since, deployment.live_at) if deployment.live_at is not None else hold.since
    return begun_days(since, now, deployment.timezone)
