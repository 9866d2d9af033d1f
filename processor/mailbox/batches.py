"""Which uids go into one FETCH, and how uids are written in a command. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence


def chunks(uids: Sequence[int], count: int) -> Iterator[Sequence[int]]:
    """The uids in runs of at most `count`, so that no command line grows without bound."""
    for start in range(0, len(uids), count):
        yield uids[start : start + count]


def plan(sizes: Mapping[int, int], count: int, size_limit: int, message_limit: int) -> Iterator[list[int]]:
    """Groups of uids in the order given, each of at most `count` messages and `size_limit` bytes.

    A message over `message_limit`, or one that is itself over `size_limit`, is a group by itself.
    """
    group: list[int] = []
    used = 0
    for uid, size in sizes.items():
        single = size > message_limit
        if group and (single or len(group) >= count or used + size > size_limit):
            yield group
            group, used = [], 0
        if single:
            yield [uid]
            continue
        group.append(uid)
        used += size
    if group:
        yield group


def uid_set(uids: Iterable[int]) -> str:
    """An IMAP sequence set (RFC 3501 section 9) of exactly these uids: `1:3,7`."""
    runs: list[tuple[int, int]] = []
    for uid in sorted(set(uids)):
        if runs and runs[-1][1] + 1 == uid:
            runs[-1] = (runs[-1][0], uid)
        else:
            runs.append((uid, uid))
    return ",".join(str(first) if first == last else f"{first}:{last}" for first, last in runs)
