"""When the clock was last looked at, over restarts."""

from datetime import datetime

from models.operations import ClockWatch
from processor.store.database import Database
from processor.store.prepared import Hole, Prepared


class Clock:
    """One row for each that looks."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def seen(self, name: str) -> datetime | None:
        """The time that was noted last under this name, None before the first."""
        found: datetime | None = self._db.value(_SEEN, name=name)
        return found

    def note(self, name: str, now: datetime) -> None:
        """Notes the time, be it earlier than the last."""
        self._db.transact(lambda: self._note(name, now))

    def _note(self, name: str, now: datetime) -> None:
        if self._db.change(_NOTE, name=name, seen_at=now) == 0:
            self._db.insert(ClockWatch, {"name": name, "seen_at": now})


_SEEN = Prepared(ClockWatch.select(ClockWatch.seen_at).where(ClockWatch.name == Hole(ClockWatch.name)))
_NOTE = Prepared(ClockWatch.update(seen_at=Hole(ClockWatch.seen_at)).where(ClockWatch.name == Hole(ClockWatch.name)))
