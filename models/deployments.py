"""Deployments: where they stand, what holds them, and when the system was taken live."""

from peewee import BigIntegerField, BooleanField, ForeignKeyField, IntegerField

from models.base import Record
from models.fields import CleanTextField, UtcDateTimeField, WordField
from models.people import Customer
from models.tickets import Ticket
from models.vocabulary import DeploymentStage, LiveRecord


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
