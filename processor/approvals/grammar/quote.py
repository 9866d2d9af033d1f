"""The quoted tail of a reply: an attribution or header of closed form, and below it a part of what we sent.

This doesn't ask where a quote may start, as reading does, but only cuts off what can be nothing else.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from processor.approvals.grammar.heads import SEPARATOR, attribution, header
from processor.approvals.grammar.names import Signer, words_in
from processor.approvals.grammar.quotewords import bare, is_prefixed, joined_words, unlinked, words_said
from processor.approvals.grammar.wording import bag
from processor.reading.newtext.late import late

_MOST_ABOVE: Final = 80
_LEAST_PART: Final = 12
"""Words: a quote that doesn't start where our mail starts must be at least so long, since single words of our mail
("REJECTED") mean something when they stand alone."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Where a quote starts, its head as one text, the subject that the head names, and the lines below the head.

    `below` are the lines behind the last one with a quote prefix, which the sender may have written.
    """

    start: int
    head: str
    subject: str
    body: tuple[str, ...]
    below: tuple[str, ...] = ()


def find_quote(lines: list[str], sent: str, signer: Signer, ours: tuple[str, ...] = ()) -> Quote | None:
    """The first head of a quote, or None. Only heads whose every word is accounted for count.

    `ours` are names that our mail carries, beside those that its last lines hold.
    """
    filled = [line for line in sent.splitlines() if line.strip()]
    theirs = frozenset(words_in("\n".join([*filled[-6:], *ours])))
    for start in range(min(len(lines), _MOST_ABOVE)):
        if not lines[start]:
            continue
        at = start
        while at < len(lines) and (not bare(lines[at]) or SEPARATOR.fullmatch(bare(lines[at]))):
            at += 1
        if at >= len(lines) or (at > start and SEPARATOR.fullmatch(bare(lines[start])) is None):
            continue
        found = header(lines, at, sent, theirs, signer) or attribution(lines, at, theirs, signer)
        if found is not None:
            end, head, subject = found
            return _parted(Quote(start, head, subject, tuple(lines[end:])), sent)
    return None


def _parted(quote: Quote, sent: str) -> Quote:
    """The quote without the lines below the last prefixed one, where what is left was sent."""
    last = max((index for index, line in enumerate(quote.body) if is_prefixed(line)), default=-1)
    below = quote.body[last + 1 :]
    if last < 0 or not sent or not any(map(str.strip, below)) or not quote_issue(quote, sent):
        return quote
    cut = Quote(quote.start, quote.head, quote.subject, quote.body[: last + 1], below)
    return quote if quote_issue(cut, sent) else cut


def is_whole(quote: Quote, sent: str) -> bool:
    """Whether all of what was sent is quoted, but for what stands below its signature delimiter.

    Only then an answer below the quote answers the whole, and not the part that stands above it.
    """
    quoted = " ".join(words_said(unlinked(quote.body, sent)))
    above = _DELIMITER.split(sent)[0]
    return bool(quoted) and (quoted in (joined_words(sent).strip(), joined_words(above).strip()) or _asks(quoted))


def _asks(quoted: str) -> bool:
    """Whether what is quoted is the request itself, with both words to answer it, so that it is no single point."""
    words = quoted.split()
    return any(yes in words and no in words for yes, no in _ANSWERING)


_ANSWERING: Final = (("approved", "rejected"), ("согласовано", "отклонено"), ("genehmigt", "abgelehnt"))


_DELIMITER = late(r"^--\s*$", re.MULTILINE)


def quote_issue(quote: Quote, sent: str) -> str:
    """Why the quoted text can't be shown to be what we sent, or an empty string."""
    body = unlinked(quote.body, sent)
    words = words_said(body)
    if not words:
        return "signs stand in an empty quote" if _signs(body) else ""
    if not sent:
        return _looks_edited(tuple(body))
    joined, whole = " ".join(["", *words, ""]), joined_words(sent)
    if joined not in whole or not (whole.startswith(joined) or len(words) >= _LEAST_PART or _asks(joined)):
        return "the quoted text is not what was sent"
    if _signs(body) - _signs_whole(sent):
        return "signs stand in the quoted text that were not in what was sent"
    return ""


@lru_cache(maxsize=64)
def _signs_whole(sent: str) -> Counter[str]:
    return _signs(sent.splitlines())


def _looks_edited(body: tuple[str, ...]) -> str:
    """Without what we sent, only a quote of one form throughout passes, with no sign of an answer inside."""
    filled = [line for line in body if line.strip()]
    prefixed = [line.lstrip().startswith(">") for line in filled]
    if any(prefixed) and not all(prefixed):
        return "text stands between or below the quoted lines"
    if "?" in "\n".join(filled) or any(_ANSWERS & set(words_in(line)) for line in filled):
        return "the quoted text may hold an answer, and what was sent is not known"
    return ""


_ANSWERS: Final = bag(
    """
    but however except unless instead not don't won't yet later only ps but, sorry disagree wrong too aber jedoch
    sondern nicht kein keine nur zu leider falsch ps но однако кроме только нельзя позже не нет зы
    """
)


def _signs(lines: list[str] | tuple[str, ...]) -> Counter[str]:
    """How often each sign stands in the lines that a mail client doesn't put there by itself."""
    text = "\n".join(bare(line) for line in lines)
    found = Counter(sign for sign in text if not sign.isalnum() and not sign.isspace() and sign not in _CLIENTS_OWN)
    return found + Counter(_FACES.findall(text))


_FACES = late(r"[:;=]['-]?[(\[|\\]|\.{2,}")
_CLIENTS_OWN: Final = frozenset(">|*_-<\"'«»„“”‚‘’–—•·\u00ad\u200b")
