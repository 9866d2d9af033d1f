"""Bundles: everything that a stranger needs to check one acceptance, in one file, out of what the store keeps."""

import json
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from models.vocabulary import KeyPurpose, SealState
from processor.errors import Permanent, Refused
from processor.evidence.bundle.bundle import BundleParts, InLog, make_bundle, make_proofs
from processor.evidence.ledger.proofs import Proofs
from processor.evidence.tokens import response_of
from processor.facts.acceptancejson import certificate_key
from processor.store.ledgerrows import CheckpointRow, SigningKeyRow
from processor.store.store import Store
from processor.store.views.acceptances import AcceptanceLine, AcceptanceView

MOST_HEADS: Final = 1000
"""From so many of the newest checkpoints, beside its own two, a bundle proves that the log has only grown."""

_WAITS: Final = {
    SealState.PENDING: "it waits for its number, its certificate and its receipt",
    SealState.NUMBERED: "it waits for its certificate and its receipt",
    SealState.SEALED: "its certificate is sealed, and it waits for its receipt",
}


@dataclass(frozen=True, slots=True)
class _Log:
    """The ledger under its newest checkpoint."""

    head: CheckpointRow
    proofs: Proofs


class Bundles:
    """Exports acceptances. Needs no key: nothing is signed or written, so the same ledger gives the same bytes."""

    def __init__(self, store: Store, timestamp_root: bytes = b"") -> None:
        """`timestamp_root`: the certificates (PEM) that the time-stamping authorities lead to, where they are known."""
        self._store = store
        self._timestamp_root = timestamp_root

    def export(self, number: str) -> bytes:
        """The bundle (a zip) of an acceptance by number or id.

        Raises Refused while its evidence is not finished, with what it waits for, and Permanent where something that
        was kept is missing or was changed.
        """
        return self._store.read(lambda: self._export(number))

    def certificate(self, number: str) -> bytes:
        """The sealed certificate (a PDF) of an acceptance. Raises Refused while there is none."""
        line = self._store.views.acceptance(number).line
        if not line.certificate_sha256:
            raise Refused(unfinished(line))
        return self._store.blobs.get(line.certificate_sha256).body

    def _export(self, number: str) -> bytes:
        from processor.evidence.verify.document import read_document  # noqa: PLC0415 - large, and bundles are few

        view = self._store.views.acceptance(number)
        if view.line.seal is not SealState.TOLD:
            raise Refused(unfinished(view.line))
        log = self._log()
        inside, receipt = self._blob(view.json_sha256), self._blob(view.receipt_sha256)
        sizes = (json.loads(inside)["ledger"]["tree_size"], json.loads(receipt)["tree_size"])
        certificate = self._blob(view.line.certificate_sha256)
        keys = self._store.signing_keys.all()
        parts = BundleParts(
            number=view.line.number,
            certificate=certificate,
            receipt=receipt,
            reply=self._blob(view.reply_sha256),
            proposal=self._blob(view.sent_sha256),
            acceptance=inside,
            proofs=self._proofs(view, log, sizes, keys),
            checkpoint=log.head.note,
            log_key=_log_keys(keys, log.head),
            root=next(key.certificate_pem for key in keys if key.purpose is KeyPurpose.ROOT).encode(),
            seal=ssl.DER_cert_to_PEM_cert(read_document(certificate).signer.dump()).encode(),
            document=self._blob(view.document_sha256),
            document_pdf=self._blob(str(view.record["document"]["pdf_sha256"])),
            checkpoint_stamp=self._stamp(log.head),
            timestamp_root=self._timestamp_root,
            code_reply=self._blob(view.code_reply_sha256),
            kind=view.line.kind.value,
            notices=tuple(self._blob(str(one["sha256"])) for one in view.record.get("notices") or ()),
        )
        return make_bundle(parts)

    def _log(self) -> _Log:
        """Raises Permanent where the ledger no longer leads to its newest checkpoint: proofs would prove nothing."""
        head = self._store.ledger.latest_checkpoint()
        if head is None:
            raise Permanent("the ledger has lost its checkpoints: run signoff ledger verify")
        proofs = Proofs(self._store.ledger.hashes(0, head.size))
        if proofs.root != head.root:
            raise Permanent(
                f"the ledger no longer leads to its checkpoint of size {head.size}: run signoff ledger verify"
            )
        return _Log(head, proofs)

    def _proofs(self, view: AcceptanceView, log: _Log, own: Sequence[int], keys: Sequence[SigningKeyRow]) -> bytes:
        """proofs.json: both entries, those of the keys, and growth from the checkpoints that others may hold."""
        entries = [self._entry(key, log) for key in (view.leaf_key, certificate_key(view.line.number))]
        entries += [self._entry(key, log) for key in _key_leaves(keys) if self._stands(key, log)]
        heads = [head.size for head in self._store.ledger.checkpoints() if head.size < log.head.size][-MOST_HEADS:]
        sizes = {size for size in (*heads, *own) if size < log.head.size}
        return make_proofs(log.head.note, entries, {size: log.proofs.consistency(size) for size in sizes})

    def _stands(self, key: str, log: _Log) -> bool:
        place = self._store.ledger.place_of(key)
        return place is not None and place < log.head.size

    def _entry(self, key: str, log: _Log) -> InLog:
        place, body = self._store.ledger.place_of(key), self._store.ledger.body_of(key)
        if place is None or body is None or place >= log.head.size:
            raise Permanent(f"the ledger has lost the entry {key}: run signoff ledger verify")
        return InLog(place, body, log.proofs.inclusion(place))

    def _stamp(self, head: CheckpointRow) -> bytes:
        stamps = self._store.ledger.stamps(head.size)
        return response_of(stamps[0].token) if stamps else b""

    def _blob(self, digest: str) -> bytes:
        return self._store.blobs.get(digest).body if digest else b""


def unfinished(line: AcceptanceLine) -> str:
    """What an acceptance waits for before it can be exported, and why."""
    name = line.number or f"acceptance {line.acceptance_id}"
    why = f" ({line.seal_error})" if line.seal_error else ""
    return f"{name} can't be exported yet: {_WAITS[line.seal]}{why}; the daemon's loop seal goes on by itself"


def _key_leaves(keys: Sequence[SigningKeyRow]) -> Iterator[str]:
    """The names of the leaves by which the log's key changed hands, and of those that gave a key up."""
    successors = [key for key in keys if key.purpose is KeyPurpose.LOG][1:]
    yield from (f"key:{key.fingerprint}" for key in successors)
    yield from (f"key_revoked:{key.fingerprint}" for key in keys if key.revoked_at is not None)


def _log_keys(keys: Sequence[SigningKeyRow], head: CheckpointRow) -> bytes:
    """The public keys of the log, the one that signed this head first: OpenSSL reads the first only."""
    own = [key for key in keys if key.purpose is KeyPurpose.LOG]
    ordered = sorted(own, key=lambda key: (key.fingerprint != head.signer, -key.valid_from.timestamp()))
    return "".join(key.public_pem for key in ordered).encode()
