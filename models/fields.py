"""Column types that behave alike on SQLite and PostgreSQL."""

import json
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from peewee import Field

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def clean_text(value: str) -> str:
    """The text as both databases can hold it: NUL and lone surrogates, which PostgreSQL refuses, become U+FFFD."""
    if "\x00" in value:
        value = value.replace("\x00", "\ufffd")
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


class CleanTextField(Field):
    """Text of any length from anywhere, made storable by `clean_text` on the way in and in comparisons."""

    field_type = "TEXT"

    def db_value(self, value: Any) -> Any:
        """The stored form."""
        return clean_text(value) if isinstance(value, str) else value


class UtcDateTimeField(Field):
    """An aware moment, stored as whole microseconds since 1970 in UTC: the same on both databases, to the last digit.

    Raises ValueError for a naive datetime, which would mean a different moment on every machine.
    """

    field_type = "BIGINT"

    def db_value(self, value: Any) -> Any:
        """Microseconds since the epoch."""
        if isinstance(value, datetime):
            if value.tzinfo is None:
                raise ValueError(f"a moment without a time zone can't be stored: {value.isoformat()}")
            return (value - _EPOCH) // _MICROSECOND
        return value

    def python_value(self, value: Any) -> Any:
        """The moment, aware and in UTC."""
        return None if value is None else _EPOCH + timedelta(microseconds=int(value))


class JsonField(Field):
    """A value as compact JSON text: PostgreSQL's own type would refuse the NUL that a hostile mail may carry."""

    field_type = "TEXT"

    def db_value(self, value: Any) -> Any:
        """JSON with everything beyond ASCII escaped."""
        return None if value is None else json.dumps(value, separators=(",", ":"))

    def python_value(self, value: Any) -> Any:
        """What was stored; tuples come back as lists."""
        return None if value is None else json.loads(value)


class BytesField(Field):
    """Bytes as they are."""

    field_type = "BLOB"

    def python_value(self, value: Any) -> Any:
        """The bytes, whatever view of them the driver hands out."""
        return None if value is None else bytes(value)


class WordField(Field):
    """One word of an enum of `models.vocabulary`, stored as its value."""

    field_type = "TEXT"

    def __init__(self, words: type[StrEnum], *args: Any, **kwargs: Any) -> None:
        self.words = words
        self._of_value = {word.value: word for word in words}
        super().__init__(*args, **kwargs)

    def db_value(self, value: Any) -> Any:
        """The word itself. Raises ValueError for one that the enum does not have."""
        return None if value is None else str(value if type(value) is self.words else self.words(value))

    def python_value(self, value: Any) -> Any:
        """The member of the enum."""
        return None if value is None else self._of_value.get(value) or self.words(value)


class LevelField(Field):
    """One level of an IntEnum, stored as its number."""

    field_type = "INT"

    def __init__(self, levels: type[IntEnum], *args: Any, **kwargs: Any) -> None:
        self.levels = levels
        super().__init__(*args, **kwargs)

    def db_value(self, value: Any) -> Any:
        """The number. Raises ValueError for one that the enum does not have."""
        return None if value is None else int(self.levels(value))

    def python_value(self, value: Any) -> Any:
        """The member of the enum."""
        return None if value is None else self.levels(value)
