"""The whole of intake and handling over thousands of mails on a real IMAP server, beside the limits of the machine.

Everything is durable as in production: raw bytes, ticket, entries and outbox row committed with synchronous=FULL.
Delivery is paused: it is measured by itself in the outbox contract tests.
"""

import dataclasses
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import psutil

from bench.limits import measure
from bench.mails import make
from tests.servers.dovecot import PASSWORD, Dovecot, running

if TYPE_CHECKING:
    from processor.reading.sandbox import Reader
    from processor.services.gather import Gather

CONFIG = """
[signoff]
data_dir = "{folder}"
key = {{ file = "{folder}/key" }}
[store]
url = "{url}"
[[mailbox]]
name = "support"
address = "support@vendor.example"
import_since = 1970-01-01
[mailbox.imap]
host = "127.0.0.1"
port = {port}
security = "plain"
user = "{user}"
password = {{ env = "BENCH_PASSWORD" }}
[smtp]
host = "127.0.0.1"
port = 9
security = "plain"
[health]
listen = ""
"""


def main(messages: int = 5000) -> int:
    """Fill a mailbox, measure the limits, run the product in its own process, print both."""
    with tempfile.TemporaryDirectory() as name, running() as server:
        user = server.fresh_user()
        size = fill(server, user, messages)
        limits = measure(server, user)
        found = product(server, user, Path(name))
    report(messages, size, limits.fetch, limits.parse, found)
    return 0


def fill(server: Dovecot, user: str, messages: int) -> int:
    """Put the first mails of the corpus into a mailbox; gives back their size in bytes."""
    new = server.maildir(user) / "new"
    for part in ("cur", "new", "tmp"):
        (server.maildir(user) / part).mkdir(parents=True, exist_ok=True)
    size = 0
    for number in range(messages):
        raw = make(number)
        size += len(raw)
        (new / f"{1_700_000_000 + number}.M{number}.bench").write_bytes(raw.replace(b"\r\n", b"\n"))
    if os.getuid() == 0:
        subprocess.run(["chown", "-R", "mail:mail", str(server.maildir(user).parent)], check=True)
    return size


def product(server: Dovecot, user: str, folder: Path) -> dict[str, Any]:
    """What `child` found: seconds of wall and CPU time, by part, and megabytes."""
    config = folder / "config.toml"
    url = f"sqlite:///{folder}/signoff.db"
    config.write_text(CONFIG.format(folder=folder, url=url, port=server.imap, user=user))
    answer = subprocess.run(
        [sys.executable, "-m", "bench.pipeline", "--child", str(config)],
        env={**os.environ, "BENCH_PASSWORD": PASSWORD},
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(answer.stdout)  # type: ignore[no-any-return]


def report(messages: int, size: int, fetch: float, parse: float, found: dict[str, Any]) -> None:
    """Print the figures, each beside its limit of this run."""
    limit = 1000 / (fetch + parse)
    rate = messages / found["seconds"]
    print(f"{messages} mails, {size / 1e6:.0f} MB, load {os.getloadavg()[0]:.1f}, outcomes {found['outcomes']}")
    print(f"limit: fetch {fetch:.2f} ms + parse {parse:.2f} ms a message = {limit:.0f}/s")
    print(f"product: {rate:.0f}/s = {100 * rate / limit:.0f} % of fetch + parse (goal: at least 30 %)")
    parts = ", ".join(f"{name} {1000 * seconds / messages:.2f}" for name, seconds in found["parts"].items())
    print(f"         wall ms a message: {parts}")
    print(
        f"         CPU {1000 * found['cpu'] / messages:.2f} ms a message (goal: at most 5), of it reading "
        f"{1000 * found['reader_cpu'] / messages:.2f}; once a start {found['start_cpu']:.2f} s"
    )
    print(
        f"         peak memory {found['peak_mb']:.0f} MB + reading process {found['reader_peak_mb']:.0f} MB "
        "(goal: under 300 together)"
    )


def child(config: Path) -> None:
    """Run in a process of its own, so that its time and memory are only the product's."""
    from processor.bootstrap.app import build
    from processor.clock import utc_now
    from processor.config.load import load_settings
    from processor.observability.log import configure_log
    from processor.store.store import Store

    configure_log("error", "json")
    app = build(load_settings(config))
    parts = {"fetch + keep": 0.0, "read (alongside)": 0.0, "classify": 0.0, "decide + commit": 0.0}
    app = dataclasses.replace(app, store=cast(Store, _timed(app.store, "transact", parts, "decide + commit")))
    (mailbox,) = app.settings.mailbox
    reader, gather = app.reader(), app.gather()
    start_cpu = _start(reader, gather)
    timed: Any = _timed  # takes the place of what it stands before
    handle = app.handle(
        mailbox,
        timed(reader, "read_many", parts, "read (alongside)"),
        timed(gather, "readings", parts, "classify"),
        lambda: None,
    )
    source = app.source(mailbox)
    receive = app.receive(mailbox, source, lambda: None)
    spent = _spent()
    started = time.perf_counter()
    source.connect()
    receive.connected()
    receive.sweep(utc_now())
    source.close()
    parts["fetch + keep"] = time.perf_counter() - started
    while handle.turn(utc_now()):
        pass
    seconds = time.perf_counter() - started
    own, reading = _spent()
    json.dump(
        {
            "seconds": seconds,
            "parts": parts,
            "start_cpu": start_cpu,
            "cpu": own + reading - sum(spent),
            "reader_cpu": reading - spent[1],
            "peak_mb": _peak_mb(os.getpid()),
            "reader_peak_mb": max(_peak_mb(process.pid) for process in psutil.Process().children()),
            "outcomes": {key.value: count for key, count in app.store.views.counts().messages_by_outcome.items()},
        },
        sys.stdout,
    )
    reader.close()


def _start(reader: "Reader", gather: "Gather") -> float:
    """Seconds of CPU time until the model is loaded and the reading process runs: paid once, whatever comes then."""
    from processor.reading.sandbox import Failure

    before = _spent()
    (message,) = reader.read_many([(make(0), False)])
    if isinstance(message, Failure):
        sys.exit(f"the first mail was not read: {message.reason}")
    gather.verdicts([message])
    return sum(_spent()) - sum(before)


def _peak_mb(pid: int) -> float:
    """The most memory that a process had resident, by proc(5): getrusage counts the parent's before an exec too."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _spent() -> tuple[float, float]:
    """Seconds of CPU time of this process, and of those that it started."""
    times = [process.cpu_times() for process in (psutil.Process(), *psutil.Process().children())]
    own, *children = [found.user + found.system for found in times]
    return own, sum(children)


class _timed:  # noqa: N801 - reads as a decorator of one method
    """Stands before an object and adds up the seconds that one of its methods takes."""

    def __init__(self, inner: Any, method: str, parts: dict[str, float], name: str) -> None:
        self._inner, self._method, self._parts, self._name = inner, method, parts, name

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if name != self._method:
            return found

        def timed(*arguments: Any) -> Any:
            started = time.perf_counter()
            try:
                return found(*arguments)
            finally:
                self._parts[self._name] += time.perf_counter() - started

        return timed


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]))
    else:
        sys.exit(main(*map(int, sys.argv[1:2])))
