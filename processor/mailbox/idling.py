"""Waiting for news: IDLE (RFC 2177) that proves it is alive, or a plain pause."""

import ssl
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import Any

from processor.mailbox.connection import Connection
from processor.mailbox.errors import MailboxBadAnswer
from processor.mailbox.news import was_announced
from processor.mailbox.source import WaitResult

_SLICE = 0.5
_FIRST_SECONDS = 1.0
_NEWS = (b"EXISTS", b"RECENT")


def idle(connection: Connection, seconds: float, stop: Event) -> WaitResult:
    """IDLE until news, `seconds` or `stop`, then DONE and NOOP as proof that the server still listens.

    The first IDLE is short: some servers announce only what comes while they idle, and a mail that came between the
    search and the IDLE is told by the NOOP after it. What was announced since that search is news at once.
    """
    if _announced(connection):
        return WaitResult.NEWS
    news = _idle_once(connection, min(seconds, _FIRST_SECONDS), stop)
    if not news and not stop.is_set() and seconds > _FIRST_SECONDS:
        news = _idle_once(connection, seconds - _FIRST_SECONDS, stop)
    if stop.is_set():
        return WaitResult.STOPPED
    return WaitResult.NEWS if news else WaitResult.QUIET


def _announced(connection: Connection) -> bool:
    with connection.command("IDLE") as client:
        return was_announced(client)


def _idle_once(connection: Connection, seconds: float, stop: Event) -> bool:
    """Whether anything new was told by one IDLE, its DONE, or the NOOP after it.

    imapclient's `idle_check` gives [] at once and for ever on a dead connection, as if there were no mail. So an
    empty answer before its time ends the IDLE, and the DONE after it finds out. A line cut in two by the network
    breaks imapclient's reader: that is a lost connection too, and nothing is lost with it, for the search that
    follows every wait finds what the line announced.
    """
    try:
        with connection.command("IDLE") as client:
            client.idle()
        news = _listen(connection, monotonic() + seconds, stop)
        with connection.command("DONE") as client:
            news = news_in(client.idle_done()[1]).any or news
        return noop(connection).any or news
    except MailboxBadAnswer as error:  # the next answer could not be told from this one's remains
        raise connection.lose(str(error)) from error


def pause(connection: Connection, seconds: float, stop: Event) -> WaitResult:
    """Wait without IDLE, then NOOP: keeps the session from being logged out and notices a dead one."""
    if stop.wait(seconds):
        return WaitResult.STOPPED
    return WaitResult.NEWS if noop(connection).any else WaitResult.QUIET


@dataclass(frozen=True, slots=True)
class News:
    """What untagged answers tell of new mail: if any, and how many messages there are now (0 if unsaid)."""

    any: bool
    exists: int


def noop(connection: Connection) -> News:
    """Ask for a sign of life, and what is new."""
    with connection.command("NOOP") as client:
        return news_in(client.noop()[1])


def news_in(answers: list[Any]) -> News:
    """EXISTS and RECENT announce messages; changes of flags and expunges by others do not."""
    told = [answer for answer in answers if isinstance(answer, tuple) and answer[1:2] and answer[1] in _NEWS]
    counts = [answer[0] for answer in told if answer[1] == b"EXISTS" and isinstance(answer[0], int)]
    return News(bool(told), max(counts, default=0))


def _listen(connection: Connection, until: float, stop: Event) -> bool:
    while not stop.is_set() and (left := until - monotonic()) > 0:
        span, began = min(left, _SLICE), monotonic()
        with connection.command("IDLE", _SLICE + 10) as client:
            if _buffered(client):
                return True
            answers = client.idle_check(span)
        if any(answer[:1] == (b"BYE",) for answer in answers):
            raise connection.lose("the server said BYE")
        if news_in(answers).any:
            return True
        if not answers and monotonic() - began < span / 2:
            return False
    return False


def _buffered(client: Any) -> bool:
    """Whether something came along with the server's `+` and lies where polling the socket cannot see it."""
    sock, stream = client.socket(), client._imap.file
    timeout = sock.gettimeout()
    sock.setblocking(False)
    try:
        with suppress(BlockingIOError, ssl.SSLWantReadError):
            return bool(stream.peek(1))
    finally:
        sock.settimeout(timeout)
    return False
