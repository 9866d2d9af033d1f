"""Leases, switches, health, the address book, figures and the audit."""

import os
import socket
import subprocess
import sys
from datetime import timedelta

import pytest

from models.mail import Fetch
from models.vocabulary import FetchState, Health, OutboxState, Outcome, Switch, TicketState
from processor.errors import Refused
from processor.store.apply import Applier
from processor.store.leases import owner_name
from processor.store.store import Store
from tests.contract.store.samples import LEASE, NOW, keep, open_ticket, take

AFTER = NOW + LEASE


def test_a_lease_is_one_owners_until_it_runs_out_or_is_given_back(store: Store) -> None:
    leases = store.leases
    assert leases.take("handle", "elsewhere:1:1", NOW, LEASE)
    assert leases.take("handle", "elsewhere:1:1", NOW + LEASE / 2, LEASE)
    assert not leases.take("handle", "other:2:2", AFTER, LEASE)
    assert leases.take("deliver", "other:2:2", NOW, LEASE)
    assert leases.holder("handle", AFTER) == "elsewhere:1:1"
    assert leases.take("handle", "other:2:2", AFTER + LEASE / 2, LEASE)
    leases.release("handle", "elsewhere:1:1")
    assert leases.holder("handle", AFTER + LEASE) == "other:2:2"
    leases.release("handle", "other:2:2")
    assert leases.holder("handle", AFTER) is None
    assert leases.take("handle", "third:3:3", NOW, LEASE)


def test_a_lease_of_a_dead_process_of_this_host_is_free_at_once(store: Store) -> None:
    script = "from processor.store.leases import owner_name; print(owner_name())"
    dead = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
    assert store.leases.take("handle", dead, NOW, LEASE)
    assert store.leases.take("handle", owner_name(), NOW, LEASE)
    assert not store.leases.take("handle", "other:1:1", NOW, LEASE)
    reused = f"{socket.gethostname()}:{os.getpid()}:1"
    assert store.leases.take("seal", reused, NOW, LEASE)
    assert store.leases.take("seal", owner_name(), NOW, LEASE)


def test_switches_are_off_with_a_reason_until_resumed(store: Store) -> None:
    store.pauses.pause(Switch.OUTBOX, "server moves", "carl", NOW)
    store.pauses.pause(Switch.OUTBOX, "still moves", "dora", AFTER)
    paused = store.pauses.paused(Switch.OUTBOX)
    assert paused is not None
    assert (paused.reason, paused.by, paused.at) == ("still moves", "dora", AFTER)
    assert store.pauses.paused(Switch.TIMERS) is None
    assert [row.switch for row in store.pauses.all()] == [Switch.OUTBOX]
    assert store.pauses.resume(Switch.OUTBOX)
    assert not store.pauses.resume(Switch.OUTBOX)
    assert store.pauses.all() == ()


def test_health_keeps_when_a_loop_was_last_well(store: Store) -> None:
    store.health.report("intake:support", Health.OK, "reading", "", NOW)
    store.health.report("intake:support", Health.DOWN, "refused", "check the password", AFTER)
    [row] = store.health.all()
    assert (row.state, row.text, row.remedy, row.last_ok_at, row.at) == (
        Health.DOWN,
        "refused",
        "check the password",
        NOW,
        AFTER,
    )


def test_the_address_book(store: Store) -> None:
    people = store.people
    people.add_contact("Early@acme.example", "Early")
    people.add_contact("early@notacme.example", "Other")
    people.add_customer("Acme", "de", ("acme.example", "@ACME.org"))
    people.add_contact("cora@elsewhere.example", "Cora", "Acme", "ru")
    people.add_contact("CORA@elsewhere.example", "Cora B")
    acme = people.customer("Acme")
    assert acme.domains == ("acme.example", "acme.org")
    assert [(contact.address, contact.name, contact.language) for contact in acme.contacts] == [
        ("cora@elsewhere.example", "Cora B", "ru"),
        ("Early@acme.example", "Early", ""),
    ]
    assert {contact.address: contact.customer for contact in people.contacts()}["early@notacme.example"] == ""
    people.add_customer("Beta")
    for wrong in (
        lambda: people.add_customer("Acme"),
        lambda: people.add_domain("Beta", "acme.org"),
        lambda: people.add_customer("Gamma", domains=("mail.ru",)),
        lambda: people.add_contact("x@y.example", customer="Nobody"),
        lambda: people.customer("Nobody"),
    ):
        with pytest.raises(Refused):
            wrong()
    assert [customer.name for customer in people.list_customers()] == ["Acme", "Beta"]


def test_figures(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    keep(store, "two", "three", first_uid=2)
    store.claims.quarantine(take(store, limit=1)[0], "broken", AFTER)
    counts = store.views.counts()
    assert counts.messages_by_outcome == {Outcome.OPENED: 1, Outcome.QUARANTINED: 1}
    assert counts.fetches_by_state == {FetchState.DONE: 1, FetchState.QUARANTINED: 1, FetchState.WAITING: 1}
    assert counts.outbox_by_state == {OutboxState.QUEUED: 1}
    assert counts.tickets_by_state == {TicketState.NEW: 1}
    assert (counts.oldest_waiting, counts.oldest_queued, counts.open_reviews) == (NOW, NOW, 0)


def test_the_audit_is_sound_and_finds_what_is_not(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    keep(store, "two", "three", "four", first_uid=2)
    store.claims.quarantine(take(store, limit=1)[0], "broken", NOW)
    audit = store.views.audit(NOW)
    assert audit.sound
    assert (audit.messages, audit.with_outcome, audit.waiting, audit.quarantined) == (4, 1, 2, 1)
    late = store.views.audit(NOW + timedelta(hours=2))
    assert not late.sound
    assert [finding.what.partition(" waits")[0] for finding in late.findings[:2]] == [
        "fetch record 3 of support",
        "fetch record 4 of support",
    ]
    assert "ann@customer.example is queued too long" in late.findings[2].what
    store.transact(lambda: store.database.change(Fetch.update(outcome=None).where(Fetch.id == 1)))
    broken = store.views.audit(NOW)
    assert not broken.sound
    assert "fetch record 1 is done without an outcome" in broken.findings[0].what
