"""Is the database there, up to date, and can it be written?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from processor.services.doctor.findings import Check, Finding, fail, ok, warn
from processor.store.store import Store

_NAME = "database"
_LEASE = "doctor"


def database_check(store: Store, owner: str) -> Check:
    """Whether the database is up to date, and takes a row that is removed again at once."""

    def look(now: datetime) -> Iterator[Finding]:
        if store.is_empty():
            yield warn(_NAME, f"{store.name} holds nothing yet", "signoff run prepares it when it is started")
            return
        pending = store.pending()
        if pending:
            text = f"{store.name} lacks {len(pending)} migrations: {', '.join(pending)}"
            yield fail(_NAME, text, "stop the daemon, make a backup, run: signoff migrate")
            return
        store.leases.take(_LEASE, owner, now, timedelta(seconds=30))
        store.leases.release(_LEASE, owner)
        yield ok(_NAME, f"{store.name} is up to date and can be written")

    return Check(_NAME, look)


def is_usable(store: Store) -> bool:
    """Whether the other checks can ask the database anything."""
    return not store.is_empty() and not store.pending()
