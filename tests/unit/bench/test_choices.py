"""What measures the text model measures what it says: the views, the table, the texts that are put together."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from bench import choices, classify, costs, experts
from bench.choices import MIX, PLAIN, Trial
from classifiers.crossval import prepare
from classifiers.features import Features
from classifiers.model import PLAIN_STARTER, STARTER, Text
from classifiers.text import Fields
from tests.unit.classifiers.fakes import FakeEncoder, mails

ROWS = mails(240)
MATERIAL = prepare(ROWS, FakeEncoder())
FEATURES = Features.fit(MATERIAL.mails, None)
WORDS = FEATURES.words(MATERIAL.mails)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Small matrices on many threads of a busy machine wait for each other a hundred times longer than they work."""
    with threadpool_limits(1, user_api="blas"):
        yield


def fields(opening: str, ending: str) -> Fields:
    return Fields("", "", "", opening, ending)


def test_blocks_are_the_columns_of_their_names() -> None:
    sizes = {name: len(vocabulary.terms) for name, vocabulary in FEATURES.vocabularies.items()}
    assert experts.blocks(FEATURES, WORDS, tuple(sizes)).shape == WORDS.shape
    assert (experts.blocks(FEATURES, WORDS, tuple(sizes)) != WORDS).nnz == 0
    pieces = experts.blocks(FEATURES, WORDS, ("pieces",))
    first = sizes["whole"] + sizes["subject"]
    assert (pieces != WORDS[:, first : first + sizes["pieces"]]).nnz == 0


def test_without_idf_is_what_scikit_learn_makes_without_it() -> None:
    plain = TfidfVectorizer(
        token_pattern=r"\S+",
        ngram_range=(1, 2),
        sublinear_tf=True,
        use_idf=False,
        lowercase=False,
        vocabulary=FEATURES.vocabularies["whole"].terms,
    )
    expected = plain.fit_transform([mail.whole for mail in MATERIAL.mails]).toarray()
    assert np.allclose(experts.without_idf(FEATURES, WORDS).toarray(), expected, atol=1e-5)


@pytest.mark.parametrize(
    ("opening", "ending", "whole"),
    [
        ("Hello. It fails", "It fails", "Hello. It fails"),
        ("Hello. It fails since Mon", "since Monday", "Hello. It fails since Monday"),
        ("Hello. It fails", "please help", "Hello. It fails please help"),
    ],
)
def test_two_ends_as_one_text_hold_each_word_once(opening: str, ending: str, whole: str) -> None:
    encoder = FakeEncoder()
    read = experts.as_one_text([fields(opening, ending)], encoder)
    assert np.array_equal(read, encoder.encode([whole]))


def test_the_nearest_mails_vote() -> None:
    seen = np.array([[1, 0]] * 20 + [[-1, 0]] * 20, dtype=np.float32)
    labels = ["bug"] * 20 + ["other"] * 20
    votes = experts.nearest(seen, labels, np.array([[1, 0], [-1, 0]], dtype=np.float32), ("bug", "other"))
    assert votes.argmax(axis=1).tolist() == [0, 1]
    assert np.exp(votes).sum(axis=1) == pytest.approx([1, 1], abs=1e-5)


def test_a_stack_does_not_learn_from_what_it_judges() -> None:
    """With labels of chance alone nothing can be known of the judged rows; a stack that saw them would know."""
    chance = np.random.default_rng(0)
    labels = [str(label) for label in chance.integers(0, 2, 400)]
    expert = np.log(chance.dirichlet((1, 1), 400)).astype(np.float32)
    expert[:, 0] = np.where(np.array(labels) == "0", -0.1, -3)  # tells the truth, except in the first half
    expert[:200, 0] = -0.1
    halves = [list(range(200)), list(range(200, 400))]
    said = experts.stacked((expert,), labels, halves).argmax(axis=1)
    right = [str(value) == label for value, label in zip(said, labels, strict=True)]
    assert 0.3 < np.mean(right[:200]) < 0.7


