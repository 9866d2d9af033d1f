"""How long to wait before the next attempt to connect."""

from collections.abc import Iterator
from random import Random

from processor.mailbox.errors import MailboxRefused, MailboxThrottled

FIRST_DELAY = 1.0
EARLY_CAP = 8.0
"""Longest pause while an outage is young: with the connect itself, work resumes within 10 s of the server's return."""
EARLY_PERIOD = 600.0
LATE_CAP = 300.0
REFUSED_PAUSE = 60.0
"""Shortest pause after a refusal: a wrong password tried every few seconds gets an account locked."""
LONGEST_SUGGESTION = 3600.0


def delays(random: Random) -> Iterator[float]:
    """Seconds to wait before each next attempt of one outage; make a new one after a success.

    Doubles from 1 s. While less than 10 minutes have been waited in all it stays at or below 8 s, then it grows to
    5 minutes. Each is drawn between half and all of its value, so that many mailboxes of one server do not return
    in step.
    """
    delay, waited = FIRST_DELAY, 0.0
    while True:
        pause = delay * random.uniform(0.5, 1.0)
        yield pause
        waited += pause
        delay = min(delay * 2, EARLY_CAP if waited < EARLY_PERIOD else LATE_CAP)


def pause_after(error: Exception, delay: float) -> float:
    """The pause that this error calls for, at least `delay`: what a throttling server asked for, a minute if refused.

    A server's figure counts up to one hour, so that a mistaken one cannot stop the mailbox for good.
    """
    if isinstance(error, MailboxThrottled):
        return max(delay, min(error.wait_seconds, LONGEST_SUGGESTION))
    if isinstance(error, MailboxRefused):
        return max(delay, REFUSED_PAUSE)
    return delay
