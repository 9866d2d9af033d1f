"""Words, long texts and lists."""

import re

from processor.forms.folding import collapse, fold
from processor.forms.reasons import sentence
from processor.forms.values.found import Found, NoValue, Value
from processor.forms.words import NONE

_BULLET = re.compile(r"\s*(?:[-*•–—‣▪·o]|\(?\d{1,2}[.)]|\(?[a-zа-я][.)])\s+(?=\S)")
_LONGEST = 500
_LONGEST_TEXT = 20_000
_SHORT_ITEM = 4
_AND = re.compile(r"\s*,\s*(?:and|und|и)\s+|\s*[,;]\s*")


def bullet(line: str) -> str | None:
    """What stands behind the bullet or number of a line, None for a line without one."""
    found = _BULLET.match(line)
    return line[found.end() :].strip() if found is not None else None


def read_text(lines: tuple[str, ...], language: str, doubtful: bool) -> Found:
    """A short text on one line. A question is none; nor is a sentence, where only a number says what it answers."""
    text = collapse(" ".join(lines))
    if len(text) > _LONGEST:
        return NoValue(sentence("too_long", language))
    if text.endswith("?"):
        return NoValue(sentence("asks_back", language))
    if doubtful and len(text.split()) > _SHORT_ITEM and text[-1] in ".!":
        return NoValue(sentence("whose", language))
    return Value(text)


def read_long_text(lines: tuple[str, ...], language: str) -> Found:
    """A text of several lines, kept as lines."""
    text = "\n".join(lines).strip()
    if len(text) > _LONGEST_TEXT:
        return NoValue(sentence("too_long", language))
    if text.endswith("?") and not re.search(r"[.!?\n]", text[:-1]):
        return NoValue(sentence("asks_back", language))
    return Value(text)


def read_list(lines: tuple[str, ...], language: str) -> Found:
    """The items: bullets, lines, or what one line parts by semicolons, or by commas where all items are short."""
    if fold(" ".join(lines)) in NONE:
        return Value(())
    if sum(map(len, lines)) > _LONGEST_TEXT:
        return NoValue(sentence("too_long", language))
    filled = [line for line in lines if line.strip()]
    if len(filled) == 1 and bullet(filled[0]) is None:
        return Value(_parted(collapse(filled[0])))
    items: list[str] = []
    bulleted = any(bullet(line) is not None for line in filled)
    for line in filled:
        item = bullet(line)
        if item is None and bulleted and items:
            items[-1] = f"{items[-1]} {line.strip()}"
        else:
            items.append(collapse(item or line))
    return Value(tuple(items))


def _parted(line: str) -> tuple[str, ...]:
    if ";" in line:
        return tuple(part.strip() for part in line.split(";") if part.strip())
    parts = [part.strip() for part in _AND.split(line) if part.strip()]
    if all(len(part.split()) < _SHORT_ITEM for part in parts):
        return tuple(parts)
    return (line,)
