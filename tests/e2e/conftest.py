"""Fixtures for tests that run the whole daemon between a real mailbox and a real SMTP server."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.desk import Desk
from tests.e2e.installation import Installation
from tests.servers.dovecot import Dovecot
from tests.servers.installation import LONG_AGO
from tests.servers.smtpsink import SmtpSink


@pytest.fixture
def installation(tmp_path: Path, dovecot: Dovecot, mailbox_user: str, smtp_sink: SmtpSink) -> Iterator[Installation]:
    """A configured installation over an empty mailbox; whatever it started is ended with the test."""
    made = Installation(tmp_path / "signoff", dovecot, mailbox_user, smtp_sink)
    yield made
    made.end()
    print(made.log())  # shown with a failure


@pytest.fixture
def desk(tmp_path: Path, dovecot: Dovecot, smtp_sink: SmtpSink) -> Callable[..., Desk]:
    """Makes an installation with these tables in its configuration, where nothing that lies there is history."""

    def make(*, url: str = "", server: Dovecot = dovecot, **tables: dict[str, Any]) -> Desk:
        mailbox = {"import_since": LONG_AGO} | tables.get("mailbox", {})
        tables["mailbox"] = {key: value for key, value in mailbox.items() if value is not None}
        user = server.fresh_user()
        return Desk(tmp_path / user, server, user, smtp_sink.port, url, tables=tables, sink=smtp_sink)

    return make
