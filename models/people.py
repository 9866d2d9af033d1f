"""Who writes to us: customers, their domains, their people."""

from peewee import ForeignKeyField

from models.base import Record
from models.fields import CleanTextField, JsonField, WordField
from models.vocabulary import Stage, SuccessPlan


class Customer(Record):
    """A company that we work for. `stage` null means that nobody has said where it stands.

    What was agreed with it about time is null or empty where the settings hold: `calendar` names the public holidays,
    `hours` the business hours, and `own_days` are the days beside them, each with date, name and spans of minutes.
    """

    name = CleanTextField(unique=True)
    language = CleanTextField(default="")
    notes = CleanTextField(default="")
    stage = WordField(Stage, null=True)
    plan = WordField(SuccessPlan, null=True)
    timezone = CleanTextField(default="")
    calendar = CleanTextField(default="")
    hours = CleanTextField(default="")
    own_days = JsonField(null=True)


class CustomerDomain(Record):
    """A mail domain, in lower case, whose senders belong to the customer."""

    domain = CleanTextField(unique=True)
    customer = ForeignKeyField(Customer)


class Contact(Record):
    """A person by address. `address_key` is the case-folded address; `customer` null means that nobody knows yet."""

    address_key = CleanTextField(unique=True)
    address = CleanTextField()
    name = CleanTextField(default="")
    customer = ForeignKeyField(Customer, null=True)
    language = CleanTextField(default="")
