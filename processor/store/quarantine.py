"""Messages that wait for a person since handling them failed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN

from models.mail import Fetch, RawMessage
from models.vocabulary import FetchState
from processor.errors import Refused
from processor.store.database import Database


@dataclass(frozen=True, slots=True)
class QuarantineRow:
    """One message in quarantine. `digest` is empty where the server could not serve its bytes."""

    fetch_id: int
    mailbox: str
    folder: str
    uid: int
    digest: str
    size: int
    received_at: datetime
    since: datetime
    attempts: int
    reason: str


class Quarantine:
    """The way back for quarantined messages."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def list(self) -> tuple[QuarantineRow, ...]:
        """All messages that wait here, oldest first."""
        query = Fetch.select(Fetch, RawMessage.sha256, RawMessage.size).join(RawMessage, JOIN.LEFT_OUTER)
        rows = self._db.rows(query.where(Fetch.state == FetchState.QUARANTINED).order_by(Fetch.id))
        return tuple(
            QuarantineRow(
                row["id"],
                row["mailbox"],
                row["folder"],
                row["uid"],
                row["sha256"] or "",
                row["size"] or 0,
                row["received_at"],
                row["outcome_at"],
                row["attempts"],
                row["last_error"],
            )
            for row in rows
        )

    def retry(self, fetch_id: int, now: datetime) -> None:
        """Lets the message be handled again as if it had just come. One without bytes is forgotten, to be fetched anew.

        Raises Refused when it is not in quarantine.
        """
        without_bytes = Fetch.delete().where(*_is_held(fetch_id), Fetch.raw_message.is_null())
        waiting = Fetch.update(
            state=FetchState.WAITING, attempts=0, outcome=None, outcome_at=None, matches=None, not_before=now
        ).where(*_is_held(fetch_id))
        self._require(fetch_id, lambda: self._db.change(without_bytes) or self._db.change(waiting))

    def release(self, fetch_id: int) -> None:
        """Closes the case: a person has dealt with it elsewhere. The outcome stays. Raises Refused as `retry` does."""
        done = Fetch.update(state=FetchState.DONE).where(*_is_held(fetch_id))
        self._require(fetch_id, lambda: self._db.change(done))

    def _require(self, fetch_id: int, work: Callable[[], int]) -> None:
        if self._db.transact(work) == 0:
            raise Refused(f"fetch record {fetch_id} is not in quarantine; see signoff quarantine list")


def _is_held(fetch_id: int) -> tuple[Any, ...]:
    return Fetch.id == fetch_id, Fetch.state == FetchState.QUARANTINED
