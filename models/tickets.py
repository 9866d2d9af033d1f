"""Conversations and the tickets that they became."""

from peewee import BigIntegerField, BooleanField, ForeignKeyField, IntegerField

from models.base import Record
from models.fields import CleanTextField, LevelField, UtcDateTimeField, WordField
from models.people import Contact, Customer
from models.vocabulary import CaseReason, Category, DecidedBy, EntryKind, Severity, Source, TicketState


class Thread(Record):
    """A conversation; it need not be a ticket."""

    created_at = UtcDateTimeField()


class ThreadReference(Record):
    """A Message-ID that belongs to a conversation: of a mail we have (`known`), or only named by one that we have."""

    message_id = CleanTextField()
    thread = ForeignKeyField(Thread)
    known = BooleanField()

    class Meta:
        """Leads by Message-ID to conversations."""

        indexes = ((("message_id", "thread"), True),)


class Ticket(Record):
    """A request. `version` grows with every change; `merged_into` is where it goes on, `linked_to` what it follows.

    `mailbox` is the one that was written to, and so the one that answers; empty for what did not come by mail.
    `acknowledged` is false while an acknowledgement is withheld that is owed once a CSM finds it to be a request.
    `response_due` is when the first answer was promised for, `responded_at` when it went out.
    """

    number = BigIntegerField(unique=True)
    token = CleanTextField(unique=True)
    thread = ForeignKeyField(Thread)
    state = WordField(TicketState)
    subject = CleanTextField()
    source = WordField(Source)
    mailbox = CleanTextField(default="")
    language = CleanTextField()
    customer = ForeignKeyField(Customer, null=True)
    requester = ForeignKeyField(Contact, null=True)
    category = WordField(Category, null=True)
    severity = LevelField(Severity, null=True)
    reason = WordField(CaseReason, null=True)
    decided_by = WordField(DecidedBy)
    assignee = CleanTextField(default="")
    acknowledged = BooleanField(default=True)
    opened_at = UtcDateTimeField()
    updated_at = UtcDateTimeField()
    closed_at = UtcDateTimeField(null=True)
    merged_into = ForeignKeyField("self", null=True, index=False)
    linked_to = ForeignKeyField("self", null=True, index=False)
    version = IntegerField(default=0)
    response_due = UtcDateTimeField(null=True)
    responded_at = UtcDateTimeField(null=True)

    class Meta:
        """Lists are by state; volumes and promises are counted from the indexes alone."""

        indexes = (
            (("state", "id"), False),
            (("opened_at", "category", "language"), False),
            (("response_due", "state", "responded_at", "closed_at"), False),
        )


class TicketParty(Record):
    """A contact that belongs to a ticket."""

    ticket = ForeignKeyField(Ticket, index=False)
    contact = ForeignKeyField(Contact, index=False)

    class Meta:
        """Each contact once."""

        indexes = ((("ticket", "contact"), True),)


class TicketEntry(Record):
    """One event of a ticket; never changed or removed."""

    ticket = ForeignKeyField(Ticket, index=False)
    at = UtcDateTimeField()
    kind = WordField(EntryKind)
    by = CleanTextField()
    text = CleanTextField()

    class Meta:
        """Read in order."""

        indexes = ((("ticket", "id"), False),)


class Counter(Record):
    """The last number given for something: without gaps, since it is taken in the transaction that uses it."""

    name = CleanTextField(unique=True)
    value = BigIntegerField(default=0)
