"""Fetch records as the handling loop sees them: claimed under a lease, then decided, deferred or quarantined."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.mail import Fetch, RawMessage
from models.vocabulary import FetchState, Outcome
from processor.facts.causes import Fetched
from processor.store.database import Database, Row
from processor.store.due import is_due, moments
from processor.store.errors import ClaimLost
from processor.store.leases import is_dead
from processor.store.prepared import Hole, Prepared

CLAIM_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Claim:
    """A fetch record that is this worker's until its lease runs out. `attempts` counts earlier deferrals."""

    fetch: Fetched
    raw: bytes
    token: str
    attempts: int
    partial: bool


class Claims:
    """The queue of what is fetched and not decided. Every change of a claimed row compares the claim's token first."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def claim(
        self,
        mailbox: str,
        owner: str,
        limit: int,
        now: datetime,
        lease: timedelta,
        max_bytes: int = CLAIM_BYTES,
    ) -> list[Claim]:
        """The oldest rows that wait, now claimed for `owner`: at most `limit`, and about `max_bytes` of mail.

        Also rows whose claim ran out, or whose worker was a process of this host that has died. One row comes even if
        it alone is larger.
        """
        dead = [name for name in self._db.column(_OWNERS, mailbox=mailbox) if name != owner and is_dead(name)]
        if not self._free(mailbox, now, dead, 1, lock=False):
            return []  # looked up without a transaction, so that an idle loop never takes the lock a busy one needs
        token = secrets.token_hex(8)

        def take() -> list[int]:
            ids = _within(self._free(mailbox, now, dead, limit, lock=True), limit, max_bytes)
            if ids:
                self._db.change(_CLAIM, ids=ids, claim_owner=owner, claim_token=token, claim_until=now + lease)
            return ids

        ids = self._db.transact(take, short=True)
        return self._claims(ids, token) if ids else []

    def _free(self, mailbox: str, now: datetime, dead: list[str], limit: int, *, lock: bool) -> list[Row]:
        """Rows that may be claimed: of each kind the oldest, by two queries, for one over both would walk all rows."""
        kind = (_WAITING_LOCKED, _ABANDONED_LOCKED) if lock and self._db.locks_rows else (_WAITING, _ABANDONED)
        waiting = self._db.rows(kind[0], mailbox=mailbox, limit=limit, **moments(now))
        return waiting + self._db.rows(kind[1], mailbox=mailbox, now=now, dead=dead, limit=limit)

    def _claims(self, ids: list[int], token: str) -> list[Claim]:
        query = Fetch.select(*_CLAIM_COLUMNS).join(RawMessage).where(Fetch.id.in_(ids)).order_by(Fetch.id)
        return [_claim_of(row, token) for row in self._db.rows(query)]

    def announce(self, claim: Claim, keys: Iterable[str]) -> None:
        """Notes what names the conversation of a claimed message, so that other workers keep its order."""
        self._change(claim, {"keys": sorted(set(keys))})

    def defer(self, claim: Claim, reason: str, keys: Iterable[str], not_before: datetime) -> None:
        """Lets the message wait until `not_before`; the attempt counts. Raises ClaimLost."""
        self._change(
            claim,
            _UNCLAIMED
            | {
                "state": FetchState.WAITING,
                "attempts": Fetch.attempts + 1,
                "last_error": reason,
                "keys": sorted(set(keys)),
                "not_before": not_before,
            },
        )

    def give_back(
        self, claim: Claim, keys: Iterable[str] = (), not_before: datetime | None = None, reason: str = ""
    ) -> None:
        """Lets another worker have the message, without counting an attempt: at shutdown, to keep order, or while
        something outside that it depends on is away, which `reason` then says."""
        values: Row = _UNCLAIMED | {"state": FetchState.WAITING}
        if reason:
            values["last_error"] = reason
        named = sorted(set(keys))
        if named:
            values["keys"] = named
        if not_before is not None:
            values["not_before"] = not_before
        self._change(claim, values)

    def quarantine(self, claim: Claim, reason: str, now: datetime) -> None:
        """Takes the message out of the queue, with the reason, until a person decides. Raises ClaimLost."""
        self._change(
            claim,
            _UNCLAIMED
            | {
                "state": FetchState.QUARANTINED,
                "attempts": Fetch.attempts + 1,
                "outcome": Outcome.QUARANTINED,
                "outcome_at": now,
                "last_error": reason,
            },
        )

    def blocked(self, fetch_id: int, mailbox: str, keys: Iterable[str]) -> int:
        """The id of an earlier undecided message of the same conversation, 0 when there is none (rule 9).

        Conversations are the same when their keys overlap. An earlier message that another worker has claimed and not
        yet read could be of any conversation, so it blocks too.
        """
        mine = set(keys)
        for row in self._db.rows(_EARLIER, mailbox=mailbox, id=fetch_id):
            unread = row["keys"] is None and row["state"] == FetchState.CLAIMED
            if unread or mine.intersection(row["keys"] or ()):
                return int(row["id"])
        return 0

    def reclaim(self, mailbox: str) -> int:
        """Frees every claim on the mailbox's messages; for the holder of its handling lease, when it begins.

        Whoever had them is gone, or finds by its token that they are no longer its own.
        """
        free = Fetch.update(_UNCLAIMED | {"state": FetchState.WAITING})
        claimed = (Fetch.mailbox == mailbox) & (Fetch.state == FetchState.CLAIMED)
        return self._db.transact(lambda: self._db.change(free.where(claimed)), short=True)

    def next_due(self, mailbox: str) -> datetime | None:
        """When the next waiting message may be claimed, None when none waits."""
        query = Fetch.select(Fetch.not_before).where(Fetch.state == FetchState.WAITING, Fetch.mailbox == mailbox)
        due: datetime | None = self._db.value(query.order_by(Fetch.not_before).limit(1))
        return due

    def _change(self, claim: Claim, values: Row) -> None:
        change = Fetch.update(values).where(*_is_own(claim))
        if self._db.transact(lambda: self._db.change(change)) == 0:
            raise lost(claim)


_OWNERS = Prepared(
    Fetch.select(Fetch.claim_owner)
    .where(Fetch.state == FetchState.CLAIMED, Fetch.mailbox == Hole(Fetch.mailbox))
    .distinct()
)


def _oldest(condition: Any, *, lock: bool) -> Prepared:
    query = Fetch.select(Fetch.id, RawMessage.size).join(RawMessage)
    query = query.where(Fetch.mailbox == Hole(Fetch.mailbox), condition).order_by(Fetch.id)
    query = query.limit(Hole(Fetch.id, "limit"))
    return Prepared(query.for_update(of=Fetch, skip_locked=True) if lock else query)


_IS_WAITING = (Fetch.state == FetchState.WAITING) & is_due(Fetch)
_IS_ABANDONED = (Fetch.state == FetchState.CLAIMED) & (
    (Fetch.claim_until <= Hole(Fetch.claim_until, "now"))
    | Fetch.claim_owner.in_(Hole(Fetch.claim_owner, "dead", many=True))
)
_WAITING, _WAITING_LOCKED = _oldest(_IS_WAITING, lock=False), _oldest(_IS_WAITING, lock=True)
_ABANDONED, _ABANDONED_LOCKED = _oldest(_IS_ABANDONED, lock=False), _oldest(_IS_ABANDONED, lock=True)
_CLAIM = Prepared(
    Fetch.update(
        state=FetchState.CLAIMED,
        claim_owner=Hole(Fetch.claim_owner),
        claim_token=Hole(Fetch.claim_token),
        claim_until=Hole(Fetch.claim_until),
    ).where(Fetch.id.in_(Hole(Fetch.id, "ids", many=True)))
)
_OWN = Fetch.alias()
_EARLIER = Prepared(
    Fetch.select(Fetch.id, Fetch.keys, Fetch.state)
    .join(_OWN, on=(_OWN.id == Hole(Fetch.id)))
    .where(
        Fetch.state.in_((FetchState.WAITING, FetchState.CLAIMED)),
        Fetch.mailbox == Hole(Fetch.mailbox),
        Fetch.id < Hole(Fetch.id),
        Fetch.keys.is_null(False) | (Fetch.claim_owner != _OWN.claim_owner),
    )
    .order_by(Fetch.id)
)
_UNCLAIMED: Row = {"claim_owner": "", "claim_token": "", "claim_until": None}
_CLAIM_COLUMNS = (
    Fetch.id,
    Fetch.mailbox,
    Fetch.folder,
    Fetch.received_at,
    Fetch.history,
    Fetch.sent_folder,
    Fetch.attempts,
    Fetch.partial,
    RawMessage.sha256,
    RawMessage.body,
)


def _is_own(claim: Claim) -> tuple[Any, ...]:
    """The conditions under which the row still belongs to the claim."""
    return Fetch.id == claim.fetch.fetch_id, Fetch.claim_token == claim.token, Fetch.state == FetchState.CLAIMED


def lost(claim: Claim) -> ClaimLost:
    """The error for a claim that is no longer the worker's."""
    return ClaimLost(f"the claim on fetch record {claim.fetch.fetch_id} ran out: another worker has it")


def _within(rows: list[Row], limit: int, max_bytes: int) -> list[int]:
    """The ids of the oldest rows, no more than are wanted; the first one whatever its size."""
    ids: list[int] = []
    total = 0
    for row in sorted(rows, key=lambda found: int(found["id"]))[:limit]:
        total += row["size"]
        if ids and total > max_bytes:
            break
        ids.append(row["id"])
    return ids


def _claim_of(row: Row, token: str) -> Claim:
    fetched = Fetched(
        fetch_id=row["id"],
        mailbox=row["mailbox"],
        folder=row["folder"],
        received_at=row["received_at"],
        digest=row["sha256"],
        history=row["history"],
        sent_folder=row["sent_folder"],
    )
    return Claim(fetched, row["body"], token, row["attempts"], row["partial"])
