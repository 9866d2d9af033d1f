"""What tickets cost: facts by one query a table, charges that are frozen, vouchers that never go below zero."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from models.vocabulary import DecidedBy, EntitlementKind, EntryKind, Source, TicketState, TimerKind, Treatment
from processor.effects.deployments import (
    DisputeCompletion,
    DrawVoucher,
    LinkOutstanding,
    NoteWork,
    PlanTimer,
    RecordCompletion,
    RecordLive,
    SetTreatment,
)
from processor.effects.tickets import TICKET, Enter, MoveTicket, OpenTicket
from processor.errors import Refused
from processor.store.apply import Applier
from processor.store.store import Store, open_store
from tests.contract.store.deals import applier_of
from tests.contract.store.deployed import STAGE, at, later, move, start
from tests.contract.store.samples import NOW, act


@pytest.fixture
def applier(store: Store) -> Applier:
    return applier_of(store)


def ticket(store: Store, applier: Applier, word: str = "help", customer_id: int = 1, **changes: object) -> int:
    """The id of a new ticket of the customer."""
    opened = OpenTicket(
        TICKET, 0, word, Source.PHONE, "en", customer_id, None, None, None, None, DecidedBy.PERSON
    )  # fmt: skip
    return act(store, applier, word, replace(opened, **changes), now=later(1)).ticket_id or 0  # type: ignore[arg-type]


def close(store: Store, applier: Applier, ticket_id: int, days: float = 2) -> None:
    moved = MoveTicket(ticket_id, TicketState.NEW, TicketState.CLOSED)
    act(store, applier, f"close {ticket_id}", moved, Enter(ticket_id, EntryKind.CLOSED, "kim", "done"), now=later(days))


def test_a_ticket_belongs_to_the_only_deployment_that_had_begun(store: Store, applier: Applier) -> None:
    start(store, applier)
    one = ticket(store, applier)
    facts = store.facts.billing_facts(one, NOW)
    assert (facts.deployment_number, facts.deployments, facts.begun, facts.live_at) == (1, 1, True, None)
    act(
        store,
        applier,
        "live",
        RecordLive(1, NOW, None, "", "kim"),
        PlanTimer(1, TimerKind.WARRANTY_END, later(22)),
        RecordCompletion(1, later(30), deemed=False),
        DisputeCompletion(1, disputed=True),
    )
    facts = store.facts.billing_facts(one, NOW)
    assert (facts.live_at, facts.warranty_until, facts.completed_at, facts.in_dispute) == (
        NOW,
        later(22),
        later(30),
        True,
    )
    start(store, applier, "Quay")
    facts = store.facts.billing_facts(one, NOW)
    assert (facts.deployment_number, facts.deployments, facts.begun) == (0, 2, False)
    act(store, applier, "which", NoteWork(one, "kim", deployment_id=2))
    assert store.facts.billing_facts(one, NOW).deployment_number == 2
    act(store, applier, "neither", NoteWork(one, "kim", deployment_id=0))
    act(store, applier, "listed", LinkOutstanding(1, one, 0, 1, "help"))
    facts = store.facts.billing_facts(one, NOW)
    assert (facts.deployment_number, facts.outstanding) == (1, True)
    with pytest.raises(Refused, match="no ticket"):
        store.facts.billing_facts(99, NOW)


def test_where_all_deployments_were_complete_the_last_counts(store: Store, applier: Applier) -> None:
    start(store, applier)
    start(store, applier, "Quay")
    act(store, applier, "first", RecordCompletion(1, NOW, deemed=True))
    one = ticket(store, applier)
    assert store.facts.billing_facts(one, NOW).deployments == 2
    act(store, applier, "second", RecordCompletion(2, later(0.5), deemed=False))
    facts = store.facts.billing_facts(one, NOW)
    assert (facts.deployment_number, facts.deployments, facts.completed_at) == (2, 1, later(0.5))
    move(store, applier, 2, STAGE.CANCELLED)
    assert store.facts.billing_facts(one, NOW).deployment_number == 1
    assert store.facts.billing_facts(ticket(store, applier, "nobody", 0), NOW).deployments == 0


def test_what_a_person_says_of_the_work_is_kept_until_it_is_frozen(store: Store, applier: Applier) -> None:
    start(store, applier)
    one = ticket(store, applier)
    said = NoteWork(one, "kim", Decimal("1.25"), after_hours=True, warranty=True, release="26-1.2")
    act(store, applier, "said", said, NoteWork(one, "lee", moves_adds_changes=True))
    facts = store.facts.billing_facts(one, NOW)
    assert (facts.hours, facts.after_hours, facts.moves_adds_changes) == (Decimal("1.25"), True, True)
    assert facts.warranty_accepted_by == "kim"
    act(store, applier, "not", NoteWork(one, "kim", warranty=False, after_hours=False))
    assert (at(store).number, store.facts.billing_facts(one, NOW).warranty_accepted_by) == (1, "")
    act(store, applier, "decide", SetTreatment(one, Treatment.BILLABLE, "they agreed", by="kim"))
    act(store, applier, "freeze", SetTreatment(one, Treatment.BILLABLE, "they agreed", frozen=True))
    act(store, applier, "again", SetTreatment(one, Treatment.WARRANTY, "after all", frozen=True))
    facts = store.facts.billing_facts(one, NOW)
    assert (facts.stored, facts.stored_why, facts.decided_by, facts.frozen) == (
        Treatment.BILLABLE,
        "they agreed",
        "kim",
        True,
    )
    with pytest.raises(Refused, match="changes no more"):
        act(store, applier, "hours", NoteWork(one, "kim", hours=Decimal(9)))
    act(store, applier, "release", NoteWork(one, "kim", release="26-2.1"))
    assert [line.name for line in store.releases.list()] == ["26-1.2", "26-2.1"]
    assert [line.number for line in store.releases.resolved("26-2.1")] == [2]


def test_what_waits_for_a_decision_takes_one_after_closing_and_then_none(store: Store, applier: Applier) -> None:
    one = ticket(store, applier, customer_id=0)
    act(store, applier, "open", SetTreatment(one, Treatment.TO_BE_DECIDED, "which?", frozen=True))
    act(store, applier, "rules", SetTreatment(one, Treatment.BILLABLE, "rules", frozen=True))
    assert store.facts.billing_facts(one, NOW).stored is Treatment.TO_BE_DECIDED
    act(store, applier, "hours", NoteWork(one, "kim", hours=Decimal(2)))
    act(store, applier, "person", SetTreatment(one, Treatment.BILLABLE, "agreed", by="kim", frozen=True))
    act(store, applier, "person again", SetTreatment(one, Treatment.WARRANTY, "or not", by="lee", frozen=True))
    facts = store.facts.billing_facts(one, NOW)
    assert (facts.stored, facts.decided_by, facts.hours) == (Treatment.BILLABLE, "kim", Decimal(2))


def test_entitlements_count_on_their_days(store: Store, applier: Applier) -> None:
    store.people.add_customer("Customer Ltd")
    one = ticket(store, applier)
    day = later(1).date()
    service = EntitlementKind.ISSUE_RESOLUTION
    for first, last, counts in (
        (day + timedelta(days=1), None, False),
        (date(2024, 1, 1), day - timedelta(days=1), False),
        (day, day, True),
    ):
        store.entitlements.grant("Customer Ltd", service, "kim", NOW, first_day=first, last_day=last)
        assert store.facts.billing_facts(one, NOW).issue_resolution is counts
    store.entitlements.end(3, day - timedelta(days=1))
    assert not store.facts.billing_facts(one, NOW).issue_resolution
    assert [line.entitlement_id for line in store.entitlements.of("Customer Ltd")] == [1, 2, 3]
    with pytest.raises(Refused, match="could end"):
        store.entitlements.end(9, day)
    with pytest.raises(Refused, match="before it begins"):
        store.entitlements.grant("Customer Ltd", service, "kim", NOW, first_day=day, last_day=date(2024, 1, 1))
    with pytest.raises(Refused, match="no customer"):
        store.entitlements.balance("Nobody")


def test_a_voucher_is_drawn_once_a_ticket_and_never_below_zero(store: Store, applier: Applier) -> None:
    store.people.add_customer("Customer Ltd")
    one, two = ticket(store, applier), ticket(store, applier, "more")
    voucher = EntitlementKind.VOUCHER
    for hours in (None, Decimal(0), Decimal(-1), Decimal("0.00001")):
        with pytest.raises(Refused):
            store.entitlements.grant("Customer Ltd", voucher, "kim", NOW, hours=hours)
    store.entitlements.grant("Customer Ltd", voucher, "kim", NOW, hours=Decimal("3.5"))
    act(store, applier, "draw", DrawVoucher(1, one, Decimal("1.25")))
    act(store, applier, "draw again", DrawVoucher(1, one, Decimal("1.25")))
    assert store.entitlements.balance("Customer Ltd") == Decimal("2.25")
    assert store.facts.billing_facts(two, NOW).voucher == Decimal("2.25")
    with pytest.raises(Refused, match=r"has 2\.25 hours left"):
        act(store, applier, "too much", DrawVoucher(1, two, Decimal("2.2501")))
    act(store, applier, "the rest", DrawVoucher(1, two, Decimal("2.25")))
    assert store.entitlements.balance("Customer Ltd") == Decimal(0)
    assert [(line.ticket_number, line.hours) for line in store.entitlements.drawn("Customer Ltd")] == [
        (1, Decimal("1.25")),
        (2, Decimal("2.25")),
    ]
    assert [line.hours for line in store.entitlements.of("Customer Ltd")] == [Decimal("3.5")]


def test_two_that_draw_at_once_do_not_overdraw(new_url: Callable[[], str]) -> None:
    url = new_url()
    store = open_store(url)
    store.migrate()
    applier = applier_of(store)
    store.people.add_customer("Customer Ltd")
    tickets = [ticket(store, applier, word) for word in ("one", "two")]
    store.entitlements.grant("Customer Ltd", EntitlementKind.VOUCHER, "kim", NOW, hours=Decimal(3))
    refused: list[str] = []
    begin = threading.Barrier(2)

    def draw(ticket_id: int) -> None:
        own = open_store(url)
        begin.wait(10)
        try:
            act(own, applier_of(own), f"draw {ticket_id}", DrawVoucher(1, ticket_id, Decimal(2)))
        except Refused as error:
            refused.append(str(error))
        finally:
            own.close()

    threads = [threading.Thread(target=draw, args=(one,)) for one in tickets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(refused) == 1
    assert store.entitlements.balance("Customer Ltd") == Decimal(1)
    store.close()


def test_an_export_names_each_ticket_of_the_period_once(store: Store, applier: Applier) -> None:
    start(store, applier)
    other = store.people.add_customer("Other Ltd")
    first, second, third = (ticket(store, applier, word) for word in ("one", "two", "three"))
    fourth = ticket(store, applier, "four", other)
    for one, days in ((first, 2.0), (second, 5.0), (fourth, 2.5)):
        close(store, applier, one, days)
    rows = store.facts.billing_in(later(2), later(5), NOW)
    assert [(row.facts.ticket.ticket_id, row.customer, row.closed_at) for row in rows] == [
        (first, "Customer Ltd", later(2)),
        (fourth, "Other Ltd", later(2.5)),
    ]
    rows = store.facts.billing_in(later(2), later(5), NOW, customer="Customer Ltd", open_too=True)
    assert [row.facts.ticket.ticket_id for row in rows] == [first, third]
    merged = MoveTicket(third, TicketState.NEW, TicketState.MERGED)
    act(store, applier, "merge", merged, now=later(3))
    assert [row.facts.ticket.ticket_id for row in store.facts.billing_in(later(0), later(9), NOW)] == [
        first,
        second,
        fourth,
    ]


def test_an_export_asks_each_table_once(store: Store, applier: Applier, monkeypatch: pytest.MonkeyPatch) -> None:
    start(store, applier)

    def queries(count: int) -> int:
        for at_ in range(count):
            close(store, applier, ticket(store, applier, f"t{count} {at_}"))
        asked: list[str] = []
        run = store.database.run
        with monkeypatch.context() as patch:
            patch.setattr(
                store.database, "run", lambda sql, parameters=(): (asked.append(sql), run(sql, parameters))[1]
            )
            assert len(store.facts.billing_in(later(0), later(9), NOW)) >= count
        return len([sql for sql in asked if '"message"' not in sql])

    assert queries(1) == queries(10)


def test_a_release_is_announced_once_and_each_ticket_of_it(store: Store, applier: Applier) -> None:
    start(store, applier)
    first, second = (ticket(store, applier, name) for name in ("told first", "told later"))
    for one in (first, second):
        act(store, applier, f"release {one}", NoteWork(one, "kim", release="26-1.2"))
    store.releases.add("26-1.2", "lee", NOW)
    store.releases.announced("26-1.2", [first], NOW)
    assert [(line.name, line.entered_by, line.announced_at) for line in store.releases.list()] == [
        ("26-1.2", "kim", NOW)
    ]
    assert [line.told_at for line in store.releases.resolved("26-1.2")] == [NOW, None]
    store.releases.announced("26-1.2", [second], NOW + timedelta(days=1))
    assert store.releases.list()[0].announced_at == NOW
    assert [line.told_at for line in store.releases.resolved("26-1.2")] == [NOW, NOW + timedelta(days=1)]
    act(store, applier, "another", NoteWork(first, "kim", release="26-1.3"))
    assert [line.told_at for line in store.releases.resolved("26-1.3")] == [None]
