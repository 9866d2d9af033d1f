"""How a model does on mails that people decided here: what `signoff model evaluate` tells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classifiers.examples import Row
from classifiers.verdict import ModelUnusable
from processor.services.learning.gate import macro_f1
from processor.services.learning.judging import Golden, asked, batches, wrong
from processor.services.learning.registry import Registry


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A model's figures on this installation's own mails, none of which it had seen when it judged them.

    `mails` of them there were, `right` it was on so many; `per_category` is (mails, right) by the true category.
    `golden_wrong` are the ids of golden mails that it gets wrong.
    """

    model: str
    mails: int
    right: int
    macro_f1: float
    per_category: dict[str, tuple[int, int]]
    golden: int
    golden_wrong: tuple[str, ...]


def evaluate(registry: Registry, name: str, rows: Iterable[Row], golden: Sequence[Golden]) -> Evaluation:
    """The figures: out of fold where the model was trained on a mail, its direct answer where not.

    Raises ModelUnusable where the model can't be loaded.
    """
    model = registry.load(name)
    try:
        known = registry.out_of_fold(name)
    except ModelUnusable:
        known = {}
    truth: list[str] = []
    predicted: list[str] = []
    for batch in batches(rows):
        answers = known | asked(model, [row for row in batch if row.id not in known])
        truth += [row.category for row in batch]
        predicted += [answers[row.id] for row in batch]
    hits = [label == answer for label, answer in zip(truth, predicted, strict=True)]
    per_category = {
        label: (truth.count(label), sum(hit for hit, true in zip(hits, truth, strict=True) if true == label))
        for label in sorted(set(truth))
    }
    missed = tuple(wrong(model, golden))
    return Evaluation(name, len(truth), sum(hits), macro_f1(truth, predicted), per_category, len(golden), missed)
