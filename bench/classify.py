"""What the starter model is worth and what it costs: `python -m bench.classify`.

Accuracy is out of fold, on mails that the judging model had not seen. The sample of real-looking requests beside the
checkout is only ever looked at here: nothing is trained or chosen on it.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score

from classifiers import thresholds
from classifiers.examples import Row, read_rows
from classifiers.model import STARTER, Model, Text
from classifiers.text import clean
from models.vocabulary import Category

SHARED = Path(os.environ.get("SIGNOFF_SHARED", Path(__file__).resolve().parents[1].parent / "shared"))
SAMPLE = SHARED / "data" / "requests-sample.jsonl"

RSS = """
import psutil
from classifiers.model import Model, Text
before = psutil.Process().memory_info().rss
model = Model.load()
model.classify([Text("Quote", "What would it cost?", "en")] * 64)
print((psutil.Process().memory_info().rss - before) / 2**20)
"""


def accuracy(rows: Sequence[Row]) -> dict[str, Any]:
    """Macro-F1 out of fold, over all and per language, and what share would be automatic at which precision."""
    unseen = thresholds.out_of_fold(rows)
    limits = thresholds.per_category(rows, unseen)
    truth = [row.category for row in rows]
    automatic = [at for at, name in enumerate(unseen.category) if unseen.confidence[at] >= limits[name]]
    right = sum(unseen.category[at] == truth[at] for at in automatic)
    per_language = {}
    for language in sorted({row.lang for row in rows}):
        at = [index for index, row in enumerate(rows) if row.lang == language]
        per_language[language] = _f1([truth[index] for index in at], [unseen.category[index] for index in at])
    labels = [category.value for category in Category]
    scores = f1_score(truth, unseen.category, labels=labels, average=None)
    return {
        "rows": len(rows),
        "macro_f1": _f1(truth, unseen.category),
        "macro_f1_per_language": per_language,
        "f1_per_category": {label: round(float(value), 3) for label, value in zip(labels, scores, strict=True)},
        "thresholds": limits,
        "automatic_coverage": round(len(automatic) / len(rows), 3),
        "automatic_precision": round(right / len(automatic), 3) if automatic else None,
    }


def on_sample(model: Model, path: Path = SAMPLE) -> dict[str, Any] | None:
    """The model's answers on labelled requests that it never saw, or None where they are not at hand."""
    if not path.is_file():
        return None
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    verdicts = model.classify([Text(row["subject"], row["body"], row["lang"]) for row in rows])
    pairs = list(zip(rows, verdicts, strict=True))
    asked = [(row, verdict) for row, verdict in pairs if row["severity"] and verdict.severity]
    return {
        "rows": len(rows),
        "category_accuracy": _share([row["category"] == verdict.category for row, verdict in pairs]),
        "category_in_first_two": _share([row["category"] in _first_two(verdict) for row, verdict in pairs]),
        "not_hard_accuracy": _share([row["category"] == v.category for row, v in pairs if not row["hard"]]),
        "severity_accuracy": _share([row["severity"] == verdict.severity for row, verdict in asked]),
        "reason_accuracy": _share([row["reason"] == verdict.reason for row, verdict in asked]),
        "automatic": sum(verdict.automatic for verdict in verdicts),
    }


def speed(model: Model, rows: Sequence[Row]) -> dict[str, float]:
    """CPU milliseconds per mail, median of several rounds over the corpus, by batch size."""
    texts = [Text(row.subject, row.body, row.lang) for row in rows]
    found = {
        f"classify, batch {size}": _per_mail(lambda size=size: _in_batches(model, texts, size), len(texts))  # type: ignore[misc]
        for size in (1, 16, 64)
    }
    mails = [clean(text).whole for text in texts]
    for analyzer, span in (("word", (1, 2)), ("char_wb", (2, 5))):
        vectorizer = TfidfVectorizer(analyzer=analyzer, ngram_range=span, min_df=2).fit(mails)
        found[f"{analyzer} {span[0]}-{span[1]} features alone"] = _per_mail(
            lambda vectorizer=vectorizer: vectorizer.transform(mails),  # type: ignore[misc]
            len(mails),
        )
    return found


def memory() -> float:
    """Megabytes of resident memory that loading and using the model adds to a process with its libraries imported."""
    answer = subprocess.run([sys.executable, "-c", RSS], capture_output=True, text=True, check=True)
    return round(float(answer.stdout), 1)


def main() -> None:
    rows, model = read_rows(), Model.load()
    print(
        json.dumps(
            {
                "model": model.card["id"],
                "model_bytes": STARTER.stat().st_size,
                "out_of_fold": accuracy(rows),
                "sample": on_sample(model),
                "cpu_ms_per_mail": speed(model, rows),
                "rss_added_mb": memory(),
            },
            indent=2,
        )
    )


def _in_batches(model: Model, texts: Sequence[Text], size: int) -> None:
    for start in range(0, len(texts), size):
        model.classify(texts[start : start + size])


def _per_mail(work: Callable[[], object], mails: int, rounds: int = 5) -> float:
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        spent.append((time.process_time() - start) * 1000 / mails)
    return round(statistics.median(spent), 3)


def _first_two(verdict: Any) -> set[str]:
    return {label for label, _ in verdict.probabilities[:2]}


def _share(hits: Sequence[bool]) -> float | None:
    return round(sum(hits) / len(hits), 3) if hits else None


def _f1(truth: Sequence[str], found: Sequence[str]) -> float:
    return round(float(f1_score(truth, found, average="macro")), 3)


if __name__ == "__main__":
    main()
