"""What is known of who sent a mail: signatures, trace results and warnings, found once from its raw bytes.

Everything here is recorded with an acceptance, the DNS key records too: keys change, and whoever checks the mail in
a year needs those of its day.
"""

from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import SignatureResult

BODY_CHANGED = "the body is not the one that was signed"
FIELDS_CHANGED = "the signed header fields are not those that were signed"
"""The two sentences of a signature that does not hold; gateways that add a banner or rewrite links cause the first."""

_FAILS = frozenset({"fail", "hardfail"})


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A TXT record of a signature's public key (RFC 6376 section 3.6.2) as DNS gave it; no text where there is none."""

    name: str
    text: str
    looked_up_at: datetime


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose word about a sender counts: by default nobody's but the signature's own.

    `authserv_ids` are the names under which our mail server writes Authentication-Results (RFC 8601 section 2.5),
    `arc_sealers` the domains whose ARC seals are believed (RFC 8617), `smime_roots` certificates in PEM or DER.
    """

    authserv_ids: tuple[str, ...] = ()
    arc_sealers: tuple[str, ...] = ()
    smime_roots: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class DkimCheck:
    """One DKIM-Signature field and what became of it (RFC 6376).

    `why` is a sentence; `aligned` says that the signing domain answers for the From domain. A check counts only when
    it passed and is aligned. `signature_sha256` is the digest of the signature (its `b=`) in hex: it marks the mail.
    """

    domain: str
    selector: str
    algorithm: str
    key_bits: int
    result: SignatureResult
    why: str
    aligned: bool
    signed_headers: tuple[str, ...] = ()
    signed_at: datetime | None = None
    record: KeyRecord | None = None
    signature_sha256: str = ""


@dataclass(frozen=True, slots=True)
class ResultsCheck:
    """One result of an Authentication-Results field that our own mail server wrote (RFC 8601)."""

    authserv_id: str
    method: str
    result: str
    domain: str
    aligned: bool


@dataclass(frozen=True, slots=True)
class ArcCheck:
    """The ARC chain of a mail (RFC 8617), named by its last sealer: a pass only where that sealer is trusted."""

    sealer: str
    result: SignatureResult
    why: str
    records: tuple[KeyRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class SmimeCheck:
    """An S/MIME signature (RFC 8551) and the certificate it was made with; the fingerprint is SHA-256 in hex."""

    result: SignatureResult
    why: str
    address: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class SenderProof:
    """Everything that speaks for and against the sender of one mail.

    `address` is the only address of the only From field, case folded, or empty; `duplicates` are the fields that
    may stand once and stand more often; `lookalike` says why the domain may pass for another one, `fault` why proving
    failed as a whole. `forwarded` tells of Resent fields or another Sender, `body_differs` that text and HTML say
    different things.
    """

    address: str = ""
    dkim: tuple[DkimCheck, ...] = ()
    results: tuple[ResultsCheck, ...] = ()
    arc: tuple[ArcCheck, ...] = ()
    smime: SmimeCheck | None = None
    duplicates: tuple[str, ...] = ()
    lookalike: str = ""
    forwarded: bool = False
    body_differs: bool = False
    fault: str = ""

    @property
    def dkim_pass(self) -> DkimCheck | None:
        """The first signature that proves the From domain, if any does."""
        passed = (check for check in self.dkim if check.result is SignatureResult.PASS and check.aligned)
        return next(passed, None)

    @property
    def failed(self) -> bool:
        """Whether our own mail server found the sender forged: one fail outweighs every pass."""
        return any(check.result in _FAILS and (check.aligned or check.method == "dmarc") for check in self.results)

    @property
    def dmarc_pass(self) -> bool:
        """Whether our own mail server found the From domain proven (RFC 7489), and nowhere says otherwise."""
        said = [check for check in self.results if check.method == "dmarc"]
        return bool(said) and all(check.result == "pass" and check.aligned for check in said) and not self.failed

    @property
    def arc_pass(self) -> ArcCheck | None:
        """The chain of a trusted sealer, if there is one."""
        return next((check for check in self.arc if check.result is SignatureResult.PASS), None)

    @property
    def smime_pass(self) -> SmimeCheck | None:
        """The S/MIME signature of the From address, if it holds."""
        return self.smime if self.smime is not None and self.smime.result is SignatureResult.PASS else None
