"""What judging and learning cost: processor time, memory, bytes. Each time beside a yardstick of the same run."""

import hashlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer

from classifiers.crossval import prepare
from classifiers.encoder import Encoder
from classifiers.examples import Row
from classifiers.model import Model, Text
from classifiers.pipeline import Choice

MAILS, ROUNDS, BATCH = 128, 3, 64
LONG = 4000
"""Characters of a long mail."""

RESIDENT = """
import json, sys
from pathlib import Path
import psutil
import processor.daemon.daemon
from classifiers.model import Model, Text
resident = lambda: psutil.Process().memory_info().rss / 2**20
before = resident()
model = Model.load(Path(sys.argv[1]))
loaded = resident()
texts = [Text(*text) for text in json.load(sys.stdin)]
for start in range(0, len(texts), 64):
    model.classify(texts[start : start + 64])
print(json.dumps({"before": before, "loaded": loaded, "after_use": resident()}))
"""
"""A process with all that the daemon imports."""


@contextmanager
def one_core() -> Iterator[None]:
    """This process, and those that it starts meanwhile, on one core."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def speed(models: dict[str, Model], texts: Sequence[Text]) -> dict[str, Any]:
    """Milliseconds of processor time for each mail: the medians, and how often the yardstick fits into them.

    The yardstick is what scikit-learn takes to cut the same short mails into pieces of two to five characters.
    """
    sizes = {"real": list(texts[:MAILS]), "long": long_mails(texts, MAILS)}
    words = [f"{text.subject} {text.body}" for text in texts[:MAILS]]
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2).fit(words)
    spent: dict[tuple[str, str, int], list[float]] = {}
    rulers: list[float] = []
    for model in models.values():
        model.classify(sizes["real"][:BATCH])  # the first call pays for what is made once
    for _ in range(ROUNDS):
        rulers.append(_milliseconds(lambda: vectorizer.transform(words)) / len(words))
        for name, model in models.items():
            for kind, mails in sizes.items():
                for batch in (1, BATCH):
                    spent.setdefault((name, kind, batch), []).extend(_each(model, mails, batch))
    ruler = statistics.median(rulers)
    return {
        "yardstick_ms": round(ruler, 3),
        "characters": {kind: statistics.median(len(mail.body) for mail in mails) for kind, mails in sizes.items()},
        "models": {
            name: {
                f"{kind}, batch {batch}": _beside(statistics.median(spent[name, kind, batch]), ruler)
                for kind in sizes
                for batch in (1, BATCH)
            }
            for name in models
        },
    }


def long_mails(texts: Sequence[Text], count: int) -> list[Text]:
    """Mails of 4,000 characters, each of several in the same language, one after the other."""
    found = []
    for start in range(count):
        first = texts[start % len(texts)]
        same = [text.body for text in texts if text.language == first.language]
        body = "\n\n".join([first.body, *same[start % len(same) :], *same])
        found.append(replace(first, body=body[:LONG]))
    return found


def _each(model: Model, mails: Sequence[Text], batch: int) -> list[float]:
    parts = [mails[start : start + batch] for start in range(0, len(mails), batch)]
    return [_milliseconds(lambda part=part: model.classify(part)) / len(part) for part in parts]  # type: ignore[misc]


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def _beside(value: float, ruler: float) -> dict[str, float]:
    return {"ms": round(value, 2), "yardsticks": round(value / ruler, 1)}


def fits(rows: Sequence[Row], encoder: Encoder | None) -> dict[str, Any]:
    """Seconds for one fit of 2,000 and of 10,000 mails, from text to heads."""
    return {str(count): _fit(many(rows, count), encoder) for count in (2000, 10_000)}


def _fit(rows: Sequence[Row], encoder: Encoder | None) -> dict[str, float]:
    wall, processor = time.perf_counter(), time.process_time()
    material = prepare(rows, encoder)
    material.pipeline(Choice())
    return {
        "seconds": round(time.perf_counter() - wall, 1),
        "processor_seconds": round(time.process_time() - processor, 1),
    }


def many(rows: Sequence[Row], count: int) -> list[Row]:
    """So many mails of every kind: those of the corpus, and where they are too few, new ones made of two.

    The first half of one and the second half of another of the same category and language: new texts whose labels
    are still right, so a fit has neither less nor easier work.
    """
    ordered = sorted(rows, key=lambda row: hashlib.sha256(row.id.encode()).digest())
    alike: dict[tuple[str, str], list[Row]] = {}
    for row in ordered:
        alike.setdefault((row.category, row.lang), []).append(row)
    found, step = ordered[:count], 1
    while len(found) < count:
        taken: Counter[tuple[str, str]] = Counter()
        for row in ordered[: count - len(found)]:
            kind = row.category, row.lang
            found.append(_cut(row, alike[kind][(taken[kind] + step) % len(alike[kind])], step))
            taken[kind] += 1
        step += 1
    return found


def _cut(one: Row, other: Row, step: int) -> Row:
    first, second = one.body.split(), other.body.split()
    body = " ".join([*first[: len(first) // 2], *second[len(second) // 2 :]])
    return replace(one, id=f"{one.id}+{step}", body=body, group=f"{one.group}+{step}")


def retraining(rows: Sequence[Row], encoder: str) -> dict[str, float]:
    """Seconds for the whole retraining of 2,000 mails in its child process: folds, choices, thresholds, file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = [json.dumps(asdict(row), ensure_ascii=False) for row in many(rows, 2000)]
        (folder / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
        before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-m", "classifiers.retrain", "--rows", str(folder / "rows.jsonl")]
        command += ["--out", name, "--encoder", encoder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": round(time.perf_counter() - wall, 1), "processor_seconds": round(spent, 1)}


def memory(path: Path, texts: Sequence[Text]) -> dict[str, float]:
    """Megabytes of resident memory before the model is loaded, with it, and after it has judged these mails."""
    asked = json.dumps([(text.subject, text.body, text.language) for text in texts])
    command = [sys.executable, "-c", RESIDENT, str(path)]
    answer = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    return {name: round(value, 1) for name, value in json.loads(answer.stdout).items()}
