"""Steps are taken back as they were done: all of it, or nothing, and never what has left."""

from collections.abc import Callable
from datetime import datetime

import pytest

from models.billing import TicketWork
from models.outgoing import Outbox
from models.tickets import Ticket
from models.vocabulary import (
    CaseReason,
    Category,
    DecidedBy,
    EntryKind,
    OutboxState,
    ReviewState,
    Severity,
    Source,
    StepKind,
    TicketState,
)
from processor.errors import Refused
from processor.facts.causes import (
    Ask,
    Assign,
    Close,
    Confirm,
    Correct,
    Merge,
    Note,
    OpenByHand,
    Relabel,
    Reply,
    Snooze,
    Split,
    Wake,
)
from processor.services.tickets import Tickets
from processor.store.apply import Applied
from processor.store.store import Store
from processor.store.views.search import SearchFilter
from tests.contract.store.queued import (
    HOLD,
    KIM,
    LEE,
    examples,
    later,
    mail_states,
    ticket_of,
    tickets_of,
    waiting,
    whole,
    writes,
)
from tests.contract.store.samples import LEASE, NOW

TO_FEATURE = Correct(KIM, Category.DEVELOPMENT_REQUEST, Severity.MEDIUM, CaseReason.FEATURE_REQUEST)
Do = Callable[[Tickets, datetime], Applied]


def reviewed(command: Confirm | Correct | Snooze | Wake) -> Do:
    return lambda tickets, now: tickets.review(1, command, now, hold=HOLD)


def worked(command: Reply | Note | Close | Assign | Split | Ask | Relabel) -> Do:
    return lambda tickets, now: tickets.work(1, command, now, hold=HOLD)


STEPS: dict[StepKind, Do] = {
    StepKind.CONFIRM: reviewed(Confirm(KIM)),
    StepKind.CORRECT: reviewed(TO_FEATURE),
    StepKind.SNOOZE: reviewed(Snooze(KIM, later(days=2))),
    StepKind.ASK: worked(Ask(KIM, "Which printer?")),
    StepKind.RELABEL: worked(Relabel(KIM, Category.NOT_A_REQUEST, None, None)),
    StepKind.REPLY: worked(Reply(KIM, "Try this", wait=True)),
    StepKind.NOTE: worked(Note(KIM, "a loud one")),
    StepKind.CLOSE: worked(Close(KIM, "done", tell=True)),
    StepKind.ASSIGN: worked(Assign(KIM, "lee")),
    StepKind.MERGE: lambda tickets, now: tickets.work(1, Merge(KIM), now, other=2, hold=HOLD),
}


@pytest.mark.parametrize("kind", STEPS)
def test_a_step_is_taken_back_whole(store: Store, kind: StepKind) -> None:
    waiting(store, "printer", 1)
    waiting(store, "scanner", 2)
    before, learned = whole(store), examples(store)
    tickets = tickets_of(store)
    applied = STEPS[kind](tickets, later(1))
    assert whole(store) != before
    [line] = store.views.steps(NOW)
    assert (line.step_id, line.what, line.by, line.why_not) == (applied.step_id, kind, KIM, "")
    tickets.undo(applied.step_id, KIM, later(2))
    assert whole(store) == before
    assert store.views.ticket(1).entries[-1].kind is EntryKind.UNDONE
    [line] = store.views.steps(NOW)
    assert (line.undone_by, line.why_not) == (
        KIM,
        "it was undone already, by kim@desk.example at 2024-05-06 07:08:11 UTC",
    )
    assert all(one.state is OutboxState.CANCELLED for one in line.mails)
    taught = kind in {StepKind.CONFIRM, StepKind.CORRECT, StepKind.RELABEL}
    assert examples(store) == learned + taught, "withdrawn, not removed"
    with pytest.raises(Refused, match="undone already"):
        tickets.undo(applied.step_id, KIM, later(3))


def test_every_kind_of_step_is_tested() -> None:
    assert set(STEPS) | {StepKind.WAKE, StepKind.SPLIT, StepKind.OPEN} == set(StepKind)


def test_waking_is_taken_back(store: Store) -> None:
    item = waiting(store)
    tickets = tickets_of(store)
    tickets.review(item, Snooze(KIM, later(days=2)), NOW)
    woken = tickets.review(item, Wake(KIM), NOW)
    tickets.undo(woken.step_id, KIM, NOW)
    assert store.views.queue(NOW).asleep == 1


