"""A proposal on its way between real servers: accepted once and proven, whatever fails or happens twice meanwhile."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import dns.rcode
import pytest

from models.vocabulary import Outcome, ProposalState, RequestState, SealState, Side
from processor.clock import utc_now
from processor.daemon.once import Once, Pass
from processor.documents.press import DirectPress
from processor.errors import Refused
from processor.facts.proposing import Withdraw
from processor.services.handle import Handle
from processor.store.views.acceptances import AcceptanceLine
from processor.store.views.proposals import ProposalView
from tests.e2e.desk import Desk, MakeDesk
from tests.servers.dealing import KEYS, OLGA, PAUL, VERA, Request, asks, enrol, propose, requests, tables
from tests.servers.dovecot import wait_for
from tests.servers.nameserver import Nameserver, nameserver
from tests.servers.tsa import Authority, serving

pytestmark = pytest.mark.dovecot

SOON = timedelta(seconds=0.5)
SECONDS = 30.0


@dataclass
class Deal:
    """A desk with a proposal, its name server and its authority for the time."""

    desk: Desk
    dns: Nameserver
    authority: Authority
    number: int = 0

    def begin(self, *approvers: str) -> None:
        """A proposal that the vendor's side has approved already."""
        self.desk.receives(asks())
        with self.desk.app() as app:
            enrol(app)
            self.number = propose(app, approvers)
        self.once()
        assert self.receives(self.asked(VERA).answer("Approved")) == [Outcome.ACCEPTED], self.view.replies

    def asked(self, who: str) -> Request:
        """The newest request to somebody."""
        return requests([(mail.recipients[0], mail.raw) for mail in self.desk.sink.received], who)[-1]

    def receipts(self, who: str) -> list[Request]:
        return requests([(mail.recipients[0], mail.raw) for mail in self.desk.sink.received], who, "[AC-")

    def receives(self, *replies: bytes) -> list[Outcome | None]:
        """The outcomes of the replies, handled in one pass."""
        known = len(self.desk.fetches())
        self.desk.deliver(*replies)
        self.once()
        return self.desk.outcomes()[known:]

    def once(self) -> Pass:
        """One pass, whatever it could not do."""
        with self.desk.app() as app:
            return Once(app).run()

    def until(self, condition: Callable[[], bool]) -> None:
        """One pass after another, until it is so."""
        wait_for(lambda: bool(self.once()) and condition(), SECONDS)

    @property
    def view(self) -> ProposalView:
        with self.desk.store() as store:
            return store.views.proposal(self.number)

    def taken(self, side: Side = Side.CUSTOMER) -> list[AcceptanceLine]:
        """The acceptances of a side."""
        return [one for one in self.view.acceptances if one.side is side]

    def proven(self) -> None:
        """Every acceptance is sealed under a number without gap, has one certificate, and the ledger is whole."""
        lines = self.view.acceptances
        numbers = [f"AC-{one.accepted_at.year}-{place:06}" for place, one in enumerate(lines, 1)]
        assert [one.number for one in lines] == numbers
        assert {one.seal for one in lines} == {SealState.TOLD}
        assert len({one.certificate_sha256 for one in lines}) == len(lines)
        with self.desk.app() as app:
            report = app.ledger().verify()
        assert report.is_whole, report.findings
        assert not report.waiting


@pytest.fixture
def deal(desk: MakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Deal]:
    """A proposal's world. What is put off is due at once, so that no test waits a minute for it."""
    monkeypatch.setattr("processor.services.sealing.FIRST_DELAY", timedelta(0))
    monkeypatch.setattr("processor.services.handle.RETRY", SOON)
    monkeypatch.setattr("processor.bootstrap.app.Press", DirectPress)
    with world(desk, tmp_path) as made:
        yield made


@contextmanager
def world(desk: MakeDesk, folder: Path) -> Iterator[Deal]:
    authority = Authority(folder / "authority")
    root = str(folder / "authority" / "root.crt.pem")
    with nameserver(KEYS) as served, serving(authority) as address:
        yield Deal(desk(**tables(served.address, [address], root)), served, authority)


