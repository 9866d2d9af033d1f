"""The labelled texts: what is learned from, and what a person's decisions say about the model's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, SQL, fn

from models.conversation import Verdict
from models.learning import WITHDRAWN, Example
from models.textkey import LONGEST_BODY, text_key
from models.tickets import Ticket
from models.vocabulary import CaseReason, Category, ExampleOrigin, Severity, Stage, Standing
from processor.store.database import Database, Row

_ROWS_AT_ONCE = 200
_KEYS_AT_ONCE = 5_000
_PROOFS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class NewExample:
    """A labelled text of a team's own history. `language` is empty where it is not known."""

    subject: str
    body: str
    category: Category
    severity: Severity | None = None
    reason: CaseReason | None = None
    language: str = ""
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """A labelled text. `ticket_number` is 0 for an imported one, whose file `source` names.

    `judged` is the category that the model had given it, None where it had given none.
    """

    example_id: int
    origin: ExampleOrigin
    source: str
    ticket_number: int
    subject: str
    body: str
    language: str
    stage: Stage | None
    category: Category
    severity: Severity | None
    reason: CaseReason | None
    by: str
    at: datetime
    text_key: str
    judged: Category | None


def examples_after(database: Database, after_id: int, limit: int) -> tuple[ExampleRow, ...]:
    """The examples whose id is larger, in order, those that a later decision replaced included."""
    query = _ROWS.where(Example.id > after_id).order_by(Example.id).limit(limit)
    return tuple(_example_row(row) for row in database.rows(query))


def before_newest_reviews(database: Database, count: int) -> int:
    """The id after which the newest `count` decisions in the queue come, 0 where there are no more than these."""
    query = Example.select(Example.id).where(Example.origin == ExampleOrigin.REVIEW)
    found: int | None = database.value(query.order_by(Example.id.desc()).limit(1).offset(count))
    return found or 0


def withdrawn(database: Database, after_id: int) -> tuple[int, ...]:
    """The ids, after this one, of decisions that were undone."""
    return tuple(database.column(Example.select(Example.id).where(WITHDRAWN, Example.id > after_id)))


def training_examples(database: Database, after_id: int, limit: int | None) -> tuple[ExampleRow, ...]:
    """The examples that stand, in order: of each ticket the last decision, of each imported text the last labels."""
    query = _ROWS.where(Example.id > after_id, _stands()).order_by(Example.id).limit(limit)
    return tuple(_example_row(row) for row in database.rows(query))


def standing(database: Database) -> tuple[int, int]:
    """How many examples stand, and the id of the newest of them."""
    query = Example.select(fn.COUNT(Example.id).alias("number"), fn.MAX(Example.id).alias("newest")).where(_stands())
    [row] = database.rows(query)
    return row["number"], row["newest"] or 0


def before_newest_standing(database: Database, count: int) -> int:
    """The id after which the newest `count` that stand come, 0 where there are no more than these."""
    query = Example.select(Example.id).where(_stands()).order_by(Example.id.desc())
    found: int | None = database.value(query.limit(1).offset(count))
    return found or 0


def add_imported(database: Database, rows: Iterable[NewExample], source: str, by: str, now: datetime) -> int:
    """How many were new; see `Learning.add_imported`."""
    wanted = {text_key(row.subject, row.body): row for row in rows}  # of a text that stands there twice the last labels
    known = _imported(database, list(wanted))
    new = [
        _values(row) | {"text_key": key, "origin": ExampleOrigin.IMPORT, "source": source, "by": by, "at": now}
        for key, row in wanted.items()
        if known.get(key) != _labels(_values(row))
    ]
    for start in range(0, len(new), _ROWS_AT_ONCE):
        database.insert_many(Example, new[start : start + _ROWS_AT_ONCE])
    return len(new)


