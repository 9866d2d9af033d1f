"""Calendars that the tests count by."""

from datetime import UTC, date, datetime

from models.businesshours import parse_hours
from processor.sla.calendar import Calendar, SpecialDay

BERLIN = "Europe/Berlin"
OFFICE = parse_hours("mon-fri 09:00-17:00")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def calendar(hours: str = "mon-fri 09:00-17:00", zone: str = "UTC", **special: object) -> Calendar:
    """A calendar; special days as d2031_12_24="" (closed) or "09:00-12:00"."""
    days: dict[date, SpecialDay] = {}
    for name, spans in special.items():
        day = date.fromisoformat(name.removeprefix("d").replace("_", "-"))
        week = parse_hours(f"mon {spans}") if spans else ((),)
        days[day] = SpecialDay(f"special {day}", week[0])
    return Calendar(zone, parse_hours(hours), days)
