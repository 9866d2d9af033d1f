"""What was said in a conversation, what the model made of it, and what waits for a person."""

from peewee import SQL, BooleanField, FloatField, ForeignKeyField, IntegerField

from models.base import Record
from models.fields import CleanTextField, JsonField, LevelField, UtcDateTimeField, WordField
from models.mail import Fetch
from models.outgoing import Outbox
from models.tickets import Thread, Ticket
from models.vocabulary import CaseReason, Category, Direction, Kind, ReviewState, Severity, Standing


class Message(Record):
    """A mail or a text filed in a conversation. `from_key` is the case-folded address that it says it is from.

    `withdrawn`: whoever wrote it here took it back before it left.
    """

    thread = ForeignKeyField(Thread)
    ticket = ForeignKeyField(Ticket, null=True, index=False)
    fetch = ForeignKeyField(Fetch, null=True, unique=True)
    outbox = ForeignKeyField(Outbox, null=True, index=False)
    direction = WordField(Direction)
    verified = BooleanField(default=True)
    automatic = BooleanField(default=False)
    kind = WordField(Kind)
    message_id = CleanTextField(default="")
    from_address = CleanTextField(default="")
    from_key = CleanTextField(default="")
    from_name = CleanTextField(default="")
    author = CleanTextField(default="")
    subject = CleanTextField(default="")
    new_text = CleanTextField(default="")
    text = CleanTextField(default="")
    attachments = JsonField(null=True)
    at = UtcDateTimeField()
    withdrawn = BooleanField(default=False)

    class Meta:
        """Read in order."""

        indexes = ((("ticket", "id"), False),)


class Verdict(Record):
    """What the model said about the message of a ticket, whatever became of it.

    `standing` and `audit` tell whether an automatic label was acted on then, `standing_why` why not. `precedent` says
    whose decision on a near-identical text the labels repeat.
    """

    ticket = ForeignKeyField(Ticket, index=False)
    fetch = ForeignKeyField(Fetch, null=True, index=False)
    category = WordField(Category)
    confidence = FloatField()
    probabilities = JsonField()
    why = JsonField()
    severity = LevelField(Severity, null=True)
    reason = WordField(CaseReason, null=True)
    threshold = FloatField()
    automatic = BooleanField()
    model_id = CleanTextField()
    at = UtcDateTimeField()
    against = JsonField()
    likely = JsonField()
    nearest = JsonField()
    language = CleanTextField(default="")
    standing = WordField(Standing)
    standing_why = CleanTextField(default="")
    audit = BooleanField(default=False)
    precedent = CleanTextField(default="")

    class Meta:
        """The queue is in the order of how unsure the last word on each ticket is, which the index alone tells.

        So does the other one how many labels came from the model.
        """

        indexes = (
            (("ticket", "id", "confidence"), False),
            (("at", "automatic", "standing", "audit"), False),
        )


class Review(Record):
    """An item of the CSMs' queue. A ticket has at most one that is open: new reasons are added to it.

    It is out of sight until `asleep_until`, where that is set. `asked_at` is when the customer was asked about it.
    """

    ticket = ForeignKeyField(Ticket)
    reasons = JsonField()
    text = CleanTextField(default="")
    state = WordField(ReviewState)
    opened_at = UtcDateTimeField()
    decided_at = UtcDateTimeField(null=True)
    decided_by = CleanTextField(default="")
    verdict = CleanTextField(default="")
    version = IntegerField(default=0)
    asleep_until = UtcDateTimeField(null=True)
    asked_at = UtcDateTimeField(null=True)

    class Meta:
        """The queue is by state."""

        indexes = ((("state", "id"), False),)


OPEN_REVIEW = Review.state == SQL(f"'{ReviewState.OPEN.value}'")
"""The condition in the words of the partial index below: with a parameter neither database would use it."""

Review.add_index(
    Review.index(Review.ticket, unique=True, where=(Review.state == ReviewState.OPEN), name="review_one_open")
)
