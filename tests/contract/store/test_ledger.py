"""The ledger's tables: leaves once, places without a gap, and nothing that is ever changed or removed."""

import threading
from datetime import timedelta

import peewee
import pytest

from models.evidence import APPEND_ONLY
from models.leafhash import leaf_hash
from models.vocabulary import KeyPurpose, LeafKind, RevocationReason
from processor.errors import Permanent, Refused
from processor.store.ledgerrows import CheckpointRow, SigningKeyRow, StampRow
from processor.store.store import Store, open_store
from tests.contract.store.samples import NOW

LATER = NOW + timedelta(hours=1)
HEAD = CheckpointRow(2, b"r" * 32, "note", "f" * 64, NOW)


def filled(store: Store) -> Store:
    for number in range(3):
        store.ledger.add_leaf(f"acceptance:{number}", LeafKind.ACCEPTANCE, b'{"n":%d}' % number, NOW)
    assert store.ledger.number(LATER) == 3
    store.ledger.add_checkpoint(HEAD)
    store.ledger.add_stamp(StampRow(2, "tsa.example", b"token", NOW))
    return store


def test_a_leaf_is_written_once_and_never_over(store: Store) -> None:
    ledger = store.ledger
    for _ in range(2):
        ledger.add_leaf("acceptance:1", LeafKind.ACCEPTANCE, b"{}", NOW)
    assert (ledger.waiting(), ledger.size(), ledger.place_of("acceptance:1")) == (1, 0, None)
    with pytest.raises(Permanent, match="another leaf acceptance:1"):
        ledger.add_leaf("acceptance:1", LeafKind.ACCEPTANCE, b"{ }", NOW)
    with pytest.raises(Permanent, match="another leaf acceptance:1"):
        ledger.add_leaf("acceptance:1", LeafKind.OBJECTION, b"{}", NOW)
    assert ledger.body_of("acceptance:1") == b"{}"
    assert ledger.body_of("acceptance:2") is None


def test_a_leaf_belongs_to_the_transaction_that_it_tells_of(store: Store) -> None:
    def work() -> None:
        store.ledger.add_leaf("acceptance:1", LeafKind.ACCEPTANCE, b"{}", NOW)
        raise Refused("no")

    with pytest.raises(Refused):
        store.transact(work)
    assert store.ledger.waiting() == 0


def test_places_are_given_in_order_and_without_a_gap(store: Store) -> None:
    ledger = store.ledger
    for number in range(5):
        ledger.add_leaf(f"a:{number}", LeafKind.ACCEPTANCE, b'{"n":%d}' % number, NOW)
    assert [ledger.number(LATER, 2) for _ in range(4)] == [2, 2, 1, 0]
    assert (ledger.size(), ledger.waiting(), ledger.place_of("a:4")) == (5, 0, 4)
    entries = ledger.entries()
    assert [entry.position for entry in entries] == list(range(5))
    assert [entry.key for entry in entries] == [f"a:{number}" for number in range(5)]
    assert ledger.hashes(1, 3) == tuple(leaf_hash(b'{"n":%d}' % number) for number in (1, 2))
    assert [entry.position for entry in ledger.entries(3, 9)] == [3, 4]
    assert (entries[0].kind, entries[0].at, entries[0].numbered_at) == (LeafKind.ACCEPTANCE, NOW, LATER)


def test_two_that_number_at_once_give_no_place_twice(store_url: str) -> None:
    store = open_store(store_url)
    for number in range(40):
        store.ledger.add_leaf(f"a:{number}", LeafKind.ACCEPTANCE, b'{"n":%d}' % number, NOW)
    failures, start = [], threading.Barrier(2)

    def work() -> None:
        try:
            start.wait(10)
            while store.ledger.number(NOW, 3):
                pass
        except Exception as error:  # noqa: BLE001 - shown to the main thread
            failures.append(error)
        finally:
            store.close_thread()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert [entry.position for entry in store.ledger.entries()] == list(range(40))
    store.close()


def test_a_checkpoint_is_kept_once_and_never_contradicted(store: Store) -> None:
    ledger = store.ledger
    assert ledger.latest_checkpoint() is None
    for size in (2, 5, 2):
        ledger.add_checkpoint(CheckpointRow(size, b"r" * 32, f"note {size}", "f" * 64, NOW))
    with pytest.raises(Permanent, match="size 5 with another root"):
        ledger.add_checkpoint(CheckpointRow(5, b"s" * 32, "other", "f" * 64, NOW))
    assert [row.size for row in ledger.checkpoints()] == [2, 5]
    latest = ledger.latest_checkpoint()
    assert latest is not None
    assert (latest.size, latest.root, latest.note) == (5, b"r" * 32, "note 5")
    assert ledger.checkpoint(2) == HEAD.__class__(2, b"r" * 32, "note 2", "f" * 64, NOW)
    assert [getattr(ledger.checkpoint_over(place), "size", None) for place in (0, 1, 2, 4, 5)] == [2, 2, 5, 5, None]


