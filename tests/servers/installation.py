"""A whole installation for a test: a folder with config.toml, a mailbox on Dovecot, a port that mail goes out to.

It is filled and looked at past the code under test: mails come in by LMTP or as files, the mailbox is read by a bare
socket. `signoff` runs as a process of its own where the test is about processes.
"""

import functools
import hashlib
import json
import os
import shutil
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil

from models.mail import Fetch, RawMessage
from models.outgoing import Outbox
from models.vocabulary import FetchState, OutboxState, Outcome
from processor.bootstrap.adapters import classifier_of, own_marks
from processor.bootstrap.app import App, build
from processor.config.load import load_settings
from processor.config.sections import Settings
from processor.daemon.once import Once, Pass
from processor.reading.limits import Limits
from processor.reading.sandbox import DirectReader
from processor.services.gather import Classifier, Gather
from processor.store.store import Store, open_store
from processor.store.views.tickets import TicketFilter, TicketLine, TicketView
from tests.contract.mailbox.rawimap import RawImap
from tests.servers import warm
from tests.servers.dovecot import PASSWORD, Dovecot, free_ports

ADDRESS = "support@vendor.example"
KEY = "0123456789abcdef0123456789abcdef0123456789abcdef"
LONG_AGO = "2001-01-01"
START_SECONDS = 45.0


class QuickApp(App):
    """An installation that reads in its own process and loads the model once: for many passes in one test."""

    def reader(self) -> Any:
        return DirectReader(own_marks(self.settings), Limits())

    def gather(self, model: Classifier | None = None) -> Gather:
        return super().gather(model or shipped_model())


@functools.cache
def shipped_model() -> Classifier:
    """The model that ships, loaded once."""
    return classifier_of(None)


@dataclass(frozen=True)
class FetchLine:
    """One fetch record with its bytes."""

    fetch_id: int
    folder: str
    uidvalidity: int
    uid: int
    state: FetchState
    outcome: Outcome | None
    history: bool
    partial: bool
    raw: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()


@dataclass(frozen=True)
class OutLine:
    """One outgoing mail with its bytes."""

    outbox_id: int
    message_id: str
    sender: str
    recipient: str
    template: str
    state: OutboxState
    attempts: int
    last_error: str
    proof: str
    raw: bytes


