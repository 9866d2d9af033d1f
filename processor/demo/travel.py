"""The story's own time: it begins six weeks ago, goes on in leaps, and ends today."""

from datetime import datetime, timedelta
from typing import Final

from processor.clock import move, utc_now  # noqa: TID251

AGO: Final = timedelta(days=44)
"""How long ago the story begins: the midnight of its last deadline is past by today, whatever the time of the day."""


class Travel:
    """Moves the clock of this process, and knows the way home."""

    def __init__(self) -> None:
        self._away = timedelta()

    def by(self, span: timedelta) -> None:
        """It is so much later, or earlier where it is negative."""
        move(span)
        self._away += span

    def to(self, moment: datetime) -> None:
        """It is this moment."""
        self.by(moment - utc_now())

    def home(self) -> None:
        """It is what it is."""
        self.by(-self._away)
