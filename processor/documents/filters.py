"""What templates may do with a value: write it for the language, and leave out what could mislead or be clicked."""

import re
import textwrap
from datetime import date, datetime, timedelta
from decimal import Decimal
from urllib.parse import quote

from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from processor.documents import formats
from processor.facts.proposals import Money
from processor.ids import TOKEN

_TAG = re.compile(rf"\[(?:#\d+|(?:PR|GL|CO|AC|FO|FQ)-\d+\.\d+)\s+{TOKEN}\]", re.IGNORECASE)
_REPLY_PREFIX = re.compile(r"(?:(?:re|aw|sv|fw|fwd|wg|отв?|ответ|пересл)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_PERSON = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’.-](?=[^\W\d_]|$)|\. )*")
_SITE = re.compile(r"\w{2}\.\w{2}")
_LINK = re.compile(r"(?:\w[\w+.-]*://|\bwww\.|\b(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?/)\S*", re.IGNORECASE)
_MOST_NAMES = 5
_LONGEST_NAME = 60
_LONGEST_TOPIC = 200
_WIDTH = 66
_LISTED = re.compile(r"\d{1,3}\. ")


def add_filters(environment: Environment) -> None:
    """Have the templates of this environment know all of it.

    A filter takes the text of its value by `str`, so that a missing one raises jinja2.UndefinedError here as elsewhere.
    """
    environment.filters |= {
        "topic": topic,
        "person": person,
        "paragraphs": paragraphs,
        "wrap": wrap,
        "grouped": grouped,
        "day": _day,
        "day_before": _day_before,
        "days_since": _days_since,
        "moment": _moment,
        "money": _money,
    }
    environment.globals["mailto"] = mailto


def topic(subject: str) -> str:
    """What a subject is about: without our tags, without prefixes of replies, and without what could be clicked.

    Whoever forges a sender has us mail these words to a third party, under our name.
    """
    plain = without_tags(_LINK.sub("…", str(subject)))
    prefix = _REPLY_PREFIX.match(plain)
    about = plain[prefix.end() :] if prefix else plain
    return about if len(about) <= _LONGEST_TOPIC else about[: _LONGEST_TOPIC - 1].rstrip() + "…"


def person(name: str) -> str:
    """The name where it looks like a person's, and an empty string otherwise.

    A sender may put anything before the address, and a greeting would carry it, as our words, to whom he likes.
    """
    plain = " ".join(name.split())
    looks_like_one = _PERSON.fullmatch(plain) and not _SITE.search(plain) and plain.count(" ") < _MOST_NAMES
    return plain if len(plain) <= _LONGEST_NAME and looks_like_one else ""


def paragraphs(text: str) -> list[list[str]]:
    """The paragraphs of a plain text, each as its lines; empty lines part them."""
    blocks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    return [block.split("\n") for block in blocks if block.strip()]


def wrap(text: str) -> str:
    """The text in lines so short that a program that quotes them breaks none; a line end of the text stays one.

    What a no-break space joins stays on one line: a word that is to be answered with never begins one. It leaves as a
    plain blank, which programs that quote keep.
    """
    return "\n".join(_wrapped(line) for line in text.replace("\r\n", "\n").split("\n")).replace("\xa0", " ")


def _wrapped(line: str) -> str:
    indent = " " * len(found[0]) if (found := _LISTED.match(line)) else ""
    return textwrap.fill(line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def grouped(code: str) -> str:
    """The digits of a code in groups of four, as people read them out."""
    digits = str(code)
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))


@pass_context
def _day(context: Context, value: str) -> str:
    return formats.day(date.fromisoformat(str(value)), context["language"])


@pass_context
def _day_before(context: Context, value: str) -> str:
    """The last day that is over when this one begins."""
    return formats.day(date.fromisoformat(str(value)) - timedelta(days=1), context["language"])


def _days_since(value: str, earlier: str) -> int:
    return (date.fromisoformat(str(value)) - date.fromisoformat(str(earlier))).days


@pass_context
def _moment(context: Context, value: str) -> str:
    return formats.moment(datetime.fromisoformat(str(value)), context["language"])


@pass_context
def _money(context: Context, amount: str, currency: str) -> str:
    return formats.money(Money(Decimal(str(amount)), str(currency)), context["language"])


def mailto(address: str, subject: str, body: str) -> str:
    """A link that opens a new mail with these words in it (RFC 6068); nothing is sent by following it."""
    local, _, domain = address.rpartition("@")
    body = body.replace("\n", "\r\n")
    return f"mailto:{quote(local)}@{quote(domain)}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def tidy(text: str) -> str:
    """The text with at most one empty line in a row, no blanks at line ends, and one line end at its own end.

    The blank of the line that begins a signature stays (RFC 3676 section 4.3).
    """
    lines = "\n".join(line if line == "-- " else line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"


def without_tags(subject: str) -> str:
    """The words of a subject on one line, without tags of ours."""
    return " ".join(_TAG.sub(" ", subject).split())
