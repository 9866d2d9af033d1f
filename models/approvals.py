"""Proposals, who may approve them, who was asked, what was answered, and the acceptances that came of it."""

from peewee import SQL, BigIntegerField, BooleanField, ForeignKeyField, IntegerField

from models.base import Record
from models.deployments import Deployment
from models.fields import CleanTextField, JsonField, UtcDateTimeField, WordField
from models.mail import Fetch
from models.outgoing import Outbox
from models.people import Customer
from models.tickets import Ticket
from models.vocabulary import (
    AcceptanceType,
    ApprovalKind,
    ApproverState,
    Assurance,
    ProposalState,
    Quorum,
    ReplyOutcome,
    RequestState,
    SealState,
    Side,
    Turn,
)

APPEND_ONLY = ("approver_change", "used_mail", "objection")
"""The tables whose rows can be neither changed nor removed."""


class Approver(Record):
    """An entry of the register. Never changed but in its state: another address or limit is another entry.

    `customer` null means the vendor's side. `day` columns are ISO dates or empty; `limit` is {"amount", "currency"}.
    """

    side = WordField(Side)
    customer = ForeignKeyField(Customer, null=True)
    address = CleanTextField()
    address_key = CleanTextField(index=True)
    name = CleanTextField()
    title = CleanTextField(default="")
    user = CleanTextField(default="")
    language = CleanTextField(default="")
    first_day = CleanTextField(default="")
    last_day = CleanTextField(default="")
    limit = JsonField(null=True)
    deputy_of = ForeignKeyField("self", null=True, index=False)
    lines = JsonField()
    state = WordField(ApproverState)
    effective_at = UtcDateTimeField(null=True)
    proposed_by = CleanTextField()
    proposed_at = UtcDateTimeField()
    confirmed_by = CleanTextField(default="")


class ApproverChange(Record):
    """One step in the life of an entry; never changed or removed. `salt` is that of its leaf in the ledger."""

    approver = ForeignKeyField(Approver)
    before = WordField(ApproverState, null=True)
    after = WordField(ApproverState)
    by = CleanTextField()
    at = UtcDateTimeField()
    why = CleanTextField(default="")
    effective_at = UtcDateTimeField(null=True)
    salt = CleanTextField()


class Proposal(Record):
    """A proposal or a form to be signed, drafted from a ticket. `version` is that of the draft or of the newest sent.

    `sent_version` is 0 until one was sent; `row_version` grows with each change. `ready`: the draft is to be frozen and
    sent without a person. `deployment` is the one that a form belongs to.
    """

    number = BigIntegerField()
    ticket = ForeignKeyField(Ticket)
    state = WordField(ProposalState)
    version = IntegerField()
    sent_version = IntegerField(default=0)
    language = CleanTextField()
    drafted_by = CleanTextField()
    created_at = UtcDateTimeField()
    updated_at = UtcDateTimeField()
    ended_at = UtcDateTimeField(null=True)
    ended_why = CleanTextField(default="")
    row_version = IntegerField(default=0)
    kind = WordField(ApprovalKind, default=ApprovalKind.PROPOSAL)
    deployment = ForeignKeyField(Deployment, null=True)
    ready = BooleanField(default=False)

    class Meta:
        """Each kind counts by itself; timers look by state, and for what is ready."""

        indexes = ((("kind", "number"), True), (("state", "id"), False))


READY = Proposal.ready == SQL("TRUE")
"""The condition in the words of the partial index below: with a parameter neither database would use it."""

Proposal.add_index(Proposal.index(Proposal.id, where=READY, name="proposal_ready"))


class ProposalVersion(Record):
    """What a proposal says in one version. Frozen once `document_sha256` is set: the bytes are kept as blobs.

    `valid_until` is the last day that `content` names, as an ISO date, for timers; empty for a form. `authors` are all
    who wrote on the proposal up to this version: none of them may approve it.
    """

    proposal = ForeignKeyField(Proposal, index=False)
    version = IntegerField()
    content = JsonField()
    turn = WordField(Turn)
    quorum = WordField(Quorum)
    drafted_by = CleanTextField()
    authors = JsonField()
    valid_until = CleanTextField()
    document_sha256 = CleanTextField(default="")
    pdf_sha256 = CleanTextField(default="")
    frozen_at = UtcDateTimeField(null=True)

    class Meta:
        """Each version once."""

        indexes = ((("proposal", "version"), True),)


