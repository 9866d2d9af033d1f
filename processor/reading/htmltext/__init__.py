"""HTML mail to the text that its reader sees, at a bounded cost.

What no browser shows is left out, since a hidden "approved" must not count; where a mail client marked a quote, a
line is put that `split_reply` cuts at, and nobody else can write (see `newtext.marks`).
"""

import re
from dataclasses import dataclass

from processor.reading.htmltext.comments import drop_comments
from processor.reading.htmltext.plain import strip_tags
from processor.reading.htmltext.tree import render
from processor.reading.newtext.marks import ANY_MARK, QUOTE_MARK

__all__ = ["HtmlText", "cleaned_up", "html_to_text", "small_enough"]

_LONGEST = 4_000_000
"""Characters of HTML that are read at all; the raw mail keeps the rest."""
_LONGEST_TREE = 1_000_000
_MOST_TAGS = 60_000
_BLANKS = re.compile(r"[ \t\r\f\v]{64,}")
_PROLOGUE = re.compile(r"\A\s{0,99}<\?xml[^>]{0,300}>")


@dataclass(frozen=True, slots=True)
class HtmlText:
    """The text of an HTML body. `hidden` says that words were left out since they can't be seen.

    The text may hold marks where quotes start: give it to `split_reply` as it is, and show it after `strip_marks`.
    `simple` says that the body was too big or too deep and was read without its layout.
    """

    text: str
    hidden: bool
    simple: bool = False


def html_to_text(html: str) -> HtmlText:
    """Give back the visible text of `html`, quotes prefixed by `> ` or below a mark, in time linear in its length."""
    cleaned = cleaned_up(html)
    if small_enough(cleaned):
        seen = _through_tree(cleaned)
        if seen is not None:
            return seen
    text, hidden = strip_tags(cleaned)
    return HtmlText(_prefix_quotes(text), hidden, simple=True)


def cleaned_up(html: str) -> str:
    """The markup without comments, long runs of blanks and what else no tree is made of; an overlong one is cut."""
    return drop_comments(_BLANKS.sub(" ", _PROLOGUE.sub("", html[:_LONGEST].replace("\0", ""), count=1)))


def small_enough(cleaned: str) -> bool:
    """Whether a tree of this markup has a bounded cost."""
    return len(cleaned) <= _LONGEST_TREE and cleaned.count("<") <= _MOST_TAGS


def _through_tree(html: str) -> HtmlText | None:
    """Read with lxml and inscriptis; None where they give up, whatever they raise over a hostile input."""
    try:
        text, hidden = render(html)
    except Exception:  # noqa: BLE001
        return None
    return HtmlText(_prefix_quotes(text), hidden)


def _prefix_quotes(text: str) -> str:
    """Turn open and close marks into `> ` prefixes, keep a quote's mark where no prefix stands."""
    lines: list[str] = []
    depth = 0
    for line in text.split("\n"):
        at = 0
        for found in ANY_MARK.finditer(line):
            _add(lines, line[at : found.start()], depth)
            at = found.end()
            if found[1] == "q" and not depth:
                lines.append(QUOTE_MARK)
            depth = max(0, depth + {"o": 1, "c": -1}.get(found[1], 0))
        _add(lines, line[at:], depth, blank=at == 0)
    return "\n".join(lines).strip("\n")


_DEEPEST = 20


def _add(lines: list[str], text: str, depth: int, blank: bool = False) -> None:
    """Append a line of the given quote depth; blank ones only where the text has them, and not three in a row."""
    text = text.rstrip()
    prefix = ">" * min(depth, _DEEPEST)
    if text.strip():
        lines.append(f"{prefix} {text.strip()}" if prefix else text)
    elif blank and lines[-2:] != [prefix, prefix]:
        lines.append(prefix)
