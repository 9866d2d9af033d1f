"""The lines of a reply, each with where it comes from: written now, or standing in the quote."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from processor.forms.civilities import is_afterword
from processor.forms.folding import collapse, fold, unmarked
from processor.forms.labels import Labels
from processor.forms.ours import Ours
from processor.reading.newtext.blocks import is_separator
from processor.reading.newtext.cutter import first_cut
from processor.reading.newtext.headers import Likeness, header_likeness, label_kind
from processor.reading.newtext.inline import split_joined
from processor.reading.newtext.lines import is_quoted, quoted_by_initials, to_lines

_PREFIX = re.compile(r"^\s{0,3}(?:>\s?)+")
_INITIALS = re.compile(r"^\s{0,3}[^\W\d_]{1,3}>\s?")
_NUMBER = re.compile(r"^\W*\d{1,2}[.):]\s*")
_FEWEST_WORDS = 3
_MOST_WRAPPED = 4


class Origin(Enum):
    """Where a line stands: above the quote, written between quoted lines, or quoted."""

    NEW = "new"
    BETWEEN = "between"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its quote prefix; `raw` is what stands in the text, `deep` how many quotes it stands in."""

    text: str
    raw: str
    origin: Origin
    deep: int = 0


def lines_of(new_text: str, whole_text: str, ours: Ours, labels: Labels) -> list[Line]:
    """The reply's lines in order, without its signature and the headers of quotes.

    What is in `new_text` is new wherever it stands; of it nothing is left out. Long labels that a client has broken
    over several lines are one line again.
    """
    lines = split_joined(to_lines(whole_text))
    pending = deque(line.strip() for line in to_lines(new_text) if line.strip())
    new = _aligned(lines, pending)
    found = [Line(collapse(line), line, Origin.NEW) for line in pending]
    if found:
        found.append(Line("", "", Origin.NEW))
    found.extend(_placed(lines, new, _quote_start(lines, new, ours)))
    return list(_unwrapped(found, labels, ours))


def _aligned(lines: list[str], pending: deque[str]) -> set[int]:
    """The places of the lines of the new text; what is not found in order stays in `pending`."""
    new: set[int] = set()
    for place, line in enumerate(lines):
        if pending and line.strip() == pending[0]:
            new.add(place)
            pending.popleft()
    return new


def _quote_start(lines: list[str], new: set[int], ours: Ours) -> tuple[int, int]:
    """Where the quote begins with its header, and without it."""
    cut = first_cut(lines)
    first = next(
        (place for place, line in enumerate(lines) if place not in new and line.strip() and ours.has(line, True)),
        len(lines),
    )
    if cut is None or first < cut.start:
        return first, first
    return cut.start, cut.body


def _placed(lines: list[str], new: set[int], start: tuple[int, int]) -> Iterator[Line]:
    prefixed = any(is_quoted(line) for line in lines[start[0] :])
    headers = 0
    for place, line in enumerate(lines):
        deep = _depth(lines, place)
        if place in new:
            yield Line(collapse(line), line, Origin.NEW if place < start[0] else Origin.BETWEEN)
        elif not line.strip():
            yield Line("", "", Origin.NEW if place < start[0] else Origin.QUOTE)
        elif place >= start[1] and prefixed and not deep and is_afterword(line):
            yield Line(collapse(line), line, Origin.BETWEEN)
        elif place < start[1] or (prefixed and not deep):
            continue
        elif _heads_quote(lines, place):
            headers += 1
        elif not (headers and label_kind(line) and _near_header(lines, place)):
            yield Line(_without_prefix(line, deep), line, Origin.QUOTE, (deep or 1) + headers)


def _depth(lines: list[str], place: int) -> int:
    found = _PREFIX.match(lines[place]) if is_quoted(lines[place]) else None
    if found is not None:
        return found[0].count(">")
    return 1 if quoted_by_initials(lines, place) else 0


def _without_prefix(line: str, deep: int) -> str:
    if not deep:
        return collapse(line)
    return collapse(_PREFIX.sub("", line) if is_quoted(line) else _INITIALS.sub("", line))


def _heads_quote(lines: list[str], place: int) -> bool:
    return is_separator(lines[place]) or header_likeness(lines, place) is Likeness.SURE


def _near_header(lines: list[str], place: int) -> bool:
    """Whether the lines right above lead up to a header without a gap."""
    for above in range(place - 1, max(-1, place - 8), -1):
        if not lines[above].strip():
            return False
        if _heads_quote(lines, above):
            return True
    return False


def _unwrapped(lines: list[Line], labels: Labels, ours: Ours) -> Iterator[Line]:
    """The lines, those joined that together are one long label."""
    names = [name for found in labels.names.values() for name in found if len(name.split()) > _FEWEST_WORDS]
    names += {name for hint in ours.hints if len((name := fold(hint)).split()) > _FEWEST_WORDS}
    place = 0
    while place < len(lines):
        line = lines[place]
        joined, count = _join(lines, place, names) if names and line.text else (line, 1)
        yield joined
        place += count


def _join(lines: list[Line], place: int, names: list[str]) -> tuple[Line, int]:
    line = lines[place]
    begun = _bare(line.text)
    if len(begun.split()) < _FEWEST_WORDS or not any(name.startswith(begun) and name != begun for name in names):
        return line, 1
    for count in range(2, _MOST_WRAPPED + 1):
        rest = lines[place + 1 : place + count]
        if len(rest) < count - 1 or not all(one.text and one.origin is line.origin for one in rest):
            break
        text = collapse(" ".join([line.text, *(one.text for one in rest)]))
        whole = _bare(text)
        if any(whole == name or whole.startswith(name + " ") for name in names if name.startswith(begun)):
            return replace(line, text=text, raw="\n".join([line.raw, *(one.raw for one in rest)])), count
        if not any(name.startswith(whole) for name in names):
            break
    return line, 1


def _bare(text: str) -> str:
    return fold(_NUMBER.sub("", unmarked(text)))
