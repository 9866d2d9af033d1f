"""The keys of an installation: made once and whole, kept to their owner, replaced by keys that the old vouch for."""

import os
import stat
import subprocess
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA256

from models.vocabulary import KeyPurpose
from processor.errors import SettingsError
from processor.evidence.keys import files, records
from processor.evidence.keys.publickeys import certificate_fingerprint, has_signed, key_fingerprint, read_public_key
from processor.evidence.keys.ring import KeyRing, open_or_create
from processor.evidence.keys.seal import seal_of, with_token
from processor.evidence.keys.token import Token, TokenPlace
from processor.evidence.ledger import leaf
from tests.unit.evidence.keyrings import NOW, new_ring, soft_token

LATER = NOW + timedelta(days=600)


def test_a_new_installation_gets_its_three_keys(tmp_path: Path) -> None:
    ring = new_ring(tmp_path)
    assert [record.purpose for record in ring.records] == [KeyPurpose.ROOT, KeyPurpose.SEAL, KeyPurpose.LOG]
    assert ring.origin == f"vendor.example/signoff/{ring.current(KeyPurpose.ROOT).fingerprint[:16]}"
    assert stat.S_IMODE(ring.folder.stat().st_mode) == 0o700
    for path in ring.folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    names = {path.name.partition("-")[0] + path.name[path.name.find(".") :] for path in ring.folder.glob("*-*")}
    assert names == {"root.key.pem", "root.pub.pem", "root.crt.pem", "seal.key.pem", "seal.pub.pem", "seal.crt.pem",
                     "log.key.pem", "log.pub.pem"}  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]
    ring.log_public_key.verify(ring.sign_for_log(b"head"), b"head")
    assert not ring.is_stale()


def test_the_certificates_say_what_they_are_for(tmp_path: Path) -> None:
    ring = new_ring(tmp_path)
    root, seal = ring.root_certificate, ring.seal_certificate
    seal.verify_directly_issued_by(root)
    root.verify_directly_issued_by(root)
    assert root.subject.rfc4514_string() == "CN=Vendor Ltd\\, evidence root,O=Vendor Ltd"
    assert seal.subject.rfc4514_string() == "CN=Vendor Ltd\\, evidence seal,O=Vendor Ltd"
    years = timedelta(days=365)
    assert root.not_valid_after_utc - root.not_valid_before_utc >= 20 * years
    assert seal.not_valid_after_utc - seal.not_valid_before_utc == 2 * years
    usage = seal.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.digital_signature
    assert usage.value.content_commitment
    assert not usage.value.key_cert_sign
    assert root.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    assert root.extensions.get_extension_for_class(x509.BasicConstraints).value == x509.BasicConstraints(True, 0)
    with pytest.raises(x509.ExtensionNotFound):
        seal.extensions.get_extension_for_class(x509.ExtendedKeyUsage)


def test_openssl_takes_the_chain(tmp_path: Path) -> None:
    ring = new_ring(tmp_path)
    [root], [seal] = ring.folder.glob("root-*.crt.pem"), ring.folder.glob("seal-*.crt.pem")
    at = str(int((NOW + timedelta(days=1)).timestamp()))
    command = ["openssl", "verify", "-x509_strict", "-attime", at, "-CAfile", str(root), str(seal)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert done.stdout.endswith(": OK\n"), done.stderr
    printed = subprocess.run(
        ["openssl", "x509", "-in", str(root), "-noout", "-fingerprint", "-sha256"],
        capture_output=True, text=True, check=True, timeout=30,
    )  # fmt: skip
    digest = printed.stdout.strip().partition("=")[2].replace(":", "").lower()
    assert digest == certificate_fingerprint(ring.root_certificate)


def test_opening_again_gives_the_same_keys(tmp_path: Path) -> None:
    ring = new_ring(tmp_path)
    again = open_or_create(ring.folder, "Other", None, LATER, domain="other.example", may_create=True)
    assert again.records == ring.records
    assert (again.origin, again.organisation) == (ring.origin, "Vendor Ltd")


def test_lost_keys_are_not_made_anew_in_silence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="restore the folder from your backup"):
        open_or_create(tmp_path / "keys", "Vendor", None, NOW, domain="vendor.example", may_create=False)
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys/other").touch()
    with pytest.raises(SettingsError, match="name a folder that is not there yet"):
        new_ring(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keys"]


def test_a_passphrase_locks_all_private_keys(tmp_path: Path) -> None:
    ring = new_ring(tmp_path, b"correct horse")
    for path in ring.folder.glob("*.key.pem"):
        assert path.read_bytes().startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    KeyRing(ring.folder, b"correct horse").sign_for_log(b"x")
    with pytest.raises(SettingsError, match="is not the one it was made with"):
        KeyRing(ring.folder, b"wrong").sign_for_log(b"x")
    with pytest.raises(SettingsError, match="needs a passphrase"):
        KeyRing(ring.folder, None).sign_for_log(b"x")
    plain = new_ring(tmp_path / "plain")
    with pytest.raises(SettingsError, match="has no passphrase"):
        KeyRing(plain.folder, b"needless").sign_for_log(b"x")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o700, 0o4600])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    ring = new_ring(tmp_path)
    [path] = ring.folder.glob("log-*.key.pem")
    path.chmod(mode)
    with pytest.raises(SettingsError, match="chmod 600"):
        ring.sign_for_log(b"x")


