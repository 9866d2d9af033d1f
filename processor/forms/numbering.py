"""Lines numbered in ways of their own, made "3) …": ordinals, and several bare numbers that rise within one line."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.folding import fold
from processor.forms.labels import Labels
from processor.forms.origin import Line, Origin
from processor.forms.pointing import is_person
from processor.forms.proseroles import mentions, places, stems_of
from processor.forms.words import MONTHS

_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "first firstly 1st erste erster erstens ersten первый первое первому первом первого",
            "second secondly 2nd zweite zweiter zweitens zweiten второй второе второму втором второго",
            "third thirdly 3rd dritte dritter drittens dritten третий третье третьему третьем третьего",
            "fourth fourthly 4th vierte vierter viertens vierten четвертый четвертое четвертому четвертом четвертого",
            "fifth fifthly 5th finally fünfte fuenfte fuenfter fuenftens fuenften пятый пятое пятому пятом пятого",
            "sixth 6th sechste sechstens sechsten шестой шестое шестому",
            "seventh 7th siebte siebtens siebten седьмой седьмое седьмому",
        ),
        1,
    )
    for word in words.split()
}
_ORDINAL = re.compile(
    r"^\W*(?:(?:to|on|for|re|as\s+for|zu|zur|zum|bei|auf|по|на|к)\s+)?(?:(?:the|your|der|die|den|das)\s+)?(?P<word>[^\W_]{3,11})"
    r"(?:\s+(?:question|point|one|item|frage|punkt|вопрос\w*|пункт\w*))?\s*(?:[:.,]|\s[-–—])\s+(?=\S)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:^|(?<=[.,;])\s+)(?P<number>\d{1,2})(?:[-–](?P<to>\d{1,2})(?=\s+[^\W\d]))?\s*(?:[-–—=]\s*|\s)(?=\S)"
)
_COLUMNS = re.compile(
    r"^\s*(?P<number>\d{1,2})[.)]?(?:\s{2,}|\t)(?P<label>\S+(?:\s\S+){0,4})(?:\s{2,}|\t)(?P<value>\S.*)$"
)
_HEAD = re.compile(r"^\W*(?P<head>[^\d:]{3,50}?)\s*:\s+(?P<rest>\S.*)$")
_BEFORE = frozenset(("to", "the", "on", "for", "as", "zu", "zur", "zum", "die", "der", "den", "auf", "по", "на", "к"))
_NOT = re.compile(
    r"\b(?:not|never|no|don['’]?t|unused|ungenutzt\w*|unbenutzt\w*|nicht|kein\w*|не|нет|никто|nobody|brach\w*)\b",
    re.IGNORECASE,
)
_MOST_HEAD = 6
_FEWEST = 4
_MOST_FIRST = 3


def ordinals(lines: list[Line]) -> bool:
    """Whether two lines or more begin with an ordinal: only then is it a number of a question."""
    return sum(1 for line in lines if _ordinal(line.text)) > 1


def by_ordinal(line: Line) -> Line:
    """The line with a number in the place of an ordinal: "Second: …"."""
    number = _ordinal(line.text)
    found = _ORDINAL.match(line.text)
    return replace(line, text=f"{number}) {line.text[found.end() :]}") if number and found is not None else line


def columns(lines: list[Line], fields: dict[str, FieldDefinition], labels: Labels) -> dict[int, Line]:
    """By their places, the lines of a table that a customer made: number, words for the question, answer.

    The numbers have to rise, and half of the words at least have to name the question of their number.
    """
    keys = list(fields)
    found = {
        place: row
        for place, line in enumerate(lines)
        if line.origin is Origin.NEW and (row := _COLUMNS.match(line.raw)) is not None
    }
    numbers = [int(row["number"]) for row in found.values()]
    if len(numbers) < _FEWEST or numbers != sorted(set(numbers)) or not 0 < numbers[0] <= numbers[-1] <= len(keys):
        return {}
    named = [
        keys[int(row["number"]) - 1] in {key for key, one in fields.items() if mentions(one, row["label"])}
        or (labels.find(row["label"]) or ("",))[0] == keys[int(row["number"]) - 1]
        for row in found.values()
    ]
    if 2 * sum(named) < len(named):
        return {}
    return {place: replace(lines[place], text=f"{row['number']}) {row['value']}") for place, row in found.items()}


def speaks_of_questions(text: str) -> bool:
    """Whether a line begins with what it says about questions by ordinals: "The fourth and fifth I answer later"."""
    words = fold(text).split()[:4]
    return len(words) > 1 and words[0] in _BEFORE and any(word in _ORDINALS for word in words[1:3])


def by_stem(line: Line, fields: dict[str, FieldDefinition]) -> Line:
    """The line with the number of the question that the words before its colon name in part: "Not used so far: …"."""
    found = _HEAD.match(line.text)
    if found is None or len(found["head"].split()) > _MOST_HEAD:
        return line
    long = all(one.type is FieldType.LONG_TEXT for one in fields.values())
    asked = [key for key in fields if long or is_person(key, fields)]
    keys = [key for key in asked if mentions(fields[key], found["head"])]
    if _NOT.search(found["head"]):
        # "Not built yet: …" is no answer to what was built: a stem that says "not" itself has to name the question.
        denied = {key: tuple(one for one in stems_of(fields[key]) if _NOT.search(one)) for key in keys}
        keys = [key for key in keys if places(denied[key], found["head"])]
    return replace(line, text=f"{[*fields].index(keys[0]) + 1}) {found['rest']}") if len(keys) == 1 else line


def _ordinal(text: str) -> int:
    found = _ORDINAL.match(text)
    return _ORDINALS.get(fold(found["word"]), 0) if found is not None else 0


def by_bare_numbers(line: Line, most: int) -> Iterator[Line]:
    """A line for each bare number of a line where four or more rise from the first questions on: "1-3 yes, 4 no"."""
    found = [one for one in _BARE.finditer(line.text) if not _is_date(line.text[one.end() :])]
    found = _rising(found)
    if (
        len(found) < _FEWEST
        or found[0].start()
        or int(found[0]["number"]) > _MOST_FIRST
        or int(found[-1]["number"]) > most
    ):
        return
    ends = [*(one.start() for one in found[1:]), len(line.text)]
    for one, end in zip(found, ends, strict=True):
        said = line.text[one.end() : end].strip(" .,;")
        numbers = range(int(one["number"]), int(one["to"] or one["number"]) + 1)
        yield from (
            replace(line, text=f"{number}) {said}", raw=line.text[one.start() : end].strip()) for number in numbers
        )


def _rising(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """The places whose numbers rise; none where one falls back, since then they number something else."""
    if any(int(one["to"] or one["number"]) >= int(other["number"]) for one, other in pairwise(found)):
        return []
    return found


def _is_date(behind: str) -> bool:
    words = fold(behind[:20]).split()
    return bool(words) and words[0] in MONTHS
