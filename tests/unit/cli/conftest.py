"""An installation over a Maildir, and `signoff` called in this process."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from click.testing import CliRunner, Result

from processor.cli import main

CONFIG = """
[[mailbox]]
name = "support"
address = "support@vendor.example"
import_since = 2020-01-01
[mailbox.maildir]
path = "Maildir"
[smtp]
host = "127.0.0.1"
port = 9
security = "plain"
[health]
listen = ""
[web]
listen = ""
"""
MAIL = """\
From: Anna <anna@customer.example>
To: support@vendor.example
Subject: {subject}
Message-ID: <{number}@customer.example>
Date: Mon, 05 Jan 2026 10:00:00 +0000

Hello, since this morning the export stops with error 500.
"""


class Signoff:
    """`signoff` with one configuration file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("cur", "new", "tmp"):
            (folder / "Maildir" / name).mkdir(parents=True)
        self.config = folder / "config.toml"
        self.config.write_text(CONFIG)

    def __call__(self, *words: str, stdin: str | bytes | None = None, code: int = 0) -> Result:
        done = CliRunner().invoke(main, ["--config", str(self.config), *words], input=stdin, prog_name="signoff")
        assert done.exit_code == code, (done.output, done.exception)
        return done

    def rows(self, *words: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self(*words, "--json").stdout.splitlines()]

    def deliver(self, number: int = 1, subject: str = "The export fails") -> None:
        mail = MAIL.format(number=number, subject=subject)
        (self.folder / "Maildir" / "new" / f"{number}.eml").write_text(mail)


@pytest.fixture
def signoff(tmp_path: Path) -> Iterator[Signoff]:
    handlers = logging.getLogger().handlers[:]
    yield Signoff(tmp_path)
    structlog.reset_defaults()
    logging.getLogger().handlers[:] = handlers
