"""Two processes that ring the timers of deployments at the same moment, on one database: each timer rings once."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

from models.vocabulary import DeploymentStage, LiveRecord, TimerKind, TimerState
from processor.effects.deployments import BeginHold, PlanTimer, RecordLive
from processor.facts.approvals import ApprovalPolicy
from processor.facts.deployments import DeploymentPolicy
from processor.services.deploymenttimers import DeploymentTimers, Terms
from processor.store.apply import Applier
from processor.store.deployments import DueTimer
from processor.store.store import Store, open_store
from tests.contract.store.deployed import later, move, start
from tests.contract.store.samples import IDS, NOW, POLICY, PlainComposer, act

DEPLOYMENTS = 12


@pytest.fixture
def other(store_url: str) -> Iterator[Store]:
    """The same database, as another process has it open."""
    opened = open_store(store_url)
    yield opened
    opened.close()


def timers(store: Store, after_looking: Callable[[], Any] = lambda: None) -> DeploymentTimers:
    """What rings timers; something happens between its look at what is due and its transaction."""
    made = DeploymentTimers(
        store,
        Applier(store, IDS, PlainComposer()),
        Terms(DeploymentPolicy(), ApprovalPolicy(), POLICY, (), lambda _: (("completion", "Completion"),)),
    )
    look = store.deployments.timers_due

    def looked(now: datetime, limit: int = 10_000) -> tuple[DueTimer, ...]:
        due = look(now, limit)
        after_looking()
        return due

    store.deployments.timers_due = looked  # type: ignore[method-assign]
    return made


def live(store: Store, applier: Applier, site: str, due: datetime) -> int:
    """A deployment in its warranty whose Completion form and end of warranty are due."""
    number = start(store, applier, site)
    for after in (DeploymentStage.GO_LIVE, DeploymentStage.WARRANTY):
        move(store, applier, number, after)
    known = store.facts.deployment_facts(number, NOW)
    act(
        store,
        applier,
        f"live {site}",
        RecordLive(known.deployment_id, NOW, LiveRecord.RECORDED, "", "kim"),
        PlanTimer(known.deployment_id, TimerKind.COMPLETION_FORM, due),
        PlanTimer(known.deployment_id, TimerKind.WARRANTY_END, due),
    )
    return number


def test_two_processes_at_once_ring_each_timer_once(store: Store, other: Store, applier: Applier) -> None:
    numbers = [live(store, applier, f"Depot {at}", later(7)) for at in range(DEPLOYMENTS)]
    together = Barrier(2)
    rings = [timers(one, lambda: together.wait(20)) for one in (store, other)]
    with ThreadPoolExecutor(2) as pool:
        rung = sum(pool.map(lambda one: one.turn(later(8)), rings))
    assert rung == 2 * DEPLOYMENTS
    for number in numbers:
        view = store.views.deployment(number)
        assert {one.state for one in view.timers} == {TimerState.FIRED}
        assert len(view.papers) == 1
        entries = Counter(one.text.partition(" ")[0] for one in store.views.ticket(view.line.ticket_number).entries)
        assert max(entries.values()) <= 2, entries
    assert store.approvals.ready_papers() == other.approvals.ready_papers()
    assert len(store.approvals.ready_papers()) == DEPLOYMENTS


def test_a_date_that_moves_after_the_look_is_not_rung_by_its_old_one(
    store: Store, other: Store, applier: Applier
) -> None:
    number = live(store, applier, "Depot", later(7))
    theirs = Applier(other, IDS, PlainComposer())
    known = store.facts.deployment_facts(number, NOW)

    def put_off() -> None:
        moved = (PlanTimer(known.deployment_id, one.kind, later(9)) for one in known.timers)
        act(other, theirs, "put off", *moved)

    assert timers(store, put_off).turn(later(8)) == 0
    assert {(one.state, one.due_at) for one in store.views.deployment(number).timers} == {
        (TimerState.PLANNED, later(9))
    }
    assert timers(other).turn(later(9) - timedelta(seconds=1)) == 0
    assert timers(other).turn(later(9)) == 2


def test_a_hold_after_the_look_keeps_it_from_ringing(store: Store, other: Store, applier: Applier) -> None:
    number = live(store, applier, "Depot", later(7))
    theirs = Applier(other, IDS, PlainComposer())
    known = store.facts.deployment_facts(number, NOW)
    held = timers(store, lambda: act(other, theirs, "hold", BeginHold(known.deployment_id, "kim", "a strike")))
    assert held.turn(later(8)) == 0
    assert {one.state for one in store.views.deployment(number).timers} == {TimerState.PLANNED}
