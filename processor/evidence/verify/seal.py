"""Whose seal it is and when it was made: certificate, key and time, judged at the time of the seal.

A certificate may have ended since; what counts is that it was good when the seal was made, which the authority's time
proves, and that the key was not given up before.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from asn1crypto import x509
from pyhanko.sign.validation.generic_cms import cms_basic_validation
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from models.vocabulary import RevocationReason
from processor.evidence.tokens import TokenFault, TokenRead, at_once, certificates, read_token
from processor.evidence.verify.checks import Check, failed, not_done, passed
from processor.evidence.verify.document import SealedDocument

__all__ = ["Pins", "Revocation", "SealFindings", "check_seal"]

_USAGE: Final = KeyUsageConstraints(key_usage={"non_repudiation"})


@dataclass(frozen=True, slots=True)
class Pins:
    """What the one who verifies knows from elsewhere.

    `root` is the vendor's root certificate (PEM or DER) or its fingerprint is `fingerprint` (SHA-256 in hex, colons
    and case don't matter); `timestamp_roots` those of the time-stamping authority; `checkpoints` older checkpoints of
    the log, from receipts.
    """

    root: bytes = b""
    fingerprint: str = ""
    timestamp_roots: bytes = b""
    checkpoints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revocation:
    """That the log says of a key, by the SHA-256 of its public half (SubjectPublicKeyInfo), that it was given up."""

    fingerprint: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SealFindings:
    """The checks, when the seal was made as far as it is proven, and the fingerprint of the root that it leads to."""

    checks: tuple[Check, ...]
    at: datetime | None
    root_fingerprint: str


def check_seal(
    sealed: SealedDocument, files: Mapping[str, bytes], pins: Pins, revoked: Sequence[Revocation], now: datetime
) -> SealFindings:
    """Integrity of the seal, its certificate, its time, and its key at that time."""
    stamp_checks, stamp = _timestamp(sealed, files, pins, now)
    at = stamp.at if stamp else _claimed(sealed)
    root, root_check = _root(files, pins)
    status = _status(sealed, root, at)
    intact = bool(status) and status["intact"] and status["valid"]
    integrity = (
        passed("integrity", "the covered bytes are those that were sealed")
        if intact
        else failed("integrity", "the covered bytes are not those that were sealed, or the signature does not hold")
    )
    chain = (
        _chain(sealed, files, status, root, at)
        if intact
        else not_done("seal_certificate", "the signature does not hold")
    )
    key = _key(sealed.signer, at, stamp, revoked)
    checks = (integrity, chain, root_check, *stamp_checks, key)
    return SealFindings(checks, at, _fingerprint(root) if root is not None else "")


def _claimed(sealed: SealedDocument) -> datetime:
    claimed: Any = sealed.claimed_at
    return (
        claimed.astimezone(UTC)
        if isinstance(claimed, datetime) and claimed.tzinfo
        else datetime.min.replace(tzinfo=UTC)
    )


def _timestamp(
    sealed: SealedDocument, files: Mapping[str, bytes], pins: Pins, now: datetime
) -> tuple[list[Check], TokenRead | None]:
    name = "timestamp"
    if sealed.token is None:
        words = "the seal carries no outside time stamp: its time is the local clock of who sealed it"
        return [not_done(name, words)], None
    digest = hashlib.sha256(sealed.signature).digest()
    known = pins.timestamp_roots or files.get("timestamp-root.pem", b"")
    try:
        stamp = read_token(sealed.token, digest, known)
    except TokenFault as fault:
        return [failed(name, str(fault))], None
    words = f"{stamp.at:%Y-%m-%d %H:%M:%S} UTC, by {stamp.signer}"
    if not stamp.trusted:
        missing = "; the root certificate of the authority is not among the files: give it with --timestamp-root"
        return [not_done(name, words + missing)], stamp
    if now > stamp.expires:
        words += f"; the authority's certificate has ended on {stamp.expires:%Y-%m-%d} and is judged at that time"
    return [passed(name, words)], stamp


def _root(files: Mapping[str, bytes], pins: Pins) -> tuple[x509.Certificate | None, Check]:
    """The root to believe, and whether it is pinned: the bundle's own says nothing about whose bundle it is."""
    name = "root"
    try:
        own = next(iter(certificates(files.get("root.crt.pem", b""))), None)
        given = next(iter(certificates(pins.root)), None)
    except ValueError:
        return None, failed(name, "a root certificate can't be read")
    wanted = pins.fingerprint.replace(":", "").replace(" ", "").casefold()
    if given is not None:
        if wanted and wanted != _fingerprint(given):
            return given, failed(name, "the root certificate that you gave has another fingerprint than you gave")
        return given, passed(name, f"pinned by you: {_pairs(_fingerprint(given))}")
    if own is None:
        return None, not_done(name, "no root certificate: give the one from your contract or receipt with --root")
    if wanted:
        if wanted != _fingerprint(own):
            return own, failed(name, f"the bundle's root is not the one that you know: {_pairs(_fingerprint(own))}")
        return own, passed(name, f"pinned by you: {_pairs(wanted)}")
    words = f"not pinned: compare {_pairs(_fingerprint(own))} with the one in your contract or receipt mail"
    return own, not_done(name, words)


