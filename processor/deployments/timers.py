"""What a timer of a deployment brings about when it rings: once, late rather than never, and not while on hold."""

from datetime import datetime
from typing import assert_never

from models.vocabulary import (
    DeploymentEvent,
    DeploymentStage,
    ProposalState,
    ReviewReason,
    TimerKind,
    TimerState,
)
from processor.approvals.mails import numbered
from processor.deployments.common import SIGNOFF, ask, enter, move, shown
from processor.deployments.completion import timed_draft
from processor.deployments.deeming import decide_deemed
from processor.deployments.planning import warranty_until
from processor.deployments.states import words
from processor.deployments.texts import say
from processor.effects.decision import Decision, Effect
from processor.effects.deployments import FireTimer
from processor.facts.deployments import DeploymentTimerFacts
from processor.facts.message import Match
from processor.sla.localtime import local_day


def decide_timer(facts: DeploymentTimerFacts, now: datetime, more: tuple[Effect, ...] = ()) -> Decision:
    """The decision of a timer that is due. The same facts a second time bring about nothing: it is not planned then.

    `more` is what another room asks for where the timer is one of its own: the reminder of a form, a check-in. It is
    done with the ringing or not at all.
    """
    silent = _silent(facts, now)
    if silent is not None:
        return Decision(None, (silent,), ())
    match facts.timer.kind:
        case TimerKind.COMPLETION_FORM:
            return _completion_form(facts, now)
        case TimerKind.WARRANTY_END:
            return _warranty_end(facts, now)
        case TimerKind.DEEMED_ACCEPTANCE:
            return decide_deemed(facts, now)
        case TimerKind.FORM_REMINDER | TimerKind.CHECK_IN:
            return _lent(facts, now, more)
        case _:
            assert_never(facts.timer.kind)


def _silent(facts: DeploymentTimerFacts, now: datetime) -> Match | None:
    """Why a timer does not ring now, or None."""
    timer, hold = facts.timer, facts.deployment.hold
    if timer.state is not TimerState.PLANNED:
        return Match("not_planned", f"the timer {timer.kind.value} is {timer.state.value}")
    if now < timer.due_at:
        return Match("not_due", f"the timer {timer.kind.value} is due at {shown(timer.due_at)}")
    if hold is not None:
        return Match("on_hold", f"on hold since {shown(hold.since)}: {hold.reason}")
    return None


def _completion_form(facts: DeploymentTimerFacts, now: datetime) -> Decision:
    """The Completion form is drafted and sent as soon as it is frozen; the deployment is at Completion from now on."""
    deployment = facts.deployment
    if deployment.stage is not DeploymentStage.WARRANTY or deployment.live_at is None:
        return _ended(facts, f"at the stage {words(deployment.stage)} no Completion form is sent by itself")
    titles = dict(facts.titles)
    drafted = timed_draft(deployment, facts.policy, titles.get("completion", ""), now)
    how = say("how_form_sent", deployment.language)
    day = local_day(now, deployment.timezone)
    effects: tuple[Effect, ...] = (
        _fire(facts, ""),
        drafted,
        move(deployment, DeploymentEvent.COMPLETION_SENT, day, how, SIGNOFF),
        enter(deployment, SIGNOFF, f"the Completion form goes out{_late(facts, now)}"),
    )
    if not any(one.may_approve(now) for one in facts.approvers):
        text = "nobody of the customer may sign the Completion form: enter an approver with signoff approver add"
        effects = (*effects, ask(deployment, ReviewReason.DEEMING_BLOCKED, text))
    return Decision(None, (Match("completion_form_due", "the day of the Completion form has come"),), numbered(effects))


def _warranty_end(facts: DeploymentTimerFacts, now: datetime) -> Decision:
    """The warranty is over: said on the ticket, with what is still open."""
    deployment = facts.deployment
    until = warranty_until(deployment, facts.policy)
    if until is None:
        return _ended(facts, "the system is not live: no warranty runs")
    open_ = deployment.completion is None or deployment.completion.state is not ProposalState.ACCEPTED
    text = f"the warranty is over since {shown(until)}{_late(facts, now)}"
    text += "; completion is not accepted yet" if open_ else ""
    return Decision(
        None, (Match("warranty_over", text),), (_fire(facts, ""), enter(deployment, SIGNOFF, text))
    )  # fmt: skip


def _lent(facts: DeploymentTimerFacts, now: datetime, more: tuple[Effect, ...]) -> Decision:
    if facts.deployment.stage is DeploymentStage.CANCELLED:
        return _ended(facts, "the deployment is given up")
    return Decision(
        None,
        (Match("timer_due", f"{facts.timer.kind.value} is due{_late(facts, now)}"),),
        numbered((_fire(facts, ""), *more)),
    )


def _fire(facts: DeploymentTimerFacts, why: str) -> FireTimer:
    return FireTimer(facts.timer.timer_id, facts.timer.state, TimerState.FIRED, why)


def _ended(facts: DeploymentTimerFacts, why: str) -> Decision:
    fired = FireTimer(facts.timer.timer_id, facts.timer.state, TimerState.CANCELLED, why)
    return Decision(None, (Match("nothing_to_do", why),), (fired,))


def _late(facts: DeploymentTimerFacts, now: datetime) -> str:
    """What an entry says of a timer that was caught up: nothing while it is less than an hour late."""
    hours = (now - facts.timer.due_at).total_seconds() // 3600
    return f", {hours:.0f} hours after it was due" if hours >= 1 else ""
