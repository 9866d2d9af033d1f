"""The model as its callers see it: load it once, hand it mails in batches, get a verdict for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from classifiers import storage
from classifiers.conformal import likely
from classifiers.encoder import available
from classifiers.explain import Explainer
from classifiers.nearest import Neighbours
from classifiers.pipeline import Pipeline, Scores, score, severities
from classifiers.text import Text
from classifiers.verdict import ModelUnusable, TextVerdict
from models.vocabulary import CaseReason, Category, Severity

__all__ = ["PLAIN_STARTER", "STARTER", "Model", "ModelUnusable", "Text", "TextVerdict"]

STARTER: Final = Path(__file__).parent / "starter.skops"
"""The model that ships with Signoff; its card, with the file's SHA-256, stands beside it as JSON."""

PLAIN_STARTER: Final = Path(__file__).parent / "starter-plain.skops"
"""The same without an encoder, for where the extra `embeddings` is not installed."""

CELL: Final = 10
"""Examples that a category needs in a mail's language before a label in that language may be automatic."""


def starter_path(*, plain: bool = False) -> Path:
    """The file of the model that ships: with the encoder where it is installed and wanted, else the one without."""
    return PLAIN_STARTER if plain or not available() else STARTER


@dataclass(frozen=True, slots=True)
class Model:
    """A trained pipeline with its card, explained in `docs/classifier.md`. Safe to share between threads."""

    pipeline: Pipeline
    neighbours: Neighbours | None
    card: Mapping[str, Any]
    _explainer: Explainer = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Make the card unchangeable and look the terms up once, not per mail."""
        object.__setattr__(self, "card", MappingProxyType(dict(self.card)))
        object.__setattr__(self, "_explainer", Explainer(self.pipeline.category, self.pipeline.features.names()))

    @classmethod
    def load(cls, path: Path = STARTER, expected_digest: str | None = None) -> "Model":
        """The model in a file; ModelUnusable where it is missing, altered, foreign or of another version.

        `expected_digest` is the file's SHA-256 in hexadecimal; without it the card beside the file must hold it.
        """
        return cls(*storage.read(path, expected_digest))

    @classmethod
    def load_starter(cls, *, plain: bool = False) -> "Model":
        """The model that ships: with the encoder where it is installed and wanted, else the one that does without."""
        return cls.load(starter_path(plain=plain))

    @property
    def id(self) -> str:
        """What the model is called wherever it judged."""
        return str(self.card["id"])

    def classify(self, texts: Sequence[Text]) -> list[TextVerdict]:
        """A verdict for each mail, in order. One call for many mails costs a fraction of many calls for one."""
        if not texts:
            return []
        scores = score(self.pipeline, texts)
        levels = (
            severities(self.pipeline.severity, scores.severity)
            if self.pipeline.severity is not None and scores.severity is not None
            else []
        )
        nearest = self.neighbours.of(scores.matrices.meaning) if self.neighbours is not None else []
        return [
            self._verdict(at, text, scores, levels[at] if levels else None, nearest[at] if nearest else ())
            for at, text in enumerate(texts)
        ]

    def _verdict(
        self, at: int, text: Text, scores: Scores, level: str | None, nearest: tuple[tuple[str, str, float], ...]
    ) -> TextVerdict:
        classes = self.pipeline.category.classes
        ranked = sorted(zip(classes, scores.category[at].tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
        name, confidence = ranked[0]
        category = Category(name)
        threshold = float(self.card["thresholds"][name]["threshold"])
        why, against = self._explainer.explain(scores.matrices, at, name, ranked[1][0])
        request = category is not Category.NOT_A_REQUEST
        return TextVerdict(
            category=category,
            confidence=confidence,
            probabilities=tuple(ranked),
            why=why,
            against=against,
            severity=Severity(int(level)) if request and level else None,
            severity_confidence=self._sure_of(scores, at, level) if request and level else None,
            reason=self._reason(scores, at) if request else None,
            threshold=threshold,
            automatic=confidence >= threshold and self._knows(name, text) and self._explainer.read(scores.matrices, at),
            model_id=self.id,
            likely=tuple(map(Category, likely(dict(ranked), self.card["likely"]["quantiles"]))),
            nearest=tuple((row, Category(label), alike) for row, label, alike in nearest),
        )

    def _knows(self, category: str, text: Text) -> bool:
        """Whether there were enough mails of this category in the mail's language to learn from.

        Rows whose language nobody knows are counted under "": they say nothing of any language.
        """
        return bool(text.language) and int(self.card["counts"][category].get(text.language, 0)) >= CELL

    def _sure_of(self, scores: Scores, at: int, level: str) -> float:
        assert self.pipeline.severity is not None
        assert scores.severity is not None
        return float(scores.severity[at][self.pipeline.severity.classes.index(level)])

    def _reason(self, scores: Scores, at: int) -> CaseReason | None:
        if self.pipeline.reason is None or scores.reason is None:
            return None
        return CaseReason(self.pipeline.reason.classes[int(scores.reason[at].argmax())])
