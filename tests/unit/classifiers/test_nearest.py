"""The labelled mails closest in meaning."""

import numpy as np
import pytest

from classifiers.encoder import Vectors
from classifiers.nearest import DIMENSIONS, SHOWN, Neighbours


def unit(count: int, dim: int, seed: int = 0) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, dim))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def fitted(meaning: Vectors) -> Neighbours:
    ids = [f"m{at}" for at in range(len(meaning))]
    found = Neighbours.fit(ids, ["bug" if at % 2 else "x" for at in range(len(meaning))], meaning)
    assert found is not None
    return found


@pytest.mark.parametrize("dim", [8, 200])
def test_a_mail_is_its_own_nearest_with_its_own_category(dim: int) -> None:
    meaning = unit(50, dim)
    for at, shown in enumerate(fitted(meaning).of(meaning)):
        row, category, alike = shown[0]
        assert (row, category) == (f"m{at}", "bug" if at % 2 else "x")
        assert alike == pytest.approx(1, abs=0.01)


def test_the_nearest_come_first() -> None:
    found = fitted(unit(200, 100)).of(unit(20, 100, seed=1))
    for shown in found:
        values = [alike for _, _, alike in shown]
        assert len(shown) == SHOWN
        assert values == sorted(values, reverse=True)


def test_none_that_is_nearer_is_left_out() -> None:
    meaning, new = unit(200, 8), unit(10, 8, seed=1)
    near = fitted(meaning)
    centred = [vectors - meaning.mean(axis=0) for vectors in (new, meaning)]
    new_, known = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True) for vectors in centred)
    for cosines, shown in zip(new_ @ known.T, near.of(new), strict=True):
        np.testing.assert_allclose([alike for _, _, alike in shown], np.sort(cosines)[::-1][:SHOWN], atol=0.005)


def test_fewer_mails_than_are_shown() -> None:
    assert [len(shown) for shown in fitted(unit(2, 8)).of(unit(4, 8, seed=1))] == [2, 2, 2, 2]


def test_only_the_strongest_directions_are_kept() -> None:
    near = fitted(unit(300, 200))
    assert near.plane.shape == (200, DIMENSIONS)
    assert near.vectors.shape == (300, DIMENSIONS)
    np.testing.assert_allclose(np.linalg.norm(near.vectors, axis=1), 1, atol=0.005)


def test_without_meaning_there_are_none() -> None:
    assert Neighbours.fit(["a"], ["bug"], np.zeros((1, 0), np.float32)) is None


def test_mails_that_all_say_the_same_are_no_fault() -> None:
    meaning = np.repeat(unit(1, 8), 5, axis=0)
    for shown in fitted(meaning).of(meaning):
        assert len(shown) == SHOWN
        assert all(np.isfinite(alike) for _, _, alike in shown)
