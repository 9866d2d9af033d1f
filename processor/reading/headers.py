"""The header fields of a mail, by name, whatever their number and state."""

import re
from email.message import Message as Part

from processor.reading.charset import Decoded, scalar
from processor.reading.words import header_text

_ID = re.compile(r"<([^<>\s]+)>")
_FOLDED_ID = re.compile(r"[\r\n\t ]+")

_ABSENT = Decoded("")


class Headers:
    """Header fields by name in any case, each with all its values in their order."""

    def __init__(self, message: Part) -> None:
        """Index the fields once: a lookup in the standard message walks over all of them. Rules ask for some of them
        again and again, so what was decoded is kept."""
        self._raw: dict[str, list[str]] = {}
        self._decoded: dict[str, Decoded] = {}
        for name, value in message.raw_items():
            self._raw.setdefault(name.strip().lower(), []).append(str(value))

    def raw(self, name: str) -> list[str]:
        """All values of a field as they stand in the mail, 8-bit bytes as surrogate escapes."""
        return self._raw.get(name.lower(), [])

    def has(self, name: str) -> bool:
        """Whether the field is there at all, empty or not."""
        return name.lower() in self._raw

    def decoded(self, name: str) -> Decoded:
        """The text of a field's first value, and whether its charset had to be guessed."""
        known = self._decoded.get(name)
        if known is None:
            values = self.raw(name)
            known = self._decoded[name] = header_text(values[0]) if values else _ABSENT
        return known

    def text(self, name: str) -> str:
        """The text of a field's first value, or an empty string."""
        return self.decoded(name).text

    def low(self, name: str) -> str:
        """The text of a field's first value in lower case, for comparing with keywords."""
        return self.text(name).lower()

    def ids(self, name: str) -> tuple[str, ...]:
        """The message identifiers of a field (RFC 5322 section 3.6.4) with their angle brackets, each once.

        Bare identifiers, as some clients write them, get the brackets; what has no @ and no brackets is dropped.
        """
        found: list[str] = []
        for value in self.raw(name):
            text = scalar(value)
            ids = _ID.findall(_joined(text)) or [word for word in text.split() if "@" in word and word.isascii()]
            found += [f"<{identifier.strip('<>,;')}>" for identifier in ids]
        return tuple(dict.fromkeys(found))

    def names(self) -> frozenset[str]:
        """The names of all fields, in lower case."""
        return frozenset(self._raw)


def _joined(text: str) -> str:
    """The value with identifiers that were folded in their middle made whole again."""
    return re.sub(r"<[^<>]*>", lambda found: _FOLDED_ID.sub("", found[0]), text)
