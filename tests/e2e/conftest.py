"""Fixtures for tests that run the whole daemon between a real mailbox and a real SMTP server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.installation import Installation
from tests.servers.dovecot import Dovecot
from tests.servers.smtpsink import SmtpSink


@pytest.fixture
def installation(tmp_path: Path, dovecot: Dovecot, mailbox_user: str, smtp_sink: SmtpSink) -> Iterator[Installation]:
    """A configured installation over an empty mailbox; whatever it started is ended with the test."""
    made = Installation(tmp_path / "signoff", dovecot, mailbox_user, smtp_sink)
    yield made
    made.end()
    print(made.log())  # shown with a failure
