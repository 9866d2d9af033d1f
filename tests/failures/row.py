"""One line of the table of failures."""

from dataclasses import dataclass
from enum import StrEnum

from tests.failures.hows import How


class Capability(StrEnum):
    """What Signoff does not do yet: the lines that belong to it get their tests with it."""

    OAUTH = "log-in by OAuth"
    CLOCKS = "response clocks"
    SENDER_AUTHENTICATION = "sender authentication"
    WEB_PAGES = "web pages"


@dataclass(frozen=True)
class Rule:
    """`name` is module:attribute of what keeps the failure away; `test` fails when it is switched off in this way.

    A rule whose absence lets the test wait for ever names the seconds after which that counts as failed.
    """

    name: str
    how: How
    test: str
    seconds: int = 30


@dataclass(frozen=True)
class NotApplicable:
    """Why the failure cannot happen here."""

    why: str


@dataclass(frozen=True)
class Later:
    """The capability that the line, or the rest of it, belongs to."""

    capability: Capability
    why: str


@dataclass(frozen=True)
class Row:
    """A failure that users of such systems have met, and what keeps it away.

    `also` names further tests of the same failure, with other means: real servers, crashes, whole conversations.
    """

    line: str
    failure: str
    rules: tuple[Rule, ...] = ()
    also: tuple[str, ...] = ()
    reason: NotApplicable | Later | None = None

    @property
    def tests(self) -> tuple[str, ...]:
        return (*(rule.test for rule in self.rules), *self.also)


def row(
    line: str, failure: str, *rules: Rule, also: tuple[str, ...] = (), reason: NotApplicable | Later | None = None
) -> Row:
    """A row, with its rules as arguments."""
    return Row(line, failure, rules, also, reason)
