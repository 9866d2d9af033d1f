"""The response clock of real mails: read, decided, answered and delivered as a whole installation does it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.vocabulary import TicketState
from processor.evidence.ledger import leaf
from processor.facts.causes import Close, Note, Reply
from processor.outbox.parcel import Delivered
from processor.services.calendars import Calendars, Defaults
from processor.services.promises import ClockState, PromiseProof, Promises
from processor.services.tickets import Tickets
from processor.sla.targets import DEFAULT_TARGETS, Rules
from processor.store.apply import Applier
from tests.unit.services.desk import NOW, Desk, mail

HOUR = timedelta(hours=1)


class ClockDesk(Desk):
    """A desk that promises first answers."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.promises = Promises(self.store, Rules(DEFAULT_TARGETS), Calendars(Defaults()))
        self.applier = Applier(self.store, self.ids, self.composer, leaves=leaf, promiser=self.promises)
        self.tickets = Tickets(self.store, self.applier, self.policy)

    def proof(self, number: int = 1) -> PromiseProof:
        return self.promises.proof(number, self.now)

    def deliver_all(self) -> None:
        for row in self.store.outbox.list(None):
            if row.state == "queued":
                self.deliver(lambda key: Delivered(key, "250 2.0.0 queued as 4711"))  # type: ignore[arg-type]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ClockDesk]:
    made = ClockDesk(tmp_path)
    yield made
    made.close()


def test_a_mail_is_answered_by_a_person_and_by_nobody_else(desk: ClockDesk) -> None:
    desk.work(mail(Message_ID="<one@customer.example>"))
    first = desk.proof()
    assert (first.state, first.opened_at) == (ClockState.RUNNING, NOW)
    assert first.promise is not None
    assert not first.promise.judged, "there is no model here"
    desk.deliver_all()
    assert desk.proof().responded_at is None, "the acknowledgement is nobody's answer"
    desk.command(1, Note("csm", "the export again"))
    desk.work(mail(Message_ID="<two@customer.example>", In_Reply_To="<one@customer.example>"))
    assert desk.proof().responded_at is None
    desk.now = NOW + 2 * HOUR
    desk.command(1, Reply("csm", "We look at it.", wait=False))
    assert desk.proof().responded_at is None, "the answer is only queued"
    desk.now = NOW + 3 * HOUR
    desk.deliver_all()
    proof = desk.proof()
    assert (proof.state, proof.responded_at) == (ClockState.KEPT, NOW + 3 * HOUR)
    assert proof.answer
    assert (proof.answer.by, proof.answer.recipient) == ("csm", "anna@customer.example")
    assert proof.answer.answer == "250 2.0.0 queued as 4711"
    assert desk.ticket(1).messages[-1].message_row == proof.answer.message_row


def test_a_closing_mail_ends_the_clock_and_is_no_answer(desk: ClockDesk) -> None:
    desk.work(mail(Message_ID="<one@customer.example>"))
    desk.command(1, Close("csm", "done by phone", tell=True))
    desk.deliver_all()
    assert desk.ticket(1).line.state is TicketState.CLOSED
    assert (desk.proof().state, desk.proof().responded_at) == (ClockState.ENDED, None)


def test_an_absence_note_and_our_own_notice_change_nothing(desk: ClockDesk) -> None:
    desk.work(
        mail(Message_ID="<one@customer.example>"),
        mail("Out of office", Message_ID="<two@customer.example>", In_Reply_To="<one@customer.example>",
             Auto_Submitted="auto-replied"),
    )  # fmt: skip
    desk.deliver_all()
    assert desk.proof().state is ClockState.RUNNING
    assert len(desk.proof().history) == 1
