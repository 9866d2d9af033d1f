"""The walk over a mail's parts: which are the body, which are attachments. Attached messages are never looked into."""

import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as Part

from processor.facts.message import Attachment
from processor.reading.defects import Defect
from processor.reading.limits import Limits
from processor.reading.words import header_text, raw_bytes

_UUENCODED = re.compile(
    r"^begin [0-7]{3,4} ([^\r\n]+)\r?\n((?:[ -`]{1,62}\r?\n)*?)(?:`|[ ])?\r?\n?end[ \t]*$", re.MULTILINE
)
_BOUNDARY_LINE = re.compile(rb"^--([0-9A-Za-z'()+_,./:=?-]{1,70})[ \t]*\r?$", re.MULTILINE)
_SEALED = frozenset(
    {"application/ms-tnef", "application/vnd.ms-tnef", "application/pkcs7-mime", "application/x-pkcs7-mime"}
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part without readable parts of its own, with its place in the walk and how deep it lies."""

    position: int
    part: Part
    kind: str
    named: bool
    attached: bool


@dataclass(slots=True)
class Tree:
    """A container with its children in order: containers again, or leaves."""

    kind: str
    children: list["Tree | Leaf"] = field(default_factory=list)


@dataclass(slots=True)
class Walk:
    """The whole walk: the tree, its leaves in order, and what was left out."""

    root: Tree
    leaves: list[Leaf] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    count: int = 0


def walk(message: Part, limits: Limits) -> Walk:
    """All parts in their order, down to the limits. `message/*` is a leaf: what is in it is not this sender's words."""
    found = Walk(Tree(content_type(message)))
    _visit(message, found.root, 0, found, limits)
    if any(leaf.kind in _SEALED or leaf.kind == "multipart/encrypted" for leaf in found.leaves):
        found.defects.append(Defect.UNREADABLE_PART)
    return found


def _visit(part: Part, parent: Tree, depth: int, found: Walk, limits: Limits) -> None:
    if found.count >= limits.parts or depth > limits.depth:
        defect = Defect.TOO_DEEP if depth > limits.depth else Defect.TOO_MANY_PARTS
        if defect not in found.defects:
            found.defects.append(defect)
        return
    position, kind = found.count, content_type(part)
    found.count += 1
    if part.is_multipart() and not kind.startswith("message/"):
        below = Tree(kind)
        parent.children.append(below)
        for child in part.get_payload():
            if isinstance(child, Part):
                _visit(child, below, depth + 1, found, limits)
        return
    if kind.startswith("multipart/"):
        found.defects.append(Defect.BROKEN_STRUCTURE)
        mended = _mended(part)
        if mended is not None:
            _visit(mended, parent, depth + 1, found, limits)
            return
        # No part could be found in it: all that is left is text.
        kind = "text/plain"
    attached = disposition(part) not in {"", "inline"}
    leaf = Leaf(position, part, kind, bool(filename(part)), attached)
    parent.children.append(leaf)
    found.leaves.append(leaf)


def _mended(part: Part) -> Part | None:
    """A container whose boundary parameter is lost, parsed again with the boundary that its text shows."""
    data = raw_bytes(str(getattr(part, "_payload", "") or ""))
    line = _BOUNDARY_LINE.search(data)
    if line is None or b"--" + line[1] + b"--" not in data[line.end() :]:
        return None
    head = b'Content-Type: multipart/mixed; boundary="' + line[1] + b'"\n\n'
    again = message_from_bytes(head + data[line.start() :])
    return again if again.is_multipart() else None


def content_type(part: Part) -> str:
    """The media type in lower case; `text/plain` where the field is missing or is nonsense (RFC 2045 section 5.2)."""
    return str(part.get_content_type()).lower()


def disposition(part: Part) -> str:
    """The first word of Content-Disposition in lower case, or an empty string."""
    return str(part.get("content-disposition", "")).partition(";")[0].strip().lower()


def filename(part: Part) -> str:
    """The file name that a part gives itself, decoded (RFC 2231, RFC 2047 or raw), never used as a path."""
    for name, header in (("filename", "content-disposition"), ("name", "content-type")):
        try:
            value = part.get_param(name, None, header)
        except Exception:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
            value = None
        if isinstance(value, tuple):
            charset, _, text = value
            return header_text(f"=?{charset or 'utf-8'}?Q?{_quoted(text)}?=").text
        if value:
            return header_text(str(value)).text
    return ""


def _quoted(text: str) -> str:
    """RFC 2231 text, whose characters are bytes, as a Q-encoded word."""
    data = bytes(ord(character) for character in text) if all(ord(c) < 256 for c in text) else raw_bytes(text)
    return "".join(f"={byte:02X}" for byte in data)


def payload(part: Part) -> bytes:
    """The bytes of a leaf with its transfer encoding undone; for an attached message, its source."""
    if part.is_multipart():
        return b"\n".join(source(inner) for inner in part.get_payload() if isinstance(inner, Part))
    try:
        data = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        return b""
    return data if isinstance(data, bytes) else b""


def source(message: Part) -> bytes:
    """An attached message as bytes again: fields unfolded by nobody, bodies as they came, line ends made LF.

    The standard generator folds every field anew; that costs more than all the rest of reading.
    """
    head = "".join(f"{name}: {value}\n" for name, value in message.raw_items())
    inner = message.get_payload()
    if not isinstance(inner, list):
        return raw_bytes(f"{head}\n{getattr(message, '_payload', '') or ''}")
    pieces = [source(one) for one in inner if isinstance(one, Part)]
    if content_type(message).startswith("message/"):
        return raw_bytes(head) + b"\n" + b"\n".join(pieces)
    boundary = raw_bytes(f"--{message.get_boundary() or ''}")
    body = b"".join(b"\n" + boundary + b"\n" + piece for piece in pieces)
    return raw_bytes(head) + body + b"\n" + boundary + b"--\n"


def charset_of(part: Part) -> str:
    """The declared charset of a text part, or an empty string."""
    try:
        value = part.get_param("charset", "")
    except Exception:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        return ""
    return str(value[2] if isinstance(value, tuple) else value or "")


def attachment(leaf: Leaf) -> Attachment:
    """What there is to know of a part that is not the body. Its bytes stay in the raw mail, at its position."""
    data = payload(leaf.part)
    inline = disposition(leaf.part) == "inline" or (not leaf.attached and bool(leaf.part.get("content-id")))
    name = filename(leaf.part) or _default_name(leaf.kind)
    return Attachment(leaf.position, name, leaf.kind, len(data), hashlib.sha256(data).hexdigest(), inline)


def _default_name(kind: str) -> str:
    return "message.eml" if kind == "message/rfc822" else ""


def uuencoded(text: str, first_position: int) -> tuple[str, list[Attachment]]:
    """Text without the uuencoded files in it, and the files, numbered on behind the parts."""
    if "\nend" not in text or "begin " not in text:
        return text, []
    files: list[Attachment] = []
    for place, (name, data) in enumerate(uuencoded_files(text)):
        digest = hashlib.sha256(data).hexdigest()
        files.append(Attachment(first_position + place, name, "application/octet-stream", len(data), digest, False))
    return _UUENCODED.sub("", text), files


def uuencoded_files(text: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each uuencoded file in a text."""
    for found in _UUENCODED.finditer(text):
        lines = found[2].splitlines()
        try:
            yield found[1].strip(), b"".join(binascii.a2b_uu(line) for line in lines)
        except binascii.Error:
            continue
