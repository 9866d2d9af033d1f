"""Business hours as moments: which spans of time count, by a customer's clock, week and holidays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from models.businesshours import DAY, Span, WeekHours
from processor.sla.localtime import at_clock, local_day

_DAY = timedelta(days=1)
LONGEST_CLOSED = 400
"""Days in a row without business hours, after which a calendar is taken to have none any more."""


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not as its weekday: a holiday, or with `hours` a day of other hours, such as half a one."""

    name: str
    hours: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """When somebody works: `week` and `special` by the clock of the IANA time zone. Special days go before weekdays."""

    zone: str
    week: WeekHours
    special: Mapping[date, SpecialDay] = field(default_factory=dict)

    def spans(self, day: date) -> tuple[Span, ...]:
        """The day's own hours, in minutes after its midnight."""
        known = self.special.get(day)
        return self.week[day.weekday()] if known is None else known.hours


@dataclass(frozen=True, slots=True)
class Window:
    """A span of business time; `day` is the one it belongs to, the first of two where it goes on after midnight."""

    day: date
    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it really lasts: a change of the clocks in it counts."""
        return self.end - self.start


def windows(calendar: Calendar, moment: datetime) -> Iterator[Window]:
    """The spans of business time that end after the moment, in order and never overlapping.

    Ends where nothing is open for more than a year.
    """
    day = local_day(moment, calendar.zone) - _DAY  # what began yesterday may go on past midnight
    closed = 0
    while closed <= LONGEST_CLOSED:
        found = day_windows(calendar, day)
        yield from (window for window in found if window.end > moment)
        closed = 0 if found else closed + 1
        day += _DAY


def day_windows(calendar: Calendar, day: date) -> tuple[Window, ...]:
    """The day's own spans, without what the day before has counted already by going on past midnight."""
    before = [end for _, end in calendar.spans(day - _DAY) if end > DAY]
    reached = _moment(calendar, day - _DAY, max(before)) if before else None
    found: list[Window] = []
    for begin, end in sorted(calendar.spans(day)):
        start, until = _moment(calendar, day, begin), _moment(calendar, day, end)
        start = start if reached is None else max(start, reached)
        if start < until:
            found.append(Window(day, start, until))
            reached = until
    return tuple(found)


def _moment(calendar: Calendar, day: date, minute: int) -> datetime:
    return at_clock(datetime.combine(day, time()) + timedelta(minutes=minute), calendar.zone)