def test_a_key_of_another_owner_or_behind_a_link_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = new_ring(tmp_path)
    [path] = ring.folder.glob("log-*.key.pem")
    with monkeypatch.context() as patch:
        patch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
        with pytest.raises(SettingsError, match="belongs to another user"):
            ring.sign_for_log(b"x")
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SettingsError, match="can't be read"):
        ring.sign_for_log(b"x")


def test_a_damaged_index_or_key_is_told(tmp_path: Path) -> None:
    ring = new_ring(tmp_path)
    [path] = ring.folder.glob("log-*.key.pem")
    path.write_text("-----BEGIN PRIVATE KEY-----\n")
    with pytest.raises(SettingsError, match="damaged"):
        ring.sign_for_log(b"x")
    index = ring.folder / records.INDEX
    whole = index.read_text()
    swapped = whole.replace(ring.records[2].fingerprint, "0" * 64)
    for text in (
        "",
        "[]",
        whole[:-20],
        whole.replace('"format": 1', '"format": 2'),
        whole.replace('"log"', '"x"'),
        swapped,
    ):
        index.write_text(text)
        with pytest.raises(SettingsError, match="restore the folder from your backup"):
            KeyRing(ring.folder, None)


CUTS = ("write_private_key", "write_new", "replace", "sync_folder", "rename")


@pytest.mark.parametrize("cut", CUTS)
def test_making_keys_that_is_cut_short_leaves_nothing_or_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: str
) -> None:
    """Fails at each call of each step in turn; what is left is then opened as a start after a crash would."""
    for call in range(1, 9):
        folder = tmp_path / f"{call}"
        with monkeypatch.context() as patch:
            _cut(patch, cut, call)
            with pytest.raises((KeyboardInterrupt, SettingsError)) if _is_cut(cut, call) else _nothing():
                new_ring(folder)
        ring = new_ring(folder)
        ring.log_public_key.verify(ring.sign_for_log(b"x"), b"x")
        assert seal_of(ring).certificate
        assert len(list(ring.folder.glob("*.key.pem"))) == 3


CALLS = {"write_private_key": 3, "write_new": 8, "replace": 1, "sync_folder": 3, "rename": 1}


def _is_cut(cut: str, call: int) -> bool:
    return call <= CALLS[cut]


def _nothing() -> threading.Lock:
    return threading.Lock()


def _cut(patch: pytest.MonkeyPatch, name: str, call: int) -> None:
    owner = os if name == "rename" else files
    real, calls = getattr(owner, name), []

    def stop(*arguments: object) -> object:
        calls.append(name)
        if len(calls) == call:
            raise KeyboardInterrupt
        return real(*arguments)

    patch.setattr(owner, name, stop)


def test_of_two_that_make_keys_at_once_one_wins(tmp_path: Path) -> None:
    rings: list[KeyRing] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait(10)
        rings.append(new_ring(tmp_path))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len({ring.origin for ring in rings}) == 1
    assert len(rings) == 4


