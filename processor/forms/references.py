"""Answers that point to another one: "same as 6", "siehe 4, plus …", "see IT contact", "diese Adresse"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.folding import collapse, without_blanks_to_fill
from processor.forms.labels import Labels, base_of
from processor.forms.reasons import sentence
from processor.forms.spoken import Said
from processor.forms.values.contacts import phones

_TO = (
    r"(?:(?:(?:the\s+)?same\s+(?:\w+\s+)?(?:as|like)|as\s+(?:for|in|under|per)|as(?=\s+(?:no|nr|point|question|item|answer|№|#|\d))|see(?:\s+also)?|like|ditto"
    r"|(?:genau(?:so)?|gleich|dasselbe|identisch)?\s*wie(?:\s+(?:bei|unter|in|oben))?|siehe(?:\s+auch)?|s\.|vgl\.?|dito"
    r"|(?:der|die|das)?selben?\s+wie(?:\s+(?:bei|unter|in|oben))?|d[ie]tto\s+(?:zu\s+)?|(?:та|тот|то|те)\s+же,?\s+что(?:\s+и)?|так\s+же,?\s+как(?:\s+и)?|как(?:\s+и)?|см\.?|смотри(?:те)?|аналогично)\s*"
    r"(?:(?:the|in|on|to|у|в|на|по|к|для|der|die|das|dem|den)\s+)*)"
)
_NUMBER = (
    r"(?:(?:no|nr|points?|questions?|items?|fields?|answer|fragen?|punkt|nummer|feld|п|пункт\w*|вопрос\w*|ответ\w*)\.?\s*|№\s*|#\s*)?"
    r"\(?(?P<number>\d{1,2})[).]?"
)
_ADDS = re.compile(r"\s*[,;]?\s*(?:plus|und|and|и|außerdem|also|dazu|а\s+также|ещё|еще)\s+\S", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\W*(?:siehe|see|cf\.?|vgl\.?|см\.?|смотрите|wie\s+besprochen|wie\s+gesagt|as\s+(?:discussed|said|agreed|told)|как\s+"
    r"(?:обсуждали|договаривались|говорили))(?:\s+\S+){0,5}",
    re.IGNORECASE,
)
_OF_SENDER = re.compile(
    r"\W*(?:(?:see|siehe|s\.|см\.?|как\s+у|wie)\s+)?(?:(?:the\s+|my\s+|meine?\s+|mein\s+|der\s+|в\s+|мо[йяюе]\w*\s+)*(?:sender|from(?:\s+line)?"
    r"|absender(?:adresse)?|отправител\w*|sig(?:nature)?|signatur|подпис\w*|unterschrift|footer)(?:\s+below|\s+unten|\s+ниже)?"
    r"|(?:to\s+)?this\s+(?:address|one|e-?mail(?:\s+address)?|mail(?:box)?)|diese\s+(?:adresse|e-?mail(?:-?adresse)?|mail(?:-?adresse)?)"
    r"(?:\s+hier)?|эт(?:а|от|у)(?:\s+же)?(?:\s+(?:адрес|почта|почту))?|(?:почта|адрес)\s+эт(?:а|от)(?:\s+же)?)\W*",
    re.IGNORECASE,
)
_BY_SIGNATURE = re.compile(
    r"\b(?:sig(?:nature)?|signatur|подпис\w*|(?:details|data|daten|kontaktdaten|контакты|данные)\s+(?:are\s+|sind\s+)?(?:below|unten|ниже))\b",
    re.IGNORECASE,
)
_COPIED = frozenset({FieldType.LONG_TEXT, FieldType.YES_NO, FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE})
_TAKEN_BACK = re.compile(
    r"\W*(?:no|nein|нет|sorry|quatsch|wait|ach|вернее|точнее|ой|извините|простите)\b\W", re.IGNORECASE
)
"""What makes a pointer one that its writer does not mean any more."""
_MOST_TAIL = 60


@cache
def _to_number() -> re.Pattern[str]:
    """Compiled when it is first asked for, as it takes long: whoever only loads the room does not wait for it."""
    return re.compile(rf"\W*{_TO}{_NUMBER}(?P<tail>\W.*)?", re.IGNORECASE | re.DOTALL)


@cache
def _to_name() -> re.Pattern[str]:
    """Compiled when it is first asked for."""
    return re.compile(rf"\W*{_TO}(?P<name>[^\W\d][^.,;:!?\n]{{1,40}})\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: name and address of From, and the lines that may be the signature."""

    name: str = ""
    address: str = ""
    signature: str = ""

    @property
    def phone(self) -> str:
        """The one telephone number of the signature, empty for none or several."""
        found = [one[0].strip() for one in phones(self.signature)]
        return found[0] if len(found) == 1 else ""


