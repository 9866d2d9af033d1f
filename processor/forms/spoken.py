"""One place where a field is answered, and what comes of it."""

import re
from dataclasses import dataclass

from models.vocabulary import AnswerSource
from processor.facts.forms import Answerable

_ASIDE = re.compile(
    r"(?<=[.!?…)])\s+(?=(?:by\s+the\s+way|btw|oh,?\s+and|one\s+more\s+thing|also,|on\s+another|p\.?\s?s\b|übrigens|ach\s+ja|noch\s+was|nebenbei"
    r"|кстати|и\s+ещ[её]|ещ[её]\s+одно|да,\s+и)\b)",
    re.IGNORECASE,
)


def without_aside(texts: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """A long answer without what its end says of something else: "… in May. By the way, …"."""
    for place, text in enumerate(texts):
        found = _ASIDE.search(text)
        if found is not None:
            return (*texts[:place], text[: found.start()]), "\n".join((text[found.end() :], *texts[place + 1 :]))
    return texts, ""


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
