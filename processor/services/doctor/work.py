"""Has every message exactly one outcome, is anything stuck, and do the loops run?"""

from collections.abc import Container, Iterator
from datetime import datetime

from models.vocabulary import FetchState, OutboxState
from processor.services.doctor.findings import Check, Finding, fail, ok, warn
from processor.services.health import condition
from processor.store.store import Store

SHOWN = 5
"""So many stuck things are named one by one; the rest is counted."""


def work_checks(store: Store, loops: Container[str]) -> tuple[Check, ...]:
    """All that the database itself can tell; `loops` are the names of those that ought to run."""
    return (
        Check("outcomes", lambda now: _outcomes(store, now)),
        Check("waiting", lambda _: _waiting(store)),
        Check("pauses", lambda _: _pauses(store)),
        Check("loops", lambda now: _loops(store, loops, now)),
    )


def _outcomes(store: Store, now: datetime) -> Iterator[Finding]:
    audit = store.views.audit(now)
    for found in audit.findings[:SHOWN]:
        yield fail("outcomes", found.what, found.remedy)
    if len(audit.findings) > SHOWN:
        yield fail("outcomes", f"and {len(audit.findings) - SHOWN} more", "mend the first ones and ask again")
    counted = audit.with_outcome + audit.waiting + audit.quarantined
    if audit.messages != counted:
        text = f"{audit.messages} messages were fetched, but {counted} are accounted for"
        yield fail("outcomes", text, "restore the newest backup beside this database and compare")
    elif audit.sound:
        yield ok(
            "outcomes",
            f"{audit.messages} messages fetched: {audit.with_outcome} have exactly one outcome, "
            f"{audit.waiting} wait, {audit.quarantined} are in quarantine",
        )


def _waiting(store: Store) -> Iterator[Finding]:
    counts = store.views.counts()
    quarantined = counts.fetches_by_state.get(FetchState.QUARANTINED, 0)
    if quarantined:
        yield warn("quarantine", f"{quarantined} messages could not be handled", "signoff quarantine list")
    for state, remedy in (
        (OutboxState.UNCERTAIN, "look whether they arrived, then: signoff outbox retry, or cancel"),
        (OutboxState.FAILED, "see why: signoff outbox list --state failed"),
    ):
        number = counts.outbox_by_state.get(state, 0)
        if number:
            yield warn("outbox", f"{number} mails are {state}", remedy)
    if counts.open_reviews:
        since = (
            f", the oldest since {counts.oldest_open_review:%Y-%m-%d %H:%M} UTC" if counts.oldest_open_review else ""
        )
        yield ok("queue", f"{counts.open_reviews} items wait for a person{since}")


def _pauses(store: Store) -> Iterator[Finding]:
    for pause in store.pauses.all():
        text = f"{pause.switch} is paused by {pause.by} since {pause.at:%Y-%m-%d %H:%M} UTC: {pause.reason}"
        yield warn("pauses", text, f"when the reason is gone: signoff resume {pause.switch}")


def _loops(store: Store, loops: Container[str], now: datetime) -> Iterator[Finding]:
    found = condition(store, now, loops)
    for problem in found.problems:
        what, _, remedy = problem.rpartition("; ")
        yield fail("loops", what, remedy)
    if not found.loops:
        yield warn("loops", "no loop has ever reported", "start the daemon: signoff run")
    elif not found.problems:
        names = ", ".join(row.name for row in found.loops)
        yield ok("loops", f"{names} report that all is well")
