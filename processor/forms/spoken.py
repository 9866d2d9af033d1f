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
_BELOW = re.compile(
    r"\W*(?:by\s+the\s+way|btw|oh,?\s+(?:and|by)|one\s+more\s+thing|one\s+other\s+thing|on\s+another\s+(?:note|matter)"
    r"|p\.?\s?(?:p\.?\s?)?s\b|n\.\s?b\.|(?:also,?\s+|and\s+|oh\s+and\s+)?(?:many\s+)?(?:thanks|thank\s+you)\b(?!\s+to\b)"
    r"|übrigens|nebenbei(?:\s+bemerkt\b|\s*[:,])|apropos|ach\s+(?:ja|übrigens)|noch\s+(?:was|etwas)\s*[:,]|(?:und\s+)?(?:danke|(?:vielen|herzlichen|besten)\s+dank)\b"
    r"|кстати|к\s+слову|между\s+прочим|зы\b|з\.\s?ы|(?:и\s+|а\s+|да,?\s+)?ещ[её]\s+(?:одно\s*[:,—–-]|вопрос\b|спасибо\b)|(?:и\s+)?(?:большое\s+)?спасибо)",
    re.IGNORECASE,
)
"""What a line begins with that has nothing more to do with the question above it."""


def without_remark(texts: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """An answer in free words without the lines below it that speak of something else."""
    for place, text in enumerate(texts):
        if place and _BELOW.match(text) is not None and any(map(str.isalnum, "".join(texts[:place]))):
            return texts[:place], "\n".join(texts[place:])
    return texts, ""


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
