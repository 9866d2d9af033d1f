"""What the new text says about a question elsewhere, in words that were not read, against the answer that was."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from models.vocabulary import AnswerSource, FieldType
from processor.facts.forms import Answerable, FieldDefinition
from processor.forms.folding import fold
from processor.forms.prose import sentences
from processor.forms.proseroles import mentions
from processor.forms.reasons import sentence
from processor.forms.spoken import Said
from processor.forms.values.chosen import choices_in
from processor.forms.values.dates import days_in
from processor.forms.values.spelt import spelt_number

_PARTS = re.compile(r"[,;:()]\s+|\s[-–—]\s|\s+(?:and|und|и|but|aber|но)\s+", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,:/+-])\d{1,5}(?![\w.,:/-]*\d)")
_TYPES = frozenset({FieldType.NUMBER, FieldType.CHOICE, FieldType.DATE})


def with_contradictions(
    said: list[Said], new: str, fields: dict[str, FieldDefinition], language: str, written_on: date | None
) -> list[Said]:
    """What is said; a number, a choice or a day of the quoted form is doubted where the text above names another."""
    parts = [part for one in sentences(new) for part in _PARTS.split(one)]
    told = {one.key for one in said if one.source is AnswerSource.NEW_TEXT}
    done: list[Said] = []
    for one in said:
        field = fields[one.key]
        elsewhere = field.type in _TYPES and not one.why and one.key not in told
        other = next(
            (part for part in parts if elsewhere and _says_otherwise(part, one.value, field, language, written_on)), ""
        )
        done.append(
            replace(one, value="", why=sentence("conflict", language), said=f"{one.said}\n{other}") if other else one
        )
    return done


def _says_otherwise(
    part: str, value: Answerable, field: FieldDefinition, language: str, written_on: date | None
) -> bool:
    if not mentions(field, part) and not _named(field, part):
        return False
    found = list(_values(part, field, language, written_on))
    return bool(found) and value not in found


def _values(part: str, field: FieldDefinition, language: str, written_on: date | None) -> Iterator[Answerable]:
    if field.type is FieldType.NUMBER:
        yield from (Decimal(one[0]) for one in _NUMBER.finditer(part))
        spelt = spelt_number(fold(part))
        if spelt is not None:
            yield Decimal(spelt[0])
    elif field.type is FieldType.CHOICE:
        yield from choices_in(field, part)
    else:
        yield from (day for day in days_in(part, language, written_on) if day is not None)


def _named(field: FieldDefinition, part: str) -> bool:
    words = f" {fold(part)} "
    names = (*(label for _, label in field.labels), *(word for word in field.also if not word.endswith("*")))
    return any(f" {fold(name)} " in words for name in names)
