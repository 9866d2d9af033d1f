"""What was fetched: raw bytes, the fetch records that lead to an outcome, and how far each folder is read."""

from peewee import SQL, BigIntegerField, BooleanField, ForeignKeyField, IntegerField

from models.base import Record
from models.fields import BytesField, CleanTextField, JsonField, UtcDateTimeField, WordField
from models.vocabulary import AfterState, FetchState, Outcome


class RawMessage(Record):
    """The bytes of a mail as served, each distinct mail once."""

    sha256 = CleanTextField(unique=True)
    body = BytesField()
    size = IntegerField()


class Fetch(Record):
    """One message of one folder, from the moment its bytes are kept until it has its outcome.

    `content_digest` and `keys` (what names its conversation) are null until it was read once. `partial`: the server's
    message is longer than what was kept. `raw_message` is null where the server listed a message that
    it could not serve. `related` is the fetch record that a duplicate repeats, else 0.
    """

    mailbox = CleanTextField()
    folder = CleanTextField()
    uidvalidity = BigIntegerField()
    uid = BigIntegerField()
    raw_message = ForeignKeyField(RawMessage, null=True, index=False)
    content_digest = CleanTextField(null=True, index=True)
    received_at = UtcDateTimeField()
    fetched_at = UtcDateTimeField()
    partial = BooleanField(default=False)
    history = BooleanField(default=False)
    sent_folder = BooleanField(default=False)
    state = WordField(FetchState)
    attempts = IntegerField(default=0)
    not_before = UtcDateTimeField()
    last_error = CleanTextField(default="")
    keys = JsonField(null=True)
    claim_owner = CleanTextField(default="")
    claim_token = CleanTextField(default="")
    claim_until = UtcDateTimeField(null=True)
    outcome = WordField(Outcome, null=True)
    outcome_at = UtcDateTimeField(null=True)
    matches = JsonField(null=True)
    related = BigIntegerField(default=0)
    after_state = WordField(AfterState)

    class Meta:
        """A message of a folder can be kept only once."""

        indexes = (
            (("mailbox", "folder", "uidvalidity", "uid"), True),
            (("state", "mailbox", "id"), False),
        )


AFTER_IS_PENDING = Fetch.after_state == SQL(f"'{AfterState.PENDING.value}'")
"""The condition in the words of the partial index below: with a parameter neither database would use it."""

Fetch.add_index(
    Fetch.index(
        Fetch.mailbox,
        Fetch.folder,
        Fetch.uidvalidity,
        where=(Fetch.after_state == AfterState.PENDING),
        name="fetch_after_pending",
    )
)


class FolderCursor(Record):
    """How far a folder is read. `next_uid` is behind the highest UID whose bytes are kept."""

    mailbox = CleanTextField()
    folder = CleanTextField()
    uidvalidity = BigIntegerField()
    next_uid = BigIntegerField()
    first_contact = UtcDateTimeField()
    last_sweep_at = UtcDateTimeField(null=True)
    server_count = IntegerField(null=True)

    class Meta:
        """One cursor a folder."""

        indexes = ((("mailbox", "folder"), True),)
