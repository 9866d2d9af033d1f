"""Days without a year: the next such day from the mail's own, where only one can be meant."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from processor.forms.folding import fold
from processor.forms.words import MONTHS

_MONTH = r"(?P<month>[^\W\d_]{3,9})\b\.?"
_BEHIND = r"(?!\s?[:.]\d|\d|\s?%)"
_DAY_FIRST = re.compile(
    rf"(?<![\d.,/-])(?P<day>\d{{1,2}})(?:st|nd|rd|th|-?го|-?е)?\.?\s?(?:of\s+)?{_MONTH}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w){_MONTH}\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\w){_BEHIND}", re.IGNORECASE
)
_NUMERIC = re.compile(r"(?<![\d.,/:-])(?P<one>\d{1,2})(?P<mark>[./])\s?(?P<two>\d{1,2})(?![\d/:-])(?!\.\d)(?!,\d)")
_CLOCK = re.compile(r"(?:\b(?:um|at|в|ab|from|с)\s+)$|^\s?(?:uhr|h|am|pm|ч)\b", re.IGNORECASE)
_JUST_PAST = timedelta(days=60)
"""A day that has just gone by is rather a mistake than one of the next year."""


def days_without_year(text: str, language: str, on: date) -> Iterator[tuple[re.Match[str], tuple[date, ...]]]:
    """Where days without a year stand, each with the days that it could be; without any where it exists in no year.

    `on` is the day of the mail. What lies just before it is left out: which year is meant has to be asked.
    """
    for found in (*_DAY_FIRST.finditer(text), *_MONTH_FIRST.finditer(text)):
        month = MONTHS.get(fold(found["month"]))
        if month is not None:
            yield from _with_days(found, [(month, int(found["day"]))], on)
    for found in _NUMERIC.finditer(text):
        if _CLOCK.search(text[: found.start()]) or _CLOCK.search(text[found.end() :]):
            continue
        one, two = int(found["one"]), int(found["two"])
        day_first = language in {"de", "ru"} and found["mark"] == "."
        orders = [(two, one)] if day_first else list(dict.fromkeys([(two, one), (one, two)]))
        yield from _with_days(found, orders, on)


def _with_days(
    found: re.Match[str], orders: list[tuple[int, int]], on: date
) -> Iterator[tuple[re.Match[str], tuple[date, ...]]]:
    days = [_next(month, day, on) for month, day in orders]
    if any(day is not None and day - on > timedelta(days=366) - _JUST_PAST for day in days):
        return
    yield found, tuple(day for day in days if day is not None)


def _next(month: int, day: int, on: date) -> date | None:
    for year in (on.year, on.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            return None
        if found >= on:
            return found
    return None
