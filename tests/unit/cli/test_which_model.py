"""Which text model a command judges by, from the settings and the database."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Signoff

MAIL = "From: a@customer.example\nSubject: The export fails\n\nSince Monday the export ends with error 500.\n"


@pytest.fixture
def rows(tmp_path: Path) -> str:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": 1, "subject": "Export", "body": "It stops with an error."}) + "\n")
    return str(path)


def judged_by(signoff: Signoff, rows: str) -> str:
    return str(json.loads(signoff("classify", "--jsonl", rows).stdout)["model"])


def test_without_a_database_the_one_that_ships_judges_and_none_is_made(signoff: Signoff, rows: str) -> None:
    assert judged_by(signoff, rows).startswith("starter-")
    assert not judged_by(signoff, rows).startswith("starter-plain-")
    assert not (signoff.folder / "var" / "signoff.db").exists()


@pytest.mark.parametrize("migrated", [False, True])
def test_where_no_encoder_is_wanted_the_one_without_judges(signoff: Signoff, rows: str, migrated: bool) -> None:
    with signoff.config.open("a") as config:
        config.write('\n[classifier]\nencoder = "none"\n')
    if migrated:
        signoff("migrate")
    assert judged_by(signoff, rows).startswith("starter-plain-")


def test_where_the_database_cannot_say_which_none_judges(signoff: Signoff, rows: str) -> None:
    """The one that ships may have been replaced by a better one, which nobody would notice."""
    signoff("migrate")
    with sqlite3.connect(signoff.folder / "var" / "signoff.db") as database:
        database.execute("DELETE FROM schema_migration WHERE name = '0002_learning'")
    database.close()
    done = signoff("classify", "--jsonl", rows, code=1)
    assert "not up to date: signoff migrate" in done.stderr
    mail = signoff.folder / "one.eml"
    mail.write_text(MAIL)
    report = json.loads(signoff("inspect", "--json", str(mail)).stdout)
    assert (report["new_text"], report["classification"]) == ("Since Monday the export ends with error 500.", None)
