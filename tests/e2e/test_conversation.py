"""Whose conversation a mail belongs to, with real mail both ways: from the acknowledgement to the last answer."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from models.vocabulary import Direction, EntryKind, OutboxState, Outcome, ReviewReason, TicketState
from processor.facts.causes import Close, Merge
from tests.e2e.desk import ANNA, BORIS, MakeDesk
from tests.servers.installation import ADDRESS, letter
from tests.servers.smtpsink import At, Scene, Then

pytestmark = pytest.mark.dovecot

REQUEST = letter(
    ANNA, "Export fails", "The export of report 17 fails with an error.", message_id="<1@customer.example>"
)
Reply = Callable[[EmailMessage], bytes]


def _by_plus_address(ack: EmailMessage) -> bytes:
    return letter(ANNA, "Something else", "Still broken.", to=str(ack["Reply-To"]))


def _by_message_id(ack: EmailMessage) -> bytes:
    return letter(ANNA, "Something else", "Still broken.", head=[f"In-Reply-To: {ack['Message-ID']}"])


def _by_subject_tag(ack: EmailMessage) -> bytes:
    return letter(ANNA, f"AW: {ack['Subject']}", "Still broken.")


def _by_references_only(ack: EmailMessage) -> bytes:
    references = f"References: <other@customer.example> {ack['Message-ID']}"
    return letter(ANNA, "Something else", "Still broken.", head=[references])


def _by_replaced_references(ack: EmailMessage) -> bytes:
    """Our Message-ID was replaced on the way, so that the reply names one that nobody knows, and the first mail's."""
    head = ["In-Reply-To: <replaced@relay.example>", "References: <1@customer.example> <replaced@relay.example>"]
    return letter(ANNA, "Something else", "Still broken.", head=head)


def _by_quoted_tag(ack: EmailMessage) -> bytes:
    quoted = "\n".join(f"> {line}" for line in [f"Subject: {ack['Subject']}", "We have received your request."])
    return letter(ANNA, "Something else", f"Still broken.\n\nOn Monday, Support wrote:\n{quoted}")


@pytest.mark.parametrize(
    "reply",
    [
        _by_plus_address,
        _by_message_id,
        _by_subject_tag,
        _by_references_only,
        _by_replaced_references,
        _by_quoted_tag,
    ],
    ids=lambda reply: reply.__name__.removeprefix("_by_"),
)
def test_reply_to_the_acknowledgement_joins(desk: MakeDesk, reply: Reply) -> None:
    made = desk()
    assert made.receives(REQUEST) == [Outcome.OPENED]
    ack = made.last_sent()
    assert made.receives(reply(ack)) == [Outcome.JOINED], made.matches()
    [ticket] = made.tickets()
    messages = made.ticket(ticket.number).messages
    assert [message.verified for message in messages] == [True, True]
    assert len(made.sink.received) == 1, "a reply is not acknowledged again"


def test_own_follow_up_joins(desk: MakeDesk) -> None:
    made = desk()
    made.receives(REQUEST)
    follow_up = letter(ANNA, "Re: Export fails", "I forgot the picture.", head=["In-Reply-To: <1@customer.example>"])
    assert made.receives(follow_up) == [Outcome.JOINED]
    assert len(made.tickets()) == 1


def test_follow_up_from_a_second_address_is_filed_unverified(desk: MakeDesk) -> None:
    made = desk()
    made.receives(REQUEST)
    elsewhere = letter(BORIS, "Re: Export fails", "Me too.", head=[f"In-Reply-To: {made.last_sent()['Message-ID']}"])
    assert made.receives(elsewhere) == [Outcome.JOINED]
    [ticket] = made.tickets()
    view = made.ticket(ticket.number)
    assert [message.verified for message in view.messages] == [True, False]
    assert view.parties == ("anna@customer.example",)
    with made.store() as store:
        [review] = store.views.reviews()
    assert ReviewReason.UNVERIFIED_SENDER in review.reasons
    assert made.sent_to("boris@stranger.example") == []


def test_stranger_with_a_number_opens_a_ticket_of_their_own(desk: MakeDesk) -> None:
    made = desk()
    made.receives(REQUEST)
    assert made.receives(letter(BORIS, "Re: #1 Export fails", "What about it?")) == [Outcome.OPENED]
    assert [len(made.ticket(number).messages) for number in (1, 2)] == [1, 1]
    assert made.receives(letter(ANNA, "Re: #1 Export fails", "What about it, then?")) == [Outcome.JOINED]


def test_reply_to_a_merged_ticket_goes_to_its_target(desk: MakeDesk) -> None:
    made = desk()
    made.receives(REQUEST, letter(ANNA, "Export fails again", "The export of report 18 fails, too."))
    second = made.last_sent()
    number = _number(second)
    other = 3 - number
    made.works(number, Merge("carla"), other)
    assert made.receives(letter(ANNA, "Re: it", "And 19.", to=str(second["Reply-To"]))) == [Outcome.JOINED]
    assert made.ticket(number).line.state is TicketState.MERGED
    assert len(made.ticket(other).messages) == 3


