"""Sends the forms that wait to be signed: frozen outside the transaction, sent inside one, each exactly once.

A form is drafted by a timer or by the answers to it, where half a second of rendering has no place; it is marked ready,
and a turn of this service sends it. A crash before the transaction leaves the draft ready, one behind it leaves a form
that was sent: there is nothing in between.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from models.vocabulary import ApprovalKind
from processor.errors import Refused, SignoffError
from processor.ids import document_name
from processor.observability.log import get_log
from processor.services.freezing import Freezing, FrozenVersion
from processor.services.papers import Papers
from processor.store.apply import Applier, Cause
from processor.store.store import Store
from processor.store.views.proposals import ProposalView

__all__ = ["Issuing"]

_DAEMON = "signoff"
_RETRY = timedelta(minutes=10)


class Issuing:
    """Freezes and sends what is ready. One process at a time does so, by lease."""

    def __init__(
        self,
        store: Store,
        applier: Applier,
        papers: Papers,
        freezing: Freezing,
        mail_queued: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._applier = applier
        self._papers = papers
        self._freezing = freezing
        self._mail_queued = mail_queued
        self._log = get_log("issuing")
        self._later: dict[tuple[ApprovalKind, int], datetime] = {}
        self._faults: list[SignoffError] = []

    def turn(self, now: datetime) -> int:
        """Send every form that is ready; how many were sent.

        One that can't be sent yet (nobody of the customer may approve it) keeps no other from being sent: it is tried
        again some minutes later. Raises the last such error, so that health tells of it.
        """
        ready = self._store.approvals.ready_papers()
        if not ready:
            return 0
        self._faults.clear()
        sent = sum(self._guarded(kind, number, now) for kind, number in ready)
        self._freezing.press.close()
        if sent:
            self._mail_queued()
        if self._faults:
            raise self._faults[-1]
        return sent

    def send(self, kind: ApprovalKind, number: int, by: str, now: datetime) -> ProposalView:
        """The form, sent at once for somebody who asks for it. Raises Refused with the reason."""
        self._send(kind, number, by, now)
        self._mail_queued()
        return self._store.views.proposal(number, kind)

    def _guarded(self, kind: ApprovalKind, number: int, now: datetime) -> bool:
        wait = self._later.get((kind, number))
        if wait is not None and now < wait <= now + _RETRY:
            return False
        try:
            self._send(kind, number, _DAEMON, now)
        except SignoffError as error:
            self._later[kind, number] = now + _RETRY
            self._faults.append(error)
            self._log.warning("form not sent", form=document_name(kind, number), reason=str(error))
            return False
        self._later.pop((kind, number), None)
        return True

    def _send(self, kind: ApprovalKind, number: int, by: str, now: datetime) -> None:
        if kind is ApprovalKind.PROPOSAL:
            raise Refused(f"{document_name(kind, number)} is a proposal: signoff proposal send")
        known = self._store.read(lambda: self._papers.sendable(number, now, kind))
        frozen = self._freezing.freeze(known, by, now)
        self._store.transact(lambda: self._apply(frozen, now))

    def _apply(self, frozen: FrozenVersion, now: datetime) -> None:
        """The name of the cause is the version's: a second sending of the same would make the same Message-IDs."""
        known = frozen.proposal
        decision = self._papers.send(frozen, now)
        name = f"issue\0{known.kind.value}\0{known.number}\0{known.version}"
        digest, by = hashlib.sha256(name.encode()).hexdigest(), frozen.command.by
        subject = document_name(known.kind, known.number)
        named = ("", "") if by == _DAEMON else (by, "send")
        cause = Cause(digest=digest, by=named[0], action=named[1], subject=subject, asked=frozen.command)
        self._applier.apply(cause, decision, now)
