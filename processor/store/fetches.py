"""Fetch records as intake sees them: bytes kept once, how far each folder is read, what is yet to be marked."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.mail import AFTER_IS_PENDING, Fetch, FolderCursor, RawMessage
from models.vocabulary import AfterState, FetchState, Outcome
from processor.errors import Permanent
from processor.store.database import Database, Row

_LOOK_UP_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class KeptMail:
    """One message as served. `after`: the server's copy is to be marked or moved once these bytes are kept."""

    uid: int
    raw: bytes
    received_at: datetime
    partial: bool = False
    history: bool = False
    sent_folder: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a folder is read. `first_contact` is when it was first seen: mail from before may be history."""

    uidvalidity: int
    next_uid: int
    first_contact: datetime
    last_sweep_at: datetime | None
    server_count: int | None


class Fetches:
    """The intake's side of the fetch records."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keep(
        self, mailbox: str, folder: str, uidvalidity: int, rows: Sequence[KeptMail], next_uid: int, now: datetime
    ) -> int:
        """How many messages were new. One transaction: bytes, fetch records and the cursor.

        Messages that are known by (mailbox, folder, uidvalidity, uid) are left alone, so a batch can be kept again.
        """
        digests = [hashlib.sha256(row.raw).hexdigest() for row in rows]

        def work() -> int:
            known = self.known_uids(mailbox, folder, uidvalidity, [row.uid for row in rows])
            new = {row.uid: (row, digest) for row, digest in zip(rows, digests, strict=True) if row.uid not in known}
            raw_ids = self._keep_raw({digest: row.raw for row, digest in new.values()})
            place = {"mailbox": mailbox, "folder": folder, "uidvalidity": uidvalidity}
            for row, digest in new.values():
                self._db.insert(Fetch, place | _fetch_values(row, raw_ids[digest], now))
            self._move_cursor(mailbox, folder, uidvalidity, next_uid, now)
            return len(new)

        return self._db.transact(work)

    def keep_unfetched(self, mailbox: str, folder: str, uidvalidity: int, uid: int, reason: str, now: datetime) -> None:
        """Puts on record a message that the server lists and can't serve: quarantined, without bytes."""

        def work() -> None:
            if self.known_uids(mailbox, folder, uidvalidity, [uid]):
                return
            values = _fetch_values(KeptMail(uid, b"", now), None, now) | {
                "mailbox": mailbox,
                "folder": folder,
                "uidvalidity": uidvalidity,
                "state": FetchState.QUARANTINED,
                "outcome": Outcome.QUARANTINED,
                "outcome_at": now,
                "last_error": reason,
            }
            self._db.insert(Fetch, values)

        self._db.transact(work)

    def cursor(self, mailbox: str, folder: str) -> Cursor | None:
        """How far the folder is read, None before first contact."""
        row = self._db.row(FolderCursor.select().where(*_is_folder(mailbox, folder)))
        if row is None:
            return None
        return Cursor(
            row["uidvalidity"], row["next_uid"], row["first_contact"], row["last_sweep_at"], row["server_count"]
        )

    def known_uids(self, mailbox: str, folder: str, uidvalidity: int, uids: Iterable[int]) -> set[int]:
        """Those of the UIDs that are on record already."""
        wanted, known = sorted(set(uids)), set[int]()
        for start in range(0, len(wanted), _LOOK_UP_AT_ONCE):
            part = wanted[start : start + _LOOK_UP_AT_ONCE]
            of_folder = _is_in(mailbox, folder, uidvalidity)
            known.update(self._db.column(Fetch.select(Fetch.uid).where(*of_folder, Fetch.uid.in_(part))))
        return known

    def pending_after(self, mailbox: str, folder: str, uidvalidity: int, limit: int) -> list[int]:
        """UIDs whose bytes are kept and whose copies on the server are yet to be marked or moved, oldest first."""
        query = Fetch.select(Fetch.uid).where(*_is_in(mailbox, folder, uidvalidity), AFTER_IS_PENDING)
        return self._db.column(query.order_by(Fetch.uid).limit(limit))

    def mark_after(self, mailbox: str, folder: str, uidvalidity: int, uids: Iterable[int]) -> None:
        """Notes that the server's copies of these messages were marked or moved."""
        wanted = sorted(set(uids))
        self._db.transact(lambda: self._mark_after(mailbox, folder, uidvalidity, wanted))

    def _mark_after(self, mailbox: str, folder: str, uidvalidity: int, uids: Sequence[int]) -> None:
        for start in range(0, len(uids), _LOOK_UP_AT_ONCE):
            part = uids[start : start + _LOOK_UP_AT_ONCE]
            of_folder = _is_in(mailbox, folder, uidvalidity)
            change = Fetch.update(after_state=AfterState.APPLIED).where(*of_folder, Fetch.uid.in_(part))
            self._db.change(change)

    def note_sweep(self, mailbox: str, folder: str, server_count: int, now: datetime) -> None:
        """Notes when the whole folder was last compared with the records, and how many messages the server has."""
        change = FolderCursor.update(last_sweep_at=now, server_count=server_count)
        self._db.transact(lambda: self._db.change(change.where(*_is_folder(mailbox, folder))))

    def raw(self, sha256: str) -> bytes:
        """The bytes of a mail by their digest. Raises Permanent when they were never kept."""
        body = self._db.value(RawMessage.select(RawMessage.body).where(RawMessage.sha256 == sha256))
        if body is None:
            raise Permanent(f"no mail with the digest {sha256} was ever kept")
        return bytes(body)

    def _keep_raw(self, bodies: dict[str, bytes]) -> dict[str, int]:
        query = RawMessage.select(RawMessage.sha256, RawMessage.id).where(RawMessage.sha256.in_(list(bodies)))
        ids = {row["sha256"]: row["id"] for row in self._db.rows(query)} if bodies else {}
        for digest, body in bodies.items():
            if digest not in ids:
                values = {"sha256": digest, "body": body, "size": len(body)}
                ids[digest] = self._db.insert(RawMessage, values)
        return ids

    def _move_cursor(self, mailbox: str, folder: str, uidvalidity: int, next_uid: int, now: datetime) -> None:
        change = FolderCursor.update(uidvalidity=uidvalidity, next_uid=next_uid)
        if self._db.change(change.where(*_is_folder(mailbox, folder))) == 0:
            values: Row = {"mailbox": mailbox, "folder": folder, "uidvalidity": uidvalidity, "next_uid": next_uid}
            self._db.insert(FolderCursor, values | {"first_contact": now})


def _is_folder(mailbox: str, folder: str) -> tuple[Any, ...]:
    return FolderCursor.mailbox == mailbox, FolderCursor.folder == folder


def _is_in(mailbox: str, folder: str, uidvalidity: int) -> tuple[Any, ...]:
    return Fetch.mailbox == mailbox, Fetch.folder == folder, Fetch.uidvalidity == uidvalidity


def _fetch_values(mail: KeptMail, raw_id: int | None, now: datetime) -> Row:
    return {
        "uid": mail.uid,
        "raw_message": raw_id,
        "received_at": mail.received_at,
        "fetched_at": now,
        "partial": mail.partial,
        "history": mail.history,
        "sent_folder": mail.sent_folder,
        "state": FetchState.WAITING,
        "not_before": now,
        "after_state": AfterState.PENDING if mail.after else AfterState.NOTHING,
    }
