"""The pages: the only place that makes HTML of `templates/web`. Everything a value holds is escaped."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from models.vocabulary.operations import Language
from processor.documents import formats
from processor.documents.filters import topic
from processor.documents.sayings import read_sayings
from processor.documents.words import Words, read_catalogues
from processor.facts.proposals import Money

__all__ = ["Pages"]

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""What is not seen and changes how the rest is read: control characters, marks of direction, blanks without width."""

_LONGEST_LINE: Final = 300
_LONGEST_WHOLE: Final = 15
_BLANK: Final = re.compile(r"(\s)")
_JOINT: Final = re.compile(r"(?<=[@._/:=+])(?=\w)")
_DAY: Final = timedelta(days=1)
_UNITS: Final = (("days", 2 * 86400, 86400), ("hours", 3600, 3600), ("minutes", 0, 60))
"""The units of a length of time: the name, from how many seconds on it is used, and how many seconds it has."""


class Pages:
    """Renders `templates/web/<path>`; a value that is missing is an error, never an empty place."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=PackageLoader("templates", "web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters |= {
            "line": line,
            "jointed": jointed,
            "lines": _lines,
            "topic": topic,
            "moment": _moment,
            "short": _short,
            "day": _day,
            "ago": _ago,
            "span": _span,
            "iso": _iso,
            "money": _money,
            "number": _number,
            "share": _share,
            "size": _size,
        }
        catalogues, sayings = read_catalogues(), read_sayings()
        self._words = {language: Words(language, catalogues[language], sayings) for language in Language}

    def words(self, language: Language) -> Words:
        """The words of a language."""
        return self._words[language]

    def render(self, path: str, values: Mapping[str, object]) -> str:
        """The page that the template makes of the values.

        They must hold `t` (the Words), `zone` (a ZoneInfo) and `now`, which filters ask for. Raises
        jinja2.UndefinedError for what the template needs and the values lack.
        """
        return self._environment.get_template(path).render(values)

    def check(self) -> int:
        """How many templates there are; raises jinja2.TemplateSyntaxError for one that is none."""
        names = self._environment.list_templates(extensions=["html"])
        for name in names:
            self._environment.get_template(name)
        return len(names)


def line(text: object) -> str:
    """Words of a stranger (a name, a subject, a file's name) on one line, with nothing unseen in them, and not endless.

    Marks of direction would make a name read as another one, or turn round what stands beside it.
    """
    plain = " ".join(_UNSEEN.sub(" ", str(text)[: 4 * _LONGEST_LINE]).split())
    return plain if len(plain) <= _LONGEST_LINE else plain[: _LONGEST_LINE - 1].rstrip() + "…"


def jointed(text: object) -> Markup:
    """The same words, where long addresses, names of files and ids may be parted at their joints and nowhere else.

    A browser parts text at blanks alone, or anywhere: in a narrow column an address would be cut in the middle of a
    word.
    """
    return Markup("").join(
        Markup("<wbr>").join(_JOINT.split(word)) if len(word) > _LONGEST_WHOLE else word
        for word in _BLANK.split(str(text))
    )


def _lines(text: object) -> str:
    """A stranger's text with its line ends, with nothing unseen in it."""
    return _UNSEEN.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))


def _local(context: Context, value: datetime) -> datetime:
    zone: ZoneInfo = context["zone"]
    if value.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return value.astimezone(zone)


@pass_context
def _moment(context: Context, value: datetime) -> str:
    """Day, time and zone in full: 20 November 2026, 10:12 CET."""
    at = _local(context, value)
    day = formats.day(at.date(), _language(context)).replace(formats.NO_BREAK, " ")  # columns are narrow here
    return f"{day}, {at:%H:%M}{formats.NO_BREAK}{at:%Z}"


@pass_context
def _short(context: Context, value: datetime) -> str:
    """The time today, else the day, with its year where that isn't this one."""
    at, now = _local(context, value), _local(context, context["now"])
    if at.date() == now.date():
        return f"{at:%H:%M}"
    day = formats.short_day(at.date(), _language(context), with_year=at.year != now.year)
    return f"{day}, {at:%H:%M}" if abs(at - now) < 300 * _DAY else day


@pass_context
def _day(context: Context, value: date) -> str:
    day = _local(context, value).date() if isinstance(value, datetime) else value
    return formats.day(day, _language(context))


@pass_context
def _ago(context: Context, value: datetime) -> str:
    """How long ago it was, or how long until then: 5 min ago, in 2 h."""
    passed = context["now"] - value
    if abs(passed) < timedelta(minutes=1):
        return str(context["t"]("shell.time.now"))
    words = "shell.time.ago" if passed >= timedelta(0) else "shell.time.ahead"
    return str(context["t"](words, span=_spanned(context["t"], abs(passed))))


@pass_context
def _span(context: Context, value: timedelta) -> str:
    """A length of time in its largest unit: 5 min, 2 h, 3 days."""
    return _spanned(context["t"], abs(value))


def _spanned(words: Words, value: timedelta) -> str:
    seconds = int(value.total_seconds())
    for unit, least, size in _UNITS:
        if seconds >= least:
            return words(f"shell.time.{unit}", count=seconds // size)
    raise AssertionError("the last unit takes everything")


def _iso(value: datetime | date) -> str:
    """The value for machines: the attribute `datetime` of `<time>`."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value.isoformat()


@pass_context
def _money(context: Context, amount: Money | Decimal | str, currency: str = "") -> str:
    value = amount if isinstance(amount, Money) else Money(Decimal(str(amount)), currency)
    return formats.money(value, _language(context))


@pass_context
def _number(context: Context, value: Decimal | float, places: int = 0) -> str:
    rounded = Decimal(str(value)) if isinstance(value, int) else round(Decimal(str(value)), places)
    return formats.number(rounded, _language(context), places)


@pass_context
def _share(context: Context, value: float, places: int = 0) -> str:
    """A share of one as percent."""
    number = formats.number(round(Decimal(str(value)) * 100, places), _language(context), places)
    return f"{number}{formats.NO_BREAK}%"


@pass_context
def _size(context: Context, value: int) -> str:
    return formats.size(value, _language(context))


def _language(context: Context) -> str:
    words: Any = context["t"]
    return str(words.language.value)
