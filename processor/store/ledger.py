"""The evidence ledger's rows: leaves, their places, checkpoints and stamps. Only ever added to.

Places are given by one process under the lease `seal`; what a leaf hash, a root and a signature are is the business of
`processor.evidence.ledger`.
"""

from datetime import datetime
from typing import Any

from peewee import JOIN, fn

from models import approvals, billing, deployments, evidence, forms, users
from models.evidence import Checkpoint, CheckpointStamp, EvidenceLeaf, LedgerEntry
from models.leafhash import leaf_hash
from models.vocabulary import LeafKind
from processor.errors import Permanent
from processor.store import guards
from processor.store.database import Database
from processor.store.ledgerrows import CheckpointRow, EntryRow, StampRow, checkpoint_row, entry_row, hash_of
from processor.store.prepared import Hole, Prepared

_PARTS = (evidence, approvals, billing, deployments, forms, users)
_APPEND_ONLY = tuple(table for part in _PARTS for table in part.APPEND_ONLY)
_LEAF_OF_KEY = Prepared(
    EvidenceLeaf.select(EvidenceLeaf.kind, EvidenceLeaf.body).where(EvidenceLeaf.key == Hole(EvidenceLeaf.key))
)
_PLACE_OF_KEY = Prepared(
    LedgerEntry.select(LedgerEntry.position).join(EvidenceLeaf).where(EvidenceLeaf.key == Hole(EvidenceLeaf.key))
)
_SIZE = Prepared(LedgerEntry.select(fn.COALESCE(fn.MAX(LedgerEntry.position), -1).alias("last")))


