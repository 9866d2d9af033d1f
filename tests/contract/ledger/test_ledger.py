"""The ledger from leaf to signed head, its keys, and everything that can be done to it behind its back."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.vocabulary import AcceptanceType, KeyPurpose, LeafKind, RevocationReason
from processor.errors import Permanent, Refused, SettingsError
from processor.evidence.ledger import checkpoint, leaf
from processor.evidence.ledger.tree import verify_consistency, verify_inclusion
from processor.services.ledger import Ledger, LedgerReport
from processor.store.ledgerrows import CheckpointRow
from processor.store.store import Store, open_store
from tests.contract.ledger.ledgers import NOW, Tamperer, accept, digest, fill, ledger_in, play

LATER = NOW + timedelta(days=30)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    opened = open_store(store_url)
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Store]:
    """A store on SQLite, for what is the same on every database."""
    opened = open_store(f"sqlite:///{tmp_path}/ledger.db")
    opened.migrate()
    yield opened
    opened.close()


def found(report: LedgerReport) -> set[str]:
    """What was found, beside the guards that every tamperer had to take off first."""
    return {finding.what for finding in report.findings} - {"unguarded"}


def test_a_checkpoint_covers_all_that_is_written_the_keys_first(tmp_path: Path, store: Store) -> None:
    ledger, heads = play(tmp_path, store)
    assert [head.size for head in heads] == [5, 7, 9]
    assert [entry.kind for entry in store.ledger.entries(0, 4)] == [*[LeafKind.KEY] * 3, LeafKind.ACCEPTANCE]
    ring = ledger.keys(NOW)
    for head in heads:
        note = checkpoint.parse(head.note)
        assert note.head.origin == ring.origin
        assert note.is_signed_by(ring.log_public_key)
    assert ledger.checkpoint(LATER) == heads[-1] == ledger.newest()
    report = ledger.verify([("mine", head.note) for head in heads])
    assert report.findings == ()
    assert (report.entries, report.checkpoints, report.older, report.unsigned) == (9, 3, 3, 0)
    assert report.root == heads[-1].root.hex()


def test_before_the_first_acceptance_there_is_nothing(tmp_path: Path, file: Store) -> None:
    ledger = ledger_in(tmp_path, file)
    assert ledger.verify().is_whole
    assert not (tmp_path / "keys").exists()
    with pytest.raises(Refused, match="no checkpoint yet"):
        ledger.newest()


def test_what_waits_is_told_and_no_fault(tmp_path: Path, file: Store) -> None:
    ledger, _ = play(tmp_path, file)
    accept(file, 77)
    assert ledger.verify().waiting == 1
    file.ledger.number(NOW)
    report = ledger.verify()
    assert report.is_whole
    assert (report.unsigned, report.waiting) == (1, 0)


def test_every_entry_has_its_proof_and_every_two_heads_theirs(tmp_path: Path, store: Store) -> None:
    ledger, heads = play(tmp_path, store)
    for number in range(6):
        made = ledger.inclusion(f"acceptance:{number}")
        assert made.body == store.ledger.body_of(f"acceptance:{number}")
        assert made.checkpoint == heads[number // 2]
        hashed = leaf.read_leaf(made.body).hash
        assert verify_inclusion(hashed, made.place, made.checkpoint.size, made.proof, made.checkpoint.root)
    late = ledger.inclusion("acceptance:0", heads[-1].size)
    assert verify_inclusion(leaf.read_leaf(late.body).hash, late.place, 9, late.proof, heads[-1].root)
    assert verify_consistency(5, 9, ledger.consistency(5, 9), heads[0].root, heads[-1].root)
    accept(store, 77)
    for key, size in (("acceptance:77", None), ("acceptance:99", None), ("acceptance:5", 5), ("acceptance:0", 6)):
        with pytest.raises(Refused, match="no checkpoint covers"):
            ledger.inclusion(key, size)


def test_lost_keys_are_not_made_anew_while_the_ledger_knows_them(tmp_path: Path, file: Store) -> None:
    play(tmp_path, file)
    (tmp_path / "keys").rename(tmp_path / "lost")
    with pytest.raises(SettingsError, match="restore the folder from your backup"):
        ledger_in(tmp_path, file).checkpoint(LATER)


def test_a_replaced_key_signs_from_then_on_in_every_process(tmp_path: Path, store: Store) -> None:
    daemon, heads = play(tmp_path, store)
    command = ledger_in(tmp_path, store)
    old = command.keys(NOW).current(KeyPurpose.LOG).fingerprint
    row = command.rotate(KeyPurpose.LOG, LATER)
    accept(store, 77)
    head = daemon.checkpoint(LATER)
    assert (head.signer, head.size) == (row.fingerprint, 11)
    assert command.revoke(old[:12], RevocationReason.COMPROMISED, LATER).revoked_at == LATER
    command.revoke(old, RevocationReason.SUPERSEDED, LATER + timedelta(days=1))
    seal = command.rotate(KeyPurpose.SEAL, LATER)
    assert seal.certificate_pem.startswith("-----BEGIN CERTIFICATE")
    kinds = [entry.kind for entry in store.ledger.entries(9)]
    assert kinds.count(LeafKind.KEY) == 2
    assert kinds.count(LeafKind.KEY_REVOKED) == 1
    report = daemon.verify([("early", heads[0].note), ("late", head.note)])
    assert report.findings == ()
    assert len(command.all_keys()) == 5


def test_the_key_that_signs_is_not_revoked_and_the_root_never(tmp_path: Path, file: Store) -> None:
    ledger, _ = play(tmp_path, file)
    ring = ledger.keys(NOW)
    with pytest.raises(Refused, match="replace it first with signoff ledger rotate log"):
        ledger.revoke(ring.current(KeyPurpose.LOG).fingerprint, RevocationReason.COMPROMISED, NOW)
    with pytest.raises(Refused, match="root can't be revoked"):
        ledger.revoke(ring.current(KeyPurpose.ROOT).fingerprint, RevocationReason.COMPROMISED, NOW)
    with pytest.raises(Refused, match="root is never replaced"):
        ledger.rotate(KeyPurpose.ROOT, NOW)


def test_a_crash_between_new_key_and_ledger_is_made_good(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, _ = play(tmp_path, store)
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "_announce", _crash)
        with pytest.raises(KeyboardInterrupt):
            ledger.rotate(KeyPurpose.LOG, LATER)
    after = ledger_in(tmp_path, store)
    head = after.checkpoint(LATER)
    assert head.signer == after.keys(LATER).current(KeyPurpose.LOG).fingerprint
    assert after.verify().is_whole


def _crash(*arguments: object) -> None:
    raise KeyboardInterrupt


def another(number: int) -> bytes:
    said = digest("forged")
    made = leaf.acceptance(number, AcceptanceType.SIGNED, NOW, document=said, sent=said, record=said, reply=said)
    return made.body


DAMAGES: dict[str, tuple[Callable[[Tamperer], None], set[str]]] = {
    "bytes edited": (lambda who: who.edit(4, another(1)), {"edited", "changed"}),
    "edited with its hash": (lambda who: who.edit(4, another(1), hashed=True), {"changed"}),
    "edited to nonsense": (lambda who: who.edit(4, b"nonsense", hashed=True), {"edited", "changed"}),
    "deleted": (lambda who: who.delete(4), {"deleted", "truncated"}),
    "deleted and closed up": (lambda who: who.delete(4, close_gap=True), {"changed", "truncated"}),
    "the first deleted": (lambda who: who.delete(0), {"deleted", "truncated", "signature"}),
    "reordered": (lambda who: who.exchange(5, 6), {"reordered"}),
    "reordered far apart": (lambda who: who.exchange(4, 8), {"changed"}),
    "truncated": (lambda who: who.truncate(8), {"truncated"}),
    "checkpoint's root edited": (
        lambda who: who.run("UPDATE checkpoint SET root = ? WHERE size = 7", "00" * 32),
        {"checkpoint", "changed"},
    ),
    "checkpoint's note edited": (
        lambda who: who.run("UPDATE checkpoint SET note = replace(note, 'vendor', 'wendor') WHERE size = 7"),
        {"checkpoint", "signature"},
    ),
    "checkpoint's note emptied": (
        lambda who: who.run("UPDATE checkpoint SET note = '' WHERE size = 7"),
        {"checkpoint"},
    ),
    "signer edited": (lambda who: who.run("UPDATE checkpoint SET signer = '' WHERE size = 7"), {"signature"}),
    "key exchanged": (
        lambda who: who.run(
            "UPDATE signing_key SET public_pem = (SELECT public_pem FROM signing_key WHERE purpose = 'seal')"
            " WHERE purpose = 'log'"
        ),
        {"key", "signature"},
    ),
    "kind edited": (
        lambda who: who.run("UPDATE evidence_leaf SET kind = 'objection' WHERE key = 'acceptance:3'"),
        {"edited"},
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_each_damage_is_named(tmp_path: Path, file: Store, damage: str) -> None:
    ledger, _ = play(tmp_path, file)
    work, expected = DAMAGES[damage]
    work(Tamperer(file))
    report = ledger.verify()
    assert found(report) == expected, report.findings
    assert "unguarded" in {finding.what for finding in report.findings}


def test_an_edited_entry_is_named_by_its_place(tmp_path: Path, file: Store) -> None:
    ledger, _ = play(tmp_path, file)
    place = file.ledger.place_of("acceptance:3")
    assert place is not None
    Tamperer(file).edit(place, another(3))
    sentences = [finding for finding in ledger.verify().findings if finding.what == "edited"]
    assert [(finding.place, "(acceptance:3)" in finding.sentence) for finding in sentences] == [(place, True)]


@pytest.mark.parametrize("damage", ["bytes edited", "deleted", "deleted and closed up", "reordered", "truncated"])
def test_nothing_is_signed_over_a_ledger_that_was_tampered_with(tmp_path: Path, file: Store, damage: str) -> None:
    play(tmp_path, file)
    tamperer = Tamperer(file)
    if damage == "bytes edited":
        tamperer.edit(4, another(1), hashed=True)
    else:
        DAMAGES[damage][0](tamperer)
    accept(file, 77)
    with pytest.raises(Permanent, match="nothing is signed any more"):
        ledger_in(tmp_path, file).checkpoint(LATER)


def rebuilt(who: Tamperer, tmp_path: Path, store: Store, heads: list[CheckpointRow]) -> Ledger:
    """Another ledger signed by the true keys: whoever has them and the database can do it."""
    who.edit(4, another(1), hashed=True)
    who.forget_heads()
    forger = ledger_in(tmp_path, store)
    ring = forger.keys(LATER)
    for size in (5, 7, 9):
        root = forger._store.ledger.hashes(0, size)
        head = checkpoint.TreeHead(ring.origin, size, _root(root))
        note = checkpoint.sign(head, ring.log_public_key, ring.sign_for_log)
        signer = ring.current(KeyPurpose.LOG).fingerprint
        store.ledger.add_checkpoint(CheckpointRow(size, head.root, note, signer, heads[0].at))
    return forger


def _root(hashes: tuple[bytes, ...]) -> bytes:
    from processor.evidence.ledger.tree import root_of

    return root_of(hashes)


def test_only_a_checkpoint_kept_elsewhere_shows_that_all_was_rebuilt(tmp_path: Path, store: Store) -> None:
    _, heads = play(tmp_path, store)
    forger = rebuilt(Tamperer(store), tmp_path, store, heads)
    assert found(forger.verify()) == set()
    assert found(forger.verify([("receipt.txt", heads[0].note)])) == {"contradicted"}


def test_only_a_checkpoint_kept_elsewhere_shows_that_the_end_was_cut_off(tmp_path: Path, store: Store) -> None:
    ledger, heads = play(tmp_path, store)
    Tamperer(store).truncate(7, heads=True)
    assert found(ledger.verify()) == set()
    assert found(ledger.verify([("early.txt", heads[0].note)])) == set()
    report = ledger.verify([("receipt.txt", heads[-1].note)])
    assert found(report) == {"truncated"}
    assert "receipt.txt" in report.findings[0].sentence


def test_a_deleted_checkpoint_is_missed_by_who_has_kept_it(tmp_path: Path, file: Store) -> None:
    ledger, heads = play(tmp_path, file)
    Tamperer(file).run("DELETE FROM checkpoint WHERE size = 7")
    assert found(ledger.verify()) == set()
    assert found(ledger.verify([("receipt.txt", heads[1].note)])) == {"checkpoint"}


def test_a_rebuilt_ledger_with_new_keys_is_another_log(
    tmp_path: Path, store: Store, new_url: Callable[[], str]
) -> None:
    _, heads = play(tmp_path, store)
    other = open_store(new_url())
    other.migrate()
    forger, _ = play(tmp_path / "forged", other)
    assert found(forger.verify([("receipt.txt", heads[0].note)])) == {"older"}
    other.close()


def test_a_forged_or_unreadable_checkpoint_is_no_proof(tmp_path: Path, file: Store) -> None:
    ledger, heads = play(tmp_path, file)
    note = heads[0].note
    lines = note.split("\n")
    forged = "\n".join([lines[0], "6", *lines[2:]])
    assert found(ledger.verify([("a", forged), ("b", "hello"), ("c", "")])) == {"older"}
    assert len(ledger.verify([("a", forged), ("b", "hello"), ("c", "")]).findings) == 3


def test_a_key_slipped_in_without_the_old_ones_word_is_found(tmp_path: Path, file: Store) -> None:
    ledger, _ = play(tmp_path, file)
    other = open_store(f"sqlite:///{tmp_path}/thief.db")
    other.migrate()
    thief, _ = play(tmp_path / "thief", other)
    other.close()
    record = thief.keys(NOW).current(KeyPurpose.LOG)
    file.ledger.add_leaf(f"key:{record.fingerprint}", record.leaf.kind, record.leaf.body, NOW)
    ledger.checkpoint(LATER)
    assert found(ledger.verify()) == {"key"}


@pytest.mark.measured
def test_ten_thousand_entries_are_verified_within_a_second(tmp_path: Path, file: Store) -> None:
    """Measured 0.35 s with 501 checkpoints; each further signature takes about 0.1 ms."""
    ledger = ledger_in(tmp_path, file)
    file.transact(lambda: fill(ledger, file, 10_000, 20))
    begin = time.process_time()
    report = ledger.verify()
    took = time.process_time() - begin
    assert report.is_whole
    assert report.entries == 10_003
    assert took < 1.0
