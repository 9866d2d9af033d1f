"""The Merkle tree of RFC 6962 section 2.1: roots, proofs that an entry is in it, proofs that it only grew.

Verification follows RFC 9162 sections 2.1.3.2 and 2.1.4.2 step by step, so that a stranger can compare.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

EMPTY_ROOT: Final = sha256(b"").digest()
_NODE: Final = b"\x01"


def node_hash(left: bytes, right: bytes) -> bytes:
    """What stands for two subtrees."""
    return sha256(_NODE + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that is needed to go on: the roots of the complete subtrees that a tree of this size is made of, left first.

    Its length is the number of ones in `size`, so appending costs two hashes on average and the root 20 at most for
    a million entries. It never changes: appending gives another one.
    """

    size: int = 0
    roots: tuple[bytes, ...] = ()

    def extended(self, hashes: Iterable[bytes]) -> "Frontier":
        """The frontier after these leaf hashes."""
        size, roots = self.size, list(self.roots)
        for leaf in hashes:
            roots.append(leaf)
            ones = size
            while ones & 1:
                right = roots.pop()
                roots[-1] = node_hash(roots[-1], right)
                ones >>= 1
            size += 1
        return Frontier(size, tuple(roots))

    def root(self) -> bytes:
        """The root of the tree."""
        if not self.roots:
            return EMPTY_ROOT
        found = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            found = node_hash(left, found)
        return found


def root_of(hashes: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes."""
    return Frontier().extended(hashes).root()


def inclusion_proof(hashes: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The audit path of the entry at `index` in the tree over `hashes`. Raises ValueError outside of it."""
    if not 0 <= index < len(hashes):
        raise ValueError(f"there is no entry {index} in a tree of {len(hashes)}")
    if len(hashes) == 1:
        return ()
    split = _split(len(hashes))
    left, right = hashes[:split], hashes[split:]
    if index < split:
        return (*inclusion_proof(left, index), root_of(right))
    return (*inclusion_proof(right, index - split), root_of(left))


def consistency_proof(hashes: Sequence[bytes], first: int) -> tuple[bytes, ...]:
    """The proof that the tree over `hashes` begins with its own first `first` entries. Raises ValueError beyond them.

    It is empty for no entries, which every tree begins with, and for all of them.
    """
    if not 0 <= first <= len(hashes):
        raise ValueError(f"a tree of {len(hashes)} has no beginning of {first}")
    return _subproof(hashes, first, whole=True) if first else ()


def _subproof(hashes: Sequence[bytes], first: int, *, whole: bool) -> tuple[bytes, ...]:
    if first == len(hashes):
        return () if whole else (root_of(hashes),)
    split = _split(len(hashes))
    left, right = hashes[:split], hashes[split:]
    if first <= split:
        return (*_subproof(left, first, whole=whole), root_of(right))
    return (*_subproof(right, first - split, whole=False), root_of(left))


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf hash stands at `index` in the tree of this size and root (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size or not _are_hashes((leaf, root, *proof)):
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(first: int, second: int, proof: Sequence[bytes], first_root: bytes, second_root: bytes) -> bool:
    """Whether the tree of size `second` begins with the whole of the one of size `first` (RFC 9162 section 2.1.4.2).

    A tree without entries begins every other; two of the same size must be the same. Both take an empty proof.
    """
    if not 0 <= first <= second or not _are_hashes((first_root, second_root, *proof)):
        return False
    if first in {0, second}:
        return not proof and first_root == (second_root if first else EMPTY_ROOT)
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if not path:
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    return _walk(path, place, last) == (first_root, second_root)


def _walk(path: Sequence[bytes], place: int, last: int) -> tuple[bytes, bytes] | None:
    """The two roots that the path leads to, None where its length is not that of the trees."""
    first = second = path[0]
    for step in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, step)
        place, last = place >> 1, last >> 1
    return (first, second) if last == 0 else None


def _are_hashes(values: Iterable[bytes]) -> bool:
    return all(len(value) == sha256().digest_size for value in values)
