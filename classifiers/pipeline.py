"""The trained parts: features that all heads share, and one head each for category, severity and reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from classifiers.examples import Row
from classifiers.features import Features, Matrices
from classifiers.heads import Head, Probabilities, fit_head
from classifiers.text import Fields, Text, clean
from models.vocabulary import Category

OTHER_C: Final = 3.0
"""Inverse strength of regularisation of severity and reason; that of the category is chosen by cross-validation."""

OTHER_SHARE: Final = 0.35
"""The share of meaning in severity and reason, and in the category's until one is chosen for it."""

_DREAD: Final = np.array([[0, 1, 2.5, 5], [1, 0, 1, 2.5], [2, 1, 0, 1], [2.5, 2, 1, 0]], dtype=np.float32)
"""What it costs to call level i+1 level j+1: to take an outage for routine is the worst that can be done."""

RELUCTANCE: Final = {Category.NOT_A_REQUEST.value: 1.75}
"""To miss a thank-you costs a glance; to take a request for none costs its customer's patience."""

LEVELS: Final = ("1", "2", "3", "4")


@dataclass(frozen=True, slots=True)
class Choice:
    """What cross-validation chose for the category's head: the strength of its words, the share of meaning, and how
    much sharper its probabilities have to be to tell the truth.
    """

    strength: float = 10.0
    share: float = OTHER_SHARE
    sharpness: float = 1.0


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Features and heads. Severity's classes are "1" to "4"; it and reason are None where no row has any."""

    features: Features
    category: Head
    severity: Head | None
    reason: Head | None


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say of a batch: the matrices they saw, and one row of probabilities per mail and head."""

    matrices: Matrices
    category: Probabilities
    severity: Probabilities | None
    reason: Probabilities | None


def cleaned(rows: Sequence[Row]) -> list[Fields]:
    """The rows' mails as the features see them."""
    return [clean(text_of(row)) for row in rows]


def text_of(row: Row) -> Text:
    """A labelled mail without its labels."""
    return Text(row.subject, row.body, row.lang, row.stage)


def fit_heads(features: Features, matrices: Matrices, rows: Sequence[Row], choice: Choice) -> Pipeline:
    """A pipeline trained on all rows as the features see them; severity and reason learn from those that have one."""
    levels = {at: str(row.severity) for at, row in enumerate(rows) if row.severity is not None}
    reasons = {at: row.reason for at, row in enumerate(rows) if row.reason is not None}
    return Pipeline(
        features,
        replace(
            fit_head(matrices, [row.category for row in rows], choice.strength, choice.share, choice.sharpness),
            reluctance=RELUCTANCE,
        ),
        _other(matrices, levels),
        _other(matrices, reasons),
    )


def _other(matrices: Matrices, labels: Mapping[int, str]) -> Head | None:
    return fit_head(matrices[list(labels)], list(labels.values()), OTHER_C, OTHER_SHARE) if labels else None


def score(pipeline: Pipeline, texts: Sequence[Text]) -> Scores:
    """The probabilities of each head for a batch of mails: cleaned, vectorised and encoded once."""
    return score_matrices(pipeline, pipeline.features.matrices([clean(text) for text in texts]))


def score_matrices(pipeline: Pipeline, matrices: Matrices) -> Scores:
    """The same where the matrices are there already."""
    return Scores(
        matrices,
        pipeline.category.probabilities(matrices),
        pipeline.severity.probabilities(matrices) if pipeline.severity is not None else None,
        pipeline.reason.probabilities(matrices) if pipeline.reason is not None else None,
    )


def severities(head: Head, probabilities: Probabilities) -> list[str]:
    """The level for each row that costs least by what is dreaded, not the likeliest: most mails are routine, and an
    outage told calmly must not become one of them.
    """
    known = [LEVELS.index(name) for name in head.classes]
    cost: NDArray[np.float32] = probabilities @ _DREAD[known][:, known]
    return [head.classes[at] for at in cost.argmin(axis=1)]