def test_reply_to_a_closed_ticket_reopens_it(desk: MakeDesk) -> None:
    made = desk()
    made.receives(REQUEST)
    made.works(1, Close("carla", "The export works again.", tell=True))
    notice = made.last_sent()
    assert "The export works again." in notice.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert made.receives(letter(ANNA, "Re: closed", "No, it does not.", to=str(notice["Reply-To"]))) == [Outcome.JOINED]
    assert made.ticket(1).line.state is TicketState.OPEN


def test_reply_to_a_ticket_closed_long_ago_opens_a_linked_one(desk: MakeDesk) -> None:
    made = desk(tickets={"reopen_days": 0})
    made.receives(REQUEST)
    made.works(1, Close("carla", "The export works again.", tell=True))
    answer = letter(ANNA, "Re: closed", "No, it does not.", to=str(made.last_sent()["Reply-To"]))
    assert made.receives(answer) == [Outcome.OPENED]
    assert made.ticket(1).line.state is TicketState.CLOSED
    assert made.ticket(2).line.linked_to == 1


def test_bounce_of_the_acknowledgement_is_linked(desk: MakeDesk) -> None:
    made = desk()
    made.receives(REQUEST)
    assert made.receives(_bounce(made.last_sent()), sender="") == [Outcome.BOUNCE]
    [ticket] = made.tickets()
    assert EntryKind.BOUNCED in {entry.kind for entry in made.ticket(ticket.number).entries}
    with made.store() as store:
        [review] = store.views.reviews()
        [mail] = store.outbox.list()
    assert ReviewReason.BOUNCED in review.reasons
    assert mail.bounce_status == "5.1.1"
    assert len(made.sink.received) == 1, "a bounce is answered by nobody"


def test_autoresponder_without_headers_is_silenced_by_the_cap(desk: MakeDesk) -> None:
    made = desk(replies={"caps_per_address": 3})
    answered, rounds = 0, 0
    mail = REQUEST
    while made.receives(mail) == [Outcome.OPENED] and len(made.sink.received) > answered:
        answered, rounds = len(made.sink.received), rounds + 1
        mail = letter(ANNA, f"Thank you, number {rounds}", f"We got your mail number {rounds} and look into it soon.")
        assert rounds < 20, "the loop never ends"
    assert answered == 3
    entries = made.ticket(made.tickets()[-1].number).entries
    assert EntryKind.SILENT in {entry.kind for entry in entries}


def test_answer_from_the_mail_client_is_recorded(desk: MakeDesk) -> None:
    made = desk(mailbox={"sent_folder": "Sent"})
    made.receives(REQUEST)
    head = ["In-Reply-To: <1@customer.example>", "References: <1@customer.example>"]
    answer = letter(
        ADDRESS, "Re: Export fails", "Please try again.", to=ANNA, message_id="<a@vendor.example>", head=head
    )
    with made.mailbox() as looking:
        looking.append("Sent", answer)
    made.once()
    assert made.outcomes() == [Outcome.OPENED, Outcome.ANSWER]
    view = made.ticket(1)
    assert [message.direction for message in view.messages] == [Direction.IN, Direction.OUT]
    assert view.line.state is TicketState.OPEN

    after = letter(ADDRESS, "Re: Export fails", "Any news?", to=ANNA, head=["In-Reply-To: <a@vendor.example>"])
    with made.mailbox() as looking:
        looking.append("Sent", after)
    reply = letter(ANNA, "Re: Export fails", "It works now.", head=["In-Reply-To: <a@vendor.example>"])
    assert sorted(map(str, made.receives(reply))) == ["answer", "joined"]
    assert len(made.ticket(1).messages) == 4
    assert len(made.sink.received) == 1, "nothing but the acknowledgement went out"


def test_uncertain_mail_is_proven_by_the_copy_in_the_sent_folder(desk: MakeDesk) -> None:
    made = desk(mailbox={"sent_folder": "Sent"})
    made.sink.play(Scene(At.MESSAGE, Then.DROP, keep=True))
    made.receives(REQUEST)
    assert [line.state for line in made.outbox()] == [OutboxState.UNCERTAIN]
    made.once()
    assert len(made.sink.received) == 1, "an uncertain mail is not sent again"
    with made.mailbox() as looking:
        looking.append("Sent", made.sink.received[0].raw)
    made.once()
    [line] = made.outbox()
    assert line.state is OutboxState.SENT
    assert "Sent" in line.proof
    with made.store() as store:
        assert all(ReviewReason.SEND_UNCERTAIN not in review.reasons for review in store.views.reviews())
    assert made.outcomes() == [Outcome.OPENED, Outcome.OWN]


def _number(mail: EmailMessage) -> int:
    return int(str(mail["Subject"]).partition("#")[2].partition(" ")[0])


def _bounce(mail: EmailMessage) -> bytes:
    head = [
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "Auto-Submitted: auto-replied",
    ]
    body = f"""\
--b
Content-Type: text/plain

Your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.customer.example

Final-Recipient: rfc822; anna@customer.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user
--b
Content-Type: message/rfc822

From: {ADDRESS}
To: anna@customer.example
Subject: {mail["Subject"]}
Message-ID: {mail["Message-ID"]}

We have received your request.
--b--"""
    raw = letter("MAILER-DAEMON@customer.example", "Undelivered Mail", body, head=head)
    return raw.replace(b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n", b"", 1)
