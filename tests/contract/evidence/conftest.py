from collections.abc import Iterator
from pathlib import Path

import pytest

from processor.store.store import Store
from tests.contract.evidence.sealed import WORDS, Desk, desk, mail, receive, record
from tests.servers.sqlite import migrated_store
from tests.servers.tsa import Authority, serving
from tests.unit.evidence.certificate.paperwork import stamps


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture(scope="session")
def authority_url(authority: Authority) -> Iterator[str]:
    with serving(authority) as url:
        yield url


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store on SQLite, for what is the same on every database."""
    opened = migrated_store(tmp_path / "desk.db")
    yield opened
    opened.close()


@pytest.fixture
def here(tmp_path: Path, store: Store, authority: Authority, authority_url: str) -> Desk:
    """An installation in which nothing is accepted yet."""
    return desk(tmp_path, store, stamps(authority_url, authority.root), authority.root)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory, authority: Authority, authority_url: str) -> dict[str, bytes]:
    """The bundle of one signed acceptance; tests change copies of it."""
    folder = tmp_path_factory.mktemp("sealed")
    store = migrated_store(folder / "desk.db")
    made = desk(folder, store, stamps(authority_url, authority.root), authority.root)
    record(store, made.applier, made.deal, receive(store, mail(WORDS), 500))
    made.seal()
    bundle = made.files()
    store.close()
    return bundle
