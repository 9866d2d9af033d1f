"""When it is time to train again, and what is remembered of the last attempt."""

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final

NIGHTLY: Final = "nightly"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Train after so many new labels, and at this time of the day (UTC) if there is any."""

    after: int
    at: time


@dataclass(frozen=True, slots=True)
class Attempt:
    """The last attempt: when it began, the newest example that it used, and the newest that any success used.

    `result` is "promoted", "candidate", "failed" or, while it runs, ""; `why` is its sentence.
    """

    at: datetime | None = None
    attempted: int = 0
    trained: int = 0
    result: str = ""
    why: str = ""


def due(schedule: Schedule, last: Attempt, fresh: int, oldest_untrained: datetime | None, now: datetime) -> str:
    """Why it is time to train, "" when it is not.

    `fresh` is how many examples came since the last attempt, so that one that failed is not repeated before its time;
    `oldest_untrained` is when the first came that no model has learned from. A night that the daemon slept through is
    made up for.
    """
    if fresh >= schedule.after:
        return f"{fresh} corrections"
    night = _last_passing(schedule.at, now)
    slept = last.at is None or last.at < night or last.at > now  # a clock that was set back must not stop learning
    return NIGHTLY if slept and oldest_untrained is not None and oldest_untrained < night else ""


def _last_passing(at: time, now: datetime) -> datetime:
    today = datetime.combine(now.astimezone(UTC).date(), at.replace(tzinfo=None), tzinfo=UTC)
    return today if today <= now else today - timedelta(days=1)


class Attempts:
    """Keeps the last attempt in a small file beside the models."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def last(self) -> Attempt:
        """The last attempt; an empty one where there was none or its file is spoiled: training is then merely early."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            attempt = Attempt(**found)
            at = datetime.fromisoformat(found["at"]) if found["at"] else None
            return replace(attempt, at=at, attempted=int(attempt.attempted), trained=int(attempt.trained))
        except (OSError, ValueError, TypeError, KeyError):
            return Attempt()

    def note(self, attempt: Attempt) -> None:
        """Remember it in place of the one before."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        words = asdict(attempt) | {"at": attempt.at.isoformat() if attempt.at else ""}
        with fresh.open("w", encoding="utf-8") as file:
            file.write(json.dumps(words, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
