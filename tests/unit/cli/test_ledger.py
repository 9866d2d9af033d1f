"""`signoff ledger`: what it prints, its exit codes, and that each command really runs."""

import json
from pathlib import Path

import pytest

from processor.clock import utc_now
from processor.evidence.ledger import checkpoint
from processor.store.store import Store, open_store
from tests.contract.ledger.ledgers import Tamperer, accept
from tests.unit.cli.conftest import Signoff
from tests.unit.evidence.keyrings import soft_token


def accepted(signoff: Signoff) -> Store:
    """An installation with two acceptances under a checkpoint."""
    signoff("migrate")
    store = open_store(f"sqlite:///{signoff.folder}/var/signoff.db")
    for number in (1, 2):
        accept(store, number, utc_now())
    signoff("ledger", "rotate", "log")
    return store


def test_a_ledger_without_entries_is_whole(signoff: Signoff) -> None:
    said = signoff("ledger", "verify").stdout.splitlines()
    assert said[0].startswith("0 entries, 0 checkpoints; root e3b0c44298fc1c14")
    assert said[-1] == "the ledger is whole"
    assert "no checkpoint yet" in signoff("ledger", "checkpoint", code=1).stderr
    assert "no keys yet" in signoff("ledger", "keys").stdout
    assert not (signoff.folder / "var/keys").exists()


def test_verify_says_what_was_looked_at(signoff: Signoff) -> None:
    accepted(signoff).close()
    [report] = signoff.rows("ledger", "verify")
    assert (report["whole"], report["entries"], report["checkpoints"], report["findings"]) == (True, 6, 1, [])
    assert set(report) == {"whole", "entries", "checkpoints", "older", "unsigned", "waiting", "root", "findings"}


def test_a_checkpoint_is_printed_as_it_was_signed(signoff: Signoff, tmp_path: Path) -> None:
    accepted(signoff).close()
    text = signoff("ledger", "checkpoint").stdout
    assert checkpoint.parse(text).head.size == 6
    [row] = signoff.rows("ledger", "checkpoint")
    assert (row["note"], row["size"], row["root"]) == (text, 6, checkpoint.parse(text).head.root.hex())
    kept = tmp_path / "kept.txt"
    kept.write_text(text, encoding="utf-8")
    said = signoff("ledger", "verify", "--checkpoint", str(kept)).stdout
    assert "1 checkpoint kept elsewhere" in said


def test_what_is_wrong_is_named_and_fails(signoff: Signoff, tmp_path: Path) -> None:
    store = accepted(signoff)
    accept(store, 3, utc_now())
    signoff("ledger", "rotate", "seal")
    kept = tmp_path / "kept.txt"
    kept.write_text(signoff("ledger", "checkpoint").stdout, encoding="utf-8")
    Tamperer(store).truncate(6, heads=True)
    store.close()
    said = signoff("ledger", "verify", "--checkpoint", str(kept), code=1).stdout
    assert "truncated" in said
    assert "there are only 6: the end is cut off" in said
    done = signoff("ledger", "verify", "--checkpoint", str(kept), "--json", code=1)
    report = json.loads(done.stdout)
    assert report["whole"] is False
    assert {finding["what"] for finding in report["findings"]} == {"truncated", "unguarded", "retold"}
    kept.write_bytes(b"\xff no checkpoint")
    assert "not a signed checkpoint" in signoff("ledger", "verify", "--checkpoint", str(kept), code=1).stdout
    assert "can't be read" in signoff("ledger", "verify", "--checkpoint", str(tmp_path / "none"), code=2).stderr


def test_keys_are_replaced_and_revoked(signoff: Signoff) -> None:
    accepted(signoff).close()
    first, _, old, new = signoff.rows("ledger", "keys")
    assert [row["purpose"] for row in (first, old, new)] == ["root", "log", "log"]
    assert (
        "replace it first" in signoff("ledger", "revoke", new["fingerprint"], "--reason", "compromised", code=1).stderr
    )
    said = signoff("ledger", "revoke", old["fingerprint"][:10], "--reason", "compromised").stdout
    assert said.startswith(f"the log key {old['fingerprint']} is revoked since ")
    [seal] = signoff.rows("ledger", "rotate", "seal")
    assert (seal["purpose"], seal["retired_at"]) == ("seal", None)
    table = signoff("ledger", "keys").stdout
    assert table.count("signs") == 3
    assert "revoked" in table
    assert "replaced" in table
    signoff("ledger", "rotate", "root", code=2)
    signoff("ledger", "revoke", "77", "--reason", "a friend told me", code=2)
    signoff("ledger", "verify")


def test_passphrase_and_modes_are_enforced(signoff: Signoff, monkeypatch: pytest.MonkeyPatch) -> None:
    signoff.config.write_text(
        signoff.config.read_text() + '[evidence]\norganisation = "Vendor Ltd"\npassphrase = { env = "KEY_PASS" }\n'
    )
    signoff("migrate")
    assert "KEY_PASS is not set" in signoff("ledger", "rotate", "log", code=2).stderr
    monkeypatch.setenv("KEY_PASS", "correct horse")
    signoff("ledger", "rotate", "log")
    monkeypatch.setenv("KEY_PASS", "wrong")
    assert "is not the one it was made with" in signoff("ledger", "rotate", "log", code=2).stderr
    monkeypatch.setenv("KEY_PASS", "correct horse")
    for path in (signoff.folder / "var/keys").glob("log-*.key.pem"):
        path.chmod(0o644)
    assert "chmod 600" in signoff("ledger", "rotate", "log", code=2).stderr
    assert "Vendor Ltd" in (signoff.folder / "var/keys/keys.json").read_text()


def test_a_token_named_in_the_settings_becomes_the_seal(signoff: Signoff, monkeypatch: pytest.MonkeyPatch) -> None:
    place = soft_token(signoff.folder, monkeypatch)
    accepted(signoff).close()
    signoff.config.write_text(
        signoff.config.read_text()
        + f'[evidence.pkcs11]\nlibrary = "{place.library}"\ntoken = "{place.token}"\nkey = "{place.key}"\n'
        + 'pin = { env = "TOKEN_PIN" }\n'
    )
    monkeypatch.setenv("TOKEN_PIN", place.pin)
    [seal] = signoff.rows("ledger", "rotate", "seal")
    assert not list((signoff.folder / "var/keys").glob("seal-*.key.pem"))
    assert (signoff.folder / f"var/keys/seal-{seal['fingerprint'][:16]}.crt.pem").exists()
    assert "is or was the seal already" in signoff("ledger", "rotate", "seal", code=2).stderr
    signoff("ledger", "verify")
