"""The one place that asks for the time. Everything else is given `now`."""

from datetime import UTC, datetime, timedelta

_ahead = timedelta()


def utc_now() -> datetime:
    """The present moment as an aware UTC datetime."""
    return datetime.now(UTC) + _ahead  # noqa: TID251


def move(by: timedelta) -> None:
    """From now on it is so much later in this process, or earlier where `by` is negative.

    For the demo alone, which plays weeks in seconds: it moves the clock while no daemon runs, and takes it back in the
    end. Whatever counts seconds by a monotonic clock is not moved.
    """
    global _ahead  # noqa: PLW0603 - a clock is one for the process
    _ahead += by
