"""What is attached to a mail, so written that every program shows it as a file and none as part of the letter."""

import base64
import re
from dataclasses import dataclass, field
from urllib.parse import quote

from processor.documents import headers

_OCTETS = "application/octet-stream"
_SHOWN_AS_FILE = re.compile(r"(?:application|image)/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,100}")
_UNSAFE = re.compile(r'[/\\:*?"<>|]+')
_UNSEEN = re.compile("[\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+")
"""Marks that turn a name round or hide a part of it. What joins letters and pictures (U+200C, U+200D) is none."""

_SIMPLE = re.compile(r"[\x20\x21\x23-\x5b\x5d-\x7e]{1,60}")
_LONGEST_NAME = 120
_LONGEST_ENDING = 16
_PIECE = 54
_WIDTH = 76


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a mail: the name it is saved under, its media type (RFC 6838), and its bytes."""

    filename: str
    media_type: str
    body: bytes = field(repr=False)


def attached(attachment: Attachment) -> bytes:
    """The file as a part of a multipart/mixed: base64 (RFC 2045 section 6.8), disposition "attachment" (RFC 2183).

    Only applications' files and pictures keep their media type. A text or a mail (message/rfc822) goes as mere octets:
    programs would show it inside the letter, and gateways rewrite attached mails, which would break their digest.
    """
    name = safe_name(attachment.filename)
    kind = attachment.media_type if _SHOWN_AS_FILE.fullmatch(attachment.media_type) else _OCTETS
    head = [
        headers.field("Content-Type", f"{kind};\r\n {_parameter('name', name)}"),
        headers.field("Content-Transfer-Encoding", "base64"),
        headers.field("Content-Disposition", f"attachment;\r\n {_parameter('filename', name)}"),
    ]
    text = base64.b64encode(attachment.body)
    lines = [text[start : start + _WIDTH] for start in range(0, len(text), _WIDTH)]
    return "".join(head).encode() + b"\r\n" + b"\r\n".join(lines)


def safe_name(filename: str) -> str:
    """The name without what no file name may hold: folders, control characters, marks of direction, leading dots.

    Of a long name the ending stays, for it says what the file is.
    """
    plain = " ".join(_UNSAFE.sub("_", headers.one_line(_UNSEEN.sub(" ", filename))).split()).lstrip(". ").rstrip(". ")
    if len(plain) > _LONGEST_NAME:
        stem, dot, ending = plain.rpartition(".")
        kept = dot + ending if stem and len(ending) <= _LONGEST_ENDING else ""
        plain = plain[: _LONGEST_NAME - len(kept)].rstrip(". ") + kept
    return plain or "file"


def _parameter(name: str, value: str) -> str:
    """A parameter of a field: quoted where it is short and ASCII, else in the pieces of RFC 2231 section 3."""
    if _SIMPLE.fullmatch(value):
        return f'{name}="{value}"'
    pieces: list[str] = [""]
    for character in value:
        coded = quote(character, safe="")
        if len(pieces[-1]) + len(coded) > _PIECE:
            pieces.append("")
        pieces[-1] += coded
    if len(pieces) == 1:
        return f"{name}*=utf-8''{pieces[0]}"
    first, *others = pieces
    written = [f"{name}*0*=utf-8''{first}", *(f"{name}*{at}*={piece}" for at, piece in enumerate(others, 1))]
    return ";\r\n ".join(written)
