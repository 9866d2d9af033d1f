"""The tree against published reference roots and an independent definition, and what it costs."""

import hashlib
import time

import pytest

from models.leafhash import leaf_hash
from processor.evidence.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    root_of,
    verify_consistency,
    verify_inclusion,
)

INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""The test data of Certificate Transparency's reference implementation."""

HASHES = tuple(leaf_hash(bytes.fromhex(text)) for text in INPUTS)


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots_of_certificate_transparency(size: int) -> None:
    assert root_of(HASHES[:size]).hex() == ROOTS[size - 1]


def test_the_published_proofs_of_certificate_transparency() -> None:
    proof = inclusion_proof(HASHES, 5)
    assert [step.hex() for step in proof] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [step.hex() for step in consistency_proof(HASHES, 6)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def naive(hashes: tuple[bytes, ...]) -> bytes:
    """The definition of RFC 6962 section 2.1, word for word."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = max(2**power for power in range(20) if 2**power < len(hashes))
    return hashlib.sha256(b"\x01" + naive(hashes[:split]) + naive(hashes[split:])).digest()


def some(count: int) -> tuple[bytes, ...]:
    return tuple(leaf_hash(number.to_bytes(4, "big")) for number in range(count))


def test_every_proof_of_every_tree_up_to_forty_entries_holds() -> None:
    hashes = some(40)
    proofs = 0
    for size in range(1, 41):
        root = root_of(hashes[:size])
        assert root == naive(hashes[:size])
        for index in range(size):
            proofs += verify_inclusion(hashes[index], index, size, inclusion_proof(hashes[:size], index), root)
            older = root_of(hashes[: index + 1])
            proof = consistency_proof(hashes[:size], index + 1)
            proofs += verify_consistency(index + 1, size, proof, older, root)
    assert proofs == 2 * 820


def test_trees_without_entries_and_of_one_size() -> None:
    root = root_of(HASHES)
    assert root_of(()) == EMPTY_ROOT == Frontier().root()
    assert verify_consistency(0, 8, (), EMPTY_ROOT, root)
    assert not verify_consistency(0, 8, (), root, root)
    assert not verify_consistency(0, 8, (root,), EMPTY_ROOT, root)
    assert verify_consistency(8, 8, (), root, root)
    assert not verify_consistency(8, 8, (), root, EMPTY_ROOT)
    assert not verify_consistency(5, 8, (), root_of(HASHES[:5]), root)
    assert not verify_consistency(8, 5, (), root, root_of(HASHES[:5]))
    assert consistency_proof(HASHES, 0) == consistency_proof(HASHES, 8) == ()
    for index in (-1, 8):
        with pytest.raises(ValueError, match="no entry"):
            inclusion_proof(HASHES, index)
    for first in (-1, 9):
        with pytest.raises(ValueError, match="no beginning"):
            consistency_proof(HASHES, first)


def test_appending_needs_only_the_frontier() -> None:
    hashes = some(300)
    grown = Frontier()
    for size, leaf in enumerate(hashes, 1):
        grown = grown.extended([leaf])
        assert len(grown.roots) == size.bit_count()
        assert grown.root() == root_of(hashes[:size])
    assert Frontier().extended(hashes[:123]).extended(hashes[123:]) == grown


def test_what_ten_thousand_entries_cost() -> None:
    """Measured 10 ms for the root and 15 ms for a proof; the bounds leave room for a busy machine."""
    hashes = some(10_000)
    begin = time.process_time()
    root = root_of(hashes)
    assert time.process_time() - begin < 0.2
    begin = time.process_time()
    proof = inclusion_proof(hashes, 7_777)
    assert time.process_time() - begin < 0.3
    assert len(proof) == 14
    assert verify_inclusion(hashes[7_777], 7_777, 10_000, proof, root)
