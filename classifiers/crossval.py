"""Predictions for every row by a pipeline that had not seen it, and the choice of what is learned with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from classifiers.encoder import Encoder, Vectors
from classifiers.examples import Row
from classifiers.features import Features, Matrices
from classifiers.folds import split
from classifiers.heads import fit_head, mixed, reluctantly
from classifiers.pipeline import OTHER_SHARE, RELUCTANCE, Choice, Pipeline, cleaned, fit_heads, severities
from classifiers.text import Fields

STRENGTHS: Final = (3.0, 10.0, 30.0)
SHARES: Final = (0.0, 0.2, 0.35, 0.5)
"""Shares of the meaning that are tried; 0 says that words alone do better."""

SHARPNESSES: Final = tuple(round(1 + step / 10, 1) for step in range(-5, 31))

_CHANCE: Final = 0.01
"""Macro-F1 by which two strengths differ by chance on two folds."""

_TRIAL_FOLDS: Final = 2
_AT_ONCE: Final = 64

Progress = Callable[[str, int, int], None]
"""Told of each step by its name, how many are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """What models said of rows that they had not seen, in the order of the rows; probabilities by class.

    Severity and reason are empty where no row has one.
    """

    classes: tuple[str, ...]
    category: NDArray[np.float32]
    severity: list[str]
    reason: list[str]

    @property
    def predicted(self) -> list[str]:
        """The likeliest category of each row."""
        return [self.classes[at] for at in self.category.argmax(axis=1)]

    @property
    def confidence(self) -> list[float]:
        """The probability of that category."""
        return [float(value) for value in self.category.max(axis=1)]


