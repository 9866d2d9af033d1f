"""Business time: what lies between two moments, and what is so much later."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from processor.errors import Refused
from processor.sla.calendar import Calendar, Window, day_windows, windows

_NOTHING = timedelta()


def business_between(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How much business time lies between two moments; nothing for the wrong way round."""
    total = _NOTHING
    for window in windows(calendar, start):
        if window.start >= end:
            break
        total += min(window.end, end) - max(window.start, start)
    return total


def add_business(start: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    """The first moment by which so much business time has passed since `start`.

    It is in business hours, at their closing at the latest; with nothing to add the first moment of business time from
    `start` on. Raises Refused for a calendar that is never open again.
    """
    left = amount
    for window in windows(calendar, start):
        begin = max(window.start, start)
        if window.end - begin >= left:
            return begin + left
        left -= window.end - begin
    raise _never_open(calendar)


def add_business_days(start: datetime, days: int, calendar: Calendar) -> datetime:
    """The same point of the business day, so many business days later.

    Before hours counts as their beginning, after hours as that of the next business day. A point is counted in business
    time since the day began; a shorter day than that ends sooner. Raises Refused for a calendar that is never open
    again.
    """
    passed = _NOTHING
    for position, found in enumerate(_business_days(start, calendar)):
        if position == 0:
            passed = sum((_passed(window, start) for window in found), _NOTHING)
        if position == days:
            return _within(found, passed)
    raise _never_open(calendar)


def _business_days(start: datetime, calendar: Calendar) -> Iterator[tuple[Window, ...]]:
    """The business days that have not ended at `start`, each with all its windows, past ones of the first included."""
    for day, _ in groupby(windows(calendar, start), attrgetter("day")):
        yield day_windows(calendar, day)


def _passed(window: Window, moment: datetime) -> timedelta:
    return max(_NOTHING, min(window.end, moment) - window.start)


def _within(found: tuple[Window, ...], passed: timedelta) -> datetime:
    """The moment of a day by which so much of its business time has passed, its end where it has less."""
    for window in found:
        if window.length >= passed:
            return window.start + passed
        passed -= window.length
    return found[-1].end


def _never_open(calendar: Calendar) -> Refused:
    return Refused(f"the calendar of {calendar.zone} has no business hours for more than a year: nothing can be due")
