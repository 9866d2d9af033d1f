"""Bytes to a tree of parts: mail-parser first, the standard parser where it fails, and repairs of header blocks.

Only the tree is asked of mail-parser, since reading interprets it itself (docs/decisions/0007).
"""

import email
import logging
import re
from dataclasses import dataclass, field
from email import policy
from email.errors import StartBoundaryNotFoundDefect
from email.message import Message as Part
from email.parser import BytesHeaderParser

from mailparser import MailParser

from processor.reading.defects import Defect
from processor.reading.limits import Limits

# Its warnings quote the mails it reads, and what they say becomes a defect here.
logging.getLogger("mailparser").setLevel(logging.CRITICAL + 1)

_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:")
_KNOWN_FIELD = re.compile(
    rb"(?:from|to|cc|subject|date|received|return-path|message-id|mime-version|content-type|"
    rb"x-[!-9;-~]+|delivered-to|reply-to|sender|in-reply-to|references)[ \t]*:",
    re.IGNORECASE,
)
_MBOX = re.compile(rb">?From [^\r\n]*\r?\n?")
_COMPOSITE = re.compile(rb"\ncontent-type[ \t]*:[ \t\r\n]*(?:multipart|message)/", re.IGNORECASE)
_BLANK_LINE = re.compile(rb"(?:\r\n|\n|\r(?!\n))(\r\n|\n|\r)")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|$)")
# Nested parts cost stack; these bounds keep the outcome the same at any depth of the caller's own stack.
_MAIL_PARSER_NESTING = 60
_PLAIN_PARSER_NESTING = 400
_STRANGE_LINES = 500


@dataclass(slots=True)
class Front:
    """The tree of parts as the parser gave it, and what was wrong on the way."""

    message: Part
    defects: list[Defect] = field(default_factory=list)


def parse_tree(raw: bytes, limits: Limits) -> Front:
    """The parts of a mail. Any bytes give a tree; what had to be cut, repaired or given up is among the defects."""
    defects: list[Defect] = []
    data = _repaired(_within(_bare(raw), limits, defects), defects)
    nesting = len(_COMPOSITE.findall(b"\n" + data))
    if nesting > _PLAIN_PARSER_NESTING:
        message: Part = BytesHeaderParser(policy=policy.compat32).parsebytes(data)
        message.set_payload("")
        return Front(message, [*defects, Defect.STRUCTURE_UNREADABLE])
    found = _by_mail_parser(data) if nesting <= _MAIL_PARSER_NESTING else None
    if found is None:
        defects.append(Defect.PARSER_FAILED)
        found = email.message_from_bytes(data)
    return Front(_with_boundary(found, data), defects)


class _TreeOnly(MailParser):  # type: ignore[misc]
    """Mail-parser up to the tree of parts.

    Its further reading (trace fields, texts, attachments, addresses) is two thirds of its time, and nobody asks for
    what it finds. Only where the tree has faults is it done, to see whether they are more than mail-parser can bear.
    """

    def parse(self) -> "_TreeOnly":
        """Called by the constructor with the tree made."""
        if any(part.defects for part in self._message.walk()):
            super().parse()
        return self


def _by_mail_parser(data: bytes) -> Part | None:
    """The tree that mail-parser keeps, or None where it fails: it raises what it didn't foresee, too."""
    try:
        message: Part | None = _TreeOnly.from_bytes(data).message
    except Exception:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        return None
    return message


def _with_boundary(message: Part, data: bytes) -> Part:
    """The tree, read once more where no boundary was found: the newer policy mends a parameter cut by a line end."""
    if not any(isinstance(defect, StartBoundaryNotFoundDefect) for defect in message.defects):
        return message
    try:
        again = email.message_from_bytes(data, policy=policy.default)
    except Exception:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        return message
    if not again.is_multipart():
        return message
    for part in again.walk():
        part.policy = policy.compat32
    return again


def _bare(raw: bytes) -> bytes:
    """The mail without what transport left in front of it: byte order mark, blank lines, the mbox separator."""
    data = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    found = _MBOX.match(data)
    return data[found.end() :] if found else data


def _within(data: bytes, limits: Limits, defects: list[Defect]) -> bytes:
    """The mail with its header block cut at the limit, at the end of a line."""
    head, separator, body = _split(data)
    if len(head) <= limits.header_bytes:
        return data
    defects.append(Defect.HEADERS_CUT)
    kept = head[: limits.header_bytes].rpartition(b"\n")[0]  # a line cut in its midst could read as another address
    return kept + b"\n" + (separator or b"\n") + body


def _split(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Header block with its last line end, blank line, body."""
    found = _BLANK_LINE.search(data)
    if not found:
        return data, b"", b""
    return data[: found.start(1)], found[1], data[found.end() :]


def _repaired(data: bytes, defects: list[Defect]) -> bytes:
    """The mail with strange lines of its header block taken for what they must be.

    A block that begins with lines that are no fields loses them; a line in its midst that is no field continues the
    field before it. Both only where known fields follow before the blank line: else it is the text that begins.
    """
    head, separator, body = _split(data)
    if not separator:
        return data
    lines = [found[0] for found in _LINE.finditer(head) if found[0]]
    strange = {place for place, line in enumerate(lines) if not (_FIELD.match(line) or line[:1] in b" \t")}
    if not strange or len(strange) > _STRANGE_LINES:
        return data
    after = [line for line in lines[max(strange) + 1 :] if _KNOWN_FIELD.match(line)]
    if len(after) < 2:
        return data
    defects.append(Defect.HEADERS_REPAIRED)
    first = next(place for place, line in enumerate(lines) if _FIELD.match(line))
    kept = [b" " + line if place in strange else line for place, line in enumerate(lines) if place >= first]
    return b"".join(kept) + separator + body
