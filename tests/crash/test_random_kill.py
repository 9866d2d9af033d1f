"""`signoff run` killed with kill -9 in the middle of its work, again and again: nothing lost, nothing doubled."""

import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.vocabulary import OutboxState, Outcome
from processor.clock import utc_now
from tests.servers.dovecot import Dovecot
from tests.servers.installation import LONG_AGO, START_SECONDS, Installation, bodies, letter, put_files
from tests.servers.smtpsink import SmtpSink

pytestmark = pytest.mark.dovecot

KILLS = 8
MAILS_A_ROUND = 20
SEED = 20240601
TABLES: dict[str, dict[str, Any]] = {
    "mailbox": {"after": "move", "import_since": LONG_AGO, "imap": {"batch_count": 7}},
    "smtp": {"connections": 2},
}


@pytest.mark.timeout(200)
def test_killed_at_random(dovecot: Dovecot, smtp_sink: SmtpSink, tmp_path: Path, report: list[str]) -> None:
    chance = random.Random(SEED)
    installation = Installation(tmp_path, dovecot, dovecot.fresh_user(), smtp_sink.port, tables=TABLES)
    mails: list[bytes] = []
    for at in range(KILLS):
        mails += _put_more(installation, at)
        reached = _moment(installation, smtp_sink, chance, len(mails))
        with installation.run() as daemon:
            daemon.until(reached, START_SECONDS, "it came not so far")
    mails += _put_more(installation, KILLS)
    with installation.run() as daemon:
        daemon.until(lambda: _is_done(installation, len(mails)), START_SECONDS + 30, "it did not end its work")
        assert daemon.stop() == 0
    uncertain = _check(installation, smtp_sink, mails)
    report.append(f"crash: {KILLS} times kill -9 over {len(mails)} mails, {uncertain} acknowledgements left uncertain")


def _put_more(installation: Installation, round_: int) -> list[bytes]:
    """Twenty mails by twenty people, the last one a second copy of the first."""
    made = [
        letter(
            f"Person {round_}-{at} <p{at}@firm{round_}.example>",
            f"Question {round_}-{at}",
            f"How do I print report {round_}-{at}? It worked until last week.",
        )
        for at in range(MAILS_A_ROUND - 1)
    ]
    made.append(b"Received: from other.example by mx.example; Mon, 6 Jan 2025 10:00:05 +0000\r\n" + made[0])
    start = 1700000000 + round_ * MAILS_A_ROUND
    put_files(installation.server, installation.user, [(f"{start + at}.r.test", raw) for at, raw in enumerate(made)])
    return made


def _moment(installation: Installation, sink: SmtpSink, chance: random.Random, mails: int) -> Callable[[], bool]:
    """When to kill: as soon as so many mails of this round are fetched, or handled, or acknowledged."""
    count = chance.randrange(1, MAILS_A_ROUND - 2)
    path, earlier, sent = installation.folder / "signoff.db", mails - MAILS_A_ROUND, len(sink.received)
    moments: list[Callable[[], bool]] = [
        lambda: _count(path, "SELECT COUNT(*) FROM fetch") >= earlier + count,
        lambda: _count(path, "SELECT COUNT(*) FROM fetch WHERE state = 'done'") >= earlier + count,
        lambda: len(sink.received) >= sent + count,
    ]
    return chance.choice(moments)


def _is_done(installation: Installation, mails: int) -> bool:
    path = installation.folder / "signoff.db"
    done = _count(path, "SELECT COUNT(*) FROM fetch WHERE state = 'done' AND after_state = 'applied'")
    return done == mails and not _count(path, "SELECT COUNT(*) FROM outbox WHERE state IN ('queued', 'sending')")


def _count(path: Path, sql: str) -> int:
    """A figure out of the database, past the code under test; 0 while there is none."""
    if not path.exists():
        return 0
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)
    try:
        return int(connection.execute(sql).fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def _check(installation: Installation, sink: SmtpSink, mails: list[bytes]) -> int:
    """How many acknowledgements are uncertain, when everything else is as it must be."""
    fetched = installation.fetches()
    with installation.mailbox() as looking:
        assert sorted(line.raw for line in fetched) == sorted(bodies(looking, "Processed")) == sorted(mails)
        assert bodies(looking, "INBOX") == []
    copies = len(mails) // MAILS_A_ROUND
    requests = len(mails) - copies
    assert Counter(line.outcome for line in fetched) == {Outcome.OPENED: requests, Outcome.DUPLICATE: copies}
    tickets = installation.tickets()
    assert [line.number for line in tickets] == list(range(1, requests + 1))
    assert len({line.subject for line in tickets}) == requests
    outbox = installation.outbox()
    assert len({line.recipient for line in outbox}) == len(outbox) == requests
    arrived = Counter(mail.recipients[0] for mail in sink.received)
    assert arrived.most_common(1)[0][1] == 1, "an acknowledgement was sent twice"
    states = Counter(line.state for line in outbox)
    assert set(states) <= {OutboxState.SENT, OutboxState.UNCERTAIN}, states
    assert {line.recipient for line in outbox if line.state is OutboxState.SENT} <= set(arrived)
    assert states[OutboxState.UNCERTAIN] <= KILLS * TABLES["smtp"]["connections"]
    with installation.store() as store:
        audit = store.views.audit(utc_now())
    assert audit.sound, audit.findings
    return states[OutboxState.UNCERTAIN]
