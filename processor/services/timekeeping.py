"""Everything that time brings about, in the order in which it counts, while the clock can be believed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from models.vocabulary import Switch
from processor.errors import SignoffError
from processor.observability.log import get_log
from processor.services.clockwatch import ClockWatch
from processor.store.store import Store

__all__ = ["Rings", "Timekeeping"]

_DAEMON = "signoff"
_REMEDY = "see that the clock is right, then signoff resume timers"


class Rings(Protocol):
    """Something that rings what is due."""

    def turn(self, now: datetime) -> int:
        """Ring what is due; how much there was."""
        ...


class Timekeeping:
    """Rings all timers, each family by itself. One process at a time does so, by lease.

    A jump of the clock pauses them all: a term that lapsed by a wrong clock could not be taken back.
    """

    def __init__(self, store: Store, watch: ClockWatch, families: Sequence[Rings]) -> None:
        self._store = store
        self._watch = watch
        self._families = families
        self._log = get_log("timers")

    def turn(self, now: datetime) -> int:
        """Ring everything that is due; how much there was, 0 while timers are paused.

        A family that fails keeps no other from ringing. Raises the last such error, so that health tells of it.
        """
        jump = self._watch.look(now)
        if jump:
            self._log.error("timers paused", reason=jump)
            self._store.pauses.pause(Switch.TIMERS, f"{jump}: {_REMEDY}", _DAEMON, now)
        if self._store.pauses.paused(Switch.TIMERS):
            return 0
        rung, fault = 0, None
        for family in self._families:
            try:
                rung += family.turn(now)
            except SignoffError as error:
                fault = error
        if fault is not None:
            raise fault
        return rung
