"""Long walks of two people, the customer, strangers and the outbox over the same tickets: what always holds, holds."""

import itertools
import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.conversation import Message, Review
from models.desk import Step, TicketText
from models.outgoing import Outbox
from models.tickets import Ticket
from models.vocabulary import (
    CaseReason,
    Category,
    Direction,
    EntryKind,
    OutboxState,
    Outcome,
    ReviewReason,
    ReviewState,
    Severity,
    StepKind,
    TicketState,
)
from processor.effects.decision import Decision
from processor.effects.tickets import AskReview, Enter, FileMessage
from processor.errors import Refused, Temporary
from processor.facts.causes import (
    Ask,
    Assign,
    Close,
    Confirm,
    Correct,
    Merge,
    Note,
    Relabel,
    Reply,
    Snooze,
    Split,
    Wake,
)
from processor.store.facts.tickets import resolve
from processor.store.responses import first_answers
from processor.store.searching import index_tickets
from processor.store.store import Store, open_store
from tests.contract.store.deals import applier_of
from tests.contract.store.queued import HOLD, KIM, LEE, tickets_of, waiting, whole
from tests.contract.store.samples import LEASE, NOW, cause_of, keep, message_of, take
from tests.servers.sqlite import migrated_store

NUMBERS = (1, 2, 3)
ACTS: tuple[tuple[str, Callable[[str, int], Any]], ...] = (
    ("review", lambda by, _: Confirm(by)),
    ("review", lambda by, pick: Correct(by, Category.BUG, Severity(pick % 4 + 1), CaseReason.BUG)),
    ("review", lambda by, _: Correct(by, Category.NOT_A_REQUEST, None, None)),
    ("snooze", lambda by, _: by),
    ("review", lambda by, _: Wake(by)),
    ("work", lambda by, _: Ask(by, "Which?")),
    ("work", lambda by, pick: Relabel(by, Category.BUG, Severity(pick % 4 + 1), CaseReason.BUG)),
    ("work", lambda by, pick: Reply(by, "Try this", wait=bool(pick % 2))),
    ("work", lambda by, _: Note(by, "they called")),
    ("work", lambda by, pick: Close(by, "done", tell=bool(pick % 2))),
    ("work", lambda by, pick: Assign(by, ("", "kim", "lee")[pick % 3])),
    ("merge", lambda by, _: Merge(by)),
    ("split", lambda by, _: by),
    ("undo", lambda by, _: by),
    ("undo", lambda by, _: by),
    ("mail", lambda _by, pick: pick % 3),
    ("outbox", lambda _by, pick: pick % 2),
)


class Walk:
    """One walk: does each act at a moment of its own, and remembers how all was before each step."""

    def __init__(self, store: Store, *, alone: bool = True) -> None:
        """`alone`: nobody else works on the same database."""
        self.store = store
        self.alone = alone
        self.now = NOW
        self.tickets = tickets_of(store)
        self.before: list[tuple[int, StepKind, str, Any]] = []
        self.uid = 10

    def do(self, act: int, by: str, pick: int, other: int) -> None:
        self.now += timedelta(seconds=7)
        kind, make = ACTS[act]
        lines = self.store.views.tickets()
        line = lines[pick % len(lines)]
        try:
            self._act(kind, make(by, other), line, lines[other % len(lines)].number, by)
        except (Refused, Temporary):
            return

    def _act(self, kind: str, what: Any, line: Any, other: int, by: str) -> None:
        if kind == "mail":
            self._mail(line.ticket_id, what)
        elif kind == "outbox":
            self._outbox(what)
        elif kind == "undo":
            self._undo(by, other)
        else:
            before = whole(self.store) if self.alone else None
            step = self._step(kind, what, line, other, by)
            self.before.append((step, self.store.views.step(step).what, by, before))

    def _step(self, kind: str, what: Any, line: Any, other: int, by: str) -> int:
        tickets, now = self.tickets, self.now
        match kind:
            case "review" | "snooze":
                command = Snooze(by, now + timedelta(minutes=5)) if kind == "snooze" else what
                return tickets.review(line.open_review_id, command, now, hold=HOLD).step_id
            case "merge":
                return tickets.work(line.number, what, now, other, HOLD).step_id
            case "split":
                messages = self.store.views.ticket(line.number).messages
                row = messages[other % len(messages)].message_row if messages else 0
                return tickets.work(line.number, Split(by, row, "Another"), now, hold=HOLD).step_id
            case _:
                return tickets.work(line.number, what, now, hold=HOLD).step_id

    def _undo(self, by: str, pick: int) -> None:
        """One of this person's last steps; where nothing else came since, all is as it was before."""
        own = [one for one in self.store.views.steps(NOW, by) if one.undone_at is None]
        if not own:
            return
        last = own[pick % min(3, len(own))]
        try:
            self.tickets.undo(last.step_id, by, self.now)
        except Refused:
            assert last.why_not or not self.alone, "what can't be undone says so before"
            raise
        if not self.alone:
            return
        assert not last.why_not, "what can be undone says nothing against it"
        if self.before and self.before[-1][0] == last.step_id:
            _, kind, _, before = self.before.pop()
            if kind is not StepKind.SPLIT:
                assert whole(self.store) == before
        else:
            self.before.clear()

    def _mail(self, ticket_id: int, how: int) -> None:
        """From the customer, a machine of theirs, or a stranger; to a merged ticket it comes where that goes on."""
        self.before.clear()
        self.uid += 1
        keep(self.store, f"m{self.uid}", first_uid=self.uid)
        claim = take(self.store)[-1]
        message = message_of(claim)

        def work() -> None:
            target = resolve(self.store.database, [ticket_id])[ticket_id]
            effects: tuple[Any, ...] = (
                FileMessage(target, Direction.IN, verified=how != 2, automatic=how == 1),
                Enter(target, EntryKind.MESSAGE_IN, "signoff", f"somebody wrote: {message.subject}"),
            )
            if how == 2:
                effects += (AskReview(target, (ReviewReason.UNVERIFIED_SENDER,), "a stranger"),)
            decision = Decision(Outcome.JOINED, (), effects)
            applier_of(self.store).apply(cause_of(claim, message), decision, self.now)

        self.store.transact(work)

    def _outbox(self, how: int) -> None:
        for claim in self.store.outbox.take("loop", 2, self.now, LEASE):
            self.before.clear()
            if how:
                self.store.outbox.sent(claim, self.now)
            else:
                self.store.outbox.refused(claim, "550 no", self.now)


