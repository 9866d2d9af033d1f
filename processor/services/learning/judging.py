"""Collects the evidence about a fresh model: what it and the current one say of the same mails."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from classifiers.examples import Row
from classifiers.text import Text
from classifiers.verdict import ModelUnusable
from processor.services.gather import Classifier
from processor.services.learning.gate import Evidence
from processor.services.learning.registry import Registry
from processor.services.learning.rows import text_of

BATCH = 64
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Golden:
    """A mail that no model may get wrong."""

    id: str
    text: Text
    category: str


def golden_mails(path: Path) -> tuple[Golden, ...]:
    """The golden mails of a file with one JSON object a line."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(
        Golden(str(line["id"]), Text(line["subject"], line["body"], line["lang"]), str(line["category"]))
        for line in lines
    )


def evidence_about(
    rows: Iterable[Row], fresh: Classifier, unseen: Mapping[str, str], registry: Registry, golden: Sequence[Golden]
) -> Evidence:
    """What there is to judge a fresh model by; `unseen` are its own out-of-fold predictions by row id.

    `rows` are gone through twice, a batch at a time: of a text nothing is kept.
    """
    truth = {row.id: row.category for row in rows if row.id in unseen}
    current, missing = _of_current((row for row in rows if row.id in unseen), registry)
    both = [at for at, name in enumerate(truth) if name in current]
    names = list(truth)
    return Evidence(
        truth=list(truth.values()),
        candidate=[unseen[name] for name in names],
        both=both,
        current=[current[names[at]] for at in both],
        golden_wrong=wrong(fresh, golden),
        no_comparison=missing,
    )


def wrong(model: Classifier, golden: Sequence[Golden]) -> list[str]:
    """The ids of the golden mails that the model gets wrong."""
    answers = predictions(model, [mail.text for mail in golden])
    return [mail.id for mail, answer in zip(golden, answers, strict=True) if answer != mail.category]


def predictions(model: Classifier, texts: Sequence[Text]) -> list[str]:
    """The category that the model gives each text, asked in batches."""
    return [verdict.category.value for batch in batches(texts) for verdict in model.classify(batch)]


def asked(model: Classifier, rows: Sequence[Row]) -> dict[str, str]:
    """The category that the model gives each row, by its id."""
    return dict(zip((row.id for row in rows), predictions(model, [text_of(row) for row in rows]), strict=True))


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in their order, a few at a time."""
    left = iter(items)
    while batch := list(islice(left, BATCH)):
        yield batch


def _of_current(rows: Iterable[Row], registry: Registry) -> tuple[dict[str, str], str]:
    """What the current model says of mails that it had not seen, by row id; or why that can't be known.

    One that can't be loaded (by a newer scikit-learn, say) is still held to what it said when it was trained.
    """
    try:
        name = registry.current()
        known = registry.out_of_fold(name)
    except ModelUnusable as fault:
        return {}, str(fault)
    answers: dict[str, str] = {}
    try:
        model = registry.load(name)
        for batch in batches(row for row in rows if row.id not in known):
            answers |= asked(model, batch)
    except ModelUnusable:
        return known, ""
    return known | answers, ""
