"""What a sentence says about a question by its number: "point 4 is done now too, please strike the no below"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from models.vocabulary import AnswerSource, FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.folding import fold
from processor.forms.sentences import sentences
from processor.forms.spoken import Said
from processor.forms.values.found import Value
from processor.forms.values.options import read_yes_no

_POINT = re.compile(
    r"\b(?:points?|items?|questions?|punkt|frage|nummer|пункт\w*|вопрос\w*)\s+(?P<number>\d{1,2})\b"
    r"(?!\s*(?:,|-|–|and|und|и|bis|to|по|до)\s*\d)\s*(?P<state>[^,.;:!?]*)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"^(?:(?:is|are|has|been|now|also|too|meanwhile|ist|sind|jetzt|nun|auch|inzwischen|mittlerweile|wurde|уже|теперь|тоже"
    r"|также|сейчас)\b\s*)+",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\b(?:strike|ignore|disregard|correct(?:ion|ed)?|instead|streich\w*|ignorier\w*|korrektur|korrigier\w*|berichtig\w*"
    r"|вычеркн\w*|исправ\w*|поправк\w*|не\sсмотрите)\b"
)


def read_points(
    paragraphs: list[str], fields: dict[str, FieldDefinition], language: str
) -> Iterator[tuple[Said, bool]]:
    """Yes or no to questions named by number, each with whether it takes back what stands in the quoted form."""
    keys = list(fields)
    for sentence in (one for paragraph in paragraphs for one in sentences(paragraph) if "?" not in one):
        for found in _POINT.finditer(sentence):
            place = int(found["number"]) - 1
            field = fields[keys[place]] if 0 <= place < len(keys) else None
            if field is None or field.type is not FieldType.YES_NO:
                continue
            value = read_yes_no(_LINK.sub("", found["state"]).strip(), language)
            if isinstance(value, Value):
                said = Said(field.key, sentence, AnswerSource.NEW_TEXT, value.value, free=True, words=sentence)
                yield said, _CORRECTS.search(fold(sentence)) is not None


def with_points(said: list[Said], points: list[tuple[Said, bool]]) -> list[Said]:
    """What is said, where a correction makes older what the quoted form says to the same question."""
    taken_back = {one.key for one, corrects in points if corrects}
    quoted = AnswerSource.QUOTED_FORM
    kept = [replace(one, old=True) if one.key in taken_back and one.source is quoted else one for one in said]
    return [*kept, *(one for one, _ in points)]
