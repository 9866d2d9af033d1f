"""The vendor's seal on a certificate: PAdES-B-T (ETSI EN 319 142-1), ECDSA, certified so that nothing may be added.

It is made in memory: where it fails nothing is left behind. It is a seal over evidence, not the customer's signature.
"""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal, Protocol

from asn1crypto import cms, x509
from asn1crypto.algos import SignedDigestAlgorithm
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from processor.errors import Permanent
from processor.evidence.timestamps import Stamp, Timestamps

__all__ = ["FIELD", "Level", "SealKey", "Sealed", "seal_pdf"]

FIELD: Final = "Acceptance"
"""The name of the signature field, which verifiers print."""

Level = Literal["PAdES-B-T", "PAdES-B-B"]
"""With an authority's time stamp, or without."""

_ROOM_BYTES: Final = (4 * 1024, 8 * 1024, 16 * 1024, 48 * 1024)
"""What is kept free for signature, certificates and token: room that suffices first, for what is left is padding."""


class SealKey(Protocol):
    """A key that seals, wherever it lives."""

    @property
    def certificate(self) -> bytes:
        """Its X.509 certificate in DER."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The certificates above it in DER, the root last."""

    def sign(self, data: bytes) -> bytes:
        """An ECDSA signature over SHA-256 of the data, in DER (RFC 3279 section 2.2.3)."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed certificate: its bytes and their SHA-256 in hex, the PAdES level, and whose time it carries.

    `authority` is empty, and `at` the local clock's, for a seal without a token.
    """

    pdf: bytes
    sha256: str
    level: Level
    at: datetime
    authority: str


def seal_pdf(pdf: bytes, key: SealKey, timestamps: Timestamps, now: datetime, organisation: str = "") -> Sealed:
    """The PDF sealed, with a token of the first authority that answers; without any authority, by the local clock.

    Only the signature is different each time. Raises Temporary where authorities are configured and none gives a
    token, so that the seal is made later; Permanent for what can't be sealed.
    """
    stamper = _Stamper(timestamps) if timestamps else None
    for room in _ROOM_BYTES:
        try:
            made = _signed(pdf, key, stamper, now.astimezone(UTC), organisation, room)
        except _TooLittleRoom:
            continue
        except (PdfError, SigningError) as fault:
            raise Permanent(f"the certificate can't be sealed: {fault}") from fault
        stamp = stamper.last if stamper else None
        digest = hashlib.sha256(made).hexdigest()
        if stamp is None:
            return Sealed(made, digest, "PAdES-B-B", now.astimezone(UTC), "")
        return Sealed(made, digest, "PAdES-B-T", stamp.at, stamp.authority)
    raise Permanent("the certificate can't be sealed: the time-stamping authority's token is too large")


def _signed(pdf: bytes, key: SealKey, stamper: "_Stamper | None", now: datetime, organisation: str, room: int) -> bytes:
    meta = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason="Seal of evidence",
        name=organisation or None,
    )
    signer = _Sealer(key)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    output = io.BytesIO()
    try:
        _PdfSealer(now, meta, signer=signer, timestamper=stamper).sign_pdf(
            writer, bytes_reserved=2 * room, output=output
        )
    except SigningError as fault:
        if "larger than expected" in str(fault):
            raise _TooLittleRoom from fault
        raise
    return output.getvalue()


class _TooLittleRoom(Exception):  # noqa: N818 - not an error: the next size is tried
    """The signature does not fit into the place kept for it."""


class _PdfSealer(PdfSigner):
    """pyHanko's signer with a clock that is given."""

    def __init__(self, now: datetime, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._now = now

    def init_signing_session(self, *arguments: Any, **named: Any) -> Any:
        session = super().init_signing_session(*arguments, **named)
        session.system_time = self._now
        return session


class _Sealer(Signer):
    """pyHanko's signer over a key that only signs bytes."""

    def __init__(self, key: SealKey) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(x509.Certificate.load(one) for one in key.chain)
        super().__init__(
            signing_cert=x509.Certificate.load(key.certificate),
            cert_registry=store,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )
        self._sign: Callable[[bytes], bytes] = key.sign

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if digest_algorithm != "sha256":
            raise SigningError(f"the seal's digest is sha256, not {digest_algorithm}")
        return b"\0" * 72 if dry_run else self._sign(data)


class _Stamper(TimeStamper):
    """pyHanko's time stamper over our authorities; `last` is what was used."""

    def __init__(self, timestamps: Timestamps) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._timestamps = timestamps
        self.last: Stamp | None = None

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        self.last = self._timestamps.stamp(message_digest)
        return cms.ContentInfo.load(self.last.token)
