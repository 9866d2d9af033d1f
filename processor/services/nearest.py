"""What the ids of nearest labelled mails stand for: a mail of the starter corpus, a ticket, or an imported example."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from classifiers.examples import read_rows
from models.vocabulary import Category
from processor.errors import Refused
from processor.store.store import Store

_OWN: Final = re.compile(r"([ti])([0-9]{1,15})")


@dataclass(frozen=True, slots=True)
class NearMail:
    """A labelled mail that is close in meaning; `similarity` is a cosine, 1 for the same.

    `where` says in words where it comes from; the subject is empty where the mail is not at hand.
    """

    id: str
    category: Category
    similarity: float
    subject: str
    where: str


class Nearest:
    """Looks labelled mails up. Without a store, those of tickets are named by number only."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store

    def mails(self, found: Iterable[tuple[str, Category, float]]) -> tuple[NearMail, ...]:
        """Each of them, in order."""
        return tuple(NearMail(row, category, similarity, *self._named(row)) for row, category, similarity in found)

    def _named(self, row: str) -> tuple[str, str]:
        """Subject and origin of a row."""
        own = _OWN.fullmatch(row)
        if own is None:
            subject = _starter().get(row)
            return ("", "") if subject is None else (subject, "starter corpus")
        number = int(own[2])
        if own[1] == "t":
            return self._ticket(number), f"ticket #{number}"
        return self._imported(number)

    def _ticket(self, number: int) -> str:
        if self._store is None:
            return ""
        try:
            return self._store.views.ticket(number).line.subject
        except Refused:
            return ""

    def _imported(self, number: int) -> tuple[str, str]:
        rows = self._store.learning.examples_after(number - 1, 1) if self._store else ()
        found = [row for row in rows if row.example_id == number]
        return (found[0].subject, f"imported from {found[0].source}") if found else ("", "imported")


@cache
def _starter() -> Mapping[str, str]:
    """The subjects of the starter corpus by row id."""
    return {row.id: row.subject for row in read_rows()}
