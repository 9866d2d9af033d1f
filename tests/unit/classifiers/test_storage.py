"""A model's file: what is written comes back, and nothing else is ever built from one."""

import hashlib
import io
import json
import pickle
import shutil
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skops.io
from sklearn.dummy import DummyClassifier

from classifiers import storage
from classifiers.model import Model, ModelUnusable
from classifiers.pipeline import score, text_of
from tests.unit.classifiers.fakes import FakeEncoder, mails, small_model

ROWS = mails(90)
TEXTS = [text_of(row) for row in ROWS]


@pytest.fixture(autouse=True)
def fake_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "load_encoder", lambda _name: FakeEncoder())


@pytest.fixture(scope="module")
def model() -> Model:
    return small_model(ROWS, FakeEncoder())


@pytest.fixture(scope="module")
def plain() -> Model:
    return small_model(ROWS, None)


def save(model: Model, path: Path, **changes: Any) -> str:
    return storage.write(path, model.pipeline, model.neighbours, {**model.card, **changes})


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def content(model: Model, path: Path) -> dict[str, Any]:
    save(model, path)
    found = skops.io.load(path, trusted=[])
    assert isinstance(found, dict)
    return found


def refused(path: Path, match: str) -> None:
    """The file is refused although its digest is the expected one, and the sentence says what to do."""
    with pytest.raises(ModelUnusable, match=match) as told:
        Model.load(path, sha256(path))
    assert any(remedy in str(told.value) for remedy in ("train again", "update this one", "install"))


