"""Final bytes of outgoing mail: the same envelope and words always make the same bytes."""

import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from processor.documents import headers
from processor.documents.attachments import Attachment, attached
from processor.documents.templates import Rendered, Templates

__all__ = ["LOOP_HEADER", "Attachment", "Envelope", "Rendered", "Templates", "build_mail"]

LOOP_HEADER = "X-Signoff-Loop"
"""The field that every mail of ours carries, so that one that comes back is known for our own."""

_AUTOMATIC = ("auto-replied", "auto-generated")
_SUPPRESS = "OOF, AutoReply, DR, RN, NRN"
_OWN_FIELDS = frozenset(
    {"from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id", "in-reply-to", "references"}
    | {"auto-submitted", "x-auto-response-suppress", "x-signoff-loop", "return-path", "mime-version"}
    | {"content-type", "content-transfer-encoding", "content-language"}
)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Everything of a mail but its words.

    `automatic` is the value of Auto-Submitted (RFC 3834 section 5): "auto-replied" for the answer to a mail,
    "auto-generated" for any other that no person wrote, None for what a person wrote. `extra_headers` may not name a
    field that is set here.
    """

    sender_name: str
    sender_address: str
    reply_to: str | None
    to: tuple[tuple[str, str], ...]
    message_id: str
    in_reply_to: str | None
    references: tuple[str, ...]
    date: datetime
    loop_token: str
    automatic: str | None
    extra_headers: tuple[tuple[str, str], ...] = ()


def build_mail(envelope: Envelope, rendered: Rendered, attachments: Sequence[Attachment] = ()) -> bytes:
    """The mail as it goes over the wire: CRLF lines, ASCII but for an address that has no ASCII form.

    Text and HTML are alternatives of each other (RFC 2046 section 5.1.4), both quoted-printable. Where something is
    attached, both stand as one first part before it (RFC 2046 section 5.1.3). The boundaries come from the Message-ID
    and can't occur in the parts: in quoted-printable every "=" is encoded, and base64 has no "_". Mail that no person
    wrote says so and asks to be left without automatic answers (RFC 3834, [MS-OXCMAIL] 2.1.3.2.20).

    Raises ValueError for a malformed address, identifier or header field, and for a date without its zone.
    """
    head = [*_head(envelope, rendered.subject), *_extra(envelope)]
    head.append(headers.field("MIME-Version", "1.0"))
    if rendered.language:
        head.append(headers.token("Content-Language", rendered.language))
    own = hashlib.sha256(envelope.message_id.encode()).hexdigest()[:32]
    body = _multipart("alternative", f"=_so_{own}", [_part("plain", rendered.text), _part("html", rendered.html)])
    if attachments:
        body = _multipart("mixed", f"=_sm_{own}", [body, *map(attached, attachments)])
    return "".join(head).encode() + body


def _multipart(subtype: str, boundary: str, parts: Sequence[bytes]) -> bytes:
    head = headers.field("Content-Type", f'multipart/{subtype};\r\n boundary="{boundary}"') + "\r\n"
    between = f"--{boundary}\r\n".encode()
    return head.encode() + b"".join(between + part + b"\r\n" for part in parts) + f"--{boundary}--\r\n".encode()


def _head(envelope: Envelope, subject: str) -> list[str]:
    if envelope.date.tzinfo is None:
        raise ValueError("the date of a mail needs its time zone")
    fields = [
        headers.addresses("From", [(envelope.sender_name, envelope.sender_address)]),
        headers.addresses("Reply-To", [(envelope.sender_name, envelope.reply_to)]) if envelope.reply_to else "",
        headers.addresses("To", envelope.to),
        headers.unstructured("Subject", subject),
        headers.field("Date", format_datetime(envelope.date)),
        headers.message_id("Message-ID", envelope.message_id),
        headers.references("In-Reply-To", [envelope.in_reply_to] if envelope.in_reply_to else []),
        headers.references("References", envelope.references),
    ]
    if envelope.automatic is not None:
        if envelope.automatic not in _AUTOMATIC:
            raise ValueError(f"Auto-Submitted is one of {', '.join(_AUTOMATIC)}, not {envelope.automatic!r}")
        fields.append(headers.field("Auto-Submitted", envelope.automatic))
        fields.append(headers.field("X-Auto-Response-Suppress", _SUPPRESS))
    fields.append(headers.token(LOOP_HEADER, envelope.loop_token))
    return fields


def _extra(envelope: Envelope) -> list[str]:
    for name, _ in envelope.extra_headers:
        if name.lower() in _OWN_FIELDS:
            raise ValueError(f"{name} is not an extra header field: it is set from the envelope")
    return [headers.unstructured(name, value) for name, value in envelope.extra_headers]


def _part(subtype: str, text: str) -> bytes:
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head.encode() + _quoted_printable(text)


def _quoted_printable(text: str) -> bytes:
    """The text in lines of at most 76 characters (RFC 2045 section 6.7)."""
    lines = "\n".join(text.replace("\r\n", "\n").split("\r")).encode("utf-8", "replace")
    return binascii.b2a_qp(lines, istext=True).replace(b"\n", b"\r\n")