def quiet(_step: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Material:
    """Rows with all that is not learned from them: cleaned, and encoded, once for all folds."""

    rows: Sequence[Row]
    mails: Sequence[Fields]
    meaning: Vectors
    encoder: Encoder | None

    def pipeline(self, choice: Choice) -> Pipeline:
        """The pipeline that all rows together train."""
        features = Features.fit(self.mails, self.encoder)
        return fit_heads(features, Matrices(features.words(self.mails), self.meaning), self.rows, choice)

    def fold(self, learn: list[int], judge: list[int]) -> tuple[Features, Matrices, Matrices]:
        """Features learned from some rows, and both these and the others as those see them."""
        features = Features.fit([self.mails[at] for at in learn], None)
        seen, new = (features.words([self.mails[at] for at in places]) for places in (learn, judge))
        return features, Matrices(seen, self.meaning[learn]), Matrices(new, self.meaning[judge])


def prepare(rows: Sequence[Row], encoder: Encoder | None, progress: Progress = quiet) -> Material:
    """The material of these rows."""
    mails = cleaned(rows)
    reader = Features.encoding(encoder)
    parts = []
    for start in range(0, len(mails), _AT_ONCE):
        progress("encoding", start, len(mails))
        parts.append(reader.meaning(mails[start : start + _AT_ONCE]))
    return Material(rows, mails, np.vstack(parts), encoder)


def out_of_fold(material: Material, progress: Progress = quiet, choice: Choice | None = None) -> tuple[Unseen, Choice]:
    """Predictions for every row by a pipeline trained on the other folds, and the choice that they were made with.

    Without a given choice, strengths are tried on two of the folds (see `steady`), and the share whose predictions have
    the best macro-F1 over all rows is taken.
    """
    rows = material.rows
    places = list(split(rows))
    strength = choice.strength if choice else _strength(material, places[:_TRIAL_FOLDS], progress)
    classes = tuple(sorted({row.category for row in rows}))
    logits = _Logits(len(rows), len(classes))
    severity, reason = [""] * len(rows), [""] * len(rows)
    for done, (learn, judge) in enumerate(places):
        progress("cross-validation", done, len(places))
        features, seen, new = material.fold(learn, judge)
        pipeline = fit_heads(features, seen, [rows[at] for at in learn], Choice(strength, OTHER_SHARE))
        columns = [classes.index(name) for name in pipeline.category.classes]
        logits.put(judge, columns, *pipeline.category.logits(new))
        if pipeline.severity is not None:
            levels = severities(pipeline.severity, pipeline.severity.probabilities(new))
            _put(severity, judge, levels)
        if pipeline.reason is not None:
            _put(reason, judge, pipeline.reason.likeliest(new))
    share = choice.share if choice else _share(rows, classes, logits)
    sharpness = choice.sharpness if choice else _sharpness(rows, classes, logits, share)
    category = reluctantly(logits.probabilities(share, sharpness), classes, RELUCTANCE)
    return Unseen(classes, category, severity, reason), Choice(strength, share, sharpness)


class _Logits:
    """What words and meaning said of each row, by class. A class that a fold never saw is all but impossible."""

    def __init__(self, rows: int, classes: int) -> None:
        self.words = np.full((rows, classes), -30.0, dtype=np.float32)
        self.meaning: NDArray[np.float32] | None = np.full((rows, classes), -30.0, dtype=np.float32)

    def put(self, places: list[int], columns: list[int], words: Any, meaning: Any) -> None:
        self.words[np.ix_(places, columns)] = words
        if meaning is None or self.meaning is None:
            self.meaning = None
        else:
            self.meaning[np.ix_(places, columns)] = meaning

    def probabilities(self, share: float, sharpness: float = 1.0) -> NDArray[np.float32]:
        return mixed(self.words, self.meaning, share, sharpness)


def _put(into: list[str], places: list[int], values: Sequence[str]) -> None:
    for at, value in zip(places, values, strict=True):
        into[at] = value


def _strength(material: Material, places: Sequence[tuple[list[int], list[int]]], progress: Progress) -> float:
    found: dict[float, list[float]] = {strength: [] for strength in STRENGTHS}
    rows = material.rows
    for done, (learn, judge) in enumerate(places):
        _, seen, new = material.fold(learn, judge)
        truth = [rows[at].category for at in judge]
        for at, strength in enumerate(STRENGTHS):
            progress("strength", done * len(STRENGTHS) + at, len(places) * len(STRENGTHS))
            head = fit_head(seen, [rows[index].category for index in learn], strength, OTHER_SHARE)
            found[strength].append(_macro_f1(truth, head.likeliest(new)))
    return steady({strength: float(np.mean(scores)) for strength, scores in found.items()})


def steady(worth: Mapping[float, float]) -> float:
    """The strength to learn with: the usual one, unless another is better by more than chance.

    On the corpus that ships 3, 10 and 30 lie within a point of each other, and which leads changes with a few rows. A
    training after three corrections must not be worse than the last because it drew another strength.
    """
    usual = Choice().strength
    best = max(worth, key=lambda strength: worth[strength])
    return best if worth[best] > worth[usual] + _CHANCE else usual


def _share(rows: Sequence[Row], classes: tuple[str, ...], logits: _Logits) -> float:
    if logits.meaning is None:
        return 0.0
    truth = [row.category for row in rows]

    def worth(share: float) -> float:
        return _macro_f1(truth, [classes[at] for at in logits.probabilities(share).argmax(axis=1)])

    return max(SHARES, key=worth)


def _sharpness(rows: Sequence[Row], classes: tuple[str, ...], logits: _Logits, share: float) -> float:
    """The sharpness at which the probabilities of what was right are greatest (C. Guo et al., ICML 2017)."""
    columns = [classes.index(row.category) for row in rows]
    places = np.arange(len(rows))

    def loss(sharpness: float) -> float:
        told = logits.probabilities(share, sharpness)[places, columns]
        return float(-np.log(np.maximum(told, 1e-9)).mean())

    return min(SHARPNESSES, key=loss)


def _macro_f1(truth: Sequence[str], predicted: Sequence[str]) -> float:
    return float(f1_score(truth, predicted, average="macro", zero_division=0))
