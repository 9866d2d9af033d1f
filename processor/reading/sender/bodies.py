"""Whether a mail's text and its HTML say the same: else nobody can know what its sender saw when sending it."""

import re

from processor.reading.body import clean, read_body
from processor.reading.charset import decode
from processor.reading.front import parse_tree
from processor.reading.limits import Limits
from processor.reading.newtext import split_reply
from processor.reading.parts import Walk, charset_of, payload, walk

_WORD = re.compile(r"\w+")
_LINK = re.compile(r"https?://\S+")
_LARGEST = 1_000_000


def differs(raw: bytes, limits: Limits) -> bool:
    """Whether one of the two forms has words that the other has not, in what was written now.

    Reading leaves plain text out where it only stands in for the HTML ("your mail program shows no HTML"); words in
    it that the HTML has not are words that somebody may have sent, so they count here.
    """
    found = walk(parse_tree(raw, limits).message, limits)
    body = read_body(found, limits)
    if body.differs():
        return True
    read = _words(body.text)
    return any(_words(split_reply(text).new_text) - read for text in _plain_texts(found))


def _plain_texts(found: Walk) -> list[str]:
    """The plain texts of a mail that has HTML, too."""
    readable = [leaf for leaf in found.leaves if not leaf.attached]
    if not any(leaf.kind == "text/html" for leaf in readable):
        return []
    plain = [leaf.part for leaf in readable if leaf.kind == "text/plain" and not leaf.named]
    return [clean(decode(payload(part)[:_LARGEST], charset_of(part)).text) for part in plain]


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(_LINK.sub(" ", text))}
