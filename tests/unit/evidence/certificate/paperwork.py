"""A whole acceptance with everything around it: keys, authority, log, sealed certificate, bundle."""

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.vocabulary import AcceptanceType, RevocationReason
from processor import clock
from processor.documents.certificate import CertificateFacts, NamedDigest, certificate_files, make_certificate
from processor.documents.press import DirectPress
from processor.evidence.bundle.bundle import BundleParts, InLog, make_bundle, make_proofs, make_receipt
from processor.evidence.certificate.seal import Sealed, seal_pdf
from processor.evidence.ledger import checkpoint, leaf, tree
from processor.evidence.timestamps import TimestampAuthority, Timestamps
from processor.facts.acceptancejson import decision_sha256
from tests.servers.tsa import issue, key_pem, pem, root, usage
from tests.unit.documents.acceptances import acceptance

ORIGIN = "vendor.example/evidence"
SALT = bytes(range(16))
REPLY = b"From: ivan.petrov@romashka.example\r\nSubject: Re: PR-17\r\n\r\nApproved, PO 4711\r\n"
PROPOSAL = b"From: support@vendor.example\r\nSubject: PR-17\r\n\r\nTo accept, reply with the one word APPROVED.\r\n"
DOCUMENT = b'{"number":17,"version":3}'
DOCUMENT_PDF = b"%PDF-1.7 the proposal\n"


@dataclass(frozen=True)
class Key:
    """A seal key in memory."""

    private: ec.EllipticCurvePrivateKey
    own: x509.Certificate
    above: tuple[x509.Certificate, ...]

    @property
    def certificate(self) -> bytes:
        return self.own.public_bytes(serialization.Encoding.DER)

    @property
    def chain(self) -> tuple[bytes, ...]:
        return tuple(one.public_bytes(serialization.Encoding.DER) for one in self.above)

    def sign(self, data: bytes) -> bytes:
        return self.private.sign(data, ec.ECDSA(hashes.SHA256()))

    @property
    def fingerprint(self) -> str:
        form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        return hashlib.sha256(self.own.public_key().public_bytes(*form)).hexdigest()

    @property
    def root_fingerprint(self) -> str:
        return self.above[-1].fingerprint(hashes.SHA256()).hex()


def seal_key(years: float = 2) -> Key:
    """A new seal key under a new root; every one has the same names."""
    top = root("Vendor evidence root")
    extensions: list[tuple[x509.ExtensionType, bool]] = [
        (usage("digital_signature", "content_commitment"), True),
        (x509.BasicConstraints(ca=False, path_length=None), True),
    ]
    own, private = issue("Example Vendor GmbH seal", years, extensions, top)
    return Key(private, own, (top[0],))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def stamps(url: str, authority_root: bytes = b"", name: str = "Example TSA") -> Timestamps:
    return Timestamps([TimestampAuthority(name, url, authority_root)], os.urandom)


@dataclass
class Log:
    """A log in memory with entries of others before ours."""

    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    leaves: list[leaf.Leaf] = field(default_factory=list)

    def fill(self, count: int) -> None:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        for number in range(count):
            self.leaves.append(leaf.objection(1, number, at, message=leaf.salted(SALT, sha256(b"%d" % number))))

    def note(self, size: int | None = None) -> str:
        held = self.leaves[: len(self.leaves) if size is None else size]
        head = checkpoint.TreeHead(ORIGIN, len(held), tree.root_of(one.hash for one in held))
        return checkpoint.sign(head, self.key.public_key(), self.key.sign)

    def entry(self, index: int) -> InLog:
        path = tree.inclusion_proof([one.hash for one in self.leaves], index)
        return InLog(index, self.leaves[index].body, path)

    def growth(self, *sizes: int) -> dict[int, tuple[bytes, ...]]:
        every = [one.hash for one in self.leaves]
        return {size: tree.consistency_proof(every, size) for size in sizes}

    @property
    def public_pem(self) -> bytes:
        form = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        return self.key.public_key().public_bytes(*form)


@dataclass
class Paperwork:
    """What one acceptance leaves behind."""

    key: Key
    log: Log
    sealed: Sealed
    accepted: dict[str, Any]
    parts: BundleParts
    older: str
    unsealed: bytes

    @property
    def bundle(self) -> bytes:
        return make_bundle(self.parts)

    def with_certificate(self, pdf: bytes) -> bytes:
        return make_bundle(replace(self.parts, certificate=pdf))


