"""What the pictures show. Days are those of the customer's calendar."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Mark(StrEnum):
    """What ends a bar, where more than a day is to be told."""

    NONE = "none"
    LIVE = "live"
    SIGNED = "signed"
    DEEMED = "deemed"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class StageBar:
    """A stage: when it was planned for, when it really was, and how that was agreed.

    `key` names it, its name in the language comes with the words. `planned` is the day that it was to be done by;
    `until` the day that it lasts to by the terms, for what has a term. `acceptance` is the number of one.
    """

    key: str
    planned: date | None = None
    begun: date | None = None
    done: date | None = None
    until: date | None = None
    how: str = ""
    acceptance: str = ""
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class HoldSpan:
    """Days on which the deployment stood still; `last` None while it does."""

    first: date
    last: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class CheckInMark:
    """A check-in: the day on which it was asked, and whether it was answered."""

    day: date
    answered: bool


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What every picture says: of what it is, for whom, in which language (a language of ours), as of which day."""

    title: str
    customer: str
    site: str
    organisation: str
    language: str
    today: date


@dataclass(frozen=True, slots=True)
class TimelineFacts:
    """What happened beside what was planned. `standing` is the key of the stage that it is at now."""

    about: PictureFacts
    standing: str
    stages: tuple[StageBar, ...]
    holds: tuple[HoldSpan, ...] = ()
    check_ins: tuple[CheckInMark, ...] = ()
    live: date | None = None


@dataclass(frozen=True, slots=True)
class GoalBar:
    """A goal: from when it was set, for which day, and what came of it."""

    title: str
    since: date
    due: date | None = None
    achieved: date | None = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class RoadmapFacts:
    """The goals of a deployment and the stages that lie on its way: `stages` as on the timeline."""

    about: PictureFacts
    standing: str
    goals: tuple[GoalBar, ...]
    stages: tuple[StageBar, ...] = ()
    live: date | None = None
