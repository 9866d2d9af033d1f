"""Days as places on a line, and the ticks below them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

__all__ = ["Axis", "Tick", "axis_of", "short_day"]

_MONTHS: Final = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "ru": ("янв", "фев", "март", "апр", "май", "июнь", "июль", "авг", "сен", "окт", "ноя", "дек"),
    "de": ("Jan", "Feb", "März", "Apr", "Mai", "Juni", "Juli", "Aug", "Sep", "Okt", "Nov", "Dez"),
}
_DAYS: Final[Mapping[str, str]] = {
    "en": "{day} {month} {year}",
    "ru": "{day:02d}.{number:02d}.{year}",
    "de": "{day:02d}.{number:02d}.{year}",
}
_WEEKS_UP_TO: Final = 75
_MONTHS_UP_TO: Final = 450
_QUARTERS_UP_TO: Final = 1300


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the picture, and what is written at it; empty for a line that only helps the eye."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from `first` to `last`, from `left` on, over so much room."""

    first: date
    last: date
    left: float
    room: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.room

    def x(self, day: date) -> float:
        """Where a day begins; a day beyond the ends stands at them."""
        span = max((self.last - self.first).days, 1)
        share = min(max((day - self.first).days / span, 0.0), 1.0)
        return round(self.left + share * self.room, 2)

    def end(self, day: date) -> float:
        """Where a day is over."""
        return self.x(day + timedelta(days=1))

    def ticks(self, language: str) -> tuple[Tick, ...]:
        """Weeks, months, quarters or years, by how long it is."""
        span = (self.last - self.first).days
        if span <= _WEEKS_UP_TO:
            return tuple(Tick(self.x(day), _day_and_month(day, language)) for day in self._mondays())
        step = 1 if span <= _MONTHS_UP_TO else 3 if span <= _QUARTERS_UP_TO else 12
        days = [day for day in self._months() if (day.month - 1) % step == 0]
        return tuple(
            Tick(self.x(day), _month(day, language, with_year=number == 0 or day.month == 1 or step > 1))
            for number, day in enumerate(days)
        )

    def _mondays(self) -> Iterable[date]:
        day = self.first + timedelta(days=-self.first.weekday() % 7)
        every = 7 if (self.last - self.first).days <= _WEEKS_UP_TO // 2 else 14
        while day <= self.last:
            yield day
            day += timedelta(days=every)

    def _months(self) -> Iterable[date]:
        day = (self.first.replace(day=1) + timedelta(days=31)).replace(day=1) if self.first.day > 1 else self.first
        while day <= self.last:
            yield day
            day = (day + timedelta(days=31)).replace(day=1)


def axis_of(days: Iterable[date | None], left: float, room: float) -> Axis:
    """The line that shows all these days, with some air at both ends."""
    known = [day for day in days if day is not None]
    first, last = min(known), max(known)
    air = timedelta(days=max(2, (last - first).days // 25))
    return Axis(first - air, last + air, left, room)


def short_day(day: date | None, language: str) -> str:
    """A day as it is written in a column there: 12 Mar 2031, 12.03.2031; empty for none."""
    if day is None:
        return ""
    month = _MONTHS[language][day.month - 1]
    return _DAYS[language].format(day=day.day, month=month, number=day.month, year=day.year)


def _day_and_month(day: date, language: str) -> str:
    month = _MONTHS[language][day.month - 1]
    return f"{day.day}. {month}" if language == "de" else f"{day.day} {month}"


def _month(day: date, language: str, *, with_year: bool) -> str:
    month = _MONTHS[language][day.month - 1]
    return f"{month} {day.year}" if with_year else month
