"""SQLite's locks belong to the whole process: a new connection of ours must not drop those of another thread."""

import subprocess
import sys
import threading
from pathlib import Path

from processor.store.store import open_store

LEAVE_WAL = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0)
try:
    print(connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0])
except sqlite3.OperationalError as error:
    print(error)
"""
"""Taking the WAL away from under an open connection is what damages a database, so SQLite allows it to nobody else."""


def from_another_process(path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", LEAVE_WAL, str(path)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_new_connection_keeps_the_locks_of_the_open_ones(tmp_path: Path) -> None:
    path = tmp_path / "signoff.db"
    store = open_store(f"sqlite:///{path}")
    store.migrate()
    assert from_another_process(path) == "database is locked"

    def connect() -> None:
        assert not store.is_empty()

    thread = threading.Thread(target=connect)
    thread.start()
    thread.join()
    assert from_another_process(path) == "database is locked"
    store.close()
    assert from_another_process(path) == "delete"
