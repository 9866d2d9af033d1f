"""The set of categories that holds the right one in nine mails of ten."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.conformal import ALPHA, ENOUGH, likely, quantiles

CLASSES = ("a", "b", "c")
shares = st.lists(st.floats(0.001, 1), min_size=3, max_size=3)


def drawn(seed: int, count: int) -> tuple[list[str], np.ndarray]:
    """Labels and probabilities that are often wrong: one label is drawn for each row, and seen through noise."""
    draw = np.random.default_rng(seed)
    truth = draw.choice(3, size=count, p=[0.6, 0.3, 0.1])
    logits = draw.normal(size=(count, 3))
    logits[np.arange(count), truth] += [2.5, 1.0, 0.3][seed % 3]
    odds = np.exp(logits)
    return [CLASSES[at] for at in truth], odds / odds.sum(axis=1, keepdims=True)


def test_the_quantile_by_hand() -> None:
    # 9 rows: the rank is ceil(10 * 0.9) = 9, the strangest of them; 19: ceil(20 * 0.9) = 18, the second strangest.
    for count, expected in ((9, 0.9), (19, 0.85)):
        strangeness = [0.9, *[0.85] * (count > 9), *[0.1] * (count - 1 - (count > 9))]
        rows = [[1 - value, value, 0] for value in strangeness]
        assert quantiles(["a"] * count, CLASSES, rows)["a"] == pytest.approx(expected)


def test_few_rows_exclude_nothing() -> None:
    assert quantiles(["a"] * 8, CLASSES, [[0.9, 0.1, 0.0]] * 8) == {"a": 1.0, "b": 1.0, "c": 1.0}
    assert quantiles([], CLASSES, []) == {"a": 1.0, "b": 1.0, "c": 1.0}


def test_a_class_has_its_own_quantile_where_it_has_enough_rows() -> None:
    rows = [[0.9, 0.05, 0.05]] * 200 + [[0.6, 0.3, 0.1]] * (ENOUGH - 1) + [[0.1, 0.1, 0.8]] * ENOUGH
    truth = ["a"] * 200 + ["b"] * (ENOUGH - 1) + ["c"] * ENOUGH
    found = quantiles(truth, CLASSES, rows)
    assert found["a"] == pytest.approx(0.1)
    assert found["c"] == pytest.approx(0.2)
    assert found["b"] == pytest.approx(0.7), "that of all rows: 49 of 299 are stranger than one in ten"


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_right_one_is_in_nine_sets_of_ten(seed: int) -> None:
    hits = []
    for repetition in range(20):
        truth, probabilities = drawn(seed + 3 * repetition, 1400)
        limits = quantiles(truth[:700], CLASSES, probabilities[:700].tolist())
        sets = [likely(dict(zip(CLASSES, row, strict=True)), limits) for row in probabilities[700:].tolist()]
        hits += [name in found for name, found in zip(truth[700:], sets, strict=True)]
    assert np.mean(hits) >= 1 - ALPHA - 0.03
    assert np.mean(hits) <= 1 - ALPHA + 0.05, "sets that hold everything tell nothing"


def test_each_class_with_enough_rows_is_found_as_often() -> None:
    truth, probabilities = drawn(1, 6000)
    limits = quantiles(truth[:3000], CLASSES, probabilities[:3000].tolist())
    for name in CLASSES:
        rows = [row for label, row in zip(truth[3000:], probabilities[3000:].tolist(), strict=True) if label == name]
        found = np.mean([name in likely(dict(zip(CLASSES, row, strict=True)), limits) for row in rows])
        assert found >= 0.85


@given(shares, shares)
def test_a_set_holds_the_likeliest_first_and_is_never_empty(odds: list[float], limits: list[float]) -> None:
    probabilities = {name: value / sum(odds) for name, value in zip(CLASSES, odds, strict=True)}
    found = likely(probabilities, dict(zip(CLASSES, limits, strict=True)))
    assert found
    assert probabilities[found[0]] == max(probabilities.values())
    assert [probabilities[name] for name in found] == sorted((probabilities[name] for name in found), reverse=True)
    assert len(set(found)) == len(found)
    for name in found[1:]:
        assert 1 - probabilities[name] <= limits[CLASSES.index(name)]


@given(shares)
def test_wider_limits_never_lose_one(odds: list[float]) -> None:
    probabilities = {name: value / sum(odds) for name, value in zip(CLASSES, odds, strict=True)}
    sizes = [len(likely(probabilities, dict.fromkeys(CLASSES, limit))) for limit in (0.0, 0.3, 0.6, 0.9, 1.0)]
    assert sizes == sorted(sizes)
    assert sizes[-1] == 3
