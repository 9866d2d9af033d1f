"""Dates, times and addresses as mail clients print them above a quote."""

import re

from processor.reading.newtext.late import late
from processor.reading.newtext.words import MONTHS, any_of

_ADDRESS = late(r"[^\s<>()\[\]\",;:@]{1,64}@[^\s<>()\[\]\",;:@]{2,255}")
_NUMBERS = late(r"(?<!\d)(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d|\d{1,2}[:.]\d\d(?:[:.]\d\d)?)(?!\d)|年")
_TIME = late(r"(?<![\d.:])\d{1,2}[:.h]\d\d(?![\d.])")
_YEAR = late(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY_MONTH = late(
    rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th)?\.? (?:de |of )?{any_of(MONTHS)}"
    rf"|{any_of(MONTHS)}\w{{0,8}}\.? \d{{1,2}}(?!\d))",
    re.IGNORECASE,
)


def has_date(text: str) -> bool:
    """Whether a date, a year or a time stands in the text."""
    return _NUMBERS.search(text) is not None or _DAY_MONTH.search(text) is not None


def has_year(text: str) -> bool:
    """Whether a year of four digits stands in the text."""
    return _YEAR.search(text) is not None


def has_time(text: str) -> bool:
    """Whether a time of day stands in the text."""
    return _TIME.search(text) is not None


def has_address(text: str) -> bool:
    """Whether a mail address stands in the text."""
    return "@" in text and _ADDRESS.search(text) is not None
