"""How wide words are in the fonts that ship, and how they are broken into lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Final

from processor.documents.legible import legible

__all__ = ["calm", "fit", "lines", "width"]

_FILES: Final = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
_MORE: Final = "…"


@dataclass(frozen=True, slots=True)
class _Font:
    """Widths by character, in units of the font."""

    widths: Mapping[int, int]
    units: int
    missing: int


def calm(text: str) -> str:
    """The text on one line, with nothing in it that the fonts can't show."""
    return legible(" ".join(text.split()))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line, in the units of its size."""
    font = _font(bold)
    return sum(font.widths.get(ord(char), font.missing) for char in text) * size / font.units


def fit(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text if it fits into the room, else as much of it as does, and an ellipsis."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(text + _MORE, size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip(" ,;:") + _MORE


def lines(text: str, size: float, room: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines, broken between words; what is left over ends in an ellipsis."""
    words = text.split()
    out: list[str] = []
    while words and len(out) < most - 1:
        count = 1
        while count < len(words) and width(" ".join(words[: count + 1]), size, bold=bold) <= room:
            count += 1
        out.append(fit(" ".join(words[:count]), size, room, bold=bold))
        words = words[count:]
    if words:
        out.append(fit(" ".join(words), size, room, bold=bold))
    return tuple(out)


@lru_cache(maxsize=2)
def _font(bold: bool) -> _Font:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - comes with WeasyPrint and is slow to import

    with as_file(files("templates") / "fonts" / _FILES[bold]) as path, TTFont(path, lazy=True) as font:
        advance = font["hmtx"].metrics
        widths = {code: advance[name][0] for code, name in font.getBestCmap().items()}
        return _Font(widths, font["head"].unitsPerEm, advance[".notdef"][0])