def test_a_ticket_that_was_split_off_goes_back_and_keeps_its_number(store: Store) -> None:
    item = waiting(store)
    writes(store, ticket_of(store, item), "and the scanner", 2)
    tickets = tickets_of(store)
    row = store.views.ticket(1).messages[1].message_row
    applied = tickets.work(1, Split(KIM, row, "Scanner"), NOW)
    assert (applied.ticket_number, len(store.views.ticket(1).messages)) == (2, 1)
    tickets.undo(applied.step_id, KIM, NOW)
    assert [one.new_text for one in store.views.ticket(1).messages] == ["printer", "and the scanner"]
    line = store.views.ticket(2).line
    assert (line.state, line.merged_into, line.open_review_id) == (TicketState.MERGED, 1, 0)
    assert [found.line.number for found in store.views.search(SearchFilter("scanner"))] == [2, 1]
    writes(store, 1, "hello again", 3)


def test_what_was_opened_by_hand_has_its_number_for_good(store: Store) -> None:
    tickets = tickets_of(store)
    command = OpenByHand(
        KIM, Source.PHONE, "ann@customer.example", "Ann", "Printer", "It is loud", Category.BUG, Severity.HIGH,
        CaseReason.BUG,
    )  # fmt: skip
    applied = tickets.open_by_hand(command, NOW, hold=HOLD)
    with pytest.raises(Refused, match="its number for good: close it instead"):
        tickets.undo(applied.step_id, KIM, NOW)


def test_mails_of_a_step_wait_and_leave_in_the_order_in_which_they_were_written(store: Store) -> None:
    waiting(store)
    [claim] = store.outbox.take("me", 9, NOW, LEASE)
    store.outbox.sent(claim, NOW)
    tickets = tickets_of(store)
    tickets.work(1, Reply(KIM, "Try this", wait=False), NOW, hold=HOLD)
    tickets.work(1, Close(KIM, "done", tell=True), later(1))
    assert store.outbox.take("me", 9, later(19), LEASE) == []
    first = store.outbox.take("me", 9, later(21), LEASE)
    assert [b"answer" in one.raw for one in first] == [True]
    store.outbox.sent(first[0], later(21))
    assert [b"closing" in one.raw for one in store.outbox.take("me", 9, later(22), LEASE)] == [True]


@pytest.mark.parametrize("state", [OutboxState.SENT, OutboxState.SENDING, OutboxState.UNCERTAIN, OutboxState.FAILED])
def test_what_left_or_may_have_left_is_not_taken_back(store: Store, state: OutboxState) -> None:
    waiting(store)
    tickets = tickets_of(store)
    applied = tickets.work(1, Reply(KIM, "Try this", wait=False), NOW, hold=HOLD)
    before = whole(store)
    sent_at = later(20) if state is OutboxState.SENT else None
    store.database.change(Outbox.update(state=state, sent_at=sent_at).where(Outbox.id == applied.outbox_ids[0]))
    said = {
        OutboxState.SENT: r"the mail to ann@customer\.example left at 2024-05-06 07:08:29 UTC: it can't be taken back",
        OutboxState.SENDING: "is just leaving",
    }.get(state, "may have left")
    with pytest.raises(Refused, match=said):
        tickets.undo(applied.step_id, KIM, later(21))
    assert whole(store) == before
    assert store.views.steps(NOW)[0].why_not != ""


def test_a_mail_that_left_while_the_hold_was_over_is_not_undone(store: Store) -> None:
    waiting(store)
    [claim] = store.outbox.take("me", 9, NOW, LEASE)
    store.outbox.sent(claim, NOW)
    tickets = tickets_of(store)
    applied = tickets.work(1, Ask(KIM, "Which printer?"), NOW, hold=HOLD)
    [claim] = store.outbox.take("me", 9, later(20), LEASE)
    store.outbox.sent(claim, later(21))
    with pytest.raises(Refused, match="left at 2024-05-06 07:08:30 UTC"):
        tickets.undo(applied.step_id, KIM, later(25))
    assert mail_states(store) == [OutboxState.SENT, OutboxState.SENT]


def test_what_others_built_on_is_not_taken_back(store: Store) -> None:
    item = waiting(store)
    tickets = tickets_of(store)
    applied = tickets.review(item, Confirm(KIM), NOW)
    tickets.work(1, Note(LEE, "they called"), later(5))
    with pytest.raises(
        Refused, match=r"#1 has changed since \(lee@desk.example at 2024-05-06 07:08:14 UTC: they called\)"
    ):
        tickets.undo(applied.step_id, KIM, later(6))
    assert store.views.review(item).state is ReviewState.DONE


def test_a_merge_is_not_taken_back_when_the_other_ticket_went_on(store: Store) -> None:
    waiting(store, "printer", 1)
    waiting(store, "scanner", 2)
    tickets = tickets_of(store)
    applied = tickets.work(1, Merge(KIM), NOW, other=2)
    tickets.work(2, Note(LEE, "they called"), later(5))
    with pytest.raises(Refused, match="they called"):
        tickets.undo(applied.step_id, KIM, later(6))


