"""Databases of PostgreSQL that serve one test after another: emptied in a third of the time that a new one takes.

What a test leaves is taken out row by row, without triggers; sequences begin anew. A database whose catalogs changed,
or that somebody still uses, serves nobody else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import psycopg
from psycopg import Connection

_CATALOGS = (
    "pg_attrdef", "pg_attribute", "pg_class", "pg_constraint", "pg_db_role_setting", "pg_extension", "pg_index",
    "pg_namespace", "pg_policy", "pg_proc", "pg_rewrite", "pg_statistic", "pg_trigger", "pg_type",
)  # fmt: skip
_SCHEMA = " UNION ALL ".join(
    f"(SELECT '{name}', count(*), coalesce(max(xmin::text::bigint), 0) FROM {name})" for name in _CATALOGS
)
"""How many rows describe the tables, and the last transaction that wrote one: both stay until the schema is changed."""

_TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_GUARDS = (
    "SELECT tgrelid::regclass::text, quote_ident(tgname) FROM pg_trigger WHERE tgenabled = 'A' AND NOT tgisinternal"
)
_SEQUENCES = "SELECT quote_ident(sequencename), start_value, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)

_Schema = list[tuple[Any, ...]]


@dataclass(frozen=True)
class _Kept:
    """What a fresh database holds: the rows that migrations wrote, where sequences stand, and who guards a table."""

    tables: list[str]
    guards: list[tuple[str, str]]
    rows: dict[str, bytes]
    sequences: dict[str, int]


class Recycling:
    """Lends databases and takes them back. `fresh` makes one more, `drop` gives one up for good."""

    def __init__(self, fresh: Callable[[], str], drop: Callable[[str], None]) -> None:
        self._fresh = fresh
        self._drop = drop
        self._clean: list[str] = []
        self._schemas: dict[str, _Schema] = {}

    def lend(self) -> str:
        """The address of a database as `fresh` makes it, which nobody else uses."""
        if self._clean:
            return self._clean.pop()
        url = self._fresh()
        with psycopg.connect(url, autocommit=True) as connection:
            self._schemas[url] = connection.execute(_SCHEMA).fetchall()
        return url

    def take_back(self, url: str) -> None:
        """The test is over: the next one may have the database, if it can be made what it was."""
        kept, schema = self._kept, self._schemas.pop(url)
        with psycopg.connect(url, autocommit=True) as connection:
            lonely = connection.execute(_OTHERS).fetchone() == (0,)
            if lonely and connection.execute(_SCHEMA).fetchall() == schema:
                written = _restore(connection, kept)
                self._schemas[url] = connection.execute(_SCHEMA).fetchall() if written else schema
        if url in self._schemas:
            self._clean.append(url)
        else:
            self._drop(url)

    @cached_property
    def _kept(self) -> _Kept:
        """Of a database that no test has seen."""
        url = self._fresh()
        with psycopg.connect(url, autocommit=True) as connection:
            tables = [name for (name,) in connection.execute(_TABLES)]
            rows = {name: _copied(connection, name) for name in tables}
            guards = connection.execute(_GUARDS).fetchall()
            sequences = {name: last for name, _, last in connection.execute(_SEQUENCES)}
        self._drop(url)
        return _Kept(tables, guards, {name: copied for name, copied in rows.items() if copied}, sequences)


def _restore(connection: Connection[tuple[Any, ...]], kept: _Kept) -> bool:
    """Takes out whatever a test wrote. Whether that wrote to the schema as well: guards are switched there."""
    filled = _filled(connection, kept.tables)
    changed = [name for name in filled if name not in kept.rows or _copied(connection, name) != kept.rows[name]]
    guards = [(table, name) for table, name in kept.guards if table in changed]
    gone = [name for name in kept.rows if name not in filled]
    statements = [
        "SET LOCAL session_replication_role = replica",
        *(f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name in guards),
        *(f"DELETE FROM {name}" for name in changed),
    ]
    with connection.transaction():
        connection.execute("; ".join(statements).encode())
        for name in [*gone, *(name for name in changed if name in kept.rows)]:
            with connection.cursor().copy(f"COPY {name} FROM STDIN".encode()) as copy:
                copy.write(kept.rows[name])
        for table, name in guards:
            connection.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}".encode())
    for name, start, last in connection.execute(_SEQUENCES).fetchall():
        stood = kept.sequences.get(name)
        if stood != last:
            at, used = (start, False) if stood is None else (stood, True)
            connection.execute("SELECT setval(%s::regclass, %s, %s)", (name, at, used))
    return bool(guards)


def _filled(connection: Connection[tuple[Any, ...]], tables: list[str]) -> list[str]:
    """Those that hold rows."""
    each = " UNION ALL ".join(f"(SELECT {at} FROM {name} LIMIT 1)" for at, name in enumerate(tables))
    return [tables[at] for (at,) in connection.execute(each.encode())]


def _copied(connection: Connection[tuple[Any, ...]], table: str) -> bytes:
    with connection.cursor().copy(f"COPY {table} TO STDOUT".encode()) as copy:
        return b"".join(bytes(part) for part in copy)
