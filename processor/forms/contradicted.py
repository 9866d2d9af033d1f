"""What the new text says about a question elsewhere, in words that were not read, against the answer that was."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from models.vocabulary import AnswerSource, FieldType
from processor.facts.forms import Answerable, FieldDefinition
from processor.forms.continuing import LONG
from processor.forms.folding import fold
from processor.forms.labels import base_of
from processor.forms.namesin import names_in
from processor.forms.pointing import is_person
from processor.forms.proseroles import mentions
from processor.forms.reasons import sentence
from processor.forms.roleclauses import clauses
from processor.forms.sentences import sentences
from processor.forms.spoken import Said
from processor.forms.values.chosen import choices_in
from processor.forms.values.dates import days_in
from processor.forms.values.spelt import spelt_number

_PARTS = re.compile(r"[,;:()]\s+|\s[-–—]\s|\s+(?:and|und|и|but|aber|но)\s+", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\n\s*\n")
_NUMBER = re.compile(r"(?<![\w.,:/+-])\d{1,5}(?![\w.,:/-]*\d)")
_BELOW = frozenset({AnswerSource.QUOTED_FORM, AnswerSource.TABLE})
_NUMBERED = re.compile(
    r"\b(?:under|point|question|item|number|no\.?|answer|punkt|frage|nummer|nr\.?|unter|zu|bei|пункт\w*|вопрос\w*|п\.|№)\s*(\d{1,2})\b(?![.:]\d)",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"\b(?:ignore|disregard|strike|undecided|provisional|tentative|(?:may|might|could)\s(?:still\s)?change|no\slonger|not\s(?:sure|decided|final|certain|yet\s"
    r"decided)|has\sleft|left$|left\s(?:us|please|in|last|the|and|so)|instead|wrong|mistake|is\snow|are\snow"
    r"|streich\w*|ignorier\w*|vorlaeufig|unsicher|unter\svorbehalt|nicht\s(?:mehr|sicher|entschieden|endgueltig)|noch\snicht\s(?:sicher|entschieden|fest)"
    r"|aendert\ssich|stattdessen|falsch|irrtum|ist\sjetzt|entscheidet\ssich"
    r"|не\s(?:уверен\w*|смотрите|решен\w*|окончательн\w*)|пока\sне\s\w+|сдвин\w*|измен\w*|вычеркн\w*|больше\sне|вместо|ошиб\w*|теперь\sне|уволил\w*)\b"
)
"""Words of a sentence above after which what stands below about the same is doubtful."""
_TYPES = frozenset({FieldType.NUMBER, FieldType.CHOICE, FieldType.DATE})


def with_contradictions(
    said: list[Said], new: str, fields: dict[str, FieldDefinition], language: str, written_on: date | None
) -> list[Said]:
    """What is said; a number, a choice or a day of the quoted form is doubted where the text above names another."""
    above = [one for paragraph in _PARAGRAPHS.split(new) for one in sentences(paragraph)]
    parts = [part for one in above for part in _PARTS.split(one)]
    taken_back = set(_taken_back(above, fields))
    told = {one.key for one in said if one.source is AnswerSource.NEW_TEXT}
    all_clauses = [clause for one in above for clause in clauses(one)]
    torn: set[str] = set()
    done: list[Said] = []
    for one in said:
        field = fields[one.key]
        elsewhere = field.type in _TYPES and not one.why and one.key not in told
        person = is_person(one.key, fields) and not one.why and one.key not in told and isinstance(one.value, str)
        if person and any(_names_another(clause, str(one.value), fields[one.key]) for clause in all_clauses):
            done.append(replace(one, value="", why=sentence("conflict", language)))
            torn.add(one.key)
            continue
        if base_of(one.key) in torn and not one.why and "@" in str(one.value) and str(one.value) not in new:
            done.append(replace(one, value="", why=sentence("whose", language)))
            continue
        if one.key in taken_back and not one.why and one.source in _BELOW:
            done.append(replace(one, value="", why=sentence("whose", language)))
            continue
        other = next(
            (part for part in parts if elsewhere and _says_otherwise(part, one.value, field, language, written_on)), ""
        )
        done.append(
            replace(one, value="", why=sentence("conflict", language), said=f"{one.said}\n{other}") if other else one
        )
    return done


def _names_another(clause: str, name: str, field: FieldDefinition) -> bool:
    """Whether a clause of the text above names somebody else beside the question about a person."""
    if not mentions(field, clause):
        return False
    own = set(fold(name).split())
    others = [found for _, found in names_in(clause)]
    return bool(others) and all(not own & set(fold(other).split()) for other in others)


def _taken_back(told: list[str], fields: dict[str, FieldDefinition]) -> Iterator[str]:
    """The questions of which a sentence above says that what stands below does not count, or not yet."""
    keys = list(fields)
    for one in told:
        if _TAKES_BACK.search(fold(one)) is None:
            continue
        numbers = [int(found[1]) for found in _NUMBERED.finditer(one)]
        named = [keys[number - 1] for number in numbers if 0 < number <= len(keys)]
        named += [] if named else [key for key, field in fields.items() if _may_speak_of(field, one)]
        for key in named:
            yield from (
                other for other in keys if base_of(other) == base_of(key) and (other == key or key == base_of(key))
            )


def _may_speak_of(field: FieldDefinition, told: str) -> bool:
    return (
        field.type is not FieldType.YES_NO and field.type not in LONG and (mentions(field, told) or _named(field, told))
    )


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
