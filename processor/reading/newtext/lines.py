"""Text to lines that rules can look at: one line ending, one kind of blank, nothing invisible."""

import re

from processor.reading.newtext.late import late

_BLANKS = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_INVISIBLE = dict.fromkeys([0x00, 0xAD, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2065)])
_BIDI = dict.fromkeys([*range(0x2066, 0x206A), 0xFEFF])
_TABLE: dict[int, str | None] = {**_BLANKS, **_INVISIBLE, **_BIDI}
_NEWLINE = late(r"\r+\n|\r|[\x0b\x0c\x85\u2028\u2029]")
_OTHER_ENDS = ("\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_ESCAPED_PREFIX = late(r"^[ \t]{0,3}(?:(?:&gt;|>) ?)+", re.MULTILINE)
QUOTE_PREFIX = late(r"\s{0,3}>")
INITIALS_PREFIX = late(r"\s{0,3}([^\W\d_]{1,3})>(?=[> ]|$)")
LONGEST_ATTRIBUTION = 400
"""Characters; a longer line is prose, so rules need not look at it and cost stays linear."""


def normalise(text: str) -> str:
    """Give back `text` with LF line endings, plain blanks, and without characters that have no width.

    Zero-width joiners stay: they belong to emoji and to some scripts.
    """
    if not text.isascii():
        text = text.translate(_TABLE)
    elif "\0" in text:
        text = text.replace("\0", "")
    return _NEWLINE.sub("\n", text) if any(end in text for end in _OTHER_ENDS) else text


def to_lines(text: str) -> list[str]:
    """Give back the normalised lines, without blanks at their ends and with escaped quote prefixes made plain."""
    normal = normalise(text)
    if "&gt;" in normal:
        normal = _ESCAPED_PREFIX.sub(lambda found: found[0].replace("&gt;", ">"), normal)
    return [line.rstrip() for line in normal.split("\n")]


def is_quoted(line: str) -> bool:
    """Whether the line carries a quote prefix; a blank before it counts (` > text`)."""
    return ">" in line[:4] and QUOTE_PREFIX.match(line) is not None


def quoted_by_initials(lines: list[str], index: int) -> bool:
    """Whether the line is quoted as `JD> text`: two such lines with the same initials stand close together."""
    found = INITIALS_PREFIX.match(lines[index]) if ">" in lines[index][:7] else None
    if found is None:
        return False
    for other in (*range(index + 1, index + 4), *range(index - 1, index - 4, -1)):
        near = INITIALS_PREFIX.match(lines[other]) if 0 <= other < len(lines) else None
        if near is not None and near[1] == found[1]:
            return True
    return False


def next_filled(lines: list[str], index: int) -> int:
    """The index of the first line at or after `index` that isn't blank; the number of lines when there is none."""
    while index < len(lines) and not lines[index]:
        index += 1
    return index


def join(lines: list[str]) -> str:
    """Lines to text, without blank lines around it."""
    return "\n".join(lines).strip("\n")
