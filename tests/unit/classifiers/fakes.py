"""What the tests of the classifiers share: an encoder that needs no weights, and small mails with labels."""

import hashlib
import itertools
import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import sklearn

from classifiers import storage
from classifiers.crossval import prepare
from classifiers.encoder import Encoder, Vectors
from classifiers.examples import Row, counts, digest
from classifiers.model import Model
from classifiers.nearest import Neighbours
from classifiers.pipeline import Choice, Pipeline, cleaned
from classifiers.text import CLEANING_VERSION
from models.vocabulary import CaseReason, Category, Stage

DIM = 8

TOPICS = {
    Category.BUG: "crash error broken fails wrong figures stopped freezes since update",
    Category.CUSTOMER_SUCCESS: "password user account access how login rights please reset",
    Category.ADDITIONAL_SCOPE: "quote price offer cost second site connect hours estimate paid",
    Category.NOT_A_REQUEST: "thanks holiday greetings newsletter invitation lunch office closed happy",
}
REASONS = {
    Category.BUG: CaseReason.BUG,
    Category.CUSTOMER_SUCCESS: CaseReason.QUESTION_ABOUT_HANDLING,
    Category.ADDITIONAL_SCOPE: CaseReason.CUSTOMIZATION,
}
LANGUAGES = ("en", "de", "ru")
FILLER = ("the", "a", "we", "our", "of", "in", "on", "and", "with", "for", "it", "this", "that", "is", "has")


class FakeEncoder:
    """Adds up a vector for each word, which its digest draws: the same words, in any order, mean the same."""

    name = "fake"
    dim = DIM

    def __init__(self, digest: str = "f" * 64) -> None:
        self.digest = digest

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.array([self._vector(text) for text in texts], dtype=np.float32).reshape(len(texts), DIM)

    @staticmethod
    def _vector(text: str) -> Vectors:
        vector = np.full(DIM, 0.1, dtype=np.float32)
        for word in text.lower().replace(".", " ").split():
            digest = hashlib.sha256(word.encode(errors="replace")).digest()
            vector += np.frombuffer(digest[:DIM], dtype=np.uint8).astype(np.float32) / 128 - 1
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def mails(count: int, *, seed: int = 1, group: bool = True, overlap: float = 0.2) -> list[Row]:
    """Labelled mails of a few words on their topic, a share `overlap` of them on another; six authors a language."""
    draw = random.Random(seed)
    rows = []
    for at, (category, lang) in zip(range(count), itertools.cycle(itertools.product(TOPICS, LANGUAGES)), strict=False):
        told = draw.choice(list(TOPICS)) if draw.random() < overlap else category
        words = [*draw.choices(TOPICS[told].split(), k=6), *draw.choices(FILLER, k=6)]
        draw.shuffle(words)
        request = category is not Category.NOT_A_REQUEST
        rows.append(
            Row(
                id=f"m{at:04d}",
                lang=lang,
                subject=words[0],
                body=" ".join(words),
                category=category.value,
                severity=draw.randint(1, 4) if request else None,
                reason=REASONS[category].value if request else None,
                stage=draw.choice([None, *Stage]),
                group=f"{lang}-{draw.randrange(6)}" if group else "",
            )
        )
    return rows


def card(rows: Sequence[Row], pipeline: Pipeline, *, threshold: float = 0.5, **changes: Any) -> dict[str, Any]:
    """What a model's card must hold, with one threshold for all categories."""
    encoder = pipeline.features.encoder
    classes = pipeline.category.classes
    return {
        "format": storage.FORMAT,
        "id": "small-00000000",
        "sklearn": sklearn.__version__,
        "cleaning": CLEANING_VERSION,
        "encoder": {"name": encoder.name, "digest": encoder.digest} if encoder else None,
        "corpus_digest": digest(rows),
        "counts": counts(rows),
        "thresholds": {name: {"threshold": threshold, "n": 1, "right": 1, "bound": 0.1} for name in classes},
        "likely": {"alpha": 0.1, "quantiles": dict.fromkeys(classes, 0.6)},
        **changes,
    }


def small_model(rows: Sequence[Row], encoder: Encoder | None, **changes: Any) -> Model:
    """A model of these rows without cross-validation; `changes` are made to its card."""
    pipeline = prepare(rows, encoder).pipeline(Choice(10.0, 0.35, 1.4))
    meaning = pipeline.features.meaning(cleaned(rows))
    neighbours = Neighbours.fit([row.id for row in rows], [row.category for row in rows], meaning)
    return Model(pipeline, neighbours, card(rows, pipeline, **changes))
