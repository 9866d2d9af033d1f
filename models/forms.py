"""Forms that were sent to be filled, each version as it went out, and what was answered."""

from peewee import BigIntegerField, ForeignKeyField, IntegerField

from models.base import Record
from models.deployments import Deployment
from models.fields import CleanTextField, JsonField, UtcDateTimeField, WordField
from models.mail import Fetch
from models.outgoing import Outbox
from models.tickets import Ticket
from models.vocabulary import AnswerSource, FormState

APPEND_ONLY = ("form_answer", "form_leftover")
"""The tables whose rows can be neither changed nor removed."""


class Form(Record):
    """A form that somebody was asked to fill. `version` is the newest that went out, `name` the definition's.

    `follows` is the form that this one asks why about. `row_version` grows with each change.
    """

    number = BigIntegerField(unique=True)
    name = CleanTextField()
    deployment = ForeignKeyField(Deployment, null=True)
    ticket = ForeignKeyField(Ticket)
    state = WordField(FormState)
    version = IntegerField()
    language = CleanTextField()
    to_address = CleanTextField()
    to_name = CleanTextField()
    asked_by = CleanTextField()
    asked_at = UtcDateTimeField()
    updated_at = UtcDateTimeField()
    reminded = IntegerField(default=0)
    last_reminded_at = UtcDateTimeField(null=True)
    follows = ForeignKeyField("self", null=True, index=False)
    row_version = IntegerField(default=0)

    class Meta:
        """Lists are by state."""

        indexes = ((("state", "id"), False),)


class FormVersion(Record):
    """A form as it went out once: its definition, by whose digest it is known, and the PDF that was attached.

    `token` is that of its key. `sent_text` is the plain text of every mail about it: what replies quote.
    """

    form = ForeignKeyField(Form, index=False)
    version = IntegerField()
    token = CleanTextField(unique=True)
    definition = JsonField()
    definition_sha256 = CleanTextField()
    pdf_sha256 = CleanTextField(default="")
    to_address = CleanTextField()
    language = CleanTextField()
    asked_by = CleanTextField()
    asked_at = UtcDateTimeField()
    outbox = ForeignKeyField(Outbox, null=True, index=False)
    sent_text = CleanTextField(default="")

    class Meta:
        """Each version once."""

        indexes = ((("form", "version"), True),)


class FormAnswer(Record):
    """An answer as it was read. The newest to a field stands; none is ever changed or removed."""

    form = ForeignKeyField(Form)
    version = IntegerField()
    field = CleanTextField()
    value = JsonField()
    said = CleanTextField()
    source = WordField(AnswerSource)
    by = CleanTextField()
    fetch = ForeignKeyField(Fetch, null=True, index=False)
    at = UtcDateTimeField()


class FormLeftover(Record):
    """What somebody wrote that is no answer: to a field (`field`, and `why` not), or to none. Never changed."""

    form = ForeignKeyField(Form)
    version = IntegerField()
    field = CleanTextField(default="")
    said = CleanTextField()
    why = CleanTextField(default="")
    by = CleanTextField()
    fetch = ForeignKeyField(Fetch, null=True, index=False)
    at = UtcDateTimeField()
