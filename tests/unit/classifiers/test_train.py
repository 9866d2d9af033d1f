"""A training: the same rows give the same file, and the card tells what is true of it."""

import hashlib
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from classifiers import storage
from classifiers import train as training
from classifiers.crossval import Unseen
from classifiers.encoder import Encoder
from classifiers.examples import counts, digest
from classifiers.model import Model
from classifiers.pipeline import text_of
from classifiers.thresholds import NEVER
from classifiers.train import Trained, train
from models.vocabulary import Category
from tests.unit.classifiers.fakes import FakeEncoder, mails

ROWS = mails(48)


@pytest.fixture(autouse=True)
def fake_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "load_encoder", lambda _name: FakeEncoder())


@pytest.fixture(scope="module")
def with_encoder() -> Trained:
    return train(ROWS, FakeEncoder(), name="small", target=0.6, parent="small-00000000")


@pytest.fixture(scope="module")
def plain() -> Trained:
    return train(ROWS, None)


@pytest.mark.parametrize("encoder", [FakeEncoder(), None], ids=["encoder", "plain"])
def test_the_same_rows_in_any_order_give_the_same_bytes(
    encoder: Encoder | None, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if encoder:
        first, again = (
            request.getfixturevalue("with_encoder"),
            {"name": "small", "target": 0.6, "parent": "small-00000000"},
        )
    else:
        first, again = request.getfixturevalue("plain"), {}
    first.save(tmp_path / "one.skops")
    train(ROWS[::-1], encoder, **again).save(tmp_path / "two.skops")
    for suffix in (".skops", ".json", ".oof.json"):
        one, two = ((tmp_path / f"{name}{suffix}").read_bytes() for name in ("one", "two"))
        assert one == two


def test_what_was_saved_judges_as_what_was_trained(with_encoder: Trained, tmp_path: Path) -> None:
    loaded = Model.load(tmp_path / "one.skops", with_encoder.save(tmp_path / "one.skops"))
    assert dict(loaded.card) == dict(with_encoder.model.card)
    texts = [text_of(row) for row in ROWS]
    for new, old in zip(loaded.classify(texts), with_encoder.model.classify(texts), strict=True):
        assert new.category is old.category
        assert new.confidence == pytest.approx(old.confidence, abs=2e-3)


def test_one_label_changed_is_another_model(plain: Trained) -> None:
    other = next(row.category for row in ROWS if row.category not in ("not_a_request", ROWS[0].category))
    changed = train([replace(ROWS[0], category=other), *ROWS[1:]], None)
    assert changed.model.id != plain.model.id
    assert changed.model.card["corpus_digest"] != plain.model.card["corpus_digest"]


def test_the_card_names_what_it_was_made_of(with_encoder: Trained, plain: Trained) -> None:
    card = with_encoder.model.card
    assert card["encoder"] == {"name": "fake", "digest": "f" * 64}
    assert plain.model.card["encoder"] is None
    assert card["corpus_digest"] == digest(ROWS)
    assert (card["rows"], card["counts"]) == (48, counts(ROWS))
    assert (card["target"], card["parent"]) == (0.6, "small-00000000")
    assert {"python", "numpy", "sklearn", "skops", "cleaning", "format", "seed", "parameters"} <= card.keys()
    json.dumps(dict(card))


def test_the_id_is_the_name_and_a_digest_of_the_card(with_encoder: Trained) -> None:
    card = dict(with_encoder.model.card)
    found = card.pop("id")
    assert found == f"small-{hashlib.sha256(json.dumps(card, sort_keys=True).encode()).hexdigest()[:8]}"


def test_each_row_has_a_prediction_of_a_model_that_had_not_seen_it(with_encoder: Trained) -> None:
    assert with_encoder.unseen.keys() == {row.id for row in ROWS}
    for said in with_encoder.unseen.values():
        assert said["predicted"] in set(Category)
        assert 0 < said["confidence"] <= 1


def test_the_figures_are_those_of_the_predictions(with_encoder: Trained) -> None:
    card, said = with_encoder.model.card, with_encoder.unseen
    right = [said[row.id]["predicted"] == row.category for row in ROWS]
    assert card["accuracy"] == pytest.approx(sum(right) / 48, abs=1e-4)
    pairs = Counter((row.category, said[row.id]["predicted"]) for row in ROWS)
    told = {(true, label): n for true, labels in card["confusion"].items() for label, n in labels.items()}
    assert told == pairs
    rounding = 1e-4
    limits = {name: proof["threshold"] - rounding for name, proof in card["thresholds"].items()}
    passed = [one["confidence"] >= limits[one["predicted"]] for one in said.values()]
    assert card["coverage"] == pytest.approx(sum(passed) / 48, abs=1e-4)
    assert 0.5 < card["macro_f1"] <= 1
    assert card["macro_f1_per_language"].keys() == {"de", "en", "ru"}
    assert 0 <= card["severity_accuracy"] <= card["severity_within_one"] <= 1
    assert 0 <= card["reason_accuracy"] <= 1
    assert 0 <= card["ece"] < 0.5


def test_too_few_rows_prove_nothing(plain: Trained) -> None:
    assert {proof["threshold"] for proof in plain.model.card["thresholds"].values()} == {NEVER}
    assert plain.model.card["coverage"] == 0


def test_enough_rows_that_are_easily_told_prove_something() -> None:
    easy = train(mails(160, overlap=0.0), None, target=0.6)
    limits = [proof["threshold"] for proof in easy.model.card["thresholds"].values()]
    assert min(limits) < 1
    assert easy.model.card["coverage"] > 0.2


def test_rows_that_lack_severity_and_reason_have_no_figures_for_them() -> None:
    bare = train([replace(row, severity=None, reason=None) for row in mails(48)], None)
    card = bare.model.card
    assert (card["severity_accuracy"], card["severity_within_one"], card["reason_accuracy"]) == (None, None, None)


@pytest.mark.parametrize("rows", [[], ROWS[:1], [row for row in ROWS if row.category == "bug"]])
def test_fewer_than_two_categories_are_refused_at_once(rows: list[training.Row]) -> None:
    with pytest.raises(ValueError, match=f"{len(rows)} rows hold fewer than two categories"):
        train(rows, None)


def test_the_calibration_error_by_hand() -> None:
    import numpy as np

    category = np.array([[0.95, 0.05], [0.95, 0.05], [0.15, 0.85], [0.35, 0.65]], dtype=np.float32)
    unseen = Unseen(("a", "b"), category, [], [])
    # In the bin of 0.9: told 1.9, right 1; of 0.8: told 0.85, right 1; of 0.6: told 0.65, right 0.
    found = training._calibration_error(["a", "b", "b", "a"], unseen)
    assert found == pytest.approx((0.9 + 0.15 + 0.65) / 4, abs=1e-5)


def test_progress_tells_every_step() -> None:
    told: list[tuple[str, int, int]] = []
    train(mails(48), None, progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(step for step, _, _ in told)) == ["encoding", "strength", "cross-validation", "fitting"]
    assert told[-1] == ("fitting", 1, 1)
