"""Promises of first answers on both databases: made with the ticket, again when what they rest on changes, and kept."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playhouse.migrations import Runner

from models.promises import ResponsePromise
from models.tickets import Ticket
from models.vocabulary import (
    Category,
    DecidedBy,
    Direction,
    OutboxState,
    Severity,
    SuccessPlan,
    TicketState,
)
from processor.effects.mail import MailTemplate, ProveSent, RecordBounce, SendMail
from processor.effects.tickets import FileText, Label, MergeTicket, MoveTicket
from processor.errors import Refused
from processor.evidence.ledger import leaf
from processor.services.calendars import Calendars, Defaults
from processor.services.customers import ContactChange, CustomerChange, Customers, TermsChange
from processor.services.promises import CatchUp, ClockState, Promises
from processor.sla.promise import SpanKind
from processor.sla.targets import DEFAULT_TARGETS, Rules
from processor.store.apply import Applier
from processor.store.store import Store, open_store
from tests.contract.store.samples import IDS, LEASE, NOW, PlainComposer, act, open_ticket
from tests.contract.store.test_migrations import MIGRATIONS

HOUR = timedelta(hours=1)
ANN = "ann@customer.example"
DUE = datetime(2024, 5, 8, 9, tzinfo=UTC)
"""Severity 3 on the basic plan: two business days from Monday, 6 May 2024, 07:08, which is before hours."""


@pytest.fixture
def promises(store: Store) -> Promises:
    store.audit.leaves = leaf
    return Promises(store, Rules(DEFAULT_TARGETS), Calendars(Defaults()))


@pytest.fixture
def applier(store: Store, promises: Promises) -> Applier:
    return Applier(store, IDS, PlainComposer(), leaves=leaf, promiser=promises)


@pytest.fixture
def customers(store: Store, promises: Promises) -> Customers:
    return Customers(store, promises)


def due_of(store: Store, number: int = 1) -> datetime | None:
    found: datetime | None = store.database.value(Ticket.select(Ticket.response_due).where(Ticket.number == number))
    return found


def responded(store: Store, number: int = 1) -> datetime | None:
    found: datetime | None = store.database.value(Ticket.select(Ticket.responded_at).where(Ticket.number == number))
    return found


def label(ticket: int, severity: Severity | None, category: Category = Category.BUG) -> Label:
    return Label(ticket, category, severity, None, DecidedBy.PERSON, "csm")


def answer(store: Store, applier: Applier, ticket: int, word: str = "answer", now: datetime = NOW) -> int:
    """A person's answer that is queued: the id of its mail."""
    text = FileText(ticket, Direction.OUT, "csm", "We look at it.")
    mail = SendMail(MailTemplate.ANSWER, 0, ticket, ANN, "Ann", "en", "")
    return act(store, applier, word, text, mail, now=now).outbox_ids[0]


def deliver(store: Store, now: datetime) -> None:
    while claims := store.outbox.take("me", 50, now, LEASE):
        for claim in claims:
            store.outbox.sent(claim, now, "250 queued")


def test_a_ticket_is_promised_an_answer_as_it_opens(store: Store, applier: Applier, promises: Promises) -> None:
    open_ticket(store, applier)
    assert due_of(store) == DUE
    proof = promises.proof(1, NOW)
    assert (proof.state, proof.due_at, proof.responded_at, proof.answer) == (ClockState.RUNNING, DUE, None, None)
    assert proof.left == DUE - NOW
    assert proof.promise is not None
    assert (proof.promise.plan, proof.promise.severity, proof.promise.target) == (
        SuccessPlan.BASIC,
        Severity.HIGH,
        "2d",
    )
    assert proof.counted == 16 * HOUR
    assert (proof.promise.spans[0].start, proof.promise.spans[-1].end) == (NOW, DUE)
    assert promises.proof(1, DUE).state is ClockState.RUNNING
    late = promises.proof(1, DUE + HOUR)
    assert (late.state, late.left) == (ClockState.OVERDUE, -HOUR)


