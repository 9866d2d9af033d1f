"""Tickets found by their words."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from models.desk import TicketText
from models.tickets import Ticket
from models.vocabulary import Category, Severity, TicketState
from processor.store.database import Database
from processor.store.searching import beginning, words_of
from processor.store.views.tickets import AT_WORK, TicketFilter, TicketLine, list_tickets

_BEFORE: Final = 60
_AFTER: Final = 160
_LARGEST: Final = 2**62


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What is looked for: all of the words, in any order, each also as the beginning of one; the rest narrows.

    `overdue_at`: those whose first answer was due before then and hasn't left.
    """

    text: str
    states: tuple[TicketState, ...] = ()
    customer: str = ""
    category: Category | None = None
    assignee: str | None = None
    limit: int = 50
    offset: int = 0
    severity: Severity | None = None
    overdue_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A ticket that was found. `snippet` is the text around the first hit, `marks` where the words stand in it."""

    line: TicketLine
    snippet: str
    marks: tuple[tuple[int, int], ...]


def find_tickets(database: Database, wanted: SearchFilter) -> tuple[SearchHit, ...]:
    """See `Views.search`. Without a word nothing is found."""
    words = words_of(wanted.text)
    ids = _found(database, words, wanted) if words else []
    if not ids:
        return ()
    lines = {line.ticket_id: line for line in list_tickets(database, TicketFilter(ids=tuple(ids), limit=len(ids)))}
    texts = {row["id"]: row for row in database.rows(TicketText.select().where(TicketText.id.in_(ids)))}
    looked_for = _pattern(words)
    found = []
    for one in ids:
        row = texts.get(one, {"words": "", "body": ""})
        found.append(SearchHit(lines[one], *_snippet(looked_for, row["body"], row["words"])))
    return tuple(found)


def _found(database: Database, words: tuple[str, ...], wanted: SearchFilter) -> list[int]:
    """The ids, the newest first; of a question that is a number alone the ticket of that number before the others."""
    matching, asked = _postgres(words) if database.locks_rows else _sqlite(words)
    conditions, values = _conditions(wanted)
    joined = f' JOIN "ticket" AS t ON t."id" = found."id" WHERE {" AND ".join(conditions)}' if conditions else ""
    # Only for a number: in the index's own order the database stops at the first page.
    named = _named(database, words)
    first = f'found."id" <> {named}, ' if named else ""
    sql = f'{matching}{joined} ORDER BY {first}found."id" DESC LIMIT ? OFFSET ?'.replace("?", database.peewee.param)
    rows = database.run(sql, [*asked, *values, wanted.limit, wanted.offset]).fetchall()
    return [int(row[0]) for row in rows]


def _sqlite(words: tuple[str, ...]) -> tuple[str, list[str]]:
    """FTS5 knows no stems: each word is looked for as the beginning that its forms have in common."""
    matching = (
        'SELECT found."id" FROM (SELECT rowid AS "id" FROM "ticket_search" WHERE "ticket_search" MATCH ?) AS found'
    )
    return matching, [" ".join(f'"{beginning(word)}"*' for word in words)]


def _postgres(words: tuple[str, ...]) -> tuple[str, list[str]]:
    """Each word as the beginning of one, or in any form of it. The index is read first, whatever the planner thinks."""
    one = "(to_tsquery('simple', ?) || plainto_tsquery('russian', ?) || plainto_tsquery('german', ?))"
    question = " && ".join([one] * len(words))
    matching = (
        f'WITH found AS MATERIALIZED (SELECT "id" FROM "ticket_search" WHERE "vector" @@ ({question})) '  # noqa: S608
        'SELECT found."id" FROM found'
    )
    return matching, [value for word in words for value in (f"{word}:*", word, word)]


def _conditions(wanted: SearchFilter) -> tuple[list[str], list[Any]]:
    found: list[tuple[str, list[Any]]] = []
    if wanted.states:
        found.append((f't."state" IN ({", ".join("?" * len(wanted.states))})', [str(one) for one in wanted.states]))
    if wanted.customer:
        found.append(('t."customer_id" IN (SELECT "id" FROM "customer" WHERE "name" = ?)', [wanted.customer]))
    if wanted.category is not None:
        found.append(('t."category" = ?', [str(wanted.category)]))
    if wanted.assignee is not None:
        found.append(('t."assignee" = ?', [wanted.assignee]))
    if wanted.severity is not None:
        found.append(('t."severity" = ?', [wanted.severity.value]))
    if wanted.overdue_at is not None:
        states = ", ".join(f"'{state.value}'" for state in AT_WORK)
        late = f't."response_due" < ? AND t."responded_at" IS NULL AND t."state" IN ({states})'
        found.append((late, [Ticket.response_due.db_value(wanted.overdue_at)]))
    return [sql for sql, _ in found], [value for _, values in found for value in values]


def _named(database: Database, words: tuple[str, ...]) -> int:
    if len(words) != 1 or not words[0].isdecimal() or int(words[0]) > _LARGEST:
        return 0
    return int(database.value(Ticket.select(Ticket.id).where(Ticket.number == int(words[0]))) or 0)


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """What is marked: words that begin as those that were asked for."""
    wanted = "|".join(re.escape(beginning(word)).replace("\u0435", "[\u0435\u0451]") for word in words)
    return re.compile(rf"(?<![^\W_])(?:{wanted})[^\W_]*", re.IGNORECASE)


def _snippet(looked_for: re.Pattern[str], *texts: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text around the first hit on one line, and where hits are in it."""
    text, first = next(
        ((text, hit.start()) for text in texts if (hit := looked_for.search(text))), (next(filter(None, texts), ""), 0)
    )
    start = max(first - _BEFORE, 0)
    cut = " ".join(text[start : first + _AFTER].split())
    return cut, tuple(hit.span() for hit in looked_for.finditer(cut))
