"""Answers that their writers mend as they write: "55 … quatsch, 11", "the 12th - sorry, the 14th", "26 + 4, so 30"."""

import re
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Final

from processor.forms.folding import collapse, fold
from processor.forms.words import MONTHS

_SWITCH: Final = (
    r"(?:\b(?:sorry|no\s+wait|wait|correction|scratch\s+that|make\s+that|i\s+meant?|i\s+mean|quatsch|korrektur|ach\s+nein|verzeihung"
    r"|entschuldigung|pardon|besser\s+gesagt|ich\s+meine?|вернее|точнее|поправка|простите|извините|ошибся|ошиблась|ой|нет)\b[\s,;:.!…–—-]*)+"
)
_SWITCHED: Final = re.compile(
    rf"^(?P<old>.+?)[\s,;:.!…(–—-]+{_SWITCH}(?P<new>[^\s,;:.!–—-].*)$", re.IGNORECASE | re.DOTALL
)
_DAY: Final = (
    r"(?:the\s+|den\s+|dem\s+|am\s+)?\d{1,2}(?:st|nd|rd|th|-?го|-?е|\.)?"
    r"(?:\s?\d{1,2}\.?|\s+(?:of\s+)?[^\W\d_]{3,9})?(?:\s?(?:20)?\d{2})?(?!\d)"
)
_NOT_THAT: Final = (
    r"\s*[,;(–—-]?\s*(?:(?:and|und|а)\s+)?\b(?:not(?:\s+on)?|instead\s+of|nicht(?:\s+am)?|(?:an)?statt(?:\s+(?:am|vom|dem|des))?|не|вместо"
    r"|(?:moved|postponed|shifted|changed|rescheduled)\s+from|(?:verschoben|verlegt)\s+vo[nm]|перенос(?:им|ится|или)?\s+со?|перен[её]с\w*\s+со?)\s+"
    rf"{_DAY}\s*\)?"
)
_AT_WORST: Final = re.compile(
    r"\s*[,;(–—-]\s*(?:notfalls|zur\s+not|if\s+need\s+be|if\s+necessary|at\s+a\s+pinch|at\s+worst|в\s+крайнем\s+случае|на\s+крайний\s+случай)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_RATHER: Final = re.compile(
    r"[\s,;(–—-]+(?:no|nein|нет)\b[\s,;:!–—-]*(?:make\s+(?:it|that)|better|rather|doch\s+(?:lieber|besser)|lieber|besser|лучше|давайте)\s+"
    r"|[\s,;(–—-]+doch\s+lieber\s+",
    re.IGNORECASE,
)
"""A day taken back for the one behind it."""
_TOTAL: Final = re.compile(r"^(?P<parts>[^=]*\d[^=]*\+[^=]*|[^=]*\+[^=]*\d[^=]*)=\s*(?P<whole>\d{1,6})\W*$")
_ONLY_DAY: Final = re.compile(r"\W*(?:the\s+|den\s+|am\s+)?(\d{1,2})(?:st|nd|rd|th|-?го|-?е)?\W*", re.IGNORECASE)
_FIRST_DAY: Final = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_INTEGER: Final = re.compile(r"(?<![\w.,:/])\d{1,6}(?![\w:/]|[.,]\d)")
_BRACKET: Final = re.compile(r"^([^()]*\d[^()]*)\(([^()]*\d[^()]*)\)\W*$")
_PART_OF_IT: Final = re.compile(
    r"^(?:incl\w*|inkl\w*|of\s(?:which|them|those|whom)|davon|darunter|einschliesslich|в\sтом\sчисле|в\sт\sч|включая|из\sних)\b"
)
_LATER_ON: Final = (
    r"\b(?:by|from|next|later|soon|until|after|ab|spaeter|naechst\w+|bald|kuenftig|perspektivisch|geplant|planned|позже|скоро|следующ\w+|планиру\w+"
    r"|(?:к|до|с)\s(?:концу|конца|начал\w+|лет\w+|осен\w+|зим\w+|весн\w+|год\w*|"
    + "|".join(one for one in MONTHS if len(one) > 3 and not one.isascii())
    + r"))\b"
)
_ROUGHLY: Final = re.compile(r"[?~≈%<>]|\b(?:or|oder|или|about|ca|circa|etwa|ungefähr|около|примерно)\b", re.IGNORECASE)
_JOINED: Final = frozenset(("+", "plus", "плюс", "&"))
_IN_ALL: Final = re.compile(
    r"=|\b(?:so|total|in\s+all|altogether|insgesamt|gesamt|zusammen|also|summe|всего|итого|вместе)\b", re.I
)
_FEWEST_SUMMED: Final = 3
_MOST_BESIDE: Final = 3


