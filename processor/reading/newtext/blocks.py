"""Separator lines and rules that stand above a quote or a forward without any prefix."""

import re
from itertools import takewhile

from processor.reading.newtext.dates import has_date
from processor.reading.newtext.headers import Likeness, header_likeness, is_any_label
from processor.reading.newtext.late import late
from processor.reading.newtext.lines import next_filled
from processor.reading.newtext.words import BEGIN, MESSAGE, ORIGINAL, VERBS, any_of

_FLAGS = re.IGNORECASE
_RULE_CHARACTERS = "-_=~–—"
_ORIGINAL = late(rf"(?<!\w){any_of(ORIGINAL)}", _FLAGS)
_MESSAGE = late(any_of(MESSAGE), _FLAGS)
_BEGIN = late(rf"[\s*_]{{0,4}}(?:{any_of(BEGIN)}\b.{{0,30}})?{any_of(ORIGINAL)}", _FLAGS)
_WROTE = late(rf"[-–—]{{3,}}[^\n]{{1,200}}\s{any_of(VERBS)}\s?:\s?[-–—]{{3,}}$", _FLAGS)
_UNDERLINE = late(r"\s{0,4}_{20,}\s*$")
_RULE_ONLY = late(r"\s{0,4}[-_=*~–—]{3,}\s*$")


def is_separator(line: str) -> bool:
    """Whether the line announces a message ("-----Original Message-----", "Begin forwarded message:")."""
    if not 8 <= len(line) <= 300:
        return False
    bare = line.lstrip(" *>|")
    if len(bare) > 2 and bare[0] in _RULE_CHARACTERS and bare[1] in _RULE_CHARACTERS:
        inner = bare.strip(_RULE_CHARACTERS + " *:.")
        if bare[-1] in _RULE_CHARACTERS and _WROTE.match(bare) is not None:
            return True
        return len(inner) <= 80 and _ORIGINAL.search(inner) is not None and _MESSAGE.search(inner) is not None
    text = line.strip(" *_")
    if not text.endswith((":", "：")) or len(text) > 60 or len(text.split()) > 5:
        return False
    return _BEGIN.match(text) is not None and _MESSAGE.search(text) is not None


def is_underline_above_header(lines: list[str], index: int) -> bool:
    """Whether Outlook's line of underscores stands here, with a header of any language right below.

    A header in no language known here shows by two lines of names and values of which one holds an address or a date.
    """
    if not lines[index].lstrip().startswith("____") or _UNDERLINE.match(lines[index]) is None:
        return False
    follower = next_filled(lines, index + 1)
    if follower >= len(lines) or follower - index > 3 or not is_any_label(lines[follower]):
        return False
    if header_likeness(lines, follower) is not Likeness.NO:
        return True
    near = [line[:400] for line in takewhile(bool, lines[follower : follower + 4])]
    named = [line for line in near if is_any_label(line)]
    return len(named) >= 2 and any("@" in line or has_date(line) for line in named)


def is_rule(line: str) -> bool:
    """Whether the line is only a drawn rule, which belongs to the header block below it."""
    return len(line) >= 3 and _RULE_ONLY.match(line) is not None
