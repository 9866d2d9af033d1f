"""What verification of the ledger finds of acceptances: rows, bytes and numbers that somebody has touched."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from models.approvals import APPEND_ONLY
from processor import clock
from processor.evidence.timestamps import Timestamps
from processor.services.ledger import Ledger
from processor.store.store import Store, open_store
from tests.contract.evidence.sealed import WORDS, Desk, desk, mail, receive, record, record_by_code, record_by_hand
from tests.contract.ledger.ledgers import Tamperer, accept, ledger_in
from tests.contract.store.samples import NOW
from tests.servers.sqlite import migrated_store


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sealed acceptances, one by a reply and one by hand, sealed once for all tests."""
    folder = tmp_path_factory.mktemp("original") / "desk"
    folder.mkdir()
    store = migrated_store(folder / "desk.db")
    here = desk(folder, store, Timestamps([], lambda count: b"\0" * count))
    record(store, here.applier, here.deal, receive(store, mail(WORDS), 500))
    record_by_hand(store, here.applier, here.deal)
    here.seal()
    store.close()
    return folder


@dataclass
class Sealed:
    """A copy of it, free to tamper with."""

    store: Store
    ledger: Ledger


@pytest.fixture
def sealed(original: Path, tmp_path: Path) -> Iterator[Sealed]:
    copy = Path(shutil.copytree(original, tmp_path / "copy"))
    store = open_store(f"sqlite:///{copy}/desk.db")
    yield Sealed(store, ledger_in(copy, store))
    store.close()


def tamperer(here: Sealed) -> Tamperer:
    them = Tamperer(here.store)
    for table in APPEND_ONLY:
        them._unguard(table)
    return them


def found(here: Sealed | Desk) -> set[str]:
    return {one.what for one in here.ledger.verify().findings} - {"unguarded"}


def test_what_nobody_touched_is_whole(sealed: Sealed) -> None:
    report = sealed.ledger.verify()
    assert report.findings == ()
    assert report.entries == sealed.store.ledger.size() > 6


def test_what_is_not_sealed_yet_is_whole_too(here: Desk) -> None:
    record_by_code(here.store, here.applier, here.deal)
    assert found(here) == set()
    here.ledger.checkpoint(clock.utc_now())
    assert found(here) == set()


def _blob(column: str) -> str:
    return f"DELETE FROM blob WHERE sha256 = (SELECT {column} FROM acceptance WHERE id = 1)"


TOUCHED: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "the reply is deleted": ((_blob("reply_sha256"),), {"missing"}),
    "the mail that asked is deleted": ((_blob("sent_sha256"),), {"missing"}),
    "acceptance.json is deleted": ((_blob("json_sha256"),), {"missing"}),
    "the certificate is deleted": ((_blob("certificate_sha256"),), {"missing"}),
    "the receipt is deleted": ((_blob("receipt_sha256"),), {"missing"}),
    "the document is deleted": (("DELETE FROM blob WHERE media_type = 'application/json' AND size < 20",), {"missing"}),
    "its PDF is deleted": (("DELETE FROM blob WHERE media_type = 'application/pdf' AND size < 20",), {"missing"}),
    "bytes are changed": (("UPDATE blob SET body = X'78'",), {"spoiled"}),
    "the row names another certificate": (
        ("UPDATE acceptance SET certificate_sha256 = json_sha256 WHERE id = 1",), {"retold"},
    ),
    "the row names another reply": (("UPDATE acceptance SET reply_sha256 = sent_sha256 WHERE id = 1",), {"retold"}),
    "the record is edited": (
        ("UPDATE acceptance SET record = REPLACE(record, 'Ann', 'Bob') WHERE id = 1",), {"retold"},
    ),
    "the salt is edited": ((f"UPDATE acceptance SET salt = '{'00' * 32}' WHERE id = 1",), {"retold"}),
    "the salt is no salt": (("UPDATE acceptance SET salt = 'x' WHERE id = 1",), {"retold"}),
    "a number is taken away": (
        ("UPDATE acceptance SET serial = NULL, certificate_sha256 = '' WHERE id = 1",), {"gap", "forgotten"},
    ),
    "a number is skipped": (("UPDATE acceptance SET serial = 3 WHERE id = 2",), {"gap", "forgotten"}),
    "the year is moved": (("UPDATE acceptance SET year = 2023, serial = 2 WHERE id = 2",), {"gap", "forgotten"}),
    "the last acceptance is removed": (("DELETE FROM acceptance WHERE id = 2",), {"forgotten"}),
    "the first acceptance is removed": (("DELETE FROM acceptance WHERE id = 1",), {"gap", "forgotten"}),
}  # fmt: skip


@pytest.mark.parametrize("what", TOUCHED)
def test_whatever_is_touched_is_named(sealed: Sealed, what: str) -> None:
    statements, expected = TOUCHED[what]
    them = tamperer(sealed)
    them.run("PRAGMA foreign_keys = OFF")
    for statement in statements:
        them.run(statement)
    assert found(sealed) == expected
    assert all(one.sentence for one in sealed.ledger.verify().findings)


def test_two_of_one_number_are_named(sealed: Sealed) -> None:
    them = tamperer(sealed)
    indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'acceptance' AND sql IS NOT NULL"
    for (name,) in sealed.store.database.run(indexes).fetchall():
        them.run(f'DROP INDEX "{name}"')
    them.run("UPDATE acceptance SET serial = 1")
    assert found(sealed) == {"gap", "forgotten", "retold"}


def test_other_leaves_need_no_acceptance(sealed: Sealed) -> None:
    accept(sealed.store, 90, NOW)
    sealed.ledger.checkpoint(clock.utc_now() + timedelta(minutes=1))
    assert found(sealed) == set()
