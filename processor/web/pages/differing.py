"""What differs between two texts: pieces that stand in both, in the earlier one only, and in the later one only."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

__all__ = ["Piece", "Sides", "compared"]

_WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_WORDS: Final = 1500
"""Longer passages are shown as replaced whole: comparing them word by word would take seconds."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and whether the other text lacks it."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Sides:
    """Both texts, each in pieces."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not any(piece.differs for piece in (*self.before, *self.after))


def compared(before: str, after: str) -> Sides:
    """Both texts with their differences: line by line first, then word by word within what changed."""
    if before == after:
        whole = (Piece(before, False),) if before else ()
        return Sides(whole, whole)
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, becomes = "".join(old[a:b]), "".join(new[c:d])
        if kind == "equal":
            _add(left, was, False)
            _add(right, becomes, False)
        else:
            _words(left, right, was, becomes)
    return Sides(tuple(left), tuple(right))


def _words(left: list[Piece], right: list[Piece], was: str, becomes: str) -> None:
    """Adds what became of a passage."""
    old, new = _WORDS.findall(was), _WORDS.findall(becomes)
    if max(len(old), len(new)) > _MOST_WORDS:
        _add(left, was, True)
        _add(right, becomes, True)
        return
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        _add(left, "".join(old[a:b]), kind != "equal")
        _add(right, "".join(new[c:d]), kind != "equal")


def _add(pieces: list[Piece], text: str, differs: bool) -> None:
    """Adds a piece, joined to the one before where both are alike."""
    if not text:
        return
    if pieces and pieces[-1].differs == differs:
        pieces[-1] = Piece(pieces[-1].text + text, differs)
    else:
        pieces.append(Piece(text, differs))