@dataclass
class Installation:
    """The configuration is written anew whenever it is needed; `tables` is merged over what stands here."""

    folder: Path
    server: Dovecot
    user: str
    smtp_port: int
    url: str = ""
    imap_port: int = 0
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.url = self.url or f"sqlite:///{self.folder}/signoff.db"
        self.health_port = free_ports(1)[0]

    def config(self, name: str = "config.toml", *, health: bool = True) -> Path:
        """The configuration file, as of now. Only one process can serve health on the port."""
        _put(self.folder / "password", PASSWORD)
        _put(self.folder / "key", KEY)
        listen = f"127.0.0.1:{self.health_port}" if health else ""
        tables = _merged(self._tables() | {"health": {"listen": listen}, "web": {"listen": ""}}, self.tables)
        mailbox = tables.pop("mailbox")
        lines = ["[[mailbox]]", *(f"{key} = {_toml(value)}" for key, value in mailbox.items())]
        for table, values in tables.items():
            lines += [f"[{table}]", *(f"{key} = {_toml(value)}" for key, value in values.items())]
        path = self.folder / name
        _put(path, "\n".join(lines) + "\n")
        return path

    def settings(self) -> Settings:
        return load_settings(self.config())

    @contextmanager
    def app(self, *, observe: bool = False) -> Iterator[App]:
        """The installation in this process, reading without a child."""
        built = build(self.settings(), observe=observe)
        try:
            yield QuickApp(**{part.name: getattr(built, part.name) for part in fields(App)})
        finally:
            built.store.close()

    def once(self, *, observe: bool = False) -> Pass:
        """One pass as `signoff once` makes it; it must do everything that is due."""
        with self.app(observe=observe) as app:
            done = Once(app).run()
        assert not done.failed, done.failed
        assert not done.left, done.left
        return done

    @contextmanager
    def store(self) -> Iterator[Store]:
        store = open_store(self.url)
        try:
            yield store
        finally:
            store.close()

    def deliver(self, *mails: bytes) -> None:
        for raw in mails:
            self.server.deliver(self.user, raw)

    def mailbox(self) -> "Looking":
        """A session that looks into the mailbox; use it with `with`."""
        return Looking(self.server.imap, self.user)

    def fetches(self) -> list[FetchLine]:
        """What was ever fetched, in order; nothing before the first start."""
        with self.store() as store:
            if store.is_empty():
                return []
            columns = (Fetch.id, Fetch.folder, Fetch.uidvalidity, Fetch.uid, Fetch.state, Fetch.outcome)
            query = Fetch.select(*columns, Fetch.history, Fetch.partial, RawMessage.body).join(RawMessage)
            return [FetchLine(*row.values()) for row in store.database.rows(query.order_by(Fetch.id))]

    def outcomes(self) -> list[Outcome | None]:
        return [line.outcome for line in self.fetches()]

    def outbox(self) -> list[OutLine]:
        with self.store() as store:
            columns = (Outbox.id, Outbox.message_id, Outbox.sender, Outbox.recipient, Outbox.template, Outbox.state)
            query = Outbox.select(*columns, Outbox.attempts, Outbox.last_error, Outbox.proof, Outbox.content)
            return [OutLine(*row.values()) for row in store.database.rows(query.order_by(Outbox.id))]

    def tickets(self) -> list[TicketLine]:
        """All tickets, the first opened first."""
        with self.store() as store:
            return sorted(store.views.tickets(TicketFilter(limit=10_000)), key=lambda line: line.number)

    def ticket(self, number: int) -> TicketView:
        with self.store() as store:
            return store.views.ticket(number)

    def run(self, *arguments: str, health: bool = False, name: str = "config.toml") -> "Signoff":
        """`signoff run` as a process of its own; not waited for."""
        return self.signoff("run", *arguments, health=health, name=name)

    def signoff(self, *arguments: str, health: bool = False, name: str = "config.toml") -> "Signoff":
        """Any `signoff` command as a process of its own."""
        return Signoff(["--config", str(self.config(name, health=health)), *arguments])

    def readyz(self) -> dict[str, Any]:
        """What the health page says; {} while nobody serves it."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.health_port}/readyz", timeout=5) as answer:
                found = json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                found = json.load(error)
        except OSError:
            return {}
        assert isinstance(found, dict)
        return found

    def _tables(self) -> dict[str, dict[str, Any]]:
        imap = {
            "host": "127.0.0.1",
            "port": self.imap_port or self.server.imap,
            "security": "plain",
            "user": self.user,
            "password": {"file": "password"},
            "poll_seconds": 1.0,
            "connect_timeout_seconds": 5.0,
            "read_timeout_seconds": 10.0,
        }
        return {
            "signoff": {"sender_name": "Vendor Support", "data_dir": "var", "key": {"file": "key"}},
            "store": {"url": self.url},
            "mailbox": {"name": "support", "address": ADDRESS, "imap": imap},
            "smtp": {"host": "127.0.0.1", "port": self.smtp_port, "security": "plain", "timeout_seconds": 10.0},
            "log": {"form": "json"},
        }


class Looking:
    """A bare IMAP session, closed at the end of the block."""

    def __init__(self, port: int, user: str) -> None:
        self._raw = RawImap(port, user, PASSWORD)

    def __enter__(self) -> RawImap:
        return self._raw

    def __exit__(self, *exc: object) -> None:
        self._raw.close()


class Signoff:
    """A `signoff` process; killed at the end of the block if it still runs.

    What it says goes through a pipe, so that it can speak even where it may write no files. With `through`, a program
    that runs what follows it, it is started with an interpreter of its own.
    """

    def __init__(self, words: Sequence[str], through: Sequence[str] = ()) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SIGNOFF_")}
        reading, writing = os.pipe()
        with Path(os.devnull).open() as nothing, os.fdopen(writing, "wb") as said:
            if through:
                command = [*through, str(warm.SIGNOFF), *words]
                self.process: warm.Process = subprocess.Popen(
                    command, stdin=nothing, stdout=said, stderr=said, env=environment
                )
            else:
                self.process = warm.start(words, environment, (nothing.fileno(), writing, writing))
        self._pipe = reading
        self._said = bytearray()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> "Signoff":
        return self

    def __exit__(self, *exc: object) -> None:
        if self.process.poll() is None:
            self.kill()
        self._listener.join(15)

    @property
    def output(self) -> str:
        """Everything that it said so far, and all of it once it ended."""
        if self.process.poll() is not None:
            self._listener.join(15)
        return self._said.decode(errors="replace")

    def _listen(self) -> None:
        with os.fdopen(self._pipe, "rb", buffering=0) as pipe:
            while said := pipe.read(65536):
                self._said += said

    def wait(self, seconds: float = 60.0) -> int:
        """Its exit code, once it ended."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired as late:
            raise AssertionError(f"it did not end in {seconds} s: {self.output[-3000:]}") from late

    def until_running(self) -> "Signoff":
        """Itself, once its loops turn."""
        return self.until(lambda: '"event": "running"' in self.output, START_SECONDS, "it did not start")

    def until(self, condition: Callable[[], bool], seconds: float, complaint: str) -> "Signoff":
        """Itself, once the condition holds; fails at once when the process ends before."""
        until = time.monotonic() + seconds
        while not condition():
            assert self.process.poll() is None, f"{complaint}: it ended: {self.output[-3000:]}"
            assert time.monotonic() < until, f"{complaint} in {seconds:g} s: {self.output[-3000:]}"
            time.sleep(0.02)
        return self

    def kill(self) -> None:
        """SIGKILL to it and to the children that it has."""
        children = []
        with suppress(psutil.NoSuchProcess):
            children = psutil.Process(self.process.pid).children(recursive=True)
        self.process.kill()
        self.process.wait(15)
        psutil.wait_procs(children, timeout=15)

    def stop(self) -> int:
        """SIGTERM, and the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait(30)


def letter(
    sender: str,
    subject: str,
    body: str,
    *,
    message_id: str = "",
    to: str = ADDRESS,
    charset: str = "utf-8",
    head: Sequence[str] = (),
) -> bytes:
    """A plain-text mail in wire form."""
    digest = hashlib.sha256(f"{sender}{subject}{body}".encode()).hexdigest()[:16]
    lines = [
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {subject}",
        "Date: Mon, 6 Jan 2025 10:00:00 +0000",
        f"Message-ID: {message_id or f'<{digest}@{_domain(sender)}>'}",
        "MIME-Version: 1.0",
        f"Content-Type: text/plain; charset={charset}",
        "Content-Transfer-Encoding: 8bit",
        *head,
        "",
        *body.split("\n"),
        "",
    ]
    return "\r\n".join(lines).encode(charset)


def put_files(server: Dovecot, user: str, mails: Sequence[tuple[str, bytes]], received: datetime | None = None) -> None:
    """Mails as files in the Maildir, under fixed names: far faster than a delivery, and the same each time.

    `received` is when the server says that they came; now if it is left out.
    """
    maildir = server.maildir(user)
    for path in (maildir.parent, maildir, *(maildir / sub for sub in ("cur", "new", "tmp"))):
        path.mkdir(exist_ok=True)
        _give(path)
    for name, raw in mails:
        path = maildir / "tmp" / name
        path.write_bytes(raw.replace(b"\r\n", b"\n"))
        if received is not None:
            os.utime(path, (received.timestamp(), received.timestamp()))
        _give(path)
        path.rename(maildir / "new" / name)


def bodies(looking: RawImap, *folders: str) -> list[bytes]:
    """Every message of these folders, byte for byte."""
    return [raw for folder in folders for raw in looking.bodies(folder)]


def _give(path: Path) -> None:
    if os.getuid() == 0:
        shutil.chown(path, "mail", "mail")


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2].rstrip(">") or "nowhere.example"


def _put(path: Path, text: str) -> None:
    """Writes a file at once: another thread that reads it finds the old words or the new ones."""
    beside = path.with_name(f"{path.name}.{threading.get_ident()}")
    beside.write_text(text)
    beside.replace(path)


def _merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merged(merged[key], value) if both else value
    return merged


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + " }"
    return json.dumps(value)