def test_every_way_is_tried_on_every_row() -> None:
    trials = {trial.name: trial for trial in choices.whole(MATERIAL, FakeEncoder())}
    assert len(trials) == 15
    assert all(len(trial.predicted) == len(ROWS) for trial in trials.values())
    truth = [row.category for row in ROWS]
    right = np.mean([label == true for label, true in zip(trials[PLAIN].predicted, truth, strict=True)])
    assert right > 0.6
    lines = list(choices.table(ROWS, list(trials.values())))
    assert len(lines) == len(trials) + 2
    assert len({line.count("|") for line in lines}) == 1


def test_the_foreign_language_is_judged_alone() -> None:
    trials = choices.across(MATERIAL)
    german = [at for at, row in enumerate(ROWS) if row.lang == "de"]
    assert all(trial.places == german for trial in trials)
    ships = Trial(MIX, [row.category for row in ROWS])
    line = list(choices.table(ROWS, [trials[0], ships]))[2]
    assert line.split(" | ")[1:4] == ["", "", ""]


def test_the_table_tells_the_distance_from_what_ships() -> None:
    truth = [row.category for row in ROWS]
    wrong = ["bug" if at % 2 else label for at, label in enumerate(truth)]
    lines = list(choices.table(ROWS, [Trial(MIX, truth), Trial("worse", wrong)]))
    assert "| 1.000 |" in lines[2]
    assert lines[2].endswith("|  |")
    assert lines[3].split(" | ")[-1].startswith("-0.")


def test_more_mails_than_there_are_become_new_texts_with_right_labels() -> None:
    rows = costs.many(ROWS, 600)
    assert len(rows) == 600
    assert len({row.id for row in rows}) == 600
    before = Counter((row.category, row.lang) for row in ROWS)
    known = {row.id: row for row in ROWS}
    for row in rows[len(ROWS) :]:
        one = known[row.id.partition("+")[0]]
        assert (row.category, row.lang) == (one.category, one.lang)
    assert len({row.body for row in rows}) > 500
    assert before.keys() == Counter((row.category, row.lang) for row in rows).keys()
    assert costs.many(ROWS, 600) == rows
    assert [row.id for row in costs.many(ROWS, 100)] == [row.id for row in rows[:100]]


def test_long_mails_are_long_and_of_one_language() -> None:
    texts = [Text("s", f"{lang} " * 40, lang) for lang in ("en", "de")] * 60
    found = costs.long_mails(texts, 10)
    assert {len(text.body) for text in found} == {costs.LONG}
    assert all(set(text.body.split()) <= {text.language, str(text.language)[:1]} for text in found)


def test_the_figures_of_the_docs_are_those_of_the_models_that_ship() -> None:
    """After a change of the starters, `python -m bench classify --markdown` gives the tables to put there."""
    page = (Path(__file__).parents[3] / "docs" / "classifier.md").read_text(encoding="utf-8")
    figures = page.partition("<!-- figures -->")[2].partition("<!-- end of figures -->")[0]
    for path in (STARTER, PLAIN_STARTER):
        card = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert card["id"] in figures
        assert f"| {card['macro_f1']:.3f} |" in figures


def test_the_figures_of_both_kinds_stand_under_the_same_names() -> None:
    figures = classify.worth_of_unseen(
        {
            "model": "small-1",
            "rows": 360,
            "macro_f1": 0.5,
            "macro_f1_lenient": 0.6,
            "per_language": {},
            "automatic": {"coverage": 0.1, "precision": None},
            "severity": {"accuracy": 0.1, "within_one": 0.2, "critical_called_medium": None},
            "reason_accuracy": 0.3,
            "not_a_request": {"recall": 0.4, "requests_called_so": 0.5},
            "likely": {"coverage": 0.9, "mean_size": 2.0},
        }
    )
    card = {
        "id": "small-1",
        "rows": 1,
        "macro_f1": 0.1,
        "macro_f1_per_language": {"en": 0.1},
        "coverage": 0.1,
        "precision": None,
        "severity_accuracy": None,
        "severity_within_one": None,
        "reason_accuracy": None,
        "not_a_request": {"recall": 0.1, "requests_called_so": 0.2},
    }
    assert list(figures) == list(classify.worth_of_card(card))
