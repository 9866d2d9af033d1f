"""What differs between SQLite and PostgreSQL: how to connect and begin, and what their errors mean."""

import os
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any, Protocol

import peewee

from processor.errors import SettingsError, Temporary

SQLITE_BUSY_SECONDS = 15
_REOPEN_SECONDS = 0.01
_RERUN_STATES = ("40001", "40P01", "23505")
_READ_ONLY = "25006"


class Dialect(Protocol):
    """One kind of database. `name` is where it is, without a password.

    `strict`, `short` and `reading` are its words for how to begin a transaction.
    """

    name: str
    locks_rows: bool
    strict: str
    short: str
    reading: str

    def connect(self) -> peewee.Database:
        """The database, not yet opened."""

    def is_to_rerun(self, error: peewee.PeeweeException) -> bool:
        """Whether the transaction only lost against another one."""

    def is_outage(self, error: peewee.PeeweeException) -> bool:
        """Whether the database can't be used at present; anything else is a fault of ours."""

    def remedy(self, error: peewee.PeeweeException) -> str:
        """What is wrong and what a person can do."""

    def close_all(self) -> None:
        """Closes what threads left open."""


class _Connections:
    """All open connections, so that those of threads that ended can be closed too."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: list[Any] = []

    def add(self, connection: Any) -> Any:
        with self._lock:
            self._open.append(connection)
        return connection

    def remove(self, connection: Any) -> None:
        with self._lock:
            if connection in self._open:
                self._open.remove(connection)

    def close_all(self) -> None:
        with self._lock:
            left, self._open = self._open, []
        for connection in left:
            connection.close()


class _Sqlite(peewee.SqliteDatabase):
    connections: _Connections

    def _connect(self) -> Any:
        """A connection in WAL mode. Of two that open a new file at once SQLite refuses one at once, without waiting."""
        _make_private(Path(str(self.database)))
        give_up = time.monotonic() + SQLITE_BUSY_SECONDS
        while True:
            try:
                return self.connections.add(super()._connect())  # type: ignore[misc]
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                    raise
            time.sleep(_REOPEN_SECONDS)

    def _close(self, conn: Any) -> None:
        self.connections.remove(conn)
        super()._close(conn)  # type: ignore[misc]

    def rollback(self) -> None:
        """SQLite itself undoes everything when the disk is full or fails; then there is nothing left to undo."""
        if self.connection().in_transaction:  # type: ignore[no-untyped-call]
            super().rollback()


class _Postgres(peewee.PostgresqlDatabase):
    connections: _Connections

    def _connect(self) -> Any:
        return self.connections.add(super()._connect())  # type: ignore[misc]

    def _close(self, conn: Any) -> None:
        self.connections.remove(conn)
        super()._close(conn)  # type: ignore[misc]


class SqliteDialect:
    """A file, in WAL mode, with every commit on the disk before it is answered (synchronous=FULL)."""

    locks_rows = False
    strict = "IMMEDIATE"
    short = "IMMEDIATE"
    reading = "DEFERRED"

    def __init__(self, path: str) -> None:
        self.path = path
        self.name = f"SQLite file {path}"
        self._connections = _Connections()

    def connect(self) -> peewee.Database:
        """See `Dialect`."""
        database = _Sqlite(
            self.path,
            timeout=SQLITE_BUSY_SECONDS,
            check_same_thread=False,
            pragmas={
                "journal_mode": "wal",
                "synchronous": "full",
                "foreign_keys": 1,
                "cache_size": -16_000,
                "journal_size_limit": 64 * 1024 * 1024,
            },
        )
        database.connections = self._connections
        return database

    def is_to_rerun(self, error: peewee.PeeweeException) -> bool:
        """Never: a writing transaction has the file for itself."""
        return False

    def is_outage(self, error: peewee.PeeweeException) -> bool:
        """SQLite reports a wrong statement by the same class, under the bare code SQLITE_ERROR."""
        code = getattr(_driver_error(error), "sqlite_errorcode", None)
        return isinstance(error, peewee.OperationalError) and code != sqlite3.SQLITE_ERROR

    def remedy(self, error: peewee.PeeweeException) -> str:
        """See `Dialect`."""
        return (
            f"the database {self.path} can't be used ({error}): check that the disk has room, that the file and its"
            " folder belong to the user that Signoff runs as, and that no other program holds it locked"
        )

    def close_all(self) -> None:
        """See `Dialect`."""
        self._connections.close_all()


class PostgresDialect:
    """A server, through psycopg 3."""

    locks_rows = True
    strict = "SERIALIZABLE"
    short = "READ COMMITTED"
    reading = "REPEATABLE READ"

    def __init__(self, url: str) -> None:
        try:
            import psycopg  # noqa: PLC0415 - an extra: only who uses PostgreSQL needs it
        except ImportError as error:
            raise SettingsError(
                "store.url names PostgreSQL, whose driver is not installed: install signoff[postgres]"
            ) from error
        try:
            known = psycopg.conninfo.conninfo_to_dict(url)
        except psycopg.ProgrammingError:
            # The driver's sentence quotes the part that it can't read, which is often the password.
            raise SettingsError(_NO_ADDRESS) from None
        self.name = f"PostgreSQL {known.get('host', 'localhost')}/{known.get('dbname', '')}"
        if "@" in self.name:
            raise SettingsError(_NO_ADDRESS)
        self._url = url
        self._connections = _Connections()

    def connect(self) -> peewee.Database:
        """See `Dialect`."""
        database = _Postgres(
            self._url,
            prefer_psycopg3=True,
            application_name="signoff",
            connect_timeout=10,
            keepalives_idle=30,
            keepalives_interval=10,
            keepalives_count=3,
        )
        database.connections = self._connections
        return database

    def is_to_rerun(self, error: peewee.PeeweeException) -> bool:
        """Serialization failure and deadlock; and a unique violation, which can be the form that a lost race takes."""
        return getattr(_driver_error(error), "sqlstate", None) in _RERUN_STATES

    def is_outage(self, error: peewee.PeeweeException) -> bool:
        """The server is gone, full, shuts down, or became a standby that only reads."""
        reads_only = getattr(_driver_error(error), "sqlstate", None) == _READ_ONLY
        return reads_only or isinstance(error, peewee.OperationalError | peewee.InterfaceError)

    def remedy(self, error: peewee.PeeweeException) -> str:
        """See `Dialect`."""
        return (
            f"the database {self.name} can't be used ({str(error).strip()}): check that the server runs,"
            " accepts connections from here, has room on its disk, and that the user may write"
        )

    def close_all(self) -> None:
        """See `Dialect`."""
        self._connections.close_all()


_NO_ADDRESS = (
    "store.url is no PostgreSQL address: write postgresql://user:password@host/database, with every character of user "
    "and password that is no letter or digit percent-encoded, such as %40 for @ and %25 for %"
)


def _driver_error(error: peewee.PeeweeException) -> object:
    """The driver's own error inside peewee's."""
    return getattr(error, "orig", None)


def dialect_of(url: str) -> Dialect:
    """What a URL names: `sqlite:///relative`, `sqlite:////absolute` or `postgresql://…`. Raises SettingsError."""
    if url.startswith("sqlite:///") and len(url) > len("sqlite:///"):
        return SqliteDialect(url.removeprefix("sqlite:///"))
    if url.startswith(("postgresql://", "postgres://")):
        return PostgresDialect("postgresql://" + url.partition("://")[2])
    raise SettingsError(
        f"store.url is {url.partition(':')[0]!r}…, expected sqlite:///file or postgresql://user@host/database"
    )


def _make_private(path: Path) -> None:
    """Make the file, where there is none, so that nobody else may read it: it holds customers' mail.

    Its WAL takes over the same mode. A file that exists is never opened here: to close it would drop the locks that
    the whole process holds on it, and another process could then damage it (sqlite.org/howtocorrupt.html, 2.2).
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise Temporary(
            f"the database {path} can't be opened ({error.strerror}): make its folder, give it to the user that"
            " Signoff runs as, and check that the disk has room"
        ) from error
