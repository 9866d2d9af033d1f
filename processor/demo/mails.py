"""The story's mails: files beside this one, in which @@words@@ stand for what is only known while it is played."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime
from importlib.resources import files

from processor.demo.letters import Letter

_HOLE = re.compile(rb"@@([a-z_.]+)@@")
_WRITTEN_AGO = timedelta(minutes=3)
_RECEIVED_AGO = timedelta(minutes=2)
_BLANK = "____"
LONG_AGO = timedelta(days=45)


def fill(name: str, values: Mapping[str, str]) -> bytes:
    """The mail as it goes over the wire, with CRLF line ends. Raises KeyError for a word that has no value."""
    raw = (files("processor.demo") / "story" / f"{name}.eml").read_bytes()
    filled = _HOLE.sub(lambda hole: values[hole[1].decode()].encode(), raw)
    return filled.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def moments(now: datetime) -> dict[str, str]:
    """When mails of the story were written and received, as header fields tell it."""
    return {
        "date": format_datetime(now - _WRITTEN_AGO),
        "received": format_datetime(now - _RECEIVED_AGO),
        "now": format_datetime(now),
        "long_ago": format_datetime(now - LONG_AGO),
    }


def values_of(name: str, letter: Letter, fills: Iterable[tuple[int, str]] = ()) -> dict[str, str]:
    """What an answer to a mail of ours takes from it, under the name of the scene in which it came.

    `fills` are answers by the number of their question, for the form that it quotes.
    """
    chain = " ".join(word for word in (letter.references, letter.message_id) if word)
    return {
        f"{name}.id": letter.message_id,
        f"{name}.references": chain.replace(" ", "\n "),
        f"{name}.reply_to": letter.reply_to,
        f"{name}.subject": letter.raw_subject,
        f"{name}.plain_subject": letter.subject,
        f"{name}.text": letter.text.rstrip(),
        f"{name}.quote": "\n".join(f"> {line}" for line in letter.text.rstrip().splitlines()),
        f"{name}.filled": "\n".join(f"> {line}" for line in _filled(letter.text.rstrip().splitlines(), fills)),
        f"{name}.day": letter.day,
        f"{name}.time": letter.time,
        f"{name}.numeric_day": letter.numeric_day,
        f"{name}.number": str(letter.number),
    }


def _filled(lines: list[str], fills: Iterable[tuple[int, str]]) -> list[str]:
    """The form's text with answers typed over its blanks; a long question has its blank on the next line."""
    for number, answer in fills:
        place = next((at for at, line in enumerate(lines) if line.startswith(f"{number}) ")), len(lines))
        blank = next((at for at in range(place, len(lines)) if _BLANK in lines[at]), None)
        if blank is not None:
            lines[blank] = lines[blank].replace(_BLANK, answer)
    return lines
