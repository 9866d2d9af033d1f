"""One application of a decision: the rows that it made so far, by their local names."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.tickets import Ticket
from processor.effects.tickets import Local, TicketRef
from processor.ids import Ids
from processor.store.apply.cause import Cause, Composer, TicketRowFacts
from processor.store.apply.trail import Trail
from processor.store.database import Database, Row
from processor.store.leaves import Leaves
from processor.store.prepared import Hole, Prepared


@dataclass(slots=True)
class Scope:
    """What the handlers of one decision share.

    `touched` are the known tickets that change; `opened` those that the decision itself makes. Entries are collected
    and written together. `unsent` are answers on file, by ticket, whose mail is yet to be queued,
    `unfiled` mails with an answer that is yet to be filed: id and Message-ID. `promised` are the
    tickets whose first answer is to be promised anew, `indexed` those that are found by other words now. `trail` keeps
    what a person's step changes. Without `leaves` nothing can be recorded that the ledger has to know.
    """

    db: Database
    ids: Ids
    composer: Composer
    observe: bool
    cause: Cause
    now: datetime
    leaves: Leaves | None = None
    local: dict[Local, int] = field(default_factory=dict)
    tickets: dict[int, TicketRowFacts] = field(default_factory=dict)
    threads: dict[int, int] = field(default_factory=dict)
    touched: dict[int, None] = field(default_factory=dict)
    opened: dict[int, None] = field(default_factory=dict)
    entries: list[Row] = field(default_factory=list)
    outbox_ids: list[int] = field(default_factory=list)
    unsent: dict[int, int] = field(default_factory=dict)
    unfiled: dict[int, tuple[int, str]] = field(default_factory=dict)
    promised: dict[int, None] = field(default_factory=dict)
    indexed: dict[int, None] = field(default_factory=dict)
    trail: Trail | None = None
    step_id: int = 0

    def row(self, ref: int | Local) -> int:
        """The id that a reference stands for."""
        return ref if isinstance(ref, int) else self.local[ref]

    def change(self, ref: TicketRef) -> int:
        """The id of a ticket that this decision changes."""
        ticket_id = self.row(ref)
        if ticket_id not in self.opened:
            self.keep("ticket", ticket_id)
            self.touched[ticket_id] = None
        return ticket_id

    def keep(self, table: str, row_id: int) -> None:
        """A row is about to change: a person's step remembers it as it was."""
        if self.trail is not None:
            self.trail.keep(table, row_id)

    def made(self, what: str, value: object) -> None:
        """A person's step remembers what it made."""
        if self.trail is not None:
            self.trail.add(what, value)

    def ticket(self, ticket_id: int) -> TicketRowFacts:
        """The ticket's row as mails need it, as it stands now."""
        if ticket_id not in self.tickets:
            self._load(ticket_id)
        return self.tickets[ticket_id]

    def thread_of(self, ticket_id: int) -> int:
        """The ticket's conversation."""
        if ticket_id not in self.threads:
            self._load(ticket_id)
        return self.threads[ticket_id]

    def forget(self, ticket_id: int) -> None:
        """The row was changed: what is known of it is read again when it is needed."""
        self.tickets.pop(ticket_id, None)

    def promise(self, ticket_id: int) -> None:
        """What the promise of a first answer rests on has changed: it is made again when all effects are done."""
        self.promised[ticket_id] = None

    def update(self, ticket_id: int, *conditions: Any, **values: Any) -> int:
        """How many rows (0 or 1) a change of the ticket met."""
        self.forget(ticket_id)
        return self.db.change(Ticket.update(**values).where(Ticket.id == ticket_id, *conditions))

    def _load(self, ticket_id: int) -> None:
        [row] = self.db.rows(_TICKET, id=ticket_id)
        self.threads[ticket_id] = row["thread"]
        self.tickets[ticket_id] = ticket_row_facts(row)


_TICKET = Prepared(Ticket.select().where(Ticket.id == Hole(Ticket.id)))


def ticket_row_facts(row: Row) -> TicketRowFacts:
    """The part of a ticket's row that mails need."""
    return TicketRowFacts(
        ticket_id=row["id"],
        number=row["number"],
        token=row["token"],
        subject=row["subject"],
        mailbox=row["mailbox"],
        opened_at=row["opened_at"],
        language=row["language"],
        state=row["state"],
        assignee=row["assignee"],
    )
