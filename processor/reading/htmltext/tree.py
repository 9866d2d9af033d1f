"""HTML to text through lxml and inscriptis, with the unseen taken out and quotes marked."""

from dataclasses import dataclass, field
from itertools import islice

from inscriptis import Inscriptis
from inscriptis.css_profiles import STRICT_CSS_PROFILE
from inscriptis.model.config import ParserConfig
from lxml import etree

from processor.reading.htmltext.markers import is_container, is_quote_block
from processor.reading.htmltext.styles import SKIPPED, Look, hides, look_of, style_of
from processor.reading.newtext.marks import CLOSE_MARK, OPEN_MARK, QUOTE_MARK

_CONFIG = ParserConfig(css=STRICT_CSS_PROFILE.copy())
_VOID = frozenset({"hr", "br", "img", "a", "input", "meta", "link", "span", "b", "i", "font"})
_TOO_DEEP = "ERR_RESOURCE_LIMIT"


class TooDeepError(Exception):
    """The parser gave up before the end: what it built isn't the whole mail."""


@dataclass(slots=True)
class _Walk:
    """What the walk over the tree has found so far."""

    hidden: bool = False
    stack: list[tuple[etree._Element, Look]] = field(default_factory=list)


def render(html: str) -> tuple[str, bool]:
    """Give back the text with marks where quotes start and end, and whether text was left out since it can't be seen.

    Raises as `seen` does.
    """
    root, hidden = seen(html)
    return ("", False) if root is None else (Inscriptis(root, _CONFIG).get_text(), hidden)


def seen(html: str) -> tuple[etree._Element | None, bool]:
    """Give back the tree without what can't be seen and without attributes, and whether text was left out for that.

    Marks stand in it where quotes start and end; None for no tree. Raises TooDeepError when elements are nested so
    deep that the parser leaves the rest out, and what the parser raises.
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    if any(entry.type_name == _TOO_DEEP for entry in parser.error_log):
        raise TooDeepError
    if root is None:
        return None, False
    walk = _Walk(stack=[(root, Look())])
    while walk.stack:
        element, around = walk.stack.pop()
        _visit(element, around, walk)
    return root, walk.hidden


def _visit(element: etree._Element, around: Look, walk: _Walk) -> None:
    """Take one element: empty it when it isn't seen, else drop unseen text right in it and mark quotes."""
    tag = str(element.tag).lower()
    attributes = {str(name).lower(): str(value) for name, value in element.attrib.items()}
    style = style_of(attributes)
    unseen = hides(attributes, style)
    if unseen or tag in SKIPPED:
        walk.hidden = walk.hidden or (unseen and tag not in SKIPPED and _says_something(element))
        _empty(element)
        return
    look = look_of(attributes, style, around)
    if look.unseen:
        _drop_own_text(element, walk)
    container = is_container(tag, attributes, style, _begins_bold(element, style))
    block = not container and is_quote_block(tag, attributes, style)
    # No attribute may steer the layout: a margin of a million lines would become a million lines.
    element.attrib.clear()
    walk.stack.extend((child, look) for child in element)
    if container:
        _put_mark(element, tag, QUOTE_MARK)
    elif block:
        _put_first(element, OPEN_MARK)
        element.append(_line(CLOSE_MARK))


def _says_something(element: etree._Element) -> bool:
    return any(str(text).strip("\u00a0\u200b\u200c\u034f\u00ad\ufeff \t\r\n") for text in element.itertext())


def _empty(element: etree._Element) -> None:
    tail = element.tail
    element.clear()
    element.tail = tail
    element.tag = "span"


def _drop_own_text(element: etree._Element, walk: _Walk) -> None:
    """Drop the text that stands in the element itself; its children look for themselves."""
    if element.text and element.text.strip():
        walk.hidden, element.text = True, None
    for child in element:
        if child.tail and child.tail.strip():
            walk.hidden, child.tail = True, None


def _begins_bold(element: etree._Element, style: str) -> bool:
    """Whether the first text in an element with a line drawn above is bold and ends with a colon."""
    if "border-top" not in style:
        return False
    for inner in islice(element.iter(), 50):
        text = (inner.text or "").strip()
        if text:
            bold = inner.tag == "b" or any(above.tag == "b" for above in inner.iterancestors())
            return bold and text.endswith(":")
    return False


def _line(mark: str) -> etree._Element:
    line = etree.Element("div")
    line.text = mark
    return line


def _put_first(element: etree._Element, mark: str) -> None:
    line = _line(mark)
    line.tail, element.text = element.text, None
    element.insert(0, line)


def _put_mark(element: etree._Element, tag: str, mark: str) -> None:
    """Put the mark inside the element, or before it when the element can't hold a line."""
    if tag in _VOID and element.getparent() is not None:
        element.addprevious(_line(mark))
    else:
        _put_first(element, mark)
