"""What others do between a look and a click: it is told, never overwritten, and never lost."""

from dataclasses import replace

import pytest

from models.vocabulary import (
    Assurance,
    CaseReason,
    Category,
    Direction,
    EntryKind,
    OutboxState,
    Outcome,
    ReplyOutcome,
    ReviewReason,
    ReviewState,
    Severity,
    TicketState,
)
from processor.effects.approvals import RecordReply
from processor.effects.decision import Decision
from processor.effects.tickets import AskReview, Enter, FileMessage
from processor.errors import Overtaken, Refused
from processor.facts.causes import Ask, Close, Confirm, Correct, Merge, Note, Relabel, Reply, Snooze, Split
from processor.facts.own import OwnMarks
from processor.reading.limits import Limits
from processor.reading.sandbox import DirectReader
from processor.services.contents import Contents
from processor.store.store import Store
from tests.contract.store.deals import JUDGEMENT, applier_of, decide, frozen_deal, reply
from tests.contract.store.queued import (
    KIM,
    LEE,
    later,
    mail_states,
    ticket_of,
    tickets_of,
    waiting,
    whole,
    writes,
)
from tests.contract.store.samples import LEASE, NOW, cause_of, keep, message_of, take

TEXT = "mallory@elsewhere.example, who is no party of this ticket, wrote: hello"


def split_off(store: Store) -> int:
    """The step by which the second message of ticket 1 became ticket 2."""
    item = waiting(store)
    writes(store, ticket_of(store, item), "and the scanner", 2)
    row = store.views.ticket(1).messages[1].message_row
    return tickets_of(store).work(1, Split(KIM, row, "Scanner"), NOW).step_id


def stranger_writes(store: Store, ticket_id: int, word: str, uid: int) -> None:
    """Somebody who is no party of the ticket writes with its token."""
    keep(store, word, first_uid=uid)
    [claim] = take(store)
    effects = (
        FileMessage(ticket_id, Direction.IN, verified=False),
        Enter(ticket_id, EntryKind.UNVERIFIED_MESSAGE, "signoff", TEXT),
        AskReview(ticket_id, (ReviewReason.UNVERIFIED_SENDER,), TEXT),
    )
    cause = cause_of(claim, message_of(claim))
    store.transact(lambda: applier_of(store).apply(cause, Decision(Outcome.JOINED, (), effects), NOW))


def test_a_split_is_not_taken_back_when_the_new_ticket_went_on(store: Store) -> None:
    step = split_off(store)
    writes(store, 2, "it burns", 3)
    before = whole(store)
    with pytest.raises(Refused, match=r"#2 has changed since \(signoff at .*: ann wrote: it burns\)"):
        tickets_of(store).undo(step, KIM, later(9))
    assert whole(store) == before
    assert store.views.steps(NOW)[0].why_not.startswith("#2 has changed since")


def test_a_split_is_not_taken_back_when_a_colleague_decided_on_the_new_ticket(store: Store) -> None:
    step = split_off(store)
    labels = Correct(LEE, Category.BUG, Severity.CRITICAL, CaseReason.BUG)
    tickets_of(store).review(store.views.ticket(2).line.open_review_id, labels, later(1))
    with pytest.raises(Refused, match="#2 has changed since"):
        tickets_of(store).undo(step, KIM, later(9))
    assert store.views.ticket(2).line.severity is Severity.CRITICAL


def test_what_was_undone_stands_on_both_tickets(store: Store) -> None:
    tickets = tickets_of(store)
    tickets.undo(split_off(store), KIM, later(1))
    assert [store.views.ticket(number).entries[-1].kind for number in (1, 2)] == [EntryKind.UNDONE] * 2
    waiting(store, "mouse", 7)
    tickets.undo(tickets.work(1, Merge(KIM), later(2), other=3).step_id, KIM, later(3))
    assert [store.views.ticket(number).entries[-1].kind for number in (1, 3)] == [EntryKind.UNDONE] * 2


