"""Business time keeps its laws for any hours, zone, holidays and moment."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from models.businesshours import DAY, Span, WeekHours, _refuse_overlaps, parse_hours, write_hours
from processor.sla.business import add_business, add_business_days, business_between
from processor.sla.calendar import Calendar, SpecialDay, windows
from processor.sla.promise import SpanKind, spans_between

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca")
START = datetime(2031, 1, 1, tzinfo=UTC)
moments = st.integers(0, 400 * 24 * 3600).map(lambda seconds: START + timedelta(seconds=seconds))
amounts = st.integers(1, 60 * 60).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def days(draw: st.DrawFn) -> tuple[Span, ...]:
    edges = sorted(draw(st.sets(st.integers(0, DAY + 300), max_size=6)))
    spans = zip(edges[::2], edges[1::2], strict=False)
    return tuple((start, end) for start, end in spans if start < DAY)


def _fits(week: WeekHours) -> bool:
    try:
        _refuse_overlaps(week)
    except ValueError:
        return False
    return True


weeks = st.tuples(*[days()] * 7).filter(any).filter(_fits)
dates = st.integers(0, 430).map(lambda day: date(2031, 1, 1) + timedelta(days=day))
special = st.dictionaries(dates, st.builds(SpecialDay, st.just("holiday"), st.just(()) | days()), max_size=12)
calendars = st.builds(Calendar, st.sampled_from(ZONES), weeks, special)


def is_open(calendar: Calendar, moment: datetime) -> bool:
    """Whether the moment is in business hours, their closing included."""
    first = next(windows(calendar, moment - timedelta(microseconds=1)))
    return first.start <= moment <= first.end


@settings(max_examples=150, deadline=None)
@given(calendars, moments, amounts)
def test_a_due_moment_is_in_business_hours_and_exactly_so_much_later(
    calendar: Calendar, start: datetime, amount: timedelta
) -> None:
    due = add_business(start, amount, calendar)
    assert due > start
    assert is_open(calendar, due)
    assert business_between(start, due, calendar) == amount


@settings(max_examples=150, deadline=None)
@given(calendars, moments, moments, amounts)
def test_who_asks_later_is_never_due_sooner(
    calendar: Calendar, one: datetime, other: datetime, amount: timedelta
) -> None:
    first, second = sorted((one, other))
    assert add_business(first, amount, calendar) <= add_business(second, amount, calendar)


@settings(max_examples=150, deadline=None)
@given(calendars, moments, moments, st.integers(1, 5))
def test_business_days_never_go_backwards_and_end_in_business_hours(
    calendar: Calendar, one: datetime, other: datetime, count: int
) -> None:
    first, second = (add_business_days(moment, count, calendar) for moment in sorted((one, other)))
    assert first <= second
    assert is_open(calendar, first)
    assert first > min(one, other)
    assert first <= add_business_days(min(one, other), count + 1, calendar)


@settings(max_examples=100, deadline=None)
@given(calendars, moments, amounts, amounts)
def test_business_time_adds_up(calendar: Calendar, start: datetime, one: timedelta, other: timedelta) -> None:
    middle = add_business(start, one, calendar)
    assert add_business(middle, other, calendar) == add_business(start, one + other, calendar)


@settings(max_examples=100, deadline=None)
@given(calendars, moments, amounts)
def test_the_spans_of_a_proof_lie_end_to_end_and_count_what_is_promised(
    calendar: Calendar, start: datetime, amount: timedelta
) -> None:
    due = add_business(start, amount, calendar)
    spans = tuple(spans_between(start, due, calendar))
    assert (spans[0].start, spans[-1].end) == (start, due)
    assert all(one.end == other.start for one, other in pairwise(spans))
    assert all(span.length > timedelta() for span in spans)
    assert sum((span.length for span in spans if span.kind is SpanKind.COUNTED), timedelta()) == amount


@settings(max_examples=150, deadline=None)
@given(weeks)
def test_written_hours_read_the_same(week: WeekHours) -> None:
    whole = tuple(tuple((start, min(end, start + DAY - 1)) for start, end in spans) for spans in week)
    assert parse_hours(write_hours(whole)) == whole
