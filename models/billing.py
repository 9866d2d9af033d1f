"""How tickets are charged: what was decided of each, what customers have bought, and the releases that resolve them."""

from peewee import BigIntegerField, BooleanField, ForeignKeyField

from models.base import Record
from models.deployments import Deployment
from models.fields import CleanTextField, UtcDateTimeField, WordField
from models.people import Customer
from models.tickets import Ticket
from models.vocabulary import EntitlementKind, Treatment

APPEND_ONLY = ("voucher_entry",)
"""The tables whose rows can be neither changed nor removed."""


class TicketWork(Record):
    """What is known of a ticket's charging. `treatment` null: it is worked out whenever it is asked for.

    `decided_by` is the person whose own decision the treatment is, `warranty_by` who accepted it as warranty. `hours`
    is a decimal number as text, null while nobody has said. A `frozen` one changes no more. `release` names the release
    that resolves the ticket, of which its requester was told at `release_told_at`; `deployment` is the one that it
    belongs to where a person said so.
    """

    ticket = ForeignKeyField(Ticket, unique=True)
    deployment = ForeignKeyField(Deployment, null=True)
    treatment = WordField(Treatment, null=True)
    why = CleanTextField(default="")
    decided_by = CleanTextField(default="")
    frozen_at = UtcDateTimeField(null=True)
    hours = CleanTextField(null=True)
    after_hours = BooleanField(default=False)
    moves_adds_changes = BooleanField(default=False)
    warranty_by = CleanTextField(default="")
    release = CleanTextField(default="", index=True)
    release_told_at = UtcDateTimeField(null=True)
    changed_by = CleanTextField()
    changed_at = UtcDateTimeField()


class Entitlement(Record):
    """What a customer has bought. The days are ISO dates: from when, and (empty for open) until when it counts."""

    customer = ForeignKeyField(Customer)
    kind = WordField(EntitlementKind)
    first_day = CleanTextField()
    last_day = CleanTextField(default="")
    note = CleanTextField(default="")
    by = CleanTextField()
    at = UtcDateTimeField()


class VoucherEntry(Record):
    """Hours added to a customer's voucher, or (negative) drawn from it for a ticket; never changed or removed.

    What a ticket took is given back by another entry of the ticket, where its closing was undone.
    `units` are ten-thousandths of an hour: whole numbers add up alike on both databases.
    """

    customer = ForeignKeyField(Customer)
    entitlement = ForeignKeyField(Entitlement, null=True, index=False)
    ticket = ForeignKeyField(Ticket, null=True)
    units = BigIntegerField()
    by = CleanTextField()
    at = UtcDateTimeField()


class Release(Record):
    """A release by its name (year-number.version); `announced_at` is when customers were told of it."""

    name = CleanTextField(unique=True)
    entered_by = CleanTextField()
    entered_at = UtcDateTimeField()
    announced_at = UtcDateTimeField(null=True)
