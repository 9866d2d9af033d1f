"""The bundle of an acceptance: one zip with everything that a stranger needs to check it, the same bytes each time."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from models.vocabulary import ApprovalKind
from processor.evidence.bundle.readme import readme
from processor.facts.acceptancejson import document_files, notice_file

__all__ = ["BundleParts", "InLog", "bundle_files", "make_bundle", "make_proofs", "make_receipt"]

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can name: a bundle's own time says nothing."""

_MODE: Final = 0o644 << 16
_UNIX: Final = 3


@dataclass(frozen=True, slots=True)
class InLog:
    """An entry of the log: its canonical JSON, where it stands, its path to the root of a checkpoint."""

    index: int
    leaf: bytes
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class BundleParts:
    """The files of a bundle; empty ones are left out.

    `kind` is that of what was accepted, `proposal` the mail that asked, `document` its canonical bytes, `document_pdf`
    its PDF; `code_reply` is the mail that returned a challenge's code, `notices` are those that a deemed one rests on;
    `checkpoint` is the newest signed tree head, `checkpoint_stamp` an authority's response over it (DER); keys and
    certificates are PEM. `log_key` begins with the key that signed that head.
    """

    number: str
    certificate: bytes
    receipt: bytes
    reply: bytes
    proposal: bytes
    acceptance: bytes
    proofs: bytes
    checkpoint: str
    log_key: bytes
    root: bytes
    seal: bytes
    document: bytes = b""
    document_pdf: bytes = b""
    checkpoint_stamp: bytes = b""
    timestamp_root: bytes = b""
    code_reply: bytes = b""
    kind: str = ApprovalKind.PROPOSAL.value
    notices: tuple[bytes, ...] = ()


def bundle_files(parts: BundleParts) -> dict[str, bytes]:
    """The files by their names in the bundle, README.txt included."""
    names = document_files(parts.kind)
    every = {
        "certificate.pdf": parts.certificate,
        "receipt.json": parts.receipt,
        "reply.eml": parts.reply,
        "code-reply.eml": parts.code_reply,
        names.request: parts.proposal,
        **{notice_file(place): body for place, body in enumerate(parts.notices, 1)},
        "acceptance.json": parts.acceptance,
        names.canonical: parts.document,
        names.pdf: parts.document_pdf,
        "proofs.json": parts.proofs,
        "checkpoint.txt": parts.checkpoint.encode(),
        "checkpoint.tsr": parts.checkpoint_stamp,
        "log.pub.pem": parts.log_key,
        "root.crt.pem": parts.root,
        "seal.crt.pem": parts.seal,
        "timestamp-root.pem": parts.timestamp_root,
    }
    files = {name: content for name, content in every.items() if content}
    return {**files, "README.txt": readme(parts.number, frozenset(files)).encode()}


def make_bundle(parts: BundleParts) -> bytes:
    """The bundle as a zip: sorted names, no times, nothing compressed, so that the same parts make the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(bundle_files(parts).items()):
            entry = zipfile.ZipInfo(f"{parts.number}/{name}", _EPOCH)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            archive.writestr(entry, content)
    return made.getvalue()


def make_receipt(
    acceptance: str,
    certificate_sha256: str,
    entry: InLog,
    salt: bytes,
    checkpoint: str,
    tree_size: int,
    log_key: str,
    root_fingerprint: str,
) -> bytes:
    """receipt.json: that the log holds this very certificate, by its entry's path to a signed checkpoint."""
    return _json(
        {
            "schema": "signoff-receipt/1",
            "acceptance": acceptance,
            "certificate_sha256": certificate_sha256,
            "leaf": entry.leaf.decode(),
            "salt": salt.hex(),
            "leaf_index": entry.index,
            "tree_size": tree_size,
            "inclusion": [step.hex() for step in entry.path],
            "checkpoint": checkpoint,
            "log_public_key": log_key,
            "root_fingerprint": root_fingerprint,
        }
    )


def make_proofs(checkpoint: str, entries: Sequence[InLog], growth: Mapping[int, Sequence[bytes]]) -> bytes:
    """proofs.json: entries with their paths to the checkpoint, and proofs that it grew from older sizes.

    Besides the two entries of the acceptance it takes those of its keys: KEY where the log's key has changed since
    the seal, KEY_REVOKED where the seal's was given up.
    """
    return _json(
        {
            "schema": "signoff-proofs/1",
            "checkpoint": checkpoint,
            "entries": [
                {"index": one.index, "leaf": one.leaf.decode(), "inclusion": [step.hex() for step in one.path]}
                for one in sorted(entries, key=lambda one: one.index)
            ],
            "consistency": [
                {"size": size, "proof": [step.hex() for step in proof]} for size, proof in sorted(growth.items())
            ],
        }
    )


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
