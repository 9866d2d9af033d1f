"""Customers' calendars: what was agreed with them, else the settings, with the public holidays of their country."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from models.businesshours import parse_hours
from processor.errors import Refused
from processor.facts.promises import CustomerTerms
from processor.sla.calendar import Calendar, SpecialDay
from processor.sla.localtime import zone

NO_HOLIDAYS = "none"
"""The word for a calendar without public holidays, where the settings name one."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for customers with whom nothing else was agreed."""

    timezone: str = "UTC"
    hours: str = "mon-fri 09:00-17:00"
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A customer's terms with the settings filled in, as they are shown; `calendar` empty: no public holidays."""

    timezone: str
    hours: str
    calendar: str


class Calendars:
    """Makes calendars. Safe for several threads."""

    def __init__(self, defaults: Defaults) -> None:
        self.defaults = defaults

    def agreed(self, terms: CustomerTerms) -> Agreed:
        """What holds for a customer with these terms."""
        named = terms.calendar or self.defaults.calendar
        return Agreed(
            timezone=terms.timezone or self.defaults.timezone,
            hours=terms.hours or self.defaults.hours,
            calendar="" if named == NO_HOLIDAYS else named,
        )

    def calendar(self, terms: CustomerTerms, moment: datetime) -> Calendar:
        """The calendar around a moment: from the year before it to the second after it.

        Raises Refused for terms that `check` refuses.
        """
        agreed = self.agreed(terms)
        years = range(moment.year - 1, moment.year + 3)
        special = {day: SpecialDay(name) for day, name in _public(agreed.calendar, years)}
        special |= {own.day: SpecialDay(own.name, own.hours) for own in terms.own_days}
        return Calendar(zone(agreed.timezone).key, _week(agreed.hours), special)

    def check(self, terms: CustomerTerms) -> None:
        """Raises Refused where a time zone, a calendar or hours are none."""
        agreed = self.agreed(terms)
        zone(agreed.timezone)
        _week(agreed.hours)
        check_calendar(agreed.calendar)


def check_calendar(name: str) -> None:
    """Raises Refused where there are no public holidays of this name; empty is none on purpose."""
    if not name:
        return
    country, _, part = name.partition("-")
    known = countries()
    if country not in known:
        near = difflib.get_close_matches(country.upper(), known, 3)
        hint = f"; near it are {', '.join(near)}" if near else ""
        raise Refused(
            f"{name!r} is no calendar of holidays: write a country such as DE, or a part of it as DE-BY{hint}"
        )
    if part and part not in known[country]:
        parts = ", ".join(known[country][:20]) or "none"
        raise Refused(f"{name!r} is no calendar of holidays: the parts of {country} are {parts}")


@cache
def countries() -> Mapping[str, tuple[str, ...]]:
    """The countries whose public holidays are known, by their code of ISO 3166-1, with the codes of their parts."""
    import holidays  # noqa: PLC0415 - see _year

    return {code: tuple(parts) for code, parts in holidays.list_supported_countries(include_aliases=False).items()}


def _public(name: str, years: Iterable[int]) -> Iterable[tuple[date, str]]:
    return (pair for year in years for pair in _year(name, year))


@cache
def _year(name: str, year: int) -> tuple[tuple[date, str], ...]:
    if not name:
        return ()
    # It takes a tenth of a second, which no command need wait for that asks for no holidays.
    import holidays  # noqa: PLC0415

    check_calendar(name)
    country, _, part = name.partition("-")
    return tuple(sorted(holidays.country_holidays(country, subdiv=part or None, years=year).items()))


def _week(hours: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    try:
        return parse_hours(hours)
    except ValueError as error:
        raise Refused(str(error)) from None
