"""Collects the evidence about a fresh model: what it and the current one say of the same mails."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from classifiers.examples import Row
from classifiers.text import Text
from classifiers.verdict import ModelUnusable
from processor.services.gather import Classifier
from processor.services.learning.gate import Evidence
from processor.services.learning.registry import Registry
from processor.services.learning.rows import text_of

BATCH = 64


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
    rows: Sequence[Row], fresh: Classifier, unseen: Mapping[str, str], registry: Registry, golden: Sequence[Golden]
) -> Evidence:
    """What there is to judge a fresh model by; `unseen` are its own out-of-fold predictions by row id."""
    used = [row for row in rows if row.id in unseen]
    current, missing = _of_current(used, registry)
    both = [at for at, row in enumerate(used) if row.id in current]
    return Evidence(
        truth=[row.category for row in used],
        candidate=[unseen[row.id] for row in used],
        both=both,
        current=[current[used[at].id] for at in both],
        golden_wrong=wrong(fresh, golden),
        no_comparison=missing,
    )


def wrong(model: Classifier, golden: Sequence[Golden]) -> list[str]:
    """The ids of the golden mails that the model gets wrong."""
    answers = predictions(model, [mail.text for mail in golden])
    return [mail.id for mail, answer in zip(golden, answers, strict=True) if answer != mail.category]


def predictions(model: Classifier, texts: Sequence[Text]) -> list[str]:
    """The category that the model gives each text, asked in batches."""
    batches = [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]
    return [verdict.category.value for batch in batches for verdict in model.classify(batch)]


def _of_current(rows: Sequence[Row], registry: Registry) -> tuple[dict[str, str], str]:
    """What the current model says of mails that it had not seen, by row id; or why that can't be known.

    One that can't be loaded (by a newer scikit-learn, say) is still held to what it said when it was trained.
    """
    try:
        name = registry.current()
        known = registry.out_of_fold(name)
    except ModelUnusable as fault:
        return {}, str(fault)
    newer = [row for row in rows if row.id not in known]
    try:
        answers = predictions(registry.load(name), [text_of(row) for row in newer]) if newer else []
    except ModelUnusable:
        return known, ""
    return known | {row.id: answer for row, answer in zip(newer, answers, strict=True)}, ""
