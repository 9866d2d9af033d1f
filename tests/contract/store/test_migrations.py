"""The migrations make exactly the tables that the records describe, once, whoever comes first."""

import threading
from collections.abc import Callable
from pathlib import Path

from models.tables import TABLES
from processor.store.database import Database
from processor.store.store import open_store

Schema = dict[str, list[tuple[object, ...]]]


def schema(database: Database) -> Schema:
    """Tables with their columns, keys and indexes, as the database itself tells them."""
    inner = database.peewee
    found: Schema = {}
    for table in sorted(inner.get_tables()):
        if table == "schema_migration":
            continue
        columns = [(c.name, c.data_type, c.null, c.primary_key) for c in inner.get_columns(table)]
        keys = sorted((k.column, k.dest_table, k.dest_column) for k in inner.get_foreign_keys(table))
        indexes = sorted(
            (i.name, tuple(i.columns), i.unique, "WHERE" in (i.sql or "")) for i in inner.get_indexes(table)
        )
        found[table] = [*columns, *keys, *indexes]
    return found


def test_migrations_make_what_the_records_describe(new_url: Callable[[], str]) -> None:
    migrated = open_store(new_url())
    assert migrated.is_empty()
    names = migrated.migrate()
    described = open_store(new_url())
    with described.database.peewee.bind_ctx(TABLES):
        described.database.peewee.create_tables(TABLES)
    assert schema(migrated.database) == schema(described.database)
    assert len(schema(migrated.database)) == len(TABLES)
    assert names[0] == "0001_initial"
    migrated.close()
    described.close()


def test_migrating_again_does_nothing(new_url: Callable[[], str]) -> None:
    store = open_store(new_url())
    assert store.pending() == store.migrate()
    assert (store.pending(), store.migrate()) == ([], [])
    assert not store.is_empty()
    store.close()


def test_two_daemons_that_start_together_migrate_once(new_url: Callable[[], str]) -> None:
    url, applied, failures, start = new_url(), [], [], threading.Barrier(2)

    def work() -> None:
        own = open_store(url)
        try:
            start.wait(10)
            applied.extend(own.migrate())
        except Exception as error:  # noqa: BLE001 - shown to the main thread
            failures.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert len(applied) == len(set(applied)) > 0


def test_every_migration_lies_in_the_package() -> None:
    folder = Path(__file__).resolve().parents[3] / "models" / "migrations"
    assert sorted(path.stem for path in folder.glob("*.py"))[:1] == ["0001_initial"]
