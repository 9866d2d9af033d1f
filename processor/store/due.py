"""When a row that waits is due, whatever the clock has done meanwhile.

A wait is kept as the moment at which it ends, and a clock that is set back puts that moment far ahead. So a row that
would have to wait longer than any row is ever put off is due as well.
"""

from datetime import datetime, timedelta
from typing import Any

from processor.store.prepared import Hole

LONGEST_DELAY = timedelta(hours=2)
"""What a row may be put off by, at most."""

_UNTRIED = timedelta(minutes=1)
"""The same for one that was never tried: it waits for its turn in a conversation, if at all."""


def is_due(record: Any) -> Any:
    """The condition on a record with `not_before` and `attempts`, for a prepared query; `moments` fills its holes."""
    ends = record.not_before
    untried = (record.attempts == 0) & (ends > Hole(ends, "soon"))
    return (ends <= Hole(ends, "now")) | (ends > Hole(ends, "late")) | untried


def moments(now: datetime) -> dict[str, datetime]:
    """The values for the holes of `is_due`."""
    return {"now": now, "soon": now + _UNTRIED, "late": now + LONGEST_DELAY}
