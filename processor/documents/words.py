"""The words of the pages: TOML files, one for each subject and language, of which all languages hold the same keys."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from enum import Enum
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from models.vocabulary.operations import Language
from processor.documents.sayings import QUOTE, Saying, Sayings

__all__ = ["Catalogue", "Words", "read_catalogues"]

Catalogue = Mapping[str, str | Mapping[str, str]]
"""Phrases by key, `subject.name`; a phrase that counts is a table of its forms: one, few, many, other."""

_OTHER: Final = "other"
_MARKS: Final = {Language.ENGLISH: ("“", "”"), Language.RUSSIAN: ("«", "»"), Language.GERMAN: ("„", "“")}
_QUOTES: Final = re.compile("|".join(QUOTE))
_QUOTED: Final = re.compile("(?:{})(.*?)(?:{})".format(*QUOTE), re.DOTALL)
_REPLY: Final = re.compile(r"[1-5](?:\d\d|\.\d{1,3}\.\d{1,3})(?:[ -]|$)")
_ENDS: Final = ".?!…:"
_TEEN: Final = range(11, 15)
_FEW: Final = range(2, 5)


class Words:
    """The phrases of one language: `words("queue.left", count=3)`."""

    def __init__(self, language: Language, catalogue: Catalogue, sayings: Sayings | None = None) -> None:
        self.language = language
        self._catalogue = catalogue
        self._sayings = sayings or Sayings(())

    def __call__(self, key: str, **values: object) -> str:
        """The phrase with the values set in; one that counts takes its form from `count`.

        Raises LookupError for a phrase that isn't there, or a value that it needs.
        """
        found = self._catalogue.get(key)
        if found is None:
            raise LookupError(f"there are no words for {key} ({self.language})")
        if not isinstance(found, str):
            found = found.get(_form(self.language, values["count"]), found[_OTHER])
        return found.format_map(values) if "{" in found else found

    def __contains__(self, key: object) -> bool:
        """Whether there are words for the key."""
        return key in self._catalogue

    def name(self, value: Enum) -> str:
        """What people call a value of one of the shared enums, as `names.<class>.<value>` says it."""
        return self(f"names.{type(value).__name__}.{value.value}")

    def said(self, text: str) -> str:
        """A sentence that the core wrote, in this language; what isn't one of those stands as it is."""
        return self._quoted(self._say(text).text)

    def sentence(self, text: str) -> str:
        """The same as a sentence of its own: with a capital, unless it begins with a value, and a full stop."""
        return self._quoted(_closed(self._say(text)))

    def reported(self, text: str) -> tuple[tuple[str, bool], ...]:
        """The same in pieces, for what may be a server's words: each piece, and whether it is a quotation.

        A reply of SMTP (RFC 5321 section 4.2), or a status of RFC 3463, and all that isn't ours is one as a whole.
        """
        said = self._say(text)
        if not text or not said.ours or _REPLY.match(text):
            return ((text, True),) if text else ()
        pieces = _QUOTED.split(_closed(said))
        return tuple((piece, bool(at % 2)) for at, piece in enumerate(pieces) if piece)

    def _say(self, text: str) -> Saying:
        return self._sayings.say(_QUOTES.sub("", text), self.language, self._catalogue.get)

    def _quoted(self, text: str) -> str:
        opened, closed = _MARKS[self.language]
        return text.replace(QUOTE[0], opened).replace(QUOTE[1], closed)


def _closed(said: Saying) -> str:
    opened = said.text[:1].upper() + said.text[1:] if said.opens else said.text
    return f"{opened}." if said.closes and opened[-1:] not in _ENDS else opened


def read_catalogues() -> dict[Language, Catalogue]:
    """All words of each language, from `templates/web/words/<subject>.<language>.toml`."""
    read: dict[Language, dict[str, str | Mapping[str, str]]] = {language: {} for language in Language}
    for file in sorted(_files(), key=lambda one: one.name):
        subject, language, _ = file.name.split(".")
        read[Language(language)].update(_flat(tomllib.loads(file.read_text(encoding="utf-8")), subject))
    return dict(read)


def _files() -> Iterator[Traversable]:
    folder = files("templates").joinpath("web", "words")
    return (file for file in folder.iterdir() if file.name.endswith(".toml"))


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str | Mapping[str, str]]]:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, str) or _OTHER in value:
            yield key, value
        else:
            yield from _flat(value, key)


def _form(language: Language, count: object) -> str:
    """Which form a number takes (CLDR's plural rules for whole numbers)."""
    number = abs(int(str(count)))
    if language is not Language.RUSSIAN:
        return "one" if number == 1 else _OTHER
    tens, ones = number % 100, number % 10
    if tens in _TEEN or ones not in (1, *_FEW):
        return "many"
    return "one" if ones == 1 else "few"
