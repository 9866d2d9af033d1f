"""The verification of a certificate, offline and from bytes alone: no database, no settings, no network."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from processor.evidence.verify.checks import Check, Verification, failed, not_done, parsed, passed
from processor.evidence.verify.contents import check_contents
from processor.evidence.verify.document import DocumentFault, read_document
from processor.evidence.verify.files import CERTIFICATE
from processor.evidence.verify.log import check_checkpoint_time, check_log
from processor.evidence.verify.proofs import LogProofs, ProofFault, read_proofs, revocations
from processor.evidence.verify.recordtype import check_record
from processor.evidence.verify.seal import Pins, check_seal

__all__ = ["verify_files"]

_NO_PROOFS = LogProofs({}, (), {}, {})


def verify_files(files: Mapping[str, bytes], pins: Pins, now: datetime) -> Verification:
    """Everything that can be checked about the certificate among the files, in the order in which people read it.

    What isn't there is named as not done: a certificate alone says less than one with its receipt and the log's
    proofs. `now` only tells what has ended since; seal and time stamp are judged at their own time.
    """
    pdf = files[CERTIFICATE]
    digest = hashlib.sha256(pdf).hexdigest()
    try:
        sealed = read_document(pdf)
    except DocumentFault as fault:
        return Verification((failed("readable", str(fault)), *_receipt(files, digest)), digest, files=files)
    acceptance = parsed(sealed.inside.get("acceptance.json", b"")) or {}
    log_checks: list[Check] = []
    try:
        proofs = read_proofs(files, acceptance)
    except ProofFault as fault:
        proofs, log_checks = _NO_PROOFS, [failed("log", str(fault))]
    seal = check_seal(sealed, files, pins, revocations(proofs), now)
    log_checks += check_log(proofs, acceptance, sealed.inside, digest, pins.checkpoints)
    roots = pins.timestamp_roots or files.get("timestamp-root.pem", b"")
    checks = (
        *sealed.checks,
        *seal.checks,
        *check_contents(sealed.inside, files, acceptance),
        *check_record(sealed.inside, acceptance),
        *_receipt(files, digest),
        *log_checks,
        check_checkpoint_time(files, roots),
    )
    every = {**files, **sealed.inside}
    return Verification(checks, digest, seal.root_fingerprint, seal.at, acceptance, every)


def _receipt(files: Mapping[str, bytes], digest: str) -> tuple[Check, ...]:
    name = "receipt"
    if "receipt.json" not in files:
        return (not_done(name, "the receipt is not among the files"),)
    receipt = parsed(files["receipt.json"])
    if receipt is None or receipt.get("schema") != "signoff-receipt/1":
        return (failed(name, "receipt.json can't be read"),)
    if receipt.get("certificate_sha256") != digest:
        return (failed(name, "the receipt is of another file: this certificate is not the one that was sent"),)
    return (passed(name, "the receipt names this very file"),)
