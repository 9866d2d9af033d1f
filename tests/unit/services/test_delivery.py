"""Delivery by every answer that a server can give: what is sent again, what never, and who is told."""

from datetime import timedelta
from functools import partial

from models.vocabulary import OutboxState, ReviewReason, Switch
from processor.outbox.parcel import Deferred, Delivered, Refused, Uncertain
from tests.unit.services.desk import Desk, mail

DELIVERED = partial(Delivered, response="250 ok")
UNCERTAIN = partial(Uncertain, reason="no answer after the final dot")
REFUSED = partial(Refused, code=550, text="5.1.1 no such user")
DEFERRED = partial(Deferred, reason="451 later")


def acknowledged(desk: Desk) -> Desk:
    """One mail waits to be sent."""
    desk.sweep()
    desk.work(mail())
    assert len(desk.sent()) == 1
    return desk


def later(desk: Desk, days: int = 30) -> list[object]:
    """What is handed over in so many days of turns every hour."""
    handed: list[object] = []
    for _ in range(days * 24):
        desk.now += timedelta(hours=1)
        handed += desk.deliver(*[DELIVERED] * 6).parcels  # type: ignore[arg-type]
    return handed


def states(desk: Desk) -> list[OutboxState]:
    return [row.state for row in desk.store.outbox.list(None)]


def test_silence_after_the_final_dot_is_never_sent_again_by_itself(desk: Desk) -> None:
    acknowledged(desk).deliver(UNCERTAIN)  # type: ignore[arg-type]
    assert states(desk) == [OutboxState.UNCERTAIN]
    assert ReviewReason.SEND_UNCERTAIN in desk.store.views.reviews()[0].reasons
    assert later(desk, days=3) == []
    assert states(desk) == [OutboxState.UNCERTAIN]


def test_a_definite_no_is_not_tried_again_and_a_person_is_asked(desk: Desk) -> None:
    acknowledged(desk).deliver(REFUSED)  # type: ignore[arg-type]
    assert states(desk) == [OutboxState.FAILED]
    assert ReviewReason.SEND_FAILED in desk.store.views.reviews()[0].reasons
    assert later(desk, days=3) == []


def test_a_passing_no_is_tried_again_and_given_up_in_the_end(desk: Desk) -> None:
    acknowledged(desk).deliver(DEFERRED)  # type: ignore[arg-type]
    assert states(desk) == [OutboxState.QUEUED]
    tries = 1
    while states(desk) == [OutboxState.QUEUED] and tries < 100:
        desk.now += timedelta(hours=2)
        tries += len(desk.deliver(*[DEFERRED] * 6).parcels)  # type: ignore[arg-type]
    assert states(desk) == [OutboxState.FAILED]
    assert 20 < tries < 30


def test_a_stuck_queue_is_found_within_minutes_and_a_command_moves_it(desk: Desk) -> None:
    acknowledged(desk).store.pauses.pause(Switch.OUTBOX, "a test", "kim", desk.now)
    desk.now += timedelta(minutes=16)
    assert desk.deliver(DELIVERED).parcels == []  # type: ignore[arg-type]
    found = desk.store.views.audit(desk.now).findings
    assert any("mail" in finding.what and finding.remedy for finding in found), found
    desk.store.pauses.resume(Switch.OUTBOX)
    assert len(desk.deliver(DELIVERED).parcels) == 1  # type: ignore[arg-type]
    assert desk.store.views.audit(desk.now).findings == ()


def test_a_person_has_what_waits_for_its_next_try_sent_at_once(desk: Desk) -> None:
    acknowledged(desk).deliver(DEFERRED)  # type: ignore[arg-type]
    assert desk.deliver(DELIVERED).parcels == []  # type: ignore[arg-type]
    (row,) = desk.store.outbox.list(None)
    desk.store.outbox.retry(row.outbox_id, "kim", desk.now)
    assert len(desk.deliver(DELIVERED).parcels) == 1  # type: ignore[arg-type]
    assert states(desk) == [OutboxState.SENT]


def test_a_person_sends_an_uncertain_or_failed_mail_again_by_command(desk: Desk) -> None:
    acknowledged(desk).deliver(REFUSED)  # type: ignore[arg-type]
    (row,) = desk.store.outbox.list(None)
    desk.store.outbox.retry(row.outbox_id, "kim", desk.now)
    assert len(desk.deliver(DELIVERED).parcels) == 1  # type: ignore[arg-type]
    assert states(desk) == [OutboxState.SENT]
