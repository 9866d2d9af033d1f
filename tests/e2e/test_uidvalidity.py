"""The server numbers its mails anew (UIDVALIDITY): all is read again, and nothing happens twice."""

from pathlib import Path

import pytest

from models.vocabulary import OutboxState, Outcome
from tests.e2e.desk import ANNA, BORIS, MakeDesk
from tests.servers.dovecot import Dovecot
from tests.servers.installation import LONG_AGO, Installation, letter
from tests.servers.smtpsink import SmtpSink

pytestmark = pytest.mark.dovecot

MAILS = (
    letter(ANNA, "Export fails", "The export of report 17 fails with an error."),
    letter(BORIS, "Printing", "How do I print a report on both sides?"),
    letter(ANNA, "", "", message_id="<empty@customer.example>"),
)


def test_renumbered_folder_is_read_again_and_answers_nobody_twice(desk: MakeDesk) -> None:
    made = desk()
    made.receives(*MAILS)
    first, sent, tickets = made.outcomes(), len(made.sink.received), made.tickets()
    made.server.renumber(made.user)
    assert made.receives(letter(BORIS, "Margins", "And how do I set the margins?")) == [
        *[Outcome.DUPLICATE] * len(MAILS),
        Outcome.OPENED,
    ]
    assert made.outcomes()[: len(MAILS)] == first
    assert made.tickets()[:-1] == tickets
    assert len(made.sink.received) == sent + 1
    assert len({line.uidvalidity for line in made.fetches()}) == 2


def test_recreated_folder_with_a_copy_of_what_was_in_it(desk: MakeDesk) -> None:
    made = desk(mailbox={"folder": "Support", "after": "seen"})
    with made.mailbox() as looking:
        looking.command("CREATE Support")
        for raw in MAILS:
            looking.append("Support", raw)
    made.once()
    sent, tickets = len(made.sink.received), made.tickets()
    with made.mailbox() as looking:
        looking.command("DELETE Support")
        looking.command("CREATE Support")
        for raw in MAILS[::-1]:
            looking.append("Support", raw)
    made.once()
    assert made.outcomes()[len(MAILS) :] == [Outcome.DUPLICATE] * len(MAILS)
    assert made.tickets() == tickets
    assert len(made.sink.received) == sent
    with made.mailbox() as looking:
        assert list(looking.flags("Support").values()) == [{"\\Seen"}] * len(MAILS), "the new copies are marked, too"


def test_renumbered_under_a_running_daemon(own_dovecot: Dovecot, smtp_sink: SmtpSink, tmp_path: Path) -> None:
    user = own_dovecot.fresh_user()
    tables = {"mailbox": {"import_since": LONG_AGO}}
    made = Installation(tmp_path / "desk", own_dovecot, user, smtp_sink.port, tables=tables)
    made.deliver(*MAILS[:2])
    with made.run() as daemon:
        daemon.until_running()
        smtp_sink.wait_for(2, 30)
        own_dovecot.crash()
        own_dovecot.renumber(user)
        own_dovecot.start()
        made.deliver(letter(BORIS, "Margins", "And how do I set the margins?"))
        smtp_sink.wait_for(3, 30)
        assert daemon.stop() == 0
    assert sorted(map(str, made.outcomes())) == ["duplicate", "duplicate", "opened", "opened", "opened"]
    assert [line.state for line in made.outbox()] == [OutboxState.SENT] * 3
