import dataclasses
import hashlib
import json
import shutil
from collections import OrderedDict
from pathlib import Path

import numpy as np
import pytest
import skops.io
from sklearn.dummy import DummyClassifier

from classifiers import storage
from classifiers.examples import digest, read_rows
from classifiers.model import CELL, STARTER, Model, ModelUnusable, Text
from classifiers.pipeline import fit, score
from classifiers.thresholds import NEVER
from classifiers.train import save, train
from models.vocabulary import Category

ROWS = read_rows()
TEXTS = [Text(row.subject, row.body, row.lang) for row in ROWS]


@pytest.fixture(scope="module")
def starter() -> Model:
    return Model.load(STARTER)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(STARTER, tmp_path)
    shutil.copy(STARTER.with_suffix(".json"), tmp_path)
    return tmp_path / STARTER.name


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_starter_was_trained_on_the_corpus_on_disk(starter: Model) -> None:
    assert starter.card["corpus_digest"] == digest(ROWS)
    assert starter.card["rows"] == len(ROWS)
    assert json.loads(STARTER.with_suffix(".json").read_text(encoding="utf-8"))["sha256"] == sha256(STARTER)
    assert STARTER.stat().st_size < 3_000_000


def test_training_again_gives_the_same_predictions(starter: Model) -> None:
    old, new = score(starter.pipeline, TEXTS), score(fit(ROWS), TEXTS)
    for head in ("category", "severity", "reason"):
        np.testing.assert_allclose(getattr(new, head), getattr(old, head), atol=0.01)


def test_verdicts_are_complete_and_in_order(starter: Model) -> None:
    verdicts = starter.classify(TEXTS)
    assert len(verdicts) == len(TEXTS)
    for verdict in verdicts:
        labels = [label for label, _ in verdict.probabilities]
        values = [value for _, value in verdict.probabilities]
        assert sorted(labels) == sorted(category.value for category in Category)
        assert sum(values) == pytest.approx(1, abs=1e-4)
        assert values == sorted(values, reverse=True)
        assert (labels[0], values[0]) == (verdict.category, verdict.confidence)
        nothing = verdict.category is Category.NOT_A_REQUEST
        assert (verdict.severity is None) is (verdict.reason is None) is nothing
        assert verdict.model_id == starter.card["id"]
        assert not verdict.automatic, "400 mails prove no threshold"


def test_a_batch_says_what_single_calls_say(starter: Model) -> None:
    together = starter.classify(TEXTS[:20])
    for text, verdict in zip(TEXTS[:20], together, strict=True):
        alone = starter.classify([text])[0]
        assert (alone.category, alone.why) == (verdict.category, verdict.why)
        assert alone.confidence == pytest.approx(verdict.confidence, abs=1e-5)


def test_why_names_terms_of_the_mail_with_falling_weights(starter: Model) -> None:
    (verdict,) = starter.classify(
        [Text("Quote", "What would it cost to connect a second site? Price and hours, please.", "en")]
    )
    assert verdict.category is Category.ADDITIONAL_SCOPE
    terms = [term for term, _ in verdict.why]
    assert terms
    text = "subject: quote what would it cost to connect a second site ? price and hours please"
    assert all(set(term.split(" ")) <= set(text.split(" ")) for term in terms)
    weights = [weight for _, weight in verdict.why]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] > 0


@pytest.mark.parametrize("body", ["", "\x00", "\ud800", "?" * 9999, "字" * 500, "x" * 1_000_000])
def test_any_text_gets_a_verdict(starter: Model, body: str) -> None:
    (verdict,) = starter.classify([Text(body, body, None)])
    assert not verdict.automatic


def test_no_mails_no_verdicts(starter: Model) -> None:
    assert starter.classify([]) == []


def with_thresholds(model: Model, limit: float, **changes: object) -> Model:
    card = {**model.card, "thresholds": {category.value: limit for category in Category}, **changes}
    return Model(model.pipeline, card)


def test_automatic_needs_the_threshold(starter: Model) -> None:
    text = TEXTS[0]
    confidence = starter.classify([text])[0].confidence
    assert with_thresholds(starter, confidence).classify([text])[0].automatic
    assert not with_thresholds(starter, confidence + 1e-6).classify([text])[0].automatic


@pytest.mark.parametrize("language", [None, "fi", ""])
def test_nothing_is_automatic_in_a_language_without_examples(starter: Model, language: str | None) -> None:
    text = dataclasses.replace(TEXTS[0], language=language)
    assert not with_thresholds(starter, 0.0).classify([text])[0].automatic


