"""What was promised about first answers."""

from peewee import BooleanField, ForeignKeyField

from models.base import Record
from models.fields import CleanTextField, JsonField, LevelField, UtcDateTimeField, WordField
from models.tickets import Ticket
from models.vocabulary import Severity, SuccessPlan


class ResponsePromise(Record):
    """When a ticket's first answer was due, as it was counted at one moment; never changed, the last of a ticket holds.

    `due_at` null: nothing was due, and `why` says why. `spans` are kind, start and end (microseconds since 1970 in UTC)
    and the holiday's name, end to end from opening to due moment.
    """

    ticket = ForeignKeyField(Ticket, index=False)
    made_at = UtcDateTimeField()
    due_at = UtcDateTimeField(null=True)
    why = CleanTextField(default="")
    plan = WordField(SuccessPlan, null=True)
    severity = LevelField(Severity, null=True)
    judged = BooleanField(default=False)
    target = CleanTextField(default="")
    round_the_clock = BooleanField(default=False)
    timezone = CleanTextField(default="")
    hours = CleanTextField(default="")
    calendar = CleanTextField(default="")
    spans = JsonField(null=True)

    class Meta:
        """The last one of a ticket."""

        indexes = ((("ticket", "id"), False),)
