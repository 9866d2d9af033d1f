"""What went out about a form that waits for approval, and what its customer has sent that nobody has dealt with."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from peewee import JOIN, fn

from models.approvals import ApprovalRequest, Approver, Proposal, ProposalVersion, RequestMail
from models.conversation import OPEN_REVIEW, Message, Review
from models.deployments import Deployment
from models.mail import Fetch, RawMessage
from models.outgoing import Outbox
from models.people import Contact, CustomerDomain
from models.tickets import Ticket, TicketEntry
from models.vocabulary import ApprovalKind, Direction, EntryKind, FetchState, Outcome, ProposalState, ReviewReason
from processor.facts.deployments import NoticeFacts, Waiting
from processor.store.database import Database, Row
from processor.store.facts.keys import index_key
from processor.store.facts.senders import domains_of
from processor.store.prepared import Hole, Prepared

_HEADER_BYTES = 32_768
_CLOCKS_APART = timedelta(hours=1)
_ADDRESS = re.compile(rb"[^\s<>\"(),:;@\[\]]{1,256}@[A-Za-z0-9.\-\x80-\xff]{1,255}")
_AUTHOR_FIELD = re.compile(rb"(?im)^(?:from|sender|reply-to|return-path):((?:.*\n[ \t])*.*)$")
_OURS = frozenset(
    {
        ReviewReason.SEND_UNCERTAIN,
        ReviewReason.SEND_FAILED,
        ReviewReason.PROPOSAL_ENDED,
        ReviewReason.DEEMING_BLOCKED,
        ReviewReason.DEPLOYMENT_CHANGED,
    }
)
"""What waits for the vendor's own sake; every other reason may hide what the customer wants to say."""


def notices_of(
    database: Database, kind: ApprovalKind, versions: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], tuple[NoticeFacts, ...]]:
    """All mails that went out about these versions, by number and version, each in the order of queueing."""
    found: dict[tuple[int, int], list[NoticeFacts]] = {one: [] for one in versions}
    numbers = sorted({number for number, _ in found})
    for row in database.rows(_NOTICES, kind=kind, numbers=numbers) if numbers else ():
        told = found.get((row["number"], row["version"]))
        if told is not None:
            told.append(_notice(row))
    return {one: tuple(told) for one, told in found.items()}


def _notice(row: Row) -> NoticeFacts:
    return NoticeFacts(
        outbox_id=row["id"],
        what=row["template"],
        recipient=row["recipient"],
        message_id=row["message_id"],
        state=row["state"],
        sent_at=row["sent_at"],
        answer=row["answer"],
        bounced=row["returned"],
    )


def waiting_of(database: Database, customer_ids: Iterable[int]) -> dict[int, tuple[Waiting, ...]]:
    """What each customer has sent that nobody has dealt with: mail without its outcome or in quarantine, queue items.

    Who sent a mail that was not read yet is looked up in its header as it stands. One without a header that could be
    looked into may be anybody's, so it waits for every customer, but for those whose Completion form was sent later: it
    can't be the answer to that.
    """
    wanted = sorted(set(customer_ids))
    found: dict[int, list[Waiting]] = {one: [] for one in wanted}
    sent = {row["customer"]: row["first"] for row in database.rows(_FIRST_SENT, ids=wanted)} if wanted else {}
    for row in database.rows(_UNDECIDED):
        where = "in quarantine" if row["state"] is FetchState.QUARANTINED else "not read yet"
        told = Waiting(f"mail {row['id']} in {row['mailbox']} is {where}", row["received_at"])
        whose = _customers_of(database, bytes(row["head"] or b""))
        for one in whose & found.keys() if whose is not None else _not_older(wanted, row["received_at"], sent):
            found[one].append(told)
    for row in database.rows(_REVIEWS, ids=wanted) if wanted else ():
        if not _OURS.issuperset(row["reasons"]):
            told = Waiting(f"queue item {row['id']} about ticket #{row['number']} is open", row["opened_at"])
            for one in {row["customer"], row["requester_customer"]} & found.keys():
                found[one].append(told)
    for row in database.rows(_UNANSWERED, ids=wanted) if wanted else ():
        what = f"mail from {row['from_address']} on ticket #{row['number']} is not answered"
        found[row["customer"]].append(Waiting(what, row["at"]))
    return {one: tuple(told) for one, told in found.items()}