def test_nothing_is_automatic_with_too_few_examples_of_the_language(starter: Model) -> None:
    few = {category.value: {TEXTS[0].language: CELL - 1} for category in Category}
    enough = {category.value: {TEXTS[0].language: CELL} for category in Category}
    assert not with_thresholds(starter, 0.0, counts=few).classify(TEXTS[:1])[0].automatic
    assert with_thresholds(starter, 0.0, counts=enough).classify(TEXTS[:1])[0].automatic


def test_nothing_is_automatic_without_a_known_word(starter: Model) -> None:
    assert not with_thresholds(starter, 0.0).classify([Text("", "qqxxyy", "en")])[0].automatic


def test_a_model_trained_here_says_the_same_after_saving(tmp_path: Path) -> None:
    rows = [row for row in ROWS if row.lang == "en"][::2]
    model = train(rows, name="small")
    assert model.card["id"].startswith("small-")
    assert set(model.card["thresholds"].values()) == {NEVER}, "fewer than 60 mails a category prove nothing"
    digest_of_file = save(model, tmp_path / "small.skops")
    assert digest_of_file == sha256(tmp_path / "small.skops")
    loaded = Model.load(tmp_path / "small.skops", digest_of_file)
    assert loaded.classify(TEXTS[:30]) == model.classify(TEXTS[:30])
    assert dict(loaded.card) == dict(model.card)


def test_the_same_training_gives_the_same_bytes(tmp_path: Path, starter: Model) -> None:
    rows = [row for row in ROWS if row.lang == "de"]
    kept = [fit(rows), fit(rows)]
    written = [storage.write(tmp_path / f"{at}.skops", pipeline, starter.card) for at, pipeline in enumerate(kept)]
    assert written[0] == written[1]


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match=r"cannot be read \(No such file"):
        Model.load(tmp_path / "none.skops")


def test_a_changed_file_is_refused(copy: Path) -> None:
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 1
    copy.write_bytes(data)
    with pytest.raises(ModelUnusable, match="not the file it should be"):
        Model.load(copy)


def test_a_digest_that_is_given_is_the_one_that_counts(copy: Path) -> None:
    with pytest.raises(ModelUnusable, match="expected was 00"):
        Model.load(copy, "00" * 32)
    copy.with_suffix(".json").unlink()
    assert Model.load(copy, sha256(copy)).card["id"]


@pytest.mark.parametrize("card", [None, "", "{}", "[]", "not json"])
def test_without_a_digest_nothing_is_loaded(copy: Path, card: str | None) -> None:
    copy.with_suffix(".json").unlink()
    if card is not None:
        copy.with_suffix(".json").write_text(card, encoding="utf-8")
    with pytest.raises(ModelUnusable, match="has no digest"):
        Model.load(copy)


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "junk.skops"
    path.write_bytes(b"PK\x03\x04 junk")
    with pytest.raises(ModelUnusable, match="not a skops file"):
        Model.load(path, sha256(path))


class Foreign:
    """A type that no model of ours holds."""


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ({"card": Foreign()}, "types that are not allowed.*Foreign"),
        ({"card": "{}"}, "not one of Signoff's"),
        (OrderedDict(category=DummyClassifier()), "not one of Signoff's"),
        ([1, 2], "not one of Signoff's"),
    ],
)
def test_foreign_content_is_refused(tmp_path: Path, content: object, complaint: str) -> None:
    path = tmp_path / "foreign.skops"
    path.write_bytes(skops.io.dumps(content))
    with pytest.raises(ModelUnusable, match=complaint):
        Model.load(path, sha256(path))


def test_another_estimator_in_the_place_of_a_head_is_refused(tmp_path: Path, starter: Model) -> None:
    dummy = DummyClassifier().fit([[0], [1]], ["bug", "bug"])
    pipeline = dataclasses.replace(starter.pipeline, category=dummy)
    found = storage.write(tmp_path / "dummy.skops", pipeline, starter.card)
    with pytest.raises(ModelUnusable, match="not one of Signoff's"):
        Model.load(tmp_path / "dummy.skops", found)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"sklearn": "1.7.2"}, r"made with scikit-learn 1\.7\.2"),
        ({"cleaning": 0}, "cleaned in another way"),
    ],
)
def test_a_model_of_another_version_is_refused(
    tmp_path: Path, starter: Model, change: dict[str, object], complaint: str
) -> None:
    found = storage.write(tmp_path / "old.skops", starter.pipeline, {**starter.card, **change})
    with pytest.raises(ModelUnusable, match=complaint):
        Model.load(tmp_path / "old.skops", found)


def test_an_incomplete_card_is_refused(tmp_path: Path, starter: Model) -> None:
    found = storage.write(tmp_path / "bare.skops", starter.pipeline, {"id": "x"})
    with pytest.raises(ModelUnusable, match="incomplete"):
        Model.load(tmp_path / "bare.skops", found)
