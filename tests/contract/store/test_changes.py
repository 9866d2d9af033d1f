"""What people do is written down with a leaf of the ledger, in the same transaction, and nobody writes it over."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import peewee
import pytest

from models.users import Change
from models.vocabulary import LeafKind, Role, Stage, Switch
from processor.errors import Permanent, Refused
from processor.evidence.ledger import leaf
from processor.evidence.ledger.leaf import read_leaf, salted
from processor.facts.causes import Assign, Note
from processor.services.billing import Billing
from processor.services.commands import DAEMON, command_cause
from processor.services.ledgeraudit import LedgerReport, audit
from processor.services.ledgerchanges import change_findings
from processor.services.operating import Outbox, Pauses, Quarantine
from processor.services.people import People
from processor.services.tickets import Tickets
from processor.store.apply import Applier
from processor.store.audit import plain
from processor.store.store import Store
from tests.contract.store.samples import IDS, PlainComposer, open_ticket
from tests.contract.store.signing import ADAM, KIM, PASSWORD, Door
from tests.unit.services.desk import policy_of

NOW = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def kept(store: Store) -> Store:
    store.audit.leaves = leaf
    return store


def verified(store: Store) -> LedgerReport:
    """The ledger with every leaf numbered, looked through as `signoff ledger verify` does."""
    while store.ledger.number(NOW):
        continue
    return store.read(lambda: audit(store, (), (change_findings,)))


def found(store: Store) -> list[str]:
    return sorted(finding.what for finding in verified(store).findings)


def told(store: Store) -> list[tuple[str, str, str]]:
    return [(line.by, line.action, line.subject) for line in reversed(store.views.changes())]


def tickets_of(store: Store) -> Tickets:
    return Tickets(store, Applier(store, IDS, PlainComposer(), leaves=leaf), policy_of())


def test_a_change_and_its_leaf_come_together_or_not_at_all(kept: Store) -> None:
    def broken() -> None:
        kept.audit.note("kim", "pause", "switch outbox", {}, NOW)
        raise Refused("no")

    with pytest.raises(Refused):
        kept.transact(broken)
    assert (kept.views.changes(), kept.ledger.waiting()) == ((), 0)
    number = kept.audit.note("kim", "pause", "switch outbox", {"reason": "holidays"}, NOW)
    body = kept.ledger.body_of(f"change:{number}")
    assert body is not None
    fields = read_leaf(body).fields()
    [row] = kept.audit.rows()
    own = {"kind": "change", "change": number, "at": "2031-03-04T09:00:00Z", "record": salted(row.salt, row.record)}
    assert fields == own, "ids, times and salted digests, nothing else"
    assert found(kept) == []


def test_without_a_ledger_nothing_is_done_by_people(store: Store) -> None:
    with pytest.raises(Permanent, match="keeps no ledger"):
        Pauses(store).pause(Switch.OUTBOX, "holidays", "kim", NOW)
    assert store.pauses.all() == ()


def test_a_command_on_a_ticket_tells_what_was_before_and_after(kept: Store) -> None:
    opened = open_ticket(kept, Applier(kept, IDS, PlainComposer(), leaves=leaf))
    assert kept.views.changes() == (), "what nobody did is no change"
    number = opened.ticket_number
    assert number is not None
    tickets = tickets_of(kept)
    tickets.work(number, Assign("kim", "lena"), NOW)
    long = "Something that somebody wrote, and that must not stay for ever. " * 3
    tickets.work(number, Note("lena", long), NOW)
    assert told(kept) == [("kim", "assign", f"ticket {number}"), ("lena", "note", f"ticket {number}")]
    note, assign = kept.views.changes()
    assert assign.detail["tickets"] == {str(number): {"assignee": ["", "lena"]}}
    assert long not in json.dumps(note.detail)
    assert kept.views.changes(subject=f"ticket {number}", person="lena") == (note,)
    assert kept.views.changes(limit=1) == (note,)
    assert found(kept) == []


def test_a_refused_command_leaves_no_change(kept: Store) -> None:
    with pytest.raises(Refused):
        tickets_of(kept).work(99, Assign("kim", "lena"), NOW)
    assert kept.views.changes() == ()


def test_what_the_daemon_decides_is_no_persons_change() -> None:
    assert command_cause((1, Assign(DAEMON, "lena")), DAEMON, NOW).by == ""
    cause = command_cause((1, Assign("kim", "lena")), "kim", NOW, subject="ticket 1")
    assert (cause.by, cause.action, cause.subject) == ("kim", "assign", "ticket 1")


def each(store: Store) -> dict[str, tuple[Callable[[], Any], tuple[str, str]]]:
    """One thing for each kind of service that a person changes something by, and what it is told as."""
    door = Door(store)
    people = People(store.people, store.audit, store.transact)
    billing = Billing(store, Applier(store, IDS, PlainComposer(), leaves=leaf))
    pauses = Pauses(store)
    return {
        "add_customer": (
            lambda: people.add_customer("Acme", "en", ("acme.example",), "", "kim", NOW),
            ("add_customer", "customer Acme"),
        ),
        "add_domain": (
            lambda: people.add_domain("Acme", "acme2.example", "kim", NOW),
            ("add_domain", "customer Acme"),
        ),
        "add_contact": (
            lambda: people.add_contact("Acme", "ann@acme.example", "Ann", "en", "kim", NOW),
            ("add_contact", "customer Acme"),
        ),
        "set_stage": (
            lambda: people.set_stage("Acme", Stage.WARRANTY, "kim", NOW),
            ("set_stage", "customer Acme"),
        ),
        "voucher": (
            lambda: billing.add_voucher("Acme", Decimal(5), "kim", "", NOW),
            ("add_voucher", "customer Acme"),
        ),
        "pause": (lambda: pauses.pause(Switch.OUTBOX, "holidays", "kim", NOW), ("pause", "switch outbox")),
        "resume": (lambda: pauses.resume(Switch.OUTBOX, "kim", NOW), ("resume", "switch outbox")),
        "user": (
            lambda: door.users.add(ADAM, "Adam", [Role.ADMIN], "", PASSWORD, "kim", NOW),
            ("add_user", f"user {ADAM}"),
        ),
        "roles": (lambda: door.users.set_roles(ADAM, list(Role), "kim", NOW), ("set_roles", f"user {ADAM}")),
        "language": (lambda: door.users.rename(ADAM, "Adam", "de", "kim", NOW), ("rename_user", f"user {ADAM}")),
        "enable": (lambda: door.users.enable(ADAM, "kim", NOW), ("enable_user", f"user {ADAM}")),
        "password": (
            lambda: door.users.set_password(ADAM, "another fine password", "kim", NOW),
            ("set_password", f"user {ADAM}"),
        ),
        "totp": (lambda: door.users.reset_totp(ADAM, "kim", NOW), ("reset_totp", f"user {ADAM}")),
        "sessions": (lambda: door.users.revoke_all(ADAM, "kim", NOW), ("revoke_sessions", f"user {ADAM}")),
    }


def test_each_kind_of_command_writes_one_change_that_the_ledger_knows(kept: Store) -> None:
    for number, (name, (do, (action, subject))) in enumerate(each(kept).items(), 1):
        do()
        lines = kept.views.changes()
        assert (len(lines), lines[0].by, lines[0].action, lines[0].subject) == (number, "kim", action, subject), name
        assert kept.ledger.body_of(f"change:{lines[0].change_id}") is not None
    report = verified(kept)
    assert report.is_whole
    assert report.entries == len(each(kept))
    assert PASSWORD not in repr(kept.views.changes())


def test_what_changed_nothing_is_no_change(kept: Store) -> None:
    assert not Pauses(kept).resume(Switch.OUTBOX, "kim", NOW)
    for refused in (
        lambda: Outbox(kept).cancel(7, "kim", NOW),
        lambda: Quarantine(kept).retry(7, "kim", NOW),
        lambda: Pauses(kept).pause(Switch.OUTBOX, "  ", "kim", NOW),
    ):
        with pytest.raises(Refused):
            refused()
    assert kept.views.changes() == ()


def test_signing_in_and_out_is_told(kept: Store) -> None:
    door = Door(kept)
    door.add(KIM)
    session = door.enter()
    door.begin(password="wrong password")
    door.sign_in.end(session.token, NOW)
    assert told(kept)[1:] == [(KIM, "sign_in", f"user {KIM}"), (KIM, "sign_out", f"user {KIM}")]
    assert session.token not in repr(kept.views.changes())


@pytest.mark.parametrize("statement", ["UPDATE change SET by = 'somebody'", "DELETE FROM change"])
def test_the_database_refuses_to_write_changes_over(kept: Store, statement: str) -> None:
    kept.audit.note("kim", "pause", "switch outbox", {}, NOW)
    with pytest.raises(peewee.PeeweeException, match="append-only"):
        kept.database.run(statement)
    assert kept.views.changes()[0].by == "kim"


def unguarded(store: Store) -> None:
    """As somebody would who may change the schema."""
    if store.database.locks_rows:
        store.database.run("ALTER TABLE change DISABLE TRIGGER change_append_only")
    else:
        for trigger in ("update", "delete", "replace"):
            store.database.run(f"DROP TRIGGER change_no_{trigger}")


@pytest.mark.parametrize(
    "column", ["by = 'somebody'", "action = 'resume'", "subject = 'switch timers'", "detail = '{}'", "at = 1"]
)
def test_verification_finds_a_change_that_was_written_over(kept: Store, column: str) -> None:
    kept.audit.note("kim", "pause", "switch outbox", {"reason": "holidays"}, NOW)
    assert found(kept) == []
    unguarded(kept)
    kept.database.run(f"UPDATE change SET {column}")
    assert found(kept) == ["retold", "unguarded"]


def test_verification_finds_one_that_is_gone_and_one_that_was_put_in(kept: Store) -> None:
    first = kept.audit.note("kim", "pause", "switch outbox", {}, NOW)
    kept.audit.note("kim", "resume", "switch outbox", {}, NOW)
    assert found(kept) == []
    unguarded(kept)
    kept.database.change(Change.delete().where(Change.id == first))
    own = {"at": NOW, "by": "lena", "action": "pause", "subject": "switch timers", "detail": {}, "salt": "00" * 16}
    kept.database.insert(Change, own)
    assert found(kept) == ["forgotten", "retold", "unguarded"]
    assert [entry.kind for entry in kept.ledger.entries()] == [LeafKind.CHANGE] * 2


def test_a_change_that_waits_for_its_place_is_looked_at_too(kept: Store) -> None:
    kept.audit.note("kim", "pause", "switch outbox", {}, NOW)
    unguarded(kept)
    kept.database.run("UPDATE change SET by = 'somebody'")
    assert [one.what for one in change_findings(kept)] == ["retold"]


def test_what_hostile_people_are_called_can_be_kept(kept: Store) -> None:
    kept.audit.note("ki\x00m", "pause", "\ud800", {"what\x00": "\udfff", "bytes": b"\x00", "code": "123456"}, NOW)
    [line] = kept.views.changes()
    assert "code" not in line.detail, "what is secret is left out by its name"
    assert found(kept) == []


def test_long_texts_stand_as_length_and_digest() -> None:
    assert plain("x" * 80) == "x" * 80
    assert plain("x" * 81)["length"] == 81
    assert plain(b"bytes")["length"] == 5
    assert plain(Note("kim", "y" * 100))["is"] == "Note"
    assert plain({"token": "abc", "n": 1, "many": ("a", None)}) == {"n": 1, "many": ["a", None]}
