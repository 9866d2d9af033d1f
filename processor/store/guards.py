"""Whether the triggers that keep a table append-only are there and work."""

from processor.store.database import Database

_SQLITE_GUARDS = {"no_update": "before update", "no_delete": "before delete", "no_replace": "before insert"}


def is_guarded(database: Database, table: str) -> bool:
    """Whether UPDATE and DELETE, and on PostgreSQL TRUNCATE, are refused on this table."""
    return _on_postgres(database, table) if database.locks_rows else _on_sqlite(database, table)


def _on_sqlite(database: Database, table: str) -> bool:
    cursor = database.run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,))
    found = {name: str(sql).casefold() for name, sql in cursor.fetchall()}
    return all(
        f"{when} on {table}" in (sql := found.get(f"{table}_{name}", "")) and "raise(abort" in sql
        for name, when in _SQLITE_GUARDS.items()
    )


def _on_postgres(database: Database, table: str) -> bool:
    """`tgtype` 58 is BEFORE UPDATE, DELETE and TRUNCATE for a statement; `A` is a trigger that always fires."""
    cursor = database.run(
        "SELECT p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE t.tgrelid = to_regclass(%s) AND t.tgname = %s AND t.tgenabled = 'A' AND t.tgtype = 58",
        (table, f"{table}_append_only"),
    )
    return any("RAISE EXCEPTION" in source for (source,) in cursor.fetchall())
