"""Hands mails to the server over a few connections that are kept between calls."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from processor.errors import SettingsError, Temporary
from processor.outbox.connection import Connection, LostConnectionError
from processor.outbox.login import log_in
from processor.outbox.parcel import Deferred, Parcel, SendResult
from processor.outbox.settings import SmtpSettings


@dataclass(slots=True)
class _Batch:
    """One call's work, shared by its workers."""

    waiting: deque[tuple[int, Parcel]]
    workers: int
    results: dict[int, list[SendResult]] = field(default_factory=dict)

    def give_up(self, place: int, parcel: Parcel, reason: str) -> None:
        """Leave the rest to the workers that still have or seek a connection; the last one defers all of it."""
        self.waiting.appendleft((place, parcel))
        if self.workers > 1:
            return
        for at, left in self.waiting:
            self.results[at] = [Deferred(left.key, reason, offered=False)]
        self.waiting.clear()


class SmtpSender:
    """Sends parcels and says for each what became of it. Belongs to one event loop; holds no state but connections.

    Raises SettingsError when the file of certificate authorities can't be read.
    """

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings
        self._tls = settings.tls_context()
        self._idle: list[Connection] = []

    async def send(self, parcels: Sequence[Parcel]) -> list[SendResult]:
        """What became of each parcel, in the order given; one result for the mail, others for single recipients.

        Mails leave in order, but over several connections, so a later one may arrive first. A server that can't be
        reached defers all that is left at once, rather than each after its own time-out. Never raises for what the
        server says or fails to say.
        """
        batch = _Batch(deque(enumerate(parcels)), min(self._settings.connections, len(parcels)))
        await asyncio.gather(*(self._work(batch) for _ in range(batch.workers)))
        return [result for position in range(len(parcels)) for result in batch.results[position]]

    async def close(self) -> None:
        """Take leave of the server on every connection kept."""
        idle, self._idle = self._idle, []
        await asyncio.gather(*(connection.quit() for connection in idle))

    async def probe(self) -> str:
        """A sentence on the server and how it was reached: connect, EHLO, TLS, log-in, QUIT, and no mail.

        Raises SettingsError for what the operator must change and Temporary for what may pass by itself.
        """
        connection = Connection(await log_in(self._settings, self._tls), self._settings)
        how = connection.encryption or "without encryption"
        await connection.quit()
        who = f"logged in as {self._settings.user}" if self._settings.user else "without log-in"
        return f"SMTP server {self._settings.host}:{self._settings.port} answers, {how}, {who}"

    async def _work(self, batch: _Batch) -> None:
        connection: Connection | None = None
        try:
            while batch.waiting:
                place, parcel = batch.waiting.popleft()
                try:
                    connection, batch.results[place] = await self._hand_over(connection, parcel)
                except (SettingsError, Temporary) as error:
                    batch.give_up(place, parcel, str(error))
                    return
        finally:
            batch.workers -= 1
            self._keep(connection)

    async def _hand_over(self, connection: Connection | None, parcel: Parcel) -> tuple[Connection, list[SendResult]]:
        """The results for one parcel, and the connection they came by.

        A connection that was used before may have been closed by the server meanwhile; when that shows before any of
        this mail was sent, a new one is tried at once.
        """
        used = connection if connection is not None and connection.alive else self._kept()
        if used is not None:
            try:
                return used, await used.transmit(parcel)
            except LostConnectionError as lost:
                if not lost.stale:
                    return used, [Deferred(parcel.key, str(lost))]
        new = Connection(await log_in(self._settings, self._tls), self._settings)
        try:
            return new, await new.transmit(parcel)
        except LostConnectionError as lost:
            return new, [Deferred(parcel.key, str(lost))]

    def _keep(self, connection: Connection | None) -> None:
        if connection is not None and connection.alive:
            connection.rest()
            self._idle.append(connection)

    def _kept(self) -> Connection | None:
        while self._idle:
            kept = self._idle.pop()
            if kept.alive:
                return kept
            kept.drop()
        return None
