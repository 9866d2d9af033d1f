"""Answers that say that there is nothing to answer: "none", "we don't use any", "gibt es bei uns nicht", "не нужен"."""

import re
from typing import Final

from processor.forms.folding import fold
from processor.forms.words import NONE

_MOST_WORDS: Final = 7
_HALVES: Final = 2
"""None, said twice: "none, we don't use them"."""
_NOTHING: Final = re.compile(
    r"""
    (?:we\s|i\s)?(?:do\sn\st|don\st|dont|do\snot)\s(?:use|have|need|work\swith)\b(?:\s(?:a|an|any|one|it|them|such))*
        (?:\s\w+){0,2}
    | (?:we\s)?(?:have|use|need)\s(?:none|no)(?:\s\w+){0,2}
    | (?:there\s(?:is|are|s)\s)?(?:no|none)(?:\s\w+){0,2}?(?:\s(?:needed|required|used|necessary|yet|here|for\sus))?
    | not\s(?:needed|required|necessary|used|in\suse|applicable)(?:\s(?:here|for\sus|by\sus))?
    | (?:wir\s)?(?:haben|nutzen|brauchen|verwenden|benoetigen|fuehren)\s(?:wir\s)?(?:so\s(?:et)?was\s)?
        (?:keine?[nrsm]?(?:\s\w+){0,2}|nicht)
    | (?:\w+\s)?(?:gibt\ses|haben|nutzen|brauchen|verwenden|benoetigen)\s(?:es\s|wir\s)?(?:bei\suns\s)?
        (?:nicht|keine?[nrsm]?)
    | (?:es\sgibt\s)?keine?[nrsm]?(?:\s\w+)?(?:\s(?:noetig|notwendig|erforderlich|vorhanden|im\seinsatz|bei\suns))?
    | (?:wird\s)?nicht\s(?:noetig|notwendig|erforderlich|vorhanden|gebraucht|benoetigt|verwendet|im\seinsatz)
    | (?:у\sнас\s)?(?:\w+\s)?(?:нет|отсутству\w+)(?:\sу\sнас)?
    | (?:у\sнас\s)?нет(?:\s\w+){1,2}
    | (?:мы\s|у\sнас\s)?(?:\w+\s)?не\s(?:используем|используется|применяем|применяется|ведем|пользуемся|нуж\w+
        |требу\w+|заполняем|указываем|надо|имеем)(?:\s\w+){0,2}
    | (?:\w+\s){2}не\s(?:нуж\w+|требу\w+)
    | без\s\w+
    | (?:none|nothing|no\s\w+|not|no)\s(?:that\s|which\s)?(?:i|we)(?:\s(?:m|re|am|are))?\s
        (?:know|aware|can\s(?:think|see)|could\sthink)(?:\sof)?
    | (?:none|nothing)\s(?:is\s)?known(?:\sto\s(?:me|us))?
    | nicht(?:s)?,?\s(?:dass|was|soweit|soviel)?\s?(?:ich|wir|mir|uns)\s(?:wuessten?|weiss|wissen
        |bekannt\s(?:ist|waere))
    | (?:(?:mir|uns)\s(?:ist|sind)\s)?(?:nichts|keine?[rs]?)\s(?:(?:mir|uns)\s)?bekannt(?:en?)?
    | (?:(?:мне|нам)\s)?(?:о\sтаких\s|такие\s)?(?:ничего\s)?не\s?известн\w+
    """,
    re.VERBOSE,
)

_AS_FAR: Final = re.compile(
    r"^\W*(?:(?:as\s+far\s+as|afaik|so\s+far\s+as)(?:\s+(?:i|we)\s+know)?|(?:soweit|soviel)\s+(?:ich\s+weiß|wir\s+wissen|mir\s+bekannt)"
    r"|насколько\s+(?:(?:я|мы)\s+зна(?:ю|ем)|(?:мне|нам)\s+известно))\s*,?\s+(?=\S)"
    r"|\s*,?\s+(?:as\s+far\s+as\s+(?:i|we)\s+know|afaik|(?:soweit|soviel)\s+(?:ich\s+weiß|wir\s+wissen)"
    r"|насколько\s+(?:(?:я|мы)\s+зна(?:ю|ем)|(?:мне|нам)\s+известно))\W*$",
    re.IGNORECASE,
)
"""How far somebody knows it: beside a "none" it changes nothing."""


def says_none(text: str) -> bool:
    """Whether the whole of a short answer says that there is nothing; words behind a comma make it a remark."""
    text = _AS_FAR.sub("", text)
    words = fold(text)
    if words in NONE:
        return True
    halves = re.split(r"\s*[,;–—]\s*|\s-\s", text.strip(" ."))
    if len(halves) == _HALVES:
        return all(map(says_none, halves))
    if any(map(str.isdigit, words)) or len(words.split()) > _MOST_WORDS or re.search(r"[,;:(?]|\.\s", text.strip(" .")):
        return False
    return _NOTHING.fullmatch(words) is not None
