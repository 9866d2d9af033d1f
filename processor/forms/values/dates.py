"""Dates as people write them in three languages; one that could mean two days is none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from processor.forms.folding import fold
from processor.forms.reasons import sentence
from processor.forms.values.found import Found, NoValue, Value
from processor.forms.values.mended import mended_date
from processor.forms.values.yearless import days_without_year
from processor.forms.words import CONNECTS, DOUBT, MONTHS, ROUGHLY, WEEKDAYS
from processor.forms.words import word_set as _set
from processor.forms.written import written_day

_YEAR = r"(?P<year>\d{4}|\d{2}(?!\s?[:.]\d|\s?(?:uhr|h|am|pm|a\.m|p\.m|o.clock|час\w*|ч)\b))(?!\d)"
_MONTH = r"(?P<month>[^\W\d_]{2,9})\.?"
_YEAR_BEHIND_MONTH = (
    r"(?P<year>\d{4}|\d{2}(?![ \t]?[:.-]\d|[.)][ \t\n]+\S|[ \t]?[%+/]|[ \t]*\n[ \t]*\d"
    r"|[ \t]+(?!г\b|года\b|year\b|um\b|at\b|ab\b|from\b|в\b|с\b|and\b|und\b|и\b|or\b|oder\b|или\b|is\b|ist\b)[^\W\d])"
    r"(?!\w))(?!\d)"
)
"""A year behind the name of a month: two digits that count or number something else are none."""
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_NUMERIC = re.compile(
    r"(?<!\d)(?P<one>\d{1,2})\s?(?P<mark>[./-])\s?(?P<two>\d{1,2})\s?(?P=mark)(?:\s(?!\d{2}\s+[^\W\d]))?" + _YEAR
)
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|-?го|-?е)?\.?[\s-]*(?:of\s+)?{_MONTH},?[ \t-]+{_YEAR_BEHIND_MONTH}", re.I
)
_MONTH_FIRST = re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[ \t]+{_YEAR_BEHIND_MONTH}", re.IGNORECASE)
_NTH = re.compile(
    r"\b(?:the\s+|am\s+|den\s+|der\s+|в\s+)?(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|erste[rnm]?|zweite[rnm]?|dritte[rnm]?|vierte[rnm]?"
    r"|перв\w+|втор(?:ой|ая|ое|ую)|трет\w+|четв[её]рт(?:ый|ая|ое|ую))\s+(?P<weekday>[^\W\d_]{5,11})\s+(?:of\s+|in\s+|im\s+|des\s+|в\s+)?"
    r"(?P<month>[^\W\d_]{3,9})\s+(?P<year>20\d{2})(?!\d)",
    re.IGNORECASE,
)
"""A day counted by its weekday: "the first Monday of April 2031"."""
_COUNTED = {"fi": 0, "1s": 0, "er": 0, "пе": 0, "se": 1, "2n": 1, "zw": 1, "вт": 1, "th": 2, "3r": 2, "dr": 2, "тр": 2}
_YEARLESS = re.compile(
    r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?\.?\s*(?:of\s+)?(?P<month>[^\W\d_]{3,9})|(?P<first>[^\W\d_]{3,9})\.?\s+\d{1,2}\b"
    r"|(?<!\d)\d{1,2}[./]\d{1,2}\.?(?![\d./])"
)
_LOOSE = _set(
    "from ab с since alternativ alternative alternatively alternativtermin latest earliest spaetestens",
    "fruehestens week weeks woche kw неделя неделю неделе неделя ориентировочно предварительно",
    "предположительно примерно крайний voraussichtlich vorlaeufig geplant tentatively tentative",
    "provisional provisionally tbc early mid end beginning anfang mitte ende начало начале середина",
    "середине конец конце по через possibly similar ersatz ersatzweise backup second zweite",
)
"""Words beside a day that make it one of several, or a mere guess."""
_SPAN = re.compile(
    r"\d{1,2}(?:st|nd|rd|th|-?го|-?е)?\.?\s*(?:[-–—/&+,]|and|und|и|to|bis|по|or|oder|или)\s*$", re.IGNORECASE
)
_DEADLINE = re.compile(r"\bby\s+(?:the\s+)?(?:[a-z]+day,?\s+)?$", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_MOST = 300
_MOST_PAST, _MOST_AHEAD = timedelta(days=366), timedelta(days=3 * 366)
"""How far from the day of the mail a day is taken as it stands: what is farther off is rather a slip, or no year."""


@dataclass(frozen=True, slots=True)
class _Spelt:
    """A date as it stands in a text: the days that it could be, and whether a part of it exists in no calendar."""

    start: int
    end: int
    days: tuple[date, ...]
    text: str


def read_date(text: str, language: str, written_on: date | None = None) -> Found:
    """The one date of a text. In German and Russian 03.04.2026 is 3 April; with slashes it could
    be two days, and in English always. A day without a year is the next such day from `written_on`."""
    if len(text) > _MOST:
        return NoValue(sentence("no_date", language))
    found = _read(text, language, written_on)
    plain = mended_date(text) if isinstance(found, NoValue) else ""
    meant = _read(plain, language, written_on) if plain else found
    return Value(meant.value, text) if plain and isinstance(meant, Value) else found


def _read(text: str, language: str, written_on: date | None) -> Found:
    """The day of a text that nothing in is taken back."""
    spelt = _without_overlaps(_all(text, language)) or _yearless(text, language, written_on)
    if not spelt:
        return NoValue(sentence(_why_none(text), language))
    if any(not one.days for one in spelt):
        return NoValue(sentence("no_such_day", language, said=next(one.text for one in spelt if not one.days)))
    if len({one.days for one in spelt}) > 1:
        return NoValue(sentence("several_dates", language))
    if _DEADLINE.search(text[: spelt[0].start]):
        return NoValue(sentence("no_date", language))
    if _SPAN.search(text[: spelt[0].start]) or _another(text, spelt):
        return NoValue(sentence("several_dates", language))
    days = spelt[0].days
    rest = text
    for one in reversed(spelt):
        rest = rest[: one.start] + " " + rest[one.end :]
    weekdays = {WEEKDAYS[word] for word in fold(rest).split() if word in WEEKDAYS}
    if weekdays:
        days = tuple(day for day in days if {day.weekday()} == weekdays)
        if not days:
            return NoValue(sentence("weekday", language))
    if len(days) > 1:
        first, second = (written_day(day, language) for day in days[:2])
        return NoValue(sentence("order", language, one=first, other=second))
    if written_on is not None and not -_MOST_PAST <= days[0] - written_on <= _MOST_AHEAD:
        return NoValue(sentence("far_off", language, said=written_day(days[0], language)))
    return _with_rest(days[0], rest, language)


def _another(text: str, spelt: list[_Spelt]) -> bool:
    """Whether a day without a year stands beside the date."""
    for one in reversed(spelt):
        text = text[: one.start] + " | " + text[one.end :]
    months = (found["month"] or found["first"] for found in _YEARLESS.finditer(text))
    return any(word is None or fold(word) in MONTHS for word in months)


def days_in(text: str, language: str, written_on: date | None = None) -> list[date | None]:
    """The days that stand in a text, None for one that could be two or none."""
    spelt = _without_overlaps(_all(text, language)) or _yearless(text, language, written_on)
    words = set(fold(text).split())
    if words & (_LOOSE - {"с", "по", "mid", "end", "second"}) or any(_SPAN.search(text[: one.start]) for one in spelt):
        return [None]
    return list({one.days: _near(one.days, written_on) for one in spelt}.values())


def _near(days: tuple[date, ...], written_on: date | None) -> date | None:
    """The one day, if it does not lie years from the mail."""
    if len(days) != 1:
        return None
    far = written_on is not None and not -_MOST_PAST <= days[0] - written_on <= _MOST_AHEAD
    return None if far else days[0]


def _with_rest(day: date, rest: str, language: str) -> Found:
    """The day, if what else was said leaves it what it is; a time of day, or a remark, is kept beside it."""
    words = [word for word in fold(rest).split() if word not in WEEKDAYS]
    if any(word in DOUBT or word in ROUGHLY or word in _LOOSE or word in CONNECTS for word in words) or "?" in rest:
        return NoValue(sentence("several_dates" if _YEARLESS.search(rest) else "no_date", language))
    harmless = {"the", "den", "der", "am", "on", "г", "года", "year", "um", "at", "в", "и", "of", "th", "day"}
    left = [word for word in words if word not in harmless]
    return Value(day, " ".join(rest.split()).strip(" ,;.()") if left else "")


def _all(text: str, language: str) -> Iterator[_Spelt]:
    for found in _ISO.finditer(text):
        yield _spelt(found, ((int(found["year"]), int(found["month"]), int(found["day"])),))
    for found in _NTH.finditer(text):
        weekday, month = WEEKDAYS.get(fold(found["weekday"])), MONTHS.get(fold(found["month"]))
        if weekday is not None and month is not None:
            first = (weekday - date(int(found["year"]), month, 1).weekday()) % 7 + 1
            nth = _COUNTED.get(found["nth"][:2].casefold(), 3)
            yield _spelt(found, ((int(found["year"]), month, first + 7 * nth),))
    for found in _NUMERIC.finditer(text):
        one, two, year = int(found["one"]), int(found["two"]), _year(found["year"])
        orders = (
            ((year, two, one),)
            if language in {"de", "ru"} and found["mark"] != "/"
            else ((year, two, one), (year, one, two))
        )
        yield _spelt(found, orders)
    for found in _with_words(text):
        month = MONTHS.get(fold(found["month"]))
        if month is not None:
            yield _spelt(found, ((_year(found["year"]), month, int(found["day"])),))


def _yearless(text: str, language: str, written_on: date | None) -> list[_Spelt]:
    if written_on is None:
        return []
    found = days_without_year(text, language, written_on)
    return _without_overlaps(_Spelt(one.start(), one.end(), days, one[0].strip(" ,")) for one, days in found)


def _with_words(text: str) -> Iterator[re.Match[str]]:
    """Every place where a month could stand as a word beside a day and a year."""
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        yield from pattern.finditer(text)


def _spelt(found: re.Match[str], orders: tuple[tuple[int, int, int], ...]) -> _Spelt:
    days = tuple(dict.fromkeys(day for order in orders if (day := _day(*order)) is not None))
    return _Spelt(found.start(), found.end(), days, found[0].strip(" ,"))


def _day(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(digits: str) -> int:
    return int(digits) + 2000 if len(digits) == 2 else int(digits)


def _without_overlaps(spelt: Iterator[_Spelt]) -> list[_Spelt]:
    """The dates from left to right, of overlapping ones the first that was found."""
    kept: list[_Spelt] = []
    for one in spelt:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _why_none(text: str) -> str:
    for found in _YEARLESS.finditer(text):
        word = found["month"] or found["first"]
        if word is None or fold(word) in MONTHS:
            return "no_year"
    return "no_date"
