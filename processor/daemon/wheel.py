"""A loop of the daemon: a thread that makes one turn after another until it is told to stop."""

import threading
from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Protocol

from models.vocabulary import Health
from processor.clock import utc_now
from processor.errors import SignoffError, Temporary
from processor.mailbox.backoff import delays
from processor.observability.log import get_log
from processor.observability.metrics import FAILURES


class Reporter(Protocol):
    """Where loops say how they are doing; the store keeps it, so that other processes see it too."""

    def report(self, name: str, state: Health, text: str, remedy: str, now: datetime) -> None:
        """Tell the state of the loop `name`."""


class Wheel:
    """Turns `turn(now)` in its own thread: again at once while it finds work, else when woken or after `idle` seconds.

    Any error is reported, counted and followed by a back-off: the loop goes on. `after` runs in the same thread when
    it ends (to close that thread's connections).
    """

    def __init__(
        self,
        name: str,
        turn: Callable[[datetime], int],
        reporter: Reporter,
        *,
        idle: float,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        self.name = name
        self._turn = turn
        self._reporter = reporter
        self._idle = idle
        self._after = after
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._log = get_log(name)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin turning."""
        self._thread.start()

    def wake(self) -> None:
        """There is work: don't wait for the idle time to pass."""
        self._wake.set()

    def stop(self) -> None:
        """Ask the loop to end after its present turn."""
        self._stop.set()
        self._wake.set()

    def join(self, seconds: float) -> bool:
        """Wait for the end; False if the loop is still busy after `seconds`."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        waits = delays(Random())
        try:
            while not self._stop.is_set():
                pause = self._one_turn()
                if pause is None:
                    waits = delays(Random())
                    continue
                self._wake.wait(pause if pause >= 0 else next(waits))
                self._wake.clear()
        finally:
            self._after()

    def _one_turn(self) -> float | None:
        """None: go on at once. A number: wait so long. Negative: it failed, back off."""
        now = utc_now()
        try:
            more = self._turn(now)
        except Temporary as error:
            self._failed(error, Health.DEGRADED, now)
            return -1.0
        except SignoffError as error:
            self._failed(error, Health.DOWN, now)
            return -1.0
        except Exception as error:
            self._log.exception("turn failed", error=type(error).__name__)
            self._failed(error, Health.DEGRADED, now)
            return -1.0
        self._say(Health.OK, "", "", now)
        return None if more else self._idle

    def _failed(self, error: Exception, state: Health, now: datetime) -> None:
        FAILURES.labels(self.name).inc()
        self._log.warning("turn failed", reason=str(error))
        self._say(state, str(error), "it is tried again by itself; see the log if it stays", now)

    def _say(self, state: Health, text: str, remedy: str, now: datetime) -> None:
        try:
            self._reporter.report(self.name, state, text, remedy, now)
        except Exception as error:
            self._log.warning("health cannot be kept", reason=str(error))
