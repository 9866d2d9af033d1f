"""What people did at the desk, step by step; forms that were sent; and the words that tickets are found by."""

from peewee import ForeignKeyField, IntegerField

from models.base import Record
from models.conversation import Review
from models.fields import CleanTextField, JsonField, UtcDateTimeField, WordField
from models.tickets import Ticket
from models.vocabulary import StepKind


class Step(Record):
    """What a person did, with all that is needed to take it back; only the versions and the undoing ever change.

    `changed` holds each column that changed with its value before and after, and the rows that came into being;
    `outbox` the mails that it queued. `base` and `version` are the ticket's version before and after: undoing asks that
    it is still the same, and so is `other_version` of the other ticket: the one that went on where two were merged, or
    the one that was split off.
    """

    ticket = ForeignKeyField(Ticket, index=False)
    review = ForeignKeyField(Review, null=True, index=False)
    other = ForeignKeyField(Ticket, null=True, index=False)
    by = CleanTextField()
    at = UtcDateTimeField()
    what = WordField(StepKind)
    text = CleanTextField(default="")
    changed = JsonField()
    outbox = JsonField()
    base = IntegerField()
    version = IntegerField()
    other_version = IntegerField(default=0)
    undone_at = UtcDateTimeField(null=True)
    undone_by = CleanTextField(default="")

    class Meta:
        """Looked up by person and day, and by ticket."""

        indexes = ((("by", "at"), False), (("at",), False), (("ticket", "id"), False))


class Once(Record):
    """A form that was sent, by the key that it carried, and what was answered: a second click does nothing."""

    key = CleanTextField()
    by = CleanTextField()
    answer = CleanTextField()
    at = UtcDateTimeField(index=True)

    class Meta:
        """A key is one person's."""

        indexes = ((("key", "by"), True),)


class TicketText(Record):
    """What a ticket is found by; its id is the ticket's.

    `words` are number, subject and names, `body` what was written. The index beside it (`ticket_search`) is made by the
    migration: FTS5 on SQLite, which follows by triggers, a tsvector on PostgreSQL.
    """

    words = CleanTextField()
    body = CleanTextField()
