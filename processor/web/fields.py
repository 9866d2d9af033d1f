"""What came with a request, field by field: each is asked for by its kind, and a bad one is refused in a sentence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum, IntEnum
from typing import Final, NoReturn, TypeVar
from zoneinfo import ZoneInfo

from processor.documents.words import Words
from processor.errors import Refused

__all__ = ["Fields", "Upload"]

E = TypeVar("E", bound=Enum)
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_DIGITS: Final = re.compile(r"-?[0-9]{1,15}")
_LARGEST: Final = 2**31 - 1
LONGEST_LINE: Final = 300
LONGEST_TEXT: Final = 50_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent along: its name as the sender gave it, and its bytes."""

    filename: str
    body: bytes


class Fields:
    """The fields of a form or of an address. What isn't there is an empty string, a default, or refused."""

    def __init__(
        self,
        words: Words,
        values: Mapping[str, Sequence[str]],
        zone: ZoneInfo,
        files: Mapping[str, Sequence[Upload]] | None = None,
    ) -> None:
        self._words = words
        self._values = values
        self._zone = zone
        self._files = files or {}

    def __contains__(self, name: object) -> bool:
        """Whether the field was sent, be it empty."""
        return name in self._values

    def word(self, name: str, default: str = "", most: int = LONGEST_LINE) -> str:
        """One line of text. Raises Refused for one that is too long."""
        return " ".join(self.text(name, default=default, most=most).split())

    def needed(self, name: str, most: int = LONGEST_LINE) -> str:
        """One line of text that has to be there."""
        return self.word(name, most=most) or self._refuse(name, "missing")

    def text(self, name: str, default: str = "", most: int = LONGEST_TEXT) -> str:
        """Several lines of text, without control characters, its line ends LF."""
        given = self._first(name)
        plain = _CONTROLS.sub("", given.replace("\r\n", "\n").replace("\r", "\n")).strip()
        if len(plain) > most:
            self._refuse(name, "long", most=most)
        return plain or default

    def secret(self, name: str) -> str:
        """A password or code, as it was typed."""
        given = self._first(name)
        return given if len(given) <= LONGEST_LINE else self._refuse(name, "long", most=LONGEST_LINE)

    def number(self, name: str, default: int | None = None, least: int = 0, most: int = _LARGEST) -> int:
        """A whole number within bounds. Without a default it has to be there."""
        given = self._first(name).strip()
        if not given and default is not None:
            return default
        if not _DIGITS.fullmatch(given) or not least <= int(given) <= most:
            self._refuse(name, "number", least=least, most=most)
        return int(given)

    def maybe_number(self, name: str, least: int = 0, most: int = _LARGEST) -> int | None:
        """A whole number within bounds, None for an empty field."""
        return self.number(name, least=least, most=most) if self._first(name).strip() else None

    def decimal(self, name: str) -> Decimal | None:
        """A number such as 12.5 or 12,5; None for an empty field."""
        given = self._first(name).strip().replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
        if not given:
            return None
        point = given.replace(",", ".") if given.count(",") == 1 and "." not in given else given
        try:
            value = Decimal(point)
        except InvalidOperation:
            self._refuse(name, "decimal")
        if not value.is_finite() or abs(value) > 10**12:
            self._refuse(name, "decimal")
        return value

    def date(self, name: str) -> date | None:
        """A day, None for an empty field."""
        given = self._first(name).strip()
        try:
            return date.fromisoformat(given) if given else None
        except ValueError:
            self._refuse(name, "date")

    def moment(self, name: str) -> datetime | None:
        """A day and time as UTC, of the time zone that the page shows unless it names one; None for an empty field."""
        given = self._first(name).strip()
        try:
            moment = datetime.fromisoformat(given) if given else None
            if moment is None:
                return None
            return (moment if moment.tzinfo is not None else moment.replace(tzinfo=self._zone)).astimezone(UTC)
        except (ValueError, OverflowError):
            self._refuse(name, "date")

    def choice(self, name: str, kind: type[E], default: E | None = None) -> E:
        """A value of an enum. Without a default it has to be there."""
        given = self._first(name).strip()
        if not given and default is not None:
            return default
        return self._value(name, given, kind)

    def maybe_choice(self, name: str, kind: type[E]) -> E | None:
        """A value of an enum, None for an empty field."""
        given = self._first(name).strip()
        return self._value(name, given, kind) if given else None

    def choices(self, name: str, kind: type[E]) -> tuple[E, ...]:
        """Every value of an enum that was ticked."""
        return tuple(self._value(name, given.strip(), kind) for given in self.many(name))

    def many(self, name: str, most: int = 500) -> tuple[str, ...]:
        """Every value that the field was sent with, empty ones left out."""
        given = tuple(value for value in self._values.get(name, ()) if value.strip())
        return given if len(given) <= most else self._refuse(name, "many", most=most)

    def numbers(self, name: str, most: int = 500) -> tuple[int, ...]:
        """Every whole number that the field was sent with."""
        given = self.many(name, most)
        if not all(_DIGITS.fullmatch(value) and 0 <= int(value) <= _LARGEST for value in given):
            self._refuse(name, "number", least=0, most=_LARGEST)
        return tuple(int(value) for value in given)

    def flag(self, name: str) -> bool:
        """Whether a box was ticked."""
        return self._first(name).strip() not in {"", "0", "off", "false"}

    def file(self, name: str) -> Upload | None:
        """The file that was sent, None without one."""
        found = self.uploads(name)
        return found[0] if found else None

    def uploads(self, name: str, most: int = 20) -> tuple[Upload, ...]:
        """The files that were sent."""
        given = tuple(self._files.get(name, ()))
        return given if len(given) <= most else self._refuse(name, "many", most=most)

    def _first(self, name: str) -> str:
        found = self._values.get(name, ())
        return found[0] if found else ""

    def _value(self, name: str, given: str, kind: type[E]) -> E:
        try:
            return kind(int(given)) if issubclass(kind, IntEnum) else kind(given)
        except ValueError:
            self._refuse(name, "choice")

    def _refuse(self, name: str, why: str, **values: object) -> NoReturn:
        label = self._words(f"labels.{name}") if f"labels.{name}" in self._words else name[:40]
        raise Refused(self._words(f"shell.fields.{why}", label=label, **values))
