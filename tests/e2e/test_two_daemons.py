"""Two processes over one mailbox and one database: each mail is handled once, and a killed one is replaced."""

from collections import Counter

import pytest

from models.vocabulary import FetchState, OutboxState, Outcome
from processor.clock import utc_now
from tests.e2e.desk import Desk, MakeDesk
from tests.servers.dovecot import wait_for
from tests.servers.installation import START_SECONDS, letter, put_files

pytestmark = [pytest.mark.dovecot]

MAILS = 40
DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=DATABASES)
def shared(request: pytest.FixtureRequest, desk: MakeDesk) -> Desk:
    """A desk on either database, with its tables made."""
    url = request.getfixturevalue("postgres").empty() if request.param == "postgres" else ""
    made = desk(url=url, mailbox={"after": "move", "imap": {"batch_count": 5}})
    made.once()
    return made


def test_two_daemons_open_one_ticket_for_each_mail(shared: Desk) -> None:
    with shared.run(name="one.toml") as one, shared.run(name="two.toml") as two:
        one.until_running()
        two.until_running()
        _put(shared, 0, MAILS)
        one.until(lambda: _is_settled(shared, MAILS), START_SECONDS, "they did not end their work")
        _each_once(shared, MAILS)
        holders = _holders(shared)
        assert set(holders) == {"intake:support", "handle:support"}
        victim, other = (one, two) if str(one.process.pid) in holders["intake:support"] else (two, one)
        victim.kill()
        _put(shared, MAILS, MAILS + 10)
        other.until(lambda: _is_settled(shared, MAILS + 10), 30, "the other one did not take over")
        assert all(str(other.process.pid) in holder for holder in _holders(shared).values())
        assert other.stop() == 0
    _each_once(shared, MAILS + 10)


def test_once_beside_a_daemon(shared: Desk) -> None:
    with shared.run(name="one.toml") as daemon:
        daemon.until_running()
        _put(shared, 0, MAILS)
        with shared.signoff("once", name="two.toml") as once:
            assert once.wait() == 0, once.output
        daemon.until(lambda: _is_settled(shared, MAILS), START_SECONDS, "they did not end their work")
        assert daemon.stop() == 0
    _each_once(shared, MAILS)


def test_two_passes_at_once(shared: Desk) -> None:
    _put(shared, 0, MAILS)
    with shared.signoff("once", name="one.toml") as one, shared.signoff("once", name="two.toml") as two:
        assert one.wait() == 0, one.output
        assert two.wait() == 0, two.output
    shared.once()
    wait_for(lambda: _is_settled(shared, MAILS), 10)
    _each_once(shared, MAILS)


def _put(made: Desk, start: int, end: int) -> None:
    mails = [
        letter(f"p{at}@firm{at}.example", f"Question {at}", f"How do I print report number {at} on both sides?")
        for at in range(start, end)
    ]
    named = [(f"{1700000000 + at}.d.test", raw) for at, raw in zip(range(start, end), mails, strict=True)]
    put_files(made.server, made.user, named)


def _is_settled(made: Desk, mails: int) -> bool:
    """All mails are handled, and all of ours are sent."""
    with made.store() as store:
        counts = store.views.counts()
    sent = counts.outbox_by_state.get(OutboxState.SENT, 0)
    return counts.fetches_by_state.get(FetchState.DONE, 0) == sent == mails


def _each_once(made: Desk, mails: int) -> None:
    assert Counter(made.outcomes()) == {Outcome.OPENED: mails}
    tickets = made.tickets()
    assert [line.number for line in tickets] == list(range(1, mails + 1))
    assert len({line.subject for line in tickets}) == mails
    arrived = Counter(mail.recipients[0] for mail in made.sink.received)
    assert set(arrived.values()) == {1}
    assert len(arrived) == mails
    with made.store() as store:
        assert store.views.audit(utc_now()).sound


def _holders(made: Desk) -> dict[str, str]:
    """Who has which lease at present."""
    names = ("intake:support", "handle:support")
    with made.store() as store:
        return {name: holder for name in names if (holder := store.leases.holder(name, utc_now()))}
