"""`signoff run --observe`: it reads and decides as always, sends nothing, and changes nothing on any server."""

import pytest

from models.vocabulary import OutboxState, Outcome
from tests.contract.mailbox.rawimap import RawImap
from tests.e2e.desk import ANNA, BORIS, Desk, MakeDesk
from tests.servers.installation import START_SECONDS, letter

pytestmark = pytest.mark.dovecot

FOLDERS = ("INBOX", "Processed", "Failed", "Sent")
MAILS = [
    letter(ANNA, "Export fails", "The export of report 17 fails with an error."),
    letter(BORIS, "Away", "I am out of office.", head=["Auto-Submitted: auto-replied"]),
    letter(BORIS, "Printing", "How do I print a report on both sides?"),
]


def test_observing_daemon_leaves_no_trace_outside(desk: MakeDesk) -> None:
    made = desk(mailbox={"after": "move", "sent_folder": "Sent"})
    made.deliver(*MAILS)
    with made.mailbox() as looking:
        before = _all_of(looking)
    with made.run("--observe") as daemon:
        daemon.until(lambda: _observed(made) == 2, START_SECONDS, "it observed nothing")
        assert daemon.stop() == 0
        assert "2 mails would have been sent" in daemon.output
    _untouched(made, before)


@pytest.mark.parametrize("after", ["keyword", "seen"])
def test_observing_pass_leaves_no_trace_outside(desk: MakeDesk, after: str) -> None:
    made = desk(mailbox={"after": after, "sent_folder": "Sent"})
    made.deliver(*MAILS)
    with made.mailbox() as looking:
        before = _all_of(looking)
    made.once(observe=True)
    _untouched(made, before)


def _untouched(made: Desk, before: dict[str, object]) -> None:
    """All was decided, nobody outside can tell; and what was only observed is not sent or marked later either."""
    assert made.outcomes() == [Outcome.OPENED, Outcome.AUTOMATIC, Outcome.OPENED]
    for _ in range(2):
        with made.mailbox() as looking:
            assert _all_of(looking) == before
        assert made.sink.connections == 0
        assert {line.state for line in made.outbox()} == {OutboxState.OBSERVED}
        made.once()


def _observed(made: Desk) -> int:
    with made.store() as store:
        return 0 if store.is_empty() else len(store.outbox.list(OutboxState.OBSERVED))


def _all_of(looking: RawImap) -> dict[str, object]:
    """Everything that a client can see of the account: folders, their figures, mails and flags."""
    items = "MESSAGES UNSEEN UIDNEXT UIDVALIDITY"
    found: dict[str, object] = {
        "folders": sorted(line.rpartition(b" ")[2] for line, _ in looking.command('LIST "" "*"'))
    }
    for folder in FOLDERS:
        found[folder] = (
            looking.command(f"STATUS {folder} ({items})"),
            looking.flags(folder),
            looking.bodies(folder),
        )
    return found
