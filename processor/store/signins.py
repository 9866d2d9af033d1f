"""Sign-ins that are half done, and how often they went wrong of late."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from models.users import SignInChallenge, SignInFailure
from models.vocabulary import SecondStep
from processor.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """A sign-in that waits for its second step. `secret` is sealed: what is being set up."""

    challenge_id: int
    user_id: int
    step: SecondStep
    secret: bytes | None = field(repr=False)
    address: str
    agent: str
    attempts: int
    until: datetime


@dataclass(frozen=True, slots=True)
class FailureRow:
    """How often it went wrong, and until when nobody may try."""

    count: int
    last_at: datetime
    wait_until: datetime


class SignIns:
    """Challenges and failures. Changes are made in the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add_challenge(
        self,
        user_id: int,
        token_sha256: str,
        step: SecondStep,
        secret: bytes | None,
        where: tuple[str, str],
        until: datetime,
    ) -> None:
        """Keeps a new challenge; `where` is the address and the browser."""
        address, agent = where
        own = {"user": user_id, "token_sha256": token_sha256, "step": step, "secret": secret}
        self._db.insert(SignInChallenge, own | {"address": address, "agent": agent, "until": until})

    def challenge(self, token_sha256: str) -> ChallengeRow | None:
        """The challenge of this token."""
        row = self._db.row(SignInChallenge.select().where(SignInChallenge.token_sha256 == token_sha256))
        if row is None:
            return None
        own = row["id"], row["user"], row["step"], row["secret"]
        return ChallengeRow(*own, row["address"], row["agent"], row["attempts"], row["until"])

    def count_attempt(self, challenge_id: int) -> None:
        """One more wrong answer."""
        more = {"attempts": SignInChallenge.attempts + 1}
        self._db.change(SignInChallenge.update(more).where(SignInChallenge.id == challenge_id))

    def drop_challenge(self, challenge_id: int) -> bool:
        """Whether it was still there; it is not any more."""
        return self._db.change(SignInChallenge.delete().where(SignInChallenge.id == challenge_id)) > 0

    def drop_challenges_of(self, user_id: int) -> None:
        """None of the user's goes on."""
        self._db.change(SignInChallenge.delete().where(SignInChallenge.user == user_id))

    def failures(self, keys: Iterable[str]) -> dict[str, FailureRow]:
        """What is known of these, by key."""
        query = SignInFailure.select().where(SignInFailure.key.in_(sorted(keys)))
        rows = self._db.rows(query)
        return {row["key"]: FailureRow(row["count"], row["last_at"], row["wait_until"]) for row in rows}

    def keep_failure(self, key: str, failure: FailureRow) -> None:
        """Keeps what is known of this one from now on."""
        values: Row = {"count": failure.count, "last_at": failure.last_at, "wait_until": failure.wait_until}
        if self._db.change(SignInFailure.update(values).where(SignInFailure.key == key)) == 0:
            self._db.insert(SignInFailure, values | {"key": key})

    def forget(self, keys: Iterable[str]) -> None:
        """Nothing is known of these any more."""
        self._db.change(SignInFailure.delete().where(SignInFailure.key.in_(sorted(keys))))

    def prune(self, failures_before: datetime, now: datetime) -> None:
        """Removes what is over: old failures, and challenges whose time has passed."""
        self._db.change(SignInFailure.delete().where(SignInFailure.last_at < failures_before))
        self._db.change(SignInChallenge.delete().where(SignInChallenge.until < now))
