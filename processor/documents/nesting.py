"""A stranger's HTML made easy to parse: what a parser labours over for minutes has less in it than that.

The algorithm of HTML looks through all open elements again and again, and opens formatting anew in every paragraph
(HTML 13.2.4.3, "the list of active formatting elements"). Of 400 KB that nest, or that begin ten thousand fonts and end
none, it makes minutes of work and a gigabyte of pages.
"""

import re
from typing import Final

__all__ = ["DEEPEST", "FEW", "plain"]

FEW: Final = 1500
"""So many tags are no labour, whatever they are: most mails have fewer, and stay as they are."""

DEEPEST: Final = 200
"""Elements within each other that stay; of what lies deeper only the text does."""

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)([^<>]*)(>?)")
_BEGINNING: Final = re.compile(r"<[a-zA-Z]")
_VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_FORMATTING: Final = frozenset(
    ("b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
_BLOCKS: Final = frozenset(
    ("article", "blockquote", "center", "div", "dl", "footer", "header", "main", "ol", "section", "ul")
)
_CELLS: Final = frozenset(("tbody", "td", "tfoot", "th", "thead", "tr"))
_ENDLESS: Final = frozenset(("dd", "dt", "li", "p"))
"""What ends where nobody wrote its end: with what is around it, and some where the next of its kind begins."""

_ENDED_BY: Final = {"li": frozenset({"li"}), "dd": frozenset({"dd", "dt"}), "dt": frozenset({"dd", "dt"})}
_NONE: Final[frozenset[str]] = frozenset()
_P: Final = frozenset({"p"})
_WITHIN: Final = {"table": _ENDLESS | _CELLS, "td": _P, "th": _P}
"""What ends with a table, and with its cell; of a cell without a table only this is sure."""


def plain(html: str) -> str:
    """The same HTML; where it has many tags, without the deepest ones and without what formatting tags say beside.

    What is no whole tag is left out. Nothing that isn't looked at can begin a tag in the answer: every tag begins with
    `<` and a letter, and where one is left out stands a blank.
    """
    if sum(1 for _ in _BEGINNING.finditer(html)) <= FEW:
        return html
    return _TAG.sub(_Kept(), html)


class _Kept:
    """What becomes of each tag. `open` are the elements that have surely not ended; rather too many than too few."""

    def __init__(self) -> None:
        self.open: list[str] = []

    def __call__(self, found: re.Match[str]) -> str:
        end, name, end_of_tag = found[1], found[2].lower(), found[4]
        if not end_of_tag:
            return " "
        if end:
            self._end(name)
        elif name not in _VOID and not self._begins(name):
            return " "
        return f"<{end}{name}>" if name in _FORMATTING else found[0]

    def _begins(self, name: str) -> bool:
        """Whether there is room for it."""
        ended = _P if name == "p" or name in _BLOCKS else _ENDED_BY.get(name, _NONE)
        if self.open and self.open[-1] in ended:
            self.open.pop()
        if len(self.open) >= DEEPEST:
            return False
        self.open.append(name)
        return True

    def _end(self, name: str) -> None:
        """The element ends, with what has no end of its own in it. Nothing does where something else is between."""
        within = _ENDLESS if name in _BLOCKS else _WITHIN.get(name, _NONE)
        at = len(self.open) - 1
        while at >= 0 and self.open[at] != name and self.open[at] in within:
            at -= 1
        if at >= 0 and self.open[at] == name:
            del self.open[at:]
