"""The intake loop: one thread and one connection for each mailbox."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from models.vocabulary import Health
from processor.clock import utc_now
from processor.daemon.wheel import Reporter
from processor.errors import SignoffError
from processor.mailbox.backoff import delays, pause_after
from processor.mailbox.errors import MailboxRefused
from processor.mailbox.source import Source
from processor.observability.log import get_log
from processor.observability.metrics import CONNECTS, FAILURES
from processor.services.receive import Receive


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds to wait for news before searching all the same, and before asking for a lease held elsewhere again."""

    wait: float = 60.0
    lease: float = 5.0


class IntakeLoop:
    """Connects, sweeps, waits for news, sweeps again; an error closes the connection and is followed by a back-off.

    `allowed` says whether this process holds the mailbox's lease: only one process talks to a mailbox at a time.
    `after` runs in the thread when it ends.
    """

    def __init__(
        self,
        name: str,
        source: Source,
        receive: Receive,
        reporter: Reporter,
        pace: Pace,
        *,
        allowed: Callable[[datetime], bool],
        after: Callable[[], None],
    ) -> None:
        self.name = name
        self._source = source
        self._receive = receive
        self._reporter = reporter
        self._pace = pace
        self._allowed = allowed
        self._after = after
        self._stop = threading.Event()
        self._log = get_log(name)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Nothing to do: news comes from the mailbox itself."""

    def stop(self) -> None:
        """Ask the loop to end: a wait ends within a second, a batch is finished first."""
        self._stop.set()

    def join(self, seconds: float) -> bool:
        """Wait for the end; False if the loop is still busy after `seconds`."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        waits = delays(Random())
        try:
            while not self._stop.is_set():
                pause = self._session()
                if pause is None:
                    waits = delays(Random())
                    continue
                self._stop.wait(pause(next(waits)))
        finally:
            self._source.close()
            self._after()

    def _session(self) -> Callable[[float], float] | None:
        """One connection, from log-in to end. None: it ended well. Else: how long to stay away, given the back-off."""
        worked = False
        try:
            if not self._allowed(utc_now()):
                return lambda _: self._pace.lease
            self._source.connect()
            CONNECTS.labels(self._receive.mailbox).inc()
            self._receive.connected()
            while not self._stop.is_set() and self._allowed(utc_now()):
                swept = self._receive.sweep(utc_now())
                worked = True
                self._say(Health.OK, "", "")
                if not (swept.kept or swept.marked):
                    # What came while fetching was announced then, and would not be announced again.
                    self._source.wait(self._pace.wait, self._stop)
        except SignoffError as error:
            self._failed(error)
            return self._pause(error, worked=worked)
        except Exception as error:
            self._log.exception("intake failed", error=type(error).__name__)
            self._failed(error)
            return self._pause(error, worked=worked)
        finally:
            self._source.close()
        return None

    def _pause(self, error: Exception, *, worked: bool) -> Callable[[float], float]:
        """After a session that worked the back-off begins anew: the first pause is the shortest."""
        first = next(delays(Random()))
        return lambda delay: pause_after(error, first if worked else delay)

    def _failed(self, error: Exception) -> None:
        FAILURES.labels(self.name).inc()
        self._log.warning("mailbox failed", reason=str(error))
        refused = isinstance(error, MailboxRefused)
        remedy = "mend what the sentence names; " if refused else ""
        self._say(Health.DOWN, str(error), f"{remedy}it is tried again by itself")

    def _say(self, state: Health, text: str, remedy: str) -> None:
        try:
            self._reporter.report(self.name, state, text, remedy, utc_now())
        except Exception as error:
            self._log.warning("health cannot be kept", reason=str(error))