def numbered(text: str) -> tuple[int, str] | None:
    """The number of the question whose answer is meant, and what is added to it; None where none is."""
    found = _to_number().fullmatch(without_blanks_to_fill(text))
    if found is not None and _TAKEN_BACK.match(found["tail"] or ""):
        return None
    return (int(found["number"]), (found["tail"] or "").strip(" .")) if found is not None else None


def to_sender(text: str) -> bool:
    """Whether the words say nothing but that the writer's own address or signature is meant."""
    return _OF_SENDER.fullmatch(collapse(text)) is not None


def refer(
    said: list[Said], labels: Labels, fields: dict[str, FieldDefinition], language: str, writer: Writer
) -> list[Said]:
    """What is said, with the answers that others point to in their place; one that points nowhere for sure is none."""
    given = {one.key: one for one in said if not one.why and not _is_pointer(one, fields)}
    return [_referred(one, given, labels, fields, language, writer) for one in said]


def _is_pointer(one: Said, fields: dict[str, FieldDefinition]) -> bool:
    if fields[one.key].type not in _COPIED or not isinstance(one.value, str):
        return False
    return numbered(one.words) is not None or _elsewhere(one.words, fields[one.key])


def _elsewhere(words: str, field: FieldDefinition) -> bool:
    return field.type is FieldType.LONG_TEXT and _ELSEWHERE.fullmatch(without_blanks_to_fill(words)) is not None


def _referred(
    one: Said,
    given: dict[str, Said],
    labels: Labels,
    fields: dict[str, FieldDefinition],
    language: str,
    writer: Writer,
) -> Said:
    field = fields[one.key]
    nowhere = replace(one, value="", why=one.why or sentence("whose", language))
    if field.type not in _COPIED or (not one.why and not isinstance(one.value, str)):
        return one
    pointed = numbered(one.words)
    if pointed is not None:
        number, tail = pointed
        other = given.get(list(fields)[number - 1]) if 0 < number <= len(fields) else None
        return _copied(one, other, tail, fields) or nowhere
    if field.type in {FieldType.EMAIL, FieldType.PHONE} and one.why:
        if to_sender(one.words):
            own = writer.address if field.type is FieldType.EMAIL else writer.phone
            return replace(one, value=own, why="") if own else one
        return next((found for key in _named(one, labels) if (found := _copied(one, given.get(key), "", fields))), one)
    return nowhere if _elsewhere(one.words, field) else one


def _copied(one: Said, other: Said | None, tail: str, fields: dict[str, FieldDefinition]) -> Said | None:
    """The other answer as this one; None where it is of another kind, or something else is said beside it."""
    if other is None or other.key == one.key or fields[other.key].type is not fields[one.key].type:
        return None
    if not tail:
        return replace(one, value=other.value, why="")
    adds = fields[one.key].type is FieldType.LONG_TEXT and len(tail) <= _MOST_TAIL and _ADDS.match(tail) is not None
    if not adds or not isinstance(other.value, str):
        return None
    return replace(one, value=f"{other.value.rstrip(' .')}, {tail.lstrip(' ,;')}", why="")


def _named(one: Said, labels: Labels) -> Iterator[str]:
    """The field about another person that the words name, for the same way to reach somebody."""
    found = _to_name().fullmatch(collapse(one.words))
    named = labels.find(found["name"].strip()) if found is not None else None
    if named is not None:
        way = one.key.rpartition("_")[2]
        yield f"{base_of(named[0])}_{way}"


def with_own_ways(said: list[Said], fields: dict[str, FieldDefinition], writer: Writer) -> list[Said]:
    """What is said, with the writer's address and number where somebody named "me, see signature" for a role."""
    told = {one.key for one in said}
    done = list(said)
    for one in said:
        own = not one.why and _BY_SIGNATURE.search(collapse(one.words)) is not None and one.value == writer.name
        for way, value in (("email", writer.address), ("phone", writer.phone)):
            key = f"{one.key}_{way}"
            if own and value and key in fields and key not in told:
                done.append(replace(one, key=key, value=value))
    return done
