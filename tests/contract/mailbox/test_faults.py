"""Connections that break, stall, say BYE or come back; real Dovecot behind our proxy."""

import threading
from collections.abc import Iterator
from random import Random
from time import monotonic, thread_time
from typing import Any

import pytest

from processor.mailbox.backoff import delays
from processor.mailbox.errors import MailboxLost, MailboxTrouble, MailboxUnreachable
from processor.mailbox.imap import ImapSource
from processor.mailbox.settings import ImapSettings
from processor.mailbox.source import FetchBatch, WaitResult
from tests.contract.mailbox.boxes import ImapBox
from tests.servers.dovecot import NO_IDLE, PASSWORD, Dovecot, running, wait_for
from tests.servers.faultproxy import FaultProxy, proxied

pytestmark = pytest.mark.dovecot
MAIL = b"Subject: x\r\n\r\nhello\r\n"
NEVER = threading.Event()


def source_at(port: int, box: ImapBox, **overrides: Any) -> ImapSource:
    settings: dict[str, Any] = {"read_timeout": 1.0, "fetch_timeout": 2.0, "connect_timeout": 2.0, **overrides}
    return ImapSource(ImapSettings("127.0.0.1", port, "plain", box.user, PASSWORD, **settings))


@pytest.fixture
def source(dovecot_box: ImapBox, imap_proxy: FaultProxy) -> Iterator[ImapSource]:
    """A source behind the proxy, INBOX open."""
    made = source_at(imap_proxy.port, dovecot_box)
    made.connect()
    made.open("INBOX")
    yield made
    made.close()


def bodies(source: ImapSource, uids: list[int]) -> list[bytes]:
    return [one.raw for batch in source.fetch("INBOX", uids) for one in batch.served]


def all_again(source: ImapSource) -> list[bytes]:
    source.connect()
    source.open("INBOX")
    return bodies(source, source.list_uids("INBOX", 1))


def in_a_moment(action: Any) -> threading.Timer:
    timer = threading.Timer(0.3, action)
    timer.start()
    return timer


@pytest.mark.parametrize("fault", ["fin", "rst"])
def test_a_connection_closed_in_idle_is_noticed_at_once(
    dovecot_box: ImapBox, imap_proxy: FaultProxy, source: ImapSource, fault: str
) -> None:
    timer = in_a_moment(getattr(imap_proxy, fault))
    began = monotonic()
    with pytest.raises(MailboxLost):
        source.wait(30, NEVER)
    assert monotonic() - began < 2
    timer.join()
    with pytest.raises(MailboxLost, match="not connected"):
        source.list_uids("INBOX", 1)
    dovecot_box.put(MAIL)
    assert all_again(source) == [MAIL]


def test_a_silent_connection_is_noticed_when_idle_is_renewed(
    dovecot_box: ImapBox, imap_proxy: FaultProxy, source: ImapSource
) -> None:
    timer = in_a_moment(lambda: setattr(imap_proxy.to_client, "mode", "stall"))
    began = monotonic()
    with pytest.raises(MailboxLost, match="DONE"):
        source.wait(1.0, NEVER)
    timer.join()
    assert 1.0 <= monotonic() - began < 4
    imap_proxy.heal()
    dovecot_box.put(MAIL)
    assert all_again(source) == [MAIL]


def test_an_idle_line_cut_in_two_loses_nothing(
    dovecot_box: ImapBox, imap_proxy: FaultProxy, source: ImapSource
) -> None:
    def deliver_split() -> None:
        imap_proxy.to_client.mode = "split"
        dovecot_box.put(MAIL)

    timer = in_a_moment(deliver_split)
    try:
        assert source.wait(20, NEVER) is WaitResult.NEWS
    except MailboxLost:
        source.connect()
    timer.join()
    imap_proxy.heal()
    source.open("INBOX")
    assert bodies(source, source.list_uids("INBOX", 1)) == [MAIL]


@pytest.mark.parametrize("mode", ["bytewise", "split"])
def test_answers_in_small_pieces_are_read_whole(
    dovecot_box: ImapBox, imap_proxy: FaultProxy, source: ImapSource, mode: Any
) -> None:
    for _ in range(3):
        dovecot_box.put(MAIL)
    imap_proxy.pause = 0.001
    imap_proxy.to_client.mode = mode
    assert bodies(source, source.list_uids("INBOX", 1)) == [MAIL] * 3
    assert source.wait(0.3, NEVER) is WaitResult.QUIET


@pytest.mark.parametrize("after", [10, 200, 5000, 60_000])
def test_a_connection_cut_within_a_fetch_serves_nothing_torn(
    dovecot_box: ImapBox, imap_proxy: FaultProxy, source: ImapSource, after: int
) -> None:
    sent = [b"Subject: %d\r\n\r\n" % number + b"y" * 20_000 + b"\r\n" for number in range(5)]
    for raw in sent:
        dovecot_box.put(raw)
    uids = source.list_uids("INBOX", 1)
    imap_proxy.to_client.passed, imap_proxy.to_client.cut_after = 0, after
    got: list[FetchBatch] = []
    with pytest.raises(MailboxLost):
        got.extend(source.fetch("INBOX", uids))
    assert all(one.raw in sent for batch in got for one in batch.served)
    imap_proxy.heal()
    assert all_again(source) == sent


def test_a_stalled_fetch_ends_by_its_time_out_and_the_connection_is_dead(
    dovecot_box: ImapBox, imap_proxy: FaultProxy, source: ImapSource
) -> None:
    dovecot_box.put(MAIL)
    uids = source.list_uids("INBOX", 1)
    imap_proxy.to_client.mode = "stall"
    began = monotonic()
    with pytest.raises(MailboxLost, match="in time"):
        bodies(source, uids)
    assert monotonic() - began < 4
    imap_proxy.heal()
    with pytest.raises(MailboxLost, match="not connected"):
        bodies(source, uids)
    assert all_again(source) == [MAIL]