_NOTICES = Prepared(
    Outbox.select(
        Outbox.id,
        Outbox.template,
        Outbox.recipient,
        Outbox.message_id,
        Outbox.state,
        Outbox.sent_at,
        Outbox.answer,
        Outbox.returned,
        ApprovalRequest.number,
        ApprovalRequest.version,
    )
    .join(RequestMail, on=(RequestMail.outbox == Outbox.id))
    .join(ApprovalRequest)
    .where(
        ApprovalRequest.kind == Hole(ApprovalRequest.kind),
        ApprovalRequest.number.in_(Hole(ApprovalRequest.number, "numbers", many=True)),
    )
    .order_by(Outbox.id)
)
_UNDECIDED = Prepared(
    Fetch.select(
        Fetch.id,
        Fetch.mailbox,
        Fetch.state,
        Fetch.received_at,
        fn.SUBSTR(RawMessage.body, 1, _HEADER_BYTES).alias("head"),
    )
    .join(RawMessage, JOIN.LEFT_OUTER, on=(Fetch.raw_message == RawMessage.id))
    .where(Fetch.state.in_((FetchState.WAITING, FetchState.CLAIMED, FetchState.QUARANTINED)), ~Fetch.history)
    .order_by(Fetch.id)
)
_REVIEWS = Prepared(
    Review.select(
        Review.id,
        Review.reasons,
        Review.opened_at,
        Ticket.number,
        Ticket.customer,
        Contact.customer.alias("requester_customer"),
    )
    .join(Ticket)
    .join(Contact, JOIN.LEFT_OUTER, on=(Ticket.requester == Contact.id))
    .where(
        OPEN_REVIEW,
        Ticket.customer.in_(Hole(Ticket.customer, "ids", many=True))
        | Contact.customer.in_(Hole(Contact.customer, "ids", many=True)),
    )
    .order_by(Review.id)
)
_FIRST_SENT = Prepared(
    Proposal.select(Deployment.customer, fn.MIN(ProposalVersion.frozen_at).alias("first"))
    .join(ProposalVersion)
    .switch(Proposal)
    .join(Deployment)
    .where(
        Proposal.kind == ApprovalKind.COMPLETION,
        Proposal.state == ProposalState.AWAITING_CUSTOMER,
        Deployment.customer.in_(Hole(Deployment.customer, "ids", many=True)),
    )
    .group_by(Deployment.customer)
)
"""When the first version of a Completion form that is awaited was frozen, which is before it was sent."""

_DEALT_WITH = fn.EXISTS(
    TicketEntry.select(TicketEntry.id).where(
        TicketEntry.ticket == Deployment.ticket,
        TicketEntry.at >= Fetch.outcome_at,
        TicketEntry.kind.in_((EntryKind.MESSAGE_OUT, EntryKind.NOTE, EntryKind.CLOSED)),
    )
) | fn.EXISTS(Review.select(Review.id).where(Review.ticket == Deployment.ticket, Review.decided_at >= Fetch.outcome_at))
_UNANSWERED = Prepared(
    Message.select(Message.from_address, Message.at, Ticket.number, Deployment.customer)
    .join(Fetch, on=(Message.fetch == Fetch.id))
    .join_from(Message, Ticket, on=(Message.ticket == Ticket.id))
    .join_from(Message, Deployment, on=(Message.ticket == Deployment.ticket))
    .join(Proposal, on=(Proposal.deployment == Deployment.id))
    .join(
        ProposalVersion,
        on=((ProposalVersion.proposal == Proposal.id) & (ProposalVersion.version == Proposal.sent_version)),
    )
    .where(
        Deployment.customer.in_(Hole(Deployment.customer, "ids", many=True)),
        Proposal.kind == ApprovalKind.COMPLETION,
        Proposal.state == ProposalState.AWAITING_CUSTOMER,
        Message.direction == Direction.IN,
        ~Message.automatic,
        ~Message.withdrawn,
        Fetch.outcome == Outcome.JOINED,
        Message.at >= ProposalVersion.frozen_at,
        ~_DEALT_WITH,
    )
    .order_by(Message.id)
)
"""What came into a deployment's conversation after its Completion form went out, and nobody has dealt with since.

Answers to the form itself, and to other forms, have outcomes of their own and are decided, or wait in the queue.
"""

_CONTACTS = Prepared(
    Contact.select(Contact.customer).where(
        Contact.address_key.in_(Hole(Contact.address_key, "keys", many=True)), Contact.customer.is_null(False)
    )
)
_APPROVERS = Prepared(
    Approver.select(Approver.customer).where(
        Approver.address_key.in_(Hole(Approver.address_key, "keys", many=True)), Approver.customer.is_null(False)
    )
)
_DOMAINS = Prepared(
    CustomerDomain.select(CustomerDomain.customer).where(
        CustomerDomain.domain.in_(Hole(CustomerDomain.domain, "domains", many=True))
    )
)


def _not_older(customers: Iterable[int], received: datetime, sent: Mapping[int, datetime]) -> list[int]:
    """The customers who may have been sent their form when this was received, which another clock than ours tells."""
    return [one for one in customers if one not in sent or received >= sent[one] - _CLOCKS_APART]


def _customers_of(database: Database, head: bytes) -> set[int] | None:
    """The customers whose people or domains the header's authors are of; None where it names no author at all."""
    header = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    fields = b" ".join(found[1] for found in _AUTHOR_FIELD.finditer(header.replace(b"\r", b"")))
    addresses = {found[0].decode("utf-8", "replace").casefold() for found in _ADDRESS.finditer(fields)}
    if not addresses:
        return None
    keys = [index_key(address) for address in addresses]
    domains = {name for address in addresses for name in domains_of(address.rpartition("@")[2].strip("."))}
    whose = {*database.column(_CONTACTS, keys=keys), *database.column(_APPROVERS, keys=keys)}
    return whose | set(database.column(_DOMAINS, domains=sorted(domains)))
