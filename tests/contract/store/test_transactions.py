"""All or nothing, also when somebody else is faster, when a cause fails, and when the process dies."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import peewee
import pytest

from models.people import Contact, Customer
from models.tickets import Counter, Ticket
from processor.effects.decision import Decision
from processor.effects.tickets import MoveTicket
from processor.errors import SettingsError, Temporary
from processor.facts.message import Message
from processor.store.apply import Applier
from processor.store.claims import Claim
from processor.store.counters import next_number
from processor.store.errors import Stale
from processor.store.prepared import Hole, Prepared
from processor.store.store import Store, open_store
from tests.contract.store.samples import (
    IDS,
    NOW,
    POLICY,
    Named,
    PlainComposer,
    cause_of,
    keep,
    message_of,
    opening,
    reading_of,
    take,
)
from tests.servers.postgres import Postgres

ROOT = Path(__file__).resolve().parents[3]


def numbers(store: Store) -> list[int]:
    return sorted(ticket.number for ticket in store.views.tickets())


def test_one_failing_cause_takes_nobody_with_it(store: Store, applier: Applier) -> None:
    keep(store, "one", "two", "three")
    claims = take(store)

    def work() -> list[int]:
        failed = []
        for claim in claims:
            message = message_of(claim)
            wrong = (MoveTicket(999, before="new", after="open"),) if message.subject == "two" else ()  # type: ignore[arg-type]
            try:
                applier.apply(cause_of(claim, message), opening(message, *wrong), NOW)
            except (Stale, ValueError):
                failed.append(claim.fetch.fetch_id)
        return failed

    assert store.transact(work) == [2]
    assert numbers(store) == [1, 2]
    assert [ticket.subject for ticket in store.views.tickets()] == ["three", "one"]
    assert len(store.outbox.list()) == 2


def test_an_exception_undoes_the_whole_transaction(store: Store, applier: Applier) -> None:
    keep(store, "one")
    [claim] = take(store)
    message = message_of(claim)

    def work() -> None:
        applier.apply(cause_of(claim, message), opening(message), NOW)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.transact(work)
    assert (numbers(store), store.outbox.list()) == ([], ())
    store.transact(lambda: applier.apply(cause_of(claim, message), opening(message), NOW))
    assert numbers(store) == [1]


def test_nested_transactions_are_one(store: Store) -> None:
    def work() -> None:
        store.people.add_customer("Inner")
        raise RuntimeError("outer fails")

    with pytest.raises(RuntimeError):
        store.transact(work)
    assert store.people.list_customers() == ()


def test_numbers_have_no_gaps_under_concurrent_writers(store: Store, store_url: str) -> None:
    failures: list[BaseException] = []
    runs: list[int] = []

    def work() -> None:
        own = open_store(store_url)
        try:
            for _ in range(10):

                def count() -> int:
                    runs.append(1)
                    return next_number(own.database, "ticket")

                own.transact(count)
        except BaseException as error:  # noqa: BLE001 - shown to the main thread
            failures.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert store.database.value(Counter.select(Counter.value)) == 30
    assert len(runs) >= 30


def test_two_workers_handle_every_mail_exactly_once(store: Store, store_url: str) -> None:
    keep(store, *(f"word{at}" for at in range(40)))
    failures: list[BaseException] = []

    def work(owner: str) -> None:
        own = open_store(store_url)
        applier = Applier(own, IDS, PlainComposer())
        try:
            while claims := take(own, limit=4, owner=owner):
                mails = [(claim, message_of(claim)) for claim in claims]

                def handle(mails: list[tuple[Claim, Message]] = mails) -> None:
                    for claim, message in mails:
                        own.facts.message_facts(reading_of(claim, message), Named(), POLICY, NOW, False)
                        applier.apply(cause_of(claim, message), opening(message), NOW)

                own.transact(handle)
        except BaseException as error:  # noqa: BLE001 - shown to the main thread
            failures.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=work, args=(f"w{at}",)) for at in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failures == []
    assert numbers(store) == list(range(1, 41))
    assert len({ticket.subject for ticket in store.views.tickets()}) == 40
    assert store.views.audit(NOW).with_outcome == 40


def test_work_is_run_again_when_the_database_could_not_order_it(store: Store, store_url: str) -> None:
    """Write skew: each reads what the other writes. SQLite lets one wait; PostgreSQL has one done again."""
    store.people.add_customer("A")
    store.people.add_customer("B")
    other = open_store(store_url)
    runs = 0

    def write(into: Store, name: str) -> int:
        seen = len(into.database.rows(Customer.select().where(Customer.notes == "on")))
        into.database.change(Customer.update(notes="on" if seen == 0 else "off").where(Customer.name == name))
        return seen

    def work() -> int:
        nonlocal runs
        runs += 1
        seen = len(store.database.rows(Customer.select().where(Customer.notes == "on")))
        if runs == 1 and store.database.locks_rows:
            other.transact(lambda: write(other, "B"))
        store.database.change(Customer.update(notes="on" if seen == 0 else "off").where(Customer.name == "A"))
        return seen

    if not store.database.locks_rows:
        other.transact(lambda: write(other, "B"))
    assert store.transact(work) == 1
    assert runs == (2 if store.database.locks_rows else 1)
    on = [row["name"] for row in store.database.rows(Customer.select().where(Customer.notes == "on"))]
    assert on == ["B"]
    other.close()


def test_a_row_that_is_there_twice_is_an_error_after_a_bounded_number_of_runs(store: Store) -> None:
    runs = 0

    def work() -> None:
        nonlocal runs
        runs += 1
        for _ in range(2):
            store.database.insert(Contact, {"address_key": "a@b.example", "address": "a@b.example"})

    with pytest.raises(peewee.IntegrityError):
        store.transact(work)
    assert 1 <= runs <= 3
    assert store.people.contacts() == ()


def test_foreign_keys_are_enforced(store: Store) -> None:
    with pytest.raises(peewee.IntegrityError):
        store.transact(lambda: store.database.insert(Contact, {"address_key": "a", "address": "a", "customer": 77}))


def test_hostile_text_is_stored_and_found_again(store: Store) -> None:
    name = "nul\x00 and \ud800 lone"
    store.people.add_customer(name)
    [customer] = store.people.list_customers()
    assert customer.name == "nul\ufffd and \ufffd lone"
    assert store.people.customer(name).customer_id == customer.customer_id


def test_prepared_queries_fill_single_many_and_no_values(store: Store) -> None:
    for name in ("A", "B", "C"):
        store.people.add_customer(name)
    named = Prepared(Customer.select(Customer.name).where(Customer.name.in_(Hole(Customer.name, "names", many=True))))
    assert sorted(store.database.column(named, names=["A", "C", "X"])) == ["A", "C"]
    assert store.database.column(named, names=["B"]) == ["B"]
    assert store.database.column(named, names=[]) == []
    with pytest.raises(KeyError):
        store.database.column(named)


def test_a_wrong_statement_is_not_taken_for_an_outage(store: Store) -> None:
    with pytest.raises(peewee.PeeweeException):
        store.database.run("SELECT nonsense FROM nowhere")
    with pytest.raises(peewee.PeeweeException):
        store.transact(lambda: store.database.run("SELEKT"))


def test_threads_have_connections_of_their_own_and_close_ends_all(store: Store) -> None:
    seen: list[object] = [store.database.peewee.connection()]

    def work() -> None:
        seen.append(store.database.peewee.connection())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(30)
    assert seen[0] is not seen[1]
    store.close()
    with pytest.raises(Exception, match="closed"):
        seen[1].execute("SELECT 1")  # type: ignore[attr-defined]
    assert store.views.tickets() == ()


KILLED = """
import os, signal, sys
from tests.contract.store.samples import *
store = open_store(sys.argv[1])
applier = Applier(store, IDS, PlainComposer())
[claim] = take(store)
message = message_of(claim)
def work():
    applier.apply(cause_of(claim, message), opening(message), NOW)
    os.kill(os.getpid(), signal.SIGKILL)
