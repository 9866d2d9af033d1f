"""What time brings about in deployments: Completion forms, the end of a warranty, completion that is deemed accepted.

Timers are rows. Many are decided in one transaction; where one of them fails, all are done again one by one, so that it
keeps no other from ringing. A thousand that are due at once cost a second, not a minute.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from models.vocabulary import ApprovalKind, Switch, TimerKind
from processor.deployments.planning import LEGAL
from processor.deployments.timers import decide_timer
from processor.effects.decision import Decision
from processor.errors import SignoffError
from processor.facts.approvals import ApprovalPolicy, ApproverFacts
from processor.facts.deployments import (
    DeploymentFacts,
    DeploymentPolicy,
    DeploymentTimerFacts,
    NoticeFacts,
    TimerRow,
)
from processor.facts.known import Policy
from processor.observability.log import get_log
from processor.services.mailhandled import Folder, handled_until
from processor.store.apply import Applier, Cause
from processor.store.deployments import DueTimer
from processor.store.store import Store

__all__ = ["DeploymentTimers", "Terms", "timer_cause"]

BATCH: Final = 100
"""Timers decided in one transaction."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The settings that timers of deployments rest on. `titles` of a language are those of the forms."""

    policy: DeploymentPolicy
    approvals: ApprovalPolicy
    mail: Policy
    folders: tuple[Folder, ...]
    titles: Callable[[str], tuple[tuple[str, str], ...]]


def timer_cause(timer: TimerRow) -> Cause:
    """What a timer is as a cause: the timer as it was set. Set anew, it is another one."""
    name = f"timer\0deployment\0{timer.timer_id}\0{timer.due_at.isoformat()}"
    return Cause(digest=hashlib.sha256(name.encode()).hexdigest())


class DeploymentTimers:
    """Rings the legal timers of deployments. One process at a time does so, by lease."""

    def __init__(
        self, store: Store, applier: Applier, terms: Terms, mail_queued: Callable[[], None] = lambda: None
    ) -> None:
        self._store = store
        self._applier = applier
        self._terms = terms
        self._mail_queued = mail_queued
        self._log = get_log("timers")
        self._faults: list[SignoffError] = []

    def turn(self, now: datetime) -> int:
        """Ring everything that is due; how many timers brought something about.

        Raises the last error of a timer that failed, so that health tells of it.
        """
        self._faults.clear()
        due = [one for one in self._store.deployments.timers_due(now) if one.kind in LEGAL]
        rung = sum(self._ring(due[at : at + BATCH], now) for at in range(0, len(due), BATCH))
        if rung:
            self._mail_queued()
        if self._faults:
            raise self._faults[-1]
        return rung

    def facts(self, due: DueTimer, now: datetime) -> DeploymentTimerFacts:
        """What one timer meets, inside the caller's transaction. Raises Refused where it is gone."""
        return self._facts([due], now)[0]

    def _ring(self, due: Sequence[DueTimer], now: datetime) -> int:
        try:
            return self._store.transact(lambda: self._ring_all(due, now))
        except SignoffError as error:
            if len(due) == 1:
                self._faults.append(error)
                self._log.warning("timer failed", timer=due[0].timer_id, reason=str(error))
                return 0
        return sum(self._ring([one], now) for one in due)

    def _ring_all(self, due: Sequence[DueTimer], now: datetime) -> int:
        return sum(self._apply(facts, decide_timer(facts, now), now) for facts in self._facts(due, now))

    def _apply(self, facts: DeploymentTimerFacts, decision: Decision, now: datetime) -> bool:
        """Whether something came of it."""
        if not decision.effects:
            return False
        self._applier.join(timer_cause(facts.timer), decision, now)
        return True

    def _facts(self, due: Sequence[DueTimer], now: datetime) -> list[DeploymentTimerFacts]:
        """The timers as they stand now: each may have rung, or its date moved, since it was found due."""
        known = self._store.facts.deployments([one.deployment_id for one in due], now)
        titles = {one.language: self._terms.titles(one.language) for one in known.values()}
        approvals = self._approvals()
        handled = handled_until(self._store, self._terms.folders)
        over = [known[one.deployment_id] for one in due if one.kind is TimerKind.DEEMED_ACCEPTANCE]
        waiting = self._store.facts.waiting({one.customer_id for one in over}) if over else {}
        notices = self._notices(over)
        return [
            DeploymentTimerFacts(
                deployment=deployment,
                timer=next(row for row in deployment.timers if row.timer_id == one.timer_id),
                handled_until=handled,
                policy=self._terms.policy,
                approvals=approvals,
                mail=self._terms.mail,
                notices=notices.get(deployment.number, ()) if one.kind is TimerKind.DEEMED_ACCEPTANCE else (),
                waiting=waiting.get(deployment.customer_id, ()) if one.kind is TimerKind.DEEMED_ACCEPTANCE else (),
                approvers=self._approvers(one, deployment),
                titles=titles[deployment.language],
            )
            for one, deployment in ((one, known[one.deployment_id]) for one in due)
        ]

    def _approvals(self) -> ApprovalPolicy:
        """The settings, with the switch as it stands now: asked inside the transaction that decides."""
        paused = self._store.pauses.paused(Switch.ACCEPTANCES) is not None
        return replace(self._terms.approvals, acceptances_paused=True) if paused else self._terms.approvals

    def _approvers(self, due: DueTimer, deployment: DeploymentFacts) -> tuple[ApproverFacts, ...]:
        """Who may sign matters where a form is to be signed, and nowhere else."""
        if due.kind is not TimerKind.COMPLETION_FORM or not deployment.customer_id:
            return ()
        return self._store.facts.register(deployment.customer_id)

    def _notices(self, over: Sequence[DeploymentFacts]) -> dict[int, tuple[NoticeFacts, ...]]:
        """What went out about the Completion forms of deployments whose term is over, by number."""
        forms = [one.completion for one in over if one.completion is not None and one.completion.current_version]
        found = self._store.facts.all_notices(
            ApprovalKind.COMPLETION, [(form.number, form.current_version) for form in forms]
        )
        return {number: notices for (number, _), notices in found.items()}
