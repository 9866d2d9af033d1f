"""The quoted tail of a reply: an attribution or header of closed form, and below it a part of what we sent.

This doesn't ask where a quote may start, as reading does, but only cuts off what can be nothing else.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from processor.approvals.grammar.heads import SEPARATOR, attribution, header
from processor.approvals.grammar.names import Signer, words_in
from processor.approvals.grammar.quotewords import bare, joined_words, words_said
from processor.approvals.grammar.wording import bag

_MOST_ABOVE: Final = 80
_LEAST_PART: Final = 12
"""Words: a quote that doesn't start where our mail starts must be at least so long, since single words of our mail
("REJECTED") mean something when they stand alone."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Where a quote starts, its head as one text, the subject that the head names, and the lines below the head."""

    start: int
    head: str
    subject: str
    body: tuple[str, ...]


def find_quote(lines: list[str], sent: str, signer: Signer) -> Quote | None:
    """The first head of a quote, or None. Only heads whose every word is accounted for count."""
    theirs = frozenset(words_in("\n".join([line for line in sent.splitlines() if line.strip()][-6:])))
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
            return Quote(start, head, subject, tuple(lines[end:]))
    return None


def quote_issue(quote: Quote, sent: str) -> str:
    """Why the quoted text can't be shown to be what we sent, or an empty string."""
    words = words_said(quote.body)
    if not words:
        return ""
    if not sent:
        return _looks_edited(quote.body)
    joined, whole = " ".join(["", *words, ""]), joined_words(sent)
    if joined not in whole or not (whole.startswith(joined) or len(words) >= _LEAST_PART):
        return "the quoted text is not what was sent"
    if _signs(quote.body) - _signs_whole(sent):
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
    text = "".join(bare(line) for line in lines)
    return Counter(sign for sign in text if not sign.isalnum() and not sign.isspace() and sign not in _CLIENTS_OWN)


_CLIENTS_OWN: Final = frozenset(">|*_-<\"'«»„“”‚‘’–—•·\u00ad\u200b")
