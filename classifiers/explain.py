"""What spoke for a label and what against it, in words that stand in the mail."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from classifiers.features import Matrices
from classifiers.heads import Head

FOR: Final = 5
AGAINST: Final = 3

MEANING: Final = "(meaning of the whole)"
"""Stands for what the encoder's view contributed, which no single word carries."""

Terms = tuple[tuple[str, float], ...]


class Explainer:
    """Splits the distance between the first and the second label into what each term contributed.

    The decision is linear, so the parts add up: a term's frequency times the difference of its two weights. Pieces of
    words contribute too and are left out, since nobody can read them.
    """

    def __init__(self, head: Head, names: Sequence[str]) -> None:
        self._head = head
        self._names = names
        self._words_count = head.sharpness * (1 - head.share)
        self._meaning_counts = head.sharpness * head.share
        self._readable = np.array([bool(name) for name in names], dtype=bool)
        self._words = np.array([name.removeprefix("subject: ")[:1].isalpha() for name in names], dtype=bool)

    def read(self, matrices: Matrices, at: int) -> bool:
        """Whether the model knows a single word of the mail. Marks of its form, which every mail has, are no words."""
        begin, end = matrices.words.indptr[at : at + 2]
        return bool(self._words[matrices.words.indices[begin:end]].any())

    def explain(self, matrices: Matrices, at: int, chosen: str, second: str) -> tuple[Terms, Terms]:
        """The terms for the chosen label and those against it, each the strongest first, with their contribution."""
        begin, end = matrices.words.indptr[at : at + 2]  # a slice of the matrix itself would cost more than the scoring
        terms, counts = matrices.words.indices[begin:end], matrices.words.data[begin:end]
        readable = self._readable[terms]
        terms, counts = terms[readable], counts[readable]
        one, other = self._head.classes.index(chosen), self._head.classes.index(second)
        weights = self._head.words.weights
        parts = self._words_count * counts * (weights[one, terms] - weights[other, terms])
        order = parts.argsort()
        speaking = [(self._names[terms[place]], float(parts[place])) for place in order[::-1][:FOR]]
        opposing = [(self._names[terms[place]], float(parts[place])) for place in order[:AGAINST]]
        meaning = self._meaning(matrices, at, one, other)
        (speaking if meaning > 0 else opposing).append((MEANING, meaning))
        return _kept(speaking, 1), _kept(opposing, -1)

    def _meaning(self, matrices: Matrices, at: int, one: int, other: int) -> float:
        if self._head.meaning is None:
            return 0.0
        weights = self._head.meaning.weights
        return self._meaning_counts * float(matrices.meaning[at] @ (weights[one] - weights[other]))


def _kept(terms: list[tuple[str, float]], sign: int) -> Terms:
    rounded = ((term, round(part, 4)) for term, part in sorted(terms, key=lambda term: -sign * term[1]))
    return tuple((term, part) for term, part in rounded if part * sign > 0)
