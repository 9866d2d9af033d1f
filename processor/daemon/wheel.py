"""A loop of the daemon that makes one turn after another while there is work."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Final

from models.vocabulary import Health
from processor.clock import utc_now
from processor.daemon.loop import Loop, Reporter
from processor.errors import SignoffError, Temporary

_REMEDY: Final = "it is tried again by itself: see the log if it stays"


class Wheel(Loop):
    """Turns `turn(now)`: again at once while it finds work, else when woken or after `idle` seconds.

    Any error is reported, counted and followed by a back-off: the loop goes on.
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
        super().__init__(name, reporter, after)
        self._turn = turn
        self._idle = idle
        self._wake = threading.Event()

    def wake(self) -> None:
        """There is work: don't wait for the idle time to pass."""
        self._wake.set()

    def stop(self) -> None:
        """Ask the loop to end after its present turn."""
        super().stop()
        self._wake.set()

    def _wait(self, seconds: float) -> None:
        if seconds:
            self._wake.wait(seconds)
            self._wake.clear()

    def _round(self) -> float:
        now = utc_now()
        try:
            more = self._turn(now)
        except Temporary as error:
            return self._failed(error, Health.DEGRADED, _REMEDY, now)
        except SignoffError as error:
            return self._failed(error, Health.DOWN, _REMEDY, now)
        except Exception as error:
            self._log.exception("turn failed", error=type(error).__name__)
            return self._failed(error, Health.DEGRADED, _REMEDY, now)
        self._worked(now)
        return 0.0 if more else self._idle
