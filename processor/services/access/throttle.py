"""Makes guessing slow, and locks nobody else out: failures are counted by what they have in common.

- by login and address together: somebody who guesses from one place waits longer and longer;
- by address: somebody who tries many logins does too;
- by login from anywhere: many places at once do, yet a minute is the most that it keeps the owner waiting.

Who comes from an address that they came from before is held up by their own failures from there alone: neither a
neighbour behind the same address nor a stranger anywhere can keep them out.

An attempt is counted before it is looked at, so that many at once are no way around it, and taken back when it was
right.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Final

from processor.store.signins import FailureRow
from processor.store.store import Store


@dataclass(frozen=True, slots=True)
class Pace:
    """So many are free; then each waits twice as long as the one before, up to the longest."""

    free: int
    first: timedelta
    longest: timedelta
    forget: timedelta

    def wait(self, count: int) -> timedelta:
        """How long nobody may try after so many failures."""
        over = count - self.free
        if over < 0:
            return timedelta()
        return min(self.longest, self.first * int(2 ** min(over, 20)))


HERE: Final = Pace(5, timedelta(seconds=2), timedelta(minutes=5), timedelta(hours=2))
ADDRESS: Final = Pace(30, timedelta(seconds=5), timedelta(minutes=15), timedelta(hours=2))
LOGIN: Final = Pace(20, timedelta(seconds=2), timedelta(minutes=1), timedelta(hours=2))
SECOND: Final = Pace(5, timedelta(seconds=5), timedelta(minutes=5), timedelta(hours=24))
LONGEST_MEMORY: Final = timedelta(hours=24)
_LONGEST_WAIT: Final = 2 * max(pace.longest for pace in (HERE, ADDRESS, LOGIN, SECOND))


@dataclass(frozen=True, slots=True)
class Gate:
    """One thing that failures are counted by; `shared` by people who have nothing to do with each other."""

    name: str
    pace: Pace
    shared: bool = False


class Throttle:
    """Counts what goes wrong. Names are kept as MACs only."""

    def __init__(self, store: Store, key: bytes) -> None:
        self._store = store
        self._key = key

    def enter(self, gates: Sequence[Gate], now: datetime) -> timedelta:
        """How long to wait; zero lets the attempt in, counted as a failure until it is taken back."""
        return self._store.transact(lambda: self._enter(gates, now))

    def passed(self, gates: Sequence[Gate], now: datetime) -> None:
        """It was right: nothing is held against one's own any more. Of what is shared this attempt alone is taken back.

        Else whoever has an account could wipe out what was counted of their guesses at others'. Joins the caller's
        transaction.
        """

        def work() -> None:
            self._store.sign_ins.forget(self._mac(gate.name) for gate in gates if not gate.shared)
            for gate in gates:
                if gate.shared:
                    self._take_back(self._mac(gate.name), now)

        self._store.transact(work)

    def _take_back(self, key: str, now: datetime) -> None:
        known = self._store.sign_ins.failures([key]).get(key)
        if known is not None and known.count > 0:
            self._store.sign_ins.keep_failure(key, FailureRow(known.count - 1, known.last_at, now))

    def _enter(self, gates: Sequence[Gate], now: datetime) -> timedelta:
        rows = self._store.sign_ins
        rows.prune(now - LONGEST_MEMORY, now)
        known = rows.failures(self._mac(gate.name) for gate in gates)
        longest = max((_left(row, now) for row in known.values()), default=timedelta())
        if longest > timedelta():
            return longest
        for gate in gates:
            key = self._mac(gate.name)
            row = known.get(key)
            fresh = row is None or row.last_at < now - gate.pace.forget
            count = 1 if fresh or row is None else row.count + 1
            rows.keep_failure(key, FailureRow(count, now, now + gate.pace.wait(count)))
        return timedelta()

    def _mac(self, name: str) -> str:
        return hmac.digest(self._key, name.encode("utf-8", "replace"), "sha256").hex()


def _left(row: FailureRow, now: datetime) -> timedelta:
    """How long it is still to wait. A wait that no pace has was noted by a clock that has been set back since."""
    left = row.wait_until - now
    return left if left <= _LONGEST_WAIT else timedelta()


def gates_of(login: str, address: str, *, known: bool) -> tuple[Gate, ...]:
    """What an attempt to sign in is counted by; `known`: the login's owner came from this address before."""
    place = _place(address)
    here = Gate(f"here:{login}:{place}", HERE)
    if known:
        return (here,)
    return (here, Gate(f"login:{login}", LOGIN), Gate(f"address:{place}", ADDRESS, shared=True))


def second_gate(user_id: int) -> Gate:
    """What wrong codes of one user are counted by: whoever gets so far has the password."""
    return Gate(f"second:{user_id}", SECOND)


def _place(address: str) -> str:
    """The address; of IPv6 the /64, within which anybody can have any."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:64]
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or (int(found) >> 64))