def test_merges_are_taken_back_one_after_the_other(store: Store) -> None:
    for at, word in enumerate(("printer", "scanner", "mouse")):
        waiting(store, word, at + 1)
    tickets = tickets_of(store)
    before = whole(store)
    steps = [
        tickets.work(2, Note(KIM, "on both sides"), later(1)).step_id,
        tickets.work(1, Merge(KIM), later(2), other=2).step_id,
        tickets.work(2, Merge(KIM), later(3), other=3).step_id,
    ]
    for step in reversed(steps):
        tickets.undo(step, KIM, later(4))
    assert whole(store) == before


def test_labels_that_a_colleague_put_on_the_ticket_are_not_overwritten(store: Store) -> None:
    item = waiting(store, "printer", 1, ReviewReason.UNKNOWN_SENDER)
    tickets = tickets_of(store)
    seen = store.views.review(item).version
    tickets.work(1, Relabel(LEE, Category.DEVELOPMENT_REQUEST, Severity.MEDIUM, CaseReason.FEATURE_REQUEST), later(1))
    stale = Correct(KIM, Category.BUG, Severity.CRITICAL, CaseReason.BUG, version=seen)
    with pytest.raises(Overtaken, match=r"lee@desk\.example at .*: development_request, severity 4"):
        tickets.review(item, stale, later(2))
    assert store.views.ticket(1).line.category is Category.DEVELOPMENT_REQUEST
    assert store.views.review(item).state is ReviewState.OPEN


def test_nobody_decides_past_a_mail_that_they_have_not_seen(store: Store) -> None:
    item = waiting(store)
    seen = store.views.review(item).version
    writes(store, ticket_of(store, item), "now all is down", 2)
    nothing = Correct(KIM, Category.NOT_A_REQUEST, None, None, version=seen)
    with pytest.raises(Overtaken, match="ann wrote: now all is down"):
        tickets_of(store).review(item, nothing, later(2))
    assert store.views.ticket(1).line.state is TicketState.NEW


def test_an_absence_note_disturbs_no_decision(store: Store) -> None:
    item = waiting(store)
    seen = store.views.review(item).version
    writes(store, ticket_of(store, item), "out of office", 2, automatic=True)
    tickets_of(store).review(item, Confirm(KIM, version=seen), later(2))
    assert store.views.review(item).decided_by == KIM


def test_what_a_stranger_writes_brings_the_item_back_and_is_no_answer_of_the_customer(store: Store) -> None:
    item = waiting(store)
    tickets = tickets_of(store)
    tickets.work(1, Ask(KIM, "Which printer?"), NOW)
    stranger_writes(store, 1, "hello", 2)
    assert store.views.queue(NOW).waiting == 1
    reasons = store.views.review(item).reasons
    assert reasons == (ReviewReason.UNSURE, ReviewReason.ASKED, ReviewReason.UNVERIFIED_SENDER)
    tickets.review(item, Snooze(KIM, later(days=1)), NOW)
    stranger_writes(store, 1, "hello again", 3)
    assert store.views.queue(NOW).waiting == 1, "nothing sleeps through news, even by the same name"
    writes(store, 1, "the blue one", 4)
    assert ReviewReason.ANSWERED in store.views.review(item).reasons
    assert ReviewReason.ASKED not in store.views.review(item).reasons


def test_an_answer_that_came_as_a_mail_of_its_own_wakes_the_item_that_it_is_merged_into(store: Store) -> None:
    item = waiting(store, "printer", 1)
    tickets = tickets_of(store)
    tickets.work(1, Ask(KIM, "Which printer?"), NOW)
    waiting(store, "the blue one", 2)
    before = whole(store)
    merged = tickets.work(2, Merge(KIM), later(1), other=1)
    assert store.views.review(item).reasons == (ReviewReason.UNSURE, ReviewReason.ANSWERED)
    assert [line.review_id for line in store.views.queue(later(1)).lines] == [item]
    assert [one.new_text for one in store.views.item(item).answers] == ["the blue one"]
    assert store.views.ticket(1).line.state is TicketState.OPEN
    tickets.undo(merged.step_id, KIM, later(2))
    assert whole(store) == before


def test_the_answer_comes_twice_and_is_one_item(store: Store) -> None:
    item = waiting(store)
    tickets_of(store).work(1, Ask(KIM, "Which printer?"), NOW)
    for at, word in enumerate(("the blue one", "no: the red one")):
        writes(store, 1, word, 2 + at)
    assert [line.review_id for line in store.views.queue(NOW).lines] == [item]
    assert store.views.review(item).reasons == (ReviewReason.UNSURE, ReviewReason.ANSWERED)
    assert [one.new_text for one in store.views.item(item).answers] == ["the blue one", "no: the red one"]


