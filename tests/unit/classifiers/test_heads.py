"""Decisions over what the features see, and what a pipeline makes of rows that lack a label."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from classifiers.crossval import prepare
from classifiers.features import Matrices
from classifiers.heads import Head, Linear, fit_head, mixed, reluctantly
from classifiers.pipeline import LEVELS, RELUCTANCE, Choice, cleaned, score, severities, text_of
from models.vocabulary import Category
from tests.unit.classifiers.fakes import FakeEncoder, mails

GENERAL = st.lists(st.floats(0.01, 1), min_size=4, max_size=4)


def matrices(rows: list[list[float]], meaning: list[list[float]] | None = None) -> Matrices:
    return Matrices(csr_matrix(np.array(rows, dtype=np.float32)), np.array(meaning or [[]] * len(rows), np.float32))


SEEN = matrices([[1, 0, 0]] * 5 + [[0, 1, 0]] * 5 + [[0, 0, 1]] * 5, [[1, 0]] * 5 + [[0, 1]] * 10)
LABELS = ["a"] * 5 + ["b"] * 5 + ["c"] * 5


def test_a_head_learns_what_it_sees() -> None:
    head = fit_head(SEEN, LABELS, 10.0, 0.3)
    assert head.classes == ("a", "b", "c")
    assert head.likeliest(SEEN) == LABELS
    probabilities = head.probabilities(SEEN)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-6)
    assert probabilities.dtype == np.float32


def test_two_classes_are_told_apart_as_by_scikit_learn() -> None:
    from sklearn.linear_model import LogisticRegression

    seen, labels = SEEN[list(range(10))], LABELS[:10]
    head = fit_head(seen, labels, 10.0, 0.0)
    assert head.words.weights.shape == (2, 3)
    expected = LogisticRegression(C=10.0, class_weight="balanced").fit(seen.words, labels).predict_proba(seen.words)
    np.testing.assert_allclose(head.probabilities(seen), expected, atol=1e-3)


@pytest.mark.parametrize("labels", [["a"] * 15, []])
def test_one_class_is_nothing_to_tell_apart(labels: list[str]) -> None:
    with pytest.raises(ValueError, match="at least two different labels"):
        fit_head(SEEN, labels, 10.0, 0.3)


def test_a_rare_label_does_not_drown() -> None:
    few = matrices([[1, 1]] * 3 + [[1, 0]] * 97)
    head = fit_head(few, ["rare"] * 3 + ["often"] * 97, 10.0, 0.0)
    assert head.likeliest(few)[:3] == ["rare"] * 3


def test_without_meaning_its_share_is_nothing() -> None:
    head = fit_head(matrices([[1, 0], [0, 1]] * 5), ["a", "b"] * 5, 10.0, 0.35)
    assert (head.meaning, head.share) == (None, 0.0)


def test_a_share_of_nothing_needs_no_meaning() -> None:
    assert fit_head(SEEN, LABELS, 10.0, 0.0).meaning is None


def test_the_share_weighs_what_each_side_says() -> None:
    words, meaning = np.log([[0.8, 0.2]]), np.log([[0.3, 0.7]])
    np.testing.assert_allclose(mixed(words, meaning, 0.0), [[0.8, 0.2]], atol=1e-6)
    np.testing.assert_allclose(mixed(words, meaning, 1.0), [[0.3, 0.7]], atol=1e-6)
    half = np.sqrt([0.8 * 0.3, 0.2 * 0.7])
    np.testing.assert_allclose(mixed(words, meaning, 0.5), [half / half.sum()], atol=1e-6)


def test_sharpness_changes_how_sure_and_not_which() -> None:
    head = fit_head(SEEN, LABELS, 1.0, 0.3)
    modest, sharp = head.probabilities(SEEN), replace(head, sharpness=2.0).probabilities(SEEN)
    assert (modest.argmax(axis=1) == sharp.argmax(axis=1)).all()
    assert (sharp.max(axis=1) > modest.max(axis=1)).all()
    np.testing.assert_allclose(sharp, modest**2 / (modest**2).sum(axis=1, keepdims=True), atol=1e-6)


def test_a_reluctant_class_must_be_so_many_times_likelier() -> None:
    found = np.array([[0.6, 0.4], [0.7, 0.3]], np.float32)
    reluctant = reluctantly(found, ("a", "b"), {"a": 2.0})
    np.testing.assert_allclose(reluctant, [[0.3 / 0.7, 0.4 / 0.7], [0.35 / 0.65, 0.3 / 0.65]], atol=1e-6)
    assert reluctantly(found, ("a", "b"), {}) is found
    np.testing.assert_allclose(reluctantly(found, ("a", "b"), {"c": 9.0}), found, atol=1e-6)
    head = fit_head(SEEN, LABELS, 1.0, 0.3)
    expected = reluctantly(head.probabilities(SEEN), head.classes, {"b": 3.0})
    np.testing.assert_allclose(replace(head, reluctance={"b": 3.0}).probabilities(SEEN), expected, atol=1e-6)


def test_the_pipeline_takes_a_request_for_none_reluctantly() -> None:
    assert set(RELUCTANCE) == {Category.NOT_A_REQUEST}
    assert RELUCTANCE[Category.NOT_A_REQUEST] > 1
    assert prepare(ROWS, None).pipeline(Choice()).category.reluctance == RELUCTANCE


def test_huge_scores_stay_probabilities() -> None:
    linear = Linear(np.array([[900.0], [-900.0]], dtype=np.float32), np.zeros(2, dtype=np.float32))
    found = Head(("a", "b"), linear, None, 0.0, 4.0).probabilities(matrices([[1.0], [-1.0]]))
    np.testing.assert_array_equal(found, [[1, 0], [0, 1]])


def severity_head(classes: tuple[str, ...] = LEVELS) -> Head:
    nothing = Linear(np.zeros((len(classes), 1), np.float32), np.zeros(len(classes), np.float32))
    return Head(classes, nothing, None, 0.0)


@pytest.mark.parametrize(
    ("probabilities", "level"),
    [
        ([1, 0, 0, 0], "1"),
        ([0, 0, 0, 1], "4"),
        ([0.05, 0.05, 0.3, 0.6], "4"),  # costs 0.675, and 3 costs 0.775
        ([0.1, 0.1, 0.3, 0.5], "3"),  # costs 0.85, and 4, the likeliest, 1.05
        ([0.4, 0, 0, 0.6], "1"),  # costs 1.5, 2 and 3 cost 1.6, and 4 costs 2
    ],
)
def test_the_level_is_the_one_that_costs_least(probabilities: list[float], level: str) -> None:
    assert severities(severity_head(), np.array([probabilities], np.float32)) == [level]


def test_an_outage_told_calmly_is_not_routine() -> None:
    assert severities(severity_head(), np.array([[0.3, 0, 0.2, 0.5]], np.float32)) != ["4"]


@given(GENERAL, st.floats(0, 1))
def test_more_of_the_worst_never_makes_it_milder(weights: list[float], share: float) -> None:
    before = np.array([weights], np.float32) / sum(weights)
    after = (1 - share) * before + share * np.array([[1, 0, 0, 0]], np.float32)
    head = severity_head()
    assert int(severities(head, after)[0]) <= int(severities(head, before)[0])


def test_levels_that_no_row_has_are_never_told() -> None:
    head = severity_head(("2", "4"))
    assert severities(head, np.array([[0.2, 0.8], [0.9, 0.1], [0.45, 0.55]], np.float32)) == ["4", "2", "2"]


ROWS = mails(120)


def test_a_pipeline_tells_what_it_was_taught() -> None:
    pipeline = prepare(ROWS, FakeEncoder()).pipeline(Choice(10.0, 0.35, 1.5))
    found = score(pipeline, [text_of(row) for row in ROWS])
    told = [pipeline.category.classes[at] for at in found.category.argmax(axis=1)]
    assert np.mean([name == row.category for name, row in zip(told, ROWS, strict=True)]) > 0.9
    assert (pipeline.category.share, pipeline.category.sharpness) == (0.35, 1.5)
    assert pipeline.severity is not None
    assert pipeline.severity.classes == LEVELS
    assert pipeline.reason is not None
    assert found.reason is not None
    assert found.reason.shape == (120, len(pipeline.reason.classes))


def test_rows_without_severity_or_reason_leave_no_head() -> None:
    bare = [replace(row, severity=None, reason=None) for row in ROWS]
    pipeline = prepare(bare, None).pipeline(Choice())
    assert (pipeline.severity, pipeline.reason) == (None, None)
    found = score(pipeline, [text_of(row) for row in bare])
    assert (found.severity, found.reason) == (None, None)


def test_severity_learns_from_the_rows_that_have_one() -> None:
    some = [replace(row, severity=row.severity if at < 60 else None) for at, row in enumerate(ROWS)]
    labelled = [row for row in some if row.severity is not None]
    pipeline, mails_ = prepare(some, None).pipeline(Choice()), cleaned(labelled)
    matrices_ = pipeline.features.matrices(mails_)
    assert pipeline.severity is not None
    expected = fit_head(matrices_, [str(row.severity) for row in labelled], 3.0, 0.35)
    np.testing.assert_allclose(pipeline.severity.probabilities(matrices_), expected.probabilities(matrices_), atol=1e-4)


def test_rows_of_one_category_are_refused() -> None:
    with pytest.raises(ValueError, match="at least two different labels"):
        prepare([row for row in ROWS if row.category == Category.BUG], None).pipeline(Choice())


def test_the_stage_is_part_of_what_is_learned() -> None:
    row = ROWS[0]
    assert text_of(row).stage is row.stage
    assert (text_of(row).subject, text_of(row).body, text_of(row).language) == (row.subject, row.body, row.lang)
