"""What everybody may do about their own account. `by` is whose it is; the guard lets nobody be somebody else."""

import math
from dataclasses import dataclass
from datetime import datetime

from processor.errors import Refused, TooOften
from processor.services.access.passwords import Passwords, check_password
from processor.services.access.secondstep import SecondSteps
from processor.services.access.sessions import Sessions
from processor.services.access.throttle import Throttle, second_gate
from processor.services.access.userlines import UserLine, display_of, language_of, user_line
from processor.store.sessions import SessionRow
from processor.store.store import Store
from processor.store.users import UserRow


@dataclass(frozen=True, slots=True)
class AccountParts:
    """What an account is changed with."""

    passwords: Passwords
    sessions: Sessions
    steps: SecondSteps
    throttle: Throttle


class Account:
    """One's own name, language, password, recovery codes and sessions."""

    def __init__(self, store: Store, parts: AccountParts) -> None:
        self._store = store
        self._parts = parts

    def show(self, by: str) -> UserLine:
        """Oneself."""
        return self._store.read(lambda: user_line(self._store, self._store.users.get(by)))

    def sessions(self, by: str, now: datetime) -> tuple[SessionRow, ...]:
        """One's sessions that go on, the newest first."""
        return self._store.read(lambda: self._parts.sessions.of(self._store.users.get(by).user_id, now))

    def rename(self, by: str, display: str, language: str, now: datetime) -> UserLine:
        """Oneself under another name, with another language."""
        values = {"display": display_of(display), "language": language_of(language)}

        def work() -> UserLine:
            row = self._store.users.get(by)
            self._store.users.change(row.user_id, now, **values)
            self._note(row, "rename_user", now, **values)
            return user_line(self._store, self._store.users.get(by))

        return self._store.transact(work)

    def password(self, by: str, old: str, new: str, now: datetime) -> None:
        """Another password; every session is over then, this one too. Raises Refused where the old one is wrong."""
        check_password(new, by)
        row = self._store.users.get(by)
        self._enter(row, now)
        if not self._parts.passwords.verify(row.password_hash, old).right:
            raise Refused("the old password is wrong")
        if old == new:
            raise Refused("the new password is the old one")
        hashed = self._parts.passwords.hash(new)

        def work() -> None:
            if self._store.users.get(by).password_hash != row.password_hash:
                raise Refused("somebody else has changed this password meanwhile: sign in again")
            self._parts.throttle.passed((second_gate(row.user_id),), now)
            self._store.users.change(row.user_id, now, password_hash=hashed)
            self._store.sessions.end_all(row.user_id, by, now)
            self._store.sign_ins.drop_challenges_of(row.user_id)
            self._note(row, "set_password", now)

        self._store.transact(work)

    def recovery_codes(self, by: str, code: str, now: datetime) -> tuple[str, ...]:
        """New recovery codes instead of the old ones. Raises Refused without a right code of the second step."""
        row = self._store.users.get(by)
        self._enter(row, now)

        def work() -> tuple[str, ...]:
            if self._parts.steps.check(self._store.users.get(by), code, now) is None:
                raise Refused("the code is wrong, or was used already")
            self._parts.throttle.passed((second_gate(row.user_id),), now)
            self._note(row, "new_recovery_codes", now)
            return self._parts.steps.new_codes(row.user_id)

        return self._store.transact(work)

    def revoke(self, by: str, session_id: int, now: datetime) -> None:
        """This session of one's own is over. Raises Refused where it is already, or is another's."""

        def work() -> None:
            row = self._store.users.get(by)
            if not self._store.sessions.end(session_id, row.user_id, by, now):
                raise Refused(f"you have no session {session_id} that goes on")
            self._note(row, "revoke_session", now, session=session_id)

        self._store.transact(work)

    def revoke_others(self, by: str, session_id: int, now: datetime) -> int:
        """How many of one's sessions are over now: all but this one."""

        def work() -> int:
            row = self._store.users.get(by)
            ended = self._store.sessions.end_all(row.user_id, by, now, session_id)
            self._note(row, "revoke_sessions", now, ended=ended)
            return ended

        return self._store.transact(work)

    def _enter(self, row: UserRow, now: datetime) -> None:
        wait = self._parts.throttle.enter((second_gate(row.user_id),), now)
        if wait:
            raise TooOften(f"too many attempts: try again in {math.ceil(wait.total_seconds())} seconds", wait)

    def _note(self, row: UserRow, action: str, now: datetime, **detail: object) -> None:
        self._store.audit.note(row.login, action, f"user {row.login}", detail, now)
