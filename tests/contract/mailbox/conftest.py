from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from processor.mailbox.source import Source
from tests.contract.mailbox.boxes import Box, ImapBox, MaildirBox
from tests.servers import pymap as pymap_server
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.pymap import Pymap

_folders = count(1)
KINDS = [
    pytest.param("tls", marks=pytest.mark.dovecot),
    pytest.param("starttls", marks=pytest.mark.dovecot),
    pytest.param("plain", marks=pytest.mark.dovecot),
    "pymap",
    "maildir",
]


def on_dovecot(server: Dovecot, security: str = "plain") -> ImapBox:
    port = server.imaps if security == "tls" else server.imap
    return ImapBox(port, server.imap, security, server.fresh_user(), PASSWORD, "INBOX", server.ca_file)


@pytest.fixture(params=KINDS)
def box(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Box]:
    """A fresh, empty mailbox of every kind."""
    made: Box
    if request.param == "maildir":
        made = MaildirBox(tmp_path / "Maildir")
    elif request.param == "pymap":
        server: Pymap = request.getfixturevalue("pymap")
        folder = f"Fresh{next(_folders)}"
        user, password = pymap_server.USER, pymap_server.PASSWORD
        made = ImapBox(server.port, server.port, "plain", user, password, folder, keywords=False)
    else:
        made = on_dovecot(request.getfixturevalue("dovecot"), request.param)
    yield made
    made.close()


@pytest.fixture
def source(box: Box) -> Iterator[Source]:
    """A connected source on the box."""
    made = box.source()
    made.connect()
    yield made
    made.close()


@pytest.fixture
def dovecot_box(dovecot: Dovecot) -> Iterator[ImapBox]:
    """A fresh account on Dovecot, in plain text."""
    made = on_dovecot(dovecot)
    yield made
    made.close()