class ApprovalRequest(Record):
    """One approver asked for one version of one document. The code columns are a challenge that is awaited.

    `outbox` is the mail that asked, `wording` the sentence in it that said what a reply means. `sent_text` is its plain
    text with that of each later mail about the request: what replies quote. `code_found` is what was found of the
    reply that the code would complete.
    """

    kind = WordField(ApprovalKind)
    number = BigIntegerField()
    version = IntegerField()
    token = CleanTextField(unique=True)
    ticket = ForeignKeyField(Ticket, null=True)
    side = WordField(Side)
    position = IntegerField()
    approver = ForeignKeyField(Approver)
    document_sha256 = CleanTextField()
    language = CleanTextField()
    state = WordField(RequestState)
    asked_at = UtcDateTimeField(null=True)
    outbox = ForeignKeyField(Outbox, null=True, index=False)
    sent_text = CleanTextField(default="")
    wording = CleanTextField(default="")
    reminded = IntegerField(default=0)
    last_reminded_at = UtcDateTimeField(null=True)
    unclear_told = BooleanField(default=False)
    code_mac = CleanTextField(default="")
    code_sent_at = UtcDateTimeField(null=True)
    code_expires_at = UtcDateTimeField(null=True)
    code_attempts_left = IntegerField(default=0)
    code_reply = ForeignKeyField(Fetch, null=True, index=False)
    code_assurance = WordField(Assurance, null=True)
    code_found = JsonField(null=True)
    decided_at = UtcDateTimeField(null=True)
    decided_by = CleanTextField(default="")

    class Meta:
        """By document, and by state for reminders."""

        indexes = ((("kind", "number", "version"), False), (("state", "id"), False))


class RequestMail(Record):
    """A mail that went out about a request: the one that asked, reminders, and what else answers to its key."""

    request = ForeignKeyField(ApprovalRequest)
    outbox = ForeignKeyField(Outbox, unique=True)


class ApprovalReply(Record):
    """What one mail said about one request, and what stood against accepting it.

    `text` is what its author wrote, `sent_at` the mail's own date. `signature` are the lines of the author's mail
    signature, `marks` digests of the mail by which a second use is found.
    """

    request = ForeignKeyField(ApprovalRequest)
    fetch = ForeignKeyField(Fetch, index=False)
    at = UtcDateTimeField()
    outcome = WordField(ReplyOutcome)
    rule = CleanTextField()
    assurance = WordField(Assurance)
    issues = JsonField()
    reasons = JsonField()
    purchase_order = CleanTextField(default="")
    message_id = CleanTextField()
    sent_at = UtcDateTimeField(null=True)
    text = CleanTextField()
    signature = JsonField()
    marks = JsonField()


class UsedMail(Record):
    """A mark of a mail that served an approval: the same one never serves twice. Never changed or removed."""

    mark = CleanTextField(unique=True)
    fetch = ForeignKeyField(Fetch, index=False)


class Acceptance(Record):
    """An approver's acceptance of one version. `serial` and its year make the number that `seal` gives without gaps.

    `record` is the decision as JSON (the body of acceptance.json but for what sealing adds). `salt` keeps the digests
    of the leaf from being guessed. `approver` is a deputy's entry where a deputy answered. `receipt_token` is that of
    the receipt's own key, and `receipt_to` maps the addresses that the receipt went to, case folded, to the plain text
    that each got. The `settled` columns are a person's decision about an objection, `settle_salt` the salt of its leaf.
    """

    type = WordField(AcceptanceType)
    request = ForeignKeyField(ApprovalRequest, unique=True)
    approver = ForeignKeyField(Approver, index=False)
    ticket = ForeignKeyField(Ticket, null=True)
    fetch = ForeignKeyField(Fetch, null=True, index=False)
    code_fetch = ForeignKeyField(Fetch, null=True, index=False)
    assurance = WordField(Assurance)
    accepted_at = UtcDateTimeField()
    decided_at = UtcDateTimeField()
    objection_until = UtcDateTimeField()
    record = JsonField()
    salt = CleanTextField()
    reply_sha256 = CleanTextField(default="")
    code_reply_sha256 = CleanTextField(default="")
    sent_sha256 = CleanTextField()
    seal = WordField(SealState)
    year = IntegerField(null=True)
    serial = IntegerField(null=True)
    seal_attempts = IntegerField(default=0)
    seal_not_before = UtcDateTimeField(null=True)
    seal_error = CleanTextField(default="")
    json_sha256 = CleanTextField(default="")
    certificate_sha256 = CleanTextField(default="")
    receipt_sha256 = CleanTextField(default="")
    receipt_token = CleanTextField(default="", index=True)
    receipt_to = JsonField(null=True)
    disputed_at = UtcDateTimeField(null=True)
    settled_at = UtcDateTimeField(null=True)
    settled_by = CleanTextField(default="")
    settled_why = CleanTextField(default="")
    settle_salt = CleanTextField(default="")
    settlements = IntegerField(default=0)
    upheld = BooleanField(null=True)

    class Meta:
        """Numbers have no gaps and no twins."""

        indexes = ((("year", "serial"), True), (("seal", "id"), False))


class Objection(Record):
    """Somebody who got a receipt objects; never changed or removed. `salt` is that of its leaf in the ledger."""

    acceptance = ForeignKeyField(Acceptance)
    fetch = ForeignKeyField(Fetch, null=True, index=False)
    address = CleanTextField()
    text = CleanTextField()
    at = UtcDateTimeField()
    salt = CleanTextField()