def make(
    timestamps: Timestamps,
    authority_root: bytes = b"",
    key: Key | None = None,
    log: Log | None = None,
    revoked_after: timedelta | None = None,
    language: str = "en",
    reason: RevocationReason = RevocationReason.COMPROMISED,
) -> Paperwork:
    """All of it, in the order of events: first entry, checkpoint, page, seal, second entry, checkpoint, receipt."""
    key, log = key or seal_key(), log or Log()
    log.fill(37)
    older = log.note()
    accepted = _accepted(language)
    _first_entry(log, accepted)
    log.fill(2)
    unsealed, inside = _page(accepted, key, language, bool(timestamps))
    now = clock.utc_now()
    sealed = seal_pdf(unsealed, key, timestamps, now, "Example Vendor GmbH")
    fields = {"certificate": sealed.sha256, "record": sha256(inside)}
    digests = {name: leaf.salted(SALT, value) for name, value in fields.items()}
    log.leaves.append(leaf.certificate(17, "AC-2026-000017", now, **digests))
    own = len(log.leaves) - 1
    receipt_size = len(log.leaves)
    receipt = make_receipt(
        "AC-2026-000017", sealed.sha256, log.entry(own), SALT, log.note(), receipt_size,
        log.public_pem.decode(), key.root_fingerprint,
    )  # fmt: skip
    log.fill(5)
    extra = []
    if revoked_after is not None:
        log.leaves.append(leaf.key_revoked(key.fingerprint, reason, now + revoked_after))
        extra.append(log.entry(len(log.leaves) - 1))
    entries = [log.entry(37), log.entry(own), *extra]
    parts = BundleParts(
        "AC-2026-000017", sealed.pdf, receipt, REPLY, PROPOSAL, inside,
        make_proofs(log.note(), entries, log.growth(37, 38, receipt_size)), log.note(), log.public_pem,
        pem(key.above[-1]), pem(key.own), DOCUMENT, DOCUMENT_PDF, b"", authority_root,
    )  # fmt: skip
    return Paperwork(key, log, sealed, accepted, parts, older, unsealed)


def _accepted(language: str) -> dict[str, Any]:
    accepted = acceptance(language)
    accepted["document"] |= {"sha256": sha256(DOCUMENT), "pdf_sha256": sha256(DOCUMENT_PDF)}
    accepted["reply"]["sha256"], accepted["sent"]["sha256"] = sha256(REPLY), sha256(PROPOSAL)
    return accepted


def _first_entry(log: Log, accepted: dict[str, Any]) -> None:
    digests = {
        "document": accepted["document"]["sha256"],
        "sent": accepted["sent"]["sha256"],
        "reply": accepted["reply"]["sha256"],
        "record": decision_sha256(accepted),
    }
    at = datetime(2026, 11, 20, 8, 3, 25, tzinfo=UTC)
    made = {name: leaf.salted(SALT, digest) for name, digest in digests.items()}
    log.leaves.append(leaf.acceptance(17, AcceptanceType.SIGNED, at, **made))
    index = len(log.leaves) - 1
    note = log.note()
    accepted["ledger"] = {
        "origin": ORIGIN,
        "leaf_index": index,
        "tree_size": len(log.leaves),
        "root": checkpoint.parse(note).head.body().decode().split("\n")[2],
        "checkpoint": note,
        "salt": SALT.hex(),
        "leaf": log.leaves[index].body.decode(),
        "inclusion": [step.hex() for step in log.entry(index).path],
    }


def _page(accepted: dict[str, Any], key: Key, language: str, stamped: bool) -> tuple[bytes, bytes]:
    inside = json.dumps(accepted, ensure_ascii=False, sort_keys=True).encode()
    files = certificate_files(REPLY, PROPOSAL, inside)
    facts = CertificateFacts(
        accepted,
        "Example Vendor GmbH",
        language,
        key.root_fingerprint,
        key.own.fingerprint(hashes.SHA256()).hex(),
        tuple(NamedDigest(one.filename, sha256(one.content)) for one in files),
        "Example TSA" if stamped else "",
    )
    return make_certificate(DirectPress(), facts, files), inside


@contextmanager
def unpacked(paperwork: Paperwork, folder: Path) -> Iterator[Path]:
    """The bundle as a stranger has it: unpacked by unzip."""
    (folder / "bundle.zip").write_bytes(paperwork.bundle)
    subprocess.run(["python3", "-m", "zipfile", "-e", folder / "bundle.zip", folder], check=True, timeout=30)
    yield folder / paperwork.parts.number


__all__ = ["Key", "Log", "Paperwork", "key_pem", "make", "seal_key", "sha256", "stamps", "unpacked"]
