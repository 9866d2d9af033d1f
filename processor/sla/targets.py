"""How soon a first answer is promised: one table, by success plan and severity."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from models.vocabulary import Severity, SuccessPlan

_WRITTEN = re.compile(r"(\d{1,3})\s*(h|d)")


@dataclass(frozen=True, slots=True)
class Target:
    """So many business hours, or so many business days: one of the two is 0."""

    hours: int = 0
    days: int = 0

    @property
    def written(self) -> str:
        """As `parse_target` reads it."""
        return f"{self.days}d" if self.days else f"{self.hours}h"

    @property
    def amount(self) -> timedelta:
        """The time that it is where every hour counts, a day with all its 24."""
        return timedelta(days=self.days, hours=self.hours)


def parse_target(text: str) -> Target:
    """A target as it is written: `4h` for business hours, `2d` for business days. Raises ValueError."""
    match = _WRITTEN.fullmatch(text.strip().casefold())
    if match is None or not int(match[1]):
        raise ValueError(f"{text!r} is no target: write business hours such as 4h, or business days such as 2d")
    number = int(match[1])
    return Target(hours=number) if match[2] == "h" else Target(days=number)


Targets = Mapping[tuple[SuccessPlan, Severity], Target]

DEFAULT_TARGETS: Targets = {
    (SuccessPlan.PREMIUM, Severity.CRITICAL): Target(hours=2),
    (SuccessPlan.PREMIUM, Severity.URGENT): Target(hours=4),
    (SuccessPlan.PREMIUM, Severity.HIGH): Target(days=1),
    (SuccessPlan.PREMIUM, Severity.MEDIUM): Target(days=1),
    (SuccessPlan.BASIC, Severity.CRITICAL): Target(hours=4),
    (SuccessPlan.BASIC, Severity.URGENT): Target(days=1),
    (SuccessPlan.BASIC, Severity.HIGH): Target(days=2),
    (SuccessPlan.BASIC, Severity.MEDIUM): Target(days=2),
}
"""What holds unless the settings say otherwise."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the vendor promises to everybody.

    `plan` is that of customers with whom none was agreed. `unjudged` is the severity that a request counts as until
    somebody has judged it. With `round_the_clock` a critical one counts every hour of every day.
    """

    targets: Targets
    plan: SuccessPlan = SuccessPlan.BASIC
    unjudged: Severity = Severity.URGENT
    round_the_clock: bool = False
