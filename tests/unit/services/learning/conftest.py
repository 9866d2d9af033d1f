from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.services.learning.shelves import Place


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A data folder with its database and registry."""
    made = Place(tmp_path)
    yield made
    made.store.close()
