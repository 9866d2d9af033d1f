"""How long a mail takes from the server's word that it has it to the committed ticket, with IDLE and without."""

import random
import select
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from statistics import median

import pytest

from tests.e2e.desk import Desk, MakeDesk
from tests.servers import dovecot as dovecot_server
from tests.servers.dovecot import NO_IDLE, PASSWORD
from tests.servers.fixtures import need_dovecot
from tests.servers.installation import letter

pytestmark = [pytest.mark.dovecot, pytest.mark.measured]

DELIVERIES = 15
OURS = 0.25
"""Seconds that Signoff may need beyond the server's own delay in telling of a mail."""
POLL = 1.0
SECONDS = 20.0


class Idler:
    """A bare client in IDLE, beside the daemon: it hears of a mail when the server tells anybody."""

    def __init__(self, port: int, user: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        for line in (f"a LOGIN {user} {PASSWORD}", "b EXAMINE INBOX", "c IDLE"):
            self._say(line)

    def hears(self, seconds: float) -> bool:
        """Whether the server tells of a new mail within so many seconds."""
        return bool(select.select([self.socket], [], [], seconds)[0]) and b"EXISTS" in self.socket.recv(65536)

    def close(self) -> None:
        self.socket.close()

    def _say(self, line: str) -> None:
        self.socket.sendall(line.encode() + b"\r\n")
        tag, heard = line[:1].encode(), b""
        while not (b"\r\n" + heard).rpartition(b"\r\n" + tag + b" OK")[1] and b"\r\n+ " not in b"\r\n" + heard:
            heard += self.socket.recv(65536)


def test_with_idle(desk: MakeDesk, report: list[str]) -> None:
    made = desk()
    with _running(made), closing(Idler(made.server.imap, made.user)) as idler:
        figures = [_deliver(made, at, idler) for at in range(1, DELIVERIES + 1)]
    told, ticket = median(told for told, _ in figures), median(ticket for _, ticket in figures)
    worst = max(ticket for _, ticket in figures)
    report.append(
        f"latency with IDLE, {DELIVERIES} deliveries: ticket committed after {ticket * 1000:.0f} ms (median; at most"
        f" {worst * 1000:.0f}), the server told of the mail after {told * 1000:.0f} ms"
    )
    assert ticket <= told + OURS


def test_without_idle(desk: MakeDesk, report: list[str]) -> None:
    need_dovecot()
    with dovecot_server.running(NO_IDLE) as server:
        made = desk(server=server, mailbox={"imap": {"poll_seconds": POLL}})
        with _running(made):
            figures = [_deliver(made, at, None)[1] for at in range(1, 9)]
    report.append(
        f"latency without IDLE, polling each {POLL:g} s: ticket committed after {median(figures) * 1000:.0f} ms"
        f" (median; at most {max(figures) * 1000:.0f})"
    )
    assert median(figures) <= POLL + 1.0


@contextmanager
def _running(made: Desk) -> Iterator[None]:
    """A daemon that has handled its first mail, so that all is loaded."""
    with made.run() as daemon:
        daemon.until_running()
        made.deliver(letter("p0@firm.example", "Question 0", "How do I print report 0?"))
        made.sink.wait_for(1, 30)
        yield
        assert daemon.stop() == 0


def _deliver(made: Desk, at: int, idler: Idler | None) -> tuple[float, float]:
    """Seconds from the acknowledged delivery until the server told of it, and until the ticket was committed."""
    chance = random.Random(at)
    time.sleep(chance.uniform(0.0, 0.3))  # not in step with the server's clocks
    made.deliver(letter(f"p{at}@firm.example", f"Question {at}", f"How do I print report {at}?"))
    began = time.monotonic()
    told, ticket = (0.0 if idler is None else None), None
    path = f"file:{made.folder}/signoff.db?mode=ro"
    with closing(sqlite3.connect(path, uri=True)) as database:
        while told is None or ticket is None:
            assert time.monotonic() - began < SECONDS, "nothing came of the mail"
            if told is None and idler is not None and idler.hears(0.002):
                told = time.monotonic() - began
            if ticket is None and database.execute("SELECT COUNT(*) FROM ticket").fetchone()[0] > at:
                ticket = time.monotonic() - began
            if told is not None:
                time.sleep(0.002)
    return told, ticket