def test_an_authority_stamps_a_checkpoint_once(store: Store) -> None:
    filled(store)
    store.ledger.add_stamp(StampRow(2, "tsa.example", b"second", LATER))
    store.ledger.add_stamp(StampRow(2, "other.example", b"third", LATER))
    assert [(row.authority, row.token) for row in store.ledger.stamps(2)] == [
        ("tsa.example", b"token"),
        ("other.example", b"third"),
    ]
    assert store.ledger.stamps() == store.ledger.stamps(2)
    assert store.ledger.stamps(7) == ()
    with pytest.raises(Permanent, match="no checkpoint of size 7"):
        store.ledger.add_stamp(StampRow(7, "tsa.example", b"token", NOW))


CHANGES = {
    "evidence_leaf": ("body = body", "(key, kind, body, at) VALUES ('acceptance:1', 'key', '', 0)"),
    "ledger_entry": ("at = 1", "(position, leaf_id, leaf_hash, at) VALUES (1, 1, '', 0)"),
    "checkpoint": ("root = ''", "(size, root, note, signer, at) VALUES (2, '', '', '', 0)"),
    "checkpoint_stamp": ("at = 1", "(checkpoint_id, authority, token, at) VALUES (1, 'tsa.example', '', 0)"),
}


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_of_evidence_can_be_changed_removed_or_replaced(store: Store, table: str) -> None:
    filled(store)
    change, row = CHANGES[table]
    statements = [f"UPDATE {table} SET {change}", f"DELETE FROM {table}"]
    if store.database.locks_rows:
        statements += [f"TRUNCATE {table} CASCADE", f"SET session_replication_role = replica; DELETE FROM {table}"]
    else:
        statements.append(f"INSERT OR REPLACE INTO {table} {row}")
    before = store.database.run(f"SELECT * FROM {table}").fetchall()
    for statement in statements:
        with pytest.raises(peewee.IntegrityError, match="is append-only"):
            store.transact(lambda statement=statement: store.database.run(statement))  # type: ignore[misc]
    assert store.database.run(f"SELECT * FROM {table}").fetchall() == before


def test_a_missing_guard_is_seen(store: Store) -> None:
    assert store.ledger.unguarded() == ()
    if store.database.locks_rows:
        store.database.run("ALTER TABLE checkpoint DISABLE TRIGGER checkpoint_append_only")
        store.database.run("DROP TRIGGER evidence_leaf_append_only ON evidence_leaf")
        store.database.run("DROP TRIGGER objection_append_only ON objection")
    else:
        store.database.run("DROP TRIGGER checkpoint_no_delete")
        store.database.run("DROP TRIGGER evidence_leaf_no_update")
        store.database.run("DROP TRIGGER objection_no_replace")
        store.database.run("CREATE TRIGGER evidence_leaf_no_update BEFORE UPDATE ON evidence_leaf BEGIN SELECT 1; END")
    assert store.ledger.unguarded() == ("evidence_leaf", "checkpoint", "objection")


def test_a_blob_is_what_was_kept_or_an_error(store: Store) -> None:
    digest = store.blobs.keep(b"From: a\0\xff", "message/rfc822")
    assert store.blobs.keep(b"From: a\0\xff", "message/rfc822") == digest
    assert store.blobs.has(digest)
    blob = store.blobs.get(digest)
    assert (blob.sha256, blob.body, blob.media_type) == (digest, b"From: a\0\xff", "message/rfc822")
    mark = store.database.peewee.param
    store.database.run(f"UPDATE blob SET body = {mark} WHERE sha256 = {mark}", (b"From: b", digest))
    with pytest.raises(Permanent, match=f"{digest} was changed"):
        store.blobs.get(digest)
    assert not store.blobs.has("0" * 64)
    with pytest.raises(Permanent, match="is missing"):
        store.blobs.get("0" * 64)


def test_a_new_key_takes_over_and_a_revoked_one_stays_known(store: Store) -> None:
    keys = store.signing_keys
    assert keys.current(KeyPurpose.LOG) is None
    first = SigningKeyRow(KeyPurpose.LOG, "ab" * 32, "PEM 1", "", NOW)
    second = SigningKeyRow(KeyPurpose.LOG, "cd" * 32, "PEM 2", "", LATER)
    seal = SigningKeyRow(KeyPurpose.SEAL, "ef" * 32, "PEM 3", "CERT", NOW)
    assert [keys.add(key) for key in (first, seal, second, first)] == [True, True, True, False]
    assert keys.current(KeyPurpose.LOG) == second
    assert keys.current(KeyPurpose.SEAL) == seal
    assert [key.retired_at for key in keys.all()] == [LATER, None, None]
    for moment in (LATER, NOW):
        keys.revoke("ab" * 32, RevocationReason.COMPROMISED, moment)
    assert keys.find("AB:AB").revoked_at == LATER
    assert keys.find("AB:AB").revoked_for is RevocationReason.COMPROMISED
    for unknown in ("77", ""):
        with pytest.raises(Refused, match="no key has"):
            keys.find(unknown)
