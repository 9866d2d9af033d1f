"""What every test that kills asks for: the processes that it does so with."""

from collections.abc import Iterator

import pytest

from tests.crash.worker import Maker, makers


@pytest.fixture(scope="session")
def crash_makers() -> Iterator[tuple[Maker, ...]]:
    """The processes that make trials, begun once for the session."""
    with makers() as made:
        yield made
