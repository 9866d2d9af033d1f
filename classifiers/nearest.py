"""The labelled mails closest in meaning, for a person who wants to see what a label rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from classifiers.encoder import Vectors

DIMENSIONS: Final = 64
"""What is kept of a mail's vectors: enough to rank by, at a sixteenth of the room."""

SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Labelled mails by their meaning: unit vectors in the plane in which they differ most."""

    ids: tuple[str, ...]
    categories: tuple[str, ...]
    centre: Vectors
    plane: Vectors
    vectors: Vectors

    @classmethod
    def fit(cls, ids: Sequence[str], categories: Sequence[str], meaning: Vectors) -> "Neighbours | None":
        """The neighbours among these mails (principal components); None where nothing is known of their meaning."""
        if not meaning.shape[1]:
            return None
        centre = meaning.mean(axis=0, dtype=np.float64)
        spread = meaning - centre
        _, axes = np.linalg.eigh(spread.T @ spread)
        plane = axes[:, ::-1][:, :DIMENSIONS]
        plane = plane * np.sign(plane[np.abs(plane).argmax(axis=0), np.arange(plane.shape[1])])  # a sign for every axis
        found = cls(
            tuple(ids),
            tuple(categories),
            centre.astype(np.float32),
            plane.astype(np.float16).astype(np.float32),
            np.zeros((0, 0), dtype=np.float32),
        )
        kept = found._placed(meaning).astype(np.float16).astype(np.float32)
        return cls(found.ids, found.categories, found.centre, found.plane, kept)

    def of(self, meaning: Vectors) -> list[tuple[tuple[str, str, float], ...]]:
        """For each mail of a batch the closest: row id, category, cosine similarity."""
        alike = self._placed(meaning) @ self.vectors.T
        shown = min(SHOWN, len(self.ids))
        top = np.argpartition(-alike, shown - 1, axis=1)[:, :shown]
        return [
            tuple(
                (self.ids[at], self.categories[at], round(float(row[at]), 3))
                for at in sorted(places.tolist(), key=lambda at, row=row: -row[at])  # type: ignore[misc]
            )
            for row, places in zip(alike, top, strict=True)
        ]

    def _placed(self, meaning: Vectors) -> Vectors:
        placed = (meaning - self.centre) @ self.plane
        length = np.linalg.norm(placed, axis=1, keepdims=True)
        return np.asarray(placed / np.maximum(length, 1e-9), dtype=np.float32)
