"""The labels of a form, and which field the words before an answer name: in any language, retyped, with slips."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from processor.facts.forms import FieldDefinition, FormDefinition
from processor.forms.folding import collapse, fold, meaning, slips, unmarked, without_brackets
from processor.forms.words import MONTHS

_NUMBERED = re.compile(
    r"(?:(?:zu|ad|to|к|на|re|question|frage|вопрос|punkt|пункт|point|no|nr|q|f|№|#)\s*\.?\s*)?"
    r"\(?(?P<number>\d{1,2})(?P<mark>[.):]|\s*[-–—]\s)(?!\d)\s*",
    re.IGNORECASE,
)
_ONLY_NUMBER = re.compile(r"\(?(?P<number>\d{1,2})(?P<mark>[.):]+)")
_SEPARATOR = re.compile(
    r"\s*(?:->|=>|→|[:=：]|\t+|\||\?)\s*|\s+[-–—]\s*|\s*[–—]\s+|(?<=\w)-\s+|\s*[№#]\s*(?=\S*\d)|\s+(?:[Nn]r|No)\.\s*(?=\S*\d)"
)
_SURE = re.compile(r"[:=：→>]")
_INSIDE = re.compile(r"[^()]{2,30}\(([^()]{4,40})\)\s*")
_NAME_FIRST = re.compile(r"[A-ZÄÖÜА-ЯЁ][\w'’-]*(?:\s+[A-ZÄÖÜА-ЯЁ][\w.'’-]*){0,2}\s+\([^()]*\)")
"""A name with what somebody does behind it, which may be what the question is called: "Anna (accountant)"."""
_BULLET = re.compile(r"^\s*(?:[-*•–—‣▪·]\s+)+")
_REST_OF_DATE = re.compile(r"\d{1,2}\.\s?\d{2,4}(?![.\d])")
_TICK = re.compile(r"[✓✔☑✅☒👍✗✘❌\[\]☐]|[:?]\s*[+−–—-]\s*$")
_WAYS = frozenset({"phone", "email", "fax"})
_KINDS = ("email", "phone", "name", "mail", "tel")
_LONGEST_LABEL = 300
_MOST_SEPARATORS = 6
_MOST_KEPT = 8192
"""Words whose field is remembered: a form's own come again with every reply."""


class Sureness(IntEnum):
    """How well words fit a label; a number alone is the least."""

    NUMBER = 0
    PART = 1
    SLIPS = 2
    SAME_WORDS = 3
    EXACT = 4


@dataclass(frozen=True, slots=True)
class Named:
    """A line that names a field: what is written behind the label, the number before it (0 for none), its mark."""

    key: str
    rest: str
    sureness: Sureness
    number: int = 0
    mark: str = ""


def base_of(key: str) -> str:
    """The key without `_email`, `_phone` and the like: fields of one base are about one person."""
    stem, _, last = key.rpartition("_")
    return stem if last in _KINDS and stem else key


