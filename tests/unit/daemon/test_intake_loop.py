"""The intake loop over a mailbox that refuses, breaks and comes back."""

import time
from collections.abc import Callable
from datetime import datetime
from threading import Event

import pytest

from models.vocabulary import Health
from processor.daemon import intake
from processor.daemon.intake import IntakeLoop, Pace
from processor.mailbox.errors import MailboxLost, MailboxRefused
from processor.mailbox.source import WaitResult
from processor.services.receive import Swept

Said = tuple[Health, str, str]


class Box:
    """A mailbox that fails as the script says: by the number of the connection."""

    mailbox = "support"

    def __init__(self, faults: dict[int, Exception]) -> None:
        self.faults, self.connections, self.sweeps, self.said = faults, 0, 0, list[Said]()
        self.found, self.waits, self.closes, self.held, self.caught_up = Swept(), 0, 0, True, 0

    def connect(self) -> None:
        self.connections += 1

    def connected(self) -> None:
        """Nothing to forget."""

    def close(self) -> None:
        self.closes += 1

    def sweep(self, now: datetime) -> Swept:
        self.sweeps += 1
        if self.connections in self.faults:
            raise self.faults[self.connections]
        return self.found

    def wait(self, seconds: float, stop: Event) -> WaitResult:
        self.waits += 1
        stop.wait(0.005)
        return WaitResult.QUIET

    def told(self) -> None:
        assert self.sweeps > self.caught_up
        self.caught_up += 1

    def report(self, name: str, state: Health, text: str, remedy: str, now: datetime) -> None:
        self.said.append((state, text, remedy))


def runs(box: Box, until: Callable[[], bool]) -> None:
    """The loop on this box, until the condition holds."""
    loop = IntakeLoop(
        "intake:support",
        box,  # type: ignore[arg-type]
        box,  # type: ignore[arg-type]
        box,
        Pace(wait=0.01, lease=0.01),
        allowed=lambda now: box.held,
        after=lambda: None,
        caught_up=box.told,
    )
    loop.start()
    ends = time.monotonic() + 5
    while not until() and time.monotonic() < ends:
        time.sleep(0.005)
    held = until()
    loop.stop()
    assert loop.join(5)
    assert held, box.said


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "pause_after", lambda error, delay: 0.01)


def test_a_lost_connection_is_told_and_made_anew_without_a_restart() -> None:
    box = Box({1: MailboxLost("imap: no answer to FETCH in time"), 2: MailboxLost("the server said BYE")})
    runs(box, lambda: bool(box.said) and box.said[-1][0] is Health.OK)
    assert box.connections == 3
    assert [state for state, _, _ in box.said[:3]] == [Health.DOWN, Health.DOWN, Health.OK]
    assert "no answer to FETCH in time" in box.said[0][1]


def test_that_the_mailbox_was_seen_is_told_once_for_each_connection() -> None:
    box = Box({1: MailboxLost("the server said BYE")})
    runs(box, lambda: box.sweeps >= 4)
    assert (box.connections, box.caught_up) == (2, 1)


def test_a_refusal_is_told_with_its_remedy() -> None:
    box = Box({1: MailboxRefused("imap refused the log-in. Check user and password.")})
    runs(box, lambda: bool(box.said))
    state, text, remedy = box.said[0]
    assert state is Health.DOWN
    assert "Check user and password" in text
    assert remedy.startswith("mend what the sentence names")


def test_what_nobody_foresaw_ends_the_session_and_not_the_loop() -> None:
    box = Box({1: ZeroDivisionError("a bug")})
    runs(box, lambda: box.connections == 2)


def test_one_connection_serves_many_sweeps() -> None:
    box = Box({})
    runs(box, lambda: box.sweeps >= 10)
    assert box.connections == 1


@pytest.mark.parametrize(
    "found", [Swept(kept=1), Swept(marked=500)], ids=["mail keeps coming", "many are to be marked"]
)
def test_a_mailbox_that_has_work_is_not_waited_for_and_its_health_is_told(found: Swept) -> None:
    box = Box({})
    box.found = found
    runs(box, lambda: box.sweeps >= 3 and len(box.said) >= 3)
    assert box.waits == 0
    assert {state for state, _, _ in box.said} == {Health.OK}


def test_a_mailbox_that_has_work_is_left_when_its_lease_is_lost() -> None:
    box = Box({})
    box.found = Swept(kept=1)

    def lost() -> bool:
        box.held = box.sweeps < 3
        return not box.held and box.closes > 0

    runs(box, lost)
    assert box.waits == 0
