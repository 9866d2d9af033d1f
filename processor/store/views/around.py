"""What hangs on a ticket: its mails, agreements, deployment, other tickets, and the bytes of its messages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from peewee import JOIN

from models.approvals import ApprovalRequest, Proposal
from models.conversation import Message
from models.deployments import Deployment
from models.forms import Form
from models.mail import Fetch, RawMessage
from models.outgoing import Outbox
from models.tickets import Ticket
from models.vocabulary import Direction, OutboxState
from processor.errors import Refused
from processor.store.database import Database, Row
from processor.store.views.acceptances import AcceptanceLine, acceptances_of
from processor.store.views.deployments import DeploymentLine, lines_where
from processor.store.views.forms import FormLine, forms_where
from processor.store.views.proposals import ProposalLine, papers_of_deployment
from processor.store.views.tickets import TicketFilter, TicketLine, list_tickets, with_merged

_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class TicketMail:
    """A mail of ours about a ticket, and how far it got. `answer` is what the mail server said when it took it.

    `filed`: it is an answer that stands in the conversation, and no mail that a rule wrote.
    """

    outbox_id: int
    template: str
    recipient: str
    automatic: bool
    state: OutboxState
    not_before: datetime
    created_at: datetime
    sent_at: datetime | None
    last_error: str
    answer: str
    proof: str
    bounced_at: datetime | None
    bounce_status: str
    returned: bool
    filed: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What hangs on one ticket. `deployment` is the one whose conversation it is.

    `merged` are the tickets that go on in this one, `followers` those that were split off it or follow it.
    """

    mails: tuple[TicketMail, ...]
    papers: tuple[ProposalLine, ...]
    acceptances: tuple[AcceptanceLine, ...]
    forms: tuple[FormLine, ...]
    deployment: DeploymentLine | None
    merged: tuple[TicketLine, ...]
    followers: tuple[TicketLine, ...]


@dataclass(frozen=True, slots=True)
class ContentRow:
    """One message's bytes, as they came or left; None where there are none, for it was written here."""

    direction: Direction
    raw: bytes | None
    attachments: tuple[dict[str, Any], ...]


def show_around(database: Database, number: int) -> Around:
    """What hangs on a ticket. Raises Refused when there is none of that number."""
    ticket_id = _id_of(database, number)
    whole = with_merged(ticket_id)
    here = Ticket.select(Ticket.id).where((Ticket.merged_into == ticket_id) | (Ticket.linked_to == ticket_id))
    ids = database.column(here.order_by(Ticket.id).limit(_MOST))
    others = list_tickets(database, TicketFilter(ids=tuple(ids), limit=_MOST)) if ids else ()
    return Around(
        mails=_mails(database, ticket_id, whole),
        papers=papers_of_deployment(database, Proposal.ticket.in_(whole)),
        acceptances=acceptances_of(database, ApprovalRequest.ticket.in_(whole)),
        forms=forms_where(database, Form.ticket.in_(whole)),
        deployment=next(iter(lines_where(database, Deployment.ticket.in_(whole), 1)), None),
        merged=tuple(one for one in others if one.merged_into == number),
        followers=tuple(one for one in others if one.linked_to == number and one.merged_into != number),
    )


def show_content(database: Database, number: int, message_row: int) -> ContentRow:
    """The bytes of one message. Raises Refused when the ticket has no such message."""
    ticket_id = _id_of(database, number)
    row = database.row(_CONTENT.where(Message.id == message_row, Message.ticket == ticket_id))
    if row is None:
        raise Refused(f"#{number} has no message {message_row}")
    raw = row["body"] if row["body"] is not None else row["content"]
    return ContentRow(row["direction"], None if raw is None else bytes(raw), tuple(row["attachments"] or ()))


def _id_of(database: Database, number: int) -> int:
    query = Ticket.select(Ticket.id).where(Ticket.number == number)
    found = database.value(query) if 0 < number < 2**62 else None
    if found is None:
        raise Refused(f"there is no ticket #{number}; see signoff ticket list")
    return int(found)


_COLUMNS = [field for field in Outbox._meta.sorted_fields if field.name != "content"]
_CONTENT = (
    Message.select(Message.direction, Message.attachments, RawMessage.body, Outbox.content)
    .join(Fetch, JOIN.LEFT_OUTER, on=(Message.fetch == Fetch.id))
    .join(RawMessage, JOIN.LEFT_OUTER, on=(Fetch.raw_message == RawMessage.id))
    .join_from(Message, Outbox, JOIN.LEFT_OUTER, on=(Message.outbox == Outbox.id))
)


def _mails(database: Database, ticket_id: int, whole: Any) -> tuple[TicketMail, ...]:
    here = (Message.outbox == Outbox.id) & (Message.ticket == ticket_id)
    query = Outbox.select(*_COLUMNS, Message.id.alias("message_row")).join(Message, JOIN.LEFT_OUTER, on=here)
    return tuple(_mail(row) for row in database.rows(query.where(Outbox.ticket.in_(whole)).order_by(Outbox.id)))


def _mail(row: Row) -> TicketMail:
    return TicketMail(
        outbox_id=row["id"],
        template=row["template"],
        recipient=row["recipient"],
        automatic=row["automatic"],
        state=row["state"],
        not_before=row["not_before"],
        created_at=row["created_at"],
        sent_at=row["sent_at"],
        last_error=row["last_error"],
        answer=row["answer"],
        proof=row["proof"],
        bounced_at=row["bounced_at"],
        bounce_status=row["bounce_status"],
        returned=row["returned"],
        filed=row["message_row"] is not None,
    )
