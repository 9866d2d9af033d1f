"""Linear decisions over what the features see, one head for each thing to be decided."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classifiers.encoder import Vectors
from classifiers.features import Matrices

SEED: Final = 0
MEANING_C: Final = 2.0
_TOLERANCE: Final = 1e-3
_ROUNDS: Final = 2000

Probabilities = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights, one row a class, and what each class starts from."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def logits(self, matrix: csr_matrix | Vectors) -> Any:
        """How much each row of the matrix speaks for each class, as logarithms of probabilities."""
        scores = np.asarray(matrix @ self.weights.T) + self.bias
        scores -= scores.max(axis=1, keepdims=True)
        return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class Head:
    """One decision: what the words say and what the meaning says, weighed in logarithms (a product of experts).

    `share` is the weight of the meaning, 0 where there is no encoder. Two small heads of their own are quicker to
    learn than one over all columns, keep each other honest, and tell how much of a decision words explain. What they
    say together is multiplied by `sharpness` (the inverse of a temperature), so that a confidence of 0.8 is right in
    eight of ten mails: regularised heads are too modest. `reluctance` says how many times likelier than any other a
    class must be to be chosen, where to choose it wrongly is worse than to miss it.
    """

    classes: tuple[str, ...]
    words: Linear
    meaning: Linear | None
    share: float
    sharpness: float = 1.0
    reluctance: Mapping[str, float] = field(default_factory=dict)

    def logits(self, matrices: Matrices) -> tuple[Any, Any | None]:
        """What the words say of each mail and what the meaning says, as logarithms of probabilities."""
        meaning = self.meaning.logits(matrices.meaning) if self.meaning is not None else None
        return self.words.logits(matrices.words), meaning

    def probabilities(self, matrices: Matrices) -> Probabilities:
        """The probability of each class, one row a mail."""
        found = mixed(*self.logits(matrices), self.share, self.sharpness)
        return reluctantly(found, self.classes, self.reluctance)

    def likeliest(self, matrices: Matrices) -> list[str]:
        """The likeliest class of each mail."""
        return [self.classes[at] for at in self.probabilities(matrices).argmax(axis=1)]


def mixed(words: Any, meaning: Any | None, share: float, sharpness: float = 1.0) -> Probabilities:
    """The probabilities that follow from both logarithms, the meaning's counting for `share`."""
    both = sharpness * ((1 - share) * words + share * meaning if meaning is not None else words)
    odds = np.exp(both - both.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float32)


def reluctantly(found: Probabilities, classes: Sequence[str], reluctance: Mapping[str, float]) -> Probabilities:
    """Probabilities in which each class counts less by its reluctance."""
    if not reluctance:
        return found
    odds = found / np.array([reluctance.get(name, 1.0) for name in classes], dtype=np.float32)
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float32)


def fit_head(matrices: Matrices, labels: Sequence[str], strength: float, share: float, sharpness: float = 1.0) -> Head:
    """A balanced head: rare labels (a critical incident) must not drown in the frequent ones.

    `strength` is the inverse of the regularisation of the words' weights. Raises ValueError where all labels are
    the same: there is nothing to tell apart.
    """
    classes = tuple(sorted(set(labels)))
    if len(classes) < 2:
        raise ValueError(f"all rows are labelled {classes}: at least two different labels are needed")
    words = _linear(matrices.words, labels, strength)
    meaning = _linear(matrices.meaning, labels, MEANING_C) if matrices.meaning.shape[1] and share else None
    return Head(classes, words, meaning, share if meaning is not None else 0.0, sharpness)


def _linear(matrix: Any, labels: Sequence[str], strength: float) -> Linear:
    # Here and not above: who only judges has no use for scikit-learn, and no room for its ninety megabytes.
    from sklearn.exceptions import ConvergenceWarning  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    # One thread: the steps are too small to share out, and what comes out would depend on the number of cores.
    with threadpool_limits(1, user_api="blas"), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # what is not done after 2,000 rounds is near enough
        solver = LogisticRegression(
            C=strength, class_weight="balanced", max_iter=_ROUNDS, tol=_TOLERANCE, random_state=SEED
        ).fit(matrix, np.asarray(labels))
    weights, bias = np.asarray(solver.coef_), np.asarray(solver.intercept_)
    if len(weights) == 1:  # two classes: scikit-learn gives the second's weights against the first's zero
        weights, bias = np.vstack([np.zeros_like(weights), weights]), np.concatenate([[0.0], bias])
    return Linear(weights.astype(np.float32), bias.astype(np.float32))
