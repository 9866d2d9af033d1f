"""The mailbox or the database fails: health says what, and what to do; nothing is touched; work resumes by itself."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from processor.daemon.daemon import Daemon
from tests.e2e.desk import Desk, MakeDesk
from tests.servers.dovecot import PASSWORD, Dovecot, wait_for
from tests.servers.faultproxy import FaultProxy, proxied
from tests.servers.installation import START_SECONDS, Signoff, letter
from tests.servers.postgres import Postgres

pytestmark = pytest.mark.dovecot

OUTAGE = 4.0
RESUMES = 10.0
MOST_CPU = 0.05


@dataclass
class Running:
    """A desk with its daemon at work."""

    desk: Desk
    daemon: Signoff
    mails: int = 0

    def deliver(self) -> None:
        self.mails += 1
        at = self.mails
        self.desk.deliver(letter(f"p{at}@firm.example", f"Question {at}", f"How do I print report {at}?"))

    def until_answered(self, seconds: float) -> float:
        """How long it took until all mails were answered."""
        began = time.monotonic()
        said = f"{self.mails} mails were not answered"
        self.daemon.until(lambda: len(self.desk.sink.received) >= self.mails, seconds, said)
        return time.monotonic() - began

    def until_ready(self, *, ready: bool, seconds: float = 20.0) -> str:
        """What health has to say, once it says that work is done, or that it is not."""
        self.daemon.until(lambda: self.desk.readyz().get("ready") is ready, seconds, f"health never said ready={ready}")
        return "\n".join(self.desk.readyz()["problems"])

    @contextmanager
    def cpu(self, figures: list[float]) -> Iterator[None]:
        """Adds the share of one processor that the daemon used in the block."""
        began, used = time.monotonic(), self._cpu()
        yield
        figures.append((self._cpu() - used) / (time.monotonic() - began))

    def _cpu(self) -> float:
        process = psutil.Process(self.daemon.process.pid)
        times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
        return sum(one.user + one.system for one in times)


@contextmanager
def _running(made: Desk) -> Iterator[Running]:
    with made.run(health=True) as daemon:
        daemon.until_running()
        running = Running(made, daemon)
        running.deliver()
        running.until_answered(START_SECONDS)
        running.until_ready(ready=True)
        yield running
        assert daemon.stop() == 0


def _fin(proxy: FaultProxy, server: Dovecot) -> None:
    proxy.refuse()
    proxy.fin()


def _rst(proxy: FaultProxy, server: Dovecot) -> None:
    proxy.refuse()
    proxy.rst()


def _stall(proxy: FaultProxy, server: Dovecot) -> None:
    proxy.to_client.mode = proxy.to_server.mode = "stall"


def _crash(proxy: FaultProxy, server: Dovecot) -> None:
    server.crash()


FAULTS: list[Callable[[FaultProxy, Dovecot], None]] = [_fin, _rst, _crash, _stall]


@pytest.mark.measured
def test_mailbox_goes_and_comes_back(desk: MakeDesk, own_dovecot: Dovecot, report: list[str]) -> None:
    cpu: list[float] = []
    resumed: list[float] = []
    with proxied(own_dovecot.imap) as proxy:
        made = desk(server=own_dovecot, mailbox={"after": "move"})
        made.imap_port = proxy.port
        with _running(made) as running:
            for fault in FAULTS:
                fault(proxy, own_dovecot)
                if fault is not _stall:  # of a silent line nobody can tell that there is no mail
                    said = running.until_ready(ready=False)
                    assert "intake:support is down" in said
                    assert "tried again by itself" in said
                with running.cpu(cpu):
                    _pass(OUTAGE)
                if own_dovecot.process is None:
                    own_dovecot.start()
                running.deliver()
                proxy.heal()
                resumed.append(running.until_answered(RESUMES))
                running.until_ready(ready=True)
    report.append(
        f"outage of the mailbox ({len(FAULTS)} kinds): resumed {max(resumed):.1f} s after its return at most, "
        f"CPU {max(cpu):.1%} at most meanwhile"
    )
    assert max(cpu) < MOST_CPU


def test_wrong_password(desk: MakeDesk, own_dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real pause after a refusal is a minute, so that no account gets locked; here it is shorter."""
    monkeypatch.setattr("processor.mailbox.backoff.REFUSED_PAUSE", 1.0)
    made = desk(server=own_dovecot)
    users = own_dovecot.dir / "users"
    right = users.read_text()
    _write(users, right.replace(f"{{PLAIN}}{PASSWORD}", "{PLAIN}another"))
    with made.app() as app:
        daemon = Daemon(app)
        daemon.start()
        try:
            wait_for(lambda: made.readyz().get("ready") is False and _problems(made) != "", 20)
            assert "refused the log-in" in _problems(made)
            assert "Check user and password" in _problems(made)
            assert "mend what the sentence names" in _problems(made)
            _write(users, right)
            wait_for(lambda: made.readyz().get("ready") is True, RESUMES, lambda: _problems(made))
            made.deliver(letter("p@firm.example", "Question", "How do I print it?"))
            made.sink.wait_for(1)
        finally:
            daemon.stop()


