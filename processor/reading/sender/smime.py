"""S/MIME signatures (RFC 8551) of whole mails, checked with pyHanko against the configured roots.

Imported only where roots are configured: pyHanko is large, and few have them.
"""

import asyncio
import hashlib
import logging
import re
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes
from email import policy as policies
from email.parser import BytesHeaderParser
from typing import Any

from asn1crypto import cms, pem, x509
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from models.vocabulary import SignatureResult
from processor.facts.proof import SmimeCheck
from processor.reading.sender.fields import Mail

# It logs each certificate that it can't trust, with a trace; here that is an answer and no fault.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL + 1)

_PROTOCOLS = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature"})
_LARGEST_SIGNATURE = 256 * 1024
_KEY_USAGE = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False, extd_key_usage={"email_protection"}
)


def check(mail: Mail, address: str, roots: Sequence[bytes], received_at: datetime) -> SmimeCheck | None:
    """What became of the mail's signature, judged at the time of receipt; None where it has none.

    Certificates are not asked after in the net: whether one was revoked is not checked.
    """
    try:
        parts = _signed_parts(mail)
    except ValueError as fault:
        return SmimeCheck(SignatureResult.IGNORED, str(fault))
    if parts is None:
        return None
    try:
        signed, certificate = _loaded(parts[1])
        status: Any = asyncio.run(_validated(parts[0], signed, roots, received_at))
        names = _addresses(certificate)
    except Exception as fault:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        return SmimeCheck(SignatureResult.FAIL, f"its S/MIME signature can't be checked ({type(fault).__name__})")
    fingerprint = hashlib.sha256(certificate.dump()).hexdigest()
    why = _against(status, address, names)
    result = SignatureResult.FAIL if why else SignatureResult.PASS
    return SmimeCheck(result, why or "it holds", address if address in names else next(iter(names), ""), fingerprint)


def _signed_parts(mail: Mail) -> tuple[bytes, bytes] | None:
    """The exact bytes of the first part and the decoded signature of a multipart/signed mail (RFC 1847).

    Raises ValueError where it says it is one and is not made of exactly two parts.
    """
    head = BytesHeaderParser(policy=policies.compat32).parsebytes(mail.head)
    if head.get_content_type() != "multipart/signed" or str(head.get_param("protocol", "")).lower() not in _PROTOCOLS:
        return None
    boundary = str(head.get_boundary() or "").encode("ascii", "replace")
    delimiter = re.compile(rb"(?:\A|\r\n)--" + re.escape(boundary) + rb"(--)?[ \t]{0,70}(?:\r\n|\Z)")
    found = list(delimiter.finditer(mail.body)) if boundary else []
    if len(found) != 3 or [bool(one[1]) for one in found] != [False, False, True]:
        raise ValueError("its S/MIME signature is not made of two parts")
    second = message_from_bytes(mail.body[found[1].end() : found[2].start()])
    signature = second.get_payload(decode=True)
    if second.get_content_type() not in _PROTOCOLS or not isinstance(signature, bytes):
        raise ValueError("its second part is no S/MIME signature")
    if len(signature) > _LARGEST_SIGNATURE:
        raise ValueError("its S/MIME signature is too large")
    return mail.body[found[0].end() : found[1].start()], signature


def _loaded(signature: bytes) -> tuple[Any, Any]:
    """The signed data and the one signer's certificate in it."""
    content = cms.ContentInfo.load(signature, strict=True)
    signed = content["content"]
    if content["content_type"].native != "signed_data" or len(signed["signer_infos"]) != 1:
        raise ValueError("no signature of one signer")
    wanted = signed["signer_infos"][0]["sid"]
    held = [one.chosen for one in signed["certificates"] if one.name == "certificate"]
    signers = [one for one in held if _is_signer(one, wanted)]
    if len(signers) != 1:
        raise ValueError("no certificate of the signer")
    return signed, signers[0]


def _is_signer(certificate: Any, wanted: Any) -> bool:
    if wanted.name == "subject_key_identifier":
        return bool(certificate.key_identifier == wanted.native)
    named = wanted.chosen
    return bool(certificate.issuer == named["issuer"] and certificate.serial_number == named["serial_number"].native)


async def _validated(content: bytes, signed: Any, roots: Sequence[bytes], received_at: datetime) -> Any:
    context = ValidationContext(
        trust_roots=[_certificate(root) for root in roots], moment=received_at, allow_fetching=False
    )
    return await async_validate_detached_cms(
        content, signed, signer_validation_context=context, key_usage_settings=_KEY_USAGE
    )


def _certificate(root: bytes) -> Any:
    return x509.Certificate.load(pem.unarmor(root)[2] if pem.detect(root) else root)


def _addresses(certificate: Any) -> tuple[str, ...]:
    """The mail addresses that a certificate is for (RFC 8550 section 3), case folded."""
    extension = certificate.subject_alt_name_value
    return tuple(str(name.native).casefold() for name in (extension or ()) if name.name == "rfc822_name")


def _against(status: Any, address: str, names: Sequence[str]) -> str:
    if not (status.valid and status.intact):
        return "its S/MIME signature is not one over this text"
    if not status.trusted:
        return "no configured root vouches for its S/MIME certificate"
    return "" if address and address in names else "its S/MIME certificate is for another address"
