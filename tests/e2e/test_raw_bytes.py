"""What is kept is what the server serves, byte for byte, whatever it is."""

import os
from collections import Counter
from pathlib import Path

import pytest

from models.vocabulary import FetchState
from processor.clock import utc_now
from tests.e2e.desk import ANNA, Desk, MakeDesk
from tests.servers.installation import letter

pytestmark = pytest.mark.dovecot

SHARED = Path(os.environ.get("SIGNOFF_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
SAMPLE = 150

ODD = {
    "utf-8": letter(ANNA, "Grüße", "Schöne Grüße aus Köln."),
    "cp1251": letter("Ольга <o@klient.example>", "Отчёт", "Отчёт не открывается.", charset="windows-1251"),
    "koi8": letter("Ольга <o@klient.example>", "Отчёт", "Отчёт за март.", charset="koi8-r"),
    "all bytes": letter(ANNA, "Bytes", "").removesuffix(b"\r\n") + bytes(range(1, 256)) * 3 + b"\r\n",
    "bare line ends": letter(ANNA, "Lines", "one").removesuffix(b"\r\n") + b"\rtwo\nthree\r\r\nfour\n\rfive",
    "no line end": letter(ANNA, "End", "no line end").removesuffix(b"\r\n"),
    "long line": letter(ANNA, "Long", "x" * 100_000),
    "header only": b"Subject: no body\r\nFrom: a@customer.example\r\n\r\n",
    "no header": b"\r\nonly a body\r\n",
    "dots": letter(ANNA, "Dots", ".\n..\n.x"),
    "big": letter(ANNA, "Big", "0123456789abcdef\n" * 200_000),
}


def test_odd_mails(desk: MakeDesk) -> None:
    made = desk()
    _append(made, list(ODD.values()))
    _kept_as_served(made, len(ODD))


def test_public_mails(desk: MakeDesk) -> None:
    folder = SHARED / "data" / "mail"
    if not folder.is_dir():
        pytest.skip(f"no corpus of public mails at {folder}; set SIGNOFF_SHARED")
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    made = desk(mailbox={"imap": {"batch_count": 20}})
    taken = _append(made, [path.read_bytes() for path in files[:: max(1, len(files) // SAMPLE)]])
    assert taken >= SAMPLE * 0.9, "the server refused too many of them"
    _kept_as_served(made, taken)


def _append(made: Desk, mails: list[bytes]) -> int:
    """How many of the mails the server took."""
    taken = 0
    with made.mailbox() as looking:
        for raw in mails:
            try:
                looking.append("INBOX", raw)
            except AssertionError:  # refused, as a mail with NUL octets is
                continue
            taken += 1
    return taken


def _kept_as_served(made: Desk, count: int) -> None:
    made.once()
    lines = sorted(made.fetches(), key=lambda line: line.uid)
    with made.mailbox() as looking:
        served = looking.bodies("INBOX")
    assert len(served) == len(lines) == count
    differing = [line.uid for line, raw in zip(lines, served, strict=True) if line.raw != raw]
    assert not differing, differing
    states = Counter(line.state for line in lines)
    assert states[FetchState.DONE] + states[FetchState.QUARANTINED] == count, states
    with made.store() as store:
        assert store.views.audit(utc_now()).sound
