"""Where the quote starts: every rule looks at every line, and the earliest cut wins."""

from collections.abc import Callable
from dataclasses import dataclass

from processor.reading.newtext.above import is_reply_above
from processor.reading.newtext.attribution import MOST_LINES, attribution_before, attribution_start
from processor.reading.newtext.blocks import (
    is_rule,
    is_separator,
    is_underline_above_header,
)
from processor.reading.newtext.headers import Likeness, header_likeness, label_kind
from processor.reading.newtext.lines import is_quoted, next_filled, quoted_by_initials
from processor.reading.newtext.marks import QUOTE_MARK
from processor.reading.newtext.own import is_own, may_be_own, recalls
from processor.reading.newtext.signature import closes_frame

_HEADER_LINES = 8
"""Filled lines that a header below "original message" may take, in words that nobody lists."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a quote starts: `start` is the first line of its header, `body` the first that may be quoted."""

    start: int
    body: int
    rule: str
    reason: str


Rule = Callable[[list[str], int], Cut | None]


def _mark(lines: list[str], index: int) -> Cut | None:
    if "\ufdd0" not in lines[index] or QUOTE_MARK not in lines[index]:
        return None
    start = _with_rule_above(lines, attribution_before(lines, index))
    body = _prefixed_soon(lines, _after_header(lines, index + 1))
    return Cut(start, body, "quote-container", "the mail client marked what follows as quoted")


def _reply_above(lines: list[str], index: int) -> Cut | None:
    if not is_reply_above(lines[index]):
        return None
    return Cut(attribution_before(lines, index), index + 1, "reply-above-line", "the reply-above-this-line marker")


def _separator(lines: list[str], index: int) -> Cut | None:
    if not is_separator(lines[index]):
        return None
    reason = f"a line announces an original message: {lines[index].strip()[:60]}"
    body = _prefixed_soon(lines, _after_header(lines, index + 1), _HEADER_LINES)
    return Cut(index, body, "original-message", reason)


def _underline(lines: list[str], index: int) -> Cut | None:
    if not is_underline_above_header(lines, index):
        return None
    return Cut(index, _after_header(lines, index + 1), "underline", "a line of underscores above header lines")


def _header_block(lines: list[str], index: int) -> Cut | None:
    if header_likeness(lines, index) is not Likeness.SURE:
        return None
    start = _with_rule_above(lines, index)
    return Cut(
        start, _after_header(lines, index), "header-block", f"header lines of a mail: {lines[index].strip()[:60]}"
    )


def _attribution(lines: list[str], index: int) -> Cut | None:
    start = attribution_start(lines, index)
    if start is None:
        return None
    body = next_filled(lines, index + 1)
    if recalls(" ".join(lines[start : index + 1])) and not quoted_by_prefix(lines, body):
        return None
    reason = f"a line says who wrote what follows: {' '.join(lines[start : index + 1])[:80]}"
    return Cut(start, body, "attribution", reason)


def _prefix(lines: list[str], index: int) -> Cut | None:
    if not is_quoted(lines[index]):
        return None
    return Cut(attribution_before(lines, index), index, "quote-prefix", "lines that start with >")


def _initials(lines: list[str], index: int) -> Cut | None:
    if not quoted_by_initials(lines, index):
        return None
    return Cut(attribution_before(lines, index), index, "quote-initials", "lines that start with initials and >")


RULES: tuple[Rule, ...] = (
    _mark,
    _reply_above,
    _separator,
    _underline,
    _header_block,
    _attribution,
    _prefix,
    _initials,
)
"""Asked in this order for each line, from the top down."""

_TERMINAL: tuple[Rule, ...] = (_mark, _reply_above, _separator, _underline, _header_block)


def _with_rule_above(lines: list[str], index: int) -> int:
    """Take a drawn rule right above a header to the quote."""
    above = index - 1
    while above >= 0 and index - above <= 2 and not lines[above]:
        above -= 1
    return above if above >= 0 and is_rule(lines[above]) and not closes_frame(lines, above) else index


def _prefixed_soon(lines: list[str], body: int, most: int = MOST_LINES) -> int:
    """Skip an attribution or a header in unknown words, when lines with a prefix stand right below it."""
    at = body
    for _ in range(most):
        at = next_filled(lines, at)
        if at >= len(lines):
            break
        if is_quoted(lines[at]):
            return at
        at += 1
    return body


def _after_header(lines: list[str], index: int) -> int:
    """Give back the first filled line behind what stands here of rules, header lines or an attribution."""
    at = next_filled(lines, index)
    while at < len(lines) and _is_header_line(lines[at]):
        at = next_filled(lines, at + 1)
    for last in range(at, min(at + MOST_LINES, len(lines))):
        if not lines[last]:
            break
        if attribution_start(lines, last, at) == at:
            return next_filled(lines, last + 1)
    return at


def _is_header_line(line: str) -> bool:
    return QUOTE_MARK in line or is_rule(line) or bool(label_kind(line)) or is_separator(line)


def first_cut(lines: list[str]) -> Cut | None:
    """Give back the earliest cut, or None when nothing in the text looks like a quote.

    A single line with a prefix in the middle of a sentence is the sender's own when the quote proper, with its header,
    stands further below; when none does, it is taken for the quote unless it compares with a number.
    """
    single: Cut | None = None
    for index, line in enumerate(lines):
        if not line:
            continue
        cut = next((cut for rule in RULES if (cut := rule(lines, index)) is not None), None)
        if cut is None:
            continue
        bare = cut.rule == "quote-prefix" and cut.start == cut.body
        if not bare:
            return cut
        if not may_be_own(lines, index):
            return single or cut
        if not is_own(lines, index):
            single = single or cut
    return single


def quoted_by_prefix(lines: list[str], index: int) -> bool:
    """Whether this line carries any quote prefix."""
    return index < len(lines) and (is_quoted(lines[index]) or quoted_by_initials(lines, index))


def is_barred(line: str) -> bool:
    """Whether the line starts with a bar, as some clients print below a quote, and is no row of a table."""
    return "|" in line[:3] and line.lstrip().startswith("| ") and not line.endswith("|")


def inner_header(lines: list[str], index: int) -> tuple[int, bool] | None:
    """Tell whether a header of a further quote starts at this unquoted line between quoted ones.

    Gives back the first line behind it and whether all that follows is quote (nothing below it has a prefix).
    """
    for rule in _TERMINAL:
        cut = rule(lines, index)
        if cut is not None:
            return cut.body, not quoted_by_prefix(lines, cut.body)
    for last in range(index, min(index + MOST_LINES, len(lines))):
        if not lines[last]:
            return None
        if attribution_start(lines, last, index) == index or _leads_to_quote(lines, index, last):
            follower = next_filled(lines, last + 1)
            return follower, not quoted_by_prefix(lines, follower)
    return None


def _leads_to_quote(lines: list[str], first: int, last: int) -> bool:
    follower = next_filled(lines, last + 1)
    return quoted_by_prefix(lines, follower) and attribution_before(lines, follower, first) == first
