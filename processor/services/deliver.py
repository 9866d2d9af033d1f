"""Delivery: what is queued goes out, and each attempt ends in a state that says what is certain.

Rows are marked as being sent before the network is touched. A mail whose end nobody knows (a time-out after DATA, a
kill in between) is *uncertain*: it is never sent again by itself, but waits for proof or for a person.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Coroutine, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol, assert_never

from models.vocabulary import OutboxState, Switch
from processor.errors import Temporary
from processor.observability.log import get_log
from processor.observability.metrics import DELIVERIES
from processor.outbox.parcel import Deferred, Delivered, Parcel, Refused, SendResult, Uncertain, whole_mail
from processor.store.due import LONGEST_DELAY
from processor.store.errors import ClaimLost
from processor.store.outbox import OutboxClaim
from processor.store.store import Store

CONNECTIONS = 3
LEASE = timedelta(minutes=20)
FIRST_DELAY = timedelta(minutes=1)


class Sender(Protocol):
    """Sends parcels over a few kept connections."""

    def send(self, parcels: Sequence[Parcel]) -> Coroutine[Any, Any, Sequence[SendResult]]:
        """At least one result for each parcel, told apart by key."""
        ...

    async def close(self) -> None:
        """Say goodbye to the server."""
        ...


class Deliver:
    """Sends what the outbox holds. Owns a private event loop: no database call runs in a coroutine.

    No more than `at_once` mails are marked as being sent at a time, for a crash leaves all of them uncertain: as many
    as the sender has connections, so that none of them only waits.
    """

    def __init__(
        self, store: Store, sender: Sender, owner: str, give_up_after: timedelta, at_once: int = CONNECTIONS
    ) -> None:
        self._store = store
        self._at_once = at_once
        self._sender = sender
        self._owner = owner
        self._give_up_after = give_up_after
        self._loop: asyncio.AbstractEventLoop | None = None
        self._sending: dict[asyncio.Task[SendResult], OutboxClaim] = {}
        self._known: deque[tuple[OutboxClaim, SendResult]] = deque()
        self._out_of_reach = ""
        self._log = get_log("deliver")

    def turn(self, now: datetime) -> int:
        """Send one batch; how many mails there were, 0 when there is nothing to do or the outbox is paused.

        Raises Temporary while the server can't be reached and mail waits for it.
        """
        self._settle_known(now)
        if self._store.pauses.paused(Switch.OUTBOX):
            return 0
        claims = self._store.outbox.take(self._owner, self._at_once, now, LEASE)
        if claims:
            self._send(claims, now)
        if self._out_of_reach and self._store.outbox.list(OutboxState.QUEUED, 1):
            raise Temporary(f"no mail can be sent: {self._out_of_reach}")
        return len(claims)

    def interrupt(self) -> None:
        """Stop waiting for a server's answer, from another thread: what was on its way becomes uncertain."""
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._cancel)

    def close(self) -> None:
        """Close the kept connections and the event loop."""
        if self._loop is not None:
            self._loop.run_until_complete(self._sender.close())
            self._loop.close()
            self._loop = None

    def _cancel(self) -> None:
        for task in self._sending:
            task.cancel()

    def _send(self, claims: Sequence[OutboxClaim], now: datetime) -> None:
        """Send all of them at once; what became of one is written down while others are still on their way.

        Raises, in the end, what nobody foresaw; the mail at which it came up becomes uncertain by its lease.
        """
        loop = self._event_loop()
        self._sending = {loop.create_task(self._hand_over(claim)): claim for claim in claims}
        fault: BaseException | None = None
        while self._sending:
            waiting = asyncio.wait(self._sending, return_when=asyncio.FIRST_COMPLETED)
            for task in loop.run_until_complete(waiting)[0]:
                claim = self._sending.pop(task)
                if task.cancelled():
                    self._log.warning("sending was interrupted", outbox=claim.outbox_id)
                elif error := task.exception():
                    fault = error
                else:
                    self._known.append((claim, task.result()))
            with contextlib.suppress(Temporary):  # what the database can't take now is tried again below
                self._settle_known(now)
        self._settle_known(now)
        if fault is not None:
            raise fault

    async def _hand_over(self, claim: OutboxClaim) -> SendResult:
        try:
            parcel = Parcel(claim.outbox_id, claim.message_id, claim.sender, (claim.recipient,), claim.raw)
        except ValueError as error:
            return Refused(claim.outbox_id, 0, str(error))
        return whole_mail(await self._sender.send([parcel]), claim.outbox_id)

    def _event_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        return self._loop

    def _settle_known(self, now: datetime) -> None:
        """Write down what is known of mails. What the database can't take stays known, for the next turn."""
        while self._known:
            claim, result = self._known[0]
            try:
                self._settle(claim, result, now)
            except ClaimLost:
                self._log.warning("mail lost to another process", outbox=claim.outbox_id)
            self._known.popleft()
            self._out_of_reach = result.reason if isinstance(result, Deferred) and not result.offered else ""

    def _settle(self, claim: OutboxClaim, result: SendResult, now: datetime) -> None:
        outbox = self._store.outbox
        match result:
            case Delivered():
                outbox.sent(claim, now, result.response)
            case Refused():
                outbox.refused(claim, f"{result.code} {result.text}" if result.code else result.text, now)
            case Uncertain():
                outbox.uncertain(claim, result.reason, now)
            case Deferred():
                self._retry(claim, result.reason, now)
            case _:
                assert_never(result)
        name = type(result).__name__.lower()
        DELIVERIES.labels(name).inc()
        self._log.info("mail", outbox=claim.outbox_id, result=name, attempts=claim.attempts + 1)

    def _retry(self, claim: OutboxClaim, reason: str, now: datetime) -> None:
        delay = min(FIRST_DELAY * 2**claim.attempts, LONGEST_DELAY)
        if now + delay > claim.created_at + self._give_up_after:
            hours = self._give_up_after.total_seconds() / 3600
            self._store.outbox.refused(claim, f"given up after {hours:g} hours of trying: {reason}", now)
        else:
            self._store.outbox.deferred(claim, reason, now + delay)