store.transact(work)
"""


def test_a_killed_process_leaves_nothing_half_done(store: Store, store_url: str, applier: Applier) -> None:
    keep(store, "one")
    script = "from processor.store.store import open_store\n" + KILLED
    done = subprocess.run([sys.executable, "-c", script, store_url], cwd=ROOT, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    assert (numbers(store), store.outbox.list()) == ([], ())
    [claim] = take(store, now=NOW.replace(year=2025))
    message = message_of(claim)
    store.transact(lambda: applier.apply(cause_of(claim, message), opening(message), NOW))
    assert numbers(store) == [1]
    assert store.views.audit(NOW).sound


def test_a_lost_connection_is_temporary_and_heals(postgres: Postgres) -> None:
    url = postgres.fresh()
    store = open_store(url)
    store.people.add_customer("A")

    def die() -> None:
        pid = store.database.run("SELECT pg_backend_pid()").fetchone()[0]
        killer = open_store(url)
        killer.database.run("SELECT pg_terminate_backend(%s)", (pid,))
        killer.close()
        store.people.add_customer("B")

    with pytest.raises(Temporary, match="check that the server runs"):
        store.transact(die)
    assert [customer.name for customer in store.people.list_customers()] == ["A"]
    store.people.add_customer("C")
    store.close()


def test_a_database_that_cannot_be_reached_is_temporary_and_names_the_remedy(
    database_kind: str, tmp_path: Path
) -> None:
    if database_kind == "sqlite":
        url, remedy = f"sqlite:///{tmp_path}/no/such/folder/s.db", "make its folder"
    else:
        url, remedy = f"postgresql://nobody@/none?host={tmp_path}", "check that the server runs"
    store = open_store(url)
    with pytest.raises(Temporary, match=remedy):
        store.migrate()
    store.close()


def test_a_full_or_locked_sqlite_file_is_temporary(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/s.db"
    store = open_store(url)
    store.migrate()
    store.database.run("PRAGMA query_only = 1")
    with pytest.raises(Temporary, match="can't be used"):
        store.people.add_customer("A")
    store.database.run("PRAGMA query_only = 0")
    store.people.add_customer("A")
    assert os.stat(tmp_path / "s.db").st_mode & 0o077 == 0
    store.close()


@pytest.mark.parametrize("url", ["", "signoff.db", "sqlite:///", "mysql://h/d", "postgresql://h/d?nonsense=1"])
def test_an_address_that_names_no_database_is_the_operators_to_correct(url: str) -> None:
    with pytest.raises(SettingsError, match=r"store\.url"):
        open_store(url)


def test_sqlite_is_durable_and_checks_its_keys(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/s.db")
    pragma: Callable[[str], object] = lambda name: store.database.run(f"PRAGMA {name}").fetchone()[0]  # noqa: E731
    assert (pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")) == ("wal", 2, 1)
    store.close()


def test_decisions_without_effects_are_applied_too(store: Store, applier: Applier) -> None:
    keep(store, "one")
    [claim] = take(store)
    message = message_of(claim)
    applied = store.transact(lambda: applier.apply(cause_of(claim, message), Decision(None, (), ()), NOW))
    assert (applied.ticket_number, applied.outbox_ids) == (None, ())
    assert store.database.value(Ticket.select(Ticket.id)) is None
