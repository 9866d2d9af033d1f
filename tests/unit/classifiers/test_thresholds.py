"""From which confidence on a category may be trusted."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.bounds import least_faultless, lower_bound
from classifiers.examples import Row
from classifiers.thresholds import (
    NEVER,
    OWN_ROWS,
    TARGET,
    UNPROVEN,
    Proof,
    per_category,
    proofs,
    prove,
    prove_steadily,
    stricter,
)

records = st.lists(st.tuples(st.sampled_from([0.3, 0.5, 0.6, 0.8, 0.9, 0.99]), st.booleans()), max_size=200)
good_records = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30).map(bool)), min_size=40, max_size=200)
targets = st.sampled_from([0.5, 0.8, 0.9, 0.95])


def row(at: int, category: str = "bug", *, own: bool = True) -> Row:
    return Row(f"r{at:04d}", "en", "", "", category, None, None, group="x", own=own)


def test_44_faultless_answers_prove_too_little_and_45_enough() -> None:
    assert prove([0.9] * 44, [True] * 44) is UNPROVEN
    assert prove([0.9] * 45, [True] * 45) == Proof(0.9, 45, 45, pytest.approx(0.1 ** (1 / 45)))


def test_without_an_answer_nothing_is_proven() -> None:
    assert prove([], []) is UNPROVEN
    assert UNPROVEN.threshold == NEVER > 1


def test_the_lowest_confidence_that_still_holds_is_taken() -> None:
    confidence = [*np.linspace(0.99, 0.6, 100), *np.linspace(0.59, 0.3, 50)]
    found = prove(confidence, [True] * 100 + [False] * 50)
    # 102 with 2 wrong would do (bound 0.949 no, 101 with 1 wrong: 0.962): worked out by hand from the beta quantile.
    assert (found.n, found.right) == (101, 100)
    assert found.threshold == pytest.approx(0.59)
    assert found.bound == pytest.approx(lower_bound(100, 101))


def test_the_order_of_the_answers_does_not_matter() -> None:
    draw = np.random.default_rng(1)
    confidence, right = draw.uniform(size=300), draw.uniform(size=300) < 0.97
    order = draw.permutation(300)
    assert prove(confidence, right, 0.9) == prove(confidence[order], right[order], 0.9)


def test_equal_confidences_stand_or_fall_together() -> None:
    assert prove([0.9] * 60 + [0.8] * 60, [True] * 80 + [False] * 40).threshold == 0.9
    assert prove([0.8] * 120, [True] * 80 + [False] * 40) is UNPROVEN


@given(st.one_of(records, good_records), targets)
def test_what_is_proven_reaches_the_target(record: list[tuple[float, bool]], target: float) -> None:
    confidence, right = [value for value, _ in record], [hit for _, hit in record]
    found = prove(confidence, right, target)
    if found.threshold == NEVER:
        assert found is UNPROVEN
        assert least_faultless(target) > 0
        return
    taken = [hit for value, hit in record if value >= found.threshold]
    assert (len(taken), sum(taken)) == (found.n, found.right)
    assert found.bound == pytest.approx(lower_bound(found.right, found.n))
    assert found.bound >= target


@given(st.one_of(records, good_records), targets)
def test_nothing_lower_would_do(record: list[tuple[float, bool]], target: float) -> None:
    found = prove([value for value, _ in record], [hit for _, hit in record], target)
    for limit in {value for value, _ in record if value < found.threshold}:
        taken = [hit for value, hit in record if value >= limit]
        assert lower_bound(sum(taken), len(taken)) < target


@given(good_records)
def test_a_higher_target_never_trusts_more(record: list[tuple[float, bool]]) -> None:
    confidence, right = [value for value, _ in record], [hit for _, hit in record]
    limits = [prove(confidence, right, target).threshold for target in (0.5, 0.8, 0.9, 0.95)]
    assert all(before <= after for before, after in pairwise(limits))


def test_the_promise_is_kept_on_mails_never_seen() -> None:
    draw = np.random.default_rng(0)
    kept = []
    for _ in range(40):
        confidence = draw.uniform(0.2, 1, 2000)
        right = draw.uniform(size=2000) < confidence
        limit = prove(list(confidence[:1000]), list(right[:1000])).threshold
        later = right[1000:][confidence[1000:] >= limit]
        kept.append(later.mean() if later.size else 1.0)
    assert np.mean(kept) >= TARGET
    assert np.mean(np.array(kept) >= TARGET) >= 0.6


def test_luck_after_a_failure_is_no_steady_proof() -> None:
    """45 faultless, then errors that undo the proof, then so many right that it would hold again."""
    confidence = [0.9] * 45 + [0.8] * 5 + [0.7] * 400
    right = [True] * 45 + [False] * 5 + [True] * 400
    assert prove(confidence, right).threshold == 0.7
    assert prove_steadily(confidence, right) == prove(confidence[:45], right[:45])


@given(st.one_of(records, good_records), targets)
def test_a_steady_proof_is_a_proof_and_asks_for_more(record: list[tuple[float, bool]], target: float) -> None:
    confidence, right = [value for value, _ in record], [hit for _, hit in record]
    steady = prove_steadily(confidence, right, target)
    assert steady.threshold >= prove(confidence, right, target).threshold
    assert steady is UNPROVEN or steady.bound >= target


def test_each_category_answers_for_itself() -> None:
    truth = ["bug"] * 200 + ["not_a_request"] * 3
    predicted = ["bug"] * 200 + ["additional_scope"] * 3
    found = per_category(truth, predicted, [0.8] * 200 + [0.7] * 3)
    assert found.keys() == {"additional_scope", "bug", "not_a_request"}
    assert (found["bug"].threshold, found["bug"].n) == (0.8, 200)
    assert found["additional_scope"] is UNPROVEN
    assert found["not_a_request"] is UNPROVEN, "never predicted, so never proven"


def test_no_category_is_trusted_below_what_is_proven_for_all_together() -> None:
    """By itself `bug` would do from 0.6 on; there the others drag all down, so that it needs 0.8."""
    truth = ["bug"] * 200 + ["x"] * 100
    predicted = ["bug"] * 200 + ["y"] * 100
    confidence = [0.8] * 100 + [0.6] * 100 + [0.7] * 100
    assert prove(confidence[:200], [True] * 200).threshold == 0.6
    found = per_category(truth, predicted, confidence)
    assert (found["bug"].threshold, found["bug"].n, found["bug"].right) == (0.8, 100, 100)
    assert found["bug"].bound == pytest.approx(lower_bound(200, 200)), "what holds from lower on holds from here"
    assert found["y"] is UNPROVEN


def test_where_nothing_is_proven_for_all_no_category_is() -> None:
    truth, predicted = ["bug"] * 60 + ["x"] * 60, ["bug"] * 60 + ["y"] * 60
    assert prove([0.8] * 60, [True] * 60).threshold == 0.8
    assert per_category(truth, predicted, [0.8] * 120)["bug"] is UNPROVEN


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("ab"), st.floats(0, 1)), max_size=120), targets)
def test_what_is_trusted_is_proven_at_some_cut_and_above_the_floor(
    lines: list[tuple[str, str, float]], target: float
) -> None:
    truth, predicted, confidence = ([line[at] for line in lines] for at in range(3))
    floor = prove_steadily(confidence, [a == b for a, b, _ in lines], target).threshold
    for name, proof in per_category(truth, predicted, confidence, target).items():
        own = [(value, a == b) for a, b, value in lines if b == name]
        alone = prove([value for value, _ in own], [hit for _, hit in own], target)
        assert proof.threshold == max(floor, alone.threshold) or proof is UNPROVEN
        if proof is not UNPROVEN:
            taken = [hit for value, hit in own if value >= proof.threshold]
            assert (proof.n, proof.right) == (len(taken), sum(taken))


def test_fewer_errors_are_allowed_where_the_rows_are_not_the_customers() -> None:
    for target in (0.8, 0.9, 0.95):
        assert target + 0.2 * (1 - target) <= stricter(target) < 1


ENOUGH = least_faultless(TARGET)
MORE = least_faultless(stricter(TARGET))


@pytest.mark.parametrize("own", [0, OWN_ROWS - 1, OWN_ROWS, OWN_ROWS + 5])
def test_the_customers_own_rows_prove_alone_where_there_are_enough(own: int) -> None:
    rows = [row(at, own=False) for at in range(500)] + [row(at) for at in range(500, 500 + own)]
    predicted, confidence = ["bug"] * len(rows), [0.9] * 500 + [0.7] * own
    found = proofs(rows, predicted, confidence, TARGET)["bug"]
    assert (
        found == prove(confidence[500:], [True] * own) if own >= OWN_ROWS else prove(confidence, [True] * (500 + own))
    )
    assert found.n == (own if own >= OWN_ROWS else 500 + own)


def test_errors_in_their_own_rows_are_not_outweighed_by_the_starters() -> None:
    rows = [row(at, own=False) for at in range(5000)] + [row(at) for at in range(5000, 5000 + OWN_ROWS)]
    predicted = ["bug"] * 5000 + ["bug" if at % 5 else "x" for at in range(OWN_ROWS)]
    wrong = [row(at, "x") if name == "x" else one for at, (one, name) in enumerate(zip(rows, predicted, strict=True))]
    told = ["bug"] * len(rows)
    assert proofs(rows, told, [0.9] * len(rows), TARGET)["bug"].n == OWN_ROWS
    assert proofs(wrong, told, [0.9] * len(rows), TARGET)["bug"] is UNPROVEN


def test_what_would_prove_it_of_their_own_rows_is_too_little_of_others() -> None:
    assert MORE > ENOUGH
    for count, proven in ((MORE - 1, False), (MORE, True)):
        rows = [row(at, own=False) for at in range(count)]
        found = proofs(rows, ["bug"] * count, [0.9] * count, TARGET)["bug"]
        assert (found is not UNPROVEN) is proven


def test_a_category_that_only_others_rows_have_is_unproven() -> None:
    rows = [row(at) for at in range(OWN_ROWS)] + [row(999, "rare", own=False)]
    found = proofs(rows, ["bug"] * OWN_ROWS + ["rare"], [0.9] * (OWN_ROWS + 1), TARGET)
    assert found["bug"].n == OWN_ROWS
    assert found["rare"] is UNPROVEN


def test_the_card_has_the_bound_rounded() -> None:
    assert Proof(0.123456, 7, 6, 0.512345).card() == {"threshold": 0.123456, "n": 7, "right": 6, "bound": 0.5123}
