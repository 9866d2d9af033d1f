"""DNS of a stranger: nobody asks it, and it holds up nobody."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.vocabulary import Outcome
from tests.unit.reading.sender.signing import SIGNED, rsa_signer, signed
from tests.unit.services.desk import mail
from tests.unit.services.proposing import OLGA, ProposingDesk
from tests.unit.services.test_threats import MALLORY, answer, deliver, olga, waiting

NAME = "s1._domainkey.evil.example"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ProposingDesk]:
    """A proposal waits for Olga, and the name servers of evil.example give no answer."""
    made = ProposingDesk(tmp_path)
    waiting(made, made.begin())
    made.keys.texts[NAME] = None
    made.keys.asked.clear()
    yield made
    made.close()


def by_mallory(desk: ProposingDesk) -> bytes:
    """Somebody whom the request was forwarded to answers it."""
    raw = answer(desk.sent_to(OLGA)[-1], MALLORY, "Согласовано")
    return signed(raw, rsa_signer(), "evil.example", SIGNED, t=str(int(desk.now.timestamp())))


def test_a_strangers_dead_dns_holds_up_no_approval(desk: ProposingDesk) -> None:
    assert deliver(desk, by_mallory(desk)) is Outcome.HELD
    assert olga(desk) is Outcome.ACCEPTED
    assert NAME not in desk.keys.asked


def test_a_key_that_nobody_was_given_makes_nobody_ask_dns(desk: ProposingDesk) -> None:
    raw = mail("Hello [PR-9.1 aaaaaaaaaaaaaaaa]", sender=MALLORY, Message_ID="<9@evil.example>")
    stamp = str(int(desk.now.timestamp()))
    assert deliver(desk, signed(raw, rsa_signer(), "evil.example", ("from", "subject", "date"), t=stamp))
    assert desk.keys.asked == []


def test_dead_dns_of_an_approver_is_waited_for(desk: ProposingDesk) -> None:
    own = "s1._domainkey.customer.example"
    desk.keys.texts[own], record = None, desk.keys.texts[own]
    assert olga(desk) is None
    desk.keys.texts[own] = record
    desk.tick(timedelta(minutes=2))
    desk.handle()
    assert desk.outcomes()[-1] is Outcome.ACCEPTED
