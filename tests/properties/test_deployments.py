"""Of any deployment: days begin and end by the calendar, terms only grow, and charging is total and in order."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.vocabulary import Category, TimerKind, Treatment
from processor.deployments.planning import LEGAL, due
from processor.effects.deployments import DrawVoucher, SetTreatment
from processor.facts.deployments import BillingFacts, HoldFacts
from processor.sla.localtime import at_clock, at_hour, begun_days, days_later, local_clock, local_day, start_of
from processor.tickets.billing import COVERED, RULES, freeze, treat
from tests.unit.deployments.builders import POLICY, live
from tests.unit.routing.builders import ticket

ZONES = st.sampled_from(
    [
        "Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Almaty", "Asia/Kolkata", "Asia/Kathmandu",
        "Africa/Cairo", "America/Havana", "America/Santiago", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia",
        "Australia/Lord_Howe", "Pacific/Chatham", "Antarctica/Troll", "Africa/Casablanca", "UTC",
    ]
)  # fmt: skip
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
CLOCKS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1))  # noqa: DTZ001
DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))
SECOND = timedelta(seconds=1)
SKIPPED = {("Pacific/Apia", date(2011, 12, 30))}


@given(CLOCKS, ZONES)
def test_a_clock_is_found_at_its_first_moment(shown: datetime, zone: str) -> None:
    shown = shown.replace(microsecond=0)
    found = at_clock(shown, zone)
    assert local_clock(found, zone) >= shown
    if local_clock(found, zone) != shown:
        assert local_clock(found - SECOND, zone) < shown, "a gap begins a second before"
    there = ZoneInfo(zone)
    other = shown.replace(tzinfo=there, fold=1).astimezone(UTC)
    if local_clock(other, zone) == shown:
        assert found <= other


@given(DAYS, ZONES)
def test_a_day_begins_where_the_day_before_ends(day: date, zone: str) -> None:
    begins = start_of(day, zone)
    if (zone, day) not in SKIPPED:
        assert local_day(begins, zone) == day
        assert local_day(begins - SECOND, zone) < day
    assert begins <= at_hour(day, 9, zone) <= start_of(day + timedelta(days=1), zone)


@given(MOMENTS, ZONES, st.integers(0, 60))
def test_more_days_are_never_earlier_and_begun_days_never_fewer(moment: datetime, zone: str, days: int) -> None:
    later = days_later(moment, days, zone)
    assert days_later(moment, days + 1, zone) > later - SECOND
    assert begun_days(moment, later, zone) in {days, days + 1}
    assert days_later(moment, begun_days(moment, later, zone), zone) >= later


@given(MOMENTS, ZONES)
def test_the_term_ends_when_day_twenty_one_is_over_wherever_it_was(moment: datetime, zone: str) -> None:
    found = live(moment, timezone=zone)
    day = local_day(moment, zone)
    deemed, form = due(found, TimerKind.DEEMED_ACCEPTANCE, POLICY), due(found, TimerKind.COMPLETION_FORM, POLICY)
    assert deemed is not None
    assert form is not None
    assert local_day(deemed, zone) >= day + timedelta(days=22)
    assert local_day(deemed - SECOND, zone) <= day + timedelta(days=21)
    assert moment < form < deemed
    assert deemed - form >= timedelta(days=13, hours=13)


@given(MOMENTS, ZONES, st.integers(-30, 60), st.integers(0, 60 * 24 * 30))
def test_a_hold_never_makes_anything_earlier(moment: datetime, zone: str, after: int, minutes: int) -> None:
    since = moment + timedelta(days=after, hours=3)
    held = replace(
        live(moment, timezone=zone), holds=(HoldFacts(since, "kim", "x", since + timedelta(minutes=minutes)),)
    )
    for kind in LEGAL:
        plain, moved = due(live(moment, timezone=zone), kind, POLICY), due(held, kind, POLICY)
        assert plain is not None
        assert moved is not None
        assert moved >= plain
        if since >= plain:
            assert moved == plain


HOURS = st.decimals(0, 100, places=2)
OPENED = st.datetimes(datetime(2031, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
BILLINGS = st.builds(
    BillingFacts,
    ticket=st.builds(ticket, category=st.sampled_from([*Category, None])),
    opened_at=OPENED,
    deployment_number=st.integers(0, 2),
    deployments=st.integers(0, 3),
    begun=st.booleans(),
    live_at=st.none() | OPENED,
    warranty_until=st.none() | OPENED,
    completed_at=st.none() | OPENED,
    in_dispute=st.booleans(),
    outstanding=st.booleans(),
    warranty_accepted_by=st.sampled_from(["", "kim"]),
    issue_resolution=st.booleans(),
    voucher=HOURS,
    hours=st.none() | HOURS,
    after_hours=st.booleans(),
    moves_adds_changes=st.booleans(),
    decided_by=st.sampled_from(["", "kim"]),
    stored=st.none() | st.sampled_from(list(Treatment)),
    frozen=st.booleans(),
)
NOW = datetime(2032, 1, 1, tzinfo=UTC)


@given(BILLINGS)
def test_every_ticket_is_treated_by_the_first_rule_that_says_yes(facts: BillingFacts) -> None:
    treatment, why = treat(facts, NOW)
    if facts.stored is not None and (facts.frozen or facts.decided_by):
        assert treatment is facts.stored
        return
    first = next(said for rule in RULES if (said := rule(facts, NOW)) is not None)
    assert treatment is first[0]
    assert why.startswith(first[1])


@given(BILLINGS)
def test_nothing_is_charged_that_is_free_or_that_a_csm_has_to_decide(facts: BillingFacts) -> None:
    facts = replace(facts, stored=None, decided_by="", frozen=False)
    treatment = treat(facts, NOW)[0]
    if treatment in {Treatment.VOUCHER, Treatment.BILLABLE}:
        assert not facts.outstanding
        assert not (facts.issue_resolution and facts.ticket.category in COVERED)
        assert not (facts.begun and facts.in_dispute)
        assert not (facts.begun and (facts.completed_at is None or facts.opened_at < facts.completed_at))
    if treatment is Treatment.VOUCHER and facts.hours is not None:
        assert facts.hours <= facts.voucher


@given(BILLINGS)
def test_no_closing_draws_more_than_there_is_nor_twice(facts: BillingFacts) -> None:
    effects = freeze(facts, NOW)
    drawn = [effect.hours for effect in effects if isinstance(effect, DrawVoucher)]
    kept = [effect for effect in effects if isinstance(effect, SetTreatment)]
    assert sum(drawn, Decimal(0)) <= facts.voucher
    assert len(drawn) <= 1
    assert all(effect.frozen for effect in kept)
    assert not drawn or kept[0].treatment is Treatment.VOUCHER
    if facts.frozen:
        assert effects == ()


@pytest.mark.parametrize("treatment", list(Treatment))
def test_every_treatment_can_come_about(treatment: Treatment) -> None:
    """The names of the rules speak of all of them: none of the enum is dead."""
    cases = {
        Treatment.IN_DEPLOYMENT: {"begun": True},
        Treatment.OUTSTANDING: {"outstanding": True},
        Treatment.WARRANTY: {
            "begun": True,
            "live_at": NOW,
            "warranty_until": NOW + SECOND,
            "warranty_accepted_by": "kim",
        },
        Treatment.ISSUE_RESOLUTION: {"issue_resolution": True},
        Treatment.VOUCHER: {"voucher": Decimal(1)},
        Treatment.BILLABLE: {},
        Treatment.TO_BE_DECIDED: {"deployments": 2},
    }
    facts = BillingFacts(ticket(category=Category.BUG), NOW, **cases[treatment])  # type: ignore[arg-type]
    assert treat(facts, NOW)[0] is treatment
