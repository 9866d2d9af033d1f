"""Days and hours as a customer's clock shows them, in an IANA time zone, across daylight saving.

A day is a calendar day of the zone, so one with a change of the clocks has 23 or 25 hours. A local time that does not
exist stands for the first moment after the gap; one that exists twice for the first of the two.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from processor.errors import Refused

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_YEARS = 50
_KEPT = 4096
"""Local times whose moments are kept: the same few openings and closings count for each request of a week."""


def zone(name: str) -> ZoneInfo:
    """The time zone of this IANA name. Raises Refused for any other name."""
    if name != "UTC" and "/" not in name:
        raise Refused(f"{name!r} is no time zone: write an IANA name such as Europe/Berlin")
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise Refused(f"{name!r} is no time zone: write an IANA name such as Europe/Berlin") from None


def require_near(day: date, now: datetime) -> None:
    """Raises Refused for a day so far from now that its year must be a slip of the hand."""
    if abs(day.year - now.year) > _YEARS:
        raise Refused(f"{day} is more than {_YEARS} years away: look at its year")


def local_day(moment: datetime, timezone: str) -> date:
    """The calendar day that a moment belongs to there."""
    return moment.astimezone(zone(timezone)).date()


def local_clock(moment: datetime, timezone: str) -> datetime:
    """What calendar and clock show there at a moment, without a zone: differences of it are calendar time."""
    return moment.astimezone(zone(timezone)).replace(tzinfo=None, fold=0)


@lru_cache(_KEPT)
def at_clock(shown: datetime, timezone: str) -> datetime:
    """The first moment (UTC) at which the clock there shows this local time, or where it skips that, a later one."""
    there = zone(timezone)
    first, second = (shown.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1))
    if _shows(first, there) == shown:
        return first
    # PEP 495: in a gap the two folds read the time with the offset before and after the change, which lies between.
    before, after = min(first, second), max(first, second)
    while after - before > _SECOND:
        middle = before + timedelta(seconds=(after - before) // _SECOND // 2)
        before, after = (before, middle) if _shows(middle, there) >= shown else (middle, after)
    return after


def start_of(day: date, timezone: str) -> datetime:
    """The moment (UTC) at which a calendar day begins there: the end of the day before."""
    return at_clock(datetime.combine(day, time()), timezone)


def at_hour(day: date, hour: int, timezone: str) -> datetime:
    """The moment (UTC) at which it is this hour of the day there."""
    return at_clock(datetime.combine(day, time(hour)), timezone)


def days_later(moment: datetime, days: int, timezone: str) -> datetime:
    """The same time of day there, so many calendar days later."""
    return at_clock(local_clock(moment, timezone) + days * _DAY, timezone) if days else moment


def begun_days(since: datetime, until: datetime, timezone: str) -> int:
    """How many calendar days lie between two moments there, a begun one counted whole; 0 for none or the wrong way."""
    span = local_clock(until, timezone) - local_clock(since, timezone)
    return max(0, -(-span // _DAY))


def _shows(moment: datetime, there: ZoneInfo) -> datetime:
    return moment.astimezone(there).replace(tzinfo=None, fold=0)
