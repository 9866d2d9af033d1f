"""Deemed acceptance: when silence counts, rule by rule, and what follows once every rule is content.

The rules are asked in the order of the table, and the first that has something against it decides what becomes of the
timer. Nothing here weighs: a customer who was told in time, was reminded, said nothing and whose mail was read to the
end is deemed to have accepted, and nobody else is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.vocabulary import ReviewReason, TimerState
from processor.approvals.mails import notice, numbered
from processor.deployments import silence
from processor.deployments.common import ask, enter, given, name, shown
from processor.deployments.deemed import accept_by_silence
from processor.deployments.silence import Silence
from processor.effects.decision import Decision, Effect
from processor.effects.deployments import FireTimer
from processor.errors import Refused
from processor.facts.deployments import DeemByHand, DeploymentTimerFacts
from processor.facts.message import Match


class Block(StrEnum):
    """What becomes of the timer where a rule has something against deeming."""

    WAIT = "wait"
    """It stays planned, and is asked again: what stands against it passes by itself or by everyday work."""

    STOP = "stop"
    """It is stopped, and a CSM decides."""

    CANCEL = "cancel"
    """There is nothing left to deem."""


@dataclass(frozen=True, slots=True)
class Row:
    """A rule, what becomes of the timer where it says yes, and whether a person may decide against it."""

    rule: Callable[[Silence], Match | None]
    block: Block
    by_hand: bool = False

    @property
    def name(self) -> str:
        """The rule's name, which its Match carries too."""
        return str(getattr(self.rule, "__name__", ""))


TABLE: tuple[Row, ...] = (
    Row(silence.completed_already, Block.CANCEL),
    Row(silence.on_hold, Block.WAIT),
    Row(silence.term_runs, Block.WAIT),
    Row(silence.not_live, Block.STOP),
    Row(silence.form_not_sent, Block.STOP),
    Row(silence.in_dispute, Block.STOP),
    Row(silence.not_waiting, Block.STOP),
    Row(silence.no_digest, Block.STOP),
    Row(silence.not_entitled, Block.STOP),
    Row(silence.bounced, Block.STOP, by_hand=True),
    Row(silence.not_delivered_in_time, Block.STOP, by_hand=True),
    Row(silence.not_reminded, Block.STOP, by_hand=True),
    Row(silence.mail_unread, Block.WAIT),
    Row(silence.something_waits, Block.WAIT),
    Row(silence.acceptances_paused, Block.WAIT),
)


def decide_deemed(facts: DeploymentTimerFacts, now: datetime) -> Decision:
    """The decision of the timer at the end of the term: accepted by silence, or what stands against that."""
    case = Silence(facts, now)
    for row in TABLE:
        found = row.rule(case)
        if found is not None:
            return Decision(None, (found,), numbered(_blocked(row.block, found, facts)))
    effects = accept_by_silence(case, "", "")
    return Decision(None, (Match("deemed_accepted", silence.told(case)),), numbered(effects))


def decide_deem_by_hand(command: DeemByHand, facts: DeploymentTimerFacts, now: datetime) -> Decision:
    """The decision of a CSM where the notices left the matter open: the completion counts as accepted by silence.

    `facts` are those of the timer of deeming. A person stands in for the notices alone: raises Refused while the term
    runs, where the customer has answered, refused or disputed, and while mail is unread or undecided.
    """
    reason = given(command.reason, "deeming by hand needs a reason: it stands in the record")
    case = Silence(facts, now)
    against = [(row, found) for row in TABLE if (found := row.rule(case)) is not None]
    firm = next((found for row, found in against if not row.by_hand), None)
    if firm is not None:
        raise Refused(f"the completion of {name(facts.deployment)} cannot be deemed accepted: {firm.reason}")
    if not any(one.what == silence.FORM for one in case.delivered):
        raise Refused(f"no mail server took the Completion form of {name(facts.deployment)}: send it again, elsewhere")
    left_open = tuple(found for _, found in against)
    return Decision(None, left_open, numbered(accept_by_silence(case, command.by, reason, left_open)))


def _blocked(block: Block, found: Match, facts: DeploymentTimerFacts) -> tuple[Effect, ...]:
    if block is Block.WAIT:
        return ()
    deployment, timer = facts.deployment, facts.timer
    if block is Block.CANCEL:
        return (FireTimer(timer.timer_id, timer.state, TimerState.CANCELLED, found.reason),)
    text = f"the completion of {name(deployment)} was not deemed accepted at {shown(timer.due_at)}: {found.reason}"
    about = deployment.completion
    remedy = "Decide with the customer: send the form again, record their acceptance, or deem it by hand with a reason."
    return (
        FireTimer(timer.timer_id, timer.state, TimerState.STOPPED, found.reason),
        enter(deployment, "signoff", text),
        ask(deployment, ReviewReason.DEEMING_BLOCKED, text),
        *(notice(about, facts.mail, text, remedy) if about is not None else ()),
    )
