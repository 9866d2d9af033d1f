"""An IMAP server that says what a test tells it to: for answers that no well-behaved server gives."""

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Handler = Callable[[str, str], "bytes | None"]
"""From (tag, arguments) to the bytes to send; None closes the connection."""


class ScriptedImap:
    """Answers each command by a handler named after it (`UID FETCH`, `SELECT`), or by a plain default.

    `{tag}` in a handler's bytes is not replaced: build the line with the tag it is given.
    """

    greeting = b"* OK ready\r\n"
    capabilities = "IMAP4rev1 IDLE UIDPLUS MOVE"

    def __init__(self, handlers: dict[str, Handler] | None = None) -> None:
        self.handlers = handlers or {}
        self.commands: list[str] = []
        self.sessions = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def push(self, data: bytes) -> None:
        """Send to the newest session, unasked."""
        self._open[-1].sendall(data)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for sock in self._open:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                self.sessions += 1
                self._open.append(sock)
                thread = threading.Thread(target=self._serve, args=(sock,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _serve(self, sock: socket.socket) -> None:
        with suppress(OSError), sock, sock.makefile("rb") as lines:
            sock.sendall(self.greeting)
            for line in lines:
                text = line.decode("latin-1").rstrip("\r\n")
                self.commands.append(text)
                answer = self._answer(text)
                if answer is None:
                    sock.shutdown(socket.SHUT_RDWR)
                    return
                sock.sendall(answer)

    def _answer(self, text: str) -> bytes | None:
        if text == "DONE":
            return f"{self._idle_tag} OK done\r\n".encode()
        match = re.match(r"(\S+) ((?:UID )?\S+) ?(.*)", text)
        if match is None:  # not IMAP at all, such as the start of a TLS handshake
            return None
        tag, name, arguments = match[1], match[2].upper(), match[3]
        if handler := self.handlers.get(name):
            return handler(tag, arguments)
        if name == "IDLE":
            self._idle_tag = tag
            return b"+ idling\r\n"
        untagged = {
            "CAPABILITY": f"* CAPABILITY {self.capabilities}\r\n",
            "SELECT": "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [PERMANENTFLAGS (\\Seen \\*)] ok\r\n",
            "EXAMINE": "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n",
            "LOGOUT": "* BYE\r\n",
        }.get(name, "")
        return f"{untagged}{tag} OK done\r\n".encode()

    _idle_tag = ""


def fetched(number: int, uid: int, body: bytes) -> bytes:
    """One FETCH answer with a body."""
    return b"* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n" % (number, uid, len(body), body)


def sized(number: int, uid: int, size: int = 100) -> bytes:
    """One FETCH answer with a size and a date."""
    return b'* %d FETCH (UID %d RFC822.SIZE %d INTERNALDATE " 1-Feb-2024 10:00:00 +0300")\r\n' % (number, uid, size)


@contextmanager
def scripted(handlers: dict[str, Handler] | None = None) -> Iterator[ScriptedImap]:
    """A scripted server, closed with the block."""
    server = ScriptedImap(handlers)
    try:
        yield server
    finally:
        server.close()
