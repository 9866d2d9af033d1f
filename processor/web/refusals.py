"""Errors as answers: a status, and a page that says what happened and what to do."""

import math
from dataclasses import replace
from datetime import timedelta
from typing import Final

from processor.errors import Forbidden, Overtaken, Permanent, Refused, SettingsError, SignoffError, Temporary, TooOften
from processor.web.answers import Answer
from processor.web.site import SentBefore
from processor.web.visit import Guest, Visit

__all__ = ["TOO_MANY", "failed", "not_ours", "refused", "retry_after", "till_when"]

BAD_REQUEST: Final = 400
FORBIDDEN: Final = 403
MISSING: Final = 404
OVERTAKEN: Final = 409
TOO_LARGE: Final = 413
UNWILLING: Final = 422
TOO_MANY: Final = 429
BROKEN: Final = 500
LATER: Final = 503
_SECONDS_TILL: Final = 120
"""Up to so many seconds people are told a time in seconds; a longer one is easier read in minutes."""

_OURS: Final = frozenset({BROKEN, LATER})


def refused(guest: Guest, error: SignoffError) -> Answer:
    """The page for an error that is meant to be read by a person. No stranger is told what ails the machine."""
    asked_to_change = guest.asked.method == "POST"
    match error:
        case SentBefore():
            return failed(guest, UNWILLING, guest.words("shell.errors.sent_before"))
        case Forbidden():
            return failed(guest, FORBIDDEN, _told(guest, error))
        case TooOften():
            sentence = till_when(guest, error.wait)
            return retry_after(failed(guest, TOO_MANY, sentence), error.wait)
        case Overtaken():
            return failed(guest, OVERTAKEN, _told(guest, error))
        case Refused():
            return failed(guest, UNWILLING if asked_to_change else MISSING, _told(guest, error))
        case Temporary() | SettingsError():
            return failed(guest, LATER, _told(guest, error) if isinstance(guest, Visit) else "")
        case Permanent() | _:
            return failed(guest, UNWILLING, _told(guest, error))


def not_ours(guest: Guest) -> Answer:
    """The page for a form that doesn't carry the token of this session: mostly one from before a new sign-in."""
    words, remedy = guest.words("shell.errors.csrf"), guest.words("shell.errors.csrf_remedy")
    return failed(guest, FORBIDDEN, words, remedy)


def till_when(guest: Guest, wait: timedelta) -> str:
    """When to try again, for people: never too early."""
    seconds = math.ceil(wait.total_seconds())
    if seconds <= _SECONDS_TILL:
        return guest.words("signin.denied.wait", count=seconds)
    return guest.words("signin.denied.wait_minutes", count=math.ceil(seconds / 60))


def retry_after(answer: Answer, wait: timedelta) -> Answer:
    """The same, which tells programs when to try again (RFC 9110 section 10.2.3, in whole seconds)."""
    return replace(answer, headers={**answer.headers, "Retry-After": str(math.ceil(wait.total_seconds()))})


def _told(guest: Guest, error: SignoffError) -> str:
    """What it says, in the reader's language: the core's sentences are English."""
    return guest.words.sentence(str(error))


def failed(guest: Guest, status: int, sentence: str = "", remedy: str = "") -> Answer:
    """The page for a status; `sentence` says what happened where there is more to say than the status itself.

    `remedy` says what to do where the status alone would say something else.

    A page that can't be shown may follow upon something that was saved: only of a form it is said that nothing was.
    """
    title = guest.words(f"shell.errors.{status}.title")
    unseen = status in _OURS and guest.asked.method != "POST"
    remedy = remedy or guest.words(f"shell.errors.{status}.{'unseen' if unseen else 'remedy'}")
    return guest.show("errors/error.html", status, code=status, heading=title, sentence=sentence, remedy=remedy)