@pytest.mark.parametrize("purpose", [KeyPurpose.SEAL, KeyPurpose.LOG])
def test_a_new_key_takes_over_and_the_old_one_vouches_for_it(tmp_path: Path, purpose: KeyPurpose) -> None:
    ring = new_ring(tmp_path)
    old = ring.current(purpose)
    after = ring.rotated(purpose, LATER)
    new = after.current(purpose)
    assert (ring.is_stale(), after.is_stale()) == (True, False)
    assert after.records == (*ring.records, new)
    assert new.valid_from == LATER.replace(microsecond=0)
    fields = new.leaf.fields()
    assert (fields["public_key"], fields["signed_by"]) == (new.fingerprint, old.fingerprint)
    statement = leaf.key_statement(purpose, new.fingerprint, fields.get("certificate", ""), LATER, old.fingerprint)
    assert has_signed(read_public_key(old.public_pem), statement, fields["signature"])
    assert has_signed(read_public_key(ring.records[0].public_pem), statement, fields["root_signature"])
    assert not after.has_private(old)
    assert (ring.folder / f"{old.stem}.pub.pem").exists()
    if purpose is KeyPurpose.SEAL:
        after.seal_certificate.verify_directly_issued_by(after.root_certificate)
        assert (ring.folder / f"{old.stem}.crt.pem").exists()
        assert fields["certificate"] == certificate_fingerprint(after.seal_certificate)
    else:
        after.log_public_key.verify(after.sign_for_log(b"x"), b"x")


def test_the_root_may_be_kept_elsewhere_until_it_is_needed(tmp_path: Path) -> None:
    ring = new_ring(tmp_path)
    root = ring.folder / ring.current(KeyPurpose.ROOT).private_name
    root.rename(tmp_path / "offline")
    log = ring.rotated(KeyPurpose.LOG, LATER)
    assert "root_signature" not in log.current(KeyPurpose.LOG).leaf.fields()
    with pytest.raises(SettingsError, match="the root key is needed for this"):
        log.rotated(KeyPurpose.SEAL, LATER)
    assert KeyRing(ring.folder, None).records == log.records
    (tmp_path / "offline").rename(root)
    (ring.folder / log.current(KeyPurpose.LOG).private_name).unlink()
    rescued = log.rotated(KeyPurpose.LOG, LATER)
    fields = rescued.current(KeyPurpose.LOG).leaf.fields()
    assert fields["signed_by"] == ring.current(KeyPurpose.ROOT).fingerprint


def test_the_seal_signs_and_a_missing_key_is_told(tmp_path: Path) -> None:
    ring = new_ring(tmp_path)
    seal = seal_of(ring)
    certificate = x509.load_der_x509_certificate(seal.certificate)
    certificate.public_key().verify(seal.sign(b"data"), b"data", ECDSA(SHA256()))  # type: ignore[call-arg, union-attr, arg-type]
    assert [x509.load_der_x509_certificate(der) for der in seal.chain] == [ring.root_certificate]
    (ring.folder / ring.current(KeyPurpose.SEAL).private_name).unlink()
    with pytest.raises(SettingsError, match="is not in"):
        seal_of(ring)


def test_a_key_in_a_token_seals_and_never_leaves_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = soft_token(tmp_path, monkeypatch)
    ring = new_ring(tmp_path)
    token = Token(place)
    with pytest.raises(SettingsError, match="is not the seal's"):
        seal_of(ring, token)
    after = with_token(ring, token, LATER)
    assert with_token(after, token, LATER) is after
    assert after.current(KeyPurpose.SEAL).fingerprint == key_fingerprint(token.public_key)
    seal = seal_of(after, token)
    signature = seal.sign(b"data")
    token.public_key.verify(signature, b"data", ECDSA(SHA256()))
    x509.load_der_x509_certificate(seal.certificate).verify_directly_issued_by(after.root_certificate)
    assert not after.has_private(after.current(KeyPurpose.SEAL))
    with pytest.raises(SettingsError, match="is not in"):
        seal_of(after)
    back = after.rotated(KeyPurpose.SEAL, LATER)
    assert back.current(KeyPurpose.SEAL).leaf.fields()["signed_by"] == ring.records[0].fingerprint
    with pytest.raises(SettingsError, match="is or was the seal already"):
        with_token(back, token, LATER)
    second = Token(place)
    assert second.public_key == token.public_key
    second.close()
    token.close()
    _wrong_places(place)


def _wrong_places(place: TokenPlace) -> None:
    wrong = {
        "no token labelled": TokenPlace(place.library, "other", place.key, place.pin),
        "no key pair": TokenPlace(place.library, place.token, "other", place.pin),
        "PIN is not that": TokenPlace(place.library, place.token, place.key, "9999"),
        "can't be used": TokenPlace(Path("/nowhere.so"), place.token, place.key, place.pin),
    }
    for words, other in wrong.items():
        with pytest.raises(SettingsError, match=words):
            Token(other)
