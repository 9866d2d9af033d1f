"""What people did: one row for each thing, and a leaf of the ledger with it, in the transaction of what it tells of.

The rows hold no text that somebody wrote, only its length and digest: they can't be erased.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from models.fields import clean_text
from models.users import Change
from processor.store.database import Database, Row
from processor.store.leaves import Leaves, required
from processor.store.ledger import Ledger

LONGEST: Final = 80
"""Characters of a text that may stand in a row: names, addresses, subjects of ours, reasons in a few words."""

_SECRET: Final = frozenset({"password", "code", "token", "secret", "salt", "key"})


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change as it is kept. `record` is the digest that its leaf has, salted."""

    change_id: int
    at: datetime
    by: str
    action: str
    subject: str
    detail: Mapping[str, Any]
    salt: bytes

    @property
    def key(self) -> str:
        """The name of its leaf."""
        return f"change:{self.change_id}"

    @property
    def record(self) -> str:
        """SHA-256 of what it says, as canonical JSON."""
        said = {"at": self.at.isoformat(), "by": self.by, "action": self.action, "subject": self.subject}
        words = json.dumps(said | {"detail": self.detail}, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(words.encode()).hexdigest()


class Audit:
    """Writes and reads changes. `leaves` makes what goes into the ledger; bootstrap gives it once, at the start."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.leaves: Leaves | None = None

    def note(self, by: str, action: str, subject: str, detail: Mapping[str, Any], now: datetime) -> int:
        """The id of the change, written down with its leaf; joins the caller's transaction.

        Raises Permanent in a process that keeps no ledger.
        """
        row = (by, action, subject, detail, secrets.token_bytes(16))
        return self._db.transact(lambda: write_change(self._db, required(self.leaves), *row, now))

    def rows(self) -> tuple[ChangeRow, ...]:
        """All changes, the oldest first."""
        return tuple(change_row(row) for row in self._db.rows(Change.select().order_by(Change.id)))


def write_change(
    db: Database,
    leaves: Leaves,
    by: str,
    action: str,
    subject: str,
    detail: Mapping[str, Any],
    salt: bytes,
    now: datetime,
) -> int:
    """The id of a change, written with its leaf inside the caller's transaction."""
    row: Row = {
        "at": now,
        "by": clean_text(by),
        "action": clean_text(action),
        "subject": clean_text(subject),
        "detail": plain(detail),
        "salt": salt.hex(),
    }
    change_id = db.insert(Change, row)
    change = change_row(row | {"id": change_id})
    leaf = leaves.change(change_id, now, record=leaves.salted(salt, change.record))
    Ledger(db).add_leaf(change.key, leaf.kind, leaf.body, now)
    return change_id


def change_row(row: Row) -> ChangeRow:
    """The change that a row is."""
    words = row["by"], row["action"], row["subject"]
    return ChangeRow(row["id"], row["at"], *words, row["detail"], bytes.fromhex(row["salt"]))


def plain(value: Any, longest: int = LONGEST) -> Any:
    """The value as JSON has it. Longer texts and bytes become length and digest; what is secret is left out."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool | int | None):
        return value
    if isinstance(value, str):
        cleaned = clean_text(value)
        return cleaned if len(cleaned) <= longest else _digest(cleaned.encode())
    if isinstance(value, bytes):
        return _digest(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        return {"is": type(value).__name__} | _members(named, longest)
    if isinstance(value, Mapping):
        return _members(value, longest)
    if isinstance(value, list | tuple | set | frozenset):
        parts = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return [plain(part, longest) for part in parts]
    return format(value, "f") if isinstance(value, Decimal) else str(value)[:longest]


def _members(values: Mapping[Any, Any], longest: int) -> dict[str, Any]:
    named = ((str(plain(name)), value) for name, value in values.items())
    return {name: plain(value, longest) for name, value in named if name not in _SECRET and value is not None}


def _digest(content: bytes) -> dict[str, Any]:
    return {"length": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def differences(before: Iterable[Row], after: Iterable[Row], named: str) -> dict[str, Any]:
    """What changed in rows, by the value of the column `named`: each other column with its old and new value."""
    old = {row[named]: row for row in before}
    found = {}
    for row in after:
        known = old.get(row[named], {})
        changed = {
            name: [plain(known.get(name)), plain(value)] for name, value in row.items() if known.get(name) != value
        }
        changed.pop(named, None)
        if known and changed:
            found[str(row[named])] = changed
    return found
