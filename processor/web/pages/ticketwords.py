"""What the core says of a ticket in English sentences, in the words of whoever reads."""

import re
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from processor.documents import formats
from processor.documents.words import Words

__all__ = ["charge_words", "clock_why", "hours_words", "span_words"]

_BESIDE: Final = re.compile(r"; (?:after hours|move, add or change)[^;]*, at its own rate$")
_CHARGES: Final = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        ("no_request", r"it is no request: nothing is charged"),
        ("never", r"the conversation of a deployment is never charged"),
        ("which", r"(?P<count>\d+) deployments could be meant: .*"),
        ("in_deployment", r"opened before deployment (?P<number>\d+) went live"),
        ("in_deployment_scope", r"opened before deployment (?P<number>\d+) went live; .*"),
        ("outstanding", r"outstanding at the completion of deployment (?P<number>\d+)"),
        ("in_warranty", r"opened in the warranty of deployment (?P<number>\d+), accepted by (?P<who>.+)"),
        ("warranty_open", r"opened in the warranty of deployment (?P<number>\d+), and no CSM has accepted it yet"),
        ("issue_resolution", r"the Issue Resolution Service covers the category .+"),
        ("in_dispute", r"the completion of deployment (?P<number>\d+) is refused or disputed: .*"),
        ("before_completion", r"opened after the warranty of deployment (?P<number>\d+), before completion .*"),
        ("voucher_unknown", r"the voucher has (?P<left>\S+) h, and the hours are not noted yet"),
        ("voucher", r"(?P<hours>\S+) h of the voucher's (?P<left>\S+) h"),
        ("voucher_short", r"(?P<hours>\S+) h, which the voucher's (?P<left>\S+) h do not cover"),
        ("closed_without", r"closed without its hours; the voucher has (?P<left>\S+) h"),
        ("billable_after", r"after the completion of deployment (?P<number>\d+), and nothing .*"),
        ("billable", r"no deployment runs, and nothing .*"),
    )
)
_CLOCKS: Final = {
    "it is our own work on a deployment: nobody asked for an answer": "own_work",
    "it is not a request": "no_request",
    "no first answer is promised to this customer": "no_plan",
    "nothing was promised when it was opened": "none_made",
}
_WEEKDAY: Final = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)\b")
_DAY: Final = timedelta(days=1)


def charge_words(words: Words, why: str, names: dict[str, str]) -> str:
    """Why a ticket is charged so; a sentence that is a person's own, or that nobody has put into words, as it is."""
    plain = _BESIDE.sub("", why)
    for key, pattern in _CHARGES:
        found = pattern.fullmatch(plain)
        if found is not None:
            given = found.groupdict()
            if "who" in given:
                given["who"] = names.get(given["who"], given["who"])
            return words(f"tickets.charge.why.{key}", **given)
    return why


def clock_why(words: Words, why: str) -> str:
    """Why no first answer is due."""
    key = _CLOCKS.get(why)
    return words(f"tickets.clock.why.{key}") if key else why


def hours_words(words: Words, hours: str) -> str:
    """Business hours, with the days of the week as people call them."""
    return _WEEKDAY.sub(lambda day: words(f"tickets.clock.weekdays.{day[1]}"), hours)


def span_words(words: Words, zone: str, start: datetime, end: datetime) -> str:
    """A piece of time as a clock there shows it: 23 Nov, 09:00–17:00."""
    there, language = ZoneInfo(zone), words.language.value
    first, last = start.astimezone(there), end.astimezone(there)
    begins = f"{formats.short_day(first.date(), language, with_year=False)}, {first:%H:%M}"
    if last.date() == first.date():
        return f"{begins}–{last:%H:%M}"
    if last.date() == first.date() + _DAY and last.hour == last.minute == 0:
        return f"{begins}–24:00"
    return f"{begins} – {formats.short_day(last.date(), language, with_year=False)}, {last:%H:%M}"
