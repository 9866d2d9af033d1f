"""What is undone is given back: a voucher knows what a ticket took and what came back; withdrawn examples are found."""

from typing import Any

from peewee import PostgresqlDatabase

STATEMENTS = (
    'DROP INDEX "voucher_entry_ticket_id"',
    'CREATE INDEX "voucher_entry_ticket_id" ON "voucher_entry" ("ticket_id")',
    """CREATE INDEX "example_withdrawn" ON "example" ("id") WHERE "origin" = 'withdrawn'""",
)

# A ticket has several entries now, so none of them stands in the way of the next.
SQLITE = (
    'DROP TRIGGER voucher_entry_no_replace',
    'CREATE TRIGGER voucher_entry_no_replace BEFORE INSERT ON voucher_entry WHEN EXISTS '
    "(SELECT 1 FROM voucher_entry WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'voucher_entry is append-only'); END",
)


def up(migrator: object, db: Any) -> None:
    on_postgres = isinstance(db, PostgresqlDatabase)
    for statement in (*STATEMENTS, *(() if on_postgres else SQLITE)):
        db.execute_sql(statement)
