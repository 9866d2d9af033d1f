"""What the core says, as pages word it: its English sentences are known by their shape, and said anew.

The core writes English, into logs, commands and records alike, and what is recorded stays as it was written. A page
looks a sentence up here: `templates/web/said/<subject>.toml` holds its shape, with holes for what is set into it, and
the words for each language. What fits no shape is shown as it stands. Values are only ever copied, never read as
patterns or templates: they come out of mails.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Final

import models.vocabulary
from models.vocabulary import Language

__all__ = ["Saying", "Sayings", "Shape", "read_sayings"]

Names = Callable[[str], object]
"""What the words of a language have under a key, as `names.Role.csm`; None for nothing."""

_HOLE: Final = re.compile(r"\{(\w+)(?::(\w+\*?))?\}")
_KINDS: Final = {
    "": ".*?",
    "said": ".*?",
    "ours": ".*?",
    "quote": ".*?",
    "number": r"-?\d[\d,.]*",
    "word": r"\S*?",
    "name": r"[A-Z]{2}-\d+",
    "document": r"[A-Z]{2}-\d+(?: version \d+)?",
    "moment": r"\d{4}-\d\d-\d\d[\d:.+T ]*?(?: UTC|Z)?",
}
"""What fits a hole: anything; what may be a sentence of ours, or must be; somebody else's own words; a number;
something without blanks; the name of a document, with or without its version; a day or a moment.

The name of an enum of the vocabulary fits its values, and is said by the pages' names for them; with `*`, several.
"""

_OPEN: Final = frozenset({_KINDS[""], _KINDS["word"]})
QUOTE: Final = ("\ue000", "\ue001")
"""What stands around somebody else's own words in what is said: of private use, and so in no word of ours."""

