"""Whatever the log holds: every proof holds, and no proof survives a change."""

from hypothesis import given, settings
from hypothesis import strategies as st

from models.leafhash import leaf_hash
from processor.evidence.ledger.tree import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    root_of,
    verify_consistency,
    verify_inclusion,
)

BODIES = st.lists(st.binary(max_size=8), min_size=1, max_size=70, unique=True)


def flipped(value: bytes, bit: int) -> bytes:
    place = bit % (len(value) * 8)
    changed = bytearray(value)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


@given(BODIES, st.data())
@settings(deadline=None)
def test_a_proof_of_inclusion_holds_for_this_entry_alone(bodies: list[bytes], data: st.DataObject) -> None:
    hashes = [leaf_hash(body) for body in bodies]
    size, root = len(hashes), root_of(hashes)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(hashes, index)
    assert verify_inclusion(hashes[index], index, size, proof, root)
    bit = data.draw(st.integers(0, 10_000))
    assert not verify_inclusion(flipped(hashes[index], bit), index, size, proof, root)
    assert not verify_inclusion(hashes[index], index, size, proof, flipped(root, bit))
    for step in range(len(proof)):
        changed = (*proof[:step], flipped(proof[step], bit), *proof[step + 1 :])
        assert not verify_inclusion(hashes[index], index, size, changed, root)
        assert not verify_inclusion(hashes[index], index, size, (*proof[:step], *proof[step + 1 :]), root)
    assert not verify_inclusion(hashes[index], index, size, (*proof, root), root)
    for other in {index - 1, index + 1, *range(0, size, 7)} - {index}:
        assert not verify_inclusion(hashes[index], other, size, proof, root)


@given(BODIES, st.data())
@settings(deadline=None)
def test_a_proof_of_consistency_holds_for_these_two_trees_alone(bodies: list[bytes], data: st.DataObject) -> None:
    hashes = [leaf_hash(body) for body in bodies]
    size, root = len(hashes), root_of(hashes)
    first = data.draw(st.integers(1, size))
    older, proof = root_of(hashes[:first]), consistency_proof(hashes, first)
    assert verify_consistency(first, size, proof, older, root)
    bit = data.draw(st.integers(0, 10_000))
    assert not verify_consistency(first, size, proof, flipped(older, bit), root)
    assert not verify_consistency(first, size, proof, older, flipped(root, bit))
    assert not verify_consistency(first, size, (*proof, root), older, root)
    for step in range(len(proof)):
        changed = (*proof[:step], flipped(proof[step], bit), *proof[step + 1 :])
        assert not verify_consistency(first, size, changed, older, root)
        assert not verify_consistency(first, size, (*proof[:step], *proof[step + 1 :]), older, root)


@given(BODIES, st.data())
@settings(deadline=None)
def test_any_change_of_the_entries_is_another_root(bodies: list[bytes], data: st.DataObject) -> None:
    root = root_of(map(leaf_hash, bodies))
    place = data.draw(st.integers(0, len(bodies) - 1))
    edited = [*bodies[:place], bodies[place] + b"!", *bodies[place + 1 :]]
    assert root_of(map(leaf_hash, edited)) != root
    assert root_of(map(leaf_hash, bodies[:place] + bodies[place + 1 :])) != root
    assert root_of(map(leaf_hash, bodies[:place])) != root
    other = data.draw(st.permutations(bodies))
    assert (root_of(map(leaf_hash, other)) == root) == (other == bodies)


@given(BODIES, st.integers(0, 70))
@settings(deadline=None)
def test_appending_in_steps_is_appending_at_once(bodies: list[bytes], cut: int) -> None:
    hashes = [leaf_hash(body) for body in bodies]
    assert Frontier().extended(hashes[:cut]).extended(hashes[cut:]) == Frontier().extended(hashes)
