"""One yes or no said for several numbers of questions in words: "yes to points 1, 2 and 4, not yet for point 3"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.folding import fold
from processor.forms.origin import Line
from processor.forms.values.found import Value
from processor.forms.values.read import read_value
from processor.forms.words import NO, YES

_POINTS = (
    r"(?:(?:to|on|for|zu|bei|für|по|на|в)\s+)?(?:den\s+|the\s+|all\s+)?(?:points?|numbers?|nos?\.?|questions?|items?"
    r"|punkt(?:e|en)?|nummern?|nr\.?|fragen?|пункт\w*|вопрос\w*|п\.|№)\s*"
    r"(?P<all>\d{1,2}(?:\s*(?:,|;|/|&|and|und|и)\s*\d{1,2})*)"
)
_SAID_FIRST = re.compile(rf"(?P<said>\D{{1,30}}?)\s*[:–—-]?\s*{_POINTS}", re.IGNORECASE)
_SAID_LAST = re.compile(rf"{_POINTS}\s*[:=–—-]*\s*(?P<said>\D{{1,60}})", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,;.]\s*(?:(?:and|und|и|but|aber|но|а)\s+)?(?=[^\W\d])|\s+(?:but|aber|но)\s+", re.IGNORECASE)
_FEWEST = 2
_PAIR = re.compile(r"\s*\(?(\d{1,2})\s*[).:=–—-]*\s*([^\W\d]+)\s*[,;.]?(?=\s|$)")


def _pairs(line: Line, fields: dict[str, FieldDefinition]) -> Iterator[Line]:
    """A line for each number of a line of nothing but numbers that rise, each with its yes or no: "2 yes 3 no"."""
    found = list(_PAIR.finditer(line.text))
    whole = "".join(one[0] for one in found) == line.text.rstrip()
    numbers = [int(one[1]) for one in found]
    asked = [one for place, one in enumerate(fields.values(), 1) if place in numbers]
    rising = numbers == sorted(set(numbers)) and len(asked) == len(numbers) >= _FEWEST
    said = all(one.type is FieldType.YES_NO for one in asked) and all(fold(one[2]) in YES | NO for one in found)
    if whole and rising and said:
        yield from (replace(line, text=f"{one[1]}) {one[2]}") for one in found)


def spread(line: Line, fields: dict[str, FieldDefinition], language: str) -> Iterator[Line]:
    """A line for each number, where the whole line says nothing but yes or no to numbered questions; else none."""
    keys = list(fields)
    told: list[Line] = list(_pairs(line, fields))
    if told:
        yield from told
        return
    for part in _BETWEEN.split(line.text.strip(" .!")):
        found = _SAID_FIRST.fullmatch(part) or _SAID_LAST.fullmatch(part)
        if found is None:
            return
        for number in map(int, re.findall(r"\d+", found["all"])):
            asked = fields[keys[number - 1]] if 0 < number <= len(keys) else None
            if asked is None or asked.type is not FieldType.YES_NO:
                return
            if not isinstance(read_value(asked, (found["said"],), language), Value):
                return
            told.append(replace(line, text=f"{number}) {found['said']}"))
    if len(told) >= _FEWEST:
        yield from told
