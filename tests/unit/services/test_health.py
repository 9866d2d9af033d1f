"""Whether work is done: what loops wrote down, and what those of this process say when nothing can be written."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.vocabulary import Health, Switch
from processor.daemon.health import REPEAT, ThrottledReporter
from processor.errors import Temporary
from processor.services.health import STALE, condition
from processor.store.health import LoopHealths
from processor.store.store import Store
from tests.servers.sqlite import migrated_store

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NAMES = frozenset({"deliver", "intake:support"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = migrated_store(tmp_path / "signoff.db")
    yield opened
    opened.close()


def test_without_any_report_nothing_is_ready(store: Store) -> None:
    assert not condition(store, NOW, NAMES).ready


def test_ready_while_every_loop_is_well_and_fresh(store: Store) -> None:
    store.health.report("deliver", Health.OK, "", "", NOW)
    assert condition(store, NOW + STALE, NAMES).ready
    late = condition(store, NOW + STALE + timedelta(seconds=1), NAMES)
    assert not late.ready
    assert "deliver has not reported since" in late.problems[0]


def test_what_is_wrong_is_told_with_its_remedy_and_when_it_was_last_well(store: Store) -> None:
    store.health.report("deliver", Health.OK, "", "", NOW - timedelta(minutes=1))
    store.health.report("deliver", Health.DOWN, "refused", "mend it", NOW)
    assert condition(store, NOW, NAMES).problems == (
        "deliver is down: refused, last well at 2026-03-02 09:29:00 UTC; mend it",
    )


def test_a_loop_that_the_settings_no_longer_have_counts_for_nothing(store: Store) -> None:
    store.health.report("deliver", Health.OK, "", "", NOW)
    store.health.report("intake:gone", Health.DOWN, "x", "y", NOW)
    assert condition(store, NOW, NAMES).ready


def test_a_pause_is_told_and_is_no_problem(store: Store) -> None:
    store.health.report("deliver", Health.OK, "", "", NOW)
    store.pauses.pause(Switch.OUTBOX, "new templates", "boris", NOW)
    found = condition(store, NOW, NAMES)
    assert found.ready
    assert found.paused == ("outbox is paused by boris: new templates",)


def test_a_loop_of_this_process_is_heard_even_when_nothing_can_be_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = ThrottledReporter(store.health)
    reporter.report("deliver", Health.OK, "", "", NOW)

    def full(*_: object) -> None:
        raise Temporary("the disk is full: make room")

    monkeypatch.setattr(LoopHealths, "report", full)
    with pytest.raises(Temporary):
        reporter.report("deliver", Health.DEGRADED, "the disk is full", "make room", NOW)
    found = condition(store, NOW, NAMES, reporter.rows())
    assert not found.ready
    assert "the disk is full" in found.problems[0]
    assert found.loops[0].last_ok_at == NOW


def test_a_database_that_cannot_be_read_is_the_first_problem(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: object) -> None:
        raise Temporary("the database is gone: bring it back")

    monkeypatch.setattr(LoopHealths, "all", gone)
    found = condition(store, NOW, NAMES)
    assert (found.ready, found.problems) == (False, ("the database is gone: bring it back",))


def test_news_are_written_at_once_and_the_same_again_only_rarely(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[datetime] = []
    monkeypatch.setattr(LoopHealths, "report", lambda *words: written.append(words[-1]))
    reporter = ThrottledReporter(store.health)
    for seconds in (0, 1, 29):
        reporter.report("deliver", Health.OK, "", "", NOW + timedelta(seconds=seconds))
    reporter.report("deliver", Health.DOWN, "x", "y", NOW + timedelta(seconds=29.5))
    reporter.report("deliver", Health.DOWN, "x", "y", NOW + timedelta(seconds=29.5) + REPEAT)
    assert [(at - NOW).total_seconds() for at in written] == [0, 29.5, 59.5]


def test_after_the_clock_was_set_back_loops_are_heard_at_once(store: Store) -> None:
    reporter = ThrottledReporter(store.health)
    back = NOW - timedelta(hours=3)
    for now in (NOW, back):
        reporter.report("deliver", Health.OK, "", "", now)
    assert [row.at for row in store.health.all()] == [back]
