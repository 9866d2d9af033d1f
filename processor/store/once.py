"""Forms that were sent: the first answer to each key of a person."""

from datetime import datetime, timedelta

from models.desk import Once
from processor.store.database import Database
from processor.store.prepared import Hole, Prepared

KEPT_FOR = timedelta(days=2)
"""Longer than any page is open with a form in it."""


class OnceOnly:
    """Keys of forms, with what was answered. Both methods belong inside one transaction, with what the form does."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def answer(self, key: str, by: str) -> str | None:
        """What the first form of this key and person was answered, None where there was none."""
        found: str | None = self._db.value(_ANSWER, key=key, by=by)
        return found

    def keep(self, key: str, by: str, answer: str, now: datetime) -> None:
        """Keeps the answer, and forgets those that are too old to be asked for again."""
        self._db.change(_FORGET, at=now - KEPT_FOR)
        self._db.insert(Once, {"key": key, "by": by, "answer": answer, "at": now})


_ANSWER = Prepared(Once.select(Once.answer).where(Once.key == Hole(Once.key), Once.by == Hole(Once.by)))
_FORGET = Prepared(Once.delete().where(Once.at < Hole(Once.at)))
