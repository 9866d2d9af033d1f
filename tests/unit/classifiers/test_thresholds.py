import numpy as np
import pytest

from classifiers.examples import Row
from classifiers.thresholds import NEVER, Unseen, lower_bound, per_category, threshold
from models.vocabulary import Category


@pytest.mark.parametrize(
    ("right", "total", "bound"),
    [(0, 0, 0.0), (0, 10, 0.0), (10, 10, 0.1**0.1), (45, 45, 0.1 ** (1 / 45))],
)
def test_bound_agrees_with_the_closed_form(right: int, total: int, bound: float) -> None:
    assert lower_bound(right, total) == pytest.approx(bound)


def test_bound_with_errors_inverts_the_binomial() -> None:
    from scipy.stats import binom

    bound = lower_bound(90, 100)
    assert binom.sf(89, 100, bound) == pytest.approx(0.10)


def test_44_faultless_answers_prove_too_little_and_45_enough() -> None:
    assert threshold([0.9] * 44, [True] * 44) == NEVER
    assert threshold([0.9] * 45, [True] * 45) == 0.9


def test_the_lowest_confidence_that_still_holds_is_taken() -> None:
    confidence = [*np.linspace(0.99, 0.6, 100), *np.linspace(0.59, 0.3, 50)]
    right = [True] * 100 + [False] * 50
    found = threshold(confidence, right)
    assert 0.5 < found < 0.6
    taken = [hit for value, hit in zip(confidence, right, strict=True) if value >= found]
    assert lower_bound(sum(taken), len(taken)) >= 0.95


def test_equal_confidences_stand_or_fall_together() -> None:
    assert threshold([0.9] * 60 + [0.8] * 60, [True] * 60 + [True] * 20 + [False] * 40) == 0.9


def test_the_promise_is_kept_on_mails_never_seen() -> None:
    random = np.random.default_rng(0)
    kept = []
    for _ in range(40):
        confidence = random.uniform(0.2, 1, 2000)
        right = random.uniform(size=2000) < confidence
        limit = threshold(list(confidence[:1000]), list(right[:1000]))
        later = right[1000:][confidence[1000:] >= limit]
        kept.append(later.mean() if later.size else 1.0)
    assert np.mean(np.array(kept) >= 0.95) >= 0.5
    assert np.mean(kept) >= 0.95


def test_each_category_answers_for_itself() -> None:
    rows = [Row(str(at), "en", "", "", "bug", 3, "bug") for at in range(60)]
    rows += [Row(str(at), "en", "", "", "not_a_request", None, None) for at in range(60, 120)]
    unseen = Unseen(["bug"] * 60 + ["additional_scope"] * 60, [0.8] * 120, [], [])
    found = per_category(rows, unseen)
    assert found.keys() == {category.value for category in Category}
    assert found["bug"] == 0.8
    assert found["additional_scope"] == NEVER
    assert found["customer_success"] == NEVER
