"""A DKIM-Signature field taken apart, and the rules by which it is not to be believed whatever its hash says."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dkim.util import parse_tag_value

from processor.reading.sender.fields import Mail

SKEW = timedelta(minutes=10)
"""How far a signer's clock may be ahead of the mail server's that received the mail."""

ALGORITHMS = frozenset({"rsa-sha256", "ed25519-sha256"})
_MUST_SIGN = ("from", "subject", "date")
_LARGEST = 8 * 1024
_LONG_BLANK = re.compile(rb"[ \t\r\n]{65}")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_LONGEST_NAME = 253
_LAST_SECOND = 253402300799


@dataclass(frozen=True, slots=True)
class Signature:
    """The tags of a signature that rules ask for (RFC 6376 section 3.5); times None where the signer gave none."""

    domain: str
    selector: str
    algorithm: str
    headers: tuple[str, ...]
    identity: str
    signed_at: datetime | None
    expires_at: datetime | None
    has_length: bool
    value: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the signature in Base64, in hex: it marks one signed mail, wherever else it turns up."""
        return hashlib.sha256(base64.b64encode(self.value)).hexdigest()

    @property
    def key_name(self) -> str:
        """The name in DNS under which the public key stands."""
        return f"{self.selector}._domainkey.{self.domain}"


def read_tags(value: bytes) -> dict[str, bytes]:
    """The tags of a list (RFC 6376 section 3.2). Raises ValueError for what is none, or made to cost much."""
    if len(value) > _LARGEST or _LONG_BLANK.search(value):
        raise ValueError("its field is too long, or has overlong blanks")
    try:
        return {name.decode("ascii"): text for name, text in parse_tag_value(value).items()}
    except Exception as fault:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        raise ValueError(f"its tags can't be read ({type(fault).__name__})") from None


def read_signature(value: bytes) -> Signature:
    """The signature in a field's value. Raises ValueError, saying why, where it is none."""
    return from_tags(read_tags(value))


def from_tags(tags: dict[str, bytes]) -> Signature:
    """The signature that tags make. Raises ValueError where required ones are missing or malformed."""
    texts = {name: text.decode("ascii", "replace") for name, text in tags.items()}
    domain, selector = texts.get("d", "").lower(), texts.get("s", "").lower()
    for name in (domain, selector):
        if not _NAME.fullmatch(name):
            raise ValueError("its domain or selector is missing or is no name in ASCII")
    if len(f"{selector}._domainkey.{domain}") > _LONGEST_NAME:
        raise ValueError("the name of its key is too long")
    return Signature(
        domain=domain,
        selector=selector,
        algorithm=texts.get("a", ""),
        headers=tuple(name.strip().lower() for name in texts.get("h", "").split(":") if name.strip()),
        identity=texts.get("i", f"@{domain}"),
        signed_at=_time(texts, "t"),
        expires_at=_time(texts, "x"),
        has_length="l" in texts,
        value=_value(tags.get("b", b"")),
    )


def _value(text: bytes) -> bytes:
    """The bytes of a signature, which have one spelling only: else a mail could come again under another digest."""
    compact = b"".join(text.split())
    try:
        value = base64.b64decode(compact, validate=True)
    except binascii.Error:
        value = b""
    if not value or base64.b64encode(value) != compact:
        raise ValueError("its b= can't be read")
    return value


def _time(texts: dict[str, str], name: str) -> datetime | None:
    if name not in texts:
        return None
    text = texts[name]
    if not (text.isascii() and text.isdigit() and len(text) <= 12 and int(text) <= _LAST_SECOND):
        raise ValueError(f"its time {name}= can't be read")
    return datetime.fromtimestamp(int(text), UTC)


def partial_body(signature: Signature, _mail: Mail) -> str:
    """A signature over the beginning of the body says nothing of what was appended: `l=` is never believed."""
    return "it signs only a beginning of the body (l=)" if signature.has_length else ""


def weak_algorithm(signature: Signature, _mail: Mail) -> str:
    """SHA-1 no longer binds (RFC 8301 section 3.1), and what is unknown can't be checked."""
    return "" if signature.algorithm in ALGORITHMS else f"its algorithm {signature.algorithm!r} is not accepted"


def unsigned_fields(signature: Signature, mail: Mail) -> str:
    """What is read must be signed: author, subject, date, and the media type, which says where the parts begin."""
    must = (*_MUST_SIGN, "content-type") if mail.has("content-type") else _MUST_SIGN
    missing = [name for name in must if name not in signature.headers]
    return f"it does not sign {', '.join(missing)}" if missing else ""


def expired(signature: Signature, received_at: datetime) -> str:
    """Past its `x=` when the mail was received, or expiring before it was made (RFC 6376 section 3.5)."""
    if signature.expires_at is None:
        return ""
    if signature.signed_at is not None and signature.expires_at < signature.signed_at:
        return "it expires before it was made"
    return "it had expired when the mail was received" if signature.expires_at <= received_at else ""


def from_the_future(signature: Signature, received_at: datetime) -> str:
    """Made later than the mail was received: a clock, or somebody, is wrong."""
    late = signature.signed_at is not None and signature.signed_at > received_at + SKEW
    return "it was made after the mail was received" if late else ""


def foreign_identity(signature: Signature, _mail: Mail) -> str:
    """The identity `i=` must be in the signing domain or below it (RFC 6376 section 3.5)."""
    domain = signature.identity.rpartition("@")[2].lower()
    inside = domain == signature.domain or domain.endswith("." + signature.domain)
    return "" if inside else "its identity (i=) is not in its domain"


FORM_RULES = (partial_body, weak_algorithm, unsigned_fields, foreign_identity)
TIME_RULES = (expired, from_the_future)


def malformed(signature: Signature, mail: Mail) -> str:
    """Why the signature is never to be believed, by the first rule that says so; empty where none does."""
    return next((why for rule in FORM_RULES if (why := rule(signature, mail))), "")


def untimely(signature: Signature, received_at: datetime) -> str:
    """Why the signature is not to be believed in a mail received at that time; empty where nothing speaks against."""
    return next((why for rule in TIME_RULES if (why := rule(signature, received_at))), "")
