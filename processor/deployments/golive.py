"""Go-Live: the form that the customer signs, and, apart from it, the date on which the system was taken live."""

from dataclasses import replace
from datetime import datetime

from models.vocabulary import (
    ApprovalKind,
    DeploymentEvent,
    DeploymentStage,
    LiveRecord,
    ProposalState,
    ReviewReason,
    TimerState,
    Turn,
)
from processor.deployments.common import ask, enter, given, is_live, move, name, shown, stage_facts
from processor.deployments.completion import redated
from processor.deployments.conditions import require_met
from processor.deployments.contents import go_live_content
from processor.deployments.live import how_live, how_signed
from processor.deployments.planning import LEGAL, newest, plan_timers, replanned
from processor.deployments.stages import require_running
from processor.deployments.states import PREPARING, words
from processor.effects.approvals import PROPOSAL, DraftProposal
from processor.effects.decision import Decision, Effect
from processor.effects.deployments import AgreeStage, PlanTimer, RecordLive
from processor.errors import Refused
from processor.facts.deployments import DeployingFacts, DeploymentFacts, DraftForm, TakeLive
from processor.sla.localtime import local_day


def require_go_live(deployment: DeploymentFacts) -> None:
    """Raises Refused where the Go-Live form may not be sent: too early or too late, on hold, or a condition unmet."""
    if deployment.stage is not DeploymentStage.GO_LIVE:
        early = deployment.stage in PREPARING
        what = "finish the stages before Go-Live first" if early else "it needs no Go-Live form any more"
        raise Refused(f"{name(deployment)} is at the stage {words(deployment.stage)}: {what}")
    require_running(deployment)
    require_met(deployment)


def decide_draft_go_live(command: DraftForm, facts: DeployingFacts, now: datetime) -> Decision:
    """The decision that the Go-Live form is drafted, or its next version begun. It is frozen and sent afterwards.

    Raises Refused as `require_go_live` does, and where the form is accepted already or disputed.
    """
    deployment, form = facts.deployment, facts.deployment.go_live
    require_go_live(deployment)
    if form is not None and form.state in {ProposalState.ACCEPTED, ProposalState.DISPUTED}:
        raise Refused(f"GL-{form.number} is {form.state.value}: no other version of it can be sent")
    draft = DraftProposal(
        PROPOSAL,
        deployment.ticket.ticket_id,
        command.by,
        deployment.language,
        go_live_content(deployment, facts.policy, command),
        Turn.TOGETHER,
        command.quorum,
        proposal_id=form.proposal_id if form is not None else 0,
        kind=ApprovalKind.GO_LIVE,
        number=deployment.number,
        deployment_id=deployment.deployment_id,
    )
    return Decision(None, (), (draft, enter(deployment, command.by, "drafted the Go-Live form")))


def decide_take_live(command: TakeLive, facts: DeployingFacts, now: datetime) -> Decision:
    """The decision about when the system was taken live: recorded as somebody saw it, or assessed with a reason.

    All dates count from here, never from the signature. A date that was recorded before is corrected, and what has not
    happened yet moves with it. Raises Refused for a moment to come or before the installation was done, while a
    condition is unmet, and without a signed form where nobody assesses the date with a reason.
    """
    deployment = facts.deployment
    if deployment.stage in PREPARING and deployment.stage is not DeploymentStage.GO_LIVE:
        raise Refused(
            f"{name(deployment)} is at the stage {words(deployment.stage)}: "
            "a system is taken live once installation, training and testing are done"
        )
    require_possible(command, deployment, now)
    require_met(deployment)
    _agreed(command, deployment)
    if is_live(deployment):
        return _correct(command, facts, now)
    return _first(command, facts)


def require_possible(command: TakeLive, deployment: DeploymentFacts, now: datetime) -> None:
    """Raises Refused for a moment that cannot be when the system was taken live."""
    if command.at > now:
        raise Refused(f"{shown(command.at)} is still to come: record it when the system was taken live")
    installed = stage_facts(deployment, DeploymentStage.INSTALLATION).done
    if installed is None:
        raise Refused(f"{name(deployment)} has no day on which the installation was done: nothing can be live before")
    day = local_day(command.at, deployment.timezone)
    if day < installed:
        raise Refused(f"{day} is before {installed}, when the installation was done")


