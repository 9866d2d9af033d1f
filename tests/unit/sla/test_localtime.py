"""Days and hours by a customer's clock: gaps, hours that come twice, days that never were."""

from datetime import UTC, date, datetime, timedelta

import pytest

from processor.errors import Refused
from processor.sla.localtime import at_clock, at_hour, begun_days, days_later, local_clock, local_day, start_of
from tests.unit.deployments.builders import BERLIN, NEW_YORK, SYDNEY


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def clock(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type] # noqa: DTZ001


@pytest.mark.parametrize(
    ("zone", "day", "hour", "expected"),
    [
        (BERLIN, date(2031, 3, 29), 9, utc(2031, 3, 29, 8)),
        (BERLIN, date(2031, 3, 30), 9, utc(2031, 3, 30, 7)),
        (NEW_YORK, date(2031, 3, 8), 9, utc(2031, 3, 8, 14)),
        (NEW_YORK, date(2031, 3, 9), 9, utc(2031, 3, 9, 13)),
        (SYDNEY, date(2031, 4, 5), 9, utc(2031, 4, 4, 22)),
        (SYDNEY, date(2031, 4, 6), 9, utc(2031, 4, 5, 23)),
        ("Asia/Almaty", date(2024, 2, 29), 9, utc(2024, 2, 29, 3)),
        ("Asia/Almaty", date(2024, 3, 1), 9, utc(2024, 3, 1, 4)),
        ("UTC", date(2031, 1, 1), 0, utc(2031, 1, 1)),
    ],
)
def test_nine_o_clock_is_nine_o_clock_before_and_after_a_change(
    zone: str, day: date, hour: int, expected: datetime
) -> None:
    assert at_hour(day, hour, zone) == expected


@pytest.mark.parametrize(
    ("zone", "shown", "expected"),
    [
        (BERLIN, clock(2031, 3, 30, 2, 30), utc(2031, 3, 30, 1)),
        (BERLIN, clock(2031, 3, 30, 2), utc(2031, 3, 30, 1)),
        (NEW_YORK, clock(2031, 3, 9, 2, 59, 59), utc(2031, 3, 9, 7)),
        ("Africa/Cairo", clock(2024, 4, 26), utc(2024, 4, 25, 22)),
        ("America/Santiago", clock(2024, 9, 8), utc(2024, 9, 8, 4)),
        ("Pacific/Apia", clock(2011, 12, 30, 9), utc(2011, 12, 30, 10)),
    ],
)
def test_a_time_that_does_not_exist_stands_for_the_first_moment_after_the_gap(
    zone: str, shown: datetime, expected: datetime
) -> None:
    assert at_clock(shown, zone) == expected


@pytest.mark.parametrize(
    ("zone", "shown", "expected"),
    [
        (BERLIN, clock(2031, 10, 26, 2, 30), utc(2031, 10, 26, 0, 30)),
        ("America/Havana", clock(2024, 11, 3), utc(2024, 11, 3, 4)),
        (SYDNEY, clock(2031, 4, 6, 2, 30), utc(2031, 4, 5, 15, 30)),
    ],
)
def test_a_time_that_comes_twice_stands_for_the_first(zone: str, shown: datetime, expected: datetime) -> None:
    assert at_clock(shown, zone) == expected


@pytest.mark.parametrize("zone", ["Africa/Cairo", "America/Santiago", "America/Havana", "Asia/Beirut", BERLIN])
def test_the_start_of_a_day_ends_the_day_before_through_a_whole_year(zone: str) -> None:
    for place in range(366):
        day = date(2024, 1, 1) + timedelta(days=place)
        begins = start_of(day, zone)
        assert local_day(begins, zone) == day
        assert local_day(begins - timedelta(seconds=1), zone) == day - timedelta(days=1)


def test_a_day_of_twenty_three_hours_is_a_day() -> None:
    began = utc(2031, 3, 29, 14)
    assert days_later(began, 1, BERLIN) - began == timedelta(hours=23)
    assert local_clock(days_later(began, 1, BERLIN), BERLIN) == clock(2031, 3, 30, 15)
    assert days_later(began, 0, BERLIN) is began


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (utc(2031, 3, 29, 9), utc(2031, 3, 30, 8), 1),
        (utc(2031, 3, 29, 9), utc(2031, 3, 30, 8, 0, 1), 2),
        (utc(2031, 3, 3, 9), utc(2031, 3, 3, 9, 10), 1),
        (utc(2031, 3, 3, 9), utc(2031, 3, 3, 9), 0),
        (utc(2031, 3, 3, 9), utc(2031, 3, 1, 9), 0),
        (utc(2031, 3, 3, 9), utc(2031, 3, 13, 9), 10),
    ],
)
def test_a_begun_day_counts_whole(since: datetime, until: datetime, days: int) -> None:
    assert begun_days(since, until, BERLIN) == days


@pytest.mark.parametrize("name", ["", "Berlin", "Europe", "Europe/Nowhere", "../etc/passwd", "/etc/passwd", "CET "])
def test_a_name_that_is_no_time_zone_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="is no time zone: write an IANA name"):
        local_day(utc(2031, 1, 1), name)
