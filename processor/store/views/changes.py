"""What people did, as pages and commands show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from models.users import Change
from processor.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that somebody did. `detail` has what was asked for and, by ticket, what was before and after."""

    change_id: int
    at: datetime
    by: str
    action: str
    subject: str
    detail: Mapping[str, Any]


def list_changes(db: Database, subject: str = "", by: str = "", limit: int = 1000) -> tuple[ChangeLine, ...]:
    """Changes of this subject, or of any, by this person, or by any, the newest first."""
    query = Change.select()
    if subject:
        query = query.where(Change.subject == subject)
    if by:
        query = query.where(Change.by == by)
    return tuple(_line(row) for row in db.rows(query.order_by(Change.id.desc()).limit(limit)))


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes to list; what is left out does not narrow. `about` is how their subjects begin: `ticket `."""

    subject: str = ""
    about: str = ""
    person: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 100
    offset: int = 0


def change_page(db: Database, wanted: ChangeFilter) -> tuple[tuple[ChangeLine, ...], int]:
    """The changes that fit, the newest first, and how many there are in all."""
    conditions = _conditions(wanted)
    query, counted = Change.select(), Change.select(fn.COUNT(Change.id))
    if conditions:
        query, counted = query.where(*conditions), counted.where(*conditions)
    rows = db.rows(query.order_by(Change.id.desc()).limit(wanted.limit).offset(wanted.offset))
    return tuple(_line(row) for row in rows), int(db.value(counted))


def _conditions(wanted: ChangeFilter) -> list[Any]:
    found: list[Any] = []
    if wanted.subject:
        found.append(Change.subject == wanted.subject)
    if wanted.about:
        found.append(Change.subject.startswith(wanted.about))
    if wanted.person:
        found.append(Change.by == wanted.person)
    if wanted.action:
        found.append(Change.action == wanted.action)
    if wanted.since is not None:
        found.append(Change.at >= wanted.since)
    if wanted.until is not None:
        found.append(Change.at < wanted.until)
    return found


def _line(row: Row) -> ChangeLine:
    return ChangeLine(row["id"], row["at"], row["by"], row["action"], row["subject"], row["detail"])
