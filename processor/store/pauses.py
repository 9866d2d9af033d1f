"""What people have switched off."""

from dataclasses import dataclass
from datetime import datetime

from models.operations import Pause
from models.vocabulary import Switch
from processor.store.database import Database, Row
from processor.store.prepared import Hole, Prepared


@dataclass(frozen=True, slots=True)
class PauseRow:
    """A switch that is off, why, and by whom."""

    switch: Switch
    reason: str
    by: str
    at: datetime


class Pauses:
    """The switches."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def pause(self, switch: Switch, reason: str, by: str, now: datetime) -> None:
        """Switches it off. Pausing again only changes the reason."""
        self._db.transact(lambda: self._pause({"switch": switch, "reason": reason, "by": by, "at": now}))

    def _pause(self, values: Row) -> None:
        if self._db.change(Pause.update(values).where(Pause.switch == values["switch"])) == 0:
            self._db.insert(Pause, values)

    def resume(self, switch: Switch) -> bool:
        """Switches it on again; whether it was off."""
        gone = Pause.delete().where(Pause.switch == switch)
        return self._db.transact(lambda: self._db.change(gone)) > 0

    def paused(self, switch: Switch) -> PauseRow | None:
        """Why the switch is off, None when it is on."""
        row = self._db.row(_PAUSE, switch=switch)
        return None if row is None else _pause_row(row)

    def all(self) -> tuple[PauseRow, ...]:
        """Everything that is off."""
        return tuple(_pause_row(row) for row in self._db.rows(Pause.select().order_by(Pause.switch)))


_PAUSE = Prepared(Pause.select().where(Pause.switch == Hole(Pause.switch)))


def _pause_row(row: Row) -> PauseRow:
    return PauseRow(row["switch"], row["reason"], row["by"], row["at"])
