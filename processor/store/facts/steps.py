"""Steps as the decision to take them back sees them."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final

from peewee import JOIN

from models.desk import Step
from models.outgoing import Outbox
from models.tickets import Ticket, TicketEntry
from models.vocabulary import EntryKind
from processor.errors import Refused
from processor.facts.known import EntryFacts
from processor.facts.steps import StepFacts, StepMail
from processor.store.database import Database, Row
from processor.store.prepared import Hole, Prepared

_LOOKED_AT: Final = 200
_OTHER = Ticket.alias()
STEPS = (
    Step.select(
        Step,
        Ticket.number,
        Ticket.subject,
        Ticket.version.alias("ticket_version"),
        _OTHER.version.alias("version_of_other"),
        _OTHER.number.alias("number_of_other"),
    )
    .join(Ticket, on=(Step.ticket == Ticket.id))
    .join_from(Step, _OTHER, JOIN.LEFT_OUTER, on=(Step.other == _OTHER.id))
)
"""Steps with what tells whether their tickets are still as they left them."""


def step_facts(database: Database, step_id: int) -> StepFacts:
    """One step. Raises Refused when there is none of that id."""
    row = database.row(STEPS.where(Step.id == step_id)) if abs(step_id) < 2**62 else None
    if row is None:
        raise Refused(f"there is no step {step_id}; see signoff queue steps")
    return facts_of(database, [row])[0]


def facts_of(database: Database, rows: Sequence[Row]) -> tuple[StepFacts, ...]:
    """These rows of `STEPS`, with their mails and with what happened since."""
    mails = _mails(database, (one for row in rows for one in row["outbox"]))
    last = cache(lambda ticket_id: last_entry(database, ticket_id))
    return tuple(_facts(row, tuple(mails[one] for one in row["outbox"] if one in mails), last) for row in rows)


def last_entry(database: Database, ticket_id: int) -> EntryFacts | None:
    """The last event of a ticket."""
    row = database.row(_LAST, ticket=ticket_id)
    return None if row is None else EntryFacts(row["at"], row["by"], row["kind"], row["text"])


def last_telling(database: Database, ticket_id: int, kind: EntryKind, words: str) -> EntryFacts | None:
    """The last event of this kind whose text has these words in it, whole."""
    query = (
        TicketEntry.select(TicketEntry.at, TicketEntry.by, TicketEntry.kind, TicketEntry.text)
        .where((TicketEntry.ticket == ticket_id) & (TicketEntry.kind == kind))
        .order_by(TicketEntry.id.desc())
        .limit(_LOOKED_AT)
    )
    whole = re.compile(rf"\b{re.escape(words)}\b") if words else re.compile("")
    found = next((row for row in database.rows(query) if whole.search(row["text"])), None)
    return None if found is None else EntryFacts(found["at"], found["by"], found["kind"], found["text"])


_LAST = Prepared(
    TicketEntry.select(TicketEntry.at, TicketEntry.by, TicketEntry.kind, TicketEntry.text)
    .where(TicketEntry.ticket == Hole(TicketEntry.ticket))
    .order_by(TicketEntry.id.desc())
    .limit(1)
)


def _mails(database: Database, ids: Iterable[int]) -> dict[int, StepMail]:
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    query = Outbox.select(Outbox.id, Outbox.recipient, Outbox.state, Outbox.sent_at).where(Outbox.id.in_(wanted))
    return {
        row["id"]: StepMail(row["id"], row["recipient"], row["state"], row["sent_at"]) for row in database.rows(query)
    }


def _facts(row: Row, mails: tuple[StepMail, ...], last: Callable[[int], EntryFacts | None]) -> StepFacts:
    own_is_same = row["version"] == row["ticket_version"]
    same = own_is_same and (row["other"] is None or row["other_version"] == row["version_of_other"])
    changed, number = (row["other"], row["number_of_other"]) if own_is_same else (row["ticket"], row["number"])
    return StepFacts(
        step_id=row["id"],
        ticket_id=row["ticket"],
        number=row["number"],
        what=row["what"],
        by=row["by"],
        at=row["at"],
        mails=mails,
        same=same,
        last=None if same else last(changed),
        went_on=0 if same else number,
        other_id=row["other"] or 0,
        undone_at=row["undone_at"],
        undone_by=row["undone_by"],
    )
