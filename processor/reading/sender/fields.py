"""A mail as signatures see it: its header fields in their order and raw, and its body, both with CRLF line ends.

Strict where reading is lenient: a header block that two parsers could understand differently proves nobody, since a
signature would be checked over one understanding and the mail be acted upon in the other.
"""

import re
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser

from processor.facts.message import Address
from processor.reading.addresses import parse, read_sender
from processor.reading.headers import Headers

_LARGEST_HEADER = 256 * 1024
_MOST_FIELDS = 1000
_BARE_LF = re.compile(rb"(?<!\r)\n")
_FIELD = re.compile(rb"([!-9;-~]{1,200}):")
_MBOX = re.compile(rb"From [^\r\n]*\r\n")

SINGLETONS = (
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "reply-to",
    "sender",
    "content-type",
    "content-transfer-encoding",
    "mime-version",
)
"""Fields that may stand once (RFC 5322 section 3.6, RFC 2045): a signature covers the lowest, readers show the top."""


@dataclass(frozen=True, slots=True)
class Field:
    """One header field: its name in lower case, name and value as they stand, the value with its CRLF at the end."""

    name: str
    written: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """Header fields from the top, and the body, with CRLF line ends throughout."""

    fields: tuple[Field, ...]
    head: bytes
    body: bytes

    def values(self, name: str) -> tuple[bytes, ...]:
        """All values of the fields of a name, from the top."""
        return tuple(field.value for field in self.fields if field.name == name)

    def has(self, name: str) -> bool:
        """Whether a field of this name stands in the mail."""
        return any(field.name == name for field in self.fields)


def split(raw: bytes) -> Mail:
    """The mail taken apart. Raises ValueError, saying why, where its header block leaves any doubt.

    Bare LF becomes CRLF, as every mail server does before it signs or verifies (RFC 6376 section 5.3): a Maildir
    stores the same mail with LF. A bare CR or a NUL stays a doubt.
    """
    data = _BARE_LF.sub(b"\r\n", raw)
    found = _MBOX.match(data)
    data = data[found.end() :] if found else data
    head, separator, body = data.partition(b"\r\n\r\n")
    if data.startswith(b"\r\n") or len(head) > _LARGEST_HEADER:
        raise ValueError("the header block is empty" if data.startswith(b"\r\n") else "the header block is too large")
    head = head + b"\r\n" if separator else head.removesuffix(b"\r\n") + b"\r\n"
    if b"\x00" in head or b"\r" in head.replace(b"\r\n", b""):
        raise ValueError("the header block has control characters that parsers understand differently")
    return Mail(_fields(head), head, body)


def _fields(head: bytes) -> tuple[Field, ...]:
    written: list[bytes] = []
    values: list[list[bytes]] = []
    for line in head.split(b"\r\n")[:-1]:
        found = _FIELD.match(line)
        if line[:1] in {b" ", b"\t"} and values:
            values[-1].append(line)
        elif found:
            written.append(found[1])
            values.append([line[found.end() :]])
        else:
            raise ValueError("the header block has a line that is no field")
    if len(written) > _MOST_FIELDS:
        raise ValueError("the header block has too many fields")
    return tuple(
        Field(name.decode("ascii").lower(), name, b"\r\n".join(lines) + b"\r\n")
        for name, lines in zip(written, values, strict=True)
    )


def author(mail: Mail) -> Address | None:
    """The one address of the one From field; None where there is not exactly one, or its syntax leaves a doubt."""
    sender = read_sender(_headers(mail))
    return None if sender.defects else sender.address


def _headers(mail: Mail) -> Headers:
    return Headers(BytesHeaderParser(policy=policy.compat32).parsebytes(mail.head))


def duplicates(mail: Mail) -> tuple[str, ...]:
    """The fields that may stand once and stand more often."""
    return tuple(name for name in SINGLETONS if len(mail.values(name)) > 1)


def forwarded(mail: Mail) -> bool:
    """Whether somebody else than its author sent the mail: again (RFC 5322 section 3.6.6), or in the author's name.

    An assistant who may send on behalf of somebody is named in the field Sender (section 3.6.2), and signed for by the
    same domain.
    """
    return any(field.name.startswith("resent-") for field in mail.fields) or _on_behalf(mail)


def _on_behalf(mail: Mail) -> bool:
    values = [value for value in _headers(mail).raw("sender") if value.strip()]
    senders = {address.key for value in values for address in parse(value)[0]}
    found = read_sender(_headers(mail)).address
    return bool(values) and senders != {found.key if found is not None else ""}
