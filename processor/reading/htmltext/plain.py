"""The plain way from HTML to text, for mails that are too big or too deep for a tree: one pass over the tags."""

import html as entities
import re
from dataclasses import dataclass, field

from processor.reading.htmltext.markers import is_container, is_quote_block
from processor.reading.htmltext.styles import SKIPPED, Look, hides, look_of, style_of
from processor.reading.newtext.marks import CLOSE_MARK, OPEN_MARK, QUOTE_MARK

_TAG = re.compile(
    r"<(/?)([a-zA-Z][^\s/>]{0,40})((?:[^<>\"']|\"[^\"]{0,3000}\"|'[^']{0,3000}'){0,300}+)>|<[!?][^>]{0,3000}>"
)
_ATTRIBUTE = re.compile(
    r"([a-zA-Z][\w:-]{0,40})(?:\s{0,9}=\s{0,9}(?:\"([^\"]{0,3000})\"|'([^']{0,3000})'|([^\s\"'>]{1,500})))?"
)
# fmt: off
_BLOCKS = frozenset((
    "p", "div", "br", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote",
    "section", "article", "header", "footer", "pre", "dl", "dt", "dd", "center",
))
_VOID = frozenset((
    "br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr",
))
# fmt: on


@dataclass(slots=True)
class _State:
    """Open elements that matter: the one that hides, the looks around, the open quotes."""

    pieces: list[str] = field(default_factory=list)
    hidden: bool = False
    closed_to: str = ""
    closed_depth: int = 0
    silent: bool = False
    looks: list[tuple[str, Look, bool]] = field(default_factory=list)

    @property
    def look(self) -> Look:
        return self.looks[-1][1] if self.looks else Look()


_MOST_OPEN = 2000


def strip_tags(html: str) -> tuple[str, bool]:
    """Give back the text with marks, and whether text was left out since it can't be seen. Linear in the length."""
    state = _State()
    at = 0
    for found in _TAG.finditer(html):
        _text(html[at : found.start()], state)
        at = found.end()
        if found[2]:
            _tag(found[1] == "/", found[2].lower(), found[3], state)
    _text(html[at:], state)
    return "".join(state.pieces), state.hidden


def _text(raw: str, state: _State) -> None:
    if not raw or state.silent:
        return
    if not raw.strip():
        state.pieces.append("" if state.closed_to else " ")
    elif state.closed_to or state.look.unseen:
        state.hidden = True
    else:
        state.pieces.append(" ".join(entities.unescape(f".{raw}.").split())[1:-1])


def _tag(closing: bool, tag: str, rest: str, state: _State) -> None:
    if state.closed_to:
        if tag == state.closed_to:
            state.closed_depth += -1 if closing else 1
        if state.closed_depth == 0:
            state.closed_to, state.silent = "", False
        return
    if tag in _BLOCKS:
        state.pieces.append("\n")
    if closing:
        _close(tag, state)
    elif tag not in _VOID or tag == "hr":
        _open(tag, rest, state)


def _open(tag: str, rest: str, state: _State) -> None:
    attributes = {name.lower(): one or two or three for name, one, two, three in _ATTRIBUTE.findall(rest)}
    style = style_of(attributes)
    unseen = hides(attributes, style)
    if (unseen or tag in SKIPPED) and tag not in _VOID and not rest.endswith("/"):
        # The head holds nothing but elements that are skipped by themselves, and is often left open.
        if tag != "head":
            state.closed_to, state.closed_depth, state.silent = tag, 1, tag in SKIPPED
        return
    block = is_quote_block(tag, attributes, style)
    if block:
        state.pieces.append(f"\n{OPEN_MARK}\n")
    elif is_container(tag, attributes, style, False):
        state.pieces.append(f"\n{QUOTE_MARK}\n")
    if tag not in _VOID and len(state.looks) < _MOST_OPEN:
        state.looks.append((tag, look_of(attributes, style, state.look), block))


def _close(tag: str, state: _State) -> None:
    """Close the nearest open element of that name; a few unclosed ones inside it close with it."""
    for back in range(len(state.looks) - 1, max(-1, len(state.looks) - 20), -1):
        if state.looks[back][0] == tag:
            for _, _, block in reversed(state.looks[back:]):
                if block:
                    state.pieces.append(f"\n{CLOSE_MARK}\n")
            del state.looks[back:]
            return
