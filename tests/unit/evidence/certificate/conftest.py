from collections.abc import Iterator
from pathlib import Path

import pytest

from processor.evidence.timestamps import Timestamps
from tests.servers.tsa import Authority, serving
from tests.unit.evidence.certificate.paperwork import Paperwork, make, stamps


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture(scope="session")
def authority_url(authority: Authority) -> Iterator[str]:
    with serving(authority) as url:
        yield url


@pytest.fixture
def timestamps(authority: Authority, authority_url: str) -> Timestamps:
    authority.behave = "well"
    return stamps(authority_url, authority.root)


@pytest.fixture(scope="session")
def paperwork(authority: Authority, authority_url: str) -> Paperwork:
    """One acceptance with everything; tests change copies of its bytes."""
    return make(stamps(authority_url, authority.root), authority.root)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
