"""How a deployment went: its stages and how each was agreed, what was left outstanding, goals, files and check-ins."""

from peewee import ForeignKeyField, IntegerField

from models.approvals import Acceptance
from models.base import Record
from models.deployments import Deployment
from models.fields import CleanTextField, UtcDateTimeField, WordField
from models.mail import Fetch
from models.tickets import Ticket
from models.vocabulary import DeploymentStage


class DeploymentStageRow(Record):
    """A stage: planned and actual days (ISO dates of the customer's calendar, empty for none), how it was agreed."""

    deployment = ForeignKeyField(Deployment, index=False)
    stage = WordField(DeploymentStage)
    planned = CleanTextField(default="")
    begun = CleanTextField(default="")
    done = CleanTextField(default="")
    agreed_how = CleanTextField(default="")
    agreed_by = CleanTextField(default="")
    acceptance = ForeignKeyField(Acceptance, null=True, index=False)
    fetch = ForeignKeyField(Fetch, null=True, index=False)

    class Meta:
        """Each stage once."""

        indexes = ((("deployment", "stage"), True),)


class Outstanding(Record):
    """An issue that the customer left outstanding at completion, with its ticket. `text` is in their words."""

    deployment = ForeignKeyField(Deployment)
    ticket = ForeignKeyField(Ticket, unique=True)
    acceptance = ForeignKeyField(Acceptance, null=True, index=False)
    position = IntegerField()
    text = CleanTextField()
    at = UtcDateTimeField()


class DeploymentGoal(Record):
    """A goal of the customer's on the roadmap; `due` and `achieved` are ISO dates, empty for none."""

    deployment = ForeignKeyField(Deployment)
    title = CleanTextField()
    due = CleanTextField(default="")
    result = CleanTextField(default="")
    achieved = CleanTextField(default="")
    entered_by = CleanTextField()
    entered_at = UtcDateTimeField()


class CheckInPlan(Record):
    """The schedule on which a customer is asked the five questions: 0 days while it rests. A timer says when next."""

    deployment = ForeignKeyField(Deployment, unique=True)
    every_days = IntegerField()


class DeploymentFile(Record):
    """A file kept with a deployment: a scheme of the customer's system, say. Its bytes are a blob."""

    deployment = ForeignKeyField(Deployment)
    what = CleanTextField()
    filename = CleanTextField()
    media_type = CleanTextField()
    sha256 = CleanTextField()
    added_by = CleanTextField()
    at = UtcDateTimeField()
