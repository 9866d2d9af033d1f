"""Business time, counted by hand: nights, weekends, holidays, half days, changes of the clocks, midnight."""

from datetime import datetime, timedelta

import pytest

from processor.errors import Refused
from processor.sla.business import add_business, add_business_days, business_between
from processor.sla.calendar import Calendar, SpecialDay, day_windows
from tests.unit.sla.calendars import BERLIN, calendar, utc

HOUR = timedelta(hours=1)
WEEK = calendar()
"""Monday 3 March 2031 to Friday 7 March; the 1st and 2nd are a weekend."""


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        (utc(2031, 3, 3, 9), 2, utc(2031, 3, 3, 11)),
        (utc(2031, 3, 3, 15), 2, utc(2031, 3, 3, 17)),
        (utc(2031, 3, 3, 16), 2, utc(2031, 3, 4, 10)),
        (utc(2031, 3, 3, 17), 2, utc(2031, 3, 4, 11)),
        (utc(2031, 3, 3, 3), 2, utc(2031, 3, 3, 11)),
        (utc(2031, 3, 7, 16, 30), 4, utc(2031, 3, 10, 12, 30)),
        (utc(2031, 3, 8, 12), 4, utc(2031, 3, 10, 13)),
        (utc(2031, 3, 3, 9), 8, utc(2031, 3, 3, 17)),
        (utc(2031, 3, 3, 9), 40, utc(2031, 3, 7, 17)),
        (utc(2031, 3, 3, 9, 0, 1), 40, utc(2031, 3, 10, 9, 0, 1)),
        (utc(2031, 3, 8, 12), 0, utc(2031, 3, 10, 9)),
    ],
)
def test_hours_are_counted_in_hours_alone(start: datetime, hours: int, expected: datetime) -> None:
    assert add_business(start, hours * HOUR, WEEK) == expected
    assert business_between(start, expected, WEEK) == hours * HOUR


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (utc(2031, 3, 3, 10, 15), 1, utc(2031, 3, 4, 10, 15)),
        (utc(2031, 3, 3, 7), 1, utc(2031, 3, 4, 9)),
        (utc(2031, 3, 3, 17), 1, utc(2031, 3, 5, 9)),
        (utc(2031, 3, 3, 16, 59, 59), 1, utc(2031, 3, 4, 16, 59, 59)),
        (utc(2031, 3, 6, 12), 2, utc(2031, 3, 10, 12)),
        (utc(2031, 3, 7, 18), 2, utc(2031, 3, 12, 9)),
        (utc(2031, 3, 9), 1, utc(2031, 3, 11, 9)),
    ],
)
def test_a_business_day_is_the_same_point_of_the_next(start: datetime, days: int, expected: datetime) -> None:
    assert add_business_days(start, days, WEEK) == expected


def test_a_holiday_counts_for_nothing() -> None:
    closed = calendar(d2031_03_04="")
    assert add_business(utc(2031, 3, 3, 16), 2 * HOUR, closed) == utc(2031, 3, 5, 10)
    assert add_business_days(utc(2031, 3, 3, 16), 1, closed) == utc(2031, 3, 5, 16)
    assert business_between(utc(2031, 3, 3), utc(2031, 3, 6), closed) == 16 * HOUR


def test_a_holiday_at_the_weekend_changes_nothing() -> None:
    closed = calendar(d2031_03_08="")
    assert add_business(utc(2031, 3, 7, 16), 2 * HOUR, closed) == utc(2031, 3, 10, 10)


def test_a_half_day_counts_for_half() -> None:
    half = calendar(d2031_12_24="09:00-12:00", d2031_12_25="", d2031_12_26="")
    assert add_business(utc(2031, 12, 24, 11), 2 * HOUR, half) == utc(2031, 12, 29, 10)
    assert add_business_days(utc(2031, 12, 23, 10), 1, half) == utc(2031, 12, 24, 10)
    assert add_business_days(utc(2031, 12, 23, 15), 1, half) == utc(2031, 12, 24, 12), "the half day's end"
    assert add_business_days(utc(2031, 12, 23, 15), 2, half) == utc(2031, 12, 29, 15)


