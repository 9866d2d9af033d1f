"""One table of a form's TOML file, read key by key; what is wrong is said with file, key and remedy."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.vocabulary import Language
from processor.errors import SettingsError

Labels = tuple[tuple[str, str], ...]
_LONGEST_TEXT = 2000
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Table:
    """The values of a table, and where it stands: the file's name, and the place inside it."""

    source: str
    place: str
    values: Mapping[str, Any]

    def wrong(self, key: str, what: str) -> SettingsError:
        """The error about one key of this table."""
        at = f"{self.place}: {key}" if self.place else key
        return SettingsError(f"{self.source}: {at}: {what}")

    def only(self, keys: tuple[str, ...]) -> None:
        """Raises SettingsError for a key that a form does not know."""
        for key in self.values:
            if key not in keys:
                raise self.wrong(key, f"is not known here: use {', '.join(keys)}")

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without `default` it is needed."""
        value = self.values.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(key, 'is needed: write a text in quotes, like "…"')
        return self._clean(key, value)

    def name(self, key: str, pattern: re.Pattern[str]) -> str:
        """A name that programs use."""
        value = self.text(key)
        if not pattern.fullmatch(value):
            raise self.wrong(key, f'"{value}" is no name: use small letters, digits and _, a letter first, 40 at most')
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where it is not given."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.wrong(key, 'write a list of texts, like ["…", "…"]')
        return tuple(self._clean(key, one) for one in value)

    def switch(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "write true or false, without quotes")
        return value

    def table(self, key: str) -> "Table | None":
        """A table inside this one, None where there is none."""
        if key not in self.values:
            return None
        value = self.values[key]
        if not isinstance(value, dict):
            raise self.wrong(key, f"write a table, like [{key}] or {{ … }}")
        return Table(self.source, self._inside(key), value)

    def tables(self, key: str) -> tuple["Table", ...]:
        """A list of tables, empty where there is none; each is called by its place and its key."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(key, f"write tables, like [[{key}]]")
        return tuple(
            Table(self.source, self._inside(f"{key} {place} ({one.get('key', 'no key')})"), one)
            for place, one in enumerate(value, 1)
        )

    def labels(self, key: str, languages: tuple[str, ...] | None, needed: bool = True) -> Labels | None:
        """A text in several languages, in the order of the vocabulary: all of `languages`, or (None) any that we know.

        None where it is not there and not needed.
        """
        found = self.table(key)
        known = tuple(language.value for language in Language)
        if found is None:
            if needed:
                raise self.wrong(key, f'is needed: write {key}.en = "…" and so on for each language')
            return None
        found.only(known)
        wanted = languages if languages is not None else tuple(one for one in known if one in found.values)
        if not wanted:
            raise self.wrong(key, f"is needed in at least one language of {', '.join(known)}")
        for language in found.values:
            if language not in wanted:
                raise found.wrong(
                    language, "the form's title is not written in this language: add it there, or drop this"
                )
        return tuple((language, found.text(language)) for language in wanted)

    def _inside(self, key: str) -> str:
        return f"{self.place}, {key}" if self.place else key

    def _clean(self, key: str, value: str) -> str:
        if len(value) > _LONGEST_TEXT or _CONTROLS.search(value):
            raise self.wrong(key, f"has over {_LONGEST_TEXT} characters or control characters: shorten or retype it")
        return " ".join(value.split()) if key not in {"intro"} else value.strip()
