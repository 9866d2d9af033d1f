"""Whether what people did still stands in the database as the ledger tells it."""

from collections.abc import Iterator
from typing import Final

from models.vocabulary import LeafKind
from processor.evidence.ledger.leaf import read_leaf, salted
from processor.services.ledgerheads import Finding
from processor.store.audit import ChangeRow
from processor.store.store import Store

_PREFIX: Final = "change:"


def change_findings(store: Store) -> Iterator[Finding]:
    """What is wrong with changes: rows that are gone, were written over, or were put in past the ledger."""
    entries = {entry.key: entry for entry in store.ledger.entries() if entry.kind is LeafKind.CHANGE}
    known = set()
    for row in store.audit.rows():
        known.add(row.key)
        entry = entries.get(row.key)
        body = entry.body if entry is not None else store.ledger.body_of(row.key)
        place = entry.position if entry is not None else None
        if body is None:
            yield Finding("retold", f"change {row.change_id} was never told to the ledger", place)
        elif not _agrees(row, body):
            where = f"entry {place}" if place is not None else "its leaf"
            yield Finding("retold", f"change {row.change_id} is not what {where} tells", place)
    for key, entry in entries.items():
        if key not in known:
            number = key.removeprefix(_PREFIX)
            yield Finding(
                "forgotten", f"entry {entry.position} tells of change {number}, which is not there", entry.position
            )


def _agrees(row: ChangeRow, body: bytes) -> bool:
    """Whether the leaf tells of this very row. One that can't be read is told of the ledger itself."""
    try:
        said = read_leaf(body).fields()
        return said.get("record") == salted(row.salt, row.record) and said.get("change") == row.change_id
    except ValueError:
        return False
