"""A database of PostgreSQL that served one test serves the next only as a fresh one would."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.servers.postgres import Postgres
from tests.servers.recycling import Recycling

pytestmark = pytest.mark.postgres

ROW = "INSERT INTO customer (name, language, notes) VALUES ('Northwind', 'en', '')"
GUARDED = "INSERT INTO evidence_leaf (body, at, key, kind) VALUES ('x', 1, 'k', 'acceptance')"


@pytest.fixture
def recycled(postgres: Postgres) -> Iterator[Recycling]:
    """Of this test alone, so that it is known which database comes next."""
    made: set[str] = set()

    def fresh() -> str:
        made.add(url := postgres.fresh())
        return url

    def drop(url: str) -> None:
        made.remove(url)
        postgres.drop(url)

    yield Recycling(fresh, drop)
    for url in made:
        postgres.drop(url)


def run(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def held(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows, where the sequences stand, and who guards what."""
    with psycopg.connect(url, autocommit=True) as connection:

        def ask(text: str) -> list[tuple[Any, ...]]:
            return connection.execute(text.encode()).fetchall()

        tables = [name for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        found = {name: ask(f'SELECT t::text FROM "{name}" AS t ORDER BY 1') for name in tables}
        found["sequences"] = ask("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
        found["guards"] = ask("SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger ORDER BY 1, 2")
    return found


def test_rows_and_numbers_of_one_test_are_not_there_in_the_next(recycled: Recycling, postgres: Postgres) -> None:
    url, fresh = recycled.lend(), held(postgres.fresh())
    for _ in range(2):
        run(url, ROW, GUARDED, "DELETE FROM schema_migration WHERE id > 3")
        left = held(url)
        assert [name for name in left if left[name] != fresh[name]] != []
        assert len(left["customer"]) == len(left["evidence_leaf"]) == 1
        recycled.take_back(url)
        assert recycled.lend() == url
        assert held(url) == fresh
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="append-only"):
        run(url, GUARDED, "DELETE FROM evidence_leaf")


def test_another_row_in_the_place_of_a_migrations_is_seen(recycled: Recycling) -> None:
    url = recycled.lend()
    before = held(url)
    run(url, "UPDATE schema_migration SET name = 'another' WHERE id = 1")
    recycled.take_back(url)
    assert (recycled.lend(), held(url)) == (url, before)


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE customer ADD COLUMN more text",
        "ALTER TABLE customer DROP COLUMN timezone",
        "ALTER TABLE customer ALTER COLUMN notes DROP NOT NULL",
        "ALTER TABLE evidence_leaf DISABLE TRIGGER evidence_leaf_append_only",
        "DROP TRIGGER evidence_leaf_append_only ON evidence_leaf",
        "CREATE OR REPLACE FUNCTION signoff_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TABLE another (id bigint)",
        "CREATE INDEX another ON customer (notes)",
        "ANALYZE",
    ],
)
def test_whose_schema_was_changed_serves_nobody_else(recycled: Recycling, change: str) -> None:
    url = recycled.lend()
    run(url, ROW, change)
    recycled.take_back(url)
    assert recycled.lend() != url
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        run(url, "SELECT 1")


def test_whom_somebody_still_uses_serves_nobody_else(recycled: Recycling) -> None:
    url = recycled.lend()
    with psycopg.connect(url) as forgotten:
        recycled.take_back(url)
        assert recycled.lend() != url
        with pytest.raises(psycopg.OperationalError):
            forgotten.execute("SELECT 1")
