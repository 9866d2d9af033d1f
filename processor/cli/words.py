"""Texts and moments as a terminal may show them."""

import re
from datetime import UTC, datetime

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")


def calm(text: str) -> str:
    """The text without what could command a terminal or turn its direction: mail is written by strangers.

    Line ends and tabs stay; every other control character becomes the replacement character.
    """
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def one_line(text: str, longest: int = 0) -> str:
    """The text calmed and on one line, cut to `longest` characters where that is not 0."""
    line = _BLANKS.sub(" ", calm(text)).strip()
    return line if not longest or len(line) <= longest else f"{line[: longest - 1]}…"


def moment(at: datetime | None) -> str:
    """A moment for people, with its zone; empty for none."""
    return "" if at is None else f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def ticket_number(number: int | None) -> str:
    """A ticket's number as people write it; empty for none."""
    return "" if number is None else f"#{number}"


def plural(count: int, one: str, many: str = "") -> str:
    """The count with its noun: 1 mail, 2 mails."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
