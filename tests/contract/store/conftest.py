from collections.abc import Iterator

import pytest

from processor.store.apply import Applier
from processor.store.store import Store, open_store
from tests.contract.store.samples import IDS, PlainComposer


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    opened = open_store(store_url)
    yield opened
    opened.close()


@pytest.fixture
def applier(store: Store) -> Applier:
    return Applier(store, IDS, PlainComposer())
