"""What comes of reading one answer."""

from dataclasses import dataclass

from processor.facts.forms import Answerable


@dataclass(frozen=True, slots=True)
class Value:
    """The answer, and what was said beside it that is no part of it (empty for nothing)."""

    value: Answerable
    rest: str = ""


@dataclass(frozen=True, slots=True)
class NoValue:
    """It is no answer to this field, and why, as a sentence in the form's language."""

    why: str


Found = Value | NoValue
