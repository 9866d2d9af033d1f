"""For tests that judge thousands of replies which differ in a line: lines that were read before are not read again.

What words say depends on the words, the phrases and the sender's name; what a line of a signature is, on the line and
its place. Nothing else is remembered, and nothing beyond a module.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import pytest

from processor.approvals.grammar import body
from processor.approvals.grammar.items import Machine, Said

MOST = 100_000


@pytest.fixture(scope="module")
def remembering() -> Iterator[None]:
    """Has the grammar remember what it read; the answers are the same."""
    read, known = Machine.read, {}

    def read_once(self: Machine, words: Sequence[str], is_name: Any) -> tuple[Said, ...]:
        key = (id(self), is_name.__self__.signer, tuple(words), tuple(map(type, words)))
        if key not in known:
            if len(known) > MOST:
                known.clear()
            known[key] = read(self, words, is_name)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Machine, "read", read_once)
        patch.setattr(body, "belongs", lru_cache(MOST)(body.belongs))
        yield
