"""The bytes that an acceptance rests on: the reply, the code's reply, the mail that asked, the document."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN

from models.approvals import ApprovalReply, Proposal, ProposalVersion
from models.conversation import Message
from models.mail import Fetch, RawMessage
from models.outgoing import Outbox
from processor.errors import Permanent
from processor.facts.marks import used_marks
from processor.facts.proposals import ProposalContent
from processor.ids import ApprovalKey
from processor.store.apply.scope import Scope
from processor.store.blobs import Blobs
from processor.store.contents import content_from_json
from processor.store.database import Row
from processor.store.prepared import Hole, Prepared

MAIL = "message/rfc822"


@dataclass(frozen=True, slots=True)
class ReplyMail:
    """A mail that was received, whose bytes are kept. `text` is what its author wrote, `sent_at` its own date."""

    fetch_id: int
    sha256: str
    message_id: str
    received_at: datetime
    sent_at: datetime | None
    text: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentMail:
    """The mail that asked, or another that was sent about the request, whose bytes are kept.

    `what` is its template; `bounced_at` is set where it came back for good.
    """

    sha256: str
    message_id: str
    sent_at: datetime | None
    answer: str
    recipient: str
    what: str = ""
    bounced_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The frozen version that was asked about, and how its approvers are asked."""

    sha256: str
    pdf_sha256: str
    content: ProposalContent
    turn: str
    quorum: str


def reply_mail(scope: Scope, request_id: int, fetch_id: int) -> ReplyMail:
    """The reply that this fetch record brought, its bytes now kept. Raises Permanent where they are not whole."""
    raw = _raw(scope, fetch_id)
    sha256 = Blobs(scope.db).keep(raw["body"], MAIL)
    cause = scope.cause
    if cause.message is not None and cause.fetched is not None and cause.fetched.fetch_id == fetch_id:
        mail = cause.message
        marks = used_marks(mail, cause.proof)
        return ReplyMail(fetch_id, sha256, mail.message_id, raw["received_at"], mail.date, mail.new_text, marks)
    same = (ApprovalReply.fetch == fetch_id) & (ApprovalReply.request == request_id)
    judged = scope.db.row(ApprovalReply.select().where(same).order_by(ApprovalReply.id.desc()))
    if judged is not None:
        words = judged["message_id"], raw["received_at"], judged["sent_at"], judged["text"]
        return ReplyMail(fetch_id, sha256, *words, tuple(judged["marks"]))
    filed = scope.db.row(Message.select(Message.message_id, Message.new_text).where(Message.fetch == fetch_id)) or {}
    words = filed.get("message_id", ""), raw["received_at"], None, filed.get("new_text", "")
    return ReplyMail(fetch_id, sha256, *words, (f"bytes:{sha256}",))


def _raw(scope: Scope, fetch_id: int) -> Row:
    columns = (Fetch.received_at, Fetch.partial, RawMessage.body, RawMessage.sha256)
    query = Fetch.select(*columns).join(RawMessage, JOIN.INNER, on=(Fetch.raw_message == RawMessage.id))
    row = scope.db.row(query.where(Fetch.id == fetch_id))
    if row is None or not row["body"] or row["partial"]:
        raise Permanent(f"no acceptance without its reply: the bytes of fetch record {fetch_id} are not kept whole")
    if hashlib.sha256(row["body"]).hexdigest() != row["sha256"]:
        raise Permanent(f"no acceptance: the bytes of fetch record {fetch_id} were changed in the database")
    return row


def sent_mails(scope: Scope, outbox_ids: Sequence[int | None], key: ApprovalKey) -> tuple[SentMail, ...]:
    """The mail that asked and others that went out, their bytes now kept. Raises Permanent where one is not there."""
    rows = {row["id"]: row for row in scope.db.rows(_SENT, ids=[one for one in outbox_ids if one is not None])}
    found = [rows.get(one) for one in outbox_ids]
    sent = [row for row in found if row is not None and row["content"]]
    if len(sent) < len(found):
        raise Permanent(f"no acceptance without the mail that asked: that of {key.tag} is not kept")
    digests = Blobs(scope.db).keep_all([row["content"] for row in sent], MAIL)
    return tuple(_sent(row, sha256) for row, sha256 in zip(sent, digests, strict=True))


def _sent(row: Row, sha256: str) -> SentMail:
    delivery = row["message_id"], row["sent_at"], row["answer"], row["recipient"]
    return SentMail(sha256, *delivery, row["template"], row["bounced_at"] if row["returned"] else None)


_SENT = Prepared(
    Outbox.select(
        Outbox.id,
        Outbox.content,
        Outbox.message_id,
        Outbox.sent_at,
        Outbox.answer,
        Outbox.recipient,
        Outbox.template,
        Outbox.bounced_at,
        Outbox.returned,
    ).where(Outbox.id.in_(Hole(Outbox.id, "ids", many=True)))
)
_VERSION = Prepared(
    ProposalVersion.select()
    .join(Proposal)
    .where(
        Proposal.kind == Hole(Proposal.kind),
        Proposal.number == Hole(Proposal.number),
        ProposalVersion.version == Hole(ProposalVersion.version),
    )
)


def document(scope: Scope, key: ApprovalKey, sha256: str) -> Document:
    """The document that was asked about, as it is kept.

    Raises Permanent where it is not kept, was changed, or is not the one whose digest the request holds.
    """
    row = scope.db.row(_VERSION, kind=key.kind, number=key.number, version=key.version)
    if row is None or row["document_sha256"] != sha256 or not sha256:
        raise Permanent(f"no acceptance without its document: there is none for {key.tag} with the digest asked about")
    Blobs(scope.db).get_all((row["document_sha256"], row["pdf_sha256"]))
    content = content_from_json(row["content"])
    return Document(sha256, row["pdf_sha256"], content, row["turn"].value, row["quorum"].value)
