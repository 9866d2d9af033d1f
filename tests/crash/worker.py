"""A process that makes trials, as a test uses it."""

import json
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from tests.crash.trials import Found, Trial
from tests.servers.dovecot import Dovecot
from tests.servers.smtpsink import SmtpSink

WORKERS = 2
CHECKOUT = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")
"""Killed processes lose nothing that they wrote, so the files lie in memory where that is possible: it is faster."""


class Worker:
    """A process that makes trials, with a mail sink of its own."""

    def __init__(
        self, server: Dovecot, folder: Path, stack: ExitStack, nameserver: str = "", story: str = "approval"
    ) -> None:
        self._server = server
        self._nameserver, self._story = nameserver, story
        self._folder = folder
        self._sink = stack.enter_context(SmtpSink())
        self._process = stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-m", "tests.crash.trials"],
                cwd=CHECKOUT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )

    def attempt(self, user: str, url: str, kill_at: int) -> tuple[Found, list[str]]:
        """What a trial left, and the Message-IDs of the mails that went out."""
        self._sink.received.clear()
        places = (str(self._folder / user), str(self._server.dir), self._server.imap, user, self._sink.port)
        trial = Trial(*places, url, kill_at, self._nameserver, self._story)
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(vars(trial)) + "\n")
        self._process.stdin.flush()
        found = Found(**json.loads(self._process.stdout.readline()))
        return found, [message_id(mail.raw) for mail in self._sink.received]


def message_id(raw: bytes) -> str:
    head = raw.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ")
    [line] = [line for line in head.split(b"\r\n") if line.lower().startswith(b"message-id:")]
    return line.partition(b":")[2].strip().decode()
