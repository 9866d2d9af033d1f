"""Jumps of the clock, inside a process and across a restart, and what is none."""

from datetime import UTC, datetime, timedelta

from processor.services.clockwatch import NAME, TOLERANCE, ClockWatch

NOON = datetime(2031, 3, 30, 12, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)


class Kept:
    """What the store keeps: one time by name."""

    def __init__(self, at: datetime | None = None) -> None:
        self.times = {} if at is None else {NAME: at}
        self.writes = 0

    def seen(self, name: str) -> datetime | None:
        return self.times.get(name)

    def note(self, name: str, now: datetime) -> None:
        self.times[name] = now
        self.writes += 1


class Ticks:
    """A monotonic clock that the test turns."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_first_look_of_all_finds_nothing() -> None:
    kept = Kept()
    assert ClockWatch(kept, WEEK, Ticks()).look(NOON) == ""
    assert kept.times[NAME] == NOON


def test_time_that_passes_is_no_jump_and_is_noted_once_a_minute() -> None:
    kept, ticks = Kept(), Ticks()
    watch = ClockWatch(kept, WEEK, ticks)
    for second in range(0, 121, 10):
        ticks.now = 1000.0 + second
        assert watch.look(NOON + timedelta(seconds=second)) == ""
    assert kept.writes == 3
    assert kept.times[NAME] == NOON + timedelta(seconds=120)


def test_a_clock_set_forward_or_back_is_told_once() -> None:
    for jump in (timedelta(days=21), -timedelta(hours=2), TOLERANCE + SECOND):
        kept, ticks = Kept(), Ticks()
        watch = ClockWatch(kept, WEEK, ticks)
        watch.look(NOON)
        ticks.now += 30
        said = watch.look(NOON + jump + timedelta(seconds=30))
        assert said.startswith("the clock went from 2031-03-30 12:00:00+00:00 to ")
        assert "while 30 seconds passed" in said
        ticks.now += 30
        assert watch.look(NOON + jump + timedelta(seconds=60)) == ""


def test_a_step_within_the_tolerance_is_none() -> None:
    ticks = Ticks()
    watch = ClockWatch(Kept(), WEEK, ticks)
    watch.look(NOON)
    assert watch.look(NOON + TOLERANCE) == ""
    assert watch.look(NOON) == ""


def test_a_suspended_process_has_seen_a_jump() -> None:
    """The monotonic clock of a suspended machine stands still: what came due meanwhile is for a person to see."""
    ticks = Ticks()
    watch = ClockWatch(Kept(), WEEK, ticks)
    watch.look(NOON)
    assert "while 0 seconds passed" in watch.look(NOON + timedelta(days=2))


def test_after_a_restart_earlier_is_a_jump_and_an_ordinary_outage_is_none() -> None:
    assert "said 2031-03-30 12:00:00" in ClockWatch(Kept(NOON), WEEK, Ticks()).look(NOON - timedelta(minutes=6))
    assert ClockWatch(Kept(NOON), WEEK, Ticks()).look(NOON - TOLERANCE) == ""
    assert ClockWatch(Kept(NOON), WEEK, Ticks()).look(NOON + WEEK) == ""


def test_after_a_restart_more_than_the_longest_outage_is_a_jump() -> None:
    said = ClockWatch(Kept(NOON), WEEK, Ticks()).look(NOON + WEEK + SECOND)
    assert (
        said == "nothing ran from 2031-03-30 12:00:00+00:00 to 2031-04-06 12:00:01+00:00, or the clock was set forward"
    )