def test_a_half_day_over_midnight_belongs_to_the_day_it_begins_on() -> None:
    nights = calendar("mon-fri 22:00-06:00", d2031_12_24="22:00-02:00", d2031_12_25="")
    assert [(w.start, w.end) for w in day_windows(nights, utc(2031, 12, 24).date())] == [
        (utc(2031, 12, 24, 22), utc(2031, 12, 25, 2))
    ]
    assert add_business(utc(2031, 12, 24, 23), 4 * HOUR, nights) == utc(2031, 12, 26, 23)
    assert business_between(utc(2031, 12, 24), utc(2031, 12, 26), nights) == 10 * HOUR, "6 of the 23rd, 4 of the 24th"
    assert add_business(utc(2031, 12, 25, 1), HOUR, nights) == utc(2031, 12, 25, 2)


def test_the_night_into_saturday_is_fridays() -> None:
    nights = calendar("mon-fri 22:00-06:00")
    assert add_business(utc(2031, 3, 8, 5), 2 * HOUR, nights) == utc(2031, 3, 10, 23)


def test_hours_that_overlap_on_a_special_day_count_once() -> None:
    late = calendar(d2031_03_03="20:00-12:00")
    assert business_between(utc(2031, 3, 3), utc(2031, 3, 5), late) == 21 * HOUR, "20 to 12, then 12 to 17"


def test_lunch_is_no_business_time() -> None:
    lunch = calendar("mon-fri 09:00-12:00 13:00-17:00")
    assert add_business(utc(2031, 3, 3, 11), 2 * HOUR, lunch) == utc(2031, 3, 3, 14)
    assert add_business(utc(2031, 3, 3, 11), HOUR, lunch) == utc(2031, 3, 3, 12)
    assert add_business_days(utc(2031, 3, 3, 12, 30), 1, lunch) == utc(2031, 3, 4, 12)
    assert add_business_days(utc(2031, 3, 3, 13, 30), 1, lunch) == utc(2031, 3, 4, 13, 30)


def test_the_clocks_change_at_night_and_office_hours_do_not() -> None:
    berlin = calendar(zone=BERLIN)
    friday = utc(2031, 3, 28, 15)
    assert add_business(friday, 2 * HOUR, berlin) == utc(2031, 3, 31, 8), "16:00 CET, then 10:00 CEST"
    assert add_business_days(utc(2031, 3, 28, 10), 1, berlin) == utc(2031, 3, 31, 9), "11:00 by either clock"
    assert add_business(utc(2031, 10, 24, 14), 2 * HOUR, berlin) == utc(2031, 10, 27, 9), "16:00 CEST, then 10:00 CET"


def test_hours_through_the_night_of_a_change_last_what_they_last() -> None:
    always = calendar("mon-sun 00:00-24:00", zone=BERLIN)
    spring = (utc(2031, 3, 29, 23), utc(2031, 3, 30, 22))
    autumn = (utc(2031, 10, 25, 22), utc(2031, 10, 26, 23))
    assert business_between(*spring, always) == 23 * HOUR
    assert business_between(*autumn, always) == 25 * HOUR
    assert add_business(spring[0], 23 * HOUR, always) == spring[1]


def test_what_begins_in_the_hour_that_is_skipped_begins_after_it() -> None:
    early = calendar("sun 02:30-05:00", zone=BERLIN)
    assert business_between(utc(2031, 3, 29), utc(2031, 3, 31), early) == 2 * HOUR


def test_a_calendar_that_never_opens_again_is_refused() -> None:
    shut = {utc(2031, 1, 1).date() + timedelta(days=day): SpecialDay("shut") for day in range(900)}
    with pytest.raises(Refused, match="no business hours"):
        add_business(utc(2031, 1, 5), HOUR, Calendar("UTC", calendar().week, shut))
    with pytest.raises(Refused, match="no business hours"):
        add_business_days(utc(2031, 1, 5), 1, Calendar("UTC", calendar().week, shut))


def test_the_wrong_way_round_is_nothing() -> None:
    assert business_between(utc(2031, 3, 5), utc(2031, 3, 3), WEEK) == timedelta()
