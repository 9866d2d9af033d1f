"""Figures of a small database, counted by hand, on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.conversation import Review, Verdict
from models.mail import Fetch, FolderCursor
from models.outgoing import Outbox
from models.tickets import Thread, Ticket
from models.vocabulary import (
    AfterState,
    Category,
    DecidedBy,
    FetchState,
    OutboxState,
    ReviewState,
    Source,
    Standing,
    TicketState,
)
from processor.services.figures import Drift, Figures, Share
from processor.services.standing import Standings, Terms
from processor.store.store import Store
from processor.store.views.trends import DayOfMail, Volume, WeekOfLabels, WeekOfPromises

NOW = datetime(2031, 3, 5, 12, tzinfo=UTC)
"""A Wednesday; its week began on Monday, 3 March."""

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BUG, ACCESS = Category.BUG, Category.CUSTOMER_SUCCESS
CARD = {"rows": 1500, "macro_f1": 0.91, "accuracy": 0.93, "confusion": {"bug": {"bug": 10, "customer_success": 2}}}


@pytest.fixture
def figures(store: Store) -> Figures:
    standings = Standings(store.learning, Terms())
    return Figures(store, standings, frozenset({"deliver"}), ("support",), lambda: "starter", lambda: CARD)


def ticket(
    store: Store,
    number: int,
    opened: datetime,
    category: Category | None = BUG,
    language: str = "en",
    due: datetime | None = None,
    answered: datetime | None = None,
    closed: datetime | None = None,
    state: TicketState = TicketState.NEW,
) -> int:
    return store.database.insert(
        Ticket,
        {
            "number": number,
            "token": f"t{number}",
            "thread": store.database.insert(Thread, {"created_at": opened}),
            "state": state,
            "subject": f"ticket {number}",
            "source": Source.MAIL,
            "language": language,
            "category": category,
            "decided_by": DecidedBy.MODEL,
            "opened_at": opened,
            "updated_at": opened,
            "closed_at": closed,
            "response_due": due,
            "responded_at": answered,
        },
    )


def test_volumes_are_counted_by_day_category_and_language(store: Store, figures: Figures) -> None:
    midnight = datetime(2031, 3, 4, tzinfo=UTC)
    moments = (midnight - HOUR / 3600, midnight, midnight + 23 * HOUR, midnight + 24 * HOUR)
    for number, moment in enumerate(moments, 1):
        ticket(store, number, moment)
    ticket(store, 5, midnight + HOUR, None, "ru")
    ticket(store, 6, NOW - 90 * DAY)
    assert set(figures.volumes(NOW)) == {
        Volume(date(2031, 3, 3), BUG, "en", 1),
        Volume(date(2031, 3, 4), None, "ru", 1),
        Volume(date(2031, 3, 4), BUG, "en", 2),
        Volume(date(2031, 3, 5), BUG, "en", 1),
    }
    assert [one.day for one in figures.volumes(NOW)] == sorted(one.day for one in figures.volumes(NOW))
    assert sum(one.tickets for one in figures.volumes(NOW, days=1)) == 1


def test_promises_are_counted_in_the_week_in_which_they_were_due(store: Store, figures: Figures) -> None:
    sunday = datetime(2031, 3, 2, 23, 59, tzinfo=UTC)
    monday = sunday + timedelta(minutes=1)
    rows: list[dict[str, object]] = [
        {"due": sunday, "answered": sunday},
        {"due": sunday, "answered": sunday + HOUR},
        {"due": monday, "answered": monday - HOUR},
        {"due": monday},
        {"due": NOW},
        {"due": NOW + DAY},
        {"due": NOW + DAY, "closed": NOW, "state": TicketState.CLOSED},
        {"due": monday, "closed": NOW, "state": TicketState.CLOSED},
        {"due": monday, "closed": NOW, "answered": monday, "state": TicketState.CLOSED},
        {"due": monday, "closed": monday, "state": TicketState.MERGED},
        {"due": None},
        {"due": NOW + 30 * DAY},
    ]
    for number, row in enumerate(rows, 1):
        ticket(store, number, sunday - DAY, **row)  # type: ignore[arg-type]
    assert figures.responses(NOW, weeks=3) == (
        WeekOfPromises(date(2031, 2, 17), 0, 0, 0, 0),
        WeekOfPromises(date(2031, 2, 24), 1, 1, 0, 0),
        WeekOfPromises(date(2031, 3, 3), 2, 2, 1, 2),
    )


def test_labels_of_the_model_are_counted_by_week(store: Store, figures: Figures) -> None:
    opened = ticket(store, 1, NOW)
    rows = [
        (NOW, True, Standing.ACTS, False),
        (NOW, True, Standing.ACTS, True),
        (NOW, True, Standing.SHADOW, False),
        (NOW, False, Standing.ACTS, False),
        (NOW - 7 * DAY, True, Standing.OFF, False),
    ]
    for at, automatic, standing, audit in rows:
        values = {"ticket": opened, "at": at, "automatic": automatic, "standing": standing, "audit": audit}
        parts = {"category": BUG, "confidence": 0.9, "threshold": 0.8, "model_id": "m"}
        lists: dict[str, list[str]] = {name: [] for name in ("probabilities", "why", "against", "likely", "nearest")}
        store.database.insert(Verdict, values | parts | lists)
    assert figures.automatic(NOW, weeks=2) == (
        WeekOfLabels(date(2031, 2, 24), 1, 1, 0, 0),
        WeekOfLabels(date(2031, 3, 3), 4, 3, 1, 1),
    )


def test_the_age_of_the_queue_is_told_in_steps(store: Store, figures: Figures) -> None:
    waited = (timedelta(0), HOUR, 5 * HOUR, 2 * DAY, 8 * DAY, 9 * DAY)
    for number, span in enumerate((*waited, DAY), 1):
        done = number > len(waited)
        values = {"ticket": ticket(store, number, NOW), "reasons": ["unsure"], "opened_at": NOW - span}
        state = {
            "state": ReviewState.DONE if done else ReviewState.OPEN,
            "asleep_until": NOW + DAY if number == 2 else None,
        }
        store.database.insert(Review, values | state)
    age = figures.queue_age(NOW)
    assert (age.items, age.asleep, age.oldest) == (6, 1, NOW - 9 * DAY)
    assert [step.items for step in age.waiting] == [1, 1, 1, 1, 0, 2]
    assert sum(step.items for step in age.waiting) == age.items


def test_drift_compares_four_weeks_with_the_four_before(store: Store, figures: Figures) -> None:
    number = 0
    for moment, category, language, count in (
        (NOW - 40 * DAY, BUG, "en", 6),
        (NOW - 40 * DAY, ACCESS, "de", 2),
        (NOW - 10 * DAY, BUG, "en", 1),
        (NOW - 10 * DAY, ACCESS, "ru", 3),
        (NOW, BUG, "en", 50),
        (NOW - 57 * DAY, BUG, "en", 50),
    ):
        for _ in range(count):
            number += 1
            ticket(store, number, moment, category, language)
    found = figures.drift(NOW)
    assert isinstance(found, Drift)
    assert (found.since, found.before, found.now) == (date(2031, 2, 5), 8, 4)
    assert set(found.categories) == {Share(BUG, 6, 1, 0.75, 0.25), Share(ACCESS, 2, 3, 0.25, 0.75)}
    assert found.languages[0] == Share("ru", 0, 3, 0.0, 0.75), "the largest change first"
    assert found.cells[ACCESS, "ru"] == (0, 3)
    assert figures.drift(NOW - 400 * DAY).categories == ()


def test_mail_that_leaves_is_counted_by_day_and_what_failed_is_named(store: Store, figures: Figures) -> None:
    rows = [
        (NOW, OutboxState.SENT),
        (NOW, OutboxState.SENT),
        (NOW - DAY, OutboxState.FAILED),
        (NOW - DAY, OutboxState.QUEUED),
        (NOW - 2 * HOUR, OutboxState.QUEUED),
        (NOW - 40 * DAY, OutboxState.UNCERTAIN),
    ]
    for at, (created, state) in enumerate(rows):
        values = {"key": f"k{at}", "message_id": f"<{at}@x>", "template": "answer", "recipient": f"r{at}@x.example"}
        more = {"recipient_key": "r", "sender": "s", "content": b"x" * 2000, "automatic": False, "state": state}
        store.database.insert(Outbox, values | more | {"not_before": created, "created_at": created})
    found = figures.deliveries(NOW)
    assert (found.by_state[OutboxState.SENT], found.by_state[OutboxState.CANCELLED]) == (2, 0)
    assert found.oldest_queued == NOW - DAY
    assert found.days == (
        DayOfMail(date(2031, 3, 4), OutboxState.FAILED, 1),
        DayOfMail(date(2031, 3, 4), OutboxState.QUEUED, 1),
        DayOfMail(date(2031, 3, 5), OutboxState.QUEUED, 1),
        DayOfMail(date(2031, 3, 5), OutboxState.SENT, 2),
    )
    assert {row.recipient for row in found.dead} == {"r2@x.example", "r5@x.example"}


def test_mailboxes_tell_how_far_they_are_read_and_what_waits(store: Store, figures: Figures) -> None:
    cursor = {"mailbox": "support", "folder": "INBOX", "uidvalidity": 1, "next_uid": 9, "first_contact": NOW}
    store.database.insert(FolderCursor, cursor | {"last_sweep_at": NOW - HOUR, "server_count": 8})
    states = (FetchState.WAITING, FetchState.CLAIMED, FetchState.QUARANTINED, FetchState.DONE)
    for uid, state in enumerate(states):
        values = {"mailbox": "support", "folder": "INBOX", "uidvalidity": 1, "uid": uid, "state": state}
        moments = {"received_at": NOW, "fetched_at": NOW, "not_before": NOW, "after_state": AfterState.NOTHING}
        store.database.insert(Fetch, values | moments)
    found = figures.mailboxes(NOW)
    [box] = found.mailboxes
    assert (box.name, box.waiting, box.quarantined) == ("support", 2, 1)
    assert [(one.last_sweep_at, one.server_count) for one in box.folders] == [(NOW - HOUR, 8)]
    assert not found.condition.ready, "no loop has reported"


def test_models_come_with_their_confusion_and_precision_with_its_bounds(store: Store, figures: Figures) -> None:
    store.learning.register("m1", "d1", CARD | {"rows": 1600, "confusion": {}}, NOW)
    trained, starter = figures.models()
    assert (trained.name, trained.mails, trained.judges) == ("m1", 1600, False)
    assert (starter.name, starter.judges, starter.accuracy) == ("starter", True, 0.93)
    assert starter.confusion == {BUG: {BUG: 10, ACCESS: 2}}
    precision = figures.precision(NOW)
    assert (precision.standing, precision.reviewed, precision.decided) == (Standing.SHADOW, 0, 0)
    assert "decided 0 of 60" in precision.why


def test_of_nothing_every_figure_is_nothing(store: Store, figures: Figures) -> None:
    assert (figures.volumes(NOW), figures.volumes(NOW, 1)) == ((), ())
    age = figures.queue_age(NOW)
    assert (age.items, age.asleep, age.oldest, {one.items for one in age.waiting}) == (0, 0, None, {0})
    assert {(one.kept, one.breached, one.ended, one.running) for one in figures.responses(NOW)} == {(0, 0, 0, 0)}
    assert {(one.judged, one.sure, one.acted, one.audited) for one in figures.automatic(NOW)} == {(0, 0, 0, 0)}
    found = figures.precision(NOW)
    assert (found.reviewed, found.right, found.audits, found.decided) == (0, 0, 0, 0)
    assert 0 <= found.lower <= found.upper <= 1
    drift = figures.drift(NOW)
    assert (drift.before, drift.now, drift.categories, drift.languages, drift.cells) == (0, 0, (), (), {})
    sent = figures.deliveries(NOW)
    assert (sum(sent.by_state.values()), sent.oldest_queued, sent.days, sent.dead) == (0, None, (), ())
    [box] = figures.mailboxes(NOW).mailboxes
    assert (box.folders, box.waiting, box.quarantined) == ((), 0, 0)


def test_what_was_only_before_or_only_now_drifts_without_a_share_of_nothing(store: Store, figures: Figures) -> None:
    ticket(store, 1, NOW - 3 * DAY)
    drift = figures.drift(NOW)
    assert drift.categories == (Share(BUG, 0, 1, 0.0, 1.0),)
    assert [share.change for share in drift.categories] == [1.0]