@pytest.mark.parametrize("kind", ["model", "plain"])
def test_a_model_says_the_same_when_it_was_written_twice(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Half precision is lost once; from then on nothing is."""
    made: Model = request.getfixturevalue(kind)
    digest = save(made, tmp_path / "one.skops")
    first = Model.load(tmp_path / "one.skops", digest)
    second = Model.load(tmp_path / "two.skops", save(first, tmp_path / "two.skops"))
    for head in ("category", "severity", "reason"):
        kept, old, new = (getattr(score(one.pipeline, TEXTS), head) for one in (made, first, second))
        np.testing.assert_array_equal(old, new)
        np.testing.assert_allclose(kept, old, atol=2e-3)
    assert first.classify(TEXTS) == second.classify(TEXTS)
    assert dict(first.card) == dict(made.card)
    assert first.pipeline.features.names() == made.pipeline.features.names()
    assert (first.neighbours is None) is (made.neighbours is None)
    assert (tmp_path / "one.skops").read_bytes() == (tmp_path / "two.skops").read_bytes()


def test_the_card_stands_beside_the_file_with_its_digest(model: Model, tmp_path: Path) -> None:
    path = tmp_path / "one.skops"
    digest = save(model, path)
    assert digest == sha256(path)
    assert json.loads(path.with_suffix(".json").read_text(encoding="utf-8")) == {**model.card, "sha256": digest}
    assert Model.load(path).id == model.id


def test_heads_that_are_not_there_stay_away(tmp_path: Path) -> None:
    bare = small_model([type(row)(row.id, row.lang, "", row.body, row.category, None, None) for row in ROWS], None)
    found = Model.load(tmp_path / "one.skops", save(bare, tmp_path / "one.skops"))
    assert (found.pipeline.severity, found.pipeline.reason) == (None, None)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match=r"none\.skops cannot be read: No such file.*train again"):
        Model.load(tmp_path / "none.skops", "00" * 32)


@pytest.mark.parametrize("at", [0, 0.5, 1])
def test_a_file_with_one_byte_changed_is_refused(model: Model, tmp_path: Path, at: float) -> None:
    path = tmp_path / "one.skops"
    digest = save(model, path)
    data = bytearray(path.read_bytes())
    data[int(at * (len(data) - 1))] ^= 1
    path.write_bytes(data)
    for expected in (None, digest):
        with pytest.raises(ModelUnusable, match=r"not the file that was made.*put the file back, or train again"):
            Model.load(path, expected)


def test_the_digest_that_is_given_is_the_one_that_counts(model: Model, tmp_path: Path) -> None:
    path = tmp_path / "one.skops"
    digest = save(model, path)
    with pytest.raises(ModelUnusable, match="0000 was expected"):
        Model.load(path, "00" * 32)
    path.with_suffix(".json").unlink()
    assert Model.load(path, digest).id == model.id


@pytest.mark.parametrize("beside", [None, "", "{}", "[]", "null", "not json", "\x00"])
def test_without_a_digest_nothing_is_loaded(model: Model, tmp_path: Path, beside: str | None) -> None:
    path = tmp_path / "one.skops"
    save(model, path)
    path.with_suffix(".json").unlink()
    if beside is not None:
        path.with_suffix(".json").write_text(beside, encoding="utf-8")
    with pytest.raises(ModelUnusable, match=r"has no digest to be held to.*train again"):
        Model.load(path)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.999])
def test_a_truncated_file_is_refused(model: Model, tmp_path: Path, share: float) -> None:
    path = tmp_path / "one.skops"
    save(model, path)
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    with pytest.raises(ModelUnusable, match="not the file that was made"):
        Model.load(path)
    refused(path, "is not a skops file")


class Trap:
    """A pickle of it makes a file where it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return Path.touch, (self.path,)


@pytest.mark.parametrize("protocol", [0, 2, 5])
def test_a_pickle_is_refused_and_does_nothing(tmp_path: Path, protocol: int) -> None:
    sprung = tmp_path / "sprung"
    data = pickle.dumps(Trap(sprung), protocol)
    path = tmp_path / "one.skops"
    path.write_bytes(data)
    refused(path, "is not a skops file")
    assert not sprung.exists()
    pickle.loads(data)
    assert sprung.exists(), "the trap works"


def test_a_pickle_does_nothing_in_the_process_that_opens_it(tmp_path: Path) -> None:
    sprung, path = tmp_path / "sprung", tmp_path / "one.skops"
    path.write_bytes(pickle.dumps(Trap(sprung)))
    refused(path, "is not a skops file")
    assert not sprung.exists()


def test_a_zip_of_pickles_is_refused_and_does_nothing(tmp_path: Path) -> None:
    sprung, path = tmp_path / "sprung", tmp_path / "one.skops"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("model.pkl", pickle.dumps(Trap(sprung)))
    refused(path, "is not a skops file")
    assert not sprung.exists()


def test_an_array_of_objects_in_a_skops_file_is_not_unpickled(model: Model, tmp_path: Path) -> None:
    """NumPy's own format can hold pickles: put in the place of a head's numbers."""
    sprung, path = tmp_path / "sprung", tmp_path / "one.skops"
    save(model, path)
    trap = io.BytesIO()
    np.save(trap, np.array([Trap(sprung)], dtype=object), allow_pickle=True)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, trap.getvalue() if name.endswith(".npy") else part)
    refused(path, "is neither numbers nor text")
    assert not sprung.exists()


class Foreign:
    """A type that no model of ours holds."""


@pytest.mark.parametrize(
    ("held", "match"),
    [
        ({"card": Foreign()}, r"types that are not allowed: .*Foreign"),
        ({"card": "{}", "more": [Foreign()]}, r"types that are not allowed: .*Foreign"),
        ({"card": "{}", "more": shutil.rmtree}, r"types that are not allowed: .*rmtree"),
        ([1, 2], "not one of Signoff's: it holds no card"),
        ({"id": "x"}, "not one of Signoff's: it holds no card"),
        ({"card": b"{}"}, r"types that are not allowed: .*bytes"),
        (OrderedDict(category=DummyClassifier()), r"types that are not allowed: .*DummyClassifier"),
        ({"card": "not json"}, "the card in the model .* cannot be read"),
        ({"card": "[]"}, "is incomplete: it must hold .*thresholds"),
        ({"card": '{"id": "x"}'}, "is incomplete: it must hold .*thresholds"),
    ],
)
def test_foreign_content_is_refused(tmp_path: Path, held: object, match: str) -> None:
    path = tmp_path / "foreign.skops"
    path.write_bytes(skops.io.dumps(held))
    refused(path, match)


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"format": storage.FORMAT + 1}, "of a newer Signoff: update this one"),
        ({"format": storage.FORMAT - 1}, "of an older Signoff: train again"),
        ({"format": "2"}, "a format that is no number"),
        ({"format": None}, "a format that is no number"),
        ({"sklearn": "1.2.3"}, r"made with scikit-learn 1\.2\.3, this is .*train again"),
        ({"cleaning": 0}, r"cleaned in another way \(version 0"),
        ({"encoder": {"name": "fake", "digest": "e" * 64}}, "other weights of the encoder fake; train again"),
        ({"encoder": None}, "lacks a part, or one has another shape.*train again"),
        ({"encoder": "fake"}, "lacks a part, or one has another shape"),
    ],
)
def test_a_model_of_another_version_is_refused(
    model: Model, tmp_path: Path, change: dict[str, object], match: str
) -> None:
    path = tmp_path / "old.skops"
    save(model, path, **change)
    refused(path, match)


