"""What the multilingual Universal Sentence Encoder makes of one word piece alone, whatever stands around it.

Of the network's arithmetic three fifths take a single piece's vector: its projection for each n-gram order, its layer
norm, and its products with the first convolution's weights, one a place in the window. They are done once for each
piece of a batch, and kept for the pieces that come most, which in a language are few: a thousand are two thirds of all.
"""

import os
import tempfile
import threading
import weakref
from typing import Any, Final

import numpy as np
from numpy.lib.npyio import NpzFile
from numpy.typing import NDArray

from classifiers.encoder import Vectors

ORDERS: Final = {2: 0, 3: 1, 5: 2}
"""The n-grams' lengths, with the number of pieces to the left of the one that they belong to."""

WIDTH: Final = 256
"""The columns of a plane: an order's, and half of a piece's vector."""

EMBEDDED: Final = slice(0, 2)
PROJECTED: Final = {order: 2 + at for at, order in enumerate(ORDERS)}
PLACED: Final = {2: slice(5, 7), 3: slice(7, 10), 5: slice(10, 15)}
"""Where the planes of a piece are: its vector, its projection for an order, and that one's product with the weights of
each place in the order's window.
"""

_PLANES: Final = 15
_SLOTS: Final = 1024
"""Pieces that are kept, at 15 kB each."""

_FEWEST: Final = 8
"""Pieces that are multiplied together at least: fewer are multiplied in another way, which rounds otherwise, and then a
text's vector would depend on what was read before it.
"""

_CHUNKS: Final = 17
_ROWS: Final = 7530
_DIM: Final = 512

Pieces = NDArray[np.int64]


class PieceLayers:
    """The planes of pieces, each of them kept in the slot of its number until another of that slot is asked for.

    Numbers go by frequency, so what a language uses most shares no slot with each other. Safe to share between
    threads.
    """

    def __init__(self, weights: NpzFile) -> None:
        self._vectors = _Vectors(weights)
        self._projection = np.concatenate([weights[f"proj{order}"] for order in ORDERS], axis=1)
        self._shift = np.concatenate([weights[f"proj_b{order}"] for order in ORDERS])
        self._gain = np.concatenate([weights[f"ln_g{order}"] for order in ORDERS])
        self._bias = np.concatenate([weights[f"ln_b{order}"] for order in ORDERS])
        self._first = {order: weights[f"w1_{order}"].reshape(order, WIDTH, WIDTH) for order in ORDERS}
        self._epsilon = float(weights["eps"])
        self._lock = threading.Lock()
        self._held = np.full(_SLOTS, -1, dtype=np.int64)
        self._kept = np.zeros((_PLANES, _SLOTS, WIDTH), dtype=np.float32)

    def of(self, pieces: Pieces) -> tuple[Vectors, Pieces]:
        """The planes of the pieces that there are, and which row of them is each piece's; a last row holds zeros."""
        different, at = np.unique(pieces, return_inverse=True)
        slots = different % _SLOTS
        with self._lock:
            held = self._held[slots] == different
            new, count = different[~held], np.count_nonzero(held)
            room = max(len(new), _FEWEST) if len(new) else 0
            found = np.empty((_PLANES, count + room + 1, WIDTH), dtype=np.float32)
            for plane, kept in zip(found, self._kept, strict=True):
                kept.take(slots[held], axis=0, out=plane[:count], mode="clip")
        found[:, -1] = 0
        if room:
            self._make(np.resize(new, room), found[:, count:-1])
            # Of two that share a slot the lower number is the commoner: it alone is kept.
            slots, first = np.unique(slots[~held], return_index=True)
            with self._lock:
                self._held[slots] = new[first]
                self._kept[:, slots] = found[:, count + first]
        rows = np.where(held, held.cumsum(), count + (~held).cumsum()) - 1
        return found, rows[at]

    def _make(self, pieces: Pieces, into: Vectors) -> None:
        embedded = self._vectors.of(pieces)
        into[EMBEDDED] = embedded.reshape(-1, 2, WIDTH).transpose(1, 0, 2)
        projected = embedded @ self._projection
        projected += self._shift
        normalise(projected, self._gain, self._bias, self._epsilon)
        for at, order in enumerate(ORDERS):
            into[PROJECTED[order]] = projected[:, at * WIDTH : (at + 1) * WIDTH]
            np.matmul(into[PROJECTED[order]], self._first[order], out=into[PLACED[order]])


def normalise(rows: Vectors, gain: Vectors, bias: Vectors, epsilon: float) -> None:
    """Layer norm of each row, in place (Ba et al., 2016)."""
    rows -= rows.mean(axis=1, keepdims=True)
    variance: Any = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
    rows *= np.reciprocal(np.sqrt(variance + epsilon))[:, None]
    rows *= gain
    rows += bias


class _Vectors:
    """The vectors of all pieces, a byte a number, in a file that has no name and goes with the process.

    They are half of the memory that the encoder would need, and few are ever looked at. They are read and not mapped:
    a map would bring fifteen pages along with each that is touched.
    """

    def __init__(self, weights: NpzFile) -> None:
        self._scale, self._lowest = weights["scale"], weights["lo"]
        with tempfile.TemporaryFile() as file:
            for chunk in range(_CHUNKS):
                file.write(weights[f"q{chunk + 1}"].tobytes())
            file.flush()
            self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)

    def of(self, pieces: Pieces) -> Vectors:
        """One vector a piece. Pieces are dealt out to the chunks in turn."""
        places = (pieces % _CHUNKS * _ROWS + pieces // _CHUNKS) * _DIM
        rows = b"".join([os.pread(self._file, _DIM, place) for place in places.tolist()])
        found = np.frombuffer(rows, dtype=np.uint8).reshape(-1, _DIM).astype(np.float32)
        found *= self._scale[pieces % _CHUNKS, None]
        found += self._lowest[pieces % _CHUNKS, None]
        return found