def _agreed(command: TakeLive, deployment: DeploymentFacts) -> None:
    if command.record is LiveRecord.ASSESSED:
        given(command.reason, "assessing the date needs a reason: why is there no signed Go-Live form?")
        return
    form = deployment.go_live
    if form is None or form.state is not ProposalState.ACCEPTED:
        state = form.state.value.replace("_", " ") if form is not None else "not written yet"
        raise Refused(
            f"the Go-Live form of {name(deployment)} is {state}: the customer has to sign it first, "
            "or the date is assessed with a reason"
        )


def _first(command: TakeLive, facts: DeployingFacts) -> Decision:
    deployment, policy = facts.deployment, facts.policy
    day = local_day(command.at, deployment.timezone)
    moved = move(deployment, DeploymentEvent.TAKEN_LIVE, day, _how(command, deployment), command.by)
    live = _live(command, deployment, moved.after)
    planned = plan_timers(live, policy)
    dates = ", ".join(f"{one.kind.value} at {shown(one.due_at)}" for one in planned)
    text = f"taken live at {shown(command.at)} ({command.record.value}{_because(command.reason)}); planned: {dates}"
    effects: tuple[Effect, ...] = (moved, _record(command, deployment), *planned, enter(deployment, command.by, text))
    return Decision(None, (), effects)


def _correct(command: TakeLive, facts: DeployingFacts, now: datetime) -> Decision:
    deployment, policy = facts.deployment, facts.policy
    reason = given(command.reason, f"{name(deployment)} went live at {_was(deployment)}: changing that needs a reason")
    if command.at == deployment.live_at and command.record is deployment.live_record:
        raise Refused(f"{name(deployment)} went live at {_was(deployment)} already")
    corrected = _live(command, deployment, deployment.stage)
    plans = plan_timers(corrected, policy)
    moves = _moves(deployment, plans)
    text = f"the date of going live is {shown(command.at)}, no longer {_was(deployment)}: {reason}; {moves}"
    effects: tuple[Effect, ...] = (
        _record(command, deployment),
        _agreed_anew(command, deployment),
        *plans,
        *redated(replanned(corrected, plans), policy, now),
        enter(deployment, command.by, text),
    )
    passed = [one.kind.value for one in deployment.timers if one.kind in LEGAL and one.state is not TimerState.PLANNED]
    if passed or deployment.effective_at is not None:
        left = f"{text}. What has happened or was stopped stays as it was ({', '.join(passed) or 'the completion'})"
        effects = (*effects, ask(deployment, ReviewReason.DEPLOYMENT_CHANGED, left))
    return Decision(None, (), effects)


def _moves(deployment: DeploymentFacts, plans: tuple[PlanTimer, ...]) -> str:
    said = []
    for one in plans:
        known = newest(deployment, one.kind)
        before = f"from {shown(known.due_at)} " if known is not None else ""
        said.append(f"{one.kind.value} {before}to {shown(one.due_at)}")
    return f"moved: {', '.join(said) or 'nothing'}"


def _agreed_anew(command: TakeLive, deployment: DeploymentFacts) -> AgreeStage:
    """How Go-Live was agreed, with the moment that counts now: the customer reads it in the timeline."""
    known = stage_facts(deployment, DeploymentStage.GO_LIVE)
    return AgreeStage(
        deployment.deployment_id,
        DeploymentStage.GO_LIVE,
        _how(command, deployment),
        known.agreed_acceptance,
        known.agreed_fetch_id,
    )


def _how(command: TakeLive, deployment: DeploymentFacts) -> str:
    said = how_live(command.at, command.record, command.reason.strip(), deployment)
    if command.record is LiveRecord.ASSESSED:
        return said
    signed = how_signed(deployment)
    return f"{signed}; {said}" if signed else said


def _live(command: TakeLive, deployment: DeploymentFacts, stage: DeploymentStage) -> DeploymentFacts:
    why = command.reason.strip()
    return replace(deployment, live_at=command.at, live_record=command.record, live_why=why, stage=stage)


def _record(command: TakeLive, deployment: DeploymentFacts) -> RecordLive:
    return RecordLive(deployment.deployment_id, command.at, command.record, command.reason.strip(), command.by)


def _because(reason: str) -> str:
    return f": {reason.strip()}" if reason.strip() else ""


def _was(deployment: DeploymentFacts) -> str:
    return shown(deployment.live_at) if deployment.live_at is not None else "no moment"
