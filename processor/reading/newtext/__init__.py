"""What the sender wrote now: a reply without what it quotes and without its signature.

No library cuts Russian replies, and each leaks quoted words in many forms, so this one is our own: general rules over
lists of words, of which the earliest cut wins. Where it can't tell (text below or between quoted lines), it keeps the
text and says so, and a person looks.
"""

from dataclasses import dataclass

from processor.facts.message import Match
from processor.reading.newtext.above import REPLY_ABOVE, is_reply_above, reply_above_line
from processor.reading.newtext.cutter import Cut, first_cut, inner_header, is_barred, quoted_by_prefix
from processor.reading.newtext.doubts import why_doubtful
from processor.reading.newtext.inline import split_joined
from processor.reading.newtext.lines import join, to_lines
from processor.reading.newtext.marks import strip_marks
from processor.reading.newtext.signature import Signed, fold, strip_signature

__all__ = ["REPLY_ABOVE", "ReplyParts", "is_reply_above", "reply_above_line", "split_reply", "strip_marks"]

_REASONS = {
    "signature-delimiter": "the signature delimiter",
    "client-footer": "a line that a mail client adds",
    "known-line": "lines known from this sender's signature",
    "legal-notice": "a legal notice",
    "list-footer": "the footer of a mailing list",
}


@dataclass(frozen=True, slots=True)
class ReplyParts:
    """A reply taken apart; each filled line of the text is in exactly one of the three parts.

    `after_quote` says that the sender also wrote below or between quoted lines: `new_text` holds those words too, in
    order, but what they answer to is lost, so nothing may be approved by them without a person. It is also set where
    the sender's words can't be told from a quote, with a match "doubtful-quote" that says why.
    """

    new_text: str
    signature: str
    quoted_text: str
    after_quote: bool
    matches: tuple[Match, ...]


def split_reply(text: str, known_lines: frozenset[str] = frozenset()) -> ReplyParts:
    """Part `text` into what the sender wrote now, the signature and the quote.

    `known_lines` are lines known to belong to this sender's signature; they are compared without regard to case and
    blanks, and only taken from the end. Cost is linear in the length of the text.
    """
    lines = split_joined(to_lines(text))
    known = frozenset(fold(line) for line in known_lines) - {""}
    cut = first_cut(lines)
    doubt = why_doubtful(lines, cut)
    if cut is None:
        return _parts(strip_signature(lines, known), Signed([], [], ()), [], None, doubt)
    after, quote = _behind(lines, cut)
    below = strip_signature(after, known)
    if not below.signature and after:
        # With nothing above the quote, known lines may be the whole answer: they stay.
        below = _only_signature(after, known if any(lines[: cut.start]) else frozenset())
    return _parts(strip_signature(lines[: cut.start], known), below, quote, cut, doubt)


def _only_signature(after: list[str], known: frozenset[str]) -> Signed:
    """A signature, footer or notice may be all that stands below a quote."""
    padded = strip_signature([".", "", *after], known)
    return Signed([], after, padded.rules) if padded.text == ["."] else Signed(after, [], ())


def _behind(lines: list[str], cut: Cut) -> tuple[list[str], list[str]]:
    """Part the lines from the cut on into what the sender wrote there and the quote."""
    if not quoted_by_prefix(lines, cut.body):
        return [], lines[cut.start :]
    after: list[str] = []
    quote = lines[cut.start : cut.body]
    at = cut.body
    while at < len(lines):
        if quoted_by_prefix(lines, at) or (is_barred(lines[at]) and quote[-1:] == [lines[at - 1]]):
            _gap(after)
            quote.append(lines[at])
        elif not lines[at]:
            _gap(after)
            quote.append("")
        else:
            header = inner_header(lines, at)
            if header is not None and header[1]:
                return after, quote + lines[at:]
            if header is not None:
                quote.extend(lines[at : header[0]])
                at = header[0]
                continue
            after.append(lines[at])
        at += 1
    return after, quote


def _gap(lines: list[str]) -> None:
    if lines and lines[-1]:
        lines.append("")


def _parts(above: Signed, below: Signed, quote: list[str], cut: Cut | None, doubt: str) -> ReplyParts:
    matches = [Match(cut.rule, cut.reason)] if cut else []
    rules = dict.fromkeys(above.rules + below.rules)
    matches.extend(Match(rule, _REASONS[rule]) for rule in rules)
    after_quote = any(line.strip() for line in below.text)
    if after_quote:
        matches.append(Match("text-after-quote", "the sender wrote below or between quoted lines"))
    if doubt:
        matches.append(Match("doubtful-quote", doubt))
    return ReplyParts(
        new_text=strip_marks(join([*above.text, "", *below.text])),
        signature=strip_marks(join([*above.signature, "", *below.signature])),
        quoted_text=strip_marks(join(quote)),
        after_quote=after_quote or bool(doubt),
        matches=tuple(matches),
    )
