"""One pass of everything that is due, then the end: for cron and tests."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from processor.bootstrap.app import App
from processor.clock import utc_now
from processor.config.sections import Mailbox
from processor.errors import SignoffError, Temporary
from processor.reading.sandbox import Reader
from processor.services.gather import Gather

TTL = timedelta(minutes=10)


@dataclass(slots=True)
class Pass:
    """What one pass did, and what it could not do, as sentences.

    `for_good` says that something failed which trying again will not mend.
    """

    kept: int = 0
    handled: int = 0
    rung: int = 0
    sealed: int = 0
    sent: int = 0
    left: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    for_good: bool = False

    def fail(self, name: str, error: SignoffError) -> None:
        """Note what could not be done."""
        self.failed.append(f"{name}: {error}")
        self.for_good = self.for_good or not isinstance(error, Temporary)


class Once:
    """Does what a daemon would do until there is nothing left; leaves alone what another process is doing."""

    def __init__(self, app: App) -> None:
        self._app = app

    def run(self) -> Pass:
        """Fetch, handle, ring, seal and send everything that is due now."""
        done = Pass()
        for mailbox in self._app.settings.mailbox:
            self._leased(f"intake:{mailbox.name}", partial(self._fetch, mailbox, done), done)
        reader = self._app.reader()
        gather = self._app.gather()
        try:
            for mailbox in self._app.settings.mailbox:
                self._leased(f"handle:{mailbox.name}", partial(self._handle, mailbox, reader, gather, done), done)
        finally:
            reader.close()
        self._leased("timers", partial(self._ring, done), done)
        self._leased("seal", partial(self._seal, done), done)
        self._send(done)
        return done

    def _leased(self, name: str, work: Callable[[], None], done: Pass) -> None:
        leases = self._app.store.leases
        if not leases.take(name, self._app.owner, utc_now(), TTL):
            done.left.append(f"{name}: {leases.holder(name, utc_now())} does that at present")
            return
        try:
            work()
        except SignoffError as error:
            done.fail(name, error)
        finally:
            leases.release(name, self._app.owner)

    def _fetch(self, mailbox: Mailbox, done: Pass) -> None:
        source = self._app.source(mailbox)
        receive = self._app.receive(mailbox, source, lambda: None)
        try:
            source.connect()
            receive.connected()
            done.kept += receive.sweep(utc_now()).kept
        finally:
            source.close()

    def _handle(self, mailbox: Mailbox, reader: Reader, gather: Gather, done: Pass) -> None:
        handle = self._app.handle(mailbox, reader, gather, lambda: None)
        handle.take_over()
        while handled := handle.turn(utc_now()):
            done.handled += handled

    def _ring(self, done: Pass) -> None:
        done.rung += self._app.timers().turn(utc_now())

    def _seal(self, done: Pass) -> None:
        sealing = self._app.sealing(lambda: None)
        try:
            while sealed := sealing.turn(utc_now()):
                done.sealed += sealed
        finally:
            sealing.close()

    def _send(self, done: Pass) -> None:
        deliver = self._app.deliver()
        try:
            while sent := deliver.turn(utc_now()):
                done.sent += sent
        except SignoffError as error:
            done.fail("deliver", error)
        finally:
            deliver.close()
