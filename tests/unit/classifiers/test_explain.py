"""What spoke for a label and what against it adds up to the decision."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from classifiers.crossval import prepare
from classifiers.explain import AGAINST, FOR, MEANING, Explainer
from classifiers.features import Matrices
from classifiers.heads import Head, Linear
from classifiers.pipeline import Choice, cleaned
from tests.unit.classifiers.fakes import FakeEncoder, mails

NAMES = ["crash", "price", "", "(asks)", "subject: quote"]
WORDS = Linear(
    np.array([[2.0, -1.0, 0.7, 0.1, -0.5], [-1.0, 1.5, 0.2, 0.3, 2.0], [0, 0, 0, 0, 0]], dtype=np.float32),
    np.array([0.3, -0.2, 0.0], dtype=np.float32),
)
SENSE = Linear(
    np.array([[1.0, -2.0], [0.5, 0.5], [0, 0]], dtype=np.float32), np.array([-0.1, 0.4, 0.0], dtype=np.float32)
)
HEAD = Head(("bug", "offer", "other"), WORDS, SENSE, 0.4, 1.7)
MAIL = Matrices(
    csr_matrix(np.array([[0.5, 0.3, 0.2, 0.1, 0.0], [0.0, 0.6, 0.0, 0.0, 0.4]], np.float32)),
    np.array([[0.6, -0.8], [0.0, 1.0]], np.float32),
)


def split(head: Head, matrices: Matrices, at: int, chosen: str, second: str) -> dict[str, float]:
    why, against = Explainer(head, NAMES).explain(matrices, at, chosen, second)
    assert not {term for term, _ in why} & {term for term, _ in against}
    return dict(why) | dict(against)


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize(("chosen", "second"), [("bug", "offer"), ("offer", "other"), ("other", "bug")])
@pytest.mark.parametrize("head", [HEAD, replace(HEAD, meaning=None, share=0.0), replace(HEAD, sharpness=1.0)])
def test_the_parts_add_up_to_the_distance_of_the_labels(head: Head, at: int, chosen: str, second: str) -> None:
    one, other = head.classes.index(chosen), head.classes.index(second)
    parts = split(head, MAIL, at, chosen, second)
    row = MAIL.words[at].toarray()[0]
    hidden = head.sharpness * (1 - head.share) * row[2] * (WORDS.weights[one, 2] - WORDS.weights[other, 2])
    start = head.sharpness * (1 - head.share) * (WORDS.bias[one] - WORDS.bias[other])
    if head.meaning is not None:
        start += head.sharpness * head.share * (SENSE.bias[one] - SENSE.bias[other])
    told = np.log(head.probabilities(MAIL)[at])
    assert sum(parts.values()) + hidden + start == pytest.approx(told[one] - told[other], abs=1e-3)


def test_the_parts_of_a_trained_model_add_up_too() -> None:
    rows = mails(90)
    pipeline = prepare(rows, FakeEncoder()).pipeline(Choice(10.0, 0.35, 1.4))
    head, matrices = pipeline.category, pipeline.features.matrices(cleaned(rows))
    assert head.meaning is not None
    told = np.log(head.probabilities(matrices).astype(float))
    apart = head.words.weights[0] - head.words.weights[1]
    words = matrices.words @ apart + head.words.bias[0] - head.words.bias[1]
    sense = matrices.meaning @ (head.meaning.weights[0] - head.meaning.weights[1])
    sense += head.meaning.bias[0] - head.meaning.bias[1]
    whole = head.sharpness * ((1 - head.share) * words + head.share * sense)
    np.testing.assert_allclose(whole, told[:, 0] - told[:, 1], atol=1e-3)
    names = pipeline.features.names()
    why, against = Explainer(head, names).explain(matrices, 0, head.classes[0], head.classes[1])
    row = dict(zip(names, matrices.words[0].toarray()[0] * apart * head.sharpness * (1 - head.share), strict=True))
    for term, part in [*why, *against]:
        if term != MEANING:
            assert part == pytest.approx(row[term], abs=1e-4)


def test_signs_and_order() -> None:
    why, against = Explainer(HEAD, NAMES).explain(MAIL, 0, "bug", "offer")
    assert [term for term, _ in why] == [MEANING, "crash"]
    assert [term for term, _ in against] == ["price", "(asks)"]
    assert all(part > 0 for _, part in why)
    assert all(part < 0 for _, part in against)
    assert [part for _, part in why] == sorted((part for _, part in why), reverse=True)
    assert [part for _, part in against] == sorted(part for _, part in against)


def test_what_a_person_cannot_read_is_left_out() -> None:
    only = Matrices(csr_matrix(np.array([[0, 0, 1.0, 0, 0]], np.float32)), np.zeros((1, 2), np.float32))
    assert Explainer(HEAD, NAMES).explain(only, 0, "bug", "offer") == ((), ())


@pytest.mark.parametrize(("column", "known"), [(0, True), (2, False), (3, False), (4, True)])
def test_a_word_is_known_and_pieces_and_marks_are_none(column: int, known: bool) -> None:
    only = Matrices(csr_matrix(([1.0], ([0], [column])), shape=(1, 5), dtype=np.float32), np.zeros((1, 2), np.float32))
    assert Explainer(HEAD, NAMES).read(only, 0) is known


def test_no_word_was_read_of_an_empty_mail() -> None:
    empty = Matrices(csr_matrix((2, 5), dtype=np.float32), np.zeros((2, 2), np.float32))
    explainer = Explainer(HEAD, NAMES)
    assert not explainer.read(empty, 1)
    assert explainer.explain(empty, 1, "bug", "offer") == ((), ())


def test_only_the_strongest_are_told() -> None:
    width = 20
    weights = np.vstack([np.linspace(-1, 1, width), np.zeros(width)]).astype(np.float32)
    head = Head(("a", "b"), Linear(weights, np.zeros(2, np.float32)), None, 0.0)
    mail = Matrices(csr_matrix(np.ones((1, width), np.float32)), np.zeros((1, 0), np.float32))
    why, against = Explainer(head, [f"t{at}" for at in range(width)]).explain(mail, 0, "a", "b")
    assert [term for term, _ in why] == [f"t{at}" for at in range(width - 1, width - 1 - FOR, -1)]
    assert [term for term, _ in against] == [f"t{at}" for at in range(AGAINST)]
