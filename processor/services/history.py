"""A team's own history, labelled elsewhere, taken in to learn from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from classifiers.examples import Row
from models.vocabulary import CaseReason, Category, Severity
from processor.services.classify import text_of
from processor.store.examples import NewExample
from processor.store.store import Store


@dataclass(frozen=True, slots=True)
class Taken:
    """How many rows there were, and how many of them told something new."""

    rows: int
    new: int


def take_history(store: Store, rows: Iterable[Row], source: str, by: str, now: datetime) -> Taken:
    """Keep all of these as examples, or none: a text that is there with these labels already is not kept again.

    What came of it is written down as a person's change, unless nothing did.
    """
    examples = [example_of(row) for row in rows]

    def work() -> Taken:
        taken = Taken(len(examples), store.learning.add_imported(examples, source, by, now))
        if taken.new:
            store.audit.note(by, "import_labels", f"labels {source}", {"rows": taken.rows, "new": taken.new}, now)
        return taken

    return store.transact(work)


def example_of(row: Row) -> NewExample:
    """The row as an example: its text cut as a mail's is, so that the model learns what it will be asked."""
    text = text_of(row.subject, row.body, row.stage)
    return NewExample(
        subject=text.subject,
        body=text.body,
        category=Category(row.category),
        severity=Severity(row.severity) if row.severity is not None else None,
        reason=CaseReason(row.reason) if row.reason is not None else None,
        language=row.lang or text.language or "",
        stage=row.stage,
    )
