"""When it is time to train."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from processor.services.learning.schedule import Attempt, Attempts, Schedule, due

SCHEDULE = Schedule(25, time(2, 0, tzinfo=UTC))
NOON = datetime(2031, 3, 4, 12, 0, tzinfo=UTC)
NIGHT = datetime(2031, 3, 4, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("last", "fresh", "oldest", "now", "reason"),
    [
        (None, 0, None, NOON, ""),
        (None, 1, NOON - HOUR, NOON, ""),
        (None, 1, NIGHT - HOUR, NOON, "nightly"),
        (NIGHT - HOUR, 1, NIGHT - HOUR, NIGHT - timedelta(seconds=1), ""),
        (NIGHT - HOUR, 1, NIGHT - HOUR, NIGHT, "nightly"),
        (NIGHT + HOUR, 1, NIGHT - HOUR, NOON, ""),
        (NIGHT - HOUR, 24, NOON - HOUR, NOON, ""),
        (NIGHT + HOUR, 25, NOON - HOUR, NOON, "25 corrections"),
        (NOON - 12 * HOUR, 0, NIGHT - HOUR, NOON, "nightly"),
        (NOON + 9000 * HOUR, 1, NIGHT - HOUR, NOON, "nightly"),
    ],
    ids=[
        "nothing new",
        "new since the night",
        "never trained",
        "a second before the hour",
        "at the hour",
        "tried tonight already",
        "one too few",
        "enough",
        "a failed one is tried again next night",
        "the clock was set back since",
    ],
)
def test_due(last: datetime | None, fresh: int, oldest: datetime | None, now: datetime, reason: str) -> None:
    assert due(SCHEDULE, Attempt(at=last), fresh, oldest, now) == reason


def test_the_last_attempt_is_remembered_and_a_spoiled_file_is_none(tmp_path: Path) -> None:
    attempts = Attempts(tmp_path / "models" / "last.json")
    assert attempts.last() == Attempt()
    attempt = Attempt(NOON, 7, 5, "failed", "the disk is full")
    attempts.note(attempt)
    assert attempts.last() == attempt
    for spoiled in ("", "{", "[]", "null", '{"at": 3}', '{"at": "x", "attempted": "y"}', '{"new": 1, "at": ""}'):
        (tmp_path / "models" / "last.json").write_text(spoiled)
        assert attempts.last() == Attempt()