_SPEAKING: Final = frozenset({"said", "ours", "document"})
_LONGEST: Final = 8000
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence in the reader's language. `ours`: it was known, if only in part.

    `opens`: it begins with words of ours and no value; `closes`: its last part was known.
    """

    text: str
    ours: bool = False
    opens: bool = False
    closes: bool = False


class Shape:
    """One sentence of the core, with holes, and its words by language; the core's own where there are none.

    A `part` is a few words that stand in a hole of a sentence, and are nothing by themselves.
    """

    def __init__(self, core: str, words: Mapping[str, str], part: bool = False) -> None:
        self.core = core
        self.words = words
        self.part = part
        parts = _HOLE.split(core)
        self.literals = parts[::3]
        self.holes = dict(zip(parts[1::3], (kind or "" for kind in parts[2::3]), strict=True))
        self.weight = sum(map(len, self.literals))

    @property
    def plain(self) -> str:
        """The shape with bare holes, as the source has it."""
        return "{}".join(self.literals)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """All of a text. Each literal is taken where it comes first, so that no text makes the search long."""
        kinds = list(self.holes.values())
        built = re.escape(self.literals[0])
        for place, (kind, literal) in enumerate(zip(kinds, self.literals[1:], strict=True), 1):
            last = place == len(kinds)
            inside = _pattern_of(kind)
            if last and inside in _OPEN:
                inside = inside.removesuffix("?")
            value = f"({inside}){re.escape(literal)}"
            built += value if last else f"(?>{value})"
        return re.compile(built, re.DOTALL)

    def values(self, text: str) -> dict[str, str] | None:
        """What stands in the holes; None where the text has another shape."""
        if not (text.startswith(self.literals[0]) and text.endswith(self.literals[-1])):
            return None
        found = self._pattern.fullmatch(text)
        return dict(zip(self.holes, found.groups(), strict=True)) if found else None


def _pattern_of(kind: str) -> str:
    if kind in _KINDS:
        return _KINDS[kind]
    one = "|".join(re.escape(value).replace("_", "[_ ]") for value in _values(kind.removesuffix("*")))
    return f"(?:{one})(?:, (?:{one}))*" if kind.endswith("*") else f"(?:{one})"


def _values(kind: str) -> list[str]:
    """The values of an enum, those first that others begin with the same letters as."""
    return sorted((str(one.value) for one in getattr(models.vocabulary, kind)), key=len, reverse=True)


class Sayings:
    """All shapes, so kept that a sentence is found in a few microseconds."""

    def __init__(self, shapes: Iterable[Shape]) -> None:
        self.shapes = tuple(sorted(shapes, key=lambda one: one.weight, reverse=True))
        self._by_word: dict[str, list[Shape]] = {}
        self._others: list[Shape] = []
        for shape in self.shapes:
            word, blank, _ = shape.literals[0].partition(" ")
            whole = not shape.holes
            (self._by_word.setdefault(word, []) if blank or whole else self._others).append(shape)

    def find(self, text: str, parts: bool = False) -> tuple[Shape, dict[str, str]] | None:
        """The shape of a sentence and what stands in its holes; of several, the one with most words of ours."""
        best: tuple[Shape, dict[str, str]] | None = None
        for shapes in (self._by_word.get(text.partition(" ")[0], ()), self._others):
            for shape in shapes:
                if best is not None and shape.weight <= best[0].weight:
                    break
                values = shape.values(text) if parts or not shape.part else None
                if values is not None:
                    best = shape, values
                    break
        return best

    def say(self, text: str, language: Language, names: Names, depth: int = 0) -> Saying:
        """The text in the language: a sentence, several behind semicolons, or some above words that aren't ours."""
        if len(text) > _LONGEST or depth > _DEEPEST:
            return Saying(text)
        if "; " in text:
            parts = [self._one(part, language, names, depth) for part in text.split("; ")]
            if all(part.ours for part in parts):
                return _joined(parts, "; ")
        whole = self._one(text, language, names, depth)
        if whole.ours:
            return whole
        if "\n" in text:
            return self._above(text, language, names, depth)
        for between in ("; ", ", ")[: 2 if depth else 1]:
            parts = [self._one(part, language, names, depth + 1) for part in text.split(between)]
            if len(parts) > 1 and any(part.ours for part in parts):
                return _joined(parts, between)
        return whole

    def _above(self, text: str, language: Language, names: Names, depth: int) -> Saying:
        """Only the lines of ours on top: what stands below may be somebody's own words, and is left alone."""
        top, _, below = text.partition("\n")
        said = self.say(top, language, names, depth)
        if not said.ours:
            return Saying(text)
        rest = self.say(below, language, names, depth) if depth < _DEEPEST else Saying(below)
        return Saying(f"{said.text}\n{rest.text}", ours=True, opens=said.opens, closes=rest.closes)

    def _one(self, text: str, language: Language, names: Names, depth: int) -> Saying:
        found = self.find(text, parts=depth > 0)
        if found is None:
            return Saying(text)
        shape, values = found
        own = shape.words.get(language.value)
        filled = dict(values)
        for hole, kind in shape.holes.items():
            if kind in _SPEAKING:
                said = self.say(values[hole], language, names, depth + 1)
                if kind == "ours" and not said.ours:
                    return Saying(text)
                filled[hole] = said.text
            elif kind == "quote":
                filled[hole] = values[hole].join(QUOTE)
            elif own is not None:
                filled[hole] = _named(kind, values[hole], names)
        template = own if own is not None else shape.core
        told = _HOLE.sub(lambda hole: filled[hole[1]], template)
        return Saying(told, ours=True, opens=not template.startswith("{"), closes=True)


def _joined(parts: list[Saying], between: str) -> Saying:
    text = between.join(part.text for part in parts)
    return Saying(text, ours=True, opens=parts[0].opens, closes=parts[-1].closes)


def _named(kind: str, value: str, names: Names) -> str:
    """A value of an enum as people call it; any other value as it stands."""
    if kind in _KINDS:
        return value
    if kind.endswith("*"):
        return ", ".join(_named(kind[:-1], one, names) for one in value.split(", "))
    return str(names(f"names.{kind}.{value.replace(' ', '_')}") or value)


def read_sayings() -> Sayings:
    """All shapes of `templates/web/said/<subject>.toml`."""
    return Sayings(_shapes())


def _shapes() -> Iterator[Shape]:
    folder = files("templates").joinpath("web", "said")
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            for entry in tomllib.loads(file.read_text(encoding="utf-8"))["said"]:
                words = {name: words for name, words in entry.items() if name not in ("core", "part")}
                yield Shape(entry["core"], words, part=entry.get("part", False))
