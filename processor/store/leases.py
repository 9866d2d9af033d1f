"""Who may do a loop alone, and until when."""

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from models.operations import Lease
from processor.store.database import Database


def owner_name() -> str:
    """This process as `host:pid:starttime`, which no other process shares, not even a later one with the same pid."""
    return f"{socket.gethostname()}:{os.getpid()}:{_start_time(os.getpid())}"


def is_dead(owner: str) -> bool:
    """Whether the owner is a process of this host that no longer runs; False where that can't be known."""
    host, pid, started = ["", "", "", *owner.rsplit(":", 2)][-3:]
    if host != socket.gethostname() or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return _start_time(int(pid)) != started


def _start_time(pid: int) -> str:
    """When a process began, in the kernel's own ticks (proc(5), field 22); 0 where there is no such file."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "0"
    return status.rpartition(")")[2].split()[19]


class Leases:
    """Leases by name."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def take(self, name: str, owner: str, now: datetime, ttl: timedelta) -> bool:
        """Whether `owner` has the lease now, until `now + ttl`: taken, or its own and prolonged.

        It can be taken when it ran out, and at once when its owner is a process of this host that has died.
        """
        return self._db.transact(lambda: self._take(name, owner, now, ttl), short=True)

    def _take(self, name: str, owner: str, now: datetime, ttl: timedelta) -> bool:
        held = self._db.row(Lease.select().where(Lease.name == name))
        if held is None:
            self._db.insert(Lease, {"name": name, "owner": owner, "until": now + ttl})
            return True
        if held["owner"] != owner and held["until"] > now and not is_dead(held["owner"]):
            return False
        as_read = (Lease.name == name) & (Lease.owner == held["owner"]) & (Lease.until == held["until"])
        return self._db.change(Lease.update(owner=owner, until=now + ttl).where(as_read)) == 1

    def release(self, name: str, owner: str) -> None:
        """Gives the lease back, if it is still the owner's."""
        gone = Lease.delete().where(Lease.name == name, Lease.owner == owner)
        self._db.transact(lambda: self._db.change(gone), short=True)

    def holder(self, name: str, now: datetime) -> str | None:
        """Who has the lease, None when nobody does."""
        query = Lease.select(Lease.owner).where(Lease.name == name, Lease.until > now)
        owner: str | None = self._db.value(query)
        return owner
