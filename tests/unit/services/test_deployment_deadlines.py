"""Deadlines to the second, in three time zones with a change of the clocks inside the term, through all timers.

The clock is moved by freezegun where the turn asks for the time as the daemon's loop does.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from freezegun import freeze_time

from models.vocabulary import AcceptanceType, DeploymentStage, Switch, TimerKind, TimerState
from processor.clock import utc_now
from tests.unit.services.deploying import DAY, DeployingDesk, plain_of
from tests.unit.services.proposing import OLGA

SECOND = timedelta(seconds=1)
ZONES = [
    # Three weeks around a change of the clocks: forward in Berlin and New York, back in Sydney.
    ("Europe/Berlin", (2031, 3, 17, 23, 59), datetime(2031, 3, 24, 8, tzinfo=UTC), (2031, 4, 7, 22)),
    ("America/New_York", (2031, 3, 8, 0, 0), datetime(2031, 3, 15, 13, tzinfo=UTC), (2031, 3, 30, 4)),
    ("Australia/Sydney", (2031, 3, 31, 9, 30), datetime(2031, 4, 6, 23, tzinfo=UTC), (2031, 4, 21, 14)),
]
"""Zone, local clock when it was taken live, and in UTC when the form leaves and when deeming takes effect."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeployingDesk]:
    made = DeployingDesk(tmp_path)
    yield made
    made.close()


def forms(desk: DeployingDesk) -> int:
    """How many mails with the Completion form there are, reminders left out."""
    rows = [row for row in desk.store.outbox.list(None) if row.template == "approval_request"]
    return len(rows)


def at(desk: DeployingDesk, moment: datetime, turn: Callable[[], object] = lambda: None) -> None:
    """A turn of everything at a moment, with the time asked for as the daemon does."""
    with freeze_time(moment):
        turn()
        assert utc_now() == moment
        desk.minds(utc_now())


@pytest.mark.parametrize(("zone", "local", "form", "deemed"), ZONES)
def test_one_second_before_and_at_each_deadline(
    desk: DeployingDesk,
    zone: str,
    local: tuple[int, int, int, int, int],
    form: datetime,
    deemed: tuple[int, int, int, int],
) -> None:
    end = datetime(*deemed, tzinfo=UTC)
    live = datetime(*local, tzinfo=ZoneInfo(zone))
    number = desk.live(live.astimezone(UTC), zone=zone)
    shown = form.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    assert [f"{one:%H:%M}" for one in shown] == ["09:00", "00:00"]
    assert [(one.date() - live.date()).days for one in shown] == [7, 22]
    desk.days(form - SECOND)
    assert (forms(desk), desk.stage(number)) == (0, DeploymentStage.WARRANTY)
    at(desk, form)
    assert (forms(desk), desk.stage(number)) == (1, DeploymentStage.COMPLETION)
    request = plain_of(desk.tagged(OLGA, "CO-1.1")[0])
    day_21 = shown[1].date() - DAY
    assert f"Without an answer: deemed accepted at the end of {day_21.day} {day_21:%B %Y}" in request
    at(desk, form)
    desk.days(end - SECOND)
    assert (forms(desk), len(desk.acceptances())) == (1, 0)
    assert desk.timer(number, TimerKind.WARRANTY_END)[0] is TimerState.PLANNED
    at(desk, end)
    [record] = desk.acceptances()
    assert (record.type, record.accepted_at) == (AcceptanceType.DEEMED, end)
    assert desk.timer(number, TimerKind.WARRANTY_END)[0] is TimerState.FIRED
    at(desk, end + SECOND)
    at(desk, end + DAY)
    assert (forms(desk), len(desk.acceptances())) == (1, 1)


def test_nothing_is_done_twice_in_a_row(desk: DeployingDesk) -> None:
    number = desk.live(datetime(2031, 3, 12, 18, tzinfo=UTC))
    form, end = datetime(2031, 3, 19, 8, tzinfo=UTC), datetime(2031, 4, 2, 22, tzinfo=UTC)
    assert desk.minds(form) == 2, "the timer, and the form that it drafted"
    assert desk.minds(form) == 0
    assert desk.timekeeping().turn(form + SECOND) == 0, "nor by a process that has just started"
    desk.days(end - SECOND)
    assert desk.minds(end) == 2, "the end of the warranty, and the deeming"
    assert desk.minds(end) == 0
    assert desk.timekeeping().turn(end + SECOND) == 0
    entries = [one.text for one in desk.ticket(desk.view(number).line.ticket_number).entries]
    for words in ("the Completion form goes out", "the warranty is over", "completion took effect"):
        assert sum(words in one for one in entries) == 1, words


