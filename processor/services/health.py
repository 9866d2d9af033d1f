"""How the installation is doing: what a load balancer, a monitoring system and a person want to know."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import nan

from classifiers.bounds import lower_bound
from models.vocabulary import FetchState, Health, OutboxState, Standing
from processor.errors import SignoffError
from processor.observability import metrics
from processor.services.standing import Record, Standings, general_standing
from processor.store.health import HealthRow
from processor.store.store import Store

STALE = timedelta(minutes=2)
"""A loop that has not reported for so long is stuck or gone."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether work is done at present, and the sentences that say what is wrong and what to do."""

    ready: bool
    loops: tuple[HealthRow, ...]
    problems: tuple[str, ...]
    paused: tuple[str, ...]
    silent: tuple[str, ...] = ()
    """Those of the problems that no loop says of itself: the database fails, or a loop has not reported."""

    @property
    def failing(self) -> tuple[HealthRow, ...]:
        """The loops that say of themselves that they can't work."""
        return tuple(row for row in self.loops if row.state is not Health.OK)


def condition(store: Store, now: datetime, names: Container[str], own: Sequence[HealthRow] = ()) -> Condition:
    """The present condition of the loops called `names`: of all processes, as they last reported.

    What a loop of this very process says of itself (`own`) counts before what is written, for when the database is
    what is wrong, nothing can be written. A loop that the settings no longer have counts for nothing.
    """
    rows = {row.name: row for row in own}
    try:
        kept = {row.name: row for row in store.health.all() if row.name in names}
        pauses = store.pauses.all()
        broken = ""
    except SignoffError as error:
        kept, pauses, broken = {}, (), str(error)
    loops = tuple(row for _, row in sorted((kept | rows).items()))
    problems = tuple(sentence for row in loops if (sentence := _problem(row, now)))
    ours = (broken,) if broken else ()
    unheard = tuple(sentence for row in loops if row.state is Health.OK and (sentence := _problem(row, now)))
    return Condition(
        ready=bool(loops) and not problems and not broken,
        loops=loops,
        problems=(*ours, *problems),
        silent=(*ours, *unheard),
        paused=tuple(f"{pause.switch} is paused by {pause.by}: {pause.reason}" for pause in pauses),
    )


def _problem(row: HealthRow, now: datetime) -> str:
    if row.state is not Health.OK:
        since = f", last well at {row.last_ok_at:%Y-%m-%d %H:%M:%S} UTC" if row.last_ok_at else ""
        return f"{row.name} is {row.state}: {row.text}{since}; {row.remedy}"
    if now - row.at > STALE:
        return f"{row.name} has not reported since {row.at:%Y-%m-%d %H:%M:%S} UTC; is the daemon running?"
    return ""


def collect(store: Store, standings: Standings, now: datetime) -> None:
    """Bring the gauges of the metrics up to date."""
    _collect_counts(store, now)
    _collect_trust(store, standings.record(now))


def _collect_counts(store: Store, now: datetime) -> None:
    counts = store.views.counts()
    states = counts.fetches_by_state
    oldest = counts.oldest_waiting
    metrics.WAITING.set(states.get(FetchState.WAITING, 0) + states.get(FetchState.CLAIMED, 0))
    metrics.OLDEST_WAITING.set((now - oldest).total_seconds() if oldest else 0.0)
    metrics.QUARANTINED.set(states.get(FetchState.QUARANTINED, 0))
    metrics.REVIEWS.set(counts.open_reviews)
    for state in OutboxState:
        metrics.OUTBOX.labels(state.value).set(counts.outbox_by_state.get(state, 0))


def _collect_trust(store: Store, record: Record) -> None:
    audits = store.learning.evidence(record.terms.window, audits=True)
    for drawn, right, reviewed in (("all", record.right, record.reviewed), ("audit", sum(audits), len(audits))):
        metrics.REVIEWED.labels(drawn).set(reviewed)
        metrics.REVIEWED_PRECISION.labels(drawn).set(right / reviewed if reviewed else nan)
        metrics.REVIEWED_PRECISION_BOUND.labels(drawn).set(lower_bound(right, reviewed))
    metrics.DECIDED.set(record.total)
    present, _ = general_standing(record)
    for standing in Standing:
        metrics.AUTOMATIC_STANDING.labels(standing.value).set(standing is present)
