"""Attributions with the quoted text in their own line, as converters make them that join lines."""

import re
from itertools import islice

from processor.reading.newtext.attribution import attribution_start, starts_attribution
from processor.reading.newtext.dates import has_address, has_date, has_time, has_year
from processor.reading.newtext.late import late
from processor.reading.newtext.lines import LONGEST_ATTRIBUTION, is_quoted
from processor.reading.newtext.signature import is_footer
from processor.reading.newtext.words import NAME_FOLLOWS, VERBS

_VERB_ENDS = tuple(verb.casefold() for verb in VERBS)
_LONGEST_VERB = max(map(len, VERBS))
_COLON = late(r"[:：](?=\s+\S|>|$)")
_MOST_COLONS = 200
_SENTENCE = late(r"[?!] ")
_WEEKDAY_FIRST = late(r"\W{0,3}(?:[^\W\d]{1,3} )?[^\W\d]{2,10}[.,]")
_DAY = r"(?:[^\W\d]{2,11}[.,]{1,2} ?)?\d{1,2}(?:[./-]\d{1,2}[./-]|(?:st|nd|rd|th)?[.,]? (?:de |of )?[^\W\d]{3,9})"
_START = late(
    rf"(?:(?<=^)|(?<=\s))(?:(?:On|Am|Le|El|Il|Op|Den|Em|Dnia|W dniu|På|В|От|У) [^:@]{{0,40}}\d|{_DAY})", re.UNICODE
)
_LONGEST = 300
_HEAD_WITH_NAME = late(rf"(?<!\w)(?:{'|'.join(sorted(NAME_FOLLOWS))}) (?:[^:]|(?<=\d):(?=\d)){{1,120}}$", re.IGNORECASE)


def split_joined(lines: list[str]) -> list[str]:
    """Give back the lines with each attribution that has text behind or before it in its line on lines of its own.

    Only one that holds a date and an address counts, since "on 3 June you wrote: ..." may be the sender's own words;
    before it in its line may stand the sender's words when it holds a time and an address in brackets too.
    """
    found: list[str] = []
    for line in lines:
        wrapped = line.lstrip().startswith("<") and found and found[-1] and not starts_attribution(found[-1])
        if wrapped and (pieces := _pieces([], f"{found[-1]} {line.lstrip()}")):
            found[-1:] = pieces
            continue
        pieces = _pieces(found, line) if ":" in line and not is_quoted(line) else None
        found.extend([line] if pieces is None else pieces)
    return found


def _ends(line: str) -> list[int]:
    """Where in the line an attribution may end: behind a colon after a verb of writing or a bracketed address."""
    found = []
    for colon in islice(_COLON.finditer(line), _MOST_COLONS):
        tail = line[max(0, colon.start() - _LONGEST_VERB - 2) : colon.start()].rstrip().casefold()
        if tail.endswith((">", "&gt;")):
            found.append(colon.end())
        elif tail.endswith(_VERB_ENDS):
            verb = max((verb for verb in _VERB_ENDS if tail.endswith(verb)), key=len)
            if not tail[: -len(verb)][-1:].isalnum():
                found.append(colon.end())
        elif _HEAD_WITH_NAME.search(line[max(0, colon.start() - _LONGEST) : colon.start()]):
            found.append(colon.end())
    return found


def _pieces(above: list[str], line: str) -> list[str] | None:
    for end in _ends(line):
        head, rest = line[:end], line[end:].strip()
        start = _start_of(head, above, rest)
        if start is not None:
            pieces = (head[:start].rstrip(), head[start:].strip(), rest)
            return [piece for piece in pieces if piece]
    return None


def _start_of(head: str, above: list[str], rest: str) -> int | None:
    """Where in the line the attribution starts that ends with `head`; 0 also when it started in lines above."""
    floor = max(0, len(head) - _LONGEST)
    window = head[floor:]
    whole = not floor and _is_attribution(head, above, rest)
    if whole and starts_attribution(head):
        return 0
    bracketed = has_address(window) and ("<" in window or "&lt;" in window)
    if has_time(window) and (bracketed or rest.startswith(">")):
        for start in reversed([found.start() for found in _START.finditer(window)]):
            behind = window[start:]
            if has_time(behind) and has_date(behind) and (has_address(behind) or not bracketed):
                return floor + _with_weekday(window, start)
    return 0 if whole and _SENTENCE.search(head) is None else None


def _with_weekday(window: str, start: int) -> int:
    """Take "On" or a preposition that stands right before the date found."""
    before = re.search(
        r"(?:^|(?<=\s))(?:On|Am|Le|El|Il|Op|Den|Em|В|От|У)(?: [^\W\d]{2,11}[.,]{0,2})? $", window[:start]
    )
    return before.start() if before else start


def _is_attribution(head: str, above: list[str], rest: str) -> bool:
    """Whether the head of a line, with lines above it, is an attribution that can't be the sender's own sentence.

    It holds an address, or a time and a prefix behind it, a footer above it, or a date in the full form of clients.
    """
    near = [*above[-3:], head]
    first = attribution_start(near, len(near) - 1)
    if first is None:
        return False
    text = " ".join(near[first:])
    if len(text) > LONGEST_ATTRIBUTION or not has_date(text):
        return False
    before = next((line for line in reversed(near[:first]) if line), "")
    full = _WEEKDAY_FIRST.match(text) is not None and has_year(text)
    return has_address(text) or (has_time(text) and (full or rest.startswith(">") or is_footer(before)))


def may_be_joined(line: str) -> bool:
    """Whether the line starts as an attribution with a time and goes on behind it, so that nobody can tell."""
    for end in _ends(line[:_LONGEST]) if ":" in line else ():
        if line[end:].strip() and has_time(line[:end]) and attribution_start([line[:end]], 0) == 0:
            return True
    return False