def holds(store: Store, now: datetime) -> None:
    """What is true of every state that can be reached."""
    database = store.database
    merged = set(database.column(Ticket.select(Ticket.id).where(Ticket.state == TicketState.MERGED)))
    targets = database.column(Ticket.select(Ticket.merged_into).where(Ticket.merged_into.is_null(False)))
    assert not merged.intersection(targets), "a merged ticket goes on in one that does"
    standing = Message.select(Message.ticket).where(~Message.withdrawn)  # what was taken back stays where it was
    assert not merged.intersection(database.column(standing)), "a message out of sight"
    waits = database.column(Review.select(Review.ticket).where(Review.state == ReviewState.OPEN))
    assert not merged.intersection(waits), "nobody can decide on a merged ticket"
    assert len(waits) == len(set(waits))
    waiting_now, asleep = store.views.queue_counts(now)
    assert waiting_now + asleep == len(waits)
    undone = database.rows(Step.select(Step.outbox).where(Step.undone_at.is_null(False)))
    for outbox_id in (one for row in undone for one in row["outbox"]):
        assert store.outbox.get(outbox_id).state is OutboxState.CANCELLED
    for row in database.rows(Ticket.select().where(Ticket.id.not_in(sorted(merged)))):
        answers = database.rows(first_answers(Outbox.sent_at).where(Ticket.id == row["id"]))
        assert row["responded_at"] == (answers[0]["sent_at"] if answers else None)
        assert (row["closed_at"] is None) == (row["state"] is not TicketState.CLOSED)
    texts = database.rows(TicketText.select().order_by(TicketText.id))
    store.transact(lambda: index_tickets(database, [row["id"] for row in texts]))
    assert database.rows(TicketText.select().order_by(TicketText.id)) == texts, "found by what it has"


@pytest.fixture
def fresh_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes databases with the current schema: their addresses."""
    if database_kind == "postgres":
        fresh: Callable[[], str] = request.getfixturevalue("postgres").fresh
        return fresh
    names = itertools.count(1)

    def make() -> str:
        path = tmp_path / f"walk{next(names)}.db"
        migrated_store(path).close()
        return f"sqlite:///{path}"

    return make


@pytest.mark.parametrize("dice", range(3))
def test_whatever_is_done_nothing_is_lost_and_undoing_is_exact(fresh_url: Callable[[], str], dice: int) -> None:
    store = open_store(fresh_url())
    for number in NUMBERS:
        waiting(store, f"word{number}", number)
    walk, chance = Walk(store), random.Random(dice)
    for _ in range(50):
        act = chance.randrange(len(ACTS)), chance.choice((KIM, LEE)), chance.randrange(12), chance.randrange(12)
        walk.do(*act)
        holds(store, walk.now)
    store.close()


@pytest.mark.parametrize("dice", range(2))
def test_at_the_same_time_it_holds_too(fresh_url: Callable[[], str], dice: int) -> None:
    """Four at once, each with a connection of their own: two people, the customer, and the outbox."""
    url = fresh_url()
    store = open_store(url)
    for number in NUMBERS:
        waiting(store, f"word{number}", number)
    barrier = threading.Barrier(4, timeout=60)
    failures: list[BaseException] = []
    desk = tuple(kind for kind, _ in ACTS if kind not in {"mail", "outbox"})

    def work(by: str, kinds: tuple[str, ...], seed: int) -> None:
        chance, own = random.Random(10 * dice + seed), open_store(url)
        walk = Walk(own, alone=False)
        acts = [at for at, (kind, _) in enumerate(ACTS) if kind in kinds]
        try:
            barrier.wait()
            for _ in range(25):
                walk.do(chance.choice(acts), by, chance.randrange(12), chance.randrange(2))
        except BaseException as error:  # noqa: BLE001 - shown to the main thread
            failures.append(error)
        finally:
            own.close()

    people = ((KIM, desk, 1), (LEE, desk, 2), ("customer", ("mail",), 3), ("outbox", ("outbox",), 4))
    threads = [threading.Thread(target=work, args=one) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failures == []
    holds(store, NOW + timedelta(hours=1))
    store.close()
