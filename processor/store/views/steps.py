"""What people did, and whether it can still be taken back."""

from dataclasses import dataclass
from datetime import datetime

from models.desk import Step
from models.tickets import Ticket
from models.vocabulary import StepKind
from processor.errors import Refused
from processor.facts.steps import StepMail, hindrance
from processor.store.database import Database, Row
from processor.store.facts.steps import STEPS, facts_of


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step. `review_id` 0: it was about no queue item. `why_not` is why it can't be undone, empty where it can.

    `went_on` is the number of the ticket on which something has happened since, 0 where nothing has.
    """

    step_id: int
    ticket_number: int
    review_id: int
    by: str
    at: datetime
    what: StepKind
    text: str
    subject: str
    mails: tuple[StepMail, ...]
    why_not: str
    undone_at: datetime | None
    undone_by: str
    went_on: int = 0


def list_steps(
    database: Database, since: datetime, person: str = "", ticket: int = 0, limit: int = 200
) -> tuple[StepLine, ...]:
    """What was done since then, by this person or by any, on the ticket of this number or on any, the newest first."""
    query = STEPS.where(Step.at >= since).order_by(Step.id.desc()).limit(limit)
    if person:
        query = query.where(Step.by == person)
    if ticket:
        query = query.where(Ticket.number == ticket)
    return _lines(database, database.rows(query))


def show_step(database: Database, step_id: int) -> StepLine:
    """One step. Raises Refused when there is none of that id."""
    rows = database.rows(STEPS.where(Step.id == step_id)) if abs(step_id) < 2**62 else []
    if not rows:
        raise Refused(f"there is no step {step_id}; see signoff queue steps")
    return _lines(database, rows)[0]


def steps_together(database: Database, step_id: int) -> tuple[StepLine, ...]:
    """The step with all others that its person took by the same click, the newest first.

    What was asked for at once was done at one moment, to the microsecond. Raises Refused when there is no such step.
    """
    one = show_step(database, step_id)
    query = STEPS.where((Step.by == one.by) & (Step.at == one.at)).order_by(Step.id.desc())
    return _lines(database, database.rows(query))


def _lines(database: Database, rows: list[Row]) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(
            step_id=row["id"],
            ticket_number=row["number"],
            review_id=row["review"] or 0,
            by=row["by"],
            at=row["at"],
            what=row["what"],
            text=row["text"],
            subject=row["subject"],
            mails=facts.mails,
            why_not=hindrance(facts),
            undone_at=row["undone_at"],
            undone_by=row["undone_by"],
            went_on=facts.went_on,
        )
        for row, facts in zip(rows, facts_of(database, rows), strict=True)
    )
