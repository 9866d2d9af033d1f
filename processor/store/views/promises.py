"""A ticket's response clock as it is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.conversation import Message
from models.outgoing import Outbox
from models.promises import ResponsePromise
from models.tickets import Ticket
from models.vocabulary import Severity, SuccessPlan, TicketState
from processor.errors import Refused
from processor.sla.promise import SpanKind, TimeSpan
from processor.store.database import Database, Row
from processor.store.responses import first_answers


@dataclass(frozen=True, slots=True)
class KeptPromise:
    """A promise as it was made at one moment; `due_at` None: nothing was due, and `why` says why."""

    made_at: datetime
    due_at: datetime | None
    why: str
    plan: SuccessPlan | None
    severity: Severity | None
    judged: bool
    target: str
    round_the_clock: bool
    timezone: str
    hours: str
    calendar: str
    spans: tuple[TimeSpan, ...]

    @property
    def counted(self) -> timedelta:
        """The time that counted until the due moment."""
        return sum((span.length for span in self.spans if span.kind is SpanKind.COUNTED), timedelta())


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The first answer of a person that went out. `outbox_id` 0: written in a mail program of their own.

    `answer` is what the mail server said when it took the mail, `proof` how an uncertain one was found to have gone.
    """

    message_row: int
    outbox_id: int
    message_id: str
    by: str
    recipient: str
    at: datetime
    answer: str
    proof: str


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """A ticket with its promises, the oldest first."""

    number: int
    state: TicketState
    opened_at: datetime
    responded_at: datetime | None
    closed_at: datetime | None
    promises: tuple[KeptPromise, ...]
    answer: AnswerRow | None


def show_response(database: Database, number: int) -> ResponseRow:
    """The response clock of a ticket. Raises Refused when there is none of that number."""
    ticket = database.row(Ticket.select().where(Ticket.number == number)) if 0 < number < 2**62 else None
    if ticket is None:
        raise Refused(f"there is no ticket #{number}; see signoff ticket list")
    made = ResponsePromise.select().where(ResponsePromise.ticket == ticket["id"]).order_by(ResponsePromise.id)
    return ResponseRow(
        number=number,
        state=ticket["state"],
        opened_at=ticket["opened_at"],
        responded_at=ticket["responded_at"],
        closed_at=ticket["closed_at"],
        promises=tuple(_promise(row) for row in database.rows(made)),
        answer=_answer(database, ticket["id"]) if ticket["responded_at"] else None,
    )


def _answer(database: Database, ticket_id: int) -> AnswerRow | None:
    row = database.row(_ANSWER.where(Ticket.id == ticket_id))
    if row is None:
        return None
    return AnswerRow(
        message_row=row["id"],
        outbox_id=row["outbox"] or 0,
        message_id=row["message_id"],
        by=row["author"] or row["from_name"] or row["from_address"],
        recipient=row["recipient"] or "",
        at=row["sent_at"] or row["at"],
        answer=row["answer"] or "",
        proof=row["proof"] or "",
    )


def _promise(row: Row) -> KeptPromise:
    to_time = ResponsePromise.made_at.python_value
    return KeptPromise(
        made_at=row["made_at"],
        due_at=row["due_at"],
        why=row["why"],
        plan=row["plan"],
        severity=row["severity"],
        judged=row["judged"],
        target=row["target"],
        round_the_clock=row["round_the_clock"],
        timezone=row["timezone"],
        hours=row["hours"],
        calendar=row["calendar"],
        spans=tuple(
            TimeSpan(SpanKind(kind), to_time(start), to_time(end), name)
            for kind, start, end, name in row["spans"] or ()
        ),
    )


_ANSWER = first_answers(
    Message.id, Message.outbox, Message.message_id, Message.author, Message.from_name, Message.from_address, Message.at,
    Outbox.recipient, Outbox.sent_at, Outbox.answer, Outbox.proof,
)  # fmt: skip