@dataclass(frozen=True)
class Labels:
    """All that the fields of a form are called."""

    definition: FormDefinition
    names: dict[str, frozenset[str]] = field(init=False)
    words: dict[str, frozenset[frozenset[str]]] = field(init=False)
    short: dict[str, frozenset[str]] = field(init=False)
    printed: frozenset[str] = field(init=False)
    _joined: dict[str, set[str]] = field(init=False, default_factory=dict)
    _by_count: dict[int, list[tuple[str, tuple[str, ...]]]] = field(init=False, default_factory=dict)
    _cache: dict[tuple[str, str], tuple[str, Sureness] | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Folds all names once."""
        names = {one.key: frozenset(_names(one)) for one in self.definition.fields}
        object.__setattr__(self, "names", names)
        labels = (label for one in self.definition.fields for _, label in one.labels)
        object.__setattr__(
            self,
            "printed",
            frozenset(words for label in labels for words in (fold(label), fold(without_brackets(label)))),
        )
        object.__setattr__(self, "words", {key: frozenset(map(meaning, found)) for key, found in names.items()})
        for key, name in ((key, name) for key, found in names.items() for name in found):
            parts = tuple(name.split())
            self._joined.setdefault("".join(parts), set()).add(key)
            self._by_count.setdefault(len(parts), []).append((key, parts))
        object.__setattr__(self, "short", {one.key: frozenset(_kinds_of(one.key)) for one in self.definition.fields})

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the fields, in the order of their numbers."""
        return tuple(one.key for one in self.definition.fields)

    def find(self, typed: str, near: str = "") -> tuple[str, Sureness] | None:
        """The one field that these words name, and how well; None for none or several.

        `near` is the field answered last: of several that "E-mail" may be, the one about the same person is meant.
        """
        found = self._cache.get((typed, near), ...)
        if found is ...:
            if len(self._cache) >= _MOST_KEPT:
                self._cache.clear()
            found = self._cache[typed, near] = self._find(typed, near)
        return found

    def _find(self, typed: str, near: str) -> tuple[str, Sureness] | None:
        if len(typed) > _LONGEST_LABEL:
            return None
        inside = _INSIDE.fullmatch(typed)
        for words in dict.fromkeys((fold(typed), fold(without_brackets(typed)), fold(inside[1]) if inside else "")):
            if not words or words.isdigit():
                continue
            for sureness, keys in self._candidates(words):
                if len(keys) == 1:
                    return keys[0], sureness
                kin = [key for key in keys if near and base_of(key) == base_of(near) and key != near]
                if len(kin) == 1:
                    return kin[0], sureness
                if len(keys) > 1:
                    return None
            sibling = self._sibling(words, near)
            if sibling:
                return sibling, Sureness.SAME_WORDS
        return None

    def _candidates(self, words: str) -> Iterator[tuple[Sureness, list[str]]]:
        """The fields that the words fit, the best fit first."""
        yield Sureness.EXACT, [key for key, names in self.names.items() if words in names]
        typed = meaning(words)
        yield Sureness.SAME_WORDS, [key for key, sets in self.words.items() if typed in sets]
        yield Sureness.SLIPS, self._slipped(words)
        yield Sureness.SAME_WORDS, self._way_to(words)
        yield Sureness.PART, self._partly(typed)

    def _slipped(self, words: str) -> list[str]:
        if meaning(words) <= _WAYS:
            return []
        typed = tuple(words.split())
        best: dict[str, int] = dict.fromkeys(self._joined.get("".join(typed), ()), 1)
        for key, name in self._by_count.get(len(typed), ()):
            far = slips(typed, name)
            if 0 <= far < best.get(key, 1 + far):
                best[key] = far
        nearest = min(best.values(), default=0)
        # Two labels almost as near as each other can't be told apart.
        return [key for key, far in best.items() if far <= nearest + 1]

    def _way_to(self, words: str) -> list[str]:
        """The address or number of the person whom the other words name: "почта руководителя", "lead's e-mail"."""
        ways = [(word, meaning(word) & _WAYS) for word in words.split()]
        kinds = {kind for _, found in ways for kind in found}
        person = " ".join(word for word, found in ways if not found and meaning(word))
        if len(kinds) != 1 or not person:
            return []
        keys = [key for key, names in self.names.items() if person in names] or self._slipped(person)
        return [f"{key}_{way}" for key in keys for way in kinds if f"{key}_{way}" in self.names]

    def _partly(self, typed: frozenset[str]) -> list[str]:
        if len(typed) > max(self._by_count) or not any(len(word) >= 4 for word in typed):
            return []
        return [
            key for key, sets in self.words.items() if any(typed < one and 2 * len(typed) >= len(one) for one in sets)
        ]

    def _sibling(self, words: str, near: str) -> str:
        """The field about the same person as `near` that "E-mail" or "Phone" means."""
        if not near:
            return ""
        kind = next(iter(meaning(words)), "") if len(meaning(words)) == 1 else ""
        return next((key for key, kinds in self.short.items() if kind in kinds and base_of(key) == base_of(near)), "")


@lru_cache(maxsize=32)
def labels_of(definition: FormDefinition) -> Labels:
    """The labels of a form, folded once."""
    return Labels(definition)


def _names(one: FieldDefinition) -> Iterator[str]:
    for text in (
        *(label for _, label in one.labels),
        *(word for word in one.also if not word.endswith("*")),
        one.key.replace("_", " "),
    ):
        yield from (words for words in (fold(text), fold(without_brackets(text))) if words)


def _kinds_of(key: str) -> Iterator[str]:
    last = key.rpartition("_")[2]
    if last in _KINDS:
        yield {"mail": "email", "tel": "phone"}.get(last, last)


def split_label(labels: Labels, line: str, near: str = "") -> Named | None:
    """The field that a line names at its beginning, None where it names none for sure."""
    text = _BULLET.sub("", unmarked(line).replace("\u00a0", " ").rstrip("\u2028")).strip()
    if not text or len(text) > 5_000:
        return None
    number, mark, behind = _number(text, len(labels.definition.fields))
    named = _by_words(labels, behind, near, bool(number)) or (_by_words(labels, text, near, False) if number else None)
    if not number:
        return named
    of_number = labels.definition.fields[number - 1].key
    if named is None or (named.key == of_number and _is_person(labels, behind)):
        return Named(of_number, behind, Sureness.NUMBER, number, mark)
    if named.key != of_number and named.sureness < Sureness.SLIPS:
        return Named(of_number, behind, Sureness.NUMBER, number, mark)
    return Named(named.key, named.rest, named.sureness, number if named.key == of_number else 0, mark)


def _is_person(labels: Labels, text: str) -> bool:
    """Whether a name that is no label stands before a bracket with a label's words."""
    return _NAME_FIRST.fullmatch(text) is not None and labels.find(text.partition("(")[0].strip()) is None


def _number(text: str, most: int) -> tuple[int, str, str]:
    found = _ONLY_NUMBER.fullmatch(text) or _NUMBERED.match(text)
    if found is None or not 1 <= int(found["number"]) <= most:
        return 0, "", text
    behind = text[found.end() :]
    month = fold(behind.split(maxsplit=1)[0]) in MONTHS if behind else False
    if found["mark"] == "." and (month or _REST_OF_DATE.match(behind)):
        return 0, "", text
    return int(found["number"]), found["mark"].strip(), behind


def _by_words(labels: Labels, text: str, near: str, numbered: bool) -> Named | None:
    """The label before a separator, or alone on its line, or parted only by blanks from what follows."""
    best: Named | None = None
    for place, found in enumerate(_SEPARATOR.finditer(text)):
        if place >= _MOST_SEPARATORS or found.start() > _LONGEST_LABEL:
            break
        named = labels.find(text[: found.start()].strip(" *_"), near)
        least = Sureness.PART if _SURE.search(found[0]) else Sureness.SLIPS
        if named is not None and named[1] >= least and (best is None or named[1] > best.sureness):
            best = Named(named[0], text[found.end() :].strip(), named[1])
    alone = None if _TICK.search(text) else labels.find(text.rstrip(" :?*_."), near)
    other = best is not None and best.rest and best.sureness >= Sureness.SAME_WORDS and not _is_printed(labels, text)
    if (
        alone is not None
        and not other
        and (alone[1] is Sureness.EXACT or (alone[1] >= Sureness.SLIPS and best is None))
    ):
        return Named(alone[0], "", alone[1])
    return best or _unparted(labels, text, numbered)


def _is_printed(labels: Labels, text: str) -> bool:
    return fold(text) in labels.printed


def _unparted(labels: Labels, text: str, numbered: bool) -> Named | None:
    """A label with only blanks behind it: taken where a number stands before it, or something to write on behind it."""
    words = text.split()
    for count in range(min(len(words) - 1, 14), 0, -1):
        behind = " ".join(words[count:])
        if not numbered and not re.match(r"_{2,}|\[[ xX]?\]|☐|☒|☑|…|\.{4,}", behind):
            continue
        named = labels.find(" ".join(words[:count]))
        if named is not None and named[1] is Sureness.EXACT and fold(" ".join(words[:count])) in labels.printed:
            return Named(named[0], collapse(behind), named[1])
    return None
