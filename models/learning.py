"""What the text model learns from, and the models that came of it."""

from peewee import SQL, ForeignKeyField

from models.base import Record
from models.conversation import Verdict
from models.fields import CleanTextField, JsonField, LevelField, UtcDateTimeField, WordField
from models.mail import Fetch
from models.tickets import Ticket
from models.vocabulary import CaseReason, Category, ExampleOrigin, ModelState, Severity, Stage


class Example(Record):
    """A text with the labels that a person gave it; never removed, so a later decision is another row.

    All that ever changes is the origin of one whose decision was undone: it is withdrawn, and teaches nothing.

    `text_key` tells texts apart (`models.textkey`). `verdict` is what the model had said of it, null where it said
    nothing. `source` is the file that imported ones come from; they have neither ticket nor fetch record.
    """

    ticket = ForeignKeyField(Ticket, null=True)
    fetch = ForeignKeyField(Fetch, null=True, index=False)
    verdict = ForeignKeyField(Verdict, null=True, index=False)
    origin = WordField(ExampleOrigin)
    source = CleanTextField(default="")
    subject = CleanTextField()
    body = CleanTextField()
    language = CleanTextField(default="")
    stage = WordField(Stage, null=True)
    category = WordField(Category)
    severity = LevelField(Severity, null=True)
    reason = WordField(CaseReason, null=True)
    by = CleanTextField()
    at = UtcDateTimeField()
    text_key = CleanTextField(index=True)


WITHDRAWN = Example.origin == SQL(f"'{ExampleOrigin.WITHDRAWN.value}'")
"""The condition in the words of the partial index below: with a parameter neither database would use it."""

Example.add_index(
    Example.index(Example.id, where=(Example.origin == ExampleOrigin.WITHDRAWN), name="example_withdrawn")
)


class TrainedModel(Record):
    """A trained model on the disk: `name` is its folder, `digest` the SHA-256 that its file must have to be loaded.

    `why` says what made it a candidate only, or what retired it. `parent` names the model that it was to replace.
    """

    name = CleanTextField(unique=True)
    digest = CleanTextField()
    state = WordField(ModelState)
    why = CleanTextField(default="")
    card = JsonField()
    made_at = UtcDateTimeField()
    promoted_at = UtcDateTimeField(null=True)
    promoted_by = CleanTextField(default="")
    parent = CleanTextField(default="")


TrainedModel.add_index(
    TrainedModel.index(
        TrainedModel.state,
        unique=True,
        where=(TrainedModel.state == ModelState.CURRENT),
        name="trained_model_one_current",
    )
)