def test_three_days_late_everything_is_caught_up_in_its_order(desk: DeployingDesk) -> None:
    """The daemon stood still from before day 7 until three days after it, and over the end of the term again."""
    number = desk.live(datetime(2031, 3, 12, 18, tzinfo=UTC))
    form, end = datetime(2031, 3, 19, 8, tzinfo=UTC), datetime(2031, 4, 2, 22, tzinfo=UTC)
    desk.minds(form - timedelta(minutes=1))
    desk.minds(form + 3 * DAY)
    assert forms(desk) == 1
    entries = [one.text for one in desk.ticket(desk.view(number).line.ticket_number).entries]
    assert any("the Completion form goes out, 72 hours after it was due" in one for one in entries), entries
    desk.days(end - DAY)
    assert desk.timer(number, TimerKind.DEEMED_ACCEPTANCE) == (TimerState.PLANNED, end)
    desk.minds(end + 3 * DAY)
    assert desk.acceptances() == [], "the form was not there for 14 days: a person decides"
    assert desk.timer(number, TimerKind.DEEMED_ACCEPTANCE)[0] is TimerState.STOPPED


def test_a_late_deeming_takes_effect_when_it_was_due(desk: DeployingDesk) -> None:
    desk.live(datetime(2031, 3, 12, 18, tzinfo=UTC))
    end = datetime(2031, 4, 2, 22, tzinfo=UTC)
    desk.days(end - timedelta(hours=1))
    desk.minds(end + 3 * DAY)
    [record] = desk.acceptances()
    assert (record.accepted_at, record.decided_at) == (end, end + 3 * DAY)


def test_a_jump_of_the_clock_stops_legal_timers_for_a_person_to_look(desk: DeployingDesk) -> None:
    number = desk.live(datetime(2031, 3, 12, 18, tzinfo=UTC))
    ticks = 1000.0
    keeping = desk.timekeeping(lambda: ticks)
    assert keeping.turn(desk.now) == 0
    ticks += 60
    assert keeping.turn(desk.now + 22 * DAY) == 0
    assert "while 60 seconds passed" in desk.paused()
    assert forms(desk) == 0
    assert desk.timer(number, TimerKind.DEEMED_ACCEPTANCE)[0] is TimerState.PLANNED
    ticks += 60
    assert keeping.turn(desk.now + 22 * DAY + timedelta(minutes=1)) == 0, "paused until a person has looked"
    desk.store.pauses.resume(Switch.TIMERS)
    desk.now += timedelta(minutes=2)
    ticks += 60
    assert keeping.turn(desk.now) == 0, "the clock was set right again, which is a jump too"
    assert forms(desk) == 0


def test_a_clock_that_went_back_over_a_restart_pauses_too(desk: DeployingDesk) -> None:
    desk.live(datetime(2031, 3, 12, 18, tzinfo=UTC))
    desk.minds(datetime(2031, 3, 18, 8, tzinfo=UTC))
    assert desk.timekeeping().turn(desk.now - DAY) == 0
    assert "the clock says 2031-03-17" in desk.paused()


def test_a_day_that_begins_at_one(desk: DeployingDesk) -> None:
    """Midnight of day 22 does not exist where the clocks change then: the term ends with the day before."""
    zone = ZoneInfo("Africa/Cairo")
    live = datetime(2031, 4, 3, 12, 0, tzinfo=zone).astimezone(UTC)
    desk.live(live, zone="Africa/Cairo")
    end = datetime(2031, 4, 24, 22, 0, tzinfo=UTC)
    assert f"{end.astimezone(zone):%m-%d %H:%M}" == "04-25 01:00", "a Friday in April, as Egypt changes its clocks"
    desk.days(end - SECOND)
    assert desk.acceptances() == []
    desk.minds(end)
    assert [one.accepted_at for one in desk.acceptances()] == [end]
