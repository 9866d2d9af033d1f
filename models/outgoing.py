"""What leaves: rows with final bytes, Message-ID and key before anything is sent."""

from peewee import BooleanField, ForeignKeyField, IntegerField

from models.base import Record
from models.fields import BytesField, CleanTextField, UtcDateTimeField, WordField
from models.tickets import Ticket
from models.vocabulary import OutboxState


class Outbox(Record):
    """A mail to send. `key` names the cause and its ordinal, so that one cause can't queue a mail twice.

    `proof` tells how an uncertain mail was found to have gone out; `bounce_status` is empty unless it came back.
    `returned`: it came back for good. `answer` is what the mail server said when it took the mail.
    """

    key = CleanTextField(unique=True)
    message_id = CleanTextField(unique=True)
    ticket = ForeignKeyField(Ticket, null=True, index=False)
    template = CleanTextField()
    recipient = CleanTextField()
    recipient_key = CleanTextField()
    sender = CleanTextField()
    content = BytesField()
    automatic = BooleanField()
    state = WordField(OutboxState)
    attempts = IntegerField(default=0)
    not_before = UtcDateTimeField()
    claim_owner = CleanTextField(default="")
    claim_token = CleanTextField(default="")
    claim_until = UtcDateTimeField(null=True)
    created_at = UtcDateTimeField()
    sent_at = UtcDateTimeField(null=True)
    last_error = CleanTextField(default="")
    proof = CleanTextField(default="")
    bounced_at = UtcDateTimeField(null=True)
    bounce_status = CleanTextField(default="")
    answer = CleanTextField(default="")
    returned = BooleanField(default=False)

    class Meta:
        """Taken by state; counted by recipient and by ticket for the caps, and by day for the figures."""

        indexes = (
            (("state", "id"), False),
            (("recipient_key", "created_at"), False),
            (("ticket", "created_at"), False),
            (("created_at", "state"), False),
        )
