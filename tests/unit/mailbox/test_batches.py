from hypothesis import given
from hypothesis import strategies as st

from processor.mailbox.batches import chunks, plan, uid_set

SIZES = st.dictionaries(st.integers(1, 10**6), st.integers(0, 5000), max_size=60)


@given(SIZES, st.integers(1, 9), st.integers(1, 6000))
def test_every_uid_is_in_one_group_within_the_limits(sizes: dict[int, int], count: int, size_limit: int) -> None:
    groups = list(plan(sizes, count, size_limit, 4000))
    assert [uid for group in groups for uid in group] == list(sizes)
    for group in groups:
        assert 1 <= len(group) <= count
        assert len(group) == 1 or sum(sizes[uid] for uid in group) <= size_limit
        assert len(group) == 1 or not any(sizes[uid] > 4000 for uid in group)


@given(st.lists(st.integers(1, 300)))
def test_a_set_holds_exactly_its_uids(uids: list[int]) -> None:
    written = uid_set(uids)
    read: list[int] = []
    for run in written.split(",") if written else []:
        first, _, last = run.partition(":")
        read += range(int(first), int(last or first) + 1)
    assert read == sorted(set(uids))


def test_a_run_is_written_short() -> None:
    assert uid_set([3, 1, 2, 7]) == "1:3,7"
    assert uid_set(range(1, 100_001)) == "1:100000"


@given(st.lists(st.integers()), st.integers(1, 10))
def test_chunks_lose_nothing(uids: list[int], count: int) -> None:
    pieces = list(chunks(uids, count))
    assert [uid for piece in pieces for uid in piece] == uids
    assert all(1 <= len(piece) <= count for piece in pieces)
