"""What time brings about: reminders to who was asked, and the end of proposals that nobody has answered in time."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from processor.approvals.timers import decide_expiry, decide_reminder
from processor.effects.decision import Decision
from processor.errors import SignoffError
from processor.facts.approvals import ApprovalPolicy, ProposalFacts, RequestFacts
from processor.facts.known import Policy
from processor.facts.proposing import TimerDue, TimerFacts
from processor.ids import ApprovalKey
from processor.observability.log import get_log
from processor.services.following import Following
from processor.services.mailhandled import Folder, handled_until
from processor.store.apply import Applier, Cause
from processor.store.store import Store

__all__ = ["Timers"]

Timed = TypeVar("Timed", int, ApprovalKey)


class Timers:
    """Rings what is due, each by itself. One process at a time does so, by lease."""

    def __init__(
        self,
        store: Store,
        applier: Applier,
        policy: Policy,
        approval_policy: ApprovalPolicy,
        folders: tuple[Folder, ...],
        following: Following,
        mail_queued: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._applier = applier
        self._policy = policy
        self._approvals = approval_policy
        self._folders = folders
        self._following = following
        self._mail_queued = mail_queued
        self._log = get_log("timers")
        self._faults: list[SignoffError] = []

    def turn(self, now: datetime) -> int:
        """Ring everything that is due; how many timers brought something about.

        A timer that fails keeps no other from ringing. Raises the last such error, so that health tells of it.
        """
        self._faults.clear()
        rung = sum(self._guarded(self._expire, number, now) for number in self._expiring(now))
        rung += sum(self._guarded(self._remind, key, now) for key in self._reminding(now))
        if rung:
            self._mail_queued()
        if self._faults:
            raise self._faults[-1]
        return rung

    def _expiring(self, now: datetime) -> tuple[int, ...]:
        return self._store.approvals.proposals_expiring(now)

    def _reminding(self, now: datetime) -> tuple[ApprovalKey, ...]:
        return self._store.approvals.open_requests_due(now, self._approvals)

    def _guarded(self, ring: Callable[[Timed, datetime], bool], what: Timed, now: datetime) -> bool:
        try:
            return ring(what, now)
        except SignoffError as error:
            self._faults.append(error)
            self._log.warning("timer failed", timer=str(what), reason=str(error))
            return False

    def _expire(self, number: int, now: datetime) -> bool:
        """Whether the proposal has expired: it waits for mail that may hold an answer from before its end."""

        def work() -> bool:
            newest = self._store.facts.proposal_facts(number, now)
            sent = self._store.facts.proposal_facts(number, now, newest.current_version)
            due = TimerDue(f"expiry:{number}:{sent.version}")
            return self._apply(due, decide_expiry(due, self._facts(sent, None), now), now)

        return self._store.transact(work)

    def _remind(self, key: ApprovalKey, now: datetime) -> bool:
        """Whether a reminder was queued. The name of its cause counts reminders: each goes out once."""

        def work() -> bool:
            proposal, request = self._store.facts.request_facts(key, now)
            due = TimerDue(f"reminder:{key.token}:{request.reminded}")
            decision = decide_reminder(due, self._facts(proposal, request), now)
            return self._apply(due, self._following.follow(decision, proposal, now), now)

        return self._store.transact(work)

    def _facts(self, proposal: ProposalFacts, request: RequestFacts | None) -> TimerFacts:
        return TimerFacts(proposal, request, handled_until(self._store, self._folders), self._approvals, self._policy)

    def _apply(self, due: TimerDue, decision: Decision, now: datetime) -> bool:
        if not decision.effects:
            return False
        digest = hashlib.sha256(f"timer\0{due.name}".encode()).hexdigest()
        self._applier.apply(Cause(digest=digest), decision, now)
        return True
