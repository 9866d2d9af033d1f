"""pymap's dict backend in a process of its own: an IMAP server from pip alone, for smoke tests.

Its state ends with it, so every start has a new UIDVALIDITY; it keeps no keywords.
"""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.dovecot import free_ports, wait_for

USER = "demouser"
PASSWORD = "demopass"


@dataclass
class Pymap:
    """A running instance with the one account `demouser`, whose INBOX pymap fills with a few mails of its own."""

    port: int
    process: subprocess.Popen[bytes]


@contextmanager
def running() -> Iterator[Pymap]:
    """A pymap on a free port, ended with the block."""
    (port,) = free_ports(1)
    command = [str(Path(sys.executable).with_name("pymap")), "--host", "127.0.0.1", "--port", str(port), "--no-tls"]
    process = subprocess.Popen(
        [*command, "--no-service", "admin", "dict", "--demo-user", USER, "--demo-password", PASSWORD],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: _greets(port), 20, lambda: f"pymap did not start (exit code {process.poll()})")
        yield Pymap(port, process)
    finally:
        process.terminate()
        process.wait(10)


def _greets(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as sock:
            return sock.recv(64).startswith(b"* OK")
    except OSError:
        return False
