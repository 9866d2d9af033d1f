"""Names of persons with words about the name, or its time: "Fink, for now", "Ann and Ben - we want both"."""

import re
from typing import Final

from processor.forms.folding import collapse, fold
from processor.forms.words import MONTHS, word_set

_NOW: Final = (
    r"(?:for\s+now|for\s+the\s+moment|for\s+the\s+time\s+being|vorerst|zunächst|erst\s?mal|fürs\s+erste"
    r"|bis\s+auf\s+weiteres|пока(?:\s+что)?|временно)"
)
_FOR_NOW: Final = re.compile(
    rf"[\s,;(–—-]+(?:(?:at\s+least|only|nur|только|хотя\s+бы)\s+)?{_NOW}\)?"
    r"(?:\s*[,;.(–—-]+\s*(?:we|wir|мы|another|jemand|somebody)\b[^,;]*"
    r"\b(?:later|soon|later\s+on|noch|später|позже|потом)\b\W*)?\W*$"
    rf"|^\W*{_NOW}\s+(?=[A-ZÄÖÜА-ЯЁ])",
    re.IGNORECASE,
)
"""That somebody has a role now says who has it; who comes next is told another time."""
_UNTIL: Final = re.compile(
    r"\s*[,;(–—-]+\s*(?:(?:only|nur|только)\s+)?(?:until|till|bis|до)\s+(?P<when>[^()]+)\)?\W*$", re.IGNORECASE
)
_OPEN_AFTER: Final = re.compile(
    r"(?:then|after(?:wards|\sthat)?|danach|dann|потом|затем|далее)\s(?:is\s|we\s|ist\s|noch\s|wird\s)*"
    r"(?:tbc|tbd|tba|open|offen|unclear|unklar|unknown|not\s(?:known|decided|clear)|nicht\s(?:klar|bekannt)|уточн\w+"
    r"|неизвестно|не\s(?:решено|известно))"
)
_PARTS: Final = re.compile(r"\s*[,;]\s*|\s+-\s+")
_TIMES: Final = word_set(
    "the of this next end middle beginning mid year month week summer winter spring autumn quarter",
    "ende mitte anfang jahr jahres jahresende monat monats sommer herbst quartal quartals",
    "конца начала середины года месяца лета зимы осени весны квартала недели",
)
_TOGETHER: Final = re.compile(
    r"\s*[–—(,;-]+\s*(?:(?:we|wir|мы|please|bitte|пожалуйста)\b[^,;()]*\b)?"
    r"(?:both|beide|оба|обе|обоих|обеих)\b[^,;()]*\)?\W*$",
    re.IGNORECASE,
)
_NO_SURNAME: Final = re.compile(
    r"\s*[(,–—-]+\s*[^(),]*\b(?:surname|last\s+name|family\s+name|nachname\w*|familienname\w*|фамили\w+)\b[^(),]*"
    r"(?:\)|(?=,)|$)",
    re.IGNORECASE,
)
"""What is said of a name itself: that the rest of it is not known, or that both persons count."""


def without_time(text: str) -> str:
    """The name without how long its bearer has the role, where nobody else is named for what comes then; else empty.

    Somebody who has it until a day is asked about, unless the writer says that what follows is open.
    """
    line = collapse(text)
    for pattern in (_FOR_NOW, _TOGETHER, _NO_SURNAME):
        plain = pattern.sub("", line).strip(" ,;")
        if plain != line.strip(" ,;"):
            return plain
    until = _UNTIL.search(line)
    if until is None:
        return ""
    first, *after = _PARTS.split(until["when"])
    plainly = all(word in _TIMES or word in MONTHS or word.isdigit() for word in fold(first).split())
    return line[: until.start()] if plainly and after and all(_OPEN_AFTER.fullmatch(fold(one)) for one in after) else ""
