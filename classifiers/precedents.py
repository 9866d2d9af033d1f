"""What people decided on texts, found again by a text that says nearly the same: it is labelled as they did.

Training comes later and weighs one decision among thousands; a mail that repeats another word for word should not
be put before a person in another light meanwhile.

Texts are near-identical when their cleaned tokens are the same, or when the Jaccard similarity of their sets of three
tokens in a row is at least 0.8. The search is exact: two sets that similar have one of the lowest shingles by hash in
common (the prefix filter of S. Chaudhuri, V. Ganti and R. Kaushik, "A primitive operator for similarity joins in data
cleaning", ICDE 2006), so only these few are indexed. A hash as the order makes them a min-hash sketch at the same time:
what every mail says is rarely among them.
"""

import math
import re
from array import array
from dataclasses import dataclass, replace
from typing import Final
from zlib import crc32

from classifiers.text import FIRST, LAST, Text, clean
from models.textkey import LONGEST_BODY
from models.vocabulary import CaseReason, Category, Severity, Stage

SIMILAR: Final = 0.8
"""Jaccard similarity from which two texts count as the same: one word changed among thirty."""

SHINGLE: Final = 3
MOST_TEXTS: Final = 5_000
MOST_SHINGLES: Final = 200_000
"""Bounds of memory, about 15 MB: what was learned first is forgotten first, and has long been trained on."""

NO_WORDS: Final = frozenset({"zaddress", "zlink", "zmoney", "zlog", "0", "?"})
"""What cleaning leaves of addresses, links, sums, logs, numbers: it says that they were there, not what they said."""

_WORD: Final = re.compile(r"[^\W\d_]+")

_ROUNDING: Final = 1e-9
"""0.8 times a whole number is not always one where it should be."""


@dataclass(frozen=True, slots=True)
class PrecedentLabel:
    """What a person decided on a text; `said` tells who, and where: "as dana decided on #12"."""

    category: Category
    severity: Severity | None
    reason: CaseReason | None
    said: str


@dataclass(frozen=True, slots=True)
class Precedent:
    """A decision on a text near-identical to the one asked about."""

    key: int
    label: PrecedentLabel
    similarity: float


@dataclass(frozen=True, slots=True)
class _Sketch:
    """A text as it is compared: the hash of its tokens, and those of its shingles, the lowest first."""

    whole: int
    shingles: "array[int]"
    stage: Stage | None


class Precedents:
    """Labelled texts by what they say. Not safe for several threads at once: the caller holds a lock."""

    def __init__(self, most_texts: int = MOST_TEXTS, most_shingles: int = MOST_SHINGLES) -> None:
        self._most_texts = most_texts
        self._most_shingles = most_shingles
        self._held: dict[int, tuple[_Sketch, PrecedentLabel]] = {}
        self._same: dict[int, set[int]] = {}
        self._near: dict[int, set[int]] = {}
        self._shingles = 0

    def __len__(self) -> int:
        """How many texts are held."""
        return len(self._held)

    def add(self, key: int, text: Text, label: PrecedentLabel) -> None:
        """Learn a decision. Keys grow with time; one that is held already changes nothing, nor does a wordless text."""
        if key in self._held or (sketch := _sketch(text)) is None:
            return
        self._held[key] = (sketch, label)
        self._shingles += len(sketch.shingles)
        self._same.setdefault(sketch.whole, set()).add(key)
        for shingle in _lowest(sketch.shingles):
            self._near.setdefault(shingle, set()).add(key)
        while len(self._held) > self._most_texts or self._shingles > self._most_shingles:
            self.forget(next(iter(self._held)))

    def find(self, text: Text) -> Precedent | None:
        """The newest decision on a text near-identical to this one.

        What was decided for a customer in another stage is no precedent: the same words mean another category there.
        """
        if not self._held or (sketch := _sketch(text)) is None:
            return None
        shingles = set(sketch.shingles)
        for key in sorted(self._candidates(sketch), reverse=True):
            other, label = self._held[key]
            similarity = 1.0 if other.whole == sketch.whole else _jaccard(shingles, other.shingles)
            if similarity >= SIMILAR and (None in {other.stage, sketch.stage} or other.stage is sketch.stage):
                return Precedent(key, label, similarity)
        return None

    def _candidates(self, sketch: _Sketch) -> set[int]:
        found = set(self._same.get(sketch.whole, ()))
        for shingle in _lowest(sketch.shingles):
            found |= self._near.get(shingle, set())
        return found

    def forget(self, key: int) -> None:
        """Hold a decision no more; one that isn't held changes nothing."""
        if key not in self._held:
            return
        sketch, _ = self._held.pop(key)
        self._shingles -= len(sketch.shingles)
        _drop(self._same, sketch.whole, key)
        for shingle in _lowest(sketch.shingles):
            _drop(self._near, shingle, key)


def _drop(index: dict[int, set[int]], at: int, key: int) -> None:
    index[at].discard(key)
    if not index[at]:
        del index[at]


def _sketch(text: Text) -> _Sketch | None:
    """None for a text without a word of its own: nothing is near to nothing, and one link or log is not another.

    Of a body as much counts as is kept with a decision; all of that, though the model reads a long one's ends only.
    """
    body = text.body[:LONGEST_BODY]
    tokens = clean(replace(text, body=body)).whole.split()
    if NO_WORDS.issuperset(tokens):
        return None
    tokens += _WORD.findall(body[FIRST:-LAST].lower())
    runs = zip(*(tokens[start:] for start in range(SHINGLE)), strict=False)
    return _Sketch(hash(tuple(tokens)), array("I", sorted({crc32(" ".join(run).encode()) for run in runs})), text.stage)


def _lowest(shingles: "array[int]") -> "array[int]":
    """The shingles one of which a similar text must have among its own lowest."""
    return shingles[: len(shingles) - math.ceil(SIMILAR * len(shingles) - _ROUNDING) + 1]


def _jaccard(some: set[int], others: "array[int]") -> float:
    """How much two sets have in common; 0 where their sizes alone forbid a similarity that counts."""
    fewer, more = sorted((len(some), len(others)))
    if fewer < SIMILAR * more - _ROUNDING or not fewer:
        return 0.0
    shared = len(some.intersection(others))
    return shared / (fewer + more - shared)
