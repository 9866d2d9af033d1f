"""The trained parts: shared features and one linear head each for category, severity and reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from classifiers.examples import Row
from classifiers.features import Features
from classifiers.text import Text, clean

CATEGORY_C: Final = 10.0
OTHER_C: Final = 3.0
"""Inverse strength of regularisation; in cross-validation 1, 3, 10 and 30 lie within each other's noise."""

SEED: Final = 0


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Features and heads. `classes_` of the heads are strings; severity's are "1" to "4"."""

    features: Features
    category: LogisticRegression
    severity: LogisticRegression
    reason: LogisticRegression


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say of a batch: the matrix they saw, and one row of probabilities per mail and head."""

    matrix: csr_matrix
    category: NDArray[np.float32]
    severity: NDArray[np.float32]
    reason: NDArray[np.float32]


def fit(rows: Sequence[Row]) -> Pipeline:
    """A pipeline trained on all rows; severity and reason learn from the requests among them only."""
    mails = [clean(Text(row.subject, row.body, row.lang)) for row in rows]
    features = Features.fit(mails)
    matrix = features.transform(mails)
    asked = [at for at, row in enumerate(rows) if row.severity is not None]
    return Pipeline(
        features,
        _head(CATEGORY_C, matrix, [row.category for row in rows]),
        _head(OTHER_C, matrix[asked], [str(rows[at].severity) for at in asked]),
        _head(OTHER_C, matrix[asked], [str(rows[at].reason) for at in asked]),
    )


def score(pipeline: Pipeline, texts: Sequence[Text]) -> Scores:
    """The probabilities of each head for a batch of mails: cleaned and vectorised once."""
    matrix = pipeline.features.transform([clean(text) for text in texts])
    return Scores(
        matrix,
        pipeline.category.predict_proba(matrix),
        pipeline.severity.predict_proba(matrix),
        pipeline.reason.predict_proba(matrix),
    )


def _head(strength: float, matrix: csr_matrix, labels: Sequence[str]) -> LogisticRegression:
    """A balanced linear head: rare labels (a critical incident) must not drown in the frequent ones."""
    head = LogisticRegression(C=strength, class_weight="balanced", max_iter=1000, random_state=SEED)
    return head.fit(matrix, np.asarray(labels))