def _status(sealed: SealedDocument, root: x509.Certificate | None, at: datetime) -> dict[str, Any]:
    """What pyHanko says of signature and chain, nothing where it can't say anything."""
    context = ValidationContext(
        trust_roots=[root] if root is not None else [], allow_fetching=False, moment=at, best_signature_time=at
    )
    work = cms_basic_validation(
        sealed.signed_data, raw_digest=sealed.digest, validation_context=context, key_usage_settings=_USAGE
    )
    try:
        found: dict[str, Any] = at_once(work)
    except Exception:  # noqa: BLE001 - a parser of what may have been tampered with
        return {}
    return found


def _chain(
    sealed: SealedDocument,
    files: Mapping[str, bytes],
    status: Mapping[str, Any],
    root: x509.Certificate | None,
    at: datetime,
) -> Check:
    name, who = "seal_certificate", sealed.signer.subject.human_friendly
    if "seal.crt.pem" in files and not _is(files["seal.crt.pem"], sealed.signer):
        return failed(name, "seal.crt.pem is not the certificate that the seal was made with")
    if root is None:
        return not_done(name, f"sealed by {who}; without a root certificate nobody can say whether that is true")
    if sealed.signer.dump() == root.dump():
        return passed(name, f"sealed by {who}, the very certificate that you gave")
    if status["trust_problem_indic"] is not None:
        return failed(name, f"the seal of {who} does not lead to the root, or was not valid on {at:%Y-%m-%d}")
    return passed(name, f"sealed by {who}, under the root certificate")


def _is(text: bytes, certificate: x509.Certificate) -> bool:
    try:
        return [one.dump() for one in certificates(text)] == [certificate.dump()]
    except ValueError:
        return False


def _key(signer: x509.Certificate, at: datetime, stamp: TokenRead | None, revoked: Iterable[Revocation]) -> Check:
    name = "seal_key"
    begins, ends = signer.not_valid_before.astimezone(UTC), signer.not_valid_after.astimezone(UTC)
    when = f"{at:%Y-%m-%d %H:%M:%S} UTC"
    if not begins <= at <= ends:
        return failed(name, f"the key was good from {begins:%Y-%m-%d} to {ends:%Y-%m-%d}, the seal is of {when}")
    mine = hashlib.sha256(signer.public_key.dump()).hexdigest()
    found = sorted((one for one in revoked if one.fingerprint == mine), key=lambda one: one.at)
    if not found:
        return passed(name, f"the key was good on {when}; the log's entries here say nothing against it")
    first = found[0]
    said = f"the log gave the key up on {first.at:%Y-%m-%d %H:%M:%S} UTC ({first.reason})"
    if at >= first.at:
        return failed(name, f"{said}, before the seal")
    if stamp is None and first.reason == RevocationReason.COMPROMISED:
        return failed(name, f"{said}, and only the local clock says that the seal is older")
    return passed(name, f"{said}, after the seal of {when}")


def _fingerprint(certificate: x509.Certificate) -> str:
    return hashlib.sha256(certificate.dump()).hexdigest()


def _pairs(fingerprint: str) -> str:
    return ":".join(fingerprint[at : at + 2].upper() for at in range(0, len(fingerprint), 2))
