"""The one place that asks for the time. Everything else is given `now`."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The present moment as an aware UTC datetime."""
    return datetime.now(UTC)  # noqa: TID251
