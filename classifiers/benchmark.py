"""What the pipeline of the product is worth on any labelled table: learned from one part, judged on another."""

import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sklearn.metrics import accuracy_score, f1_score

from classifiers import storage, thresholds
from classifiers.crossval import Progress, out_of_fold, prepare, quiet
from classifiers.encoder import available, load_encoder
from classifiers.encoders import NAMES
from classifiers.examples import Row
from classifiers.pipeline import Pipeline, score
from classifiers.text import Text

BATCH: Final = 64


@dataclass(frozen=True, slots=True)
class Table:
    """Labelled texts, column by column. `groups` (a project, a customer) is empty where nothing is to be told apart."""

    subjects: Sequence[str]
    bodies: Sequence[str]
    labels: Sequence[str]
    groups: Sequence[str] = ()


def run(
    train: Table, test: Table, *, target: float = thresholds.TARGET, seed: int = 0, progress: Progress = quiet
) -> dict[str, Any]:
    """The figures of `signoff model benchmark`: learned from `train` alone, `test` is looked at once, at the end.

    `seed` puts the rows of `train` into another order, and so into other folds. Raises ValueError where `train` has
    fewer than two labels, or either table no row.
    """
    if not train.labels or not test.labels:
        raise ValueError("a table without a row: there is nothing to learn from, or to be judged by")
    encoder = load_encoder(NAMES[0]) if available() else None
    started = time.perf_counter()
    rows = _rows(train, seed)
    material = prepare(rows, encoder, progress)
    unseen, choice = out_of_fold(material, progress)
    pipeline = material.pipeline(choice)
    seconds = time.perf_counter() - started
    proofs = thresholds.per_category([row.category for row in rows], unseen.predicted, unseen.confidence, target)
    limits = {label: proof.threshold for label, proof in proofs.items()}
    predicted, confidence, each = _judge(pipeline, test, progress)
    sure = [at for at, label in enumerate(predicted) if confidence[at] >= limits[label]]
    right = sum(predicted[at] == test.labels[at] for at in sure)
    groups = _per_group(test, predicted)
    return {
        "macro_f1": sum(groups.values()) / len(groups) if groups else _f1(test.labels, predicted),
        "accuracy": float(accuracy_score(test.labels, predicted)),
        "per_group": groups,
        "train_seconds": round(seconds, 2),
        "ms_per_message": round(each * 1000, 3),
        "model_bytes": _size(pipeline),
        "target_precision": target,
        "automatic_precision": right / len(sure) if sure else None,
        "automatic_coverage": len(sure) / len(predicted),
        "strength": choice.strength,
        "share_of_meaning": choice.share,
    }


def _rows(table: Table, seed: int) -> list[Row]:
    order = list(range(len(table.labels)))
    random.Random(seed).shuffle(order)  # noqa: S311 - no secret
    return [
        Row(f"{place:06d}", "", table.subjects[at], table.bodies[at], table.labels[at], None, None)
        for place, at in enumerate(order)
    ]


def _judge(pipeline: Pipeline, test: Table, progress: Progress) -> tuple[list[str], list[float], float]:
    """The label of each row of the test, how sure it is, and the seconds of CPU that a row took."""
    texts = [Text(subject, body) for subject, body in zip(test.subjects, test.bodies, strict=True)]
    labels: list[str] = []
    confidence: list[float] = []
    started = time.process_time()
    for start in range(0, len(texts), BATCH):
        progress("judging", start, len(texts))
        probabilities = score(pipeline, texts[start : start + BATCH]).category
        labels += [pipeline.category.classes[at] for at in probabilities.argmax(axis=1)]
        confidence += probabilities.max(axis=1).tolist()
    return labels, confidence, (time.process_time() - started) / len(texts)


def _per_group(test: Table, predicted: Sequence[str]) -> dict[str, float]:
    """Macro-F1 within each group, over the labels that occur there."""
    places: dict[str, list[int]] = {}
    for at, group in enumerate(test.groups):
        places.setdefault(group, []).append(at)
    return {
        group: _f1([test.labels[at] for at in chosen], [predicted[at] for at in chosen])
        for group, chosen in sorted(places.items())
    }


def _f1(truth: Sequence[str], predicted: Sequence[str]) -> float:
    return float(f1_score(truth, predicted, average="macro", zero_division=0))


def _size(pipeline: Pipeline) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.skops"
        storage.write(path, pipeline, None, {})
        return path.stat().st_size
