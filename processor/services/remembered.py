"""What people decided, remembered from one batch to the next: a correction counts at once on near-identical texts."""

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from typing import Protocol

from classifiers.precedents import MOST_TEXTS, Precedent, PrecedentLabel, Precedents
from classifiers.text import Text
from models.vocabulary import ExampleOrigin
from processor.facts.causes import Verdict
from processor.store.examples import ExampleRow

PAGE = 500
OVERLAP = 20
"""Rows that are read again: on PostgreSQL a row may become visible after one with a higher id."""


class Examples(Protocol):
    """The texts that people labelled, as the store keeps them."""

    def examples_after(self, after_id: int = 0, limit: int = PAGE) -> Sequence[ExampleRow]:
        """Those with higher ids, the lowest id first."""
        ...

    def before_newest_reviews(self, count: int) -> int:
        """The id after which the newest `count` decisions in the queue come, 0 where there are no more."""
        ...

    def withdrawn(self, after_id: int) -> Sequence[int]:
        """The ids, after this one, of decisions that were undone."""
        ...


class Remembered:
    """Finds precedents among all that was decided in the queue, by whatever process. Safe for several threads."""

    def __init__(self, examples: Examples) -> None:
        self._examples = examples
        self._precedents = Precedents()
        self._first = self._last = 0
        self._lock = Lock()

    def precedents(self, texts: Sequence[Text]) -> list[Precedent | None]:
        """The newest decision on a near-identical text for each, in order.

        Raises Temporary where the database can't be asked.
        """
        with self._lock:
            self._refresh()
            return [self._precedents.find(text) for text in texts]

    def _refresh(self) -> None:
        # At first no more decisions are read than are held: mail waits meanwhile.
        if not self._last:
            self._first = self._examples.before_newest_reviews(MOST_TEXTS)
        self._learn(max(self._first, self._last - OVERLAP))
        for example_id in self._examples.withdrawn(self._first):
            self._precedents.forget(example_id)

    def _learn(self, last: int) -> None:
        """What was decided after this example."""
        while rows := self._examples.examples_after(last, PAGE):
            for row in rows:
                # What was imported is older than its row, and not always whole: it trains, and labels nothing.
                if row.origin is ExampleOrigin.REVIEW:
                    self._precedents.add(row.example_id, _text_of(row), _label_of(row))
            last = rows[-1].example_id
            self._last = max(self._last, last)
            if len(rows) < PAGE:
                return


def _text_of(row: ExampleRow) -> Text:
    return Text(row.subject, row.body, row.language or None, row.stage)


def _label_of(row: ExampleRow) -> PrecedentLabel:
    return PrecedentLabel(row.category, row.severity, row.reason, f"as {row.by} decided on #{row.ticket_number}")


def following(verdict: Verdict, precedent: Precedent) -> Verdict:
    """The verdict with the labels that a person decided on a near-identical text.

    It needs no review only where the model by itself is sure of the same category: one person's click is no proof. The
    words for and against spoke of the model's category, so they go where that is another.
    """
    label = precedent.label
    same = label.category is verdict.category
    return replace(
        verdict,
        category=label.category,
        confidence=verdict.confidence if same else dict(verdict.probabilities).get(label.category.value, 0.0),
        severity=label.severity,
        reason=label.reason,
        automatic=verdict.automatic and same,
        why=verdict.why if same else (),
        against=verdict.against if same else (),
        precedent=label.said,
    )
