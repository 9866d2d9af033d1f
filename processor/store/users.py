"""Users, their second steps and recovery codes, as the database keeps them. What is secret never shows in a repr."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from peewee import fn

from models.users import RecoveryCode, UserAccount
from models.vocabulary import Role, UserState
from processor.errors import Refused
from processor.facts.actors import Actor
from processor.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user as kept. `password_hash` is empty for who signs in elsewhere, `totp_secret` is sealed."""

    user_id: int
    login: str
    display: str
    language: str
    roles: frozenset[Role]
    state: UserState
    password_hash: str = field(repr=False)
    totp_secret: bytes | None = field(repr=False)
    totp_counter: int
    created_by: str
    created_at: datetime
    changed_at: datetime
    signed_in_at: datetime | None

    @property
    def is_active(self) -> bool:
        """Whether they may sign in."""
        return self.state is UserState.ACTIVE

    def actor(self) -> Actor:
        """Who does what they do."""
        return Actor(self.user_id, self.login, self.display, self.roles, self.language)


class Users:
    """The users. Changes are made in the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, login: str) -> UserRow | None:
        """The user of this login, in lower case; None where there is none."""
        row = self._db.row(UserAccount.select().where(UserAccount.login == login))
        return None if row is None else user_row(row)

    def get(self, login: str) -> UserRow:
        """The user of this login. Raises Refused where there is none."""
        found = self.find(login)
        if found is None:
            raise Refused(f"there is no user {login}: signoff user list")
        return found

    def by_id(self, user_id: int) -> UserRow:
        """The user of this id. Raises Refused where there is none."""
        row = self._db.row(UserAccount.select().where(UserAccount.id == user_id))
        if row is None:
            raise Refused(f"there is no user of id {user_id}")
        return user_row(row)

    def all(self) -> tuple[UserRow, ...]:
        """Everybody, by login."""
        return tuple(user_row(row) for row in self._db.rows(UserAccount.select().order_by(UserAccount.login)))

    def add(self, values: Row, by: str, now: datetime) -> int:
        """The id of the new user. Raises Refused for a login that is taken."""
        if self.find(values["login"]) is not None:
            raise Refused(f"there is a user {values['login']} already")
        own = {"state": UserState.ACTIVE, "created_by": by, "created_at": now, "changed_at": now}
        return self._db.insert(UserAccount, _plain(values) | own)

    def change(self, user_id: int, now: datetime, **values: Any) -> None:
        """Changes the user."""
        changed = _plain(values) | {"changed_at": now, "row_version": UserAccount.row_version + 1}
        self._db.change(UserAccount.update(changed).where(UserAccount.id == user_id))

    def signed_in(self, user_id: int, now: datetime) -> None:
        """Remembers when they last came in."""
        self._db.change(UserAccount.update({"signed_in_at": now}).where(UserAccount.id == user_id))

    def take_counter(self, user_id: int, counter: int) -> bool:
        """Whether this time step is newer than every one that was taken; it is taken then (RFC 6238 section 5.2)."""
        newer = (UserAccount.id == user_id) & (UserAccount.totp_counter < counter)
        return self._db.change(UserAccount.update({"totp_counter": counter}).where(newer)) > 0

    def keep_codes(self, user_id: int, macs: Iterable[str]) -> None:
        """These recovery codes instead of those that there were."""
        self._db.change(RecoveryCode.delete().where(RecoveryCode.user == user_id))
        self._db.insert_many(RecoveryCode, [{"user": user_id, "mac": mac} for mac in macs])

    def use_code(self, user_id: int, mac: str, now: datetime) -> bool:
        """Whether the code was one of theirs and still good; it is used then."""
        good = (RecoveryCode.user == user_id) & (RecoveryCode.mac == mac) & RecoveryCode.used_at.is_null()
        return self._db.change(RecoveryCode.update({"used_at": now}).where(good)) > 0

    def codes_left(self, user_id: int) -> int:
        """How many recovery codes are still good."""
        good = (RecoveryCode.user == user_id) & RecoveryCode.used_at.is_null()
        return int(self._db.value(RecoveryCode.select(fn.COUNT(RecoveryCode.id)).where(good)))


def user_row(row: Row) -> UserRow:
    """The user that a row is. A role that this version doesn't know allows nothing."""
    known = {role.value for role in Role}
    return UserRow(
        user_id=row["id"],
        login=row["login"],
        display=row["display"],
        language=row["language"],
        roles=frozenset(Role(role) for role in row["roles"] if role in known),
        state=row["state"],
        password_hash=row["password_hash"],
        totp_secret=row["totp_secret"],
        totp_counter=row["totp_counter"],
        created_by=row["created_by"],
        created_at=row["created_at"],
        changed_at=row["changed_at"],
        signed_in_at=row["signed_in_at"],
    )


def _plain(values: Row) -> Row:
    roles = {"roles": sorted(role.value for role in values["roles"])} if "roles" in values else {}
    return values | roles
