"""The installation's own mails for a training: the newest ones, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from classifiers.examples import Row
from processor.services.learning.rows import row_of
from processor.store.learning import Learning

LARGEST: Final = 20_000
"""How many of the installation's own mails a training takes at most, the newest of them.

The time and memory of the child grow with them, and both have an end: without a bound, the nightly training would one
day no longer be done in `classifier.training_minutes`, and from then on never again. That is three times the starter
corpus, so that their own mails prevail by far; and the newest tell best what will come.
"""

PAGE: Final = 500
"""How many texts are held in memory at a time."""


@dataclass(frozen=True, slots=True)
class Span:
    """Which examples are meant: those that stand, with an id above `after`, up to `newest`; `left_out` are older."""

    after: int
    newest: int
    used: int
    left_out: int


def newest_span(learning: Learning) -> Span:
    """The newest examples that stand at this moment."""
    standing, newest = learning.standing()
    used = min(standing, LARGEST)
    return Span(learning.before_newest_standing(used), newest, used, standing - used)


def own_rows(learning: Learning, span: Span) -> Iterator[Row]:
    """These examples as rows, in the order in which they were decided.

    What is decided while they are read comes after the span, so that no ticket is there twice.
    """
    after = span.after
    while page := learning.training_examples(after, PAGE):
        for example in page:
            if example.example_id > span.newest:
                return
            yield row_of(example)
        after = page[-1].example_id
