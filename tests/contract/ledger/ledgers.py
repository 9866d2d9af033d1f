"""What the tests of the ledger share: an installation with a few acceptances, and somebody who tampers with it."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from models.evidence import APPEND_ONLY, Checkpoint, EvidenceLeaf
from models.leafhash import leaf_hash
from models.vocabulary import AcceptanceType, KeyPurpose
from processor.evidence.keys.ring import KeyRing, open_or_create
from processor.evidence.ledger import checkpoint, leaf
from processor.evidence.ledger.checkpoint import TreeHead
from processor.evidence.ledger.tree import Frontier
from processor.services.ledger import Ledger
from processor.store.ledgerrows import CheckpointRow
from processor.store.store import Store

NOW = datetime(2026, 11, 20, 8, 3, 25, tzinfo=UTC)
SALT = b"0123456789abcdef"


def digest(what: str) -> leaf.Salted:
    return leaf.salted(SALT, sha256(what.encode()).hexdigest())


def ledger_in(folder: Path, store: Store) -> Ledger:
    def open_keys(may_create: bool, now: datetime) -> KeyRing:
        return open_or_create(folder / "keys", "Vendor Ltd", None, now, domain="vendor.example", may_create=may_create)

    return Ledger(store, open_keys)


def accept(store: Store, number: int, now: datetime = NOW) -> str:
    """Writes the leaf of an acceptance, and gives its key."""
    said = digest(f"reply {number}")
    made = leaf.acceptance(number, AcceptanceType.SIGNED, now, document=said, sent=said, record=said, reply=said)
    store.ledger.add_leaf(f"acceptance:{number}", made.kind, made.body, now)
    return f"acceptance:{number}"


def play(folder: Path, store: Store, count: int = 6) -> tuple[Ledger, list[CheckpointRow]]:
    """A ledger with a checkpoint for every two acceptances."""
    ledger, heads = ledger_in(folder, store), []
    ledger.keys(NOW)
    for number in range(count):
        accept(store, number, NOW + timedelta(minutes=number))
        if number % 2:
            heads.append(ledger.checkpoint(NOW + timedelta(minutes=number)))
    return ledger, heads


def fill(ledger: Ledger, store: Store, count: int, every: int) -> None:
    """Many acceptances at once, with a checkpoint after each `every` of them."""
    ring, rows = ledger.keys(NOW), []
    for number in range(count):
        said = digest(f"reply {number}")
        made = leaf.acceptance(number, AcceptanceType.SIGNED, NOW, document=said, sent=said, record=said, reply=said)
        rows.append({"key": f"acceptance:{number}", "kind": made.kind, "body": made.body, "at": NOW})
    for start in range(0, count, 1000):
        store.database.insert_many(EvidenceLeaf, rows[start : start + 1000])
    store.ledger.number(NOW, count + 10)
    frontier, heads = Frontier(), []
    hashes, signer = store.ledger.hashes(), ring.current(KeyPurpose.LOG).fingerprint
    for size in range(len(hashes) % every or every, len(hashes) + 1, every):
        frontier = frontier.extended(hashes[frontier.size : size])
        head = TreeHead(ring.origin, size, frontier.root())
        note = checkpoint.sign(head, ring.log_public_key, ring.sign_for_log)
        heads.append({"size": size, "root": head.root.hex(), "note": note, "signer": signer, "at": NOW})
    for start in range(0, len(heads), 1000):
        store.database.insert_many(Checkpoint, heads[start : start + 1000])


class Tamperer:
    """Somebody with the database's password."""

    def __init__(self, store: Store) -> None:
        self.store = store
        for table in APPEND_ONLY:
            self._unguard(table)

    def _unguard(self, table: str) -> None:
        if self.store.database.locks_rows:
            self.run(f"DROP TRIGGER {table}_append_only ON {table}")
        else:
            for name in ("update", "delete", "replace"):
                self.run(f"DROP TRIGGER {table}_no_{name}")

    def run(self, sql: str, *values: Any) -> None:
        database = self.store.database
        database.run(sql.replace("?", database.peewee.param), values)

    def edit(self, place: int, body: bytes, *, hashed: bool = False) -> None:
        of_place = "id = (SELECT leaf_id FROM ledger_entry WHERE position = ?)"
        self.run(f"UPDATE evidence_leaf SET body = ? WHERE {of_place}", body, place)
        if hashed:
            self.run("UPDATE ledger_entry SET leaf_hash = ? WHERE position = ?", leaf_hash(body).hex(), place)

    def delete(self, place: int, *, close_gap: bool = False) -> None:
        [(leaf_id,)] = self.store.database.run(f"SELECT leaf_id FROM ledger_entry WHERE position = {place}").fetchall()
        self.run("DELETE FROM ledger_entry WHERE position = ?", place)
        self.run("DELETE FROM evidence_leaf WHERE id = ?", leaf_id)
        if close_gap:
            for later in range(place + 1, self.store.ledger.size()):
                self.move(later, later - 1)

    def move(self, place: int, to: int) -> None:
        self.run("UPDATE ledger_entry SET position = ? WHERE position = ?", to, place)

    def exchange(self, one: int, other: int) -> None:
        self.move(one, -1)
        self.move(other, one)
        self.move(-1, other)

    def truncate(self, size: int, *, heads: bool = False) -> None:
        for place in range(size, self.store.ledger.size()):
            self.delete(place)
        if heads:
            self.run("DELETE FROM checkpoint WHERE size > ?", size)

    def forget_heads(self) -> None:
        self.run("DELETE FROM checkpoint_stamp")
        self.run("DELETE FROM checkpoint")
