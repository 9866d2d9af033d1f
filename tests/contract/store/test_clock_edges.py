"""Response clocks at their edges: what was taken back, answers from elsewhere, customers known later, other clocks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.mail import Fetch
from models.tickets import Ticket
from models.vocabulary import CaseReason, Category, Direction, Language, OutboxState, Outcome, Severity
from processor.effects.decision import Decision
from processor.effects.tickets import Enter, FileMessage
from processor.errors import Refused
from processor.evidence.ledger import leaf
from processor.facts.causes import Merge, Note, Relabel, Reply, Split
from processor.services.calendars import Calendars, Defaults
from processor.services.customers import ContactChange, Customers, TermsChange
from processor.services.promises import ClockState, Promises
from processor.services.tickets import Tickets
from processor.sla.targets import DEFAULT_TARGETS, Rules
from processor.store.apply import Applier
from processor.store.store import Store
from tests.contract.store.queued import HOLD, KIM, later
from tests.contract.store.samples import (
    IDS,
    LEASE,
    NOW,
    POLICY,
    PlainComposer,
    cause_of,
    keep,
    message_of,
    open_ticket,
    take,
)
from tests.contract.store.test_promises import ANN, DUE, HOUR, deliver, due_of, responded


@pytest.fixture
def promises(store: Store) -> Promises:
    store.audit.leaves = leaf
    return Promises(store, Rules(DEFAULT_TARGETS), Calendars(Defaults()))


@pytest.fixture
def applier(store: Store, promises: Promises) -> Applier:
    return Applier(store, IDS, PlainComposer(), leaves=leaf, promiser=promises)


@pytest.fixture
def tickets(store: Store, applier: Applier) -> Tickets:
    return Tickets(store, applier, replace(POLICY, default_language=Language.ENGLISH))


def from_elsewhere(store: Store, applier: Applier, uid: int, at: datetime, word: str = "elsewhere") -> None:
    """A copy of an answer that one of us wrote in a mail program, received at this moment."""
    keep(store, word, first_uid=uid)
    [claim] = take(store)
    fetched = replace(claim.fetch, received_at=at)
    effects = (
        FileMessage(1, Direction.OUT, verified=True),
        Enter(1, "message_out", "signoff", "answered"),  # type: ignore[arg-type]
    )
    cause = replace(cause_of(claim, message_of(claim)), fetched=fetched)
    store.transact(lambda: applier.apply(cause, Decision(Outcome.ANSWER, (), effects), NOW))


def test_an_answer_that_was_taken_back_is_owed_again(
    store: Store, applier: Applier, promises: Promises, tickets: Tickets
) -> None:
    open_ticket(store, applier)
    deliver(store, NOW)
    step = tickets.work(1, Reply(KIM, "Try this", wait=False), NOW, hold=HOLD).step_id
    tickets.undo(step, KIM, later(5))
    assert (responded(store), due_of(store)) == (None, DUE)
    deliver(store, later(60))
    proof = promises.proof(1, DUE + HOUR)
    assert (proof.state, proof.answer, proof.due_at) == (ClockState.OVERDUE, None, DUE)
    assert len(proof.history) == 1, "nothing was promised anew"


def test_a_clock_that_a_merge_or_a_split_moved_is_put_back(
    store: Store, applier: Applier, promises: Promises, tickets: Tickets
) -> None:
    open_ticket(store, applier, "printer", 1)
    open_ticket(store, applier, "scanner", 2)
    tickets.work(1, Reply(KIM, "Try this", wait=False), NOW)
    deliver(store, NOW + HOUR)
    assert (responded(store, 1), responded(store, 2)) == (NOW + HOUR, None)
    step = tickets.work(1, Merge(KIM), NOW + 2 * HOUR, other=2).step_id
    assert responded(store, 2) == NOW + HOUR
    tickets.undo(step, KIM, NOW + 3 * HOUR)
    assert (responded(store, 1), responded(store, 2)) == (NOW + HOUR, None)
    row = next(one for one in store.views.ticket(1).messages if one.direction is Direction.OUT).message_row
    step = tickets.work(1, Split(KIM, row, "Another"), NOW + 4 * HOUR).step_id
    assert responded(store, 1) is None
    tickets.undo(step, KIM, NOW + 5 * HOUR)
    assert responded(store, 1) == NOW + HOUR
    assert promises.proof(1, DUE + HOUR).state is ClockState.KEPT


def test_other_labels_that_were_taken_back_promise_what_was_promised(
    store: Store, applier: Applier, tickets: Tickets
) -> None:
    open_ticket(store, applier)
    store.database.change(Ticket.update(reason=CaseReason.BUG))
    step = tickets.work(1, Relabel(KIM, None, Severity.CRITICAL, None), later(1)).step_id
    assert due_of(store) == datetime(2024, 5, 6, 13, tzinfo=UTC)
    tickets.undo(step, KIM, later(2))
    assert due_of(store) == DUE


def test_who_gets_a_customer_keeps_what_answered_tickets_were_promised(
    store: Store, applier: Applier, promises: Promises, tickets: Tickets
) -> None:
    customers = Customers(store, promises)
    store.people.add_customer("Customer")
    customers.agree("Customer", TermsChange(plan="none"), "lead", NOW)
    open_ticket(store, applier)
    tickets.work(1, Reply(KIM, "Try this", wait=False), NOW)
    deliver(store, NOW + HOUR)
    customers.change_contact(ANN, ContactChange(customer="Customer"), KIM, NOW + 2 * HOUR)
    assert store.views.ticket(1).line.customer == "Customer"
    assert due_of(store) == DUE
    assert promises.proof(1, NOW + 3 * HOUR).state is ClockState.KEPT


def test_undoing_a_note_on_an_answered_ticket_keeps_its_promise(
    store: Store, applier: Applier, promises: Promises, tickets: Tickets
) -> None:
    customers = Customers(store, promises)
    customer = store.people.add_customer("Customer")
    open_ticket(store, applier)
    store.database.change(Ticket.update(customer=customer))
    tickets.work(1, Reply(KIM, "Try this", wait=False), NOW)
    deliver(store, NOW + HOUR)
    customers.agree("Customer", TermsChange(plan="none"), "lead", NOW + 2 * HOUR)
    step = tickets.work(1, Note(KIM, "they called"), NOW + 3 * HOUR).step_id
    tickets.undo(step, KIM, NOW + 4 * HOUR)
    assert due_of(store) == DUE


def test_an_answer_from_elsewhere_counts_from_when_the_mail_came(
    store: Store, applier: Applier, promises: Promises
) -> None:
    """Signoff stood still: the mail came, was answered in a mail program, and only then became a ticket."""
    open_ticket(store, applier)
    store.database.change(Fetch.update(received_at=NOW - 5 * HOUR))
    from_elsewhere(store, applier, 2, NOW - 6 * HOUR, "before the mail came")
    assert responded(store) is None
    from_elsewhere(store, applier, 3, NOW - 4 * HOUR)
    assert responded(store) == NOW - 4 * HOUR
    proof = promises.proof(1, DUE + HOUR)
    assert (proof.state, proof.answer is not None) == (ClockState.KEPT, True)


@pytest.mark.parametrize("state", [OutboxState.SENDING, OutboxState.SENT])
def test_an_answer_on_its_way_is_not_taken_back_from_the_clock(
    store: Store, applier: Applier, tickets: Tickets, state: OutboxState
) -> None:
    open_ticket(store, applier)
    deliver(store, NOW)
    step = tickets.work(1, Reply(KIM, "Try this", wait=False), NOW, hold=HOLD).step_id
    [claim] = store.outbox.take("me", 9, later(30), LEASE)
    if state is OutboxState.SENT:
        store.outbox.sent(claim, later(31))
    with pytest.raises(Refused):
        tickets.undo(step, KIM, later(32))
    if state is OutboxState.SENDING:
        store.outbox.sent(claim, later(33))
    assert responded(store) in {later(31), later(33)}


@pytest.mark.parametrize(
    ("zone", "opened", "due"),
    [
        # Berlin's clocks go forward on Sunday 31 March 2024 and back on Sunday 27 October 2024.
        ("Europe/Berlin", datetime(2024, 3, 29, 10, tzinfo=UTC), datetime(2024, 4, 2, 9, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2024, 10, 25, 9, tzinfo=UTC), datetime(2024, 10, 29, 10, tzinfo=UTC)),
        ("America/New_York", datetime(2024, 3, 8, 20, tzinfo=UTC), datetime(2024, 3, 12, 19, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2024, 3, 8, 4, tzinfo=UTC), datetime(2024, 3, 12, 4, tzinfo=UTC)),
    ],
)
def test_business_days_keep_the_hour_of_the_customer_across_changes_of_the_clocks(
    store: Store, promises: Promises, applier: Applier, zone: str, opened: datetime, due: datetime
) -> None:
    customer = store.people.add_customer("Customer")
    open_ticket(store, applier)
    store.database.change(Ticket.update(customer=customer, opened_at=opened, severity=Severity.HIGH))
    Customers(store, promises).agree("Customer", TermsChange(timezone=zone), "lead", NOW)
    assert due_of(store) == due


def test_holidays_of_a_part_of_a_country_count_for_its_customers_alone(
    store: Store, promises: Promises, applier: Applier
) -> None:
    customers = Customers(store, promises)
    for at, part in enumerate(("DE-BY", "DE-BE"), 1):
        customer = store.people.add_customer(part)
        open_ticket(store, applier, part, at)
        opened = datetime(2024, 5, 29, 12, tzinfo=UTC)
        store.database.change(
            Ticket.update(customer=customer, opened_at=opened, severity=Severity.URGENT).where(Ticket.number == at)
        )
        customers.agree(part, TermsChange(calendar=part), "lead", NOW)
    assert due_of(store, 1) == datetime(2024, 5, 31, 12, tzinfo=UTC), "Corpus Christi, in Bavaria"
    assert due_of(store, 2) == datetime(2024, 5, 30, 12, tzinfo=UTC)


def test_a_year_that_begins_in_the_middle_of_a_week_is_one_week(store: Store, applier: Applier) -> None:
    """Monday 30 December 2024 to Sunday 5 January 2025: one week of figures."""
    for at, due in enumerate((datetime(2024, 12, 31, 23, tzinfo=UTC), datetime(2025, 1, 1, 1, tzinfo=UTC)), 1):
        open_ticket(store, applier, f"w{at}", at)
        store.database.change(Ticket.update(response_due=due).where(Ticket.number == at))
    now = datetime(2025, 1, 8, tzinfo=UTC)
    weeks = store.views.promises_by_week((now - timedelta(weeks=2)).date(), now.date(), now)
    assert [(one.monday.isoformat(), one.breached) for one in weeks] == [
        ("2024-12-23", 0),
        ("2024-12-30", 2),
        ("2025-01-06", 0),
    ]


def test_a_category_that_asks_nothing_ends_the_promise_and_another_begins_it(
    store: Store, applier: Applier, promises: Promises, tickets: Tickets
) -> None:
    open_ticket(store, applier)
    store.database.change(Ticket.update(reason=CaseReason.BUG))
    tickets.work(1, Relabel(KIM, Category.NOT_A_REQUEST, None, None), later(1))
    assert promises.proof(1, DUE + HOUR).state is ClockState.NONE
    tickets.work(1, Relabel(KIM, Category.BUG, Severity.HIGH, CaseReason.BUG), later(2))
    assert (due_of(store), promises.proof(1, DUE + HOUR).state) == (DUE, ClockState.OVERDUE)
