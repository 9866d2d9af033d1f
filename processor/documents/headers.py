"""Header fields of outgoing mail, so written that no value can become a field of its own (RFC 5322, 2047, 6532).

Words that people chose (names, subjects) are folded and encoded whatever they contain; identifiers and addresses,
which machines act on, are refused when they are not well-formed.
"""

import re
from collections.abc import Iterable
from email.header import Header
from email.utils import quote

from processor.facts.addresses import ascii_domain

_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_ATOM = r"[^\x00-\x20\x7f-\xa0\"(),:;<>@\[\\\]]+"
_ADDRESS = re.compile(rf"(?:{_ATOM}|\"(?:[^\x00-\x1f\x7f\"\\]|\\[\x20-\x7e])*\")@[^\x00-\x20\x7f-\xa0\"(),:;<>@\\]+")
_MESSAGE_ID = re.compile(r"<[\x21-\x3b\x3d\x3f\x41-\x7e]+@[\x21-\x3b\x3d\x3f\x41-\x7e]+>")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_LINE = 76
_LONGEST_ID = 300
_LONGEST_ADDRESS = 320
_ANCESTORS = 30


def field(name: str, value: str) -> str:
    """A field whose value needs no folding or is folded already. Raises ValueError for one that isn't safe."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not the name of a header field")
    if re.search(r"\r\n(?![ \t])|\r(?!\n)|(?<!\r)\n|\x00", value):
        raise ValueError(f"the value of {name} would end the field: {value!r}")
    return f"{name}: {value}\r\n"


def unstructured(name: str, value: str) -> str:
    """A field of free words, such as Subject: on one line as people see it, encoded where it must be."""
    return field(name, _words(one_line(value), len(name) + 2))


def addresses(name: str, mailboxes: Iterable[tuple[str, str]]) -> str:
    """A field of mailboxes with display names, one a line. Raises ValueError for a malformed address, or none."""
    written = [_mailbox(display, address) for display, address in mailboxes]
    if not written:
        raise ValueError(f"{name} has no address")
    return field(name, ",\r\n ".join(written))


def message_id(name: str, value: str) -> str:
    """A field with one of our own message identifiers. Raises ValueError when it isn't well-formed."""
    if not _is_message_id(value):
        raise ValueError(f"{value!r} is not a message identifier")
    return field(name, value)


def references(name: str, values: Iterable[str]) -> str:
    """A field of others' message identifiers, one a line, or nothing where none is left.

    Malformed ones, which a customer's program made, are left out; of a long chain the first and the latest stay, as
    RFC 5537 section 3.4.4 does it.
    """
    good = list(dict.fromkeys(value for value in values if _is_message_id(value)))
    if len(good) > _ANCESTORS:
        good = [good[0], *good[1 - _ANCESTORS :]]
    return field(name, "\r\n ".join(good)) if good else ""


def one_line(value: str) -> str:
    """The words on one line: line ends, control characters and marks of direction become blanks."""
    return _BLANKS.sub(" ", value.encode("utf-8", "replace").decode("utf-8")).strip()


def token(name: str, value: str) -> str:
    """A field with a value of visible ASCII without blanks. Raises ValueError for any other."""
    if not re.fullmatch(r"[\x21-\x7e]{1,200}", value):
        raise ValueError(f"{value!r} can't be the value of {name}")
    return field(name, value)


def _mailbox(display: str, address: str) -> str:
    if len(address) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        raise ValueError(f"{address!r} is not a mail address")
    local, _, domain = address.rpartition("@")
    machine_domain = domain if domain.isascii() else ascii_domain(domain)
    name = one_line(display)
    if not name:
        return f"{local}@{machine_domain}"
    if name.isascii() and len(name) <= _LINE and "=?" not in name:
        shown = name if _PLAIN_NAME.fullmatch(name) else f'"{quote(name)}"'
        return f"{shown} <{local}@{machine_domain}>"
    return f"{_encoded(name, 12)}\r\n <{local}@{machine_domain}>"


def _words(text: str, used: int) -> str:
    if text.isascii() and "=?" not in text and len(text) + used <= _LINE:
        return text
    if text.isascii() and "=?" not in text and all(len(word) <= _LINE for word in text.split(" ")):
        return Header(text, "us-ascii", maxlinelen=_LINE, header_name="x" * (used - 2)).encode(linesep="\r\n")
    return _encoded(text, used)


def _encoded(text: str, used: int) -> str:
    """The text as encoded words of at most 75 characters, cut between characters (RFC 2047 sections 2 and 5)."""
    return Header(text, "utf-8", maxlinelen=_LINE, header_name="x" * (used - 2)).encode(linesep="\r\n")


def _is_message_id(value: str) -> bool:
    return len(value) <= _LONGEST_ID and _MESSAGE_ID.fullmatch(value) is not None
