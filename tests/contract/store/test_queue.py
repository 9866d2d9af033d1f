"""The queue: what is at stake first, what sleeps comes back, and one item is decided once."""

import itertools
import threading
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.conversation import Review
from models.tickets import Ticket
from models.vocabulary import CaseReason, Category, OutboxState, ReviewReason, ReviewState, Severity, TicketState
from processor.errors import Overtaken, Refused
from processor.facts.causes import Ask, Close, Confirm, Correct, Reply, Snooze, Wake
from processor.store.store import Store, open_store
from processor.store.views.queue import QueueFilter
from tests.contract.store.deals import applier_of
from tests.contract.store.queued import (
    HOLD,
    KIM,
    LEE,
    later,
    mail_states,
    ticket_of,
    tickets_of,
    verdict,
    waiting,
    writes,
)
from tests.contract.store.samples import NOW, act, ask

STAKES = st.tuples(
    st.sampled_from((None, 1, 5)),
    st.sampled_from((None, 2)),
    st.sampled_from((None, *Severity)),
    st.sampled_from((None, 0.1, 0.5, 0.9)),
    st.sampled_from((0, 1)),
)
"""Promised in so many hours, answered after so many, severity, confidence, opened after so many seconds."""


def stakes_key(stake: tuple[Any, ...], at: int) -> tuple[Any, ...]:
    """The order in the words of the issue: due first, then severity, then uncertainty, then age."""
    due, answered, severity, confidence, age = stake
    owed = answered is None and due is not None
    return (
        0 if owed else 2 if answered is not None else 1,
        due if owed else 0,
        severity if severity is not None else 99,
        (0, 0) if confidence is None else (1, confidence),
        age,
        at,
    )


def stand(store: Store, items: list[int], stakes: list[tuple[Any, ...]]) -> None:
    for item, (due, answered, severity, confidence, age) in zip(items, stakes, strict=True):
        ticket_id = ticket_of(store, item)
        store.database.change(
            Ticket.update(
                response_due=None if due is None else later(3600 * due),
                responded_at=None if answered is None else later(3600 * answered),
                severity=severity,
            ).where(Ticket.id == ticket_id)
        )
        store.database.change(Review.update(opened_at=later(age)).where(Review.id == item))
        if confidence is not None:
            verdict(store, ticket_id, confidence)


def test_the_queue_is_in_the_order_of_what_is_at_stake(store: Store) -> None:
    items = [waiting(store, f"word{at}", at + 1) for at in range(6)]
    for item in items[3:]:
        verdict(store, ticket_of(store, item), None)
    sure = st.sampled_from((0.1, 0.5, 0.9))

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(STAKES, min_size=6, max_size=6), st.lists(sure, min_size=3, max_size=3))
    def holds(stakes: list[tuple[Any, ...]], confidences: list[float]) -> None:
        given_ones = [
            (*stake[:3], confidence, stake[4]) for stake, confidence in zip(stakes, confidences, strict=False)
        ]
        given_ones += [(*stake[:3], None, stake[4]) for stake in stakes[3:]]
        stand(store, items, given_ones)
        wanted = [item for _, item in sorted((stakes_key(one, at), item) for at, (one, item) in
                                             enumerate(zip(given_ones, items, strict=True)))]  # fmt: skip
        assert [line.review_id for line in store.views.queue(NOW).lines] == wanted

    holds()


def test_a_page_of_the_queue_counts_what_fits_and_what_sleeps(store: Store) -> None:
    items = [
        waiting(store, f"word{at}", at + 1, ReviewReason.UNSURE if at % 2 else ReviewReason.BOUNCED) for at in range(4)
    ]
    tickets_of(store).review(items[0], Snooze(KIM, later(days=1)), NOW)
    page = store.views.queue(NOW, QueueFilter(limit=2))
    assert ([line.review_id for line in page.lines], page.total, page.waiting, page.asleep) == (items[1:3], 3, 3, 1)
    assert [line.review_id for line in store.views.queue(NOW, QueueFilter(limit=2, offset=2)).lines] == items[3:]
    bounced = store.views.queue(NOW, QueueFilter(reasons=(ReviewReason.BOUNCED,)))
    assert ([line.review_id for line in bounced.lines], bounced.total, bounced.waiting) == ([items[2]], 1, 3)
    asleep = store.views.queue(NOW, QueueFilter(asleep=True))
    assert [line.review_id for line in asleep.lines] == [items[0]]
    assert store.views.queue(NOW, QueueFilter(category=Category.DEVELOPMENT_REQUEST)).lines == ()
    assert store.views.queue(NOW, QueueFilter(customer="Nobody")).total == 0
    assert store.views.queue(NOW, QueueFilter(assignee="")).total == 3
    line = page.lines[0]
    assert (line.subject, line.requester, line.category, line.confidence) == (
        "word1", "ann@customer.example", Category.BUG, 0.91,
    )  # fmt: skip


