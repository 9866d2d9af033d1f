"""Delivery: what is queued goes out, and each attempt ends in a state that says what is certain.

Rows are marked as being sent before the network is touched. A mail whose end nobody knows (a time-out after DATA, a
kill in between) is *uncertain*: it is never sent again by itself, but waits for proof or for a person.
"""

import asyncio
import contextlib
from collections.abc import Coroutine, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol, assert_never

from models.vocabulary import Switch
from processor.observability.log import get_log
from processor.observability.metrics import DELIVERIES
from processor.outbox.parcel import Deferred, Delivered, Parcel, Refused, SendResult, Uncertain, whole_mail
from processor.store.due import LONGEST_DELAY
from processor.store.outbox import OutboxClaim
from processor.store.store import Store

CONNECTIONS = 3
LEASE = timedelta(minutes=10)
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
        self._sending: asyncio.Task[Sequence[SendResult]] | None = None
        self._log = get_log("deliver")

    def turn(self, now: datetime) -> int:
        """Send one batch; how many mails there were, 0 when there is nothing to do or the outbox is paused."""
        if self._store.pauses.paused(Switch.OUTBOX):
            return 0
        claims = self._store.outbox.take(self._owner, self._at_once, now, LEASE)
        if not claims:
            return 0
        parcels = [
            Parcel(claim.outbox_id, claim.message_id, claim.sender, (claim.recipient,), claim.raw) for claim in claims
        ]
        results = self._send(parcels)
        for claim in claims if results is not None else ():
            self._settle(claim, whole_mail(results or (), claim.outbox_id), now)
        return len(results or ())

    def interrupt(self) -> None:
        """Stop waiting for a server's answer, from another thread: what was on its way becomes uncertain."""
        loop, sending = self._loop, self._sending
        if loop is not None and sending is not None:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(sending.cancel)

    def close(self) -> None:
        """Close the kept connections and the event loop."""
        if self._loop is not None:
            self._loop.run_until_complete(self._sender.close())
            self._loop.close()
            self._loop = None

    def _send(self, parcels: Sequence[Parcel]) -> Sequence[SendResult] | None:
        """What became of each parcel; None when the daemon is stopping and nobody knows."""
        loop = self._event_loop()
        self._sending = loop.create_task(self._sender.send(parcels))
        try:
            return loop.run_until_complete(self._sending)
        except asyncio.CancelledError:
            self._log.warning("sending was interrupted", mails=len(parcels))
            return None
        finally:
            self._sending = None

    def _event_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        return self._loop

    def _settle(self, claim: OutboxClaim, result: SendResult, now: datetime) -> None:
        outbox = self._store.outbox
        match result:
            case Delivered():
                outbox.sent(claim, now)
            case Refused():
                outbox.refused(claim, f"{result.code} {result.text}", now)
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
            self._store.outbox.refused(claim, f"given up, tried for {self._give_up_after}: {reason}", now)
        else:
            self._store.outbox.deferred(claim, reason, now + delay)
