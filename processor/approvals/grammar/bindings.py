"""Whether the document that a reply names is the one that waits for approval."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from processor.approvals.grammar.wording import fold, spoken
from processor.reading.newtext.late import late

_NUMBER = late(r"(?<!\S)(?:pr|пр|gl|co|cf|ac|fo) (?:- )?(?:# )?(\d{1,6})(?:\.(\d{1,4}))?(?!\S)")
_PLAIN_NUMBER = late(r"(?<!\S)(?:nr|no|number|nummer|#) (?:\. )?(\d{1,6})(?!\S)")
_VERSION = late(
    r"(?<!\S)(?:version|versions|vers|ver|v|revision|rev|версия|версии|версию|вер|в|редакция|редакции|редакцию|fassung)"
    r" (?:[.:] )?(?:(?:nr|no|number|#) (?:\. )?)?(\d{1,4})(?!\S)"
)
_ORDINAL = late(
    r"(?<!\S)(?<!к )(перв|втор|трет|четверт|пят|шест|седьм|восьм)"
    r"(?:ая|ую|ой|ья|ью|ьей) (?:версия|версию|версией|версии|редакц\w+)"
)
_ORDINALS: Final = ("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм")
_NUMERIC = late(r"(?<!\S)(\d{1,2})\.(\d{1,2})\.(?:20)?\d\d(?!\S)")
_ISO = late(r"(?<!\S)20\d\d - (\d\d) - (\d\d)(?!\S)")
_MONTHS: Final = (
    "jan янв jaen", "feb фев", "mar мар maerz mrz", "apr апр", "may мая май mai", "jun июн", "jul июл", "aug авг",
    "sep сен", "oct okt окт", "nov ноя", "dec dez дек",
)  # fmt: skip
_MONTH_OF: Final = {start: month for month, starts in enumerate(_MONTHS, start=1) for start in starts.split()}
_DAY_MONTH = late(r"(?<!\S)(\d{1,2}) (?:st |nd |rd |th )?(?:of )?(?:\. )?([^\W\d_]{3,9})(?!\S)")
_MONTH_DAY = late(r"(?<!\S)([^\W\d_]{3,9}) (?:\. )?(\d{1,2})(?!\S)")


@dataclass(frozen=True, slots=True)
class Document:
    """Number, version and the days of mails that name it; 0 and empty where nothing tells."""

    number: int = 0
    version: int = 0
    days: frozenset[tuple[int, int]] = frozenset()


def document_in(texts: tuple[str, ...], number: int, version: int, head: str, kind: str = "") -> Document:
    """The document that our mail speaks of: as given, else the first number and version in the first text that has any.

    `head` is the head of the quote, which tells the day on which we sent it; `kind` are the letters before numbers of
    the kind that waits, of which the first counts, where there is one.
    """
    for text in texts:
        told = _named_in(text, kind)
        number, version = number or told[0], version or told[1]
    return Document(number, version, frozenset(days_in(" ".join(spoken(head[:2000])))))


@lru_cache(maxsize=64)
def _named_in(text: str, kind: str) -> tuple[int, int]:
    """The first number and the first version that the text names, 0 where it names none."""
    words = " ".join(spoken(text[:20_000]))
    all_named = list(_NUMBER.finditer(words))
    named = next((one for one in all_named if kind and one[0].split()[0] in kind.split()), None)
    named = named or (all_named[0] if all_named else None)
    told = (_beside(words, named) if named else None) or _VERSION.search(words)
    version = int(named[2]) if named and named[2] else int(told[1]) if told else 0
    return int(named[1]) if named else 0, version


def _beside(words: str, named: re.Match[str]) -> re.Match[str] | None:
    """The version right behind the number: "version 1 is withdrawn" may stand above it."""
    found = _VERSION.search(words, named.end())
    return found if found and all(len(word) == 1 for word in words[named.end() : found.start()].split()) else None


def days_in(words: str) -> set[tuple[int, int]]:
    """Month and day of each date in the words."""
    found = {(int(month), int(day)) for day, month in _NUMERIC.findall(words)}
    found |= {(int(month), int(day)) for month, day in _ISO.findall(words)}
    found |= {(_month(name), int(day)) for day, name in _DAY_MONTH.findall(words)}
    found |= {(_month(name), int(day)) for name, day in _MONTH_DAY.findall(words)}
    return {(month, day) for month, day in found if month}


def _month(name: str) -> int:
    folded = fold(name)
    return _MONTH_OF.get(folded[:5], _MONTH_OF.get(folded[:4], _MONTH_OF.get(folded[:3], 0)))


def other_number(words: str, document: Document) -> str:
    """The number that the words name, when it is not the document's."""
    named = [int(found[1]) for found in _NUMBER.finditer(words)]
    named += [int(found[1]) for found in _PLAIN_NUMBER.finditer(_VERSION.sub(" ", words))]
    return next((str(number) for number in named if number != document.number), "")


def other_version(words: str, document: Document) -> str:
    """The version that the words name, when it is not the document's."""
    named = [int(found[2]) for found in _NUMBER.finditer(words) if found[2]]
    named += [int(found[1]) for found in _VERSION.finditer(words)]
    named += [_ORDINALS.index(found[1]) + 1 for found in _ORDINAL.finditer(words)]
    return next((str(version) for version in named if version != document.version), "")


def other_day(words: str, document: Document) -> str:
    """The day that the words name, when it is not one on which our mail was sent."""
    return next((f"{day}.{month}." for month, day in sorted(days_in(words)) if (month, day) not in document.days), "")