def test_an_answer_after_a_colleague_decided_joins_the_ticket_and_opens_nothing(store: Store) -> None:
    item = waiting(store)
    tickets = tickets_of(store)
    tickets.work(1, Ask(KIM, "Which printer?"), NOW)
    tickets.review(item, Confirm(LEE), later(1))
    writes(store, 1, "the blue one", 2)
    assert store.views.queue(NOW).waiting == 0
    assert store.views.ticket(1).messages[-1].new_text == "the blue one"
    assert store.views.review(item).decided_by == LEE


def test_a_question_is_not_taken_back_once_it_was_answered(store: Store) -> None:
    waiting(store)
    tickets = tickets_of(store)
    step = tickets.work(1, Ask(KIM, "Which printer?"), NOW, hold=later(99) - NOW).step_id
    writes(store, 1, "one more thing", 2)
    before = whole(store)
    with pytest.raises(Refused, match="one more thing"):
        tickets.undo(step, KIM, later(5))
    assert whole(store) == before


def test_a_mail_that_fails_after_its_ticket_was_merged_is_asked_about_where_that_goes_on(store: Store) -> None:
    waiting(store, "printer", 1)
    target = waiting(store, "scanner", 2)
    tickets = tickets_of(store)
    while claims := store.outbox.take("me", 9, NOW, LEASE):
        for claim in claims:
            store.outbox.sent(claim, NOW)
    tickets.work(1, Reply(KIM, "Try this", wait=False), NOW)
    [claim] = store.outbox.take("me", 9, later(1), LEASE)
    tickets.work(1, Merge(KIM), later(2), other=2)
    store.outbox.refused(claim, "550 no such person", later(3))
    assert [line.review_id for line in store.views.queue(later(4)).lines] == [target]
    assert ReviewReason.SEND_FAILED in store.views.review(target).reasons
    assert "could not be sent" in store.views.ticket(2).entries[-1].text
    store.outbox.cancel(claim.outbox_id, LEE, later(5))
    assert ReviewReason.SEND_FAILED not in store.views.review(target).reasons
    assert mail_states(store)[-1] is OutboxState.CANCELLED


def test_what_is_asked_about_a_closed_ticket_says_that_it_is_at_work_again(store: Store) -> None:
    waiting(store)
    tickets = tickets_of(store)
    tickets.work(1, Close(KIM, "done", tell=False), NOW)
    tickets.work(1, Ask(KIM, "Or is it?"), later(1))
    view = store.views.ticket(1)
    assert (view.line.state, view.line.closed_at) == (TicketState.WAITING, None)
    assert EntryKind.REOPENED in {entry.kind for entry in view.entries}


def test_what_hangs_on_a_merged_ticket_is_shown_where_that_goes_on(store: Store) -> None:
    applier = applier_of(store)
    deal = frozen_deal(store, applier)
    target = waiting(store, "scanner", 2)
    unclear = replace(JUDGEMENT, outcome=ReplyOutcome.QUESTION, auto_accept=False, issues=("what does it cost?",))
    held = RecordReply(deal.keys[1], unclear, Assurance.A3, ("a question",))
    decide(store, applier, reply(store, "how much", 700), held)
    tickets = tickets_of(store)
    assert store.views.item(target).held == ()
    step = tickets.work(1, Merge(KIM), later(1), other=2).step_id
    assert [(one.number, one.issues) for one in store.views.item(target).held] == [(1, ("what does it cost?",))]
    around = store.views.around(2)
    assert ([one.number for one in around.papers], len(around.mails)) == ([1], len(mail_states(store)))
    contents = Contents(store, DirectReader(OwnMarks(frozenset(), "desk.example"), Limits()))
    assert all(contents.mail(2, one.outbox_id) for one in around.mails)
    tickets.undo(step, KIM, later(2))
    assert (store.views.item(target).held, store.views.around(2).papers) == ((), ())
    with pytest.raises(Refused, match="not about #2"):
        contents.mail(2, around.mails[0].outbox_id)
