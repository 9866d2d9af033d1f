"""Answers to begin with: texts that a CSM picks, changes and sends, in the customer's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from processor.documents.filters import add_filters, tidy
from processor.documents.templates import written_language

__all__ = ["AnswerText", "AnswerTexts"]

_TITLE: Final = "Title: "


@dataclass(frozen=True, slots=True)
class AnswerText:
    """A text to begin with: its name, and what people call it in a language."""

    name: str
    title: str


class AnswerTexts:
    """The texts of `templates/answers/<name>.<language>.txt`; the first line of each is `Title: ` and its title.

    Each finds `name` (who is answered, empty where nobody knows), `ticket` (its number), `topic` (what it is about),
    `release` (which resolves it, empty where none was named) and `writer` (who answers). A name that isn't among these
    is an error, never an empty place.
    """

    def offered(self, language: str) -> tuple[AnswerText, ...]:
        """All texts, called as people of this language call them, in the order of these words."""
        written = written_language(language)
        found = (AnswerText(name, _title(f"{name}.{written}.txt")) for name in self.names())
        return tuple(sorted(found, key=lambda one: one.title.casefold()))

    def names(self) -> tuple[str, ...]:
        """The names of all texts, sorted."""
        return tuple(sorted({name.partition(".")[0] for name in _environment().list_templates(extensions=["txt"])}))

    def text(self, name: str, language: str, values: Mapping[str, str]) -> str:
        """The text in this language, in English where we don't write it.

        Raises LookupError for a name that isn't among `names()`.
        """
        if name not in self.names():
            raise LookupError(name)
        written = written_language(language)
        given = {**values, "language": written}
        return tidy(_environment().get_template(f"{name}.{written}.txt").render(given).partition("\n")[2]).strip("\n")


def _title(path: str) -> str:
    source = _environment().loader
    assert source is not None
    return source.get_source(_environment(), path)[0].partition("\n")[0].removeprefix(_TITLE).strip()


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("templates", "answers"),
        autoescape=False,  # noqa: S701 - plain text, which a person reads and the mail's own template escapes
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    add_filters(made)
    return made
