"""The models that ship: made of the corpus on disk, by the product's own code, as their cards say."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.metrics import f1_score

from classifiers import thresholds
from classifiers.crossval import Material, prepare
from classifiers.encoder import load_encoder
from classifiers.encoders import NAMES
from classifiers.examples import Row, counts, digest, read_file, read_rows
from classifiers.features import SETTINGS, Features, Matrices
from classifiers.folds import split
from classifiers.heads import MEANING_C, fit_head
from classifiers.model import PLAIN_STARTER, STARTER, Model
from classifiers.nearest import Neighbours
from classifiers.pipeline import OTHER_C, OTHER_SHARE, RELUCTANCE, Choice, fit_heads, score_matrices, text_of
from classifiers.storage import FORMAT
from classifiers.text import CLEANING_VERSION
from classifiers.thresholds import NEVER
from models.vocabulary import Category

ROWS = read_rows()
SAMPLE = range(0, len(ROWS), len(ROWS) // 200)
STARTERS = [pytest.param(STARTER, id="starter"), pytest.param(PLAIN_STARTER, id="plain")]
MOST = 15_000_000


def card_of(path: Path) -> dict[str, Any]:
    found = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def unseen_of(path: Path) -> Mapping[str, Any]:
    found = json.loads(path.with_suffix(".oof.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@cache
def model_of(path: Path) -> Model:
    return Model.load(path)


@pytest.fixture(scope="module")
def material() -> Material:
    return prepare(ROWS, load_encoder(NAMES[0]))


@pytest.fixture(scope="module")
def features(material: Material) -> Features:
    return Features.fit(material.mails, None)


@pytest.fixture(scope="module")
def words(features: Features, material: Material) -> csr_matrix:
    return features.words(material.mails)


@pytest.mark.parametrize("path", STARTERS)
def test_it_was_trained_on_the_corpus_on_disk(path: Path) -> None:
    """Where this fails, the corpus or the cleaning was changed without `make model`."""
    card = card_of(path)
    assert card["corpus_digest"] == digest(ROWS)
    assert (card["rows"], card["counts"]) == (len(ROWS), counts(ROWS))
    assert (card["format"], card["cleaning"]) == (FORMAT, CLEANING_VERSION)
    assert card["parameters"] == {
        "blocks": SETTINGS,
        "category": card["parameters"]["category"],
        "other": {"strength": OTHER_C, "share": OTHER_SHARE},
        "meaning_c": MEANING_C,
        "reluctance": RELUCTANCE,
    }


@pytest.mark.parametrize("path", STARTERS)
def test_the_card_was_not_edited_and_the_file_is_its_own(path: Path) -> None:
    card = card_of(path)
    assert card.pop("sha256") == hashlib.sha256(path.read_bytes()).hexdigest()
    assert dict(model_of(path).card) == card
    named = card.pop("id")
    assert named == f"{path.stem}-{hashlib.sha256(json.dumps(card, sort_keys=True).encode()).hexdigest()[:8]}"
    assert path.stat().st_size < MOST
    assert (card["target"], card["parent"]) == (thresholds.TARGET, "")


def test_one_reads_meaning_and_the_other_does_without() -> None:
    encoder = load_encoder(NAMES[0])
    assert card_of(STARTER)["encoder"] == {"name": encoder.name, "digest": encoder.digest}
    assert card_of(PLAIN_STARTER)["encoder"] is None
    assert model_of(PLAIN_STARTER).neighbours is None


@pytest.mark.parametrize("path", STARTERS)
def test_its_figures_and_thresholds_follow_from_its_predictions(path: Path) -> None:
    card, said = card_of(path), unseen_of(path)
    assert said.keys() == {row.id for row in ROWS}
    truth = [row.category for row in ROWS]
    predicted = [said[row.id]["predicted"] for row in ROWS]
    confidence = [said[row.id]["confidence"] for row in ROWS]
    assert card["macro_f1"] == pytest.approx(f1_score(truth, predicted, average="macro"), abs=1e-4)
    assert card["accuracy"] == pytest.approx(np.mean(np.array(truth) == np.array(predicted)), abs=1e-4)
    proofs = thresholds.proofs(ROWS, predicted, confidence, card["target"])
    assert proofs.keys() == card["thresholds"].keys() == {category.value for category in Category}
    for name, proof in proofs.items():
        recorded = card["thresholds"][name]
        assert recorded["threshold"] == pytest.approx(proof.threshold, abs=0.005)
        if proof is thresholds.UNPROVEN:
            assert recorded == proof.card()
            continue
        mine = [value for value, label in zip(confidence, predicted, strict=True) if label == name]
        # Confidences are rounded in the predictions: those at the very threshold may lie on either side of it.
        at_least, at_most = (sum(value >= recorded["threshold"] + aside for value in mine) for aside in (1e-4, -1e-4))
        assert at_least <= recorded["n"] <= at_most
    passed = [value >= card["thresholds"][name]["threshold"] for value, name in zip(confidence, predicted, strict=True)]
    assert card["coverage"] == pytest.approx(np.mean(passed), abs=0.005)
    assert any(recorded["threshold"] < NEVER for recorded in card["thresholds"].values())


@pytest.mark.parametrize("path", STARTERS)
def test_made_again_it_says_the_same(path: Path, material: Material, features: Features, words: csr_matrix) -> None:
    """By the product's own code, from the corpus and the choice on the card; only half precision is lost."""
    old = model_of(path)
    meaning = material.meaning if old.card["encoder"] else material.meaning[:, :0]
    matrices = Matrices(words, meaning)
    new = fit_heads(features, matrices, ROWS, Choice(**old.card["parameters"]["category"]))
    assert features.names() == old.pipeline.features.names()
    sample = matrices[list(SAMPLE)]
    here, there = score_matrices(new, sample), score_matrices(old.pipeline, sample)
    for head in ("category", "severity", "reason"):
        np.testing.assert_allclose(getattr(here, head), getattr(there, head), atol=0.02)
        assert (getattr(here, head).argmax(axis=1) == getattr(there, head).argmax(axis=1)).mean() > 0.98
    assert new.category.classes == old.pipeline.category.classes
    near = Neighbours.fit([row.id for row in ROWS], [row.category for row in ROWS], meaning)
    assert (near is None) is (old.neighbours is None)
    if near and old.neighbours:
        assert (near.ids, near.categories) == (old.neighbours.ids, old.neighbours.categories)
        for one, other in zip(near.of(sample.meaning), old.neighbours.of(sample.meaning), strict=True):
            np.testing.assert_allclose([alike for *_, alike in one], [alike for *_, alike in other], atol=0.01)