def test_another_patch_of_scikit_learn_is_fine(model: Model, tmp_path: Path) -> None:
    minor = ".".join(str(model.card["sklearn"]).split(".")[:2])
    digest = save(model, tmp_path / "one.skops", sklearn=f"{minor}.99")
    assert Model.load(tmp_path / "one.skops", digest).id == model.id
    save(model, tmp_path / "one.skops", sklearn=f"{minor}9.0")
    refused(tmp_path / "one.skops", "made with scikit-learn")


def test_a_missing_encoder_is_said_with_what_to_install(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ModelUnusable(f"the model needs the encoder {name!r}, which is not installed; pip install it")

    monkeypatch.setattr(storage, "load_encoder", missing)
    save(model, tmp_path / "one.skops")
    refused(tmp_path / "one.skops", "needs the encoder 'fake', which is not installed; pip install")


def test_a_model_without_an_encoder_asks_for_none(
    plain: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(name: str) -> None:
        raise AssertionError(name)

    monkeypatch.setattr(storage, "load_encoder", asked)
    assert Model.load(tmp_path / "one.skops", save(plain, tmp_path / "one.skops")).neighbours is None


def wider(held: dict[str, Any], name: str) -> None:
    held[name] = np.hstack([held[name], held[name][:, :1]])


@pytest.mark.parametrize(
    "change",
    [
        lambda held: wider(held, "category words"),
        lambda held: wider(held, "severity words"),
        lambda held: wider(held, "reason meaning"),
        lambda held: held.update({"category classes": "bug\nnot_a_request"}),
        lambda held: held.update({"category words bias": held["category words bias"][:-1]}),
        lambda held: held.update({"category mix": np.array([0.1])}),
        lambda held: held.update({"terms whole": held["terms whole"] + "\nmore"}),
        lambda held: held.update({"category words": "no numbers"}),
        lambda held: held.pop("category classes"),
        lambda held: held.pop("category words"),
        lambda held: held.pop("category meaning bias"),
        lambda held: held.pop("terms marks"),
        lambda held: held.update({"idf whole": held["idf whole"][:-1]}),
        lambda held: held.pop("nearest plane"),
        lambda held: wider(held, "nearest vectors"),
        lambda held: held.update({"nearest ids": held["nearest ids"] + "\nmore"}),
        lambda held: held.update({"nearest centre": held["nearest centre"][:-1]}),
    ],
)
def test_a_part_that_lacks_or_has_another_shape_is_refused(
    model: Model, tmp_path: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    path = tmp_path / "one.skops"
    held = content(model, path)
    change(held)
    path.write_bytes(skops.io.dumps(held))
    refused(path, "lacks a part, or one has another shape")


def test_the_file_has_no_address_and_no_date_of_its_making(model: Model, tmp_path: Path) -> None:
    found = [save(small_model(ROWS, FakeEncoder()), tmp_path / f"{at}.skops") for at in range(2)]
    assert found[0] == found[1]
    with zipfile.ZipFile(tmp_path / "0.skops") as packed:
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        numbers = sorted(
            int(info.filename.split(".")[0]) for info in packed.infolist() if info.filename != "schema.json"
        )
    assert numbers[-1] < 100


def test_nothing_but_numbers_and_text_is_ever_trusted(model: Model, tmp_path: Path) -> None:
    save(model, tmp_path / "one.skops")
    assert skops.io.get_untrusted_types(file=tmp_path / "one.skops") == []
