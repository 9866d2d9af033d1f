"""Processes that make trials, as a test uses them."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from tests.crash.trials import Found, Trial
from tests.servers.dovecot import Dovecot
from tests.servers.smtpsink import SmtpSink

WORKERS = 2
CHECKOUT = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")
"""Killed processes lose nothing that they wrote, so the files lie in memory where that is possible: it is faster."""


class Maker:
    """A process that makes trials, by its socket."""

    def __init__(self, orders: socket.socket) -> None:
        self._orders = orders
        self._lines = orders.makefile("rw")

    def close(self) -> None:
        """Order nothing more: the process ends."""
        self._lines.close()
        self._orders.close()

    def made(self, trial: Trial) -> Found:
        """What a trial left."""
        print(json.dumps(vars(trial)), file=self._lines, flush=True)
        said = self._lines.readline()
        assert said, "the process that makes trials is gone"
        return Found(**json.loads(said))


@contextmanager
def makers() -> Iterator[tuple[Maker, ...]]:
    """Processes that make trials, forked off one that has loaded everything; ended at the end of the block."""
    with ExitStack() as stack:
        pairs = [socket.socketpair() for _ in range(WORKERS)]
        theirs = [stack.enter_context(other) for _, other in pairs]
        numbers = [other.fileno() for other in theirs]
        stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-m", "tests.crash.trials", *map(str, numbers)],
                cwd=CHECKOUT,
                stdin=subprocess.DEVNULL,
                pass_fds=numbers,
            )
        )
        for other in theirs:
            other.close()
        yield tuple(stack.enter_context(closing(Maker(ours))) for ours, _ in pairs)


class Worker:
    """Makes trials, with a mail sink of its own."""

    def __init__(
        self,
        maker: Maker,
        server: Dovecot,
        folder: Path,
        stack: ExitStack,
        nameserver: str = "",
        story: str = "approval",
    ) -> None:
        self._maker, self._server = maker, server
        self._nameserver, self._story = nameserver, story
        self._folder = folder
        self._sink = stack.enter_context(SmtpSink())

    def attempt(self, user: str, url: str, kill_at: int) -> tuple[Found, list[str]]:
        """What a trial left, and the Message-IDs of the mails that went out."""
        self._sink.received.clear()
        places = (str(self._folder / user), str(self._server.dir), self._server.imap, user, self._sink.port)
        trial = Trial(*places, url, kill_at, self._nameserver, self._story)
        found = self._maker.made(trial)
        return found, [message_id(mail.raw) for mail in self._sink.received]


def message_id(raw: bytes) -> str:
    head = raw.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ")
    [line] = [line for line in head.split(b"\r\n") if line.lower().startswith(b"message-id:")]
    return line.partition(b":")[2].strip().decode()
