"""How long a loop waits: not at all while it finds work, else its idle time, ever longer while it fails."""

from collections.abc import Callable, Iterator
from datetime import datetime

from models.vocabulary import Health
from processor.daemon.wheel import Wheel
from processor.errors import Permanent, Temporary

IDLE = 2.0


class Told:
    """What a loop said of itself."""

    def __init__(self) -> None:
        self.states: list[Health] = []

    def report(self, name: str, state: Health, text: str, remedy: str, now: datetime) -> None:
        """Keep the state; what is not well says why and what happens next."""
        assert state is Health.OK or (text and remedy)
        self.states.append(state)


class Watched(Wheel):
    """A wheel that notes its waits in place of waiting, and stops after a number of them."""

    def __init__(self, turn: Callable[[datetime], int], told: Told, rounds: int) -> None:
        super().__init__("watched", turn, told, idle=IDLE)
        self.waits: list[float] = []
        self._rounds = rounds

    def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        if len(self.waits) == self._rounds:
            self.stop()


def run(ends: list[int | Exception]) -> tuple[list[float], list[Health]]:
    """The waits and the states of a wheel whose turns end so, one after another."""
    coming: Iterator[int | Exception] = iter(ends)

    def turn(_now: datetime) -> int:
        end = next(coming)
        if isinstance(end, Exception):
            raise end
        return end

    told = Told()
    wheel = Watched(turn, told, len(ends))
    wheel.start()
    assert wheel.join(10)
    return wheel.waits, told.states


def test_work_is_followed_by_more_at_once_and_none_by_the_idle_time() -> None:
    assert run([3, 1, 0, 0]) == ([0.0, 0.0, IDLE, IDLE], [Health.OK] * 4)


def test_each_failure_is_told_and_waits_longer_than_the_one_before() -> None:
    waits, states = run([Temporary("busy"), Permanent("gone"), ValueError("odd")])
    assert 0.5 <= waits[0] <= 1 <= waits[1] <= 2 <= waits[2] <= 4
    assert states == [Health.DEGRADED, Health.DOWN, Health.DEGRADED]


def test_the_back_off_begins_anew_after_a_turn_that_found_nothing_to_do() -> None:
    waits, _ = run([Temporary("busy"), Temporary("busy"), Temporary("busy"), 0, Temporary("busy")])
    assert waits[2] >= 2
    assert waits[3] == IDLE
    assert waits[4] <= 1


def test_who_is_woken_does_not_wait() -> None:
    turns: list[datetime] = []

    def turn(now: datetime) -> int:
        turns.append(now)
        if len(turns) == 2:
            wheel.stop()
        wheel.wake()
        return 0

    wheel = Wheel("woken", turn, Told(), idle=3600)
    wheel.start()
    assert wheel.join(10)
    assert len(turns) == 2
