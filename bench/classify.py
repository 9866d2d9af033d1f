"""What the models that ship are worth and what they cost: `python -m bench classify`, as JSON.

With `--markdown` it prints the tables of `docs/classifier.md`. Worth is measured on mails that the judging model had
not seen: out of fold, with whole authors held out, and on the sets of authors who had not seen the corpus.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench import costs
from classifiers.crossval import quiet
from classifiers.encoder import available, load_encoder
from classifiers.encoders import NAMES
from classifiers.examples import read_rows
from classifiers.model import PLAIN_STARTER, STARTER, Model, Text
from processor.services.classify import text_of
from processor.services.evaluating import scored
from processor.services.labelled import read_labelled

UNSEEN = Path(__file__).parents[1] / "tests" / "golden" / "unseen_mails"
Found = dict[str, Any]


def main(*options: str) -> int:
    """Measure and print. The exit code is 0."""
    found = measure()
    print("\n".join(markdown(found)) if "--markdown" in options else json.dumps(found, indent=2))
    return 0


def measure() -> Found:
    """All figures; those with the encoder only where it is installed."""
    paths = [STARTER, PLAIN_STARTER] if available() else [PLAIN_STARTER]
    rows, models = read_rows(), {path.stem: Model.load(path) for path in paths}
    texts = _texts()
    with costs.one_core():
        return {
            "out_of_fold": {name: _card(model.card) for name, model in models.items()},
            "unseen": {path.stem: _unseen(path, models) for path in sorted(UNSEEN.glob("*.jsonl"))},
            "bytes": {path.stem: path.stat().st_size for path in paths},
            "speed": costs.speed(models, texts),
            "memory_mb": {path.stem: costs.memory(path, texts) for path in paths},
            "fit": costs.fits(rows, load_encoder(NAMES[0]) if available() else None),
            "retraining": costs.retraining(rows, "auto"),
        }


def _texts() -> list[Text]:
    rows = [row for path in sorted(UNSEEN.glob("*.jsonl")) for row in read_labelled(path)]
    return [text_of(row.subject, row.body) for row in rows]


def _card(card: Mapping[str, Any]) -> Found:
    names = ("id", "rows", "macro_f1", "macro_f1_per_language", "accuracy", "coverage", "ece")
    figures = {name: card[name] for name in (*names, "severity_within_one", "severity_accuracy", "reason_accuracy")}
    right, taken = (sum(proof[name] for proof in card["thresholds"].values()) for name in ("right", "n"))
    confusion = card["confusion"]
    nothing = confusion["not_a_request"]
    called = sum(found.get("not_a_request", 0) for name, found in confusion.items() if name != "not_a_request")
    requests = sum(sum(found.values()) for name, found in confusion.items() if name != "not_a_request")
    return figures | {
        "precision": round(right / taken, 4) if taken else None,
        "not_a_request": {
            "recall": round(nothing["not_a_request"] / sum(nothing.values()), 4),
            "requests_called_so": round(called / requests, 4),
        },
    }


def _unseen(path: Path, models: Mapping[str, Model]) -> Found:
    rows = read_labelled(path)
    return {name: scored(model, rows, quiet) for name, model in models.items()}


def markdown(found: Found) -> Iterator[str]:
    """The tables of the documentation."""
    yield from _worth(found)
    yield ""
    yield from _price(found)


def _worth(found: Found) -> Iterator[str]:
    columns = {f"{name}, out of fold": worth_of_card(card) for name, card in found["out_of_fold"].items()}
    for unseen, models in found["unseen"].items():
        columns |= {f"{name}, {unseen}": worth_of_unseen(figures) for name, figures in models.items()}
    yield f"| | {' | '.join(columns)} |"
    yield f"| --- |{' ---: |' * len(columns)}"
    for name in next(iter(columns.values())):
        yield f"| {name} | {' | '.join(_number(column[name]) for column in columns.values())} |"


def worth_of_card(card: Found) -> Found:
    """The card's figures under the names of the table. It knows no second labels."""
    return {
        "model": card["id"],
        "mails": card["rows"],
        "macro-F1": card["macro_f1"],
        "... with a second defensible label": None,
        **{f"... {lang}": card["macro_f1_per_language"].get(lang) for lang in ("en", "ru", "de")},
        "automatic: coverage": card["coverage"],
        "automatic: precision": card["precision"],
        "severity: right": card["severity_accuracy"],
        "severity: within one level": card["severity_within_one"],
        "severity: level 1 called 4": None,
        "case reason: right": card["reason_accuracy"],
        "`not_a_request`: found": card["not_a_request"]["recall"],
        "requests called `not_a_request`": card["not_a_request"]["requests_called_so"],
        "likely set holds the label": None,
        "likely set: mean size": None,
    }


def worth_of_unseen(figures: Found) -> Found:
    """The figures of an unseen set under the same names."""
    return {
        "model": figures["model"],
        "mails": figures["rows"],
        "macro-F1": figures["macro_f1"],
        "... with a second defensible label": figures["macro_f1_lenient"],
        **{f"... {lang}": figures["per_language"].get(lang, {}).get("macro_f1") for lang in ("en", "ru", "de")},
        "automatic: coverage": figures["automatic"]["coverage"],
        "automatic: precision": figures["automatic"]["precision"],
        "severity: right": figures["severity"]["accuracy"],
        "severity: within one level": figures["severity"]["within_one"],
        "severity: level 1 called 4": figures["severity"]["critical_called_medium"],
        "case reason: right": figures["reason_accuracy"],
        "`not_a_request`: found": figures["not_a_request"]["recall"],
        "requests called `not_a_request`": figures["not_a_request"]["requests_called_so"],
        "likely set holds the label": figures["likely"]["coverage"],
        "likely set: mean size": figures["likely"]["mean_size"],
    }


def _price(found: Found) -> Iterator[str]:
    names = list(found["bytes"])
    yield f"| | {' | '.join(names)} |"
    yield f"| --- |{' ---: |' * len(names)}"
    sizes = [f"{found['bytes'][name] / 1e6:.1f}" for name in names]
    yield f"| file, MB | {' | '.join(sizes)} |"
    speeds = found["speed"]["models"]
    for case in speeds[names[0]]:
        cells = [f"{speeds[name][case]['ms']:.2f} ({speeds[name][case]['yardsticks']:.1f})" for name in names]
        yield f"| {case}, ms (yardsticks of {found['speed']['yardstick_ms']:.2f} ms) | {' | '.join(cells)} |"
    for moment in ("before", "loaded", "after_use"):
        cells = [f"{found['memory_mb'][name][moment]:.0f}" for name in names]
        yield f"| resident memory {moment.replace('_', ' ')}, MB | {' | '.join(cells)} |"
    times = {f"one fit of {int(count):,} mails": spent for count, spent in found["fit"].items()}
    for title, spent in (times | {"whole retraining of 2,000 mails": found["retraining"]}).items():
        cell = f"{spent['seconds']:.0f} ({spent['processor_seconds']:.0f})"
        yield f"| {title}, seconds (of the processor) | {cell} |{' |' * (len(names) - 1)}"


def _number(value: float | str | None) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
