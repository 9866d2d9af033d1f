"""`signoff run --observe`: it reads and decides as always, sends nothing, and changes nothing on any server."""

from typing import Any

import pytest

from models.vocabulary import OutboxState, Outcome
from tests.contract.mailbox.rawimap import RawImap
from tests.e2e.desk import ANNA, BORIS, MakeDesk
from tests.servers.installation import START_SECONDS, letter

pytestmark = pytest.mark.dovecot

FOLDERS = ("INBOX", "Processed", "Failed", "Sent")
MAILS = [
    letter(ANNA, "Export fails", "The export of report 17 fails with an error."),
    letter(BORIS, "Away", "I am out of office.", head=["Auto-Submitted: auto-replied"]),
    letter(BORIS, "Printing", "How do I print a report on both sides?"),
]


@pytest.mark.parametrize("after", ["move", "keyword", "seen"])
def test_observing_leaves_no_trace_outside(desk: MakeDesk, after: str) -> None:
    made = desk(mailbox={"after": after, "sent_folder": "Sent"})
    made.deliver(*MAILS)
    with made.mailbox() as looking:
        before = _all_of(looking)
    with made.run("--observe") as daemon:
        daemon.until(lambda: _observed(made) == 2, START_SECONDS, "it observed nothing")
        with made.mailbox() as looking:
            assert _all_of(looking) == before
        assert daemon.stop() == 0
        assert "2 mails would have been sent" in daemon.output
    with made.mailbox() as looking:
        assert _all_of(looking) == before
    assert made.sink.connections == 0
    assert made.outcomes() == [Outcome.OPENED, Outcome.AUTOMATIC, Outcome.OPENED]
    assert {line.state for line in made.outbox()} == {OutboxState.OBSERVED}
    made.once()
    assert made.sink.connections == 0, "what was only observed is not sent later either"


def _observed(made: Any) -> int:
    with made.store() as store:
        return 0 if store.is_empty() else len(store.outbox.list(OutboxState.OBSERVED))


def _all_of(looking: RawImap) -> dict[str, object]:
    """Everything that a client can see of the account: folders, their figures, mails and flags."""
    items = "MESSAGES UNSEEN UIDNEXT UIDVALIDITY"
    found: dict[str, object] = {"folders": sorted(line for line, _ in looking.command('LIST "" "*"'))}
    for folder in FOLDERS:
        found[folder] = (
            looking.command(f"STATUS {folder} ({items})"),
            looking.flags(folder),
            looking.bodies(folder),
        )
    return found
