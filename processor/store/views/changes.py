"""What people did, as pages and commands show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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


def _line(row: Row) -> ChangeLine:
    return ChangeLine(row["id"], row["at"], row["by"], row["action"], row["subject"], row["detail"])
