"""The digests that tell one mail from another."""

import hashlib
import re

# What the author's program wrote; trace fields and what servers add on the way differ from delivery to delivery.
_KEPT = frozenset(
    {b"from", b"to", b"cc", b"subject", b"date", b"message-id", b"in-reply-to", b"references", b"mime-version"}
)
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:(.*(?:\n[ \t].*)*)")
_BLANKS = re.compile(rb"\s+")


def raw_digest(raw: bytes) -> str:
    """The SHA-256 of the bytes as they came."""
    return hashlib.sha256(raw).hexdigest()


def content_digest(raw: bytes) -> str:
    """The SHA-256 of what two deliveries of one mail share: authored fields and body, with line ends made the same.

    Trace fields (RFC 5322 section 3.6.7) and everything not known to be the author's are left out; the order and the
    folding of the fields don't count.
    """
    data = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b"\n")
    head, _, body = data.partition(b"\n\n")
    digest = hashlib.sha256()
    for name, value in sorted(_authored(head)):
        digest.update(name + b":" + value + b"\n")
    digest.update(b"\n")
    digest.update(body.rstrip(b"\n"))
    return digest.hexdigest()


def _authored(head: bytes) -> list[tuple[bytes, bytes]]:
    fields = ((found[1].lower(), _BLANKS.sub(b" ", found[2]).strip()) for found in _FIELD.finditer(head))
    return [(name, value) for name, value in fields if name in _KEPT or name.startswith(b"content-")]
