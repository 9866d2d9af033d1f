"""Clopper-Pearson bounds: against published values, the binomial distribution itself, and each other."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.bounds import least_faultless, lower_bound, upper_bound

records = st.integers(1, 300).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


def at_least(right: int, total: int, share: float) -> float:
    """The probability of `right` or more."""
    return sum(comb(total, n) * share**n * (1 - share) ** (total - n) for n in range(right, total + 1))


def test_the_bounds_are_those_of_the_tables() -> None:
    """The exact two-sided 95 % interval for 7 of 10, and for none of 20, as statistics books print them."""
    assert lower_bound(7, 10, 0.975) == pytest.approx(0.3475, abs=1e-4)
    assert upper_bound(7, 10, 0.975) == pytest.approx(0.9333, abs=1e-4)
    assert upper_bound(0, 20, 0.975) == pytest.approx(0.1684, abs=1e-4)


@given(records)
def test_at_the_bound_such_a_record_has_the_probability_that_was_asked_for(record: tuple[int, int]) -> None:
    right, total = record
    if right:
        assert at_least(right, total, lower_bound(right, total)) == pytest.approx(0.1, abs=1e-6)
    if right < total:
        assert 1 - at_least(right + 1, total, upper_bound(right, total)) == pytest.approx(0.1, abs=1e-6)


@given(records)
def test_the_share_lies_between_the_bounds(record: tuple[int, int]) -> None:
    right, total = record
    assert 0 <= lower_bound(right, total) <= right / total <= upper_bound(right, total) <= 1


@given(records)
def test_another_right_case_raises_the_bound_and_a_wrong_one_lowers_it(record: tuple[int, int]) -> None:
    right, total = record
    assert lower_bound(right, total + 1) <= lower_bound(right, total) <= lower_bound(right + 1, total + 1)


@given(st.floats(0.5, 0.999), st.floats(0.5, 0.99))
def test_the_least_faultless_record_proves_the_target_and_one_less_does_not(target: float, certainty: float) -> None:
    least = least_faultless(target, certainty)
    assert lower_bound(least, least, certainty) >= target - 1e-9
    if least > 1:
        assert lower_bound(least - 1, least - 1, certainty) < target


def test_forty_five_faultless_cases_prove_nineteen_of_twenty() -> None:
    assert least_faultless(0.95) == 45


def test_nothing_proves_nothing() -> None:
    assert (lower_bound(0, 0), upper_bound(0, 0)) == (0.0, 1.0)


@pytest.mark.parametrize(("right", "total"), [(1, 0), (-1, 5), (6, 5)])
def test_what_is_no_record_is_refused(right: int, total: int) -> None:
    with pytest.raises(ValueError, match="is no record"):
        lower_bound(right, total)
    with pytest.raises(ValueError, match="is no record"):
        upper_bound(right, total)


@pytest.mark.parametrize(("target", "certainty"), [(1.0, 0.9), (0.0, 0.9), (0.95, 1.0)])
def test_what_can_never_be_proven_is_refused(target: float, certainty: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        least_faultless(target, certainty)
