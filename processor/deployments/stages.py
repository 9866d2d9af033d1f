"""A stage is done, gone back to, or planned; a deployment is given up."""

from datetime import datetime

from models.vocabulary import (
    DeploymentEvent,
    DeploymentStage,
    ProposalEvent,
    TimerState,
)
from processor.approvals.endings import Ending, end
from processor.approvals.mails import numbered
from processor.approvals.states import PROPOSAL_MOVES
from processor.deployments.common import end_timer, enter, given, move, name, stage_facts
from processor.deployments.live import how_signed
from processor.deployments.planning import LEGAL
from processor.deployments.states import step, words
from processor.effects.decision import Decision, Effect
from processor.effects.deployments import AgreeStage, EndHold, FireTimer, RecordLive, SetPlan
from processor.errors import Refused
from processor.facts.approvals import ProposalFacts
from processor.facts.deployments import (
    CancelDeployment,
    DeployingFacts,
    DeploymentFacts,
    PlanStage,
    ReopenStage,
    StageDone,
)
from processor.sla.localtime import local_day, require_near


def decide_stage_done(command: StageDone, facts: DeployingFacts, now: datetime) -> Decision:
    """The decision that the stage at hand was done on a day, and the next begins. How it was agreed goes with it.

    Raises Refused for a day to come, for one before the stage began, without a word on how it was agreed, while the
    deployment is on hold, and where another command is the one that ends the stage.
    """
    deployment = facts.deployment
    if deployment.stage is DeploymentStage.GO_LIVE:
        raise Refused(
            f"Go-Live is done when the system is taken live: signoff deployment go-live live {deployment.number} --at"
        )
    step(deployment.stage, DeploymentEvent.STAGE_DONE)
    require_running(deployment)
    known = stage_facts(deployment, deployment.stage)
    how = given(command.how or known.agreed_how, "say how it was agreed that the stage is done: --how")
    today = local_day(now, deployment.timezone)
    if command.day > today:
        raise Refused(f"{command.day} is still to come: it is {today} in {deployment.timezone}")
    if known.begun is not None and command.day < known.begun:
        raise Refused(f"the stage {words(deployment.stage)} began on {known.begun}: it cannot be done before that")
    moved = move(deployment, DeploymentEvent.STAGE_DONE, command.day, how, command.by, fetch_id=command.fetch_id)
    late = f", planned for {known.planned}" if known.planned is not None else ""
    text = f"{words(moved.before)} was done on {command.day}{late}: {how}; {words(moved.after)} begins"
    return Decision(None, (), (moved, enter(deployment, command.by, text)))


def decide_reopen(command: ReopenStage, facts: DeployingFacts, now: datetime) -> Decision:
    """The decision to go back a stage. From the warranty that means that the system is not live after all.

    That is only possible while nothing else has happened: no timer has rung and no Completion form was sent. Raises
    Refused otherwise, and without a reason.
    """
    deployment = facts.deployment
    reason = given(command.reason, "going back needs a reason")
    today = local_day(now, deployment.timezone)
    if deployment.stage is not DeploymentStage.WARRANTY:
        moved = move(deployment, DeploymentEvent.STAGE_REOPENED, today, reason, command.by)
        text = f"back from {words(moved.before)} to {words(moved.after)}: {reason}"
        return Decision(None, (), (moved, enter(deployment, command.by, text)))
    rung = [one.kind.value for one in deployment.timers if one.kind in LEGAL and one.state is TimerState.FIRED]
    if rung or (deployment.completion is not None and deployment.completion.sent_at is not None):
        raise Refused(f"{name(deployment)} has gone on since it was taken live: correct the date instead")
    cancelled = tuple(
        effect for kind in LEGAL for effect in end_timer(deployment, kind, TimerState.CANCELLED, "not live after all")
    )
    moved = move(deployment, DeploymentEvent.NOT_LIVE, today, reason, command.by)
    text = f"not live after all: {reason}; {len(cancelled)} timers are cancelled"
    recorded = RecordLive(deployment.deployment_id, None, None, reason, command.by)
    # The signature of the form stands, and counts again when the system is live after all.
    known = stage_facts(deployment, DeploymentStage.GO_LIVE)
    signed = (known.agreed_acceptance, known.agreed_fetch_id)
    kept = AgreeStage(deployment.deployment_id, DeploymentStage.GO_LIVE, how_signed(deployment), *signed)
    return Decision(None, (), (moved, recorded, kept, *cancelled, enter(deployment, command.by, text)))


def decide_plan(command: PlanStage, facts: DeployingFacts, now: datetime) -> Decision:
    """The decision that a stage is planned for a day, or for none.

    Raises Refused for a stage that is over, and for a day that is too far away.
    """
    deployment = facts.deployment
    known = stage_facts(deployment, command.stage)
    if command.stage is DeploymentStage.CANCELLED or deployment.stage is DeploymentStage.CANCELLED:
        raise Refused("nobody plans a deployment that is given up")
    if known.done is not None:
        raise Refused(f"{words(command.stage)} was done on {known.done}: its plan stays as it was")
    if command.day is not None:
        require_near(command.day, now)
    before = f" (before: {known.planned})" if known.planned is not None else ""
    text = f"{words(command.stage)} is planned for {command.day or 'no day'}{before}"
    planned = SetPlan(deployment.deployment_id, command.stage, command.day)
    return Decision(None, (), (planned, enter(deployment, command.by, text)))


def decide_cancel(command: CancelDeployment, facts: DeployingFacts, now: datetime) -> Decision:
    """The decision that a deployment is given up before it went live.

    A Go-Live form that waits is withdrawn, and a hold ends. Raises Refused once the system is live, and without a
    reason.
    """
    deployment = facts.deployment
    reason = given(command.reason, "giving a deployment up needs a reason")
    day = local_day(now, deployment.timezone)
    moved = move(deployment, DeploymentEvent.CANCELLED, day, reason, command.by)
    cancelled = tuple(
        FireTimer(one.timer_id, one.state, TimerState.CANCELLED, "the deployment is given up")
        for one in deployment.timers
        if one.state in {TimerState.PLANNED, TimerState.STOPPED}
    )
    effects: tuple[Effect, ...] = (
        moved,
        *((EndHold(deployment.deployment_id, command.by),) if deployment.hold is not None else ()),
        *cancelled,
        enter(deployment, command.by, f"given up at the stage {words(moved.before)}: {reason}"),
        *_withdrawn(deployment.go_live, command, facts, now),
    )
    return Decision(None, (), numbered(effects))


def require_running(deployment: DeploymentFacts) -> None:
    """Raises Refused while the deployment is on hold."""
    hold = deployment.hold
    if hold is not None:
        raise Refused(f"{name(deployment)} is on hold since {hold.since:%Y-%m-%d} ({hold.reason}): end the hold first")


def _withdrawn(
    form: ProposalFacts | None, command: CancelDeployment, facts: DeployingFacts, now: datetime
) -> tuple[Effect, ...]:
    if form is None or (form.state, ProposalEvent.WITHDRAWN) not in PROPOSAL_MOVES:
        return ()
    ending = Ending(ProposalEvent.WITHDRAWN, command.by, "", command.reason, person=False, reason=command.reason)
    return end(form, facts.mail, ending, now)
