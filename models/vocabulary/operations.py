"""The words of the machinery."""

from enum import StrEnum


class Language(StrEnum):
    """Languages that templates exist in."""

    ENGLISH = "en"
    RUSSIAN = "ru"
    GERMAN = "de"


class Switch(StrEnum):
    """What an operator can pause, each by itself."""

    OUTBOX = "outbox"
    ACCEPTANCES = "acceptances"
    TIMERS = "timers"
    BOARDS = "boards"


class Health(StrEnum):
    """How a loop is doing."""

    OK = "ok"
    DEGRADED = "degraded"
    DOWN = "down"