def test_without_a_promiser_nothing_is_promised(store: Store, promises: Promises) -> None:
    open_ticket(store, Applier(store, IDS, PlainComposer()))
    proof = promises.proof(1, NOW)
    assert (due_of(store), proof.state, proof.history) == (None, ClockState.NONE, ())
    assert "nothing was promised" in proof.why


def test_the_severity_moves_the_due_moment_and_history_keeps_both(
    store: Store, applier: Applier, promises: Promises
) -> None:
    ticket = open_ticket(store, applier).ticket_id
    assert ticket
    act(store, applier, "critical", label(ticket, Severity.CRITICAL), now=NOW + HOUR)
    assert due_of(store) == datetime(2024, 5, 6, 13, tzinfo=UTC)
    act(store, applier, "same", label(ticket, Severity.CRITICAL), now=NOW + 2 * HOUR)
    history = promises.proof(1, NOW).history
    assert [one.severity for one in history] == [Severity.HIGH, Severity.CRITICAL], "what is the same is not repeated"
    assert [one.made_at for one in history] == [NOW, NOW + HOUR]


def test_what_turns_out_to_be_no_request_is_owed_nothing_and_back(
    store: Store, applier: Applier, promises: Promises
) -> None:
    ticket = open_ticket(store, applier).ticket_id
    assert ticket
    act(store, applier, "no", label(ticket, None, Category.NOT_A_REQUEST))
    assert due_of(store) is None
    assert promises.proof(1, NOW).why == "it is not a request"
    act(store, applier, "yes", label(ticket, None))
    proof = promises.proof(1, NOW)
    assert proof.promise
    assert (proof.promise.severity, proof.promise.judged) == (Severity.URGENT, False)


def test_a_model_that_may_not_replace_a_person_moves_no_promise(store: Store, applier: Applier) -> None:
    ticket = open_ticket(store, applier).ticket_id
    assert ticket
    act(store, applier, "person", label(ticket, Severity.MEDIUM))
    act(store, applier, "model", Label(ticket, Category.BUG, Severity.CRITICAL, None, DecidedBy.MODEL, "signoff"))
    assert due_of(store) == DUE


def test_only_an_answer_that_the_server_took_counts(store: Store, applier: Applier, promises: Promises) -> None:
    ticket = open_ticket(store, applier).ticket_id
    assert ticket
    deliver(store, NOW + HOUR)
    assert responded(store) is None, "the acknowledgement went out, and is nobody's answer"
    act(store, applier, "closing", SendMail(MailTemplate.CLOSING, 0, ticket, ANN, "Ann", "en", "auto-generated"))
    deliver(store, NOW + HOUR)
    assert responded(store) is None, "what Signoff writes by itself is nobody's answer"
    act(store, applier, "note", FileText(ticket, Direction.NOTE, "csm", "they are right"))
    assert responded(store) is None
    mail = answer(store, applier, ticket, now=NOW + 2 * HOUR)
    assert responded(store) is None, "it is only queued"
    deliver(store, NOW + 3 * HOUR)
    assert responded(store) == NOW + 3 * HOUR
    answer(store, applier, ticket, "second", NOW + 4 * HOUR)
    deliver(store, NOW + 4 * HOUR)
    proof = promises.proof(1, NOW + 9 * HOUR)
    assert (proof.state, proof.responded_at, proof.left) == (ClockState.KEPT, NOW + 3 * HOUR, timedelta())
    assert proof.answer
    assert (proof.answer.outbox_id, proof.answer.by, proof.answer.answer) == (mail, "csm", "250 queued")
    assert (proof.answer.recipient, proof.answer.at) == (ANN, NOW + 3 * HOUR)


def test_an_answer_that_nobody_knows_of_counts_once_it_is_proven(
    store: Store, applier: Applier, promises: Promises
) -> None:
    ticket = open_ticket(store, applier).ticket_id
    assert ticket
    mail = answer(store, applier, ticket)
    while claims := store.outbox.take("me", 50, NOW, LEASE):
        for claim in claims:
            store.outbox.uncertain(claim, "time-out after DATA", NOW + HOUR)
    assert responded(store) is None
    act(store, applier, "proof", ProveSent(mail, "our own copy"), now=NOW + 2 * HOUR)
    assert responded(store) == NOW + 2 * HOUR
    proof = promises.proof(1, NOW + 3 * HOUR)
    assert proof.answer
    assert proof.answer.proof == "our own copy"


