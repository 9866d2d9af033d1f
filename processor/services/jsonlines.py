"""Lines of JSON from a stream, as they come: a program that writes one line and waits for its answer gets it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Protocol

from processor.errors import SettingsError

LONGEST: Final = 64 * 1024 * 1024
"""Bytes of one line at most: what never ends must not fill the memory."""

_AT_ONCE: Final = 1024 * 1024


class Stream(Protocol):
    """Bytes that can be read as far as they are there."""

    def read1(self, size: int, /) -> bytes:
        """At most so many bytes; waits only while there are none, and gives none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class JsonLine:
    """One JSON object, with the number of its line for whoever must find it."""

    number: int
    values: dict[str, Any]

    def text(self, name: str, *, needed: bool = False) -> str:
        """The text under this name; empty where it is left out or null and not needed. Raises SettingsError."""
        value = self.values.get(name)
        if value is None and not needed:
            return ""
        if value is None:
            raise self.fault(f'"{name}" is missing')
        if not isinstance(value, str):
            raise self.fault(f'"{name}" must be a text, and is {_kind(value)}')
        return whole(value)

    def word(self, name: str, words: tuple[str, ...]) -> str:
        """The text under this name, one of these words; empty where it is left out or null. Raises SettingsError."""
        value = self.text(name)
        if value and value not in words:
            raise self.fault(f'"{name}" is {value!r}; it can be {", ".join(words)}, or be left out')
        return value

    def fault(self, why: str) -> SettingsError:
        """What is wrong with this line, for the person who must change it."""
        return SettingsError(f"line {self.number}: {why}")


def whole(text: str) -> str:
    """The text with half characters (lone surrogates, which JSON can spell) replaced: no encoding can hold them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def batches(stream: Stream, size: int) -> Iterator[list[tuple[int, bytes]]]:
    """Filled lines with their numbers, at most `size` at once, and fewer where no more are there yet.

    Raises SettingsError for a line that is longer than `LONGEST`.
    """
    rest, number = bytearray(), 0
    while block := stream.read1(_AT_ONCE):
        seen = len(rest)
        rest += block
        if rest.find(b"\n", seen) >= 0:
            *lines, last = bytes(rest).split(b"\n")
            yield from _grouped(lines, number, size)
            number, rest = number + len(lines), bytearray(last)
        if len(rest) > LONGEST:
            raise SettingsError(f"line {number + 1}: it is longer than {LONGEST // 1024**2} MB, which no mail is")
    yield from _grouped([bytes(rest)], number, size)


def parsed(number: int, line: bytes) -> JsonLine:
    """The object on a line. Raises SettingsError where there is none."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise SettingsError(f"line {number}: it is not JSON ({fault}); give one object a line") from fault
    if not isinstance(value, dict):
        raise SettingsError(f"line {number}: it holds {_kind(value)}; give one JSON object a line")
    return JsonLine(number, value)


def _grouped(lines: list[bytes], before: int, size: int) -> Iterator[list[tuple[int, bytes]]]:
    filled = [(number, line) for number, line in enumerate(lines, start=before + 1) if line.strip()]
    for at in range(0, len(filled), size):
        yield filled[at : at + size]


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case _:
            return "an object"
