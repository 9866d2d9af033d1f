"""Sentences above the form that expressly take the place of what it says: "Korrektur: …", "the 58 below is old"."""

import re
from dataclasses import replace
from typing import Final

from models.vocabulary import AnswerSource
from processor.forms.folding import fold
from processor.forms.spoken import Said

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
_BELOW: Final = frozenset({AnswerSource.QUOTED_FORM, AnswerSource.TABLE})


def overrules(sentence: str) -> bool:
    """Whether a sentence says that it counts, and not what the form says below."""
    return _CORRECTS.search(fold(sentence)) is not None or _IS_OLD.search(sentence) is not None


def without_old(sentence: str) -> str:
    """The sentence without the words that call old what stands in the form: those name no answer."""
    return _IS_OLD.sub(",", sentence)


def with_overruled(said: list[Said]) -> list[Said]:
    """What is said, where what the form says below is older than a sentence above that expressly takes its place."""
    keys = {one.key for one in said if one.free and not one.why and overrules(one.said)}
    return [replace(one, old=True) if one.key in keys and one.source in _BELOW else one for one in said]
