"""What can go wrong with a mailbox. All of it is temporary: work resumes by itself once the cause is gone.

A message names the mailbox, says what happened and what a person can do.
"""

from processor.errors import Temporary


class MailboxTrouble(Temporary):
    """Base of everything a mailbox source raises while it works."""


class MailboxUnreachable(MailboxTrouble):
    """No connection came about: name not found, nothing listens, no answer in time, server not ready for log-in."""


class MailboxLost(MailboxTrouble):
    """The connection broke, went silent or said BYE. It is closed already; `connect` makes a new one."""


class MailboxThrottled(MailboxTrouble):
    """The server asks to be left alone for `wait_seconds`; the connection is closed."""

    def __init__(self, message: str, wait_seconds: float) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds


class MailboxRefused(MailboxTrouble):
    """The server or the folder says no, and a person must act: password, certificate, folder name, rights, space."""


class MailboxBadAnswer(MailboxTrouble):
    """One command was answered by NO, BAD or something unreadable; the connection goes on."""
