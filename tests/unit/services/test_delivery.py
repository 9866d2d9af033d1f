"""Delivery by every answer that a server can give: what is sent again, what never, and who is told."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from models.vocabulary import OutboxState, ReviewReason, Switch
from processor.errors import Temporary
from processor.outbox.parcel import Deferred, Delivered, Parcel, Refused, SendResult, Uncertain
from processor.outbox.settings import SmtpSettings
from processor.services.deliver import LEASE, Deliver
from processor.store.leases import owner_name
from processor.store.outbox import OutboxQueue
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


class Server:
    """Answers each mail by what the test made of its recipient: a result, an error, or a coroutine to wait for."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers, self.given = answers, list[str]()

    async def send(self, parcels: Sequence[Parcel]) -> list[SendResult]:
        return [await self.answer(parcel) for parcel in parcels]

    async def answer(self, parcel: Parcel) -> SendResult:
        (name, _, _) = parcel.recipients[0].partition("@")
        self.given.append(name)
        answer = self.answers[name]
        if isinstance(answer, Exception):
            raise answer
        result: SendResult = await answer(parcel.key) if asyncio.iscoroutinefunction(answer) else answer(parcel.key)
        return result

    async def close(self) -> None:
        """Nothing is held."""


def queue(desk: Desk, *names: str) -> None:
    """A mail waits to be sent to each."""
    desk.sweep()
    desk.work(*(mail(name, sender=f"{name}@customer.example") for name in names))


def by_name(desk: Desk) -> dict[str, OutboxState]:
    return {row.recipient.partition("@")[0]: row.state for row in desk.store.outbox.list(None)}


@pytest.fixture
def delivering(desk: Desk) -> Iterator[Callable[[Server], Deliver]]:
    made: list[Deliver] = []

    def make(server: Server) -> Deliver:
        made.append(Deliver(desk.store, server, owner_name(), timedelta(hours=48)))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_what_was_taken_is_noted_while_another_mail_still_waits_for_its_answer(
    desk: Desk, delivering: Callable[[Server], Deliver]
) -> None:
    async def slow(key: int) -> SendResult:
        for _ in range(200):
            if by_name(desk)["quick"] is OutboxState.SENT:
                return Refused(key, 550, "seen")
            await asyncio.sleep(0.01)
        return Delivered(key, "250 nothing was seen")

    queue(desk, "quick", "slow")
    delivering(Server({"quick": DELIVERED, "slow": slow})).turn(desk.now)
    assert by_name(desk) == {"quick": OutboxState.SENT, "slow": OutboxState.FAILED}


def test_a_mail_at_which_the_sender_fails_spoils_no_other(desk: Desk, delivering: Callable[[Server], Deliver]) -> None:
    queue(desk, "anna", "ben", "cleo")
    deliver = delivering(Server({"anna": DELIVERED, "ben": RuntimeError("a bug"), "cleo": DELIVERED}))
    with pytest.raises(RuntimeError, match="a bug"):
        deliver.turn(desk.now)
    assert by_name(desk) == {"anna": OutboxState.SENT, "ben": OutboxState.SENDING, "cleo": OutboxState.SENT}
    deliver.turn(desk.now + timedelta(hours=1))
    assert by_name(desk)["ben"] is OutboxState.UNCERTAIN


def test_what_the_database_could_not_take_is_noted_before_anything_else_is_sent(
    desk: Desk, delivering: Callable[[Server], Deliver], monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(desk, "anna", "ben")
    server = Server({"anna": DELIVERED, "ben": DEFERRED})
    deliver = delivering(server)

    def full(*_: object) -> None:
        raise Temporary("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(OutboxQueue, "_change", full)
        with pytest.raises(Temporary):
            deliver.turn(desk.now)
    assert set(by_name(desk).values()) == {OutboxState.SENDING}
    deliver.turn(desk.now)
    assert by_name(desk) == {"anna": OutboxState.SENT, "ben": OutboxState.QUEUED}
    assert sorted(server.given) == ["anna", "ben"]


def test_a_server_out_of_reach_is_told_until_mail_leaves_again(
    desk: Desk, delivering: Callable[[Server], Deliver]
) -> None:
    queue(desk, "anna")
    server = Server({"anna": partial(Deferred, reason="nobody listens", offered=False)})
    deliver = delivering(server)
    for _ in range(2):
        with pytest.raises(Temporary, match="nobody listens"):
            deliver.turn(desk.now)
    server.answers["anna"] = DEFERRED
    assert deliver.turn(desk.now + timedelta(minutes=2)) == 1
    assert deliver.turn(desk.now + timedelta(minutes=2)) == 0
    assert server.given == ["anna", "anna"]


def test_a_server_out_of_reach_is_nobodys_trouble_once_nothing_waits(
    desk: Desk, delivering: Callable[[Server], Deliver]
) -> None:
    queue(desk, "anna")
    deliver = delivering(Server({"anna": partial(Deferred, reason="nobody listens", offered=False)}))
    with pytest.raises(Temporary):
        deliver.turn(desk.now)
    (row,) = desk.store.outbox.list(None)
    desk.store.outbox.cancel(row.outbox_id, "kim", desk.now)
    assert deliver.turn(desk.now) == 0


def test_a_lease_outlasts_the_slowest_conversation() -> None:
    """Else another process would call a mail uncertain whose server is still allowed to think."""
    smtp = SmtpSettings("localhost", 25, "plain")
    steps = ("connect", "greeting", "EHLO", "STARTTLS", "EHLO", "AUTH", "password", "RSET", "MAIL", "RCPT", "DATA")
    slowest = len(steps) * smtp.timeout + 2 * smtp.final_timeout  # the mail's bytes, and the answer to them
    assert timedelta(seconds=slowest) < LEASE
