"""Train a model from labelled mails. `python -m classifiers.train` makes the starter model anew."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
from sklearn.metrics import accuracy_score, f1_score

from classifiers import examples, storage, thresholds
from classifiers.examples import Row
from classifiers.features import SETTINGS
from classifiers.model import STARTER, Model
from classifiers.pipeline import CATEGORY_C, OTHER_C, SEED, fit
from classifiers.text import CLEANING_VERSION


def train(rows: Sequence[Row], *, name: str = "starter", target: float = thresholds.TARGET) -> Model:
    """A model trained on all rows, whose thresholds come from predictions on rows it had not seen.

    The same rows give the same model. Takes seconds: one fit per fold and one over everything.
    """
    rows = sorted(rows, key=lambda row: row.id)
    unseen = thresholds.out_of_fold(rows)
    return Model(fit(rows), _card(rows, unseen, name, target))


def save(model: Model, path: Path) -> str:
    """Write a model and its card; gives back the file's SHA-256."""
    return storage.write(path, model.pipeline, model.card)


def _card(rows: Sequence[Row], unseen: thresholds.Unseen, name: str, target: float) -> dict[str, Any]:
    corpus = examples.digest(rows)
    made_with: dict[str, Any] = {
        "cleaning": CLEANING_VERSION,
        "corpus_digest": corpus,
        "numpy": np.__version__,
        "parameters": {
            **SETTINGS,
            "ngram_range": list(SETTINGS["ngram_range"]),
            "category_c": CATEGORY_C,
            "other_c": OTHER_C,
        },
        "seed": SEED,
        "sklearn": sklearn.__version__,
        "target": target,
    }
    mark = hashlib.sha256(json.dumps(made_with, sort_keys=True).encode()).hexdigest()[:8]
    return {
        **made_with,
        "id": f"{name}-{mark}",
        "rows": len(rows),
        "counts": examples.counts(rows),
        "thresholds": thresholds.per_category(rows, unseen, target),
        **_measured(rows, unseen),
    }


def _measured(rows: Sequence[Row], unseen: thresholds.Unseen) -> dict[str, float]:
    """Figures on unseen rows, rounded; those of severity and reason are over the requests only."""
    asked = [at for at, row in enumerate(rows) if row.severity is not None]
    truth = [row.category for row in rows]
    severity = accuracy_score([str(rows[at].severity) for at in asked], [unseen.severity[at] for at in asked])
    reason = accuracy_score([rows[at].reason for at in asked], [unseen.reason[at] for at in asked])
    return {
        "macro_f1": round(float(f1_score(truth, unseen.category, average="macro")), 4),
        "accuracy": round(float(accuracy_score(truth, unseen.category)), 4),
        "severity_accuracy": round(float(severity), 4),
        "reason_accuracy": round(float(reason), 4),
    }


def main() -> None:
    """Train on the starter corpus and write the starter model with its card."""
    model = train(examples.read_rows())
    digest = save(model, STARTER)
    print(f"{model.card['id']}: macro-F1 {model.card['macro_f1']} out of fold on {model.card['rows']} mails")
    print(f"{STARTER.name} {STARTER.stat().st_size} bytes, sha256 {digest}")


if __name__ == "__main__":
    main()