@pytest.mark.measured
def test_sqlite_cannot_be_written(desk: MakeDesk, report: list[str]) -> None:
    made = desk(mailbox={"after": "move"})
    with _running(made) as running:
        process = psutil.Process(running.daemon.process.pid)
        limits = process.rlimit(psutil.RLIMIT_FSIZE)

        def full() -> None:
            process.rlimit(psutil.RLIMIT_FSIZE, (0, limits[1]))

        def room() -> None:
            process.rlimit(psutil.RLIMIT_FSIZE, limits)

        said = _without_database(running, full, room, report)
    assert "check that the disk has room" in said


@pytest.mark.postgres
@pytest.mark.measured
def test_postgres_cannot_be_written(desk: MakeDesk, postgres: Postgres, report: list[str]) -> None:
    def read_only(word: str) -> None:
        postgres.execute(f"ALTER SYSTEM SET default_transaction_read_only = {word}")
        postgres.execute("SELECT pg_reload_conf()")

    made = desk(url=postgres.empty(), mailbox={"after": "move"})
    try:
        with _running(made) as running:
            said = _without_database(running, lambda: read_only("on"), lambda: read_only("off"), report)
    finally:
        read_only("off")
    assert "the user may write" in said


def _without_database(
    running: Running, breaks: Callable[[], None], mends: Callable[[], None], report: list[str]
) -> str:
    """What health said while the database could not be written; fails if anything on the server was touched."""
    made, cpu = running.desk, list[float]()
    breaks()
    running.deliver()
    running.deliver()
    said = running.until_ready(ready=False)
    with made.mailbox() as looking:
        before = looking.bodies("INBOX"), looking.flags("INBOX"), looking.bodies("Processed")
        assert len(before[0]) == 2
        with running.cpu(cpu):
            _pass(OUTAGE)
        assert (looking.bodies("INBOX"), looking.flags("INBOX"), looking.bodies("Processed")) == before
    assert len(made.sink.received) == 1
    said += running.until_ready(ready=False)
    assert "can't be used" in said
    mends()
    seconds = running.until_answered(RESUMES)
    running.until_ready(ready=True)
    report.append(f"outage of the database: resumed after {seconds:.1f} s, CPU {cpu[0]:.1%} meanwhile")
    assert cpu[0] < MOST_CPU
    with made.mailbox() as looking:
        assert looking.bodies("INBOX") == []
    assert len(made.tickets()) == running.mails
    return said


def _problems(made: Desk) -> str:
    found: dict[str, Any] = made.readyz()
    return "\n".join(found.get("problems", []))


def _write(users: Path, text: str) -> None:
    """Dovecot reads its users again when the file has another time."""
    users.write_text(text)
    stamp = users.stat().st_mtime + 2
    os.utime(users, (stamp, stamp))


def _pass(seconds: float) -> None:
    """Let time pass: an outage that lasts is what is tested."""
    time.sleep(seconds)