def test_an_answer_that_came_back_for_good_was_none(store: Store, applier: Applier, promises: Promises) -> None:
    ticket = open_ticket(store, applier).ticket_id
    assert ticket
    mail = answer(store, applier, ticket)
    deliver(store, NOW + HOUR)
    act(store, applier, "delay", RecordBounce(mail, permanent=False, status="4.4.1", diagnostic="later"))
    assert responded(store) == NOW + HOUR
    act(store, applier, "bounce", RecordBounce(mail, permanent=True, status="5.1.1", diagnostic="no such user"))
    assert responded(store) is None
    assert promises.proof(1, DUE + HOUR).state is ClockState.OVERDUE


def test_an_answer_counts_where_its_ticket_goes_on(store: Store, applier: Applier) -> None:
    first = open_ticket(store, applier, "printer", 1).ticket_id
    second = open_ticket(store, applier, "printer again", 2).ticket_id
    assert first
    assert second
    answer(store, applier, second)
    act(store, applier, "merge", MergeTicket(second, first), MoveTicket(second, TicketState.NEW, TicketState.MERGED))
    deliver(store, NOW + HOUR)
    assert (responded(store, 1), responded(store, 2)) == (NOW + HOUR, None)


def test_a_late_answer_is_a_breach_and_an_end_in_time_is_none(
    store: Store, applier: Applier, promises: Promises
) -> None:
    late, ended, left = (open_ticket(store, applier, word, at).ticket_id for at, word in enumerate("abc", 1))
    assert late
    assert ended
    assert left
    answer(store, applier, late)
    deliver(store, DUE + HOUR)
    for ticket, when in ((ended, DUE - HOUR), (left, DUE + HOUR)):
        act(store, applier, f"close {ticket}", MoveTicket(ticket, TicketState.NEW, TicketState.CLOSED), now=when)
    states = [promises.proof(number, DUE + 9 * HOUR).state for number in (1, 2, 3)]
    assert states == [ClockState.BREACHED, ClockState.ENDED, ClockState.BREACHED]


def test_what_is_agreed_with_a_customer_reaches_its_waiting_tickets_alone(
    store: Store, applier: Applier, promises: Promises, customers: Customers
) -> None:
    customer = store.people.add_customer("Customer", domains=("customer.example",))
    for at, word in enumerate(("waits", "answered", "closed", "other"), 1):
        open_ticket(store, applier, word, at)
    of_customer = Ticket.update(customer=customer).where(Ticket.number != 4)
    store.database.change(of_customer)
    ids = store.database.column(Ticket.select(Ticket.id).order_by(Ticket.number))
    answer(store, applier, ids[1])
    deliver(store, NOW + HOUR)
    act(store, applier, "close", MoveTicket(ids[2], TicketState.NEW, TicketState.CLOSED))
    version = store.views.ticket(1).line.version
    terms = TermsChange(plan="premium", timezone="Europe/Berlin", calendar="DE-BY", hours="mon-fri 08:00-16:00")
    row = customers.agree("Customer", terms, "lead", NOW + HOUR)
    assert (row.terms.plan, row.terms.hours) == (SuccessPlan.PREMIUM, "mon-fri 08:00-16:00")
    assert due_of(store, 1) == datetime(2024, 5, 7, 7, 8, 9, 123456, tzinfo=UTC), "09:08 in Berlin, the next day"
    assert [due_of(store, number) for number in (2, 3, 4)] == [DUE] * 3
    assert store.views.ticket(1).line.version == version, "a promise made anew is no change that a page could lose"
    proof = promises.proof(1, NOW)
    assert proof.promise
    assert (proof.promise.timezone, proof.promise.calendar) == ("Europe/Berlin", "DE-BY")
    [change] = store.views.changes()
    assert (change.by, change.action, change.subject) == ("lead", "agree_terms", "customer Customer")


