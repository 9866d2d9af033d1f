"""Plus and minus in the place of yes and no: a minus alone may also say nothing, so only a plus beside tells it."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition

_PLUS = "+"
_MINUS = frozenset("-−–—")
TICKS = _MINUS | {_PLUS}
"""The marks."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """Whether a reply answers by plus and minus."""

    used: bool

    def plainly(self, field: FieldDefinition, lines: tuple[str, ...]) -> tuple[str, ...]:
        """The lines of an answer, a word in the place of a mark."""
        mark = "".join(lines).strip(" _")
        if not self.used or field.type is not FieldType.YES_NO:
            return lines
        return ("yes",) if mark == _PLUS else ("no",) if mark in _MINUS and mark else lines


def ticks_of(answers: Iterable[tuple[str, tuple[str, ...]]], fields: dict[str, FieldDefinition]) -> Ticks:
    """How the questions for yes or no are answered, by their keys and lines."""
    return Ticks(
        any(
            fields[key].type is FieldType.YES_NO and "".join(lines).strip(" _") == _PLUS
            for key, lines in answers
            if key in fields
        )
    )
