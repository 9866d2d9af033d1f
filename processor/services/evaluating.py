"""Judges labelled mails with a model, as the product would, and says how good it is on them. Trains nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from classifiers.evaluate import figures
from classifiers.examples import Row
from classifiers.model import Model
from classifiers.verdict import ModelUnusable, TextVerdict
from processor.services.classify import AT_ONCE, text_of
from processor.services.gather import Classifier, MissingModel


def scored(classifier: Classifier, rows: Sequence[Row], progress: Callable[[str, int, int], None]) -> dict[str, Any]:
    """The figures of `classifiers.evaluate` on these rows, and the model's id.

    The model hears what it would hear of a mail: the language is found, not read off the row, which only says where
    to count it. Raises ModelUnusable.
    """
    texts = [text_of(row.subject, row.body, row.stage) for row in rows]
    verdicts: list[TextVerdict] = []
    for at in range(0, len(texts), AT_ONCE):
        verdicts += classifier.classify(texts[at : at + AT_ONCE])
        progress("judging", len(verdicts), len(texts))
    told = [replace(row, lang=row.lang or text.language or "?") for row, text in zip(rows, texts, strict=True)]
    return {"model": verdicts[0].model_id, **figures(told, verdicts)}


def card_of(classifier: Classifier) -> Mapping[str, Any]:
    """The card of a model: what it was made of, and how good it was on mails that it had not seen.

    Raises ModelUnusable where there is no model.
    """
    if isinstance(classifier, MissingModel):
        raise ModelUnusable(classifier.why)
    assert isinstance(classifier, Model)
    return classifier.card
