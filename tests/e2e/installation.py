"""An installation as an operator has it: a folder with config.toml, and the `signoff` command run in processes."""

import json
import os
import signal
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from tests.servers import warm
from tests.servers.dovecot import PASSWORD, Dovecot, free_ports, wait_for
from tests.servers.smtpsink import SmtpSink
from tests.servers.warm import Process

CHECKOUT = Path(__file__).parents[2]
START_SECONDS = 60.0
"""A daemon on a busy machine imports scikit-learn and makes its database first."""

CONFIG = """
[signoff]
sender_name = "Vendor support"

[[mailbox]]
name = "support"
address = "support@vendor.example"
{mailbox}
[mailbox.imap]
host = "127.0.0.1"
port = {imap}
security = "plain"
user = "{user}"
password = {{ file = "imap.secret" }}
poll_seconds = 1.0

[smtp]
host = "127.0.0.1"
port = {smtp}
security = "plain"

[health]
listen = "127.0.0.1:{web}"

[web]
listen = ""
{more}
"""


@dataclass
class Installation:
    """Everything is in `folder`; `start` runs the daemon, `signoff` any other command."""

    folder: Path
    dovecot: Dovecot
    user: str
    sink: SmtpSink
    web: int = 0
    daemons: list[Process] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir()
        [self.web] = free_ports(1)
        (self.folder / "imap.secret").write_text(PASSWORD)
        self.configure()

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    def configure(self, mailbox: str = "import_since = 2020-01-01", more: str = "") -> None:
        """Write config.toml; without further words nothing in the mailbox is history."""
        places = {"imap": self.dovecot.imap, "smtp": self.sink.port, "web": self.web, "user": self.user}
        self.config.write_text(CONFIG.format(mailbox=mailbox, more=more, **places))

    @property
    def database(self) -> Path:
        return self.folder / "var" / "signoff.db"

    def start(self, *options: str, wait: bool = True, cold: bool = False) -> Process:
        """`signoff run`, once it says that it works; at once where `wait` is False.

        `cold` starts it as an operator does, with an interpreter of its own.
        """
        words = ["--config", str(self.config), "run", *options]
        with Path(os.devnull).open() as nothing, (self.folder / f"run{len(self.daemons)}.log").open("w") as log:
            if cold:
                command = [str(warm.SIGNOFF), *words]
                daemon: Process = subprocess.Popen(
                    command, cwd=self.folder, env=self._environment(), stdin=nothing, stdout=log, stderr=log
                )
            else:
                daemon = self._begin(words, nothing.fileno(), log.fileno(), log.fileno())
        self.daemons.append(daemon)
        if not wait:
            return daemon
        wait_for(lambda: self.is_ready() or daemon.poll() is not None, START_SECONDS, self.log)
        assert daemon.poll() is None, self.log()
        return daemon

    def signoff(self, *words: str, stdin: str = "", expect: int | None = 0) -> str:
        """What a command prints on standard output."""
        done = self.run(*words, stdin=stdin)
        assert expect is None or done.returncode == expect, f"exit {done.returncode}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def run(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """A command, ended."""
        arguments = ["--config", str(self.config), *words]
        with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as errors:
            given.write(stdin.encode())
            given.seek(0)
            command = self._begin(arguments, given.fileno(), out.fileno(), errors.fileno())
            try:
                code = command.wait(120)
            finally:
                command.kill()
            said = [(file.seek(0), file.read().decode())[1] for file in (out, errors)]
        return subprocess.CompletedProcess(arguments, code, *said)

    def _begin(self, words: list[str], stdin: int, stdout: int, stderr: int) -> Process:
        return warm.start(words, self._environment(), (stdin, stdout, stderr), self.folder)

    def rows(self, *words: str) -> list[dict[str, Any]]:
        """What a command prints with --json."""
        return [json.loads(line) for line in self.signoff(*words, "--json").splitlines()]

    def deliver(self, mail: EmailMessage) -> None:
        """Put a mail into the mailbox, as the outside does."""
        self.dovecot.deliver(self.user, mail.as_bytes())

    def is_ready(self) -> bool:
        return self.ready()[0] == 200

    def ready(self) -> tuple[int, dict[str, Any]]:
        """Status and body of /readyz; 0 where nothing answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.web}/readyz", timeout=5) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read())
        except OSError:
            return 0, {}

    def page(self, path: str) -> str:
        """A page of the health address."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.web}{path}", timeout=10) as answer:
            return str(answer.read().decode())

    def log(self) -> str:
        """All that the daemons have said."""
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("run*.log")))

    def stop(self, daemon: Process, seconds: float = 20) -> int:
        """SIGTERM, and the exit code."""
        daemon.send_signal(signal.SIGTERM)
        return daemon.wait(seconds)

    def end(self) -> None:
        """Kill what still runs."""
        for daemon in self.daemons:
            if daemon.poll() is None:
                daemon.kill()
            daemon.wait(20)

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGNOFF_")}
        return {**kept, "PYTHONPATH": str(CHECKOUT)}