def test_a_dripping_fetch_ends_by_the_limit_on_the_whole(
    dovecot_box: ImapBox, imap_proxy: FaultProxy, source: ImapSource
) -> None:
    dovecot_box.put(b"Subject: x\r\n\r\n" + b"y\r\n" * 2000)
    uids = source.list_uids("INBOX", 1)
    imap_proxy.to_client.mode = "split"  # 20 ms a piece: never silent for the read time-out, and 40 s in all
    began = monotonic()
    with pytest.raises(MailboxLost, match="in time"):
        bodies(source, uids)
    assert monotonic() - began < 6


def test_a_server_that_dies_and_comes_back(own_dovecot: Dovecot) -> None:
    user = own_dovecot.fresh_user()
    settings = ImapSettings("127.0.0.1", own_dovecot.imap, "plain", user, PASSWORD, read_timeout=2.0)
    source = ImapSource(settings)
    source.connect()
    source.open("INBOX")
    timer = in_a_moment(own_dovecot.crash)
    with pytest.raises(MailboxLost):
        source.wait(30, NEVER)
    timer.join()
    with pytest.raises(MailboxUnreachable):
        source.connect()
    own_dovecot.start()
    own_dovecot.deliver(user, MAIL)
    assert all_again(source)[0].endswith(MAIL)
    source.close()


@pytest.mark.measured
def test_work_resumes_within_ten_seconds_at_under_five_percent_cpu(
    dovecot_box: ImapBox, imap_proxy: FaultProxy, source: ImapSource
) -> None:
    """The daemon's loop in small: back-off until the server is back, measured in CPU time of this thread."""
    imap_proxy.refuse()
    imap_proxy.fin()
    pauses = delays(Random(1))
    began, cpu, attempts = monotonic(), thread_time(), 0
    back_at = began + 4
    while True:
        try:
            if monotonic() >= back_at:
                imap_proxy.heal()
            source.connect()
            break
        except MailboxTrouble:
            attempts += 1
            NEVER.wait(next(pauses))
    spent, share = monotonic() - began, (thread_time() - cpu) / (monotonic() - began)
    dovecot_box.put(MAIL)
    assert all_again(source) == [MAIL]
    assert attempts >= 3
    assert spent < 4 + 10
    assert share < 0.05


@pytest.mark.measured
def test_idling_costs_next_to_no_cpu(source: ImapSource) -> None:
    """The least of three waits: a garbage collection of the whole test process within one of them is not idling."""

    def share() -> float:
        cpu, began = thread_time(), monotonic()
        assert source.wait(2, NEVER) is WaitResult.QUIET
        return (thread_time() - cpu) / (monotonic() - began)

    assert min(share() for _ in range(3)) < 0.01


def test_one_session_is_kept_and_logged_out(dovecot_box: ImapBox, imap_proxy: FaultProxy, source: ImapSource) -> None:
    for _ in range(3):
        dovecot_box.put(MAIL)
        source.wait(5, NEVER)
        uids = source.list_uids("INBOX", 1)
        bodies(source, uids)
    assert imap_proxy.accepted == 1
    sent_before = imap_proxy.to_server.passed
    source.close()
    wait_for(lambda: imap_proxy.to_server.passed > sent_before, 5, lambda: "no LOGOUT was sent")


@pytest.mark.measured
def test_idle_wakes_at_the_servers_notify_delay(dovecot_box: ImapBox, dovecot: Dovecot, source: ImapSource) -> None:
    """Dovecot holds an IDLE notice back for 500 ms; ours may add little to it."""
    waits: list[float] = []
    for _ in range(3):
        delivered: list[float] = []

        def deliver(times: list[float] = delivered) -> None:
            dovecot.deliver(dovecot_box.user, MAIL)
            times.append(monotonic())

        timer = in_a_moment(deliver)
        assert source.wait(20, NEVER) is WaitResult.NEWS
        woken = monotonic()
        timer.join()
        waits.append(woken - delivered[0])
    assert sorted(waits)[1] < 0.75


@pytest.mark.usefixtures("dovecot")
def test_a_server_without_idle_is_polled_by_the_same_path() -> None:
    with running(NO_IDLE) as server:
        user = server.fresh_user()
        settings = ImapSettings("127.0.0.1", server.imap, "plain", user, PASSWORD, poll_seconds=0.5)
        source = ImapSource(settings)
        source.connect()
        source.open("INBOX")
        assert source.describe().idle is False
        timer = in_a_moment(lambda: server.deliver(user, MAIL))
        results = [source.wait(20, NEVER) for _ in range(3)]
        timer.join()
        assert WaitResult.NEWS in results
        assert len(source.list_uids("INBOX", 1)) == 1
        stop = threading.Event()
        stop.set()
        assert source.wait(20, stop) is WaitResult.STOPPED
        source.close()


def test_news_that_came_with_the_servers_plus_is_not_slept_over(dovecot_box: ImapBox, dovecot: Dovecot) -> None:
    """What arrives between the last search and IDLE is told together with the `+`, where polling cannot see it."""
    with proxied(dovecot.imap) as proxy:
        source = source_at(proxy.port, dovecot_box)
        source.connect()
        source.open("INBOX")
        assert source.list_uids("INBOX", 1) == []
        dovecot_box.put(MAIL)
        began = monotonic()
        assert source.wait(20, NEVER) is WaitResult.NEWS
        assert monotonic() - began < 2
        source.close()