def test_a_fold_judged_again_is_judged_as_the_predictions_say(material: Material) -> None:
    """One of the eight: whoever had learned from the rows that they then judge would be found out here."""
    card, said = card_of(STARTER), unseen_of(STARTER)
    choice = Choice(**card["parameters"]["category"])
    learn, judge = list(split(ROWS))[-1]
    _, seen, new = material.fold(learn, judge)
    head = fit_head(seen, [ROWS[at].category for at in learn], choice.strength, OTHER_SHARE)
    head = replace(head, share=choice.share, sharpness=choice.sharpness, reluctance=RELUCTANCE)
    probabilities = head.probabilities(new)
    told = [said[ROWS[at].id] for at in judge]
    same = [head.classes[at] for at in probabilities.argmax(axis=1)]
    assert np.mean([label == one["predicted"] for label, one in zip(same, told, strict=True)]) > 0.99
    np.testing.assert_allclose(probabilities.max(axis=1), [one["confidence"] for one in told], atol=0.02)


@pytest.mark.parametrize("path", STARTERS)
def test_it_knows_what_it_was_taught(path: Path) -> None:
    rows: list[Row] = [ROWS[at] for at in SAMPLE]
    verdicts = model_of(path).classify([text_of(row) for row in rows])
    assert np.mean([one.category == row.category for one, row in zip(verdicts, rows, strict=True)]) > 0.95


@pytest.mark.parametrize("path", STARTERS)
def test_plain_mails_are_no_riddle(path: Path) -> None:
    """The golden mails, which no model that is promoted may get wrong."""
    rows = read_file(Path(STARTER).with_name("golden.jsonl"))
    verdicts = model_of(path).classify([text_of(row) for row in rows])
    wrong = [row.id for one, row in zip(verdicts, rows, strict=True) if one.category != row.category]
    assert not wrong
