"""The rows of the tables in a mail's HTML, cell by cell: a form that is answered by typing into its table."""

import re
from itertools import islice
from typing import Any, Final

from processor.reading import parts
from processor.reading.body import clean
from processor.reading.charset import decode
from processor.reading.front import parse_tree
from processor.reading.htmltext import cleaned_up, small_enough
from processor.reading.htmltext.tree import seen
from processor.reading.limits import Limits
from processor.reading.newtext import strip_marks

__all__ = ["mail_rows", "table_rows"]

_MOST_ROWS: Final = 2000
_MOST_CELLS: Final = 12
_LABEL_AND_ANSWER: Final = 2
_LONGEST_CELL: Final = 4000
_MOST_NODES: Final = 400
_MOST_STEPS: Final = 200_000
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v\xa0]+")
# fmt: off
_BLOCKS: Final = frozenset((
    "p", "div", "br", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote", "pre",
    "section", "article", "header", "footer", "dl", "dt", "dd", "center",
))
# fmt: on
_CELLS: Final = ("td", "th")
_BREAK: Final = object()
"""The end of a block on the stack of the walk."""


def mail_rows(raw: bytes, limits: Limits) -> tuple[tuple[str, ...], ...]:
    """The rows of all tables in the mail's own HTML, in order; attached pages are not looked into."""
    found = parts.walk(parse_tree(raw, limits).message, limits)
    rows: list[tuple[str, ...]] = []
    for leaf in found.leaves:
        if leaf.kind == "text/html" and not leaf.attached:
            data = parts.payload(leaf.part)[: 4 * limits.text_chars]
            rows += table_rows(decode(data, parts.charset_of(leaf.part)).text)
    return tuple(rows[:_MOST_ROWS])


def table_rows(html: str) -> tuple[tuple[str, ...], ...]:
    """The rows with at least two cells, of which one says something; a cell's lines stay lines.

    Tables inside tables give their own rows, and their words belong to the outer cell as well. What can't be seen is
    no part of it. Nothing is read of markup so large or so deep that its cost has no bound.
    """
    cleaned = cleaned_up(html)
    if "<tr" not in cleaned.lower() or not small_enough(cleaned):
        return ()
    try:
        root, _ = seen(cleaned)
    except Exception:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        return ()
    rows: list[tuple[str, ...]] = []
    steps = _MOST_STEPS
    for row in root.iter("tr") if root is not None else ():
        cells = [cell for cell in row if cell.tag in _CELLS][:_MOST_CELLS]
        if len(cells) < _LABEL_AND_ANSWER:
            continue
        texts = []
        for cell in cells:
            text, spent = _text(cell)
            texts.append(text)
            steps -= spent
        if any(texts):
            rows.append(tuple(texts))
        if steps <= 0 or len(rows) >= _MOST_ROWS:
            break
    return tuple(rows)


def _text(cell: Any) -> tuple[str, int]:
    """The words of a cell, and how many nodes were looked at for them."""
    pieces: list[str] = []
    spent = 0
    stack: list[Any] = [*_inside(cell)]
    while stack and spent < _MOST_NODES:
        spent += 1
        one = stack.pop()
        if isinstance(one, str):
            pieces.append(_BLANKS.sub(" ", one[:_LONGEST_CELL]))
        elif one is _BREAK:
            pieces.append("\n")
        elif one.tag in _BLOCKS:
            pieces.append("\n")
            stack += [_BREAK, *_inside(one)]
        else:
            pieces.append(" " if one.tag in _CELLS else "")
            stack += _inside(one)
    lines = (" ".join(line.split()) for line in clean(strip_marks("".join(pieces))).split("\n"))
    return "\n".join(line for line in lines if line)[:_LONGEST_CELL], spent


def _inside(element: Any) -> list[Any]:
    """What stands in an element, the last first: its text, its children, and the text behind each."""
    inside: list[Any] = [element.text] if element.text else []
    for child in islice(element, _MOST_NODES):
        inside.append(child)
        if child.tail:
            inside.append(child.tail)
    return inside[::-1]
