"""What the shipped fonts can't show, written out: a document of evidence has no boxes and no hidden marks."""

import unicodedata
from functools import lru_cache
from importlib.resources import as_file, files

__all__ = ["legible", "shown"]

_STYLES = dict.fromkeys((0xFE0E, 0xFE0F), "")
"""Marks that only ask for a character's plain or coloured form."""


def legible(text: str) -> str:
    """The text with every character that has no glyph, and every invisible one, as its number and name.

    An emoji becomes "[U+1F44D THUMBS UP SIGN]"; a mark that turns the direction of writing, by which words could
    be shown in another order than they have, becomes visible likewise. Tabs, line ends and soft hyphens stay.
    """
    covered = _covered()
    odd = {ord(char) for char in set(text) if ord(char) not in covered or _hidden(char)} - set(_STYLES)
    return text.translate({**{code: _written(code) for code in odd}, **_STYLES})


def shown(text: str) -> bool:
    """Whether `legible` would leave the text as it is."""
    return legible(text) == text


def _hidden(char: str) -> bool:
    return char not in "\t\n\r\u00ad" and unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs", "Cn"}


def _written(code: int) -> str:
    name = unicodedata.name(chr(code), "")
    return f"[U+{code:04X} {name}]" if name else f"[U+{code:04X}]"


@lru_cache(maxsize=1)
def _covered() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - comes with WeasyPrint and is as slow to import

    with as_file(files("templates") / "fonts" / "DejaVuSans.ttf") as path, TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap()) | {0x09, 0x0A, 0x0D}
