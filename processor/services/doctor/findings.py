"""What `signoff doctor` finds: one line for each thing looked at, and what to do about it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from processor.errors import SettingsError, SignoffError


class Level(StrEnum):
    """How grave a finding is. A warning needs no haste, a failure stops work or hides a loss."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `remedy` is empty where nothing need be done; `misconfigured`: the settings are at fault.

    `figures` are what scripts read beside the sentence: more fields of its JSON.
    """

    check: str
    level: Level
    text: str
    remedy: str = ""
    misconfigured: bool = False
    figures: Mapping[str, Any] = field(default_factory=dict)


def ok(check: str, text: str) -> Finding:
    """All is well."""
    return Finding(check, Level.OK, text)


def warn(check: str, text: str, remedy: str) -> Finding:
    """Somebody should look, in their own time."""
    return Finding(check, Level.WARN, text, remedy)


def fail(check: str, text: str, remedy: str) -> Finding:
    """It does not work, or something may be lost."""
    return Finding(check, Level.FAIL, text, remedy)


@dataclass(frozen=True, slots=True)
class Check:
    """A name for the line, and what looks; anything it raises for a person to read becomes a failure."""

    name: str
    look: Callable[[datetime], Iterable[Finding]]


def examine(checks: Sequence[Check], now: datetime) -> Iterator[Finding]:
    """The findings of all checks, in order, each as soon as it is there; one that fails keeps none from going on."""
    for check in checks:
        try:
            yield from check.look(now)
        except SettingsError as error:
            yield Finding(check.name, Level.FAIL, str(error), "mend the setting, then ask again", misconfigured=True)
        except SignoffError as error:
            yield fail(check.name, str(error), "mend what the sentence names; the daemon tries again by itself")