def evidence(database: Database, limit: int, *, audits: bool) -> tuple[bool, ...]:
    """Whether people agreed with automatic labels, the newest decision first; see `Learning.evidence`."""
    found: dict[str, bool] = {}
    page, before = _PROOFS_AT_ONCE, None  # more than are wanted, so that one read nearly always does
    while page == _PROOFS_AT_ONCE and len(found) < limit:
        rows = database.rows(_proofs(audits=audits, before=before))
        for row in rows:  # the newest decision on a text counts: the same text again proves nothing more
            found.setdefault(row["text_key"], row["category"] is row["judged"])
        page = len(rows)
        before = rows[-1]["id"] if rows else None
    return tuple(found.values())[:limit]


def decided(database: Database) -> dict[tuple[Category, str], int]:
    """How many texts people decided, by category and language; see `Learning.decided`."""
    query = Example.select(Example.category, Example.language, fn.COUNT(SQL("1")).alias("texts"))
    last = (_is_last(Example.ticket), _is_last(Example.text_key))
    query = query.where(Example.origin == ExampleOrigin.REVIEW, *last)
    rows = database.rows(query.group_by(Example.category, Example.language))
    return {(row["category"], row["language"]): row["texts"] for row in rows}


_LATER = Example.alias()
_ROWS = (
    Example.select(Example, Ticket.number, Verdict.category.alias("judged"))
    .join(Ticket, JOIN.LEFT_OUTER)
    .join_from(Example, Verdict, JOIN.LEFT_OUTER)
)


def _is_last(same: Any) -> Any:
    """The condition that no later example of this origin has the same value in a column."""
    later = _LATER.select(SQL("1")).where(
        getattr(_LATER, same.name) == same, _LATER.origin == Example.origin, _LATER.id > Example.id
    )
    return ~fn.EXISTS(later)


def _proofs(*, audits: bool, before: int | None) -> Any:
    """The newest decisions, before an example, on labels that were automatic and reviewed all the same."""
    reviewed = Verdict.audit if audits else (Verdict.audit | (Verdict.standing != Standing.ACTS))
    query = (
        Example.select(Example.id, Example.text_key, Example.category, Verdict.category.alias("judged"))
        .join(Verdict, JOIN.INNER)
        .where(Example.origin == ExampleOrigin.REVIEW, _is_last(Example.ticket), Verdict.automatic, reviewed)
    )
    if before is not None:
        query = query.where(Example.id < before)
    return query.order_by(Example.id.desc()).limit(_PROOFS_AT_ONCE)


def _stands() -> Any:
    reviews = (Example.origin == ExampleOrigin.REVIEW) & _is_last(Example.ticket)
    return reviews | ((Example.origin == ExampleOrigin.IMPORT) & _is_last(Example.text_key))


def _imported(database: Database, keys: Sequence[str]) -> dict[str, Row]:
    """The labels that imported texts have by now."""
    known: dict[str, Row] = {}
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        wanted = Example.text_key.in_(keys[start : start + _KEYS_AT_ONCE])
        query = Example.select(Example.text_key, *_LABELS).where(wanted, Example.origin == ExampleOrigin.IMPORT)
        known |= {row["text_key"]: _labels(row) for row in database.rows(query.order_by(Example.id))}
    return known


_LABELS = (Example.category, Example.severity, Example.reason, Example.language, Example.stage)


def _labels(row: Row) -> Row:
    return {field.name: row[field.name] for field in _LABELS}


def _values(row: NewExample) -> Row:
    return {
        "subject": row.subject,
        "body": row.body[:LONGEST_BODY],
        "language": row.language,
        "stage": row.stage,
        "category": row.category,
        "severity": row.severity,
        "reason": row.reason,
    }


def _example_row(row: Row) -> ExampleRow:
    return ExampleRow(
        example_id=row["id"],
        origin=row["origin"],
        source=row["source"],
        ticket_number=row["number"] or 0,
        subject=row["subject"],
        body=row["body"],
        language=row["language"],
        stage=row["stage"],
        category=row["category"],
        severity=row["severity"],
        reason=row["reason"],
        by=row["by"],
        at=row["at"],
        text_key=row["text_key"],
        judged=row["judged"],
    )
