"""Classifies mails in bulk, as plain values: `signoff classify --jsonl`.

The fields are an interface that people script against; they may only grow.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from classifiers.text import Text, judged
from classifiers.verdict import TextVerdict
from models.vocabulary import Category, Stage
from processor.errors import SettingsError
from processor.facts.own import OwnMarks
from processor.reading.language import detect
from processor.reading.limits import Limits
from processor.reading.newtext import split_reply
from processor.services.gather import Classifier
from processor.services.jsonlines import JsonLine, Stream, batches, parsed

AT_ONCE: Final = 64
"""Mails that the model judges in one call: beyond, a mail gets hardly cheaper, and its answer later."""

Answer = dict[str, Any]
_STAGES: Final = tuple(stage.value for stage in Stage)
_LONGEST: Final = Limits().text_chars


@dataclass(frozen=True, slots=True)
class Asked:
    """One mail to be judged. `id` is given back as it came."""

    id: str | int
    text: Text


def answers(classifier: Classifier, stream: Stream) -> Iterator[Answer]:
    """An answer for each line, in order and as soon as it can be given.

    Raises SettingsError for the first line that can't be understood, once every line before it is answered, and
    ModelUnusable where there is no model.
    """
    for batch in batches(stream, AT_ONCE):
        asked, fault = _asked(batch)
        if asked:
            verdicts = classifier.classify([one.text for one in asked])
            yield from map(answer, asked, verdicts)
        if fault is not None:
            raise fault


def text_of(subject: str, body: str, stage: Stage | None = None) -> Text:
    """The words that the model judges, cut and told apart by language as a mail's are when it is read.

    What a mail may hold at most is a limit here too, so that no body can hold up those behind it.
    """
    body = body[:_LONGEST]
    written = judged(subject, split_reply(body).new_text, body)
    return Text(subject, written, detect(f"{subject}\n{written}", OwnMarks().languages) or None, stage)


def answer(asked: Asked, verdict: TextVerdict) -> Answer:
    """The verdict on one mail as plain values."""
    return {
        "id": asked.id,
        "category": verdict.category.value,
        "confidence": verdict.confidence,
        "automatic": verdict.automatic,
        "probabilities": dict(verdict.probabilities),
        "severity": verdict.severity.value if verdict.severity else None,
        "reason": verdict.reason.value if verdict.reason else None,
        "language": asked.text.language or "",
        "not_a_request": verdict.category is Category.NOT_A_REQUEST,
        "why": [[term, weight] for term, weight in verdict.why],
        "against": [[term, weight] for term, weight in verdict.against],
        "likely": [category.value for category in verdict.likely],
        "nearest": [[row, category.value, similarity] for row, category, similarity in verdict.nearest],
        "threshold": verdict.threshold,
        "model": verdict.model_id,
    }


def _asked(batch: Sequence[tuple[int, bytes]]) -> tuple[list[Asked], SettingsError | None]:
    """The mails up to the first line that can't be understood, and what is wrong with that one."""
    found: list[Asked] = []
    for number, line in batch:
        try:
            found.append(_one(parsed(number, line)))
        except SettingsError as fault:
            return found, fault
    return found, None


def _one(line: JsonLine) -> Asked:
    name = line.values.get("id")
    if name is None:
        raise line.fault('"id" is missing')
    if isinstance(name, bool) or not isinstance(name, str | int):
        raise line.fault('"id" must be a text or a whole number')
    line.text("from")
    stage = line.word("stage", _STAGES)
    return Asked(name, text_of(line.text("subject"), line.text("body", needed=True), Stage(stage) if stage else None))
