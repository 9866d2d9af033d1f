"""The register of approvers: two persons for every change, a delay, and nobody entered unseen."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from models.vocabulary import ApproverState, Side
from processor.errors import Refused
from processor.facts.proposals import Money
from processor.facts.proposing import ConfirmEntry, EndEntry, EnterCommand, RefuseEntry
from tests.unit.services.proposing import ANNA, CUSTOMER, OLGA, VERA, ProposingDesk

SECOND = timedelta(seconds=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ProposingDesk]:
    made = ProposingDesk(tmp_path)
    made.store.people.add_customer(CUSTOMER, domains=("customer.example",))
    yield made
    made.close()


def state(desk: ProposingDesk, entry: int) -> ApproverState:
    return desk.register.line(entry).entry.state


def may(desk: ProposingDesk, entry: int) -> bool:
    return desk.register.line(entry).entry.may_approve(desk.now)


def test_an_entry_counts_with_a_second_person_and_after_the_delay(desk: ProposingDesk) -> None:
    entry = desk.enter(OLGA, "Olga Smirnova")
    assert state(desk, entry) is ApproverState.PROPOSED
    assert desk.sent_to(OLGA) == []
    for by in ("boris", "BORIS"):
        with pytest.raises(Refused, match="a second person has to confirm"):
            desk.register.confirm(entry, ConfirmEntry(by), desk.tick())
    line = desk.register.confirm(entry, ConfirmEntry("carla"), desk.tick())
    assert (line.party, line.entry.confirmed_by) == (CUSTOMER, "carla")
    assert not may(desk, entry)
    desk.tick(desk.approvals.register_delay - SECOND)
    assert not may(desk, entry)
    desk.tick()
    assert may(desk, entry)
    assert len(line.entry.changes) == 2, "who entered and who confirmed it is printed on certificates"
    desk.seal()
    assert sum(entry.key.startswith("register:") for entry in desk.store.ledger.entries()) == 1


def test_what_is_sent_before_an_entry_counts_has_nobody_to_ask(desk: ProposingDesk) -> None:
    desk.approver(VERA, "Vera", customer="", user="vera")
    entry = desk.enter(OLGA, "Olga Smirnova")
    desk.register.confirm(entry, ConfirmEntry("carla"), desk.tick())
    desk.work(b"From: Anna <anna@customer.example>\r\nTo: support@desk.example\r\nSubject: x\r\n\r\nPlease.\r\n")
    number = desk.drafted(1)
    with pytest.raises(Refused, match="nobody of Customer AG may approve PR-1 now"):
        desk.send(number)
    desk.tick(desk.approvals.register_delay)
    desk.send(number)


def test_every_approver_of_the_party_is_told_and_nobody_else(desk: ProposingDesk) -> None:
    desk.approver(VERA, "Vera", customer="", user="vera")
    desk.approver(OLGA, "Olga Smirnova")
    before = {address: len(desk.sent_to(address)) for address in (VERA, OLGA)}
    entry = desk.approver(ANNA, "Anna")
    assert len(desk.sent_to(ANNA)) == 1
    assert len(desk.sent_to(OLGA)) == before[OLGA] + 1
    assert len(desk.sent_to(VERA)) == before[VERA]
    desk.ended(entry)
    assert len(desk.sent_to(OLGA)) == before[OLGA] + 2
    assert state(desk, entry) is ApproverState.ENDED


def test_the_end_of_an_entry_needs_a_second_person_too(desk: ProposingDesk) -> None:
    entry = desk.approver(OLGA, "Olga Smirnova")
    with pytest.raises(Refused, match="needs a reason"):
        desk.register.end(entry, EndEntry("boris", ""), desk.tick())
    line = desk.register.end(entry, EndEntry("boris", "she has left"), desk.tick())
    assert line.entry.ending_by == "boris"
    assert may(desk, entry), "it counts until a second person agrees"
    with pytest.raises(Refused, match="a second person"):
        desk.register.confirm(entry, ConfirmEntry("boris"), desk.tick())
    desk.register.refuse(entry, RefuseEntry("carla", "she is back"), desk.tick())
    assert state(desk, entry) is ApproverState.CONFIRMED
    desk.ended(entry)
    assert not may(desk, entry)


def test_a_refused_entry_never_counts(desk: ProposingDesk) -> None:
    entry = desk.enter(OLGA, "Olga Smirnova")
    desk.register.refuse(entry, RefuseEntry("carla", "unknown to us"), desk.tick())
    assert state(desk, entry) is ApproverState.REFUSED
    with pytest.raises(Refused, match="nothing about it waits for a second person"):
        desk.register.confirm(entry, ConfirmEntry("carla"), desk.tick(3 * desk.approvals.register_delay))


def test_a_deputy_is_asked_where_the_price_is_above_the_limit(desk: ProposingDesk) -> None:
    desk.approver(VERA, "Vera", customer="", user="vera")
    principal = desk.approver(OLGA, "Olga Smirnova", limit=Money(Decimal("4000.00"), "EUR"))
    assert desk.register.deputy_of(CUSTOMER, OLGA.upper()) == principal
    with pytest.raises(Refused, match="is no confirmed approver of Customer AG"):
        desk.register.deputy_of(CUSTOMER, ANNA)
    desk.approver(ANNA, "Anna", deputy_of=principal, valid_until=date(2032, 1, 1))
    desk.work(b"From: Anna <anna@customer.example>\r\nTo: support@desk.example\r\nSubject: x\r\n\r\nPlease.\r\n")
    asked = []
    for price in ("3999.00", "4200.00"):
        number = desk.drafted(1, price=price)
        desk.send(number)
        asked.append([one.address for one in desk.proposals.show(number).requests])
    assert asked == [[VERA, OLGA], [VERA, ANNA]]


def test_the_register_is_listed_by_party(desk: ProposingDesk) -> None:
    desk.enter(OLGA, "Olga Smirnova")
    desk.enter(VERA, "Vera", customer="", user="vera")
    assert [(line.party, line.entry.address) for line in desk.register.lines()] == [("Vendor", VERA), (CUSTOMER, OLGA)]
    assert [line.entry.side for line in desk.register.lines("")] == [Side.VENDOR]
    assert [line.entry.side for line in desk.register.lines(CUSTOMER)] == [Side.CUSTOMER]
    with pytest.raises(Refused, match="there is no customer named 'Nobody'"):
        desk.register.lines("Nobody")
    with pytest.raises(Refused, match="the register has no entry 99"):
        desk.register.line(99)


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (EnterCommand("boris", Side.VENDOR, VERA, "Vera"), "needs a user name"),
        (EnterCommand("boris", Side.VENDOR, "no address", "Vera", user="vera"), "is no address"),
        (EnterCommand("boris", Side.VENDOR, "support@desk.example", "Vera", user="vera"), "is our own mailbox"),
    ],
)
def test_what_could_never_count_is_refused(desk: ProposingDesk, command: EnterCommand, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        desk.register.enter("", command, desk.tick())
    assert desk.register.lines() == ()
