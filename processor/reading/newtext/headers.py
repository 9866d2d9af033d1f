"""What makes lines of names and values the header of a quoted mail, and not a list of the sender's own.

Names alone prove nothing: who reports a fault of a form writes "From: stays empty". The values tell: a sender is an
address or a name, "Sent" holds a date, and without any address only the full set of names counts.
"""

import enum
import re

from processor.reading.newtext.dates import has_date, has_time
from processor.reading.newtext.late import late
from processor.reading.newtext.lines import LONGEST_ATTRIBUTION, next_filled
from processor.reading.newtext.words import LABELS, WEEKDAYS, any_of

_FLAGS = re.IGNORECASE
_KIND = {label: kind for kind, labels in LABELS.items() for label in labels}
_LABEL_GROUP = any_of(tuple(_KIND))
_LABEL = late(rf"[\s*_|]{{0,8}}({_LABEL_GROUP})[ *_]{{0,4}}[:：]", _FLAGS)
_LABEL_INSIDE = late(rf"(?<=[\s>;*])({_LABEL_GROUP})[ *_]{{0,3}}: ", _FLAGS)
_ANY_LABEL = late(r"[\s*_]{0,6}[^\W\d][\w .'()-]{0,20}[*_ ]{0,3}[:：]")
_BRACKETED = late(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]|<[^<>]{0,200}>")
_NAMED_ADDRESS = late(r"\w.{0,200}[<\[(](?:mailto:)?[^\s<>()\[\]]{1,200}@")
_BEHALF = late(r"\b(?:on behalf of|im auftrag von|от имени|за подписью|de la part de|namens|en nombre de)\b", _FLAGS)
_DAY_NAMED = late(
    rf"(?:{'|'.join(day for day in WEEKDAYS if len(day) > 4)}|today|yesterday|heute|gestern"
    r"|сегодня|вчера)\b",
    _FLAGS,
)
_MOST_FILLED = 10
_MOST_LINES = 20
_MOST_FOLDED = 4
_MOST_NAME_WORDS = 9


class Likeness(enum.IntEnum):
    """How much lines look like the header of a quoted mail."""

    NO = 0
    DOUBT = 1
    SURE = 2


def label_kind(line: str) -> str:
    """Give back what the header name at the start of the line means ("from", "sent", "to", ...), or an empty string."""
    if ":" not in line[:40] and "：" not in line[:40]:
        return ""
    found = _LABEL.match(line)
    return _KIND[found[1].casefold()] if found else ""


def is_any_label(line: str) -> bool:
    """Whether the line starts like a header line of an unknown language."""
    return _ANY_LABEL.match(line) is not None


def header_likeness(lines: list[str], index: int) -> Likeness:
    """Tell whether the header of a quoted mail starts at this line, by its names and by its values."""
    if not label_kind(lines[index]):
        return Likeness.NO
    fields = _block(lines, index)
    kinds = {kind for kind, _ in fields}
    # Who reads "To:" first must find the rest of a header right below.
    if not fields or not (kinds & {"from", "sent"} or "@" in fields[0][1]):
        return Likeness.NO
    if any("@" in value for kind, value in fields if kind in ("from", "to", "cc")):
        # "From: a@b / To: c@d" alone may be what the sender asks for; a name with its address is a client's line.
        named = any(_NAMED_ADDRESS.search(value) for kind, value in fields if kind == "from")
        if len(kinds) >= 2 and (named or kinds & {"sent", "subject"}):
            return Likeness.SURE
        return Likeness.DOUBT if len(kinds) == 2 else Likeness.NO
    timed = any(kind == "sent" and has_time(value) for kind, value in fields)
    if {"from", "sent", "subject"} <= kinds and (timed or len(kinds) > 3):
        return Likeness.SURE
    return Likeness.DOUBT if len(kinds) >= 3 or {"from", "sent"} <= kinds else Likeness.NO


def _fields(lines: list[str], index: int) -> tuple[list[tuple[str, str]], int]:
    """The names and values in a line (some converters print the whole block as one), and the first line behind.

    A value may stand in the line below its name.
    """
    line = lines[index][: 2 * LONGEST_ATTRIBUTION]
    first = _LABEL.match(line) if label_kind(line) else None
    if first is None:
        return [], index + 1
    found = [first, *_LABEL_INSIDE.finditer(line, first.end())]
    ends = [label.start() for label in found[1:]] + [len(line)]
    fields = [
        (_KIND[label[1].casefold()], line[label.end() : end].strip(" *_|\t"))
        for label, end in zip(found, ends, strict=True)
    ]
    below = next_filled(lines, index + 1)
    bare = len(fields) == 1 and not fields[0][1] and fields[0][0] != "subject"
    if bare and below < len(lines) and below - index <= 2 and not label_kind(lines[below]):
        return [(fields[0][0], lines[below][:LONGEST_ATTRIBUTION].strip(" *_|\t"))], below + 1
    return fields, index + 1


def _block(lines: list[str], index: int) -> list[tuple[str, str]]:
    """The fields of one block from this line on; none when its first line has no value of its kind."""
    fields, at = _fields(lines, index)
    if not all(_plausible(kind, value) for kind, value in fields):
        return []
    spaced: bool | None = None
    folded = 0
    for _ in range(_MOST_FILLED):
        here = next_filled(lines, at)
        if here >= len(lines) or here - at > 2 or here - index > _MOST_LINES:
            break
        more, behind = _fields(lines, here)
        if not more:
            folded += 1
            if here > at or folded > _MOST_FOLDED or not _goes_on(fields[-1], lines[here]):
                break
            fields.append((fields[-1][0], lines[here][:LONGEST_ATTRIBUTION]))
        else:
            gap = here > at
            if spaced and not gap and fields[0][0] != "from":
                return []
            if (spaced is False and gap) or not all(_plausible(kind, value) for kind, value in more):
                break
            if more[0][0] in ("from", "to") and any(kind == more[0][0] for kind, _ in fields):
                break
            spaced = gap
            fields.extend(more)
        at = behind
    return fields


def _goes_on(field: tuple[str, str], line: str) -> bool:
    """Whether the line continues a folded list of addresses, or is a header line that no list here knows."""
    listed = field[0] in ("from", "to", "cc") and ("@" in line or field[1].endswith((",", ";")))
    return listed or (is_any_label(line) and len(line) < LONGEST_ATTRIBUTION)


def _plausible(kind: str, value: str) -> bool:
    if kind == "sent":
        return has_date(value) or _DAY_NAMED.match(value) is not None
    if kind != "from":
        return True
    return _only_addresses(value) if "@" in value else _is_name(value)


def _only_addresses(value: str) -> bool:
    """Whether no words stand behind the last address."""
    bare = _BRACKETED.sub(lambda found: "@" if "@" in found[0] else "", _BEHALF.split(value)[0])
    behind = bare.rpartition("@")[2].strip().partition(" ")[2]
    return not any(character.isalpha() for character in behind)


def _is_name(value: str) -> bool:
    """Whether this may be a name: some word starts with a capital (or its script has none), no date, no question."""
    words = value.split()
    if not words or len(words) > _MOST_NAME_WORDS or value.endswith(("!", "?")) or has_date(value):
        return False
    if len(words) == 1:
        return True
    initials = [word.strip("\"'«»„“(*_")[:1] for word in words]
    return any(initial.isalpha() and not initial.islower() for initial in initials)