def test_neighbours_follow_the_order_and_a_decided_item_leads_to_the_first(store: Store) -> None:
    items = [waiting(store, f"word{at}", at + 1) for at in range(3)]
    found = [store.views.queue_neighbours(item, NOW) for item in items]
    assert [(one.before, one.after) for one in found] == [(0, items[1]), (items[0], items[2]), (items[1], 0)]
    tickets_of(store).review(items[1], Confirm(KIM), NOW)
    after = store.views.queue_neighbours(items[1], NOW)
    assert (after.before, after.after) == (0, items[0])


def test_an_item_stands_on_the_page_that_shows_it(store: Store) -> None:
    items = [waiting(store, f"word{at}", at + 1) for at in range(3)]
    wanted = QueueFilter(limit=2)
    last = store.views.queue_place(items[2], NOW, wanted)
    assert ([line.review_id for line in last.page.lines], last.page.offset, last.at) == ([items[2]], 2, 3)
    assert (last.around.before, last.around.after) == (items[1], 0)
    tickets_of(store).review(items[2], Snooze(KIM, later(days=1)), NOW)
    gone = store.views.queue_place(items[2], NOW, wanted)
    assert ([line.review_id for line in gone.page.lines], gone.page.offset, gone.at) == (items[:2], 0, 0)
    assert gone.around.after == items[0]
    assert store.views.queue_counts(NOW) == (2, 1)
    assert store.views.queue_counts(later(days=1)) == (3, 0)


def test_an_item_that_sleeps_comes_back_by_itself(store: Store) -> None:
    item = waiting(store)
    tickets = tickets_of(store)
    tickets.review(item, Snooze(KIM, later(days=1)), NOW)
    assert store.views.queue(NOW).lines == ()
    [line] = store.views.queue(later(days=1)).lines
    assert (line.review_id, line.reasons) == (item, (ReviewReason.UNSURE,))
    with pytest.raises(Refused, match="still to come"):
        tickets.review(item, Snooze(KIM, NOW), NOW)
    with pytest.raises(Refused, match="at most"):
        tickets.review(item, Snooze(KIM, later(days=400)), NOW)


def test_an_item_that_sleeps_can_be_woken(store: Store) -> None:
    item = waiting(store)
    tickets = tickets_of(store)
    with pytest.raises(Refused, match="not asleep"):
        tickets.review(item, Wake(KIM), NOW)
    tickets.review(item, Snooze(KIM, later(days=1)), NOW)
    tickets.review(item, Wake(LEE), NOW)
    assert [line.review_id for line in store.views.queue(NOW).lines] == [item]


@pytest.mark.parametrize("asked", [False, True])
def test_a_mail_of_the_customer_brings_an_item_back_at_once(store: Store, asked: bool) -> None:
    item = waiting(store)
    tickets = tickets_of(store)
    if asked:
        tickets.work(1, Ask(KIM, "Which printer?"), NOW)
    else:
        tickets.review(item, Snooze(KIM, later(days=9)), NOW)
    assert store.views.queue(NOW).lines == ()
    writes(store, ticket_of(store, item), "the blue one", 2)
    [line] = store.views.queue(NOW).lines
    assert (line.review_id, line.asleep_until) == (item, None)
    assert (ReviewReason.ANSWERED in line.reasons) is asked
    assert ReviewReason.ASKED not in line.reasons


def test_what_a_machine_answers_wakes_nothing(store: Store) -> None:
    item = waiting(store)
    tickets_of(store).work(1, Ask(KIM, "Which printer?"), NOW)
    writes(store, ticket_of(store, item), "out of office", 2, automatic=True)
    assert store.views.queue(NOW).lines == ()
    assert store.views.review(item).reasons == (ReviewReason.UNSURE, ReviewReason.ASKED)


def test_a_new_reason_wakes_an_item(store: Store) -> None:
    item = waiting(store)
    tickets_of(store).review(item, Snooze(KIM, later(days=9)), NOW)
    act(store, applier_of(store), "again", ask(ticket_of(store, item), ReviewReason.BOUNCED, text="it came back"))
    [line] = store.views.queue(NOW).lines
    assert line.reasons == (ReviewReason.UNSURE, ReviewReason.BOUNCED)


