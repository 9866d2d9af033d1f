"""The three errors that rooms may raise at each other, told apart by what the daemon does next.

A message says what happened, to which thing, and what to do about it.
"""

from datetime import timedelta


class SignoffError(Exception):
    """Base of the errors that are meant to be read by a person."""


class SettingsError(SignoffError):
    """The operator must change something before it can work; commands end with exit code 2."""


class Temporary(SignoffError):  # noqa: N818
    """It may work later: the work waits and is tried again with back-off; commands end with exit code 75."""


class Permanent(SignoffError):  # noqa: N818
    """It will never work as it is: a message goes to quarantine, an outgoing mail to the dead letters."""


class Refused(SignoffError):  # noqa: N818
    """A person asked for what the rules forbid; nothing was changed and the sentence says why."""


class Forbidden(Refused):
    """Somebody asked for what their roles don't allow; nothing was done."""


class TooOften(Refused):
    """Somebody tried too often, and was not even looked at; `wait` is how long it stays so."""

    def __init__(self, sentence: str, wait: timedelta) -> None:
        super().__init__(sentence)
        self.wait = wait


class Overtaken(Refused):
    """It is no longer as the person saw it: what somebody else did first stands, and the sentence says what."""
