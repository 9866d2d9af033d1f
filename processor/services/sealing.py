"""Sealing: what was accepted becomes evidence that a stranger can check.

The order is that of the evidence's own logic: the acceptance's leaf is numbered and under a signed checkpoint before
the certificate is made, since the certificate prints both; the certificate's digest is a leaf before the receipt is
sent, since the receipt proves it. Each step is one transaction and can be done again: a crash between two of them
leaves one acceptance, one number and one certificate.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from models.vocabulary import AcceptanceType, ApprovalKind, KeyPurpose, LeafKind, SealState
from processor.approvals.receipts import Evidence, decide_receipt
from processor.documents.certificate import CertificateFacts, NamedDigest, certificate_files, make_certificate
from processor.documents.press import PdfMaker
from processor.errors import SignoffError, Temporary
from processor.evidence.bundle.bundle import InLog, make_receipt
from processor.evidence.keys.publickeys import certificate_fingerprint
from processor.evidence.keys.ring import KeyRing
from processor.evidence.keys.seal import Seal
from processor.evidence.ledger.leaf import certificate as certificate_leaf
from processor.evidence.ledger.leaf import salted
from processor.evidence.timestamps import Timestamps
from processor.facts.acceptancejson import SCHEMA, certificate_key
from processor.ids import Ids
from processor.observability.log import get_log
from processor.observability.metrics import SEALED
from processor.services.ledger import Inclusion, Ledger
from processor.store.apply import Applier, Cause
from processor.store.approvals import OutstandingLine, PendingAcceptance
from processor.store.due import LONGEST_DELAY
from processor.store.ledgerrows import CheckpointRow, StampRow
from processor.store.store import Store

FIRST_DELAY: Final = timedelta(minutes=1)
BATCH: Final = 20
KEPT_WARM: Final = timedelta(minutes=10)
"""How long the process that lays out pages is kept after the last one."""

LOCAL_CLOCK: Final = "local clock"


@dataclass(frozen=True, slots=True)
class Sealer:
    """What seals: the press, the key of the seal (of the ring as it is now), and the authorities for the time."""

    press: PdfMaker
    key: Callable[[KeyRing], Seal]
    timestamps: Timestamps
    authorities: tuple[str, ...]


class Sealing:
    """Makes the evidence of acceptances, one after another. One process at a time does so, by lease."""

    def __init__(
        self, store: Store, ledger: Ledger, sealer: Sealer, applier: Applier, ids: Ids, mail_queued: Callable[[], None]
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._sealer = sealer
        self._applier = applier
        self._ids = ids
        self._mail_queued = mail_queued
        self._log = get_log("seal")
        self._faults: list[Exception] = []
        self._last_made: datetime | None = None

    def turn(self, now: datetime) -> int:
        """Bring every acceptance as far as it goes; how many are done. Whatever else was written gets a checkpoint.

        Two checkpoints serve a whole batch: one over the acceptances, one over their certificates. What can't be sealed
        now waits, and the others go on. Raises the last such error, so that health tells of it.
        """
        batch = self._store.approvals.pending_acceptances(now, BATCH)
        if not batch and not self._store.ledger.waiting():
            self._rest(now)
            return 0
        self._faults.clear()
        self._ledger.checkpoint(now)
        made = [one for one in batch if self._go_on(one, self._make, now)]
        if made:
            self._last_made = now
            self._stamp(self._ledger.checkpoint(now))
        told = [one for one in made if self._go_on(one, self._tell, now)]
        if self._faults:
            raise self._faults[-1]
        return len(told)

    def close(self) -> None:
        """Give back what making pages holds."""
        self._sealer.press.close()

    def _stamp(self, head: CheckpointRow) -> None:
        """An authority's word for when the log stood so: whoever holds our keys can't write another past behind it.

        The certificates carry stamps of their own, so where no authority answers now this one is left out.
        """
        if not self._sealer.timestamps:
            return
        try:
            stamp = self._sealer.timestamps.stamp(hashlib.sha256(head.note.encode()).digest())
        except Temporary as error:
            self._log.warning("checkpoint without a stamp", size=head.size, reason=str(error))
            return
        self._store.ledger.add_stamp(StampRow(head.size, stamp.authority, stamp.token, stamp.at))

    def _rest(self, now: datetime) -> None:
        """The press is kept warm for the next certificate, but not for ever: it is a process of its own."""
        if self._last_made is not None and now - self._last_made > KEPT_WARM:
            self._sealer.press.close()
            self._last_made = None

    def _go_on(
        self, pending: PendingAcceptance, step: Callable[[PendingAcceptance, datetime], None], now: datetime
    ) -> bool:
        """Whether the step came to its end. Whatever one acceptance throws, the others go on."""
        try:
            step(self._store.approvals.pending(pending.acceptance_id), now)
        except Exception as error:
            self._faults.append(error)
            self._put_off(pending, error, now)
            return False
        return True

    def _make(self, pending: PendingAcceptance, now: datetime) -> None:
        if pending.seal is SealState.PENDING:
            self._store.approvals.give_number(pending.acceptance_id, pending.accepted_at.year)
            pending = self._store.approvals.pending(pending.acceptance_id)
        if pending.seal is SealState.NUMBERED:
            self._seal(pending, now)

    def _put_off(self, pending: PendingAcceptance, error: Exception, now: datetime) -> None:
        """Recorded it is already, with the time it was received: only its evidence comes later."""
        delay = min(FIRST_DELAY * 2 ** min(pending.attempts, 10), LONGEST_DELAY)
        why = str(error) if isinstance(error, SignoffError) else f"{type(error).__name__}: {error}"
        self._log.warning("sealed later", acceptance=pending.acceptance_id, reason=why)
        self._store.approvals.defer_seal(pending.acceptance_id, why, now + delay)

    def _seal(self, pending: PendingAcceptance, now: datetime) -> None:
        from processor.evidence.certificate.seal import seal_pdf  # noqa: PLC0415 - large, and acceptances are few

        ring = self._ledger.keys(now)
        place = self._ledger.inclusion(pending.leaf_key)
        whole = _acceptance_json(pending, place, ring.origin, self._source, now) | self._outstanding(pending)
        body = _canonical(whole)
        reply, request = self._blob(pending.reply_sha256), self._blob(pending.sent_sha256)
        notices = [self._blob(str(one["sha256"])) for one in whole.get("notices") or ()]
        files = certificate_files(reply, request, body, str(whole["document"]["kind"]), notices)
        facts = CertificateFacts(
            acceptance=whole,
            organisation=ring.organisation,
            language=str(pending.record["sent"]["language"]) if pending.record.get("sent") else "en",
            root_fingerprint=certificate_fingerprint(ring.root_certificate),
            seal_fingerprint=certificate_fingerprint(ring.seal_certificate),
            attachments=tuple(NamedDigest(file.filename, _sha256(file.content)) for file in files),
            authority=", ".join(self._sealer.authorities),
        )
        page = make_certificate(self._sealer.press, facts, files)
        sealed = seal_pdf(page, self._sealer.key(ring), self._sealer.timestamps, now, ring.organisation)
        self._store.transact(lambda: self._keep(pending, body, sealed.pdf, now))

    def _keep(self, pending: PendingAcceptance, body: bytes, pdf: bytes, now: datetime) -> None:
        """The certificate, its leaf, and the step, all or nothing. Who came first has made the certificate."""
        if self._store.approvals.pending(pending.acceptance_id).seal is not SealState.NUMBERED:
            return
        record = self._store.blobs.keep(body, "application/json")
        certificate = self._store.blobs.keep(pdf, "application/pdf")
        leaf = certificate_leaf(
            pending.acceptance_id,
            pending.number,
            now,
            certificate=salted(pending.salt, certificate),
            record=salted(pending.salt, record),
        )
        self._store.ledger.add_leaf(certificate_key(pending.number), LeafKind.CERTIFICATE, leaf.body, now)
        self._store.approvals.sealed(pending.acceptance_id, record, certificate)

    def _tell(self, pending: PendingAcceptance, now: datetime) -> None:
        """Queue the receipt, with what proves that this very certificate is in the log."""
        if pending.seal is not SealState.SEALED:
            return
        ring = self._ledger.keys(now)
        place = self._ledger.inclusion(certificate_key(pending.number))
        root = certificate_fingerprint(ring.root_certificate)
        receipt = make_receipt(
            pending.number,
            pending.certificate_sha256,
            in_log(place),
            pending.salt,
            place.checkpoint.note,
            place.checkpoint.size,
            ring.current(KeyPurpose.LOG).public_pem,
            root,
        )
        key = self._ids.approval_key(
            ApprovalKind.RECEIPT, pending.year, pending.serial, pending.certificate_sha256, pending.number
        )

        def work() -> None:
            known = self._store.approvals.pending(pending.acceptance_id)
            if known.seal is not SealState.SEALED:
                return
            digest = self._store.blobs.keep(receipt, "application/json")
            self._store.approvals.receipt_made(pending.acceptance_id, digest, key.token)
            self._queue(pending, Evidence(pending.certificate_sha256, digest, root, place.checkpoint.note), now)
            self._store.approvals.receipt_queued(pending.acceptance_id)

        self._store.transact(work)
        self._mail_queued()
        SEALED.inc()
        self._log.info("sealed", acceptance=pending.number)

    def _queue(self, pending: PendingAcceptance, evidence: Evidence, now: datetime) -> None:
        """The receipt names who decided, which may be a deputy of who was asked."""
        facts = self._store.facts
        acceptance = facts.acceptance_facts(pending.acceptance_id, now)
        approver = facts.approver_facts(pending.approver_id)
        made = self._store.approvals.pending(pending.acceptance_id).receipt
        assert made is not None
        others = facts.other_contacts(acceptance.proposal, approver.address, now)
        told = others if approver.customer_id else ()
        more = _more(pending.record) + _listed(self._store.approvals.outstanding(pending.acceptance_id))
        decision = decide_receipt(acceptance, approver, told, made, evidence, more, now)
        digest = hashlib.sha256(f"receipt\0{pending.number}\0{pending.certificate_sha256}".encode()).hexdigest()
        self._applier.apply(Cause(digest=digest), decision, now)

    @property
    def _source(self) -> str:
        return f"RFC 3161: {', '.join(self._sealer.authorities)}" if self._sealer.authorities else LOCAL_CLOCK

    def _outstanding(self, pending: PendingAcceptance) -> dict[str, Any]:
        """The issues left outstanding with a Completion form, with the numbers of their tickets."""
        if pending.key.kind is not ApprovalKind.COMPLETION:
            return {}
        found = self._store.approvals.outstanding(pending.acceptance_id)
        return {"outstanding": [{"position": one.position, "text": one.text, "ticket": one.ticket} for one in found]}

    def _blob(self, digest: str) -> bytes:
        return self._store.blobs.get(digest).body if digest else b""


def in_log(place: Inclusion) -> InLog:
    """A proven leaf as bundles and receipts write it."""
    return InLog(place.place, place.body, place.proof)


def _acceptance_json(
    pending: PendingAcceptance, place: Inclusion, origin: str, source: str, now: datetime
) -> dict[str, Any]:
    """The record with what sealing adds: number, source of time, and the place in the ledger."""
    ledger = {
        "origin": origin,
        "leaf_index": place.place,
        "leaf": place.body.decode(),
        "tree_size": place.checkpoint.size,
        "root": place.checkpoint.root.hex(),
        "checkpoint": place.checkpoint.note,
        "inclusion": [step.hex() for step in place.proof],
        "salt": pending.salt.hex(),
    }
    return {
        **pending.record,
        "schema": SCHEMA,
        "acceptance": {**pending.record["acceptance"], "number": pending.number},
        "time": {"source": source, "sealed_at": now.astimezone(UTC).isoformat(timespec="seconds")},
        "ledger": ledger,
    }


def _more(record: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """What the receipt prints beside, where it is there."""
    document, judgement = record.get("document") or {}, record.get("judgement") or {}
    values = {
        "amount": document.get("price"),
        "currency": document.get("currency"),
        "purchase_order": judgement.get("purchase_order"),
        "recorded_by": record["acceptance"].get("recorded_by"),
        "deemed": "yes" if record["acceptance"]["type"] == AcceptanceType.DEEMED else "",
        "decided_at": record["acceptance"].get("decided_at"),
    }
    return tuple((name, str(value)) for name, value in values.items() if value)


def _listed(outstanding: tuple[OutstandingLine, ...]) -> tuple[tuple[str, str], ...]:
    """The issues as the receipt takes them: one a line, each behind its ticket's number."""
    lines = "\n".join(f"{one.ticket} {' '.join(one.text.split())}" for one in outstanding)
    return (("outstanding", lines),) if lines else ()


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
