"""Watches the clock that terms are counted by: a clock that jumps must neither cut a term short nor let one lapse.

Inside a process the wall clock is held to the monotonic one, which nobody can set. Across a restart only two things can
be told: that it is earlier now than it was, and that more time has gone by than anybody lets Signoff stand still.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Final, Protocol

TOLERANCE: Final = timedelta(minutes=5)
"""How far the clocks may drift apart between two looks: time servers step by less."""

NOTED_EVERY: Final = timedelta(minutes=1)
"""How often the time is written down: the first look after a restart sees what was written last."""

NAME: Final = "timers"


class Seen(Protocol):
    """Where the time that was seen last is kept."""

    def seen(self, name: str) -> datetime | None:
        """The time that was noted last under this name."""
        ...

    def note(self, name: str, now: datetime) -> None:
        """Note the time."""
        ...


class ClockWatch:
    """Tells of jumps of the clock, each once: after it was told, the new time is taken for right."""

    def __init__(self, seen: Seen, longest_outage: timedelta, ticks: Callable[[], float] = monotonic) -> None:
        """`ticks` are seconds that only ever grow by real time."""
        self._seen = seen
        self._longest_outage = longest_outage
        self._ticks = ticks
        self._last: tuple[datetime, float] | None = None
        self._noted: datetime | None = None

    def look(self, now: datetime) -> str:
        """How the clock jumped, as a sentence, or an empty string. A process that was suspended counts as one too."""
        ticks = self._ticks()
        jump = self._since_start(now, ticks) if self._last is not None else self._since_restart(now)
        self._last = (now, ticks)
        if jump or self._noted is None or now - self._noted >= NOTED_EVERY:
            self._seen.note(NAME, now)
            self._noted = now
        return jump

    def _since_start(self, now: datetime, ticks: float) -> str:
        assert self._last is not None
        before, then = self._last
        really = timedelta(seconds=ticks - then)
        if abs((now - before) - really) <= TOLERANCE:
            return ""
        return f"the clock went from {_at(before)} to {_at(now)} while {_span(really)} passed"

    def _since_restart(self, now: datetime) -> str:
        before = self._seen.seen(NAME)
        if before is None:
            return ""
        if now < before - TOLERANCE:
            return f"the clock says {_at(now)}, and said {_at(before)} before"
        if now - before > self._longest_outage:
            return f"nothing ran from {_at(before)} to {_at(now)}, or the clock was set forward"
        return ""


def _at(moment: datetime) -> str:
    return moment.isoformat(sep=" ", timespec="seconds")


def _span(span: timedelta) -> str:
    return f"{span.total_seconds():.0f} seconds"
