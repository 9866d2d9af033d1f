"""Amounts, days and moments as each language writes them; what belongs together is joined by a no-break space."""

from datetime import UTC, date, datetime
from decimal import Decimal

from processor.facts.proposals import Money

NO_BREAK = "\N{NO-BREAK SPACE}"
"""Joins a number to its unit, so that no line ends between them."""

_MARKS = {"en": (",", "."), "ru": (NO_BREAK, ","), "de": (".", ",")}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
_SHORT_MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "ru": "янв. февр. марта апр. мая июня июля авг. сент. окт. нояб. дек.",
    "de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sep. Okt. Nov. Dez.",
}
_DAYS = {"en": "{day} {month} {year}", "ru": "{day} {month} {year} г.", "de": "{day}. {month} {year}"}
_UNITS = {"en": ("bytes", "kB", "MB"), "ru": ("байт", "кБ", "МБ"), "de": ("Byte", "kB", "MB")}
_DECIMALS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND"), 0),
    **dict.fromkeys(("VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
_STEP = 1000


def decimals(currency: str) -> int:
    """How many decimals a currency has (ISO 4217)."""
    return _DECIMALS.get(currency, 2)


def plain(value: Decimal, places: int = 0) -> str:
    """The number in one form only: 40, 40.0 and 4E+1 are "40"; at least `places` decimals, and no needless zeros.

    Raises ValueError for what is no number.
    """
    if not value.is_finite():
        raise ValueError(f"{value} is not an amount")
    whole, _, rest = format(abs(value), "f").partition(".")
    rest = rest.rstrip("0").ljust(places, "0")
    number = whole + ("." + rest if rest else "")
    return f"-{number}" if value < 0 else number


def number(value: Decimal, language: str, places: int = 0) -> str:
    """The number with its thousands parted: 4,200.5 or 4.200,5."""
    thousands, point = _MARKS[language]
    whole, _, rest = plain(abs(value), places).partition(".")
    grouped = f"{int(whole):,}".replace(",", thousands)
    return ("−" if value < 0 else "") + grouped + (point + rest if rest else "")


def money(value: Money, language: str) -> str:
    """The amount with its currency: EUR 4,200.00, or 4.200,00 EUR."""
    amount = number(value.amount, language, decimals(value.currency))
    pair = (value.currency, amount) if language == "en" else (amount, value.currency)
    return NO_BREAK.join(pair)


def day(value: date, language: str) -> str:
    """The date in words, for two numbers would be read one way here and the other there."""
    month = _MONTHS[language].split()[value.month - 1]
    return _DAYS[language].format(day=value.day, month=month, year=value.year).replace(" ", NO_BREAK)


def short_day(value: date, language: str, *, with_year: bool) -> str:
    """The date with a short month, for lists: 20 Nov, 20 нояб., 20. Nov."""
    month = _SHORT_MONTHS[language].split()[value.month - 1]
    dot = "." if language == "de" else ""
    year = f" {value.year}" if with_year else ""
    return f"{value.day}{dot} {month}{year}".replace(" ", NO_BREAK)


def moment(value: datetime, language: str) -> str:
    """Date, time and zone: 20 November 2026, 10:12 UTC. Raises ValueError for a time without its zone."""
    if value.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    at = value.astimezone(UTC)
    return f"{day(at.date(), language)}, {at:%H:%M}{NO_BREAK}UTC"


def size(value: int, language: str) -> str:
    """How large a file is, by thousands."""
    small, kilo, mega = _UNITS[language]
    if value < _STEP:
        return f"{value}{NO_BREAK}{small}"
    if value < _STEP * _STEP:
        return f"{number(Decimal(round(value / _STEP)), language)}{NO_BREAK}{kilo}"
    return f"{number(Decimal(str(round(value / _STEP / _STEP, 1))), language)}{NO_BREAK}{mega}"
