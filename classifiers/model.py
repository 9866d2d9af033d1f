"""The model as its callers see it: load it once, hand it mails in batches, get a verdict for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from numpy.typing import NDArray

from classifiers import storage
from classifiers.pipeline import Pipeline, Scores, score
from classifiers.text import Text
from classifiers.verdict import ModelUnusable, TextVerdict
from models.vocabulary import CaseReason, Category, Severity

__all__ = ["STARTER", "Model", "ModelUnusable", "Text", "TextVerdict"]

STARTER: Final = Path(__file__).parent / "starter.skops"
"""The model that ships with Signoff; its card, with the file's SHA-256, stands beside it as JSON."""

WHY_TERMS: Final = 5
CELL: Final = 10
"""Examples that a category needs in a mail's language before a label in that language may be automatic."""


@dataclass(frozen=True, slots=True)
class Model:
    """A trained pipeline with its card.

    The card tells the model's `id`, `corpus_digest`, `counts` (category, language), `macro_f1` (out of fold),
    `thresholds`, `target`, `cleaning` and the versions it was made with. Safe to share between threads.
    """

    pipeline: Pipeline
    card: Mapping[str, Any]
    _names: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Make the card unchangeable and look the terms up once, not per mail."""
        object.__setattr__(self, "card", MappingProxyType(dict(self.card)))
        object.__setattr__(self, "_names", tuple(self.pipeline.features.names()))

    @classmethod
    def load(cls, path: Path = STARTER, expected_digest: str | None = None) -> "Model":
        """The model in a file; ModelUnusable where it is missing, altered, foreign or of another version.

        `expected_digest` is the file's SHA-256 in hexadecimal; without it the card beside the file must hold it.
        """
        pipeline, card = storage.read(path, expected_digest)
        return cls(pipeline, card)

    def classify(self, texts: Sequence[Text]) -> list[TextVerdict]:
        """A verdict for each mail, in order. One call for many mails costs a fraction of many calls for one."""
        if not texts:
            return []
        scores = score(self.pipeline, texts)
        return [self._verdict(at, text, scores) for at, text in enumerate(texts)]

    def _verdict(self, at: int, text: Text, scores: Scores) -> TextVerdict:
        classes = self.pipeline.category.classes_
        ranked = sorted(zip(scores.category[at].tolist(), map(str, classes), strict=True), reverse=True)
        confidence, name = ranked[0]
        threshold = float(self.card["thresholds"][name])
        category = Category(name)
        severity, how_sure = _best(self.pipeline.severity.classes_, scores.severity[at])
        reason, _ = _best(self.pipeline.reason.classes_, scores.reason[at])
        request = category is not Category.NOT_A_REQUEST
        begin, end = scores.matrix.indptr[at : at + 2]  # a slice of the matrix itself would cost more than the scoring
        terms, counts = scores.matrix.indices[begin:end], scores.matrix.data[begin:end]
        return TextVerdict(
            category=category,
            confidence=confidence,
            probabilities=tuple((label, value) for value, label in ranked),
            why=self._why(terms, counts, list(classes).index(name)),
            severity=Severity(int(severity)) if request else None,
            severity_confidence=how_sure if request else None,
            reason=CaseReason(reason) if request else None,
            threshold=threshold,
            automatic=confidence >= threshold and self._knows(name, text) and end > begin,
            model_id=str(self.card["id"]),
        )

    def _knows(self, category: str, text: Text) -> bool:
        """Whether the corpus has enough mails of this category in the mail's language."""
        return int(self.card["counts"][category].get(text.language or "", 0)) >= CELL

    def _why(self, terms: NDArray[Any], counts: NDArray[Any], chosen: int) -> tuple[tuple[str, float], ...]:
        """The terms that spoke most for the chosen category: what each term counts times what it weighs."""
        weights = counts * self.pipeline.category.coef_[chosen, terms]
        order = weights.argsort()[::-1][:WHY_TERMS]
        return tuple(
            (self._names[terms[place]], round(float(weights[place]), 4)) for place in order if weights[place] > 0
        )


def _best(classes: Any, probabilities: Any) -> tuple[str, float]:
    at = int(probabilities.argmax())
    return str(classes[at]), float(probabilities[at])
