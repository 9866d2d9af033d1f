"""Fixtures that serve many tests: real mail servers, and a database with very many tickets. See `pytest_plugins`."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import dovecot as dovecot_server
from tests.servers import pymap as pymap_server
from tests.servers.dovecot import Dovecot
from tests.servers.faultproxy import FaultProxy, proxied
from tests.servers.manytickets import fill
from tests.servers.pymap import Pymap
from tests.servers.sqlite import migrated_store


def need_dovecot() -> None:
    """Skip with the packages' names where there is no Dovecot; fail instead where everything is required."""
    why = dovecot_server.missing()
    if why is None:
        return
    if os.environ.get("SIGNOFF_REQUIRE_ALL") == "1":
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One Dovecot for the whole session; take an account of your own with `mailbox_user`."""
    need_dovecot()
    with dovecot_server.running() as server:
        yield server


@pytest.fixture
def own_dovecot() -> Iterator[Dovecot]:
    """A Dovecot of the test's own, to be stopped and started at will."""
    need_dovecot()
    with dovecot_server.running() as server:
        yield server


@pytest.fixture
def mailbox_user(dovecot: Dovecot) -> str:
    """An account that nobody used before; its password is `dovecot.PASSWORD`."""
    return dovecot.fresh_user()


@pytest.fixture
def imap_proxy(dovecot: Dovecot) -> Iterator[FaultProxy]:
    """A fault proxy before Dovecot's plain IMAP port."""
    with proxied(dovecot.imap) as proxy:
        yield proxy


@pytest.fixture(scope="session")
def pymap() -> Iterator[Pymap]:
    """One pymap for the whole session."""
    with pymap_server.running() as server:
        yield server


@pytest.fixture(scope="session")
def many_tickets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with as many tickets as pages are measured on: to be read, or copied before it is changed."""
    path: Path = tmp_path_factory.mktemp("many") / "many.db"
    store = migrated_store(path)
    fill(store)
    store.close()
    return path
