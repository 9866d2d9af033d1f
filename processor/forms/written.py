"""Answers in the words of one language, as a summary shows them and as reading takes them for the same again."""

from datetime import date
from decimal import Decimal
from typing import Final

from processor.facts.forms import Answerable, FieldDefinition
from processor.forms.definitions import said

_YES_NO: Final = {"en": ("yes", "no"), "ru": ("да", "нет"), "de": ("ja", "nein")}
_MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
_DAYS: Final = {"en": "{} {} {}", "ru": "{} {} {} г.", "de": "{}. {} {}"}
_MARKS: Final = {"en": (",", "."), "ru": (" ", ","), "de": (".", ",")}
_NOTHING: Final = "—"


def written(field: FieldDefinition, value: Answerable, language: str) -> str:
    """The answer in words; items of a list stand on lines of their own, and nothing at all is a dash."""
    tongue = language if language in _MONTHS else "en"
    if isinstance(value, bool):
        return _YES_NO[tongue][0 if value else 1]
    if isinstance(value, date):
        return written_day(value, tongue)
    if isinstance(value, Decimal):
        return _number(value, tongue)
    if isinstance(value, tuple):
        return "\n".join(value) or _NOTHING
    return next((said(one.labels, language) for one in field.choices if one.key == value), value) or _NOTHING


def written_day(day: date, language: str) -> str:
    """The date with its month as a word."""
    tongue = language if language in _MONTHS else "en"
    return _DAYS[tongue].format(day.day, _MONTHS[tongue].split()[day.month - 1], day.year)


def _number(value: Decimal, language: str) -> str:
    thousands, point = _MARKS[language]
    whole, _, rest = f"{value:f}".partition(".")
    rest = rest.rstrip("0")
    return f"{int(whole):,}".replace(",", thousands) + (point + rest if rest else "")
