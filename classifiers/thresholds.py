"""From which confidence on a category may be trusted: proven on mails that the judging model had not seen.

Out-of-fold predictions over the whole corpus and a Clopper-Pearson lower bound (C. J. Clopper and E. S. Pearson,
Biometrika 26, 1934): a plain cut at the observed precision delivers less than it promises on small corpora.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta
from sklearn.model_selection import StratifiedKFold

from classifiers.examples import Row
from classifiers.pipeline import SEED, fit, score
from classifiers.text import Text
from models.vocabulary import Category

TARGET: Final = 0.95
"""Share of automatic labels that must be right, category by category."""

CERTAINTY: Final = 0.90
"""How sure the bound on that share is."""

NEVER: Final = 1.01
"""A threshold that no confidence reaches."""

FOLDS: Final = 10


@dataclass(frozen=True, slots=True)
class Unseen:
    """Predictions for rows by models that were not trained on them, in the order of the rows."""

    category: list[str]
    confidence: list[float]
    severity: list[str]
    reason: list[str]


def lower_bound(right: int, total: int, certainty: float = CERTAINTY) -> float:
    """The share of right answers that holds with this certainty when `right` of `total` were right; 0 of none is 0."""
    if right == 0:
        return 0.0
    return float(beta.ppf(1 - certainty, right, total - right + 1))


def threshold(confidence: Sequence[float], right: Sequence[bool], target: float = TARGET) -> float:
    """The lowest confidence above which the bound on precision reaches the target, or `NEVER`.

    Equal confidences stand or fall together.
    """
    order = np.argsort(-np.asarray(confidence, dtype=float), kind="stable")
    ranked = np.asarray(confidence, dtype=float)[order]
    hits = np.cumsum(np.asarray(right, dtype=int)[order])
    taken = np.arange(1, len(ranked) + 1)
    last_of_ties = np.append(ranked[1:] < ranked[:-1], True)[: len(ranked)]
    bound = np.where(hits > 0, beta.ppf(1 - CERTAINTY, np.maximum(hits, 1), taken - hits + 1), 0.0)
    holds = np.flatnonzero(last_of_ties & (bound >= target))
    return float(ranked[holds[-1]]) if holds.size else NEVER


def per_category(rows: Sequence[Row], unseen: Unseen, target: float = TARGET) -> dict[str, float]:
    """The threshold of each category, from the mails that were predicted to be of it."""
    found = {}
    for category in Category:
        at = [index for index, name in enumerate(unseen.category) if name == category]
        confidence = [unseen.confidence[index] for index in at]
        right = [rows[index].category == category for index in at]
        found[category.value] = threshold(confidence, right, target)
    return found


def out_of_fold(rows: Sequence[Row], folds: int = FOLDS) -> Unseen:
    """Predictions for every row by a pipeline trained on the other folds, stratified by category and language.

    Cells with fewer rows than folds are stratified by category alone.
    """
    category = np.empty(len(rows), dtype=object)
    confidence = np.zeros(len(rows))
    severity, reason = category.copy(), category.copy()
    for learn, judge in StratifiedKFold(folds, shuffle=True, random_state=SEED).split(rows, _strata(rows, folds)):
        pipeline = fit([rows[at] for at in learn])
        scores = score(pipeline, [Text(rows[at].subject, rows[at].body, rows[at].lang) for at in judge])
        category[judge] = pipeline.category.classes_[scores.category.argmax(axis=1)]
        confidence[judge] = scores.category.max(axis=1)
        severity[judge] = pipeline.severity.classes_[scores.severity.argmax(axis=1)]
        reason[judge] = pipeline.reason.classes_[scores.reason.argmax(axis=1)]
    return Unseen(_strings(category), [float(value) for value in confidence], _strings(severity), _strings(reason))


def _strata(rows: Sequence[Row], folds: int) -> list[str]:
    cells = Counter((row.category, row.lang) for row in rows)
    return [f"{row.category} {row.lang}" if cells[row.category, row.lang] >= folds else row.category for row in rows]


def _strings(values: NDArray[np.object_]) -> list[str]:
    return [str(value) for value in values]
