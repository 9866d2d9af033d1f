"""Sentences above the form that expressly take the place of what it says: "Korrektur: …", "the 58 below is old"."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from models.vocabulary import AnswerSource
from processor.facts.forms import FieldDefinition
from processor.forms.folding import fold
from processor.forms.proseroles import places, stems_of
from processor.forms.spoken import Said
from processor.forms.words import MONTHS, WEEKDAYS, word_set

_CORRECTS: Final = re.compile(
    r"\b(?:correction|corrected|(?:takes?|has|have)\sprecedence|overrides?|supersedes?|korrektur|korrigiert?|berichtig\w+"
    r"|richtig\s(?:ist|sind|waere)|поправк\w+|исправлени\w+|исправленн\w+|правильно\s(?:так|будет))\b"
)
_IN_FORM: Final = (
    r"(?:(?:in|on|of|im|aus\s+dem|vom|в|из)\s+(?:the\s+|your\s+|this\s+|dem\s+|der\s+|вашей\s+)?"
    r"(?:form|table|sheet|list|formular|tabelle|liste|анкет[еы]|форм[еы]|таблиц[еы])|below|unten|ниже)"
)
_IS_OLD: Final = re.compile(
    rf"[,;(–—]?\s*(?:(?:and|und|и|а)\s+)?(?:the|that|what|die|der|das|was|то,?\s+что|те)?\s*[^,;:.!?()]{{0,40}}?\b{_IN_FORM}\b[^,;:.!?()]{{0,24}}"
    r"\b(?:old|outdated|wrong|obsolete|out\s+of\s+date|no\s+longer\s+\w+|not\s+right|alte?|veraltet|falsch|überholt|stimmt\s+nicht(?:\s+mehr)?"
    r"|устарел\w*|стар(?:ая|ое|ый|ые)|неверн\w+|неправильн\w+|ошиб\w+)\b\s*\)?",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"[,;:!()]\s*|\.\s+(?=[^\W\d])|\s[-–—]\s|\s+(?:and|und|и|а)\s+")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_AROUND: Final = (
    word_set(
        "we have has had are is be the our it now today yesterday since this these morning week month year as",
        "of for on to at please plan us book schedule down number there went gone grew grown rose risen up",
        "total in all number of come st nd rd th agents seats wir haben sind ist es jetzt nun heute gestern",
        "seit diese dieser diesem woche monat bitte am der die das den um uns plant planen sie inzwischen",
        "insgesamt gestiegen auf zu punkt frage nummer fuer ein einen gesamt im мы нас теперь сейчас уже",
        "стало будет сегодня вчера этой этого недели месяца числа на по всего для нам их пожалуйста ставим",
        "год года",
    )
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
)
"""Words beside a corrected number or day that leave it what it is."""
_BELOW: Final = frozenset({AnswerSource.QUOTED_FORM, AnswerSource.TABLE})


def overrules(sentence: str) -> bool:
    """Whether a sentence says that it counts, and not what the form says below."""
    return _CORRECTS.search(fold(sentence)) is not None or _IS_OLD.search(sentence) is not None


def without_old(sentence: str) -> str:
    """The sentence without the words that call old what stands in the form: those name no answer."""
    return _IS_OLD.sub(",", sentence)


def with_overruled(said: list[Said], fields: dict[str, FieldDefinition]) -> list[Said]:
    """What is said, where what the form says below is older than a sentence above that expressly takes its place."""
    keys = {one.key for one in said if one.free and not one.why and overrules(one.said) and _plainly(one, fields)}
    return [replace(one, old=True) if one.key in keys and one.source in _BELOW else one for one in said]


def _plainly(one: Said, fields: dict[str, FieldDefinition]) -> bool:
    """Whether a number or a day is said of what is asked, and nothing else: not "12 people come to the training"."""
    if not isinstance(one.value, Decimal | date):
        return False
    number = str(one.value.day if isinstance(one.value, date) else one.value)
    parts = [part for part in _PARTS.split(without_old(one.said)) if number in re.findall(r"[1-9]\d*", part)]
    field = fields[one.key]
    own = {word for text in (*field.also, *(label for _, label in field.labels)) for word in fold(text).split()}
    return any(
        all(fold(word) in _AROUND | own or places(stems_of(field), word) for word in _WORD.findall(part))
        for part in parts
    )
