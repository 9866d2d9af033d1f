"""Reminders and expiry: once each, never over the head of an answer that came in time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.vocabulary import ProposalState, Switch
from processor.effects.decision import Decision
from processor.errors import Permanent
from tests.unit.services.desk import mail
from tests.unit.services.proposing import OLGA, VERA, ProposingDesk

LAST_DAY = date(2031, 3, 20)
END = datetime(2031, 3, 21, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ProposingDesk]:
    made = ProposingDesk(tmp_path)
    yield made
    made.close()


def sent(desk: ProposingDesk) -> int:
    number = desk.drafted(desk.begin(), valid_until=LAST_DAY)
    desk.send(number)
    return number


def reminders(desk: ProposingDesk, address: str) -> int:
    rows = desk.store.outbox.list(None)
    return sum(row.template == "approval_reminder" and row.recipient == address for row in rows)


def looked(desk: ProposingDesk, at: datetime) -> None:
    """The mailbox is looked into whole, and all its mail is handled."""
    desk.now = at
    desk.forget_connections()
    desk.work()


def test_who_has_not_answered_is_reminded_once_for_each_time(desk: ProposingDesk) -> None:
    number = sent(desk)
    asked = desk.now
    for days, rung, reminded in [(2.9, 0, 0), (3, 1, 1), (3.1, 0, 1), (6.9, 0, 1), (7, 1, 2), (9, 0, 2)]:
        assert desk.timers.turn(asked + timedelta(days=days)) == rung
        assert reminders(desk, VERA) == reminded, days
    assert reminders(desk, OLGA) == 0, "she was not asked yet"
    [request] = [one for one in desk.proposals.show(number).requests if one.address == VERA]
    assert request.reminded == 2


def test_a_reminder_can_be_answered_as_the_request(desk: ProposingDesk) -> None:
    number = sent(desk)
    desk.tick(3 * DAY)
    desk.timers.turn(desk.now)
    desk.reply(VERA, "Vera Petrova", "Approved")
    assert desk.state(number) is ProposalState.AWAITING_CUSTOMER
    assert desk.timers.turn(desk.tick(timedelta(hours=1))) == 0


def test_nothing_rings_while_timers_are_paused(desk: ProposingDesk) -> None:
    sent(desk)
    desk.store.pauses.pause(Switch.TIMERS, "holidays", "boris", desk.now)
    timekeeping = desk.timekeeping()
    assert timekeeping.turn(desk.tick(4 * DAY)) == 0
    desk.store.pauses.resume(Switch.TIMERS)
    assert timekeeping.turn(desk.now) == 1


def test_a_jump_of_the_clock_pauses_timers_until_a_person_has_looked(desk: ProposingDesk) -> None:
    sent(desk)
    timekeeping = desk.timekeeping(ticks=lambda: 0.0)
    assert timekeeping.turn(desk.now) == 0
    assert timekeeping.turn(desk.tick(4 * DAY)) == 0
    paused = desk.store.pauses.paused(Switch.TIMERS)
    assert paused is not None
    assert "while 0 seconds passed: see that the clock is right, then signoff resume timers" in paused.reason
    desk.store.pauses.resume(Switch.TIMERS)
    assert timekeeping.turn(desk.now) == 1


def test_what_nobody_answered_expires_once_the_mailbox_was_looked_into(desk: ProposingDesk) -> None:
    number = sent(desk)
    looked(desk, END - timedelta(seconds=1))
    assert desk.timers.turn(desk.now) == 1, "a reminder"
    assert desk.timers.turn(END + DAY) == 0, "the mailbox was not looked into since the end"
    looked(desk, END)
    before = len(desk.sent_to(VERA))
    assert desk.timers.turn(END) == 1
    assert desk.state(number) is ProposalState.EXPIRED
    assert len(desk.sent_to(VERA)) == before + 1
    told = desk.sent_to(VERA)[-1].get_body(("plain",))
    assert told is not None
    assert "причина" not in told.get_content(), "what Signoff says of it to the staff is in English"
    assert desk.timers.turn(END + DAY) == 0
    assert reminders(desk, VERA) == 1
    assert desk.proposals.show(number).line.ended_at == END


def test_an_answer_received_in_time_counts_however_late_it_is_handled(desk: ProposingDesk) -> None:
    """It lies in the mailbox when the proposal's time is over, and fetched, and not handled yet."""
    number = sent(desk)
    received = END - timedelta(minutes=1)
    desk.put(desk.answer(VERA, "Vera Petrova", "Approved", at=received), at=received)
    desk.now = END + timedelta(minutes=5)
    desk.forget_connections()
    desk.sweep()
    assert desk.timers.turn(desk.now) == 0
    assert desk.state(number) is ProposalState.AWAITING_VENDOR
    desk.handle()
    assert desk.acceptances()[0].accepted_at == received
    assert desk.timers.turn(desk.tick()) == 1, "the customer was asked too late to answer"
    assert desk.state(number) is ProposalState.EXPIRED


def test_an_answer_received_too_late_does_not_count(desk: ProposingDesk) -> None:
    number = sent(desk)
    desk.now = END
    desk.reply(VERA, "Vera Petrova", "Approved")
    assert desk.acceptances() == []
    assert desk.state(number) is ProposalState.AWAITING_VENDOR
    looked(desk, END + DAY)
    desk.timers.turn(desk.now)
    assert desk.state(number) is ProposalState.EXPIRED


def test_mail_that_waits_from_after_the_end_holds_nothing(desk: ProposingDesk) -> None:
    number = sent(desk)
    looked(desk, END)
    desk.put(mail("A question", "Hello?", Message_ID="<9@c>"), at=END + timedelta(minutes=1))
    desk.now = END + timedelta(minutes=2)
    desk.sweep()
    desk.timers.turn(desk.now)
    assert desk.state(number) is ProposalState.EXPIRED


def test_a_timer_that_fails_keeps_no_other_from_ringing(desk: ProposingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = sent(desk)
    other = desk.drafted(1, valid_until=date(2031, 4, 20))
    desk.send(other)
    looked(desk, END)
    whole = desk.timers._apply

    def failing(due: object, decision: Decision, now: datetime) -> bool:
        if "expiry" in str(due):
            raise Permanent("the disk is full")
        return whole(due, decision, now)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.timers, "_apply", failing)
    with pytest.raises(Permanent, match="the disk is full"):
        desk.timers.turn(desk.now)
    assert reminders(desk, VERA) == 1, "of the other proposal"
    assert desk.state(number) is ProposalState.AWAITING_VENDOR
