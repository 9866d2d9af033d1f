"""Whether a mail's text and its HTML say the same: else nobody can know what its sender saw when sending it."""

import re
from collections import Counter

from processor.reading.body import clean, read_body
from processor.reading.charset import decode
from processor.reading.front import parse_tree
from processor.reading.htmltext import html_to_text
from processor.reading.limits import Limits
from processor.reading.newtext import split_reply, strip_marks
from processor.reading.parts import Leaf, Walk, charset_of, payload, walk

_WORD = re.compile(r"\w+")
_LINK = re.compile(r"https?://\S+|mailto:\S+|www\.\S+|\[(?:cid|image):[^\]]*\]")
_LARGEST = 1_000_000

_STRUCK = re.compile(r"<(?:s|strike|del)[\s/>]|line-through", re.IGNORECASE)
"""Letters that are struck through: what they say is taken back, and their text alone does not show it."""

_NOT_READ = re.compile(r"<(?:svg|object|noscript|select|iframe|input|bdo)[\s/>]", re.IGNORECASE)
"""Elements whose words reading leaves out, or takes in another order, and some mail program shows."""

_PICTURE = re.compile(r"<(?:img|v:imagedata)\b[^<>]{0,3000}>", re.IGNORECASE)
_PIXEL = re.compile(r"\b(?:width|height)\s{0,9}[=:]\s{0,9}[\"']?[01](?:px)?[\"';\s/>]", re.IGNORECASE)
_MARK = "\ue000"
_ABOVE_LOGO = 3
"""Filled lines: a picture with fewer above it is no logo in a signature, but may be a part of the answer."""


def differs(raw: bytes, limits: Limits) -> bool:
    """Whether one of the two forms has words that the other has not, in what was written now or in its quote.

    Reading leaves plain text out where it only stands in for the HTML ("your mail program shows no HTML"); words in
    it that the HTML has not are words that somebody may have sent, so they count here. So do letters that the HTML
    strikes through, words that only it has in the quote, and a picture among the words of the answer, whether there is
    plain text beside it or not: the text that is judged shows none of them.
    """
    found = walk(parse_tree(raw, limits).message, limits)
    pages = _texts(found, "text/html")
    if any(_STRUCK.search(page) or _NOT_READ.search(page) or _pictured(page) for page in pages):
        return True
    body = read_body(found, limits)
    if body.differs():
        return True
    plain = [clean(text) for text in _texts(found, "text/plain")] if pages else []
    read = _words(body.text)
    if any(set(_words(split_reply(text).new_text)) - set(read) for text in plain):
        return True
    shown = sum((_words(strip_marks(html_to_text(page).text)) for page in pages), Counter())
    said = sum((_words(text) for text in plain), Counter())
    return bool(said and shown - said)


def _texts(found: Walk, kind: str) -> list[str]:
    """The texts of the parts of a kind that a reader shows."""
    return [
        decode(payload(leaf.part)[:_LARGEST], charset_of(leaf.part)).text
        for leaf in found.leaves
        if leaf.kind == kind and _is_shown(leaf)
    ]


def _is_shown(leaf: Leaf) -> bool:
    return not leaf.attached and not (leaf.named and leaf.kind == "text/plain")


def _pictured(page: str) -> bool:
    """Whether a picture stands among the words of the answer: above where a signature with a logo may begin."""
    if _PICTURE.search(page) is None:
        return False
    marked = _PICTURE.sub(lambda found: "" if _PIXEL.search(found[0]) else f"<div>{_MARK}</div>", page)
    lines = [line for line in split_reply(html_to_text(marked).text).new_text.splitlines() if line.strip()]
    return any(_MARK in line for line in lines[:_ABOVE_LOGO])


def _words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(_LINK.sub(" ", text)))
