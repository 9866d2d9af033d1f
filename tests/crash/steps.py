"""Where a run can be ended: every commit, every sync to the disk and every line sent to a server, as they happen."""

import imaplib
import os
import signal
from collections.abc import Callable
from typing import Any

import aiosmtplib.protocol
import peewee


class Steps:
    """Counts the points before each step and kills this process at one of them; 0 kills it nowhere.

    A line to a server is a point afterwards too, since the server goes on by itself. The moment after a commit is that
    before the step which follows.
    """

    def __init__(self, kill_at: int) -> None:
        self.names: list[str] = []
        self._kill_at = kill_at

    def watch(self) -> None:
        """Put itself around the calls of the libraries below Signoff."""
        self._wrap(peewee.Database, "commit", lambda *_: "commit")
        self._wrap(os, "fsync", lambda *_: "fsync")
        self._wrap(imaplib.IMAP4, "send", _imap_name, goes_on=True)
        self._wrap(aiosmtplib.protocol.SMTPProtocol, "write", _smtp_name, goes_on=True)

    def _point(self, name: str) -> None:
        self.names.append(name)
        if len(self.names) == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def _wrap(self, place: Any, attribute: str, name_of: Callable[..., str], *, goes_on: bool = False) -> None:
        real = getattr(place, attribute)

        def stepping(*arguments: Any, **options: Any) -> Any:
            name = name_of(*arguments)
            self._point(f"before {name}")
            answer = real(*arguments, **options)
            if goes_on:
                self._point(f"after {name}")
            return answer

        setattr(place, attribute, stepping)


def _imap_name(_self: object, data: bytes) -> str:
    words = bytes(data).split()[1:3]
    return "imap " + b" ".join(words[: 2 if words[:1] == [b"UID"] else 1]).decode("latin-1")


def _smtp_name(_self: object, data: bytes) -> str:
    word = bytes(data[:4]).decode("latin-1").strip()
    return f"smtp {word}" if word in {"EHLO", "MAIL", "RCPT", "DATA", "RSET", "QUIT", "."} else "smtp mail text"