class Ledger:
    """The ledger, as the database keeps it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add_leaf(self, key: str, kind: LeafKind, body: bytes, now: datetime) -> None:
        """Writes a leaf, without a place yet; the same once more changes nothing. Joins the caller's transaction.

        Raises Permanent where the key stands for another leaf already: evidence is never written over.
        """

        def work() -> None:
            known = self._db.row(_LEAF_OF_KEY, key=key)
            if known is None:
                self._db.insert(EvidenceLeaf, {"key": key, "kind": kind, "body": body, "at": now})
            elif (known["kind"], known["body"]) != (kind, body):
                raise Permanent(f"the ledger has another leaf {key} already: what it tells can't be changed any more")

        self._db.transact(work)

    def body_of(self, key: str) -> bytes | None:
        """The leaf of this key, None where there is none."""
        row = self._db.row(_LEAF_OF_KEY, key=key)
        return None if row is None else row["body"]

    def place_of(self, key: str) -> int | None:
        """The place of the leaf of this key, None while it has none."""
        place: int | None = self._db.value(_PLACE_OF_KEY, key=key)
        return place

    def number(self, now: datetime, limit: int = 1000) -> int:
        """How many leaves got a place now: at most `limit`, in the order in which they were written, without a gap."""

        def work() -> int:
            query = EvidenceLeaf.select(EvidenceLeaf.id, EvidenceLeaf.body).join(LedgerEntry, JOIN.LEFT_OUTER)
            waiting = self._db.rows(query.where(LedgerEntry.id.is_null()).order_by(EvidenceLeaf.id).limit(limit))
            first = self.size()
            for place, leaf in enumerate(waiting, first):
                digest = leaf_hash(leaf["body"]).hex()
                self._db.insert(LedgerEntry, {"position": place, "leaf": leaf["id"], "leaf_hash": digest, "at": now})
            return len(waiting)

        return self._db.transact(work)

    def size(self) -> int:
        """How many places are given."""
        return int(self._db.value(_SIZE)) + 1

    def waiting(self) -> int:
        """How many leaves have no place yet."""
        query = EvidenceLeaf.select(fn.COUNT(EvidenceLeaf.id)).join(LedgerEntry, JOIN.LEFT_OUTER)
        return int(self._db.value(query.where(LedgerEntry.id.is_null())))

    def entries(self, start: int = 0, stop: int | None = None) -> tuple[EntryRow, ...]:
        """The entries whose places are in `start <= place < stop`, in order; all up to the end without `stop`."""
        columns = (EvidenceLeaf.key, EvidenceLeaf.kind, EvidenceLeaf.body, EvidenceLeaf.at)
        own = (LedgerEntry.position, LedgerEntry.leaf_hash, LedgerEntry.at.alias("numbered_at"))
        query = _between(LedgerEntry.select(*own, *columns).join(EvidenceLeaf), start, stop)
        return tuple(entry_row(row) for row in self._db.rows(query))

    def hashes(self, start: int = 0, stop: int | None = None) -> tuple[bytes, ...]:
        """The leaf hashes of the same entries."""
        return tuple(
            hash_of(text) for text in self._db.column(_between(LedgerEntry.select(LedgerEntry.leaf_hash), start, stop))
        )

    def add_checkpoint(self, checkpoint: CheckpointRow) -> None:
        """Keeps a signed tree head; the same root at the same size once more changes nothing.

        Raises Permanent for another root at that size: two heads that can't both be true are never both kept.
        """

        def work() -> None:
            known = self.checkpoint(checkpoint.size)
            if known is None:
                self._db.insert(Checkpoint, _checkpoint_values(checkpoint))
            elif known.root != checkpoint.root:
                raise Permanent(
                    f"there is a checkpoint of size {checkpoint.size} with another root: run signoff ledger verify"
                )

        self._db.transact(work)

    def latest_checkpoint(self) -> CheckpointRow | None:
        """The newest signed tree head, None before the first."""
        return self._checkpoint(Checkpoint.select().order_by(Checkpoint.size.desc()))

    def checkpoint(self, size: int) -> CheckpointRow | None:
        """The signed tree head of exactly this size."""
        return self._checkpoint(Checkpoint.select().where(Checkpoint.size == size))

    def checkpoint_over(self, place: int) -> CheckpointRow | None:
        """The oldest signed tree head that covers the entry at this place, None while there is none."""
        return self._checkpoint(Checkpoint.select().where(Checkpoint.size > place).order_by(Checkpoint.size))

    def checkpoints(self) -> tuple[CheckpointRow, ...]:
        """All signed tree heads, the oldest first."""
        return tuple(checkpoint_row(row) for row in self._db.rows(Checkpoint.select().order_by(Checkpoint.size)))

    def count_checkpoints(self) -> int:
        """How many signed tree heads there are."""
        return int(self._db.value(Checkpoint.select(fn.COUNT(Checkpoint.id))))

    def _checkpoint(self, query: Any) -> CheckpointRow | None:
        row = self._db.row(query)
        return None if row is None else checkpoint_row(row)

    def add_stamp(self, stamp: StampRow) -> None:
        """Keeps what an authority said of a checkpoint; its second word about the same one changes nothing.

        Raises Permanent where there is no checkpoint of that size.
        """

        def work() -> None:
            checkpoint = self._db.value(Checkpoint.select(Checkpoint.id).where(Checkpoint.size == stamp.size))
            if checkpoint is None:
                raise Permanent(f"there is no checkpoint of size {stamp.size} that a timestamp could be for")
            same = (CheckpointStamp.checkpoint == checkpoint) & (CheckpointStamp.authority == stamp.authority)
            if self._db.value(CheckpointStamp.select(CheckpointStamp.id).where(same)) is None:
                values = {"authority": stamp.authority, "token": stamp.token, "at": stamp.at}
                self._db.insert(CheckpointStamp, {"checkpoint": checkpoint, **values})

        self._db.transact(work)

    def stamps(self, size: int | None = None) -> tuple[StampRow, ...]:
        """What authorities said of the checkpoint of this size, or of all, in the order in which it was kept."""
        own = (CheckpointStamp.authority, CheckpointStamp.token, CheckpointStamp.at)
        query = CheckpointStamp.select(Checkpoint.size, *own).join(Checkpoint).order_by(CheckpointStamp.id)
        chosen = query if size is None else query.where(Checkpoint.size == size)
        return tuple(StampRow(**row) for row in self._db.rows(chosen))

    def unguarded(self) -> tuple[str, ...]:
        """The append-only tables whose triggers are gone or switched off: they were safe from changes no more."""
        return tuple(table for table in _APPEND_ONLY if not guards.is_guarded(self._db, table))


def _between(query: Any, start: int, stop: int | None) -> Any:
    inside = query.where(LedgerEntry.position >= start).order_by(LedgerEntry.position)
    return inside if stop is None else inside.where(LedgerEntry.position < stop)


def _checkpoint_values(row: CheckpointRow) -> dict[str, Any]:
    return {"size": row.size, "root": row.root.hex(), "note": row.note, "signer": row.signer, "at": row.at}
