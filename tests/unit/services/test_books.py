"""What the doctor finds of a mailbox whose books do not match."""

from datetime import timedelta

from processor.mailbox.source import Keep
from processor.services.doctor.findings import Level, examine
from processor.services.doctor.mailboxes import mailbox_check, plus_address_check
from processor.services.receive import Intake
from tests.unit.services.desk import ADDRESSES, Desk, mail


def look(desk: Desk) -> list[tuple[Level, str]]:
    desk.source()
    intake = Intake("support", "INBOX", "", Keep(), None, timedelta(minutes=5))
    found = examine([mailbox_check(intake, desk.source(), desk.store)], desk.now)
    return [(finding.level, finding.text) for finding in found]


def test_mail_that_the_server_has_and_the_books_have_not_is_named(desk: Desk) -> None:
    desk.sweep()
    assert look(desk)[-1][0] is Level.OK
    desk.put(mail("One"), mail("Two"))
    level, text = look(desk)[-1]
    assert level is Level.WARN
    assert text == "2 of 2 mails in INBOX are not fetched yet (uid 1, 2)"
    desk.now += timedelta(hours=1)
    level, text = look(desk)[-1]
    assert level is Level.FAIL
    assert "was last searched" in text
    desk.work()
    assert look(desk)[-1] == (Level.OK, "all 2 mails in INBOX are in the fetch records")


def test_what_plus_addresses_ask_of_the_server_is_told(desk: Desk) -> None:
    for used, word in ((True, "plus_addressing = false"), (False, "Message-ID and subject")):
        (finding,) = examine([plus_address_check("support", ADDRESSES["support"], used=used)], desk.now)
        assert word in finding.text