@cache
def _later_on() -> re.Pattern[str]:
    """Compiled when it is first asked for, as it takes long."""
    return re.compile(_LATER_ON)


@cache
def _not_that() -> re.Pattern[str]:
    """Compiled when it is first asked for."""
    return re.compile(_NOT_THAT, re.IGNORECASE)


def mended_number(text: str) -> Decimal | None:
    """The number that is meant of several: the corrected one, the sum of the others, or the one before a bracket."""
    summed = _sum(text)
    if summed is not None:
        return summed
    switched = _SWITCHED.match(text)
    if switched is not None:
        return _one_number(switched["new"]) if _one_number(switched["old"]) is not None else None
    beside = _BRACKET.match(text)
    if beside is None:
        return None
    told = fold(beside[2])
    return _one_number(beside[1]) if _PART_OF_IT.match(told) or _later_on().search(told) else None


def _sum(text: str) -> Decimal | None:
    """The whole where it and its parts are given, and add up: "30 (26 + 4)", "26 agents plus 4 others, so 30"."""
    found = list(_INTEGER.finditer(text))
    numbers = [int(one[0]) for one in found]
    total = _TOTAL.match(text) if len(numbers) < _FEWEST_SUMMED and not _ROUGHLY.search(text) else None
    if total is not None and numbers[-1] > max(numbers[:-1], default=0):
        # "6 + the common one = 7": what is not a number was counted by its writer.
        return Decimal(total["whole"])
    if len(numbers) < _FEWEST_SUMMED or _ROUGHLY.search(text) or 0 in numbers:
        return None
    whole, parts = (numbers[-1], found[:-1]) if numbers[-1] == sum(numbers[:-1]) else (numbers[0], found[1:])
    if whole != sum(int(one[0]) for one in parts):
        return None
    between = [text[one.end() : other.start()] for one, other in pairwise(parts)]
    joining = _JOINED | {",", "and", "und", "и"} if _IN_ALL.search(text) or "(" in text else _JOINED
    joined = all(set(re.findall(r"[+&,]|\w+", gap.casefold())) & joining for gap in between)
    return Decimal(whole) if joined else None


def _one_number(text: str) -> Decimal | None:
    """The one number of a piece that says nothing but that, and what is counted."""
    found = list(_INTEGER.finditer(text))
    few = len(re.findall(r"[^\W\d]+", text)) <= _MOST_BESIDE
    return Decimal(found[0][0]) if len(found) == 1 and few and not _ROUGHLY.search(text) else None


def mended_date(text: str) -> str:
    """The words for the one day that is meant, where others stand beside it that are not; empty where there is none."""
    plain = collapse(_AT_WORST.sub("", _not_that().sub(" ", _RATHER.sub(", sorry ", text))))
    switched = _SWITCHED.match(plain)
    if switched is None:
        return plain if plain != collapse(text) else ""
    day = _ONLY_DAY.fullmatch(switched["new"])
    if day is None:
        return switched["new"]
    # "12 March - sorry, the 14th": the month, and the year, stay.
    return _FIRST_DAY.sub(day[1], switched["old"], count=1)


def mended_person(text: str) -> str:
    """The words behind the correction of a name: "Ann Poe - sorry, Ben Lee", "not Ann any more. It's Ben Lee"."""
    found = _SWITCHED.match(text)
    if found is None:
        return ""
    now = re.split(
        r"[.!;,–—-]\s+(?:it['’]?s|it\s+is|that['’]s|now|es\s+ist|das\s+ist|jetzt|das\s+macht|теперь|сейчас|это)\s+"
        r"(?:(?:now|jetzt|nun|это|теперь)\s+)?",
        found["new"],
        flags=re.IGNORECASE,
    )
    return now[-1].strip(" .!,;")
