"""Sessions of signed-in browsers: found by the digest of their token, which itself is kept nowhere."""

from dataclasses import dataclass
from datetime import datetime

from models.users import UserAccount, UserSession
from processor.store.database import Database, Row
from processor.store.users import UserRow, user_row


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as people look at it: since when, from where, by what browser."""

    session_id: int
    user_id: int
    address: str
    agent: str
    created_at: datetime
    seen_at: datetime
    until: datetime


class Sessions:
    """The sessions."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, user_id: int, token_sha256: str, where: tuple[str, str], now: datetime, until: datetime) -> int:
        """The id of a new session; `where` is the address and the browser."""
        address, agent = where
        values = {"user": user_id, "token_sha256": token_sha256, "address": address, "agent": agent}
        times = {"created_at": now, "seen_at": now, "until": until}
        return self._db.insert(UserSession, values | times)

    def find(self, token_sha256: str) -> tuple[SessionRow, UserRow] | None:
        """The session of this token with its user as they are now; None where it ended or never was."""
        open_ = (UserSession.token_sha256 == token_sha256) & UserSession.ended_at.is_null()
        row = self._db.row(UserSession.select().where(open_))
        if row is None:
            return None
        user = self._db.row(UserAccount.select().where(UserAccount.id == row["user"]))
        return None if user is None else (_session(row), user_row(user))

    def touch(self, session_id: int, before: datetime, now: datetime) -> None:
        """Somebody was there just now; nothing where that is known already since `before`."""
        old = (UserSession.id == session_id) & (UserSession.seen_at < before)
        self._db.change(UserSession.update({"seen_at": now}).where(old))

    def of(self, user_id: int, now: datetime, idle_since: datetime) -> tuple[SessionRow, ...]:
        """The user's sessions that go on, the newest first."""
        good = (UserSession.user == user_id) & UserSession.ended_at.is_null()
        alive = (UserSession.until > now) & (UserSession.seen_at > idle_since)
        query = UserSession.select().where(good & alive).order_by(UserSession.id.desc())
        return tuple(_session(row) for row in self._db.rows(query))

    def known_address(self, user_id: int, address: str, since: datetime) -> bool:
        """Whether the user has signed in from this address since then."""
        same = (UserSession.user == user_id) & (UserSession.address == address) & (UserSession.created_at > since)
        return self._db.value(UserSession.select(UserSession.id).where(same).limit(1)) is not None

    def end(self, session_id: int, user_id: int, by: str, now: datetime) -> bool:
        """Whether this session of this user went on; it has ended then."""
        this = (UserSession.id == session_id) & (UserSession.user == user_id) & UserSession.ended_at.is_null()
        return self._db.change(UserSession.update({"ended_at": now, "ended_by": by}).where(this)) > 0

    def end_all(self, user_id: int, by: str, now: datetime, but: int = 0) -> int:
        """How many of the user's sessions ended now: all, or all but one."""
        open_ = (UserSession.user == user_id) & UserSession.ended_at.is_null() & (UserSession.id != but)
        return self._db.change(UserSession.update({"ended_at": now, "ended_by": by}).where(open_))

    def prune(self, before: datetime) -> None:
        """Forgets the sessions that were over before then: from where, and by what browser, is kept no longer."""
        self._db.change(UserSession.delete().where(UserSession.until < before))


def _session(row: Row) -> SessionRow:
    place = row["address"], row["agent"]
    return SessionRow(row["id"], row["user"], *place, row["created_at"], row["seen_at"], row["until"])
