"""Predictions on rows that the judging pipeline had not seen."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from classifiers import crossval
from classifiers.crossval import SHARES, SHARPNESSES, STRENGTHS, Material, Unseen, out_of_fold, prepare, steady
from classifiers.encoder import Vectors
from classifiers.examples import Row
from classifiers.folds import FOLDS, folds
from classifiers.heads import mixed, reluctantly
from classifiers.pipeline import RELUCTANCE, Choice
from models.vocabulary import Category
from tests.unit.classifiers.fakes import DIM, FakeEncoder, mails

ROWS = mails(120)


@pytest.fixture(scope="module")
def material() -> Material:
    return prepare(ROWS, FakeEncoder())


@pytest.fixture(scope="module")
def found(material: Material) -> tuple[Unseen, Choice]:
    return out_of_fold(material)


def eager(unseen: Unseen) -> Unseen:
    """The same with the reluctance taken back, before which the sharpness was chosen."""
    odds = {name: 1 / value for name, value in RELUCTANCE.items()}
    return replace(unseen, category=reluctantly(unseen.category, unseen.classes, odds))


def loss(unseen: Unseen, rows: list[Row]) -> float:
    told = [unseen.category[at, unseen.classes.index(row.category)] for at, row in enumerate(rows)]
    return float(-np.log(np.maximum(told, 1e-9)).mean())


def test_the_material_is_encoded_in_order_and_in_parts(material: Material) -> None:
    assert material.meaning.shape == (len(ROWS), 2 * DIM)
    assert material.rows == ROWS
    (alone,) = prepare([ROWS[100]], FakeEncoder()).meaning
    np.testing.assert_array_equal(material.meaning[100], alone)


def test_every_row_is_predicted(found: tuple[Unseen, Choice]) -> None:
    unseen, _ = found
    assert unseen.classes == tuple(sorted({row.category for row in ROWS}))
    assert unseen.category.shape == (len(ROWS), 4)
    np.testing.assert_allclose(unseen.category.sum(axis=1), 1, atol=1e-5)
    assert len(unseen.severity) == len(unseen.reason) == len(ROWS)
    assert set(unseen.severity) <= {"1", "2", "3", "4"}
    assert unseen.predicted[3] == unseen.classes[unseen.category[3].argmax()]
    assert unseen.confidence[3] == pytest.approx(unseen.category[3].max())


def test_what_can_be_learned_is_learned(found: tuple[Unseen, Choice]) -> None:
    right = [name == row.category for name, row in zip(found[0].predicted, ROWS, strict=True)]
    assert 0.6 < np.mean(right) < 0.95, "a fifth of the mails speak of another topic: nobody can do better"


def test_what_was_not_seen_is_not_known() -> None:
    """Labels that nothing in the mail tells: a pipeline that had seen the row would know them by heart."""
    drawn = np.random.default_rng(0).permutation(["bug", "x"] * 80)
    rows = [
        replace(row, body=hashlib.sha256(row.id.encode()).hexdigest(), category=str(name), reason=None)
        for row, name in zip(mails(160, group=False), drawn, strict=True)
    ]
    unseen, _ = out_of_fold(prepare(rows, None), choice=Choice(10.0, 0.0))
    right = np.mean([name == row.category for name, row in zip(unseen.predicted, rows, strict=True)])
    assert 0.3 < right < 0.7


def test_the_choice_is_one_of_those_tried(found: tuple[Unseen, Choice]) -> None:
    _, choice = found
    assert choice.strength in STRENGTHS
    assert choice.share in SHARES
    assert choice.sharpness in SHARPNESSES


def test_sharpness_makes_the_truth_more_probable() -> None:
    material = prepare(ROWS, None)
    modest, given = out_of_fold(material, choice=Choice(0.3, 0.0))
    modest = eager(modest)
    assert given == Choice(0.3, 0.0, 1.0)
    logits = np.log(modest.category)
    losses = {}
    for sharpness in SHARPNESSES:
        sharper = mixed(logits, None, 0.0, sharpness)
        losses[sharpness] = loss(replace(modest, category=sharper), ROWS)
    best = min(losses, key=lambda sharpness: losses[sharpness])
    sharp = eager(out_of_fold(material, choice=Choice(0.3, 0.0, best))[0])
    assert best > 1.5, "so strong a regularisation makes modest"
    assert loss(sharp, ROWS) == pytest.approx(losses[best], abs=1e-4)
    assert loss(sharp, ROWS) < loss(modest, ROWS) - 0.01
    assert sharp.predicted == modest.predicted


def test_the_sharpness_that_is_chosen_is_the_best_of_all(found: tuple[Unseen, Choice]) -> None:
    unseen, choice = eager(found[0]), found[1]
    for sharpness in SHARPNESSES:
        other = mixed(np.log(unseen.category), None, 0.0, sharpness / choice.sharpness)
        assert loss(unseen, ROWS) <= loss(replace(unseen, category=other), ROWS) + 1e-4


def test_the_predictions_are_as_reluctant_as_the_model_will_be(monkeypatch: pytest.MonkeyPatch) -> None:
    given = Choice(3.0, 0.0)
    reluctant, _ = out_of_fold(prepare(ROWS, None), choice=given)
    monkeypatch.setattr(crossval, "RELUCTANCE", {})
    without, _ = out_of_fold(prepare(ROWS, None), choice=given)
    np.testing.assert_allclose(eager(reluctant).category, without.category, atol=1e-5)
    for name in RELUCTANCE:
        assert reluctant.predicted.count(name) <= without.predicted.count(name)
        at = without.classes.index(name)
        assert (reluctant.category[:, at] < without.category[:, at]).all()


def test_a_given_choice_is_kept_and_the_same_rows_are_judged_the_same() -> None:
    given = Choice(3.0, 0.2, 1.3)
    (one, kept), (again, _) = (out_of_fold(prepare(mails(64), None), choice=given) for _ in range(2))
    assert kept == given
    np.testing.assert_array_equal(one.category, again.category)


class TellingEncoder(FakeEncoder):
    """Knows the category, or nothing at all."""

    def __init__(self, tells: Callable[[str], int]) -> None:
        super().__init__()
        self._tells = tells

    def encode(self, texts: list[str]) -> Vectors:  # type: ignore[override]
        return np.eye(DIM, dtype=np.float32)[[self._tells(text) for text in texts]]


def test_meaning_has_a_share_where_it_knows_more_than_words() -> None:
    rows = [replace(row, subject=row.category, body="the same words here") for row in mails(96)]
    names = sorted({row.category for row in rows})
    # In the subject stands the category, which only the encoder may read: words are taken out.
    blind = [replace(row, subject=str(names.index(row.category))) for row in rows]
    telling = prepare(blind, TellingEncoder(lambda text: int(text[0]) if text[0].isdigit() else 7))
    unseen, choice = out_of_fold(telling)
    assert choice.share > 0
    assert unseen.predicted == [row.category for row in blind]


def test_meaning_that_says_nothing_has_no_share() -> None:
    _, choice = out_of_fold(prepare(mails(64), TellingEncoder(lambda _text: 0)))
    _, plain = out_of_fold(prepare(mails(64), None))
    assert plain.share == 0
    assert choice.share == 0


def test_a_class_that_a_fold_never_saw_is_all_but_impossible_there() -> None:
    rows = mails(120)
    lone = next(fold for fold in folds(rows))
    rows = [
        replace(row, category=Category.POST_IMPLEMENTATION.value if at == lone[0] else row.category)
        for at, row in enumerate(rows)
    ]
    unseen, _ = out_of_fold(prepare(rows, None), choice=Choice(10.0, 0.0))
    column = unseen.classes.index(Category.POST_IMPLEMENTATION)
    assert unseen.category[lone, column].max() < 1e-6


def test_rows_without_severity_and_reason_have_none_predicted() -> None:
    rows = [replace(row, severity=None, reason=None) for row in mails(64)]
    unseen, _ = out_of_fold(prepare(rows, None), choice=Choice(10.0, 0.0))
    assert set(unseen.severity) == set(unseen.reason) == {""}


def test_progress_counts_up_to_the_end() -> None:
    told: list[tuple[str, int, int]] = []
    rows = mails(96)
    out_of_fold(prepare(rows, None, lambda *step: told.append(step)), lambda *step: told.append(step))
    by_step = {step: [(done, total) for name, done, total in told if name == step] for step, _, _ in told}
    assert list(by_step) == ["encoding", "strength", "cross-validation"]
    assert by_step["cross-validation"] == [(at, FOLDS) for at in range(FOLDS)]
    assert by_step["encoding"] == [(0, 96), (64, 96)]
    assert by_step["strength"] == [(at, 2 * len(STRENGTHS)) for at in range(2 * len(STRENGTHS))]


def test_a_strength_is_left_only_for_one_that_is_clearly_better() -> None:
    assert steady({3.0: 0.80, 10.0: 0.81, 30.0: 0.815}) == 10.0
    assert steady({3.0: 0.80, 10.0: 0.79, 30.0: 0.805}) == 30.0
    assert steady({3.0: 0.50, 10.0: 0.48, 30.0: 0.47}) == 3.0
