"""The schema's history: the scripts of `models/migrations`, each applied once and in order."""

from importlib.resources import as_file, files
from typing import Any

from playhouse.migrations import Runner

from processor.store.database import Database

# Any fixed number: two daemons that start together must agree on which lock to wait for.
_ADVISORY_LOCK = 7_410_233


def _scripts() -> Any:
    return as_file(files("models").joinpath("migrations"))


def pending(database: Database) -> list[str]:
    """The names of the migrations that are yet to be applied, in order."""
    with _scripts() as folder:
        runner = Runner(database.peewee, str(folder))
        return database.read(lambda: [found.name for found in runner.status() if not found.applied])


def migrate(database: Database) -> list[str]:
    """The names of the migrations that were applied now. Of several processes one does it and the others wait."""
    with _scripts() as folder:
        if database.locks_rows:
            return database.transact(lambda: _locked_up(database, str(folder)), short=True)
        database.run("PRAGMA foreign_keys = 0")  # rebuilding a table would else cascade; has no effect in a transaction
        try:
            return database.transact(lambda: list(Runner(database.peewee, str(folder)).up()))
        finally:
            database.run("PRAGMA foreign_keys = 1")


def _locked_up(database: Database, folder: str) -> list[str]:
    database.run("SELECT pg_advisory_xact_lock(%s)", (_ADVISORY_LOCK,))
    return list(Runner(database.peewee, folder).up())
