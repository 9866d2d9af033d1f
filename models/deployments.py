"""Deployments: where they stand, what holds them, when they ring, and when the system was taken live."""

from peewee import SQL, BigIntegerField, BooleanField, ForeignKeyField, IntegerField

from models.base import Record
from models.fields import CleanTextField, UtcDateTimeField, WordField
from models.people import Customer
from models.tickets import Ticket
from models.vocabulary import DeploymentStage, LiveRecord, TimerKind, TimerState

APPEND_ONLY = ("live_change",)
"""The tables whose rows can be neither changed nor removed."""


class Deployment(Record):
    """A deployment for a customer's site. `ticket` is its conversation, `timezone` an IANA name.

    `effective_at` is when completion took effect, signed or `deemed`. `row_version` grows with each change.
    """

    number = BigIntegerField(unique=True)
    customer = ForeignKeyField(Customer)
    ticket = ForeignKeyField(Ticket, unique=True)
    site = CleanTextField()
    title = CleanTextField()
    language = CleanTextField()
    timezone = CleanTextField()
    stage = WordField(DeploymentStage)
    live_at = UtcDateTimeField(null=True)
    live_record = WordField(LiveRecord, null=True)
    live_why = CleanTextField(default="")
    effective_at = UtcDateTimeField(null=True)
    deemed = BooleanField(default=False)
    disputed_at = UtcDateTimeField(null=True)
    started_by = CleanTextField()
    created_at = UtcDateTimeField()
    updated_at = UtcDateTimeField()
    row_version = IntegerField(default=0)


class GoLiveCondition(Record):
    """A commercial condition of going live; unmet while neither met nor waived."""

    deployment = ForeignKeyField(Deployment)
    text = CleanTextField()
    entered_by = CleanTextField()
    entered_at = UtcDateTimeField()
    met_at = UtcDateTimeField(null=True)
    met_by = CleanTextField(default="")
    waived_at = UtcDateTimeField(null=True)
    waived_by = CleanTextField(default="")
    waived_why = CleanTextField(default="")


class DeploymentQuantity(Record):
    """What the standard fee includes of something, and how much is used; both are decimal numbers as text."""

    deployment = ForeignKeyField(Deployment, index=False)
    name = CleanTextField()
    included = CleanTextField()
    used = CleanTextField()

    class Meta:
        """Each thing once."""

        indexes = ((("deployment", "name"), True),)


class DeploymentHold(Record):
    """A span in which timers stand still; `until` null while it lasts."""

    deployment = ForeignKeyField(Deployment)
    since = UtcDateTimeField()
    by = CleanTextField()
    reason = CleanTextField()
    until = UtcDateTimeField(null=True)
    ended_by = CleanTextField(default="")


DeploymentHold.add_index(
    DeploymentHold.index(
        DeploymentHold.deployment, unique=True, where=DeploymentHold.until.is_null(), name="deployment_hold_one_open"
    )
)


class DeploymentTimer(Record):
    """A timer, one for each kind, form (0 for none) and turn. It is fired by compare-and-set of its state."""

    deployment = ForeignKeyField(Deployment, index=False)
    kind = WordField(TimerKind)
    form = BigIntegerField(default=0)
    turn = IntegerField(default=0)
    due_at = UtcDateTimeField()
    state = WordField(TimerState)
    why = CleanTextField(default="")
    planned_at = UtcDateTimeField()
    changed_at = UtcDateTimeField()

    class Meta:
        """None twice."""

        indexes = ((("deployment", "kind", "form", "turn"), True),)


PLANNED = DeploymentTimer.state == SQL(f"'{TimerState.PLANNED.value}'")
"""The condition in the words of the partial index below: with a parameter neither database would use it."""

DeploymentTimer.add_index(DeploymentTimer.index(DeploymentTimer.due_at, where=PLANNED, name="deployment_timer_due"))


class LiveChange(Record):
    """When the system was said to be taken live, or (`at` null) not to be; never changed or removed."""

    deployment = ForeignKeyField(Deployment)
    at = UtcDateTimeField(null=True)
    record = WordField(LiveRecord, null=True)
    why = CleanTextField()
    by = CleanTextField()
    changed_at = UtcDateTimeField()
