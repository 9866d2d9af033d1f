"""Many proofs over one tree: each node is worked out once, whatever the number of proofs that need it."""

from collections.abc import Sequence

from processor.evidence.ledger.tree import EMPTY_ROOT, node_hash

__all__ = ["Proofs"]


class Proofs:
    """Inclusion and consistency proofs (RFC 6962 sections 2.1.1 and 2.1.2) in the tree over these leaf hashes."""

    def __init__(self, hashes: Sequence[bytes]) -> None:
        self._hashes = hashes
        self._nodes: dict[tuple[int, int], bytes] = {}

    @property
    def root(self) -> bytes:
        """The root of the whole tree."""
        return self._node(0, len(self._hashes)) if self._hashes else EMPTY_ROOT

    def inclusion(self, index: int) -> tuple[bytes, ...]:
        """The path of the entry at `index`. Raises ValueError outside of the tree."""
        start, end = 0, len(self._hashes)
        if not start <= index < end:
            raise ValueError(f"there is no entry {index} in a tree of {end}")
        path = []
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self._node(middle, end))
                end = middle
            else:
                path.append(self._node(start, middle))
                start = middle
        return tuple(reversed(path))

    def consistency(self, first: int) -> tuple[bytes, ...]:
        """The proof that the tree begins with its own first `first` entries. Raises ValueError beyond them."""
        start, end = 0, len(self._hashes)
        if not 0 <= first <= end:
            raise ValueError(f"a tree of {end} has no beginning of {first}")
        if first in {0, end}:
            return ()
        path = []
        while end != first:
            middle = start + _split(end - start)
            if first <= middle:
                path.append(self._node(middle, end))
                end = middle
            else:
                path.append(self._node(start, middle))
                start = middle
        return tuple(reversed([*path, self._node(start, end)] if start else path))

    def _node(self, start: int, end: int) -> bytes:
        if end - start == 1:
            return self._hashes[start]
        known = self._nodes.get((start, end))
        if known is None:
            middle = start + _split(end - start)
            known = self._nodes[start, end] = node_hash(self._node(start, middle), self._node(middle, end))
        return known


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
