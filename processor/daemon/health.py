"""Passes on how loops are doing: at once when it changes, else rarely, so that idling writes next to nothing."""

import threading
from datetime import datetime, timedelta

from models.vocabulary import Health
from processor.daemon.loop import Reporter
from processor.store.health import HealthRow

REPEAT = timedelta(seconds=30)


class ThrottledReporter:
    """A Reporter before another one; many loops may use it at once."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._last: dict[str, tuple[Health, str, datetime]] = {}
        self._rows: dict[str, HealthRow] = {}
        self._lock = threading.Lock()

    def report(self, name: str, state: Health, text: str, remedy: str, now: datetime) -> None:
        """Tell the state of the loop `name`, if that is news or was not told for half a minute."""
        with self._lock:
            before = self._rows.get(name)
            last_ok = now if state is Health.OK else before.last_ok_at if before else None
            self._rows[name] = HealthRow(name, state, text, remedy, last_ok, now)
            last = self._last.get(name)
            if last and last[:2] == (state, text) and timedelta(0) <= now - last[2] < REPEAT:
                return
            self._last[name] = (state, text, now)
        self._reporter.report(name, state, text, remedy, now)

    def rows(self) -> tuple[HealthRow, ...]:
        """What the loops of this process last said, whether or not it could be written down."""
        with self._lock:
            return tuple(self._rows.values())
