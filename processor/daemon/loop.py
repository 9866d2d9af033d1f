"""What every loop of the daemon is: a thread that works until it is told to stop, and says how it is doing."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Protocol

from models.vocabulary import Health
from processor.mailbox.backoff import delays
from processor.observability.log import get_log
from processor.observability.metrics import FAILURES


class Reporter(Protocol):
    """Where loops say how they are doing; the store keeps it, so that other processes see it too."""

    def report(self, name: str, state: Health, text: str, remedy: str, now: datetime) -> None:
        """Tell the state of the loop `name`."""


class Loop(ABC):
    """Goes round in its own thread: each round says how long to wait until the next.

    A failed round is followed by a back-off, which begins anew after one that worked. `after` runs in the same thread
    when it ends (to close that thread's connections).
    """

    def __init__(self, name: str, reporter: Reporter, after: Callable[[], None]) -> None:
        self.name = name
        self._reporter = reporter
        self._after = after
        self._waits = delays(Random())
        self._stop = threading.Event()
        self._log = get_log(name)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the loop to end: what it is at is finished first, a wait is not."""
        self._stop.set()

    def join(self, seconds: float) -> bool:
        """Wait for the end; False if the loop is still busy after `seconds`."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    @abstractmethod
    def _round(self) -> float:
        """Do what there is, tell how it went, and say in how many seconds to go on."""

    def _wait(self, seconds: float) -> None:
        self._stop.wait(seconds)

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._wait(self._round())
        finally:
            self._after()

    def _worked(self, now: datetime) -> None:
        """Tell that all is well."""
        self._waits = delays(Random())
        self._say(Health.OK, "", "", now)

    def _failed(self, error: Exception, state: Health, remedy: str, now: datetime) -> float:
        """Tell what failed and what to do; gives back the seconds to stay away."""
        FAILURES.labels(self.name).inc()
        self._log.warning("failed", reason=str(error))
        self._say(state, str(error), remedy, now)
        return next(self._waits)

    def _say(self, state: Health, text: str, remedy: str, now: datetime) -> None:
        try:
            self._reporter.report(self.name, state, text, remedy, now)
        except Exception as error:
            self._log.warning("health cannot be kept", reason=str(error))
