"""Sessions: what a browser holds is a random token, what is kept is its digest."""

import hashlib
import hmac
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from processor.errors import Temporary
from processor.facts.actors import Actor
from processor.store.sessions import SessionRow
from processor.store.store import Store
from processor.store.users import UserRow

_BYTES: Final = 32
_LONGEST_TOKEN: Final = 128
_LONGEST_AGENT: Final = 200
_TOUCH: Final = timedelta(minutes=1)
KEPT_FOR: Final = timedelta(days=40)
"""So long after its end a session is remembered: by it an address is known again (`SignIn`)."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a session goes on: at most, and without anybody there."""

    at_most: timedelta
    idle: timedelta


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has just begun. The token is told once, and kept nowhere; recovery codes too."""

    token: str = field(repr=False)
    session_id: int
    actor: Actor
    until: datetime
    recovery_codes: tuple[str, ...] = field(default=(), repr=False)

    @property
    def csrf(self) -> str:
        """What its forms carry."""
        return csrf_of(self.token)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is there with a session, as their roles are at this moment; `until` it ends if nobody does anything."""

    actor: Actor
    session_id: int
    csrf: str = field(repr=False)
    until: datetime


class Sessions:
    """Begins, finds and ends sessions."""

    def __init__(self, store: Store, lasting: Lasting) -> None:
        self._store = store
        self._lasting = lasting

    def begin(
        self, user: UserRow, where: tuple[str, str], now: datetime, recovery_codes: tuple[str, ...] = ()
    ) -> SignedIn:
        """A new session, in the caller's transaction; `where` is the address and the browser."""
        self._store.sessions.prune(now - KEPT_FOR)
        token = new_token()
        until = now + self._lasting.at_most
        session_id = self._store.sessions.add(user.user_id, token_sha256(token), place_of(*where), now, until)
        self._store.users.signed_in(user.user_id, now)
        return SignedIn(token, session_id, user.actor(), until, recovery_codes)

    def visitor(self, token: str, now: datetime) -> Visitor | None:
        """Who has this session; None where it ended, nobody was there for too long, or the user may not come in."""
        if not token or len(token) > _LONGEST_TOKEN:
            return None
        found = self._store.sessions.find(token_sha256(token))
        if found is None:
            return None
        session, user = found
        until = min(session.until, session.seen_at + self._lasting.idle)
        if until <= now or not user.is_active:
            return None
        if session.seen_at < now - _TOUCH:
            with suppress(Temporary):  # what can be read is shown while nothing can be written
                self._store.transact(lambda: self._store.sessions.touch(session.session_id, now - _TOUCH, now))
                until = min(session.until, now + self._lasting.idle)
        return Visitor(user.actor(), session.session_id, csrf_of(token), until)

    def of(self, user_id: int, now: datetime) -> tuple[SessionRow, ...]:
        """The user's sessions that go on, the newest first."""
        return self._store.sessions.of(user_id, now, now - self._lasting.idle)

    def end(self, token: str, now: datetime) -> None:
        """The session of this token is over; nothing where it was already."""

        def work() -> None:
            found = self._store.sessions.find(token_sha256(token[:_LONGEST_TOKEN]))
            if found is not None:
                session, user = found
                self._store.sessions.end(session.session_id, user.user_id, user.login, now)
                self._store.audit.note(user.login, "sign_out", f"user {user.login}", {}, now)

        self._store.transact(work)


def new_token() -> str:
    """256 random bits, as a cookie carries them."""
    return secrets.token_urlsafe(_BYTES)


def token_sha256(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def csrf_of(token: str) -> str:
    """What the forms of a session carry: nobody can make it who doesn't have the token, and it tells nothing of it."""
    return hmac.digest(token.encode("utf-8", "replace"), b"csrf", "sha256").hex()


def is_csrf(token: str, given: str) -> bool:
    """Whether this is what the session's forms carry, in constant time."""
    return hmac.compare_digest(csrf_of(token).encode(), given.encode("utf-8", "replace"))


def place_of(address: str, agent: str) -> tuple[str, str]:
    """An address and a browser's name, cut to what is kept of them."""
    return address[:64], "".join(letter for letter in agent[:_LONGEST_AGENT] if letter.isprintable())