def test_a_question_goes_out_and_the_answer_stands_beside_the_decision(store: Store) -> None:
    item = waiting(store)
    tickets = tickets_of(store)
    applied = tickets.work(1, Ask(KIM, "Which printer?", version=store.views.item(item).review.version), NOW, hold=HOLD)
    assert len(applied.outbox_ids) == 1
    assert store.views.ticket(1).line.state is TicketState.WAITING
    assert store.views.review(item).state is ReviewState.OPEN
    assert store.views.queue(later(days=2.9)).lines == ()
    [line] = store.views.queue(later(days=3.1)).lines
    assert line.reasons == (ReviewReason.UNSURE, ReviewReason.ASKED)
    writes(store, ticket_of(store, item), "the blue one", 2)
    view = store.views.item(item)
    assert ([message.new_text for message in view.answers], view.asked_at) == (["the blue one"], NOW)
    tickets.review(item, Confirm(KIM), later(5))
    assert store.views.review(item).state is ReviewState.DONE


@pytest.mark.parametrize("words", ["", "  \n"])
def test_a_question_needs_words(store: Store, words: str) -> None:
    waiting(store)
    with pytest.raises(Refused, match="needs words"):
        tickets_of(store).work(1, Ask(KIM, words), NOW)
    assert mail_states(store) == [OutboxState.QUEUED]  # the acknowledgement


def test_what_does_not_wait_is_not_asked_about(store: Store) -> None:
    item = waiting(store)
    tickets = tickets_of(store)
    tickets.review(item, Confirm(LEE), NOW)
    with pytest.raises(Refused, match="doesn't wait in the queue"):
        tickets.work(1, Ask(KIM, "Which printer?"), NOW)
    with pytest.raises(Overtaken, match=r"lee@desk\.example"):
        tickets.work(1, Ask(KIM, "Which printer?", version=0), NOW)


@pytest.mark.parametrize(
    "command",
    [
        Confirm(KIM, version=0),
        Correct(KIM, Category.BUG, Severity.HIGH, CaseReason.BUG, version=0),
        Snooze(KIM, datetime(2024, 5, 9, tzinfo=NOW.tzinfo), version=0),
    ],
)
def test_a_stale_page_is_told_who_did_what(store: Store, command: Any) -> None:
    item = waiting(store)
    tickets = tickets_of(store)
    tickets.review(item, Snooze(LEE, later(days=1), version=store.views.review(item).version), NOW)
    tickets.review(item, Wake(LEE), NOW)
    with pytest.raises(Overtaken, match=r"has changed since you opened it \(lee@desk.example at 2024-05-06 07:08:09"):
        tickets.review(item, command, NOW)
    tickets.review(item, Confirm(LEE), NOW)
    with pytest.raises(Overtaken, match=r"was decided by lee@desk.example at 2024-05-06 07:08:09 UTC \(confirmed\)"):
        tickets.review(item, command, NOW)
    assert store.views.review(item).decided_by == LEE


def test_a_stale_ticket_is_not_answered(store: Store) -> None:
    item = waiting(store)
    seen = store.views.ticket(1).line.version
    writes(store, ticket_of(store, item), "never mind", 2)
    with pytest.raises(Overtaken, match="ann wrote: never mind"):
        tickets_of(store).work(1, Reply(KIM, "Try this", wait=False), NOW, version=seen)