def test_holidays_and_own_days_of_the_customer_count(store: Store, applier: Applier, customers: Customers) -> None:
    customer = store.people.add_customer("Customer")
    open_ticket(store, applier)
    store.database.change(Ticket.update(customer=customer))
    customers.agree("Customer", TermsChange(calendar="DE"), "lead", NOW)
    assert due_of(store) == DUE
    customers.agree("Customer", TermsChange(own_days=("2024-05-07 Works outing",)), "lead", NOW)
    assert due_of(store) == datetime(2024, 5, 10, 9, tzinfo=UTC), "the 9th is Ascension Day in Germany"
    customers.agree("Customer", TermsChange(own_days=("2024-05-08 09:00-10:00 Half day",)), "lead", NOW)
    assert due_of(store) == DUE
    customers.agree("Customer", TermsChange(calendar="", own_days=()), "lead", NOW)
    spans = store.views.response(1).promises[-1].spans
    assert SpanKind.HOLIDAY not in {span.kind for span in spans}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (TermsChange(plan="gold"), "no success plan"),
        (TermsChange(timezone="Berlin"), "no time zone"),
        (TermsChange(calendar="XX"), "no calendar of holidays"),
        (TermsChange(calendar="DE-XX"), "the parts of DE are"),
        (TermsChange(hours="always"), "names no days"),
        (TermsChange(own_days=("tomorrow",)), "no day"),
        (TermsChange(own_days=("2024-02-30 Odd",)), "no day"),
        (TermsChange(own_days=("2024-12-24 09:00-12:00 Odd", "2024-12-24")), "stands twice"),
        (TermsChange(own_days=("2024-12-24 12:00-12:00 Odd",)), "to last"),
    ],
)
def test_terms_that_cannot_be_are_refused_and_change_nothing(
    store: Store, customers: Customers, change: TermsChange, said: str
) -> None:
    store.people.add_customer("Customer")
    before = store.people.customer("Customer")
    with pytest.raises(Refused, match=said):
        customers.agree("Customer", change, "lead", NOW)
    assert store.people.customer("Customer") == before
    assert store.views.changes() == ()


def test_a_person_who_gets_a_customer_brings_the_open_tickets_along(
    store: Store, applier: Applier, customers: Customers
) -> None:
    store.people.add_customer("Customer")
    customers.agree("Customer", TermsChange(plan="none"), "lead", NOW)
    open_ticket(store, applier)
    assert due_of(store) == DUE
    row = customers.change_contact(ANN, ContactChange(name="Ann  Lee", language="de", customer="Customer"), "csm", NOW)
    assert (row.name, row.language, row.customer) == ("Ann Lee", "de", "Customer")
    assert store.views.ticket(1).line.customer == "Customer"
    assert due_of(store) is None, "this customer is promised nothing"
    with pytest.raises(Refused, match="no customer named"):
        customers.change_contact(ANN, ContactChange(name="Other", customer="Nobody"), "csm", NOW)
    assert store.people.contact(ANN).name == "Ann Lee"


def test_a_customer_is_renamed_unless_the_name_is_taken(store: Store, customers: Customers) -> None:
    for name in ("One", "Two"):
        store.people.add_customer(name)
    changed = customers.change("One", CustomerChange(name=" First  one ", language="ru", notes="VIP"), "csm", NOW)
    assert (changed.name, changed.language, changed.notes) == ("First one", "ru", "VIP")
    for change, said in ((CustomerChange(name="Two"), "named 'Two'"), (CustomerChange(language="fr"), "no language")):
        with pytest.raises(Refused, match=said):
            customers.change("First one", change, "csm", NOW)
    assert store.people.customer("First one") == changed