def test_no_authority_for_the_time(deal: Deal) -> None:
    deal.begin(OLGA)
    deal.authority.behave = "error"
    assert deal.receives(deal.asked(OLGA).answer("Approved")) == [Outcome.ACCEPTED]
    [line] = deal.taken()
    assert deal.view.line.state is ProposalState.ACCEPTED
    assert line.seal is SealState.NUMBERED
    assert "503" in line.seal_error or "time" in line.seal_error
    assert deal.receipts(OLGA) == []
    deal.authority.behave = "well"
    deal.once()
    [sealed] = deal.taken()
    assert (sealed.number, sealed.accepted_at, sealed.seal) == (line.number, line.accepted_at, SealState.TOLD)
    assert len(deal.receipts(OLGA)) == 1
    deal.proven()


def test_no_dns(deal: Deal) -> None:
    deal.begin(OLGA)
    name = next(name for name in KEYS if name.endswith("customer.example"))
    deal.dns.records[name] = dns.rcode.SERVFAIL
    assert deal.receives(deal.asked(OLGA).answer("Approved")) == [None]
    asked = deal.dns.asked.count(name)
    deal.until(lambda: deal.dns.asked.count(name) > asked)
    assert deal.desk.outcomes()[-1] is None
    assert deal.taken() == []
    deal.dns.records[name] = KEYS[name]
    deal.until(lambda: deal.desk.outcomes()[-1] is Outcome.ACCEPTED)
    assert len(deal.taken()) == 1
    deal.proven()


def test_two_approvers_at_once(deal: Deal) -> None:
    """Any of the two is enough: one accepts, and the other is told that it is done."""
    deal.begin(OLGA, PAUL)
    replies = [deal.asked(who).answer("Approved") for who in (OLGA, PAUL)]
    assert sorted(str(outcome) for outcome in deal.receives(*replies)) == ["accepted", "late"]
    assert len(deal.taken()) == 1
    states = sorted(one.state for one in deal.view.requests if one.side is Side.CUSTOMER)
    assert states == sorted([RequestState.ACCEPTED, RequestState.CLOSED])
    deal.proven()


def test_the_same_reply_twice(deal: Deal) -> None:
    """Byte for byte, on another way, and once more when everything is done."""
    deal.begin(OLGA)
    reply = deal.asked(OLGA).answer("Approved")
    again = b"Received: from relay.example by mx.example; Mon, 6 Jan 2025 10:00:05 +0000\r\n" + reply
    assert deal.receives(reply, reply, again) == [Outcome.ACCEPTED, Outcome.DUPLICATE, Outcome.DUPLICATE]
    assert deal.receives(reply) == [Outcome.DUPLICATE]
    assert len(deal.taken()) == 1
    assert len(deal.receipts(OLGA)) == 1
    deal.proven()


@pytest.mark.parametrize("head_start", [0.0, 0.002, 0.01])
def test_approved_and_withdrawn_at_once(deal: Deal, head_start: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes first has it: accepted and proven, or withdrawn, and the reply is told that it came late."""
    deal.begin(OLGA)
    deal.desk.deliver(deal.asked(OLGA).answer("Approved"))
    refused: list[str] = []
    barrier = threading.Barrier(2)
    commit = Handle._commit

    def withdraw() -> None:
        with deal.desk.app() as app:
            proposals = app.proposals()
            barrier.wait(20)
            time.sleep(head_start)  # who is first is up to chance, and to this
            try:
                proposals.withdraw(deal.number, Withdraw("maria", "we were too quick"), utc_now())
            except Refused as error:
                refused.append(str(error))

    def commit_with_it(*given: Any) -> None:
        barrier.wait(20)
        monkeypatch.setattr(Handle, "_commit", commit)
        commit(*given)

    monkeypatch.setattr(Handle, "_commit", commit_with_it)
    run_both([withdraw, lambda: bool(deal.once())])
    outcome, state = deal.desk.outcomes()[-1], deal.view.line.state
    if refused:
        assert (outcome, state, len(deal.taken())) == (Outcome.ACCEPTED, ProposalState.ACCEPTED, 1), refused
        assert len(deal.receipts(OLGA)) == 1
    else:
        assert (outcome, state, deal.taken()) == (Outcome.LATE, ProposalState.WITHDRAWN, [])
        assert deal.receipts(OLGA) == []
    deal.proven()


def run_both(works: list[Callable[[], object]]) -> None:
    """Both at the same time; what one raises is raised here."""
    raised: list[BaseException] = []

    def guarded(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - told to the test below
            raised.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if raised:
        raise raised[0]
