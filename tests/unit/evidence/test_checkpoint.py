"""Checkpoints: the form that others publish, and what plain OpenSSL says of them."""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from processor.evidence.ledger import checkpoint
from processor.evidence.ledger.checkpoint import TreeHead

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
HEAD = TreeHead("vendor.example/signoff", 12_345, b"r" * 32)
NOTE = checkpoint.sign(HEAD, KEY.public_key(), KEY.sign)


def test_a_key_is_named_as_the_go_implementation_names_its_example() -> None:
    """The example key and signature of the documentation of Go's package golang.org/x/mod/sumdb/note."""
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")[1:])
    assert checkpoint.key_id("PeterNeumann", key).hex() == "c74f20a3"
    line = base64.b64decode(
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    )
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    key.verify(line[4:], text.encode())
    assert line[:4].hex() == "c74f20a3"


def test_a_checkpoint_has_the_form_of_c2sp() -> None:
    lines = NOTE.split("\n")
    assert lines[:4] == ["vendor.example/signoff", "12345", base64.b64encode(b"r" * 32).decode(), ""]
    assert lines[4].startswith("\u2014 vendor.example/signoff ")
    assert lines[5:] == [""]
    note = checkpoint.parse(NOTE)
    assert note.head == HEAD
    assert note.is_signed_by(KEY.public_key())
    assert not note.is_signed_by(Ed25519PrivateKey.generate().public_key())


def test_more_signatures_may_follow() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    second = checkpoint.sign(HEAD, other.public_key(), other.sign).partition("\n\n")[2]
    witness = f"\u2014 witness.example {base64.b64encode(b'idid' + b'other kind of signature').decode()}\n"
    note = checkpoint.parse(NOTE + second + witness)
    assert note.is_signed_by(KEY.public_key())
    assert note.is_signed_by(other.public_key())
    assert len(note.signatures) == 3


def test_a_signature_under_another_name_is_not_the_logs() -> None:
    assert not checkpoint.parse(NOTE.replace("\u2014 vendor", "\u2014 wendor")).is_signed_by(KEY.public_key())


def test_no_flipped_bit_goes_unseen() -> None:
    raw = NOTE.encode()
    for position in range(len(raw) * 8):
        flipped = bytearray(raw)
        flipped[position // 8] ^= 1 << position % 8
        try:
            note = checkpoint.parse(flipped.decode())
        except ValueError:
            continue
        assert not note.is_signed_by(KEY.public_key()), position


@pytest.mark.parametrize(
    "text",
    [
        "",
        NOTE[:-1],
        NOTE + "\n",
        NOTE.replace("12345", "012345"),
        NOTE.replace("12345", "-1"),
        NOTE.replace("12345\n", "12345\nextension\n"),
        NOTE.replace("=\n\n", "\n\n"),
        NOTE.replace("\n", "\r\n"),
        NOTE.partition("\u2014")[0],
        NOTE.replace("\u2014", "-"),
        "a b\n1\n" + NOTE.split("\n", 2)[2],
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a signed checkpoint"):
        checkpoint.parse(text)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "line\nend", "x" * 201])
def test_a_log_needs_a_name_that_a_note_can_carry(name: str) -> None:
    with pytest.raises(ValueError, match="name of a log"):
        TreeHead(name, 1, b"r" * 32).body()


def openssl(folder: Path, body: bytes) -> str:
    (folder / "checkpoint.body").write_bytes(body)
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "log.pub.pem", "-rawin"]
    done = subprocess.run(
        [*command, "-in", "checkpoint.body", "-sigfile", "checkpoint.sig"],
        cwd=folder, capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_plain_openssl_verifies_a_checkpoint(tmp_path: Path) -> None:
    pem = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "log.pub.pem").write_bytes(pem)
    note = checkpoint.parse(NOTE)
    (tmp_path / "checkpoint.sig").write_bytes(note.signatures[0].signature)
    assert "Signature Verified Successfully" in openssl(tmp_path, note.body)
    assert "Signature Verification Failure" in openssl(tmp_path, note.body.replace(b"12345", b"12346"))


def test_the_commands_of_the_docs_are_those_that_work(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs/evidence.md").read_text(encoding="utf-8")
    block = next(part for part in page.split("```") if "pkeyutl" in part)
    pem = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "log.pub.pem").write_bytes(pem)
    for note, answer in ((NOTE, "Verified Successfully"), (NOTE.replace("12345", "12346"), "Verification Failure")):
        (tmp_path / "checkpoint.txt").write_text(note, encoding="utf-8")
        done = subprocess.run(
            ["sh", "-c", block], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=30
        )
        assert f"Signature {answer}" in done.stdout + done.stderr