def test_promises_are_made_anew_when_timers_begin(store: Store, applier: Applier, promises: Promises) -> None:
    open_ticket(store, Applier(store, IDS, PlainComposer()))
    open_ticket(store, applier, "second", 2)
    answered = open_ticket(store, Applier(store, IDS, PlainComposer()), "third", 3).ticket_id
    assert answered
    answer(store, applier, answered)
    deliver(store, NOW + HOUR)
    first = CatchUp(promises)
    assert first.turn(NOW + HOUR) == 0
    assert [due_of(store, number) for number in (1, 2, 3)] == [DUE, DUE, None]
    rows = ResponsePromise.select(ResponsePromise.id)
    assert len(store.database.column(rows)) == 2
    stricter = Promises(store, Rules(DEFAULT_TARGETS, plan=SuccessPlan.PREMIUM), promises.calendars)
    CatchUp(stricter).turn(NOW + 2 * HOUR)
    assert due_of(store, 1) == datetime(2024, 5, 7, 9, tzinfo=UTC)
    assert first.turn(NOW + 3 * HOUR) == 0, "once, when it begins"
    assert due_of(store, 1) == datetime(2024, 5, 7, 9, tzinfo=UTC)


def test_a_calendar_that_cannot_be_counted_by_keeps_no_mail_from_its_ticket(store: Store, promises: Promises) -> None:
    broken = Promises(store, Rules(DEFAULT_TARGETS), Calendars(Defaults(calendar="ZZ")))
    assert open_ticket(store, Applier(store, IDS, PlainComposer(), promiser=broken)).opened
    assert "no calendar of holidays" in promises.proof(1, NOW).why


def test_the_state_of_a_mail_alone_says_nothing_of_others(store: Store, applier: Applier) -> None:
    ticket = open_ticket(store, applier).ticket_id
    assert ticket
    mail = answer(store, applier, ticket)
    store.outbox.cancel(mail, "csm", NOW)
    deliver(store, NOW + HOUR)
    assert store.outbox.get(mail).state is OutboxState.CANCELLED
    assert responded(store) is None


ANSWERED_BEFORE = (
    "INSERT INTO thread (created_at) VALUES (0)",
    "INSERT INTO ticket (number, token, thread_id, state, subject, source, mailbox, language, decided_by, assignee,"
    " acknowledged, opened_at, updated_at, version) VALUES (1, 'abc', 1, 'open', 'Login', 'mail', 'support', 'en',"
    " 'model', '', TRUE, 1000, 0, 0)",
    "INSERT INTO message (thread_id, ticket_id, direction, verified, automatic, withdrawn, kind, message_id,"
    " from_address, from_key, from_name, author, subject, new_text, text, at) VALUES"
    " (1, 1, 'out', TRUE, FALSE, FALSE, 'human', '', '',"
    " '', '', 'csm', '', 'We look.', 'We look.', 5000)",
    "INSERT INTO outbox (key, message_id, ticket_id, template, recipient, recipient_key, sender, content, automatic,"
    " state, attempts, not_before, claim_owner, claim_token, created_at, sent_at, last_error, proof, bounce_status,"
    " answer, returned) VALUES ('{key}', '<{key}@desk.example>', 1, '{template}', 'a@b.example', 'a@b.example',"
    " 'd@desk.example', '', FALSE, 'sent', 1, 0, '', '', {created}, {sent}, '', '', '', '', FALSE)",
)


def test_an_upgrade_finds_the_answers_that_went_out_before(new_url: Callable[[], str]) -> None:
    store = open_store(new_url())
    runner = Runner(store.database.peewee, str(MIGRATIONS))
    store.transact(lambda: list(runner.up("0008_queue")))
    *rows, mail = ANSWERED_BEFORE
    acknowledgement = mail.format(key="a", template="acknowledgement", created=1000, sent=2000)
    answer = mail.format(key="b", template="answer", created=5000, sent=7000)
    for statement in (*rows, acknowledgement, answer):
        store.database.run(statement)
    store.migrate()
    proof = Promises(store, Rules(DEFAULT_TARGETS), Calendars(Defaults())).proof(1, NOW)
    assert proof.responded_at == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=7000)
    assert proof.answer
    assert (proof.answer.outbox_id, proof.answer.by) == (2, "csm")
    store.close()
