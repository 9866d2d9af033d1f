"""Header blocks and separator lines that stand above a quote or a forward without any prefix."""

import re

from processor.reading.newtext.lines import LONGEST_ATTRIBUTION, next_filled
from processor.reading.newtext.words import BEGIN, LABELS, MESSAGE, ORIGINAL, any_of

_FLAGS = re.IGNORECASE
_KIND = {label: kind for kind, labels in LABELS.items() for label in labels}
_LABEL_GROUP = any_of(tuple(_KIND))
_LABEL = re.compile(rf"[\s*_|]{{0,8}}({_LABEL_GROUP})[ *_]{{0,4}}[:：]", _FLAGS)
_LABEL_INSIDE = re.compile(rf"(?<=[\s>;*])({_LABEL_GROUP})[ *_]{{0,3}}: ", _FLAGS)
_EVIDENCE = re.compile(r"@|\b(?:19|20)\d\d\b|(?<!\d)\d{1,2}[:.]\d\d(?!\d)")
_RULE_CHARACTERS = "-_=~–—"
_ORIGINAL = re.compile(rf"(?<!\w){any_of(ORIGINAL)}", _FLAGS)
_MESSAGE = re.compile(any_of(MESSAGE), _FLAGS)
_BEGIN = re.compile(rf"[\s*_]{{0,4}}(?:{any_of(BEGIN)}\b.{{0,30}})?{any_of(ORIGINAL)}", _FLAGS)
_UNDERLINE = re.compile(r"\s{0,4}_{20,}\s*$")
_RULE_ONLY = re.compile(r"\s{0,4}[-_=*~–—]{3,}\s*$")
_ANY_LABEL = re.compile(r"[\s*_]{0,6}[^\W\d][\w .'()]{0,20}[*_ ]{0,3}[:：]")
MOST_LINES = 4


def label_kind(line: str) -> str:
    """Give back what the header name at the start of the line means ("from", "sent", "to", ...), or an empty string."""
    if ":" not in line[:40] and "：" not in line[:40]:
        return ""
    found = _LABEL.match(line)
    return _KIND[found[1].casefold()] if found else ""


def starts_header_block(lines: list[str], index: int) -> bool:
    """Whether a block of header lines starts here: two different names within four lines, in any known language.

    With only two names, an address, a year or a time must stand by, so that "From: Berlin / To: Prague" stays text.
    """
    kind = label_kind(lines[index])
    if not kind:
        return False
    kinds = {kind, *_kinds_inside(lines[index])}
    seen, evidence, at = 1, bool(_EVIDENCE.search(lines[index][:LONGEST_ATTRIBUTION])), index + 1
    while at < len(lines) and seen < MOST_LINES + 1 and at - index <= 2 * MOST_LINES:
        if lines[at].strip():
            seen += 1
            found = label_kind(lines[at])
            kinds |= {found} - {""}
            evidence = evidence or bool(_EVIDENCE.search(lines[at][:LONGEST_ATTRIBUTION]))
        at += 1
    if not kinds & {"from", "sent"} and "@" not in lines[index][:LONGEST_ATTRIBUTION]:
        return False
    return len(kinds) >= 3 or (len(kinds) == 2 and evidence)


def _kinds_inside(line: str) -> set[str]:
    """What other header names stand in the same line: some converters print the whole block as one line."""
    return {_KIND[name.casefold()] for name in _LABEL_INSIDE.findall(line[: 2 * LONGEST_ATTRIBUTION])}


def is_separator(line: str) -> bool:
    """Whether the line announces a message ("-----Original Message-----", "Begin forwarded message:")."""
    if not 8 <= len(line) <= 300:
        return False
    bare = line.lstrip(" *>|")
    if len(bare) > 2 and bare[0] in _RULE_CHARACTERS and bare[1] in _RULE_CHARACTERS:
        inner = bare.strip(_RULE_CHARACTERS + " *:.")
        return len(inner) <= 80 and _ORIGINAL.search(inner) is not None and _MESSAGE.search(inner) is not None
    text = line.strip(" *_")
    if not text.endswith((":", "：")) or len(text) > 60 or len(text.split()) > 5:
        return False
    return _BEGIN.match(text) is not None and _MESSAGE.search(text) is not None


def is_underline_above_header(lines: list[str], index: int) -> bool:
    """Whether Outlook's line of underscores stands here, with something like a header line right below."""
    if not lines[index].lstrip().startswith("____") or _UNDERLINE.match(lines[index]) is None:
        return False
    follower = next_filled(lines, index + 1)
    return follower < len(lines) and follower - index <= 3 and _ANY_LABEL.match(lines[follower]) is not None


def is_rule(line: str) -> bool:
    """Whether the line is only a drawn rule, which belongs to the header block below it."""
    return len(line) >= 3 and _RULE_ONLY.match(line) is not None
