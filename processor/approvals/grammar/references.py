"""What our mail numbers: the request's and the document's own number beside ours, and how many items it lists."""

import re
from typing import Final

from processor.reading.newtext.late import late

REFERENCE = late(
    r"(?<![\w.,/-])(?:[a-zа-я]{1,6}-\d{1,8}|nr {1,3}\d{1,8}|\d\d-\d{3,6}|\d{3,8}|\d{1,2}\.\d{1,2})"
    r"(?:[/-]\d{1,6})*(?![\w/-]|[.,]\d)"
)
_ITEM = late(r"(?m)^\s{0,4}([-*•]|\d{1,2}(?=[.)]))[.)]?\s+\S")
_COUNTS: Final = {
    word: str(2 + at)
    for language in (
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        ("zwei", "drei", "vier", "fuenf", "sechs", "sieben", "acht", "neun", "zehn"),
        ("два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять"),
    )
    for at, word in enumerate(language)
}
_ALL_ITEMS = late(
    r"(?<!\w)(?P<all>all|alle|allen|все|всем|всех)(?: the)? (?P<count>\d{1,2}|"
    + "|".join(_COUNTS)
    + r") (?P<things>items|points|positionen|punkte|punkten|пункта|пунктов|пунктам|позиции|позиций)(?!\w)"
)
"""All that our mail lists, counted."""
_LABELLED_REFERENCE = late(
    r"(?<!\w)(?:tickets?|requests?|offer|proposal|quot(?:e|ation)|estimate|case|job|order|change request|cr|form"
    r"|inquiry|enquiry|task|auftrag|angebot|anfrage|vorgang|kostenvoranschlag|anforderung|aufgabe|formular|ticketnummer"
    r"|заявк[аеиу]|заявкой|обращени[еюя]|обращением|предложени[еюя]|предложением|тикет[ау]?|запрос[ау]?|задач[аеиу]"
    r"|смет[аеыу]|оценк[аеиу])"
    r"(?: (?:no|nr|number|id)\.?| nr {1,3}| #)? {1,3}(?P<ref>(?:[a-zа-я]{1,6}-|\d\d-)?\d{3,8}(?:[/-]\d{1,6})*)"
    r"(?![\w/-]|[.,]\d)"
)
"""The number of the request or the document, behind its name."""
_OURS = late(r"(?:pr|пр|gl|co|cf|ac|fo)-?\d")
REPLACES = late(r"replac(?:es?|ing)\b|instead|supersed|statt|ersetz|взамен|вместо|замен")
_FORMER = late(r"\b(?:earlier|previous|last|old|former|first|ersten?|fruehere?|vorige|alte|прежн|предыдущ|стар|прошл)")
_LONGEST_TITLE: Final = 120


def references(folded: str) -> frozenset[str]:
    """The numbers of the title line, and those named as the request's, but ours; none where there are many.

    Those held against the open document are not among them. A line that tells what is replaced names none.
    """
    line = first_line(folded)
    found = {close(one[0]) for one in REFERENCE.finditer(line)}
    if len(found) > 2 or REPLACES.search(line) is not None:
        return frozenset()
    named = [one for one in _LABELLED_REFERENCE.finditer(folded) if not _is_replaced(folded, one.start())]
    found |= {close(one["ref"]) for one in named}
    return frozenset(one for one in found if _OURS.match(one) is None) if len(found) <= 3 else frozenset()


def _is_replaced(folded: str, at: int) -> bool:
    """Whether the sentence at this place tells of something that came before."""
    around = folded[max(0, at - 60) : at + 60]
    return REPLACES.search(around) is not None or _FORMER.search(around) is not None


def listed(folded: str) -> int:
    """How many items our mail lists; nothing where it holds more than one list."""
    marks = [found[1] for found in _ITEM.finditer(folded)]
    return len(marks) if len(set(marks)) <= 1 or marks == [str(at) for at in range(1, len(marks) + 1)] else 0


def without_count(folded: str, listed: int) -> str:
    """The line with what means all that is listed, without its count."""

    def plain(found: re.Match[str]) -> str:
        same = _COUNTS.get(found["count"], found["count"]) == str(listed)
        return f"{found['all']} {found['things']}" if same else found[0]

    return _ALL_ITEMS.sub(plain, folded)


def first_line(folded: str) -> str:
    """The first line where it is a title: short, alone, and no sentence."""
    lines = [line.strip() for line in folded.lstrip().split("\n", 2)[:2]]
    alone = len(lines) == 1 or not lines[1]
    return lines[0] if alone and 3 < len(lines[0]) <= _LONGEST_TITLE and lines[0][-1] not in ",.!?" else ""


def close(number: str) -> str:
    """The number with one blank between its parts."""
    return " ".join(number.split())


def numbers_in_subject(subject: str) -> frozenset[str]:
    """The numbers of a folded subject beside ours; none where there are many."""
    found = {close(one[0]) for one in REFERENCE.finditer(subject)}
    if len(found) > 2 or REPLACES.search(subject) is not None:
        return frozenset()
    return frozenset(one for one in found if _OURS.match(one) is None)
