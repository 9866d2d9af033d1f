"""One place where a field is answered, and what comes of it."""

from dataclasses import dataclass

from models.vocabulary import AnswerSource
from processor.facts.forms import Answerable


@dataclass(frozen=True, slots=True)
class Said:
    """A value that was said to a field, or why it is none; `said` are the words whole, `words` the answer's alone."""

    key: str
    said: str
    source: AnswerSource
    value: Answerable
    why: str = ""
    old: bool = False
    """It stands in a quote inside the quote: what was written before."""
    words: str = ""
    free: bool = False
    """It stands above the quote behind a label in words, or in prose: nobody left a blank empty below it."""
    pointed: bool = False
    beside: str = ""
    """What was said around a name."""

    @property
    def pointed_freely(self) -> bool:
        """Whether it points to somebody by name, in free words."""
        return self.pointed and self.free
