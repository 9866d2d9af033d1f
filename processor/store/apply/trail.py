"""What a person's step changes, kept so that it can be taken back: columns before and after, and the rows it made."""

from typing import Any, Final

from models.base import Record
from models.billing import TicketWork
from models.conversation import Review
from models.desk import Step
from models.tickets import Ticket
from processor.store.apply.cause import StepTaken
from processor.store.database import Database, Row

KEPT: Final[dict[str, type[Record]]] = {"ticket": Ticket, "review": Review, "ticket_work": TicketWork}
"""The tables whose rows are put back column by column."""

_COUNTED: Final = frozenset({"id", "version", "updated_at", "response_due", "responded_at"})
"""What is counted on, or follows from the rest, instead of being put back."""

OTHER_BASE: Final = "other_base"
"""Among what changed: the version of the other ticket before the step."""

LONGEST_TEXT: Final = 200


class Trail:
    """What one step did. `made` are the ids of rows, by what they are; each database value stands as it is kept."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._before: dict[tuple[str, int], Row | None] = {}
        self.made: dict[str, list[Any]] = {}

    def keep(self, table: str, row_id: int) -> None:
        """Remembers a row as it is before the step changes it; only the first time counts. It may not exist yet."""
        if (table, row_id) not in self._before:
            self._before[table, row_id] = raw_row(self._db, table, row_id)

    def add(self, what: str, value: object) -> None:
        """Remembers what the step made."""
        self.made.setdefault(what, []).append(value)

    def version(self, ticket_id: int) -> int:
        """The ticket's version before the step, 0 where the step opened it."""
        row = self._before.get(("ticket", ticket_id))
        return int(row["version"]) if row else 0

    def changed(self) -> Row:
        """All of it, as JSON holds it: by table and id each column that is another now, with its two values."""
        found: Row = dict(self.made)
        for (table, row_id), before in self._before.items():
            after = raw_row(self._db, table, row_id)
            if after is None or after == before:
                continue
            if before is None:
                found.setdefault(table, {})[str(row_id)] = None
                continue
            names = [name for name in after if name not in _COUNTED and after[name] != before[name]]
            if names:
                found.setdefault(table, {})[str(row_id)] = {name: [before[name], after[name]] for name in names}
        return found


def raw_row(database: Database, table: str, row_id: int) -> Row | None:
    """A row in the database's own values; that of a ticket's work is named by its ticket."""
    key = "ticket_id" if table == "ticket_work" else "id"
    names = [field.column_name for field in KEPT[table]._meta.sorted_fields]
    columns = ", ".join(f'"{name}"' for name in names)
    sql = f'SELECT {columns} FROM "{table}" WHERE "{key}" = {database.peewee.param}'  # noqa: S608 - own names only
    row = database.run(sql, (row_id,)).fetchone()
    return None if row is None else dict(zip(names, row, strict=True))


def keep_step(database: Database, trail: Trail, taken: StepTaken, own: Row) -> int:
    """The id of the step, written down when all its effects are applied; `own` are its text, moment and mails."""
    row = raw_row(database, "ticket", taken.ticket_id)
    other = raw_row(database, "ticket", taken.other_id) if taken.other_id else None
    assert row is not None
    return database.insert(
        Step,
        own
        | {
            "ticket": taken.ticket_id,
            "review": taken.review_id or None,
            "other": taken.other_id or None,
            "by": taken.by,
            "what": taken.what,
            "changed": trail.changed() | ({OTHER_BASE: trail.version(taken.other_id)} if other else {}),
            "base": trail.version(taken.ticket_id),
            "version": row["version"],
            "other_version": other["version"] if other else 0,
        },
    )
