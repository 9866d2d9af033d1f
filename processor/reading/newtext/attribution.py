"""Attribution lines: "On Monday ... wrote:" in any language, over one to four lines."""

import re

from processor.reading.newtext.dates import has_address, has_date
from processor.reading.newtext.late import late
from processor.reading.newtext.lines import LONGEST_ATTRIBUTION, is_quoted, next_filled, quoted_by_initials
from processor.reading.newtext.words import FIRST_WORDS, NAME_FOLLOWS, VERBS, WEEKDAYS, any_of

MOST_LINES = 4
_FLAGS = re.IGNORECASE
_VERB = late(rf"(?<!\w){any_of(VERBS)}(?!\w)", _FLAGS)
_VERB_LAST = late(rf"(?<!\w){any_of(VERBS)}(?: (?:on|am|at|в))?[\s\-]*$", _FLAGS)
_FOLLOWING = late(r"(?:the following|folgendes|следующее|het volgende)\W{0,3}$", _FLAGS)
_STARTS = late(
    rf"[\s\"'«„“(*_\-]{{0,8}}(?:\d|在|{any_of(FIRST_WORDS)}(?= )|{any_of(WEEKDAYS)}(?=[ .,])"
    rf"|[^\W\d]{{2,14}}[.,]{{1,2}} ?\d)",
    _FLAGS,
)
_TRIM = " *_-–—"
_LAST_LETTERS = frozenset(ending.casefold()[-2:] for ending in (*VERBS, "on", "am", "at", " в"))
"""How a line without a colon ends when it ends with a verb of writing: few do, and every line is asked."""
_COLONS = (":", "：")


def starts_attribution(line: str) -> bool:
    """Whether the line starts as attributions do: with a date, a weekday, "On", "Am", ..."""
    return _STARTS.match(line) is not None


def _introduces(text: str, starts: bool) -> bool:
    """Whether the joined lines say who wrote when: a verb with a date or an address, or a date first and an address."""
    colon = text.endswith(_COLONS)
    if not colon and _VERB_LAST.search(text) is None:
        return False
    address, date = has_address(text), has_date(text)
    if not colon:
        return address and date and starts
    if _says_wrote(text):
        return address or date
    return address and date and (starts or "<" in text)


def _says_wrote(text: str) -> bool:
    """Whether a verb of writing stands last, or with only a name, a date or an address behind it."""
    for verb in _VERB.finditer(text):
        rest = text[verb.end() :].strip(" :：,.")
        if not rest or verb[0].casefold() in NAME_FOLLOWS or _FOLLOWING.match(rest):
            return True
        if has_date(rest) or has_address(rest):
            return True
    return False


def _window(lines: list[str], first: int, last: int) -> str:
    return " ".join(line.strip() for line in lines[first : last + 1]).strip(_TRIM)


def _ends_attribution(line: str) -> bool:
    tail = line.rstrip(_TRIM)
    if tail.endswith(_COLONS):
        return True
    return tail[-2:].casefold() in _LAST_LETTERS and _VERB_LAST.search(tail[-30:]) is not None


def attribution_start(lines: list[str], last: int, floor: int = 0) -> int | None:
    """Give back the first line of the attribution that ends at line `last`, or None when none ends there.

    The nearest line that looks like a start (a date, a weekday, "On", "Am", ...) wins, so that the sender's own
    sentence right above isn't taken. `floor` is the first line that may belong to it.
    """
    if not _ends_attribution(lines[last]):
        return last if _above_bars(lines, last) else None
    plain: int | None = None
    for first in range(last, max(floor, last - MOST_LINES + 1) - 1, -1):
        if not lines[first].strip() or (first < last and is_quoted(lines[first])):
            break
        text = _window(lines, first, last)
        if len(text) > LONGEST_ATTRIBUTION:
            break
        starts = _STARTS.match(lines[first]) is not None
        if starts and _introduces(text, True):
            return first
        if plain is None and _introduces(text, False):
            plain = first
    return plain if plain is not None and _stands_alone(lines, plain, last, floor) else None


def _above_bars(lines: list[str], last: int) -> bool:
    """Whether the line starts with a date, ends with an address, and stands above lines that start with a bar."""
    line = lines[last].strip()
    if not line.endswith(">") or len(line) > LONGEST_ATTRIBUTION or not _STARTS.match(line):
        return False
    follower = next_filled(lines, last + 1)
    barred = follower < len(lines) and lines[follower].startswith("|")
    return barred and has_address(line) and has_date(line)


def _stands_alone(lines: list[str], first: int, last: int, floor: int) -> bool:
    """Whether an attribution without a usual first word is a paragraph of its own, or a quote follows it."""
    follower = next_filled(lines, last + 1)
    if follower < len(lines) and (is_quoted(lines[follower]) or quoted_by_initials(lines, follower)):
        return True
    text = _window(lines, first, last)
    alone = first <= floor or not lines[first - 1].strip()
    return has_date(text) and (alone or (has_address(text) and _says_wrote(text)))


def attribution_before(lines: list[str], cut: int, floor: int = 0) -> int:
    """Give back where an attribution of unknown wording right above the quote at `cut` starts, or `cut` itself.

    A quote follows, so less proof is needed than elsewhere: a colon with a verb, an address or a date, or a line
    that starts with a date and holds an address.
    """
    last = cut - 1
    while last >= floor and cut - last <= 2 and not lines[last].strip():
        last -= 1
    if last < floor or not lines[last].strip() or is_quoted(lines[last]):
        return cut
    exact = attribution_start(lines, last, floor)
    if exact is not None:
        return exact
    for first in range(last, max(floor, last - MOST_LINES + 1) - 1, -1):
        if not lines[first].strip():
            break
        text = _window(lines, first, last)
        if len(text) <= LONGEST_ATTRIBUTION and _STARTS.match(lines[first]) and _loosely(text):
            return first
    text = _window(lines, last, last)
    short = len(text) <= LONGEST_ATTRIBUTION and text.endswith(_COLONS)
    return last if short and (_VERB.search(text) is not None or has_address(text)) else cut


def _loosely(text: str) -> bool:
    if not has_date(text):
        return False
    return has_address(text) or (text.endswith(_COLONS) and _VERB.search(text) is not None)
