"""What a page shows of a proposal or form beyond its newest version: each version's words, its mails, its replies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN

from models.approvals import ApprovalRequest, Approver, Proposal, ProposalVersion, RequestMail
from models.conversation import Message
from models.mail import Fetch, RawMessage
from models.outgoing import Outbox
from models.tickets import Ticket
from models.vocabulary import ApprovalKind, OutboxState, Quorum, Turn
from processor.facts.proposals import ProposalContent
from processor.store.contents import content_from_json
from processor.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class VersionText:
    """All that one version says. `frozen_at` is None while it is a draft."""

    version: int
    content: ProposalContent
    turn: Turn
    quorum: Quorum
    drafted_by: str
    frozen_at: datetime | None


@dataclass(frozen=True, slots=True)
class PaperMail:
    """A mail about the request to one approver: the one that asked, a reminder, or what else went out about it.

    `answer` is what the mail server said when it took the mail, `error` why it has not yet.
    """

    version: int
    address: str
    outbox_id: int
    template: str
    state: OutboxState
    queued_at: datetime
    sent_at: datetime | None
    answer: str
    error: str
    bounced_at: datetime | None
    bounce_status: str


@dataclass(frozen=True, slots=True)
class ArrivedMail:
    """A mail that arrived, as evidence names it: who sent it, when, and the digest of its bytes."""

    fetch_id: int
    ticket_number: int
    message_row: int
    from_name: str
    from_address: str
    subject: str
    message_id: str
    at: datetime
    sha256: str


def versions_of(database: Database, number: int, kind: ApprovalKind) -> tuple[VersionText, ...]:
    """Every version, the oldest first."""
    query = (
        ProposalVersion.select()
        .join(Proposal)
        .where(Proposal.kind == kind, Proposal.number == number)
        .order_by(ProposalVersion.version)
    )
    return tuple(_version(row) for row in database.rows(query))


def mails_of(database: Database, number: int, kind: ApprovalKind) -> tuple[PaperMail, ...]:
    """Every mail about its requests, in the order in which they were queued."""
    query = (
        RequestMail.select(ApprovalRequest.version, Approver.address, Outbox.id.alias("outbox_id"), *_OF_MAIL)
        .join(ApprovalRequest)
        .join_from(ApprovalRequest, Approver)
        .join_from(RequestMail, Outbox)
        .where(ApprovalRequest.kind == kind, ApprovalRequest.number == number)
        .order_by(Outbox.id)
    )
    return tuple(_mail(row) for row in database.rows(query))


def arrived(database: Database, ticket_number: int, fetch_ids: Iterable[int] = ()) -> tuple[ArrivedMail, ...]:
    """The mails that arrived for this ticket and those of these fetch records, the newest first."""
    wanted = list(fetch_ids)
    here = Ticket.number == ticket_number
    query = (
        Message.select(Message, Ticket.number.alias("ticket_number"), RawMessage.sha256)
        .join(Ticket)
        .join_from(Message, Fetch, JOIN.INNER, on=(Message.fetch == Fetch.id))
        .join(RawMessage)
        .where((here | Message.fetch.in_(wanted)) if wanted else here)
        .order_by(Message.id.desc())
    )
    return tuple(_arrived(row) for row in database.rows(query))


_OF_MAIL = (
    Outbox.template,
    Outbox.state,
    Outbox.created_at,
    Outbox.sent_at,
    Outbox.answer,
    Outbox.last_error,
    Outbox.bounced_at,
    Outbox.bounce_status,
)


def _version(row: Row) -> VersionText:
    content = content_from_json(row["content"])
    return VersionText(row["version"], content, row["turn"], row["quorum"], row["drafted_by"], row["frozen_at"])


def _mail(row: Row) -> PaperMail:
    return PaperMail(
        version=row["version"],
        address=row["address"],
        outbox_id=row["outbox_id"],
        template=row["template"],
        state=row["state"],
        queued_at=row["created_at"],
        sent_at=row["sent_at"],
        answer=row["answer"],
        error=row["last_error"],
        bounced_at=row["bounced_at"],
        bounce_status=row["bounce_status"],
    )


def _arrived(row: Row) -> ArrivedMail:
    return ArrivedMail(
        fetch_id=row["fetch"],
        ticket_number=row["ticket_number"],
        message_row=row["id"],
        from_name=row["from_name"],
        from_address=row["from_address"],
        subject=row["subject"],
        message_id=row["message_id"],
        at=row["at"],
        sha256=row["sha256"],
    )
