"""When timers are due: three time zones with a change of the clocks inside the term, holds, corrected dates."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.vocabulary import DeploymentStage, TimerKind, TimerState
from processor.deployments.planning import (
    deemed_from,
    due,
    newest,
    plan_timers,
    restart_term,
    shifted,
    warranty_until,
)
from processor.facts.deployments import DeploymentFacts, HoldFacts, TimerRow
from processor.sla.localtime import local_clock
from tests.unit.deployments.builders import (
    BERLIN,
    LIVE,
    NEW_YORK,
    POLICY,
    SYDNEY,
    asked,
    completion,
    deployment,
    live,
    local,
    planned,
    with_timers,
)

# Three weeks around a change of the clocks: forward in Berlin and New York, back in Sydney.
ZONES = [
    (BERLIN, (2031, 3, 17), datetime(2031, 3, 24, 8, tzinfo=UTC), datetime(2031, 4, 7, 22, tzinfo=UTC)),
    (NEW_YORK, (2031, 3, 3), datetime(2031, 3, 10, 13, tzinfo=UTC), datetime(2031, 3, 25, 4, tzinfo=UTC)),
    (SYDNEY, (2031, 3, 31), datetime(2031, 4, 6, 23, tzinfo=UTC), datetime(2031, 4, 21, 14, tzinfo=UTC)),
]


@pytest.mark.parametrize(("zone", "day", "form", "deemed"), ZONES)
@pytest.mark.parametrize("clock", [(0, 0), (9, 30), (23, 59)])
def test_the_term_counts_calendar_days_of_the_customers_zone(
    zone: str, day: tuple[int, int, int], form: datetime, deemed: datetime, clock: tuple[int, int]
) -> None:
    found = live(local(*day, *clock, zone), timezone=zone)
    assert planned(plan_timers(found, POLICY)) == {
        TimerKind.COMPLETION_FORM: form,
        TimerKind.WARRANTY_END: deemed,
        TimerKind.DEEMED_ACCEPTANCE: deemed,
    }


def test_a_system_that_is_not_live_has_no_term() -> None:
    assert plan_timers(deployment(), POLICY) == ()
    assert warranty_until(deployment(), POLICY) is None
    assert deemed_from(deployment(), POLICY) is None
    assert restart_term(deployment(), POLICY, LIVE) is None
    assert due(live(), TimerKind.CHECK_IN, POLICY) is None


def test_settings_move_the_days() -> None:
    policy = replace(POLICY, completion_after_days=3, completion_hour=14, warranty_days=30, deemed_after_days=10)
    assert planned(plan_timers(live(), policy)) == {
        TimerKind.COMPLETION_FORM: local(2031, 3, 13, 14),
        TimerKind.WARRANTY_END: local(2031, 4, 10),
        TimerKind.DEEMED_ACCEPTANCE: local(2031, 3, 21),
    }


@pytest.mark.parametrize("state", [TimerState.FIRED, TimerState.STOPPED])
@pytest.mark.parametrize("kind", ["completion_form", "warranty_end", "deemed_acceptance"])
def test_what_has_rung_or_was_stopped_is_never_planned_again(kind: str, state: TimerState) -> None:
    assert TimerKind(kind) not in planned(plan_timers(with_timers(live(), **{kind: state}), POLICY))


def test_a_cancelled_timer_is_planned_again_when_the_system_is_live_after_all() -> None:
    found = with_timers(live(), deemed_acceptance=TimerState.CANCELLED)
    assert TimerKind.DEEMED_ACCEPTANCE in planned(plan_timers(found, POLICY))


def test_once_the_form_is_out_it_is_not_sent_by_itself_again_and_once_complete_nothing_is_deemed() -> None:
    at_completion = replace(live(), stage=DeploymentStage.COMPLETION)
    assert TimerKind.COMPLETION_FORM not in planned(plan_timers(at_completion, POLICY))
    complete = replace(live(), stage=DeploymentStage.BUSINESS_AS_USUAL, effective_at=LIVE)
    assert set(planned(plan_timers(complete, POLICY))) == {TimerKind.WARRANTY_END}


def held(since: datetime, until: datetime | None) -> DeploymentFacts:
    return live(holds=(HoldFacts(since, "kim", "no server", until),))


def test_a_hold_moves_what_was_not_over_when_it_began() -> None:
    found = held(local(2031, 3, 20, 8), local(2031, 3, 23, 8))
    assert planned(plan_timers(found, POLICY)) == {
        TimerKind.COMPLETION_FORM: local(2031, 3, 17, 9),
        TimerKind.WARRANTY_END: local(2031, 4, 4),
        TimerKind.DEEMED_ACCEPTANCE: local(2031, 4, 4),
    }


def test_a_hold_that_lasts_or_was_before_going_live_moves_nothing() -> None:
    plain = planned(plan_timers(live(), POLICY))
    assert planned(plan_timers(held(local(2031, 3, 12), None), POLICY)) == plain
    assert planned(plan_timers(held(local(2031, 1, 12), local(2031, 2, 12)), POLICY)) == plain


def test_of_a_hold_around_going_live_only_the_days_after_it_count() -> None:
    found = held(local(2031, 3, 1, 9), LIVE + timedelta(days=2))
    assert planned(plan_timers(found, POLICY))[TimerKind.COMPLETION_FORM] == local(2031, 3, 19, 9)


def test_a_shift_keeps_the_time_of_day_across_a_change_of_the_clocks() -> None:
    reminder = TimerRow(8, TimerKind.FORM_REMINDER, local(2031, 3, 20, 10, 30), TimerState.PLANNED, form_id=5, turn=2)
    gone = TimerRow(9, TimerKind.CHECK_IN, local(2031, 3, 20, 10, 30), TimerState.FIRED)
    found = live()
    found = replace(found, timers=(*found.timers, reminder, gone))
    moves = shifted(found, 14)
    assert [(old.kind, local_clock(new.due_at, BERLIN).time()) for old, new in moves] == [
        (one.kind, local_clock(one.due_at, BERLIN).time()) for one in found.timers if one.state is TimerState.PLANNED
    ]
    assert [(new.form_id, new.turn) for old, new in moves if old is reminder] == [(5, 2)]
    assert planned(tuple(new for _, new in moves))[TimerKind.DEEMED_ACCEPTANCE] == local(2031, 4, 15)
    assert shifted(found, 0) == ()


def test_midnight_stays_midnight_where_a_day_began_at_one() -> None:
    found = live(local(2024, 4, 4, 9, 0, "Africa/Cairo"), timezone="Africa/Cairo")
    assert newest(found, TimerKind.DEEMED_ACCEPTANCE) is not None
    moved = planned(tuple(new for _, new in shifted(found, 1)))[TimerKind.DEEMED_ACCEPTANCE]
    assert local_clock(moved, "Africa/Cairo").hour == 0


def test_a_form_that_is_sent_again_gives_the_whole_notice_anew() -> None:
    again = restart_term(asked(), POLICY, local(2031, 3, 25, 12))
    assert again is not None
    assert again.due_at == local(2031, 4, 9)
    early = restart_term(asked(), POLICY, local(2031, 3, 12, 12))
    assert early is not None
    assert early.due_at == local(2031, 4, 1), "never before day 22"


def test_a_term_that_has_rung_begins_its_next_turn() -> None:
    again = restart_term(asked(states={"deemed_acceptance": TimerState.FIRED}), POLICY, LIVE)
    assert again is not None
    assert again.turn == 1
    stopped = restart_term(asked(states={"deemed_acceptance": TimerState.STOPPED}), POLICY, LIVE)
    assert stopped is not None
    assert stopped.turn == 0


def test_deeming_is_never_before_the_calendar_whatever_the_timer_says() -> None:
    found = asked()
    early = tuple(replace(one, due_at=one.due_at - timedelta(days=9)) for one in found.timers)
    late = tuple(replace(one, due_at=one.due_at + timedelta(days=9)) for one in found.timers)
    assert deemed_from(replace(found, timers=early), POLICY) == local(2031, 4, 1)
    assert deemed_from(replace(found, timers=late), POLICY) == local(2031, 4, 10)


def test_the_term_of_a_second_version_counts_from_its_sending() -> None:
    form = completion(version=2, current_version=2, sent_at=local(2031, 3, 28, 12))
    assert due(asked(completion=form), TimerKind.DEEMED_ACCEPTANCE, POLICY) == local(2031, 4, 12)


def test_the_warranty_ends_when_its_timer_says() -> None:
    found = live()
    later = tuple(replace(one, due_at=one.due_at + timedelta(days=2)) for one in found.timers)
    assert warranty_until(found, POLICY) == local(2031, 4, 1)
    assert warranty_until(replace(found, timers=later), POLICY) == local(2031, 4, 3)
    assert warranty_until(replace(found, timers=()), POLICY) == local(2031, 4, 1)
