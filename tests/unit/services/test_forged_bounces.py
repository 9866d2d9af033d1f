"""What a bounce can and cannot do: anyone who has seen a ticket's token can write one."""

from functools import partial
from typing import Any

from models.vocabulary import OutboxState
from processor.facts.causes import Reply
from processor.outbox.parcel import Delivered
from tests.unit.services.desk import Desk, mail
from tests.unit.services.test_conversations import start, tag

REPORT = (
    "--x\r\nContent-Type: text/plain\r\n\r\nfailed\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n"
    "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; anna@customer.example\r\nAction: failed\r\n"
    "Status: 5.1.1\r\n--x--\r\n"
)
GONE: Any = partial(Delivered, response="250 queued")
FORM = "multipart/report; report-type=delivery-status; boundary=x"


def states(desk: Desk) -> list[OutboxState]:
    return [row.state for row in sorted(desk.store.outbox.list(None), key=lambda row: row.outbox_id)]


def test_a_bounce_that_names_the_ticket_does_not_keep_an_answer_from_going_out(desk: Desk) -> None:
    start(desk)
    desk.deliver(GONE)
    desk.command(1, Reply("kim", "Please look here.", wait=True))
    desk.work(mail(f"failure {tag(desk)}", REPORT, sender="mallory@elsewhere.example", Content_Type=FORM))
    assert states(desk) == [OutboxState.SENT, OutboxState.QUEUED]
    first, second = sorted(desk.store.outbox.list(None), key=lambda row: row.outbox_id)
    assert len(desk.deliver(GONE).parcels) == 1
    assert states(desk) == [OutboxState.SENT, OutboxState.SENT]
    assert (bool(first.bounced_at), bool(second.bounced_at)) == (True, False)
