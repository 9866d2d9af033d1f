"""What each loop last said of itself, for pages, `doctor` and the health address."""

from dataclasses import dataclass
from datetime import datetime

from models.operations import LoopHealth
from models.vocabulary import Health
from processor.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class HealthRow:
    """How a loop is doing, and what a person can do about it."""

    name: str
    state: Health
    text: str
    remedy: str
    last_ok_at: datetime | None
    at: datetime


class LoopHealths:
    """One row a loop."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def report(self, name: str, state: Health, text: str, remedy: str, now: datetime) -> None:
        """Notes how the loop is doing; `last_ok_at` moves only while it is well."""
        values: Row = {"state": state, "text": text, "remedy": remedy, "at": now}
        if state is Health.OK:
            values["last_ok_at"] = now
        self._db.transact(lambda: self._report(name, values))

    def _report(self, name: str, values: Row) -> None:
        if self._db.change(LoopHealth.update(values).where(LoopHealth.name == name)) == 0:
            self._db.insert(LoopHealth, values | {"name": name})

    def all(self) -> tuple[HealthRow, ...]:
        """Every loop that ever reported, by name."""
        rows = self._db.rows(LoopHealth.select().order_by(LoopHealth.name))
        return tuple(
            HealthRow(row["name"], row["state"], row["text"], row["remedy"], row["last_ok_at"], row["at"])
            for row in rows
        )