def test_two_people_decide_one_item_and_one_of_them_is_told(store: Store, store_url: str) -> None:
    """Both saw the same version, and begin at the same moment, a dozen times."""
    items = [waiting(store, f"word{at}", at + 1) for at in range(12)]
    barrier = threading.Barrier(2, timeout=30)
    told: dict[str, list[int]] = {KIM: [], LEE: []}
    failures: list[BaseException] = []

    def work(person: str, severity: Severity) -> None:
        own = open_store(store_url)
        tickets = tickets_of(own)
        try:
            for item in items:
                version = own.views.review(item).version
                barrier.wait()
                try:
                    tickets.review(item, Correct(person, Category.BUG, severity, CaseReason.BUG, version=version), NOW)
                except Overtaken:
                    told[person].append(item)
                barrier.wait()
        except BaseException as error:  # noqa: BLE001 - shown to the main thread
            failures.append(error)
            barrier.abort()
        finally:
            own.close()

    threads = [threading.Thread(target=work, args=args) for args in ((KIM, Severity.CRITICAL), (LEE, Severity.MEDIUM))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failures == []
    assert sorted(itertools.chain(*told.values())) == sorted(items)
    for item in items:
        line = store.views.review(item)
        assert line.severity is (Severity.CRITICAL if line.decided_by == KIM else Severity.MEDIUM)
        assert item in told[LEE if line.decided_by == KIM else KIM]


def test_look_alikes_are_decided_together_each_by_itself(store: Store) -> None:
    items = [waiting(store, f"printer{at}", at + 1, subject="Printer") for at in range(3)]
    other = waiting(store, "scanner", 9)
    view = store.views.item(items[0])
    assert [line.review_id for line in view.alike] == items[1:]
    versions = {line.review_id: line.version for line in view.alike}
    tickets = tickets_of(store)
    tickets.review(items[2], Confirm(LEE), NOW)
    seen = [(items[0], view.review.version), *versions.items()]
    done = tickets.review_many(seen, Confirm(KIM), NOW)
    assert [(one.review_id, one.applied is not None) for one in done] == [
        (items[0], True), (items[1], True), (items[2], False),
    ]  # fmt: skip
    assert "decided by lee@desk.example" in done[2].refused
    assert [store.views.review(item).decided_by for item in (*items, other)] == [KIM, KIM, LEE, ""]


def test_an_item_shows_who_wrote_and_what_else_they_wait_for(store: Store) -> None:
    store.people.add_customer("Acme", "de", ("customer.example",), "calls on Mondays")
    first = waiting(store, "printer", 1)
    waiting(store, "scanner", 2)
    person = store.views.item(first).person
    assert person is not None
    assert (person.address, person.name, person.open_tickets) == ("ann@customer.example", "Ann", 2)
    assert [line.number for line in person.tickets] == [2]
    assert store.views.item(first).held == ()
    with pytest.raises(Refused, match="no queue item 99"):
        store.views.item(99)


@pytest.mark.parametrize(("offset", "begins"), [(0, 0), (2, 2), (3, 2), (4, 2), (100_000, 2)])
def test_a_page_that_is_past_the_end_is_the_last_one(store: Store, offset: int, begins: int) -> None:
    items = [waiting(store, f"word{at}", at + 1) for at in range(4)]
    page = store.views.queue(NOW, QueueFilter(limit=2, offset=offset))
    assert ([line.review_id for line in page.lines], page.offset) == (items[begins : begins + 2], begins)
    gone = store.views.queue_place(99, NOW, QueueFilter(limit=2, offset=offset))
    assert (gone.page, gone.at) == (page, 0)
    for item in items:
        tickets_of(store).review(item, Confirm(KIM), NOW)
    empty = store.views.queue(NOW, QueueFilter(limit=2, offset=offset))
    assert (empty.lines, empty.offset, empty.total) == ((), 0, 0)


def test_nothing_is_owed_for_what_is_closed(store: Store) -> None:
    closed, late, free = (waiting(store, f"word{at}", at + 1) for at in range(3))
    for item, due in ((closed, later(-9)), (late, later(-5))):
        store.database.change(Ticket.update(response_due=due).where(Ticket.id == ticket_of(store, item)))
    tickets = tickets_of(store)
    step = tickets.work(1, Close(KIM, "done", tell=False), NOW).step_id
    assert [line.review_id for line in store.views.queue(NOW).lines] == [late, free, closed]
    tickets.undo(step, KIM, NOW)
    assert [line.review_id for line in store.views.queue(NOW).lines] == [closed, late, free]


def test_whoever_goes_on_to_the_next_item_meets_each_once_whatever_comes_and_goes(store: Store) -> None:
    """Two people and new mail: each item that waited is decided once, and none is passed over."""
    items = [waiting(store, f"word{at}", at + 1) for at in range(9)]
    tickets, others = tickets_of(store), {items[2]: items[3], items[5]: items[8]}
    met, at = [], store.views.queue(NOW).lines[0].review_id
    for turn in range(20):
        met.append(at)
        onward = store.views.queue_neighbours(at, NOW).after
        tickets.review(at, Confirm(KIM), NOW)
        if at in others:
            tickets.review(others[at], Confirm(LEE), NOW)
        if turn == 4:
            late = waiting(store, "urgent", 90)
            store.database.change(Ticket.update(response_due=later(60)).where(Ticket.id == ticket_of(store, late)))
        waits = [line.review_id for line in store.views.queue(NOW).lines]
        if not waits:
            break
        at = onward if onward in waits else store.views.queue_neighbours(onward, NOW).after
    assert sorted(met) == sorted({*items, late} - set(others.values()))
    assert store.views.queue_counts(NOW) == (0, 0)
