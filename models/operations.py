"""How the machinery stands: what is paused, who does which loop, how the loops are."""

from models.base import Record
from models.fields import CleanTextField, UtcDateTimeField, WordField
from models.vocabulary import Health, Switch


class Pause(Record):
    """A switch that a person has turned off; the row goes when it is turned on again."""

    switch = WordField(Switch, unique=True)
    reason = CleanTextField()
    by = CleanTextField()
    at = UtcDateTimeField()


class Lease(Record):
    """Who may do something alone, and until when."""

    name = CleanTextField(unique=True)
    owner = CleanTextField()
    until = UtcDateTimeField()


class LoopHealth(Record):
    """What a loop last said of itself. `remedy` is what a person can do."""

    name = CleanTextField(unique=True)
    state = WordField(Health)
    text = CleanTextField()
    remedy = CleanTextField()
    last_ok_at = UtcDateTimeField(null=True)
    at = UtcDateTimeField()


class ClockWatch(Record):
    """When somebody last looked at the clock, by who looks: a jump shows when it is looked at again."""

    name = CleanTextField(unique=True)
    seen_at = UtcDateTimeField()
