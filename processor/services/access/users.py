"""Who works here, as an admin keeps it. Whatever changes what somebody may do ends all of their sessions."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from models.vocabulary import Role, UserState
from processor.errors import Refused
from processor.services.access.passwords import Passwords, check_password
from processor.services.access.sessions import Sessions
from processor.services.access.userlines import (
    StaffLine,
    UserLine,
    display_of,
    language_of,
    login_of,
    ordered,
    user_line,
)
from processor.store.sessions import SessionRow
from processor.store.store import Store
from processor.store.users import UserRow

__all__ = ["StaffLine", "UserLine", "Users"]


class Users:
    """Adds, changes, disables. Everything raises Refused for what it can't take, and is written down."""

    def __init__(self, store: Store, passwords: Passwords, sessions: Sessions) -> None:
        self._store = store
        self._passwords = passwords
        self._sessions = sessions

    def staff(self) -> tuple[StaffLine, ...]:
        """Everybody who may sign in, by login."""
        return tuple(StaffLine(row.login, row.display) for row in self._store.users.all() if row.is_active)

    def list(self) -> tuple[UserLine, ...]:
        """Everybody, by login."""
        return self._store.read(lambda: tuple(user_line(self._store, row) for row in self._store.users.all()))

    def show(self, login: str) -> UserLine:
        """One user. Raises Refused where there is none of that login."""
        return self._store.read(lambda: user_line(self._store, self._store.users.get(login_of(login))))

    def sessions(self, login: str, now: datetime) -> tuple[SessionRow, ...]:
        """The user's sessions that go on, the newest first."""
        return self._store.read(lambda: self._sessions.of(self._store.users.get(login_of(login)).user_id, now))

    def add(
        self,
        login: str,
        display: str,
        roles: Iterable[Role],
        language: str,
        password: str,
        by: str,
        now: datetime,
    ) -> UserLine:
        """The new user. Without a password they can sign in by an identity provider only."""
        name, chosen = login_of(login), _some(roles)
        if password:
            check_password(password, name)
        values = {
            "login": name,
            "display": display_of(display),
            "language": language_of(language),
            "roles": chosen,
            "password_hash": self._passwords.hash(password) if password else "",
        }

        def work() -> UserLine:
            self._store.users.add(values, by, now)
            detail = {"roles": ordered(chosen), "display": values["display"], "can_sign_in_here": bool(password)}
            self._store.audit.note(by, "add_user", f"user {name}", detail, now)
            return user_line(self._store, self._store.users.get(name))

        return self._store.transact(work)

    def rename(self, login: str, display: str, language: str, by: str, now: datetime) -> UserLine:
        """The user under another name or with another language; their sessions go on."""
        values = {"display": display_of(display), "language": language_of(language)}
        return self._change(login, "rename_user", lambda row: values, by, now, ends=False)

    def set_roles(self, login: str, roles: Iterable[Role], by: str, now: datetime) -> UserLine:
        """The user with these roles instead. Raises Refused where nobody could keep users any more."""
        chosen = _some(roles)

        def values(row: UserRow) -> Mapping[str, Any]:
            if Role.ADMIN not in chosen:
                self._keep_an_admin(row)
            return {"roles": chosen}

        return self._change(login, "set_roles", values, by, now)

    def disable(self, login: str, by: str, now: datetime) -> UserLine:
        """The user, who can't sign in any more. Raises Refused where nobody could keep users any more."""

        def values(row: UserRow) -> Mapping[str, Any]:
            self._keep_an_admin(row)
            return {"state": UserState.DISABLED}

        return self._change(login, "disable_user", values, by, now)

    def enable(self, login: str, by: str, now: datetime) -> UserLine:
        """The user, who can sign in again."""
        return self._change(login, "enable_user", lambda row: {"state": UserState.ACTIVE}, by, now)

    def set_password(self, login: str, password: str, by: str, now: datetime) -> UserLine:
        """The user with another password."""
        check_password(password, login_of(login))
        hashed = self._passwords.hash(password)
        return self._change(login, "set_password", lambda row: {"password_hash": hashed}, by, now)

    def reset_totp(self, login: str, by: str, now: datetime) -> UserLine:
        """The user without a second step: it is set up anew when they next sign in."""

        def values(row: UserRow) -> Mapping[str, Any]:
            self._store.users.keep_codes(row.user_id, ())
            return {"totp_secret": None}

        return self._change(login, "reset_totp", values, by, now)

    def revoke(self, login: str, session_id: int, by: str, now: datetime) -> None:
        """This session of the user is over. Raises Refused where it is already, or is another's."""

        def work() -> None:
            row = self._store.users.get(login_of(login))
            if not self._store.sessions.end(session_id, row.user_id, by, now):
                raise Refused(f"{row.login} has no session {session_id} that goes on")
            self._store.audit.note(by, "revoke_session", f"user {row.login}", {"session": session_id}, now)

        self._store.transact(work)

    def revoke_all(self, login: str, by: str, now: datetime) -> int:
        """How many of the user's sessions are over now."""

        def work() -> int:
            row = self._store.users.get(login_of(login))
            ended = self._store.sessions.end_all(row.user_id, by, now)
            self._store.sign_ins.drop_challenges_of(row.user_id)
            self._store.audit.note(by, "revoke_sessions", f"user {row.login}", {"ended": ended}, now)
            return ended

        return self._store.transact(work)

    def _change(
        self,
        login: str,
        action: str,
        values: Callable[[UserRow], Mapping[str, Any]],
        by: str,
        now: datetime,
        *,
        ends: bool = True,
    ) -> UserLine:
        def work() -> UserLine:
            row = self._store.users.get(login_of(login))
            before = user_line(self._store, row)
            self._store.users.change(row.user_id, now, **values(row))
            if ends:
                self._store.sessions.end_all(row.user_id, by, now)
                self._store.sign_ins.drop_challenges_of(row.user_id)
            after = user_line(self._store, self._store.users.by_id(row.user_id))
            self._store.audit.note(by, action, f"user {row.login}", changed(before, after), now)
            return after

        return self._store.transact(work)

    def _keep_an_admin(self, row: UserRow) -> None:
        others = (one for one in self._store.users.all() if one.user_id != row.user_id and one.is_active)
        if Role.ADMIN in row.roles and row.is_active and not any(Role.ADMIN in one.roles for one in others):
            raise Refused(f"{row.login} is the only admin: make somebody else one first")


def changed(before: UserLine, after: UserLine) -> dict[str, Any]:
    """What is different, with what was before and after."""
    names = ("display", "language", "roles", "state", "totp")
    pairs = {name: [getattr(before, name), getattr(after, name)] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _some(roles: Iterable[Role]) -> frozenset[Role]:
    chosen = frozenset(roles)
    if not chosen:
        raise Refused(f"a user needs a role: {', '.join(Role)}")
    return chosen
