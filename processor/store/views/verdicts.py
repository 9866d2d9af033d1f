"""What the model said of messages, as people see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.conversation import Verdict
from models.vocabulary import CaseReason, Category, Severity, Standing
from processor.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """What the model said about one message of a ticket; `processor.facts.causes.Verdict` says what each means."""

    category: Category
    confidence: float
    probabilities: tuple[tuple[str, float], ...]
    why: tuple[tuple[str, float], ...]
    severity: Severity | None
    reason: CaseReason | None
    threshold: float
    automatic: bool
    model_id: str
    at: datetime
    against: tuple[tuple[str, float], ...] = ()
    likely: tuple[Category, ...] = ()
    nearest: tuple[tuple[str, Category, float], ...] = ()
    language: str = ""
    standing: Standing = Standing.SHADOW
    standing_why: str = ""
    audit: bool = False
    precedent: str = ""


def verdicts_of(database: Database, ticket_ids: Iterable[int]) -> dict[int, tuple[VerdictLine, ...]]:
    """The verdicts on each ticket's messages, in order; a ticket without one is left out."""
    found: dict[int, tuple[VerdictLine, ...]] = {}
    query = Verdict.select().where(Verdict.ticket.in_(sorted(set(ticket_ids))))
    for row in database.rows(query.order_by(Verdict.id)):
        found[row["ticket"]] = (*found.get(row["ticket"], ()), _line(row))
    return found


def _line(row: Row) -> VerdictLine:
    return VerdictLine(
        category=row["category"],
        confidence=row["confidence"],
        probabilities=_weights(row["probabilities"]),
        why=_weights(row["why"]),
        severity=row["severity"],
        reason=row["reason"],
        threshold=row["threshold"],
        automatic=row["automatic"],
        model_id=row["model_id"],
        at=row["at"],
        against=_weights(row["against"]),
        likely=tuple(Category(word) for word in row["likely"]),
        nearest=tuple((name, Category(word), likeness) for name, word, likeness in row["nearest"]),
        language=row["language"],
        standing=row["standing"],
        standing_why=row["standing_why"],
        audit=row["audit"],
        precedent=row["precedent"],
    )


def _weights(pairs: list[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    return tuple((name, value) for name, value in pairs)
