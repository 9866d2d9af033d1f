"""A mail's body as its HTML shows it: the HTML as it was written, and the parts that it points to by `cid:`."""

import re
from html import unescape
from typing import Final
from urllib.parse import unquote

from processor.reading import parts
from processor.reading.body import html_of
from processor.reading.enclosed.requests import HtmlBody
from processor.reading.front import parse_tree
from processor.reading.limits import Limits
from processor.reading.parts import Leaf

__all__ = ["mail_page"]

_POINTED: Final = re.compile(r"cid:([^\s\"'<>]{1,998})", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"<([^<>]+)>")


def mail_page(raw: bytes, limits: Limits, most: int) -> HtmlBody:
    """The HTML, whatever it may do, and the parts with a Content-ID that stands in it, together `most` bytes at most.

    Of two parts with one Content-ID, which must not be (RFC 2045 section 7), the first is meant.
    """
    found = parts.walk(parse_tree(raw, limits).message, limits)
    html = html_of(found, limits).encode("utf-8", "replace").decode("utf-8").strip()
    pointed = {unescape(one) for one in _POINTED.findall(html)}
    pointed |= {unquote(one) for one in pointed}
    taken: dict[str, bytes] = {}
    left: set[str] = set()
    for leaf in found.leaves if pointed else ():
        name = _content_id(leaf)
        if name not in pointed or name in taken or name in left:
            continue
        data = parts.payload(leaf.part)
        if len(data) <= most:
            most -= len(data)
            taken[name] = data
        else:
            left.add(name)
    return HtmlBody(html, tuple(taken.items()), frozenset(left))


def _content_id(leaf: Leaf) -> str:
    """What a part is called, without brackets and blanks."""
    value = "".join(str(leaf.part.get("content-id", "")).split())
    bracketed = _BRACKETED.search(value)
    return bracketed[1] if bracketed else value
