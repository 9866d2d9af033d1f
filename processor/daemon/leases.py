"""Keeps this process's leases alive, so that one process at a time does each loop."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from processor.clock import utc_now
from processor.errors import SignoffError
from processor.observability.log import get_log
from processor.store.leases import Leases

TTL = timedelta(seconds=60)
RENEW_SECONDS = 15.0


class LeaseKeeper:
    """Takes leases by name and renews the ones it holds from a thread of its own.

    `after` runs in that thread when it ends.
    """

    def __init__(self, leases: Leases, owner: str, after: Callable[[], None] = lambda: None) -> None:
        self._leases = leases
        self._owner = owner
        self._after = after
        self._held: dict[str, datetime] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._log = get_log("leases")
        self._thread = threading.Thread(target=self._run, name="leases", daemon=True)

    def start(self) -> None:
        """Begin renewing."""
        self._thread.start()

    def hold(self, name: str, now: datetime) -> bool:
        """Whether the lease is ours now; takes it if it is free."""
        with self._lock:
            until = self._held.get(name)
            if until is not None and now < until:
                return True
            held = self._leases.take(name, self._owner, now, TTL)
            if held:
                self._held[name] = now + TTL
            else:
                self._held.pop(name, None)
            return held

    def stop(self) -> None:
        """Stop renewing and give all leases back."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(10)
        with self._lock:
            for name in self._held:
                try:
                    self._leases.release(name, self._owner)
                except SignoffError as error:
                    self._log.warning("lease cannot be given back; it runs out by itself", reason=str(error))
            self._held.clear()

    def _run(self) -> None:
        try:
            while not self._stop.wait(RENEW_SECONDS):
                self._renew(utc_now())
        finally:
            self._after()

    def _renew(self, now: datetime) -> None:
        with self._lock:
            for name in list(self._held):
                try:
                    renewed = self._leases.take(name, self._owner, now, TTL)
                except SignoffError as error:
                    self._log.warning("lease cannot be renewed", lease=name, reason=str(error))
                    continue
                if renewed:
                    self._held[name] = now + TTL
                else:
                    del self._held[name]