def test_steps_are_taken_back_one_after_the_other_the_last_first(store: Store) -> None:
    item = waiting(store)
    before = whole(store)
    tickets = tickets_of(store)
    steps = [
        tickets.review(item, Confirm(KIM), later(1)).step_id,
        tickets.work(1, Note(KIM, "loud"), later(2)).step_id,
        tickets.work(1, Assign(KIM, "kim"), later(3)).step_id,
    ]
    with pytest.raises(Refused, match="has changed since"):
        tickets.undo(steps[0], KIM, later(4))
    for step in reversed(steps):
        tickets.undo(step, KIM, later(5))
    assert whole(store) == before


def test_only_who_did_it_takes_it_back(store: Store) -> None:
    item = waiting(store)
    tickets = tickets_of(store)
    applied = tickets.review(item, Confirm(KIM), NOW)
    with pytest.raises(Refused, match=r"kim@desk\.example did this"):
        tickets.undo(applied.step_id, LEE, NOW)
    with pytest.raises(Refused, match="no step 99"):
        tickets.undo(99, KIM, NOW)


def test_what_was_frozen_on_closing_is_free_again(store: Store) -> None:
    waiting(store)
    customer = store.people.add_customer("Acme")
    store.database.change(Ticket.update(customer=customer).where(Ticket.id == 1))
    tickets = tickets_of(store)
    applied = tickets.work(1, Close(KIM, "done", tell=False), NOW)
    row = store.database.row(TicketWork.select().where(TicketWork.ticket == 1))
    assert row is not None
    assert row["frozen_at"] == NOW
    tickets.undo(applied.step_id, KIM, NOW)
    row = store.database.row(TicketWork.select().where(TicketWork.ticket == 1))
    assert row is None or row["frozen_at"] is None


def test_what_is_written_and_taken_back_stays_on_file_as_withdrawn_and_is_not_found(store: Store) -> None:
    waiting(store)
    tickets = tickets_of(store)
    applied = tickets.work(1, Reply(KIM, "Try the blue button", wait=False), NOW, hold=HOLD)
    assert len(store.views.search(SearchFilter("blue"))) == 1
    tickets.undo(applied.step_id, KIM, NOW)
    message = store.views.ticket(1).messages[-1]
    assert (message.new_text, message.withdrawn, message.message_id) == ("Try the blue button", True, "")
    assert store.views.search(SearchFilter("blue")) == ()


def test_labels_of_a_decision_of_today_are_edited(store: Store) -> None:
    item = waiting(store)
    tickets = tickets_of(store)
    tickets.review(item, Correct(KIM, Category.NOT_A_REQUEST, None, None), NOW)
    assert store.views.ticket(1).line.state is TicketState.CLOSED
    tickets.work(1, Relabel(LEE, Category.BUG, Severity.CRITICAL, CaseReason.BUG), later(60))
    line = store.views.ticket(1).line
    assert (line.state, line.category, line.severity) == (TicketState.OPEN, Category.BUG, Severity.CRITICAL)
    assert line.decided_by is DecidedBy.PERSON
    [row] = store.learning.training_examples()
    assert (row.category, row.by) == (Category.BUG, LEE)
    with pytest.raises(Refused, match="these labels already"):
        tickets.work(1, Relabel(LEE, None, None, None), later(61))


def test_other_labels_settle_an_item_that_waits_for_labels(store: Store) -> None:
    item = waiting(store)
    tickets_of(store).work(1, Relabel(KIM, None, Severity.CRITICAL, None), NOW)
    assert store.views.review(item).state is ReviewState.DONE


def test_steps_are_listed_by_person_day_and_ticket(store: Store) -> None:
    waiting(store, "printer", 1)
    waiting(store, "scanner", 2)
    tickets = tickets_of(store)
    tickets.review(1, Confirm(KIM), NOW)
    tickets.review(2, Confirm(LEE), later(60))
    assert [line.ticket_number for line in store.views.steps(NOW)] == [2, 1]
    assert [line.ticket_number for line in store.views.steps(NOW, person=KIM)] == [1]
    assert [line.ticket_number for line in store.views.steps(NOW, ticket=2)] == [2]
    assert store.views.steps(later(61)) == ()
    line = store.views.steps(NOW, person=KIM)[0]
    assert (line.review_id, line.subject, line.text) == (1, "printer", "bug, severity 3, reason bug")
    assert store.views.step(line.step_id) == line
    for unknown in (99, 2**63):
        with pytest.raises(Refused, match="no step"):
            store.views.step(unknown)
