"""What forms, tickets and pictures of a deployment say to a customer, in the languages that we write.

Only what is composed when a decision is taken stands here, because it is frozen with the form or kept with the
deployment; the mails around it are templates.
"""

from datetime import date, datetime
from types import MappingProxyType

from processor.deployments.wording import WORDS
from processor.sla.localtime import local_clock

DEFAULT = "en"
_MONTHS = MappingProxyType(
    {
        "en": (
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ),
        "ru": (
            "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
            "ноября", "декабря",
        ),
        "de": (
            "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
            "November", "Dezember",
        ),
    }
)  # fmt: skip
_DAYS = MappingProxyType({"en": "{0} {1} {2}", "ru": "{0} {1} {2} г.", "de": "{0}. {1} {2}"})


def spoken(language: str) -> str:
    """The language that is written: the one asked for where we have it, else English."""
    return language if language in _MONTHS else DEFAULT


def say(key: str, language: str, **values: object) -> str:
    """The words of this name in a language, with the values in their places."""
    return WORDS[key][spoken(language)].format(**values)


def written_day(day: date | None, language: str) -> str:
    """A day as people write it; empty for none."""
    if day is None:
        return ""
    known = spoken(language)
    return _DAYS[known].format(day.day, _MONTHS[known][day.month - 1], day.year)


def written_moment(moment: datetime, timezone: str, language: str) -> str:
    """A moment as the customer's clock shows it, with the name of the time zone."""
    shown = local_clock(moment, timezone)
    return f"{written_day(shown.date(), language)}, {shown:%H:%M} ({timezone})"
