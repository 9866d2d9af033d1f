"""Whose conversation a mail belongs to, from bytes to tickets, with the mails that Signoff itself wrote."""

import email
import re
from collections.abc import Callable
from datetime import timedelta
from email import policy
from email.message import EmailMessage

from models.vocabulary import Direction, EntryKind, Outcome, ReviewReason, TicketState
from processor.effects.mail import MailTemplate
from processor.facts.causes import Close, Merge, Reply
from tests.unit.services.desk import ADDRESSES, Desk, mail

STRANGER = "mallory@elsewhere.example"
JOINED, OPENED = Outcome.JOINED, Outcome.OPENED


def parsed(raw: bytes) -> EmailMessage:
    made = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


def last_sent(desk: Desk) -> EmailMessage:
    return parsed(desk.sent()[-1])


def tag(desk: Desk, number: int = 1) -> str:
    return f"[#{number} {desk.ticket(number).token}]"


def start(desk: Desk, **fields: str) -> EmailMessage:
    """A first mail from Anna, and the acknowledgement that she got."""
    desk.sweep()
    desk.sweep("billing")
    assert desk.work(mail(Message_ID="<first@customer.example>", **fields))[-1] is OPENED
    return last_sent(desk)


def test_a_reply_to_the_acknowledgement_joins(desk: Desk) -> None:
    told = start(desk)
    answer = mail("Re: something else", In_Reply_To=told["Message-ID"], Message_ID="<second@customer.example>")
    assert desk.work(answer)[-1] is JOINED
    assert len(desk.opened()) == 1


def test_a_client_that_replaces_references_still_threads(desk: Desk) -> None:
    told = start(desk)
    answer = mail("Re: x", In_Reply_To=told["Message-ID"], References="<made-up@phone.example>")
    assert desk.work(answer)[-1] is JOINED


def test_a_reply_to_the_plus_address_alone_joins(desk: Desk) -> None:
    told = start(desk)
    assert told["Reply-To"] != ADDRESSES["support"]
    assert desk.work(mail("x", to=str(told["Reply-To"]), In_Reply_To="<rewritten@relay.example>"))[-1] is JOINED


def test_a_ticket_system_that_strips_our_headers_threads_by_the_tag(desk: Desk) -> None:
    start(desk)
    assert desk.work(mail(f"INC77 updated {tag(desk)}"))[-1] is JOINED
    assert desk.work(mail("INC77", body=f"See.\r\n\r\n> Your request {tag(desk)}\r\n> arrived."))[-1] is JOINED


def test_a_tag_on_the_second_line_of_a_folded_subject_is_found(desk: Desk) -> None:
    start(desk)
    number, token = tag(desk).strip("[]").split()
    assert desk.work(mail(f"Re: a long subject that goes on\r\n [{number}\r\n {token}]"))[-1] is JOINED


def test_the_customers_follow_up_to_their_own_mail_joins(desk: Desk) -> None:
    start(desk)
    assert desk.work(mail("one more thing", In_Reply_To="<first@customer.example>"))[-1] is JOINED


def test_two_mails_that_share_only_an_ancestor_are_one_ticket(desk: Desk) -> None:
    desk.sweep()
    desk.work(mail("Offer", References="<never-seen@customer.example>", Message_ID="<a@customer.example>"))
    desk.work(mail("Offer", References="<never-seen@customer.example>", Message_ID="<b@customer.example>"))
    assert desk.outcomes() == [OPENED, JOINED]


def test_the_same_subject_alone_is_a_new_request_and_a_forward_with_references_a_follow_up(desk: Desk) -> None:
    start(desk)
    assert desk.work(mail("The report is empty", body="And another one."))[-1] is OPENED
    assert desk.work(mail("Re: The report is empty", body="Not a reply at all."))[-1] is OPENED
    forward = mail("The report is empty", body="As sent to you.", References="<first@customer.example>")
    assert desk.work(forward)[-1] is JOINED


def test_a_stranger_with_a_valid_number_does_not_join(desk: Desk) -> None:
    start(desk)
    assert desk.work(mail("Re: [#1] hello", sender=STRANGER))[-1] is OPENED
    assert desk.work(mail("Re: [#1] hello", body="Mine."))[-1] is JOINED
    assert desk.ticket(1).parties == ("anna@customer.example",)


def test_a_stranger_with_the_token_is_filed_unverified_and_never_a_party(desk: Desk) -> None:
    start(desk)
    assert desk.work(mail(f"x {tag(desk)}", sender=STRANGER))[-1] is JOINED
    ticket = desk.ticket(1)
    assert ticket.parties == ("anna@customer.example",)
    assert [message.verified for message in ticket.messages] == [True, False]
    assert ReviewReason.UNVERIFIED_SENDER in desk.store.views.reviews()[0].reasons


def test_a_colleague_who_writes_last_does_not_become_the_requester(desk: Desk) -> None:
    desk.store.people.add_customer("Customer Ltd", "", ("customer.example",))
    start(desk)
    assert desk.work(mail(f"Re: {tag(desk)}", sender="ben@customer.example"))[-1] is JOINED
    assert desk.opened()[0].requester == "anna@customer.example"
    assert "ben@customer.example" in desk.ticket(1).parties
    desk.command(1, Reply("kim", "We look into it.", wait=False))
    assert last_sent(desk)["To"] == "Anna <anna@customer.example>"


def test_a_reply_to_another_of_our_mailboxes_joins(desk: Desk) -> None:
    told = start(desk)
    answer = mail("Re: x", to=ADDRESSES["billing"], In_Reply_To=told["Message-ID"])
    assert desk.work(answer, mailbox="billing")[-1] is JOINED
    assert len(desk.opened()) == 1


def test_one_mail_to_two_of_our_mailboxes_is_one_ticket_with_both_on_record(desk: Desk) -> None:
    both = ", ".join(ADDRESSES.values())
    start(desk, to=both)
    trace = b"Received: from a by b for <billing@desk.example>; Tue, 04 Mar 2031 09:00:01 +0000\r\n"
    desk.work(trace + mail(to=both, Message_ID="<first@customer.example>"), mailbox="billing")
    assert desk.outcomes() == [OPENED, Outcome.DUPLICATE]
    assert [line.mailbox for line in desk.fetched()] == ["support", "billing"]
    assert len(desk.sent()) == 1


def test_another_mail_under_the_same_message_id_is_not_lost(desk: Desk) -> None:
    start(desk)
    assert desk.work(mail("Something else", body="Quite.", Message_ID="<first@customer.example>"))[-1] is JOINED
    assert [message.subject for message in desk.ticket(1).messages] == ["The report is empty", "Something else"]


def test_a_reply_to_a_merged_ticket_goes_to_its_target(desk: Desk) -> None:
    told = start(desk)
    desk.work(mail("The report again"))
    desk.command(1, Merge("kim"), other=2)
    assert desk.work(mail("Re: x", In_Reply_To=told["Message-ID"]))[-1] is JOINED
    assert [message.subject for message in desk.ticket(2).messages][-1] == "Re: x"


def test_a_reply_to_a_closed_ticket_reopens_it_or_opens_a_linked_one(desk: Desk) -> None:
    told = start(desk)
    desk.command(1, Close("kim", "Repaired.", tell=True))
    desk.now += timedelta(days=13)
    desk.forget_connections()
    assert desk.work(mail("Re: x", In_Reply_To=told["Message-ID"]))[-1] is JOINED
    assert desk.opened()[0].state is TicketState.OPEN
    desk.command(1, Close("kim", "Repaired again.", tell=False))
    desk.now += timedelta(days=15)
    desk.forget_connections()
    assert desk.work(mail("Re: y", In_Reply_To=told["Message-ID"]))[-1] is OPENED
    assert desk.opened()[1].linked_to == desk.opened()[0].ticket_id


def test_an_answer_from_the_mail_program_is_on_the_ticket(desk: Desk) -> None:
    start(desk)
    desk.put(folder="Sent")
    receive = desk.receive(sent_folder="Sent")
    receive.sweep(desk.now)
    answer = mail(
        "Re: x", sender=ADDRESSES["support"], to="anna@customer.example", References="<first@customer.example>"
    )
    desk.put(answer, folder="Sent", at=desk.now + timedelta(seconds=1))
    desk.now += timedelta(minutes=6)
    receive.sweep(desk.now)
    desk.handle()
    assert desk.outcomes()[-1] is Outcome.ANSWER
    ticket = desk.ticket(1)
    assert ticket.messages[-1].direction is Direction.OUT
    assert ticket.line.state is TicketState.OPEN


def test_without_plus_addresses_replies_still_find_their_ticket(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(plus_addressing=False)
    told = start(desk)
    assert "+" not in str(told["Reply-To"])
    assert "+" not in desk.store.outbox.list(None)[0].sender
    assert desk.work(mail(f"Re: {told['Subject']}"))[-1] is JOINED
    assert desk.work(mail("Re: x", In_Reply_To=told["Message-ID"]))[-1] is JOINED


def test_an_autoresponder_without_marks_gets_so_many_mails_and_then_silence(desk: Desk) -> None:
    desk.sweep()
    desk.work(mail("We got your mail", body="Thank you, ticket 0."))
    for number in range(1, 20):
        subject = re.sub(r"\[.*?\] ?", "", str(last_sent(desk)["Subject"]))
        desk.work(mail(f"We got your mail {number}: {subject}", body=f"Thank you, ticket {number}."))
    assert len(desk.sent()) == desk.policy.caps_per_address
    assert len(desk.opened()) == 20
    assert EntryKind.SILENT in {entry.kind for entry in desk.ticket(20).entries}


def test_the_cap_of_acknowledgements_outlives_a_restart_and_ends_with_the_day(desk: Desk) -> None:
    desk.sweep()
    for number in range(8):
        desk.work(mail(f"Request {number}"))
    assert len(desk.sent()) == 5
    desk.now += timedelta(hours=25)
    desk.forget_connections()
    desk.work(mail("Request 8"))
    assert len(desk.sent()) == 6
    assert len(desk.opened()) == 9


def test_a_forged_flood_mails_one_third_party_no_more_than_the_cap(desk: Desk) -> None:
    desk.sweep()
    for number in range(12):
        desk.work(mail(f"Win {number}", sender="victim@other.example", Message_ID=f"<{number}@spam.example>"))
    assert len([row for row in desk.store.outbox.list(None) if row.recipient == "victim@other.example"]) == 5


def test_our_own_mail_that_comes_back_is_parked(desk: Desk) -> None:
    start(desk)
    back = b"Received: from forwarder.example by mx.desk.example; Tue, 04 Mar 2031 09:05:00 +0000\r\n" + desk.sent()[-1]
    assert desk.work(back)[-1] is Outcome.OWN
    rewritten = re.sub(rb"Message-ID: <[^>]*>", b"Message-ID: <x@relay.example>", desk.sent()[-1])
    assert desk.work(rewritten)[-1] is Outcome.OWN
    assert (len(desk.opened()), len(desk.sent())) == (1, 1)


def bounce_of(raw: bytes, action: str = "failed", **fields: str) -> bytes:
    """A delivery status notification about a mail of ours."""
    head = raw.partition(b"\r\n\r\n")[0].decode()
    return mail(
        "Undelivered Mail Returned to Sender",
        sender="MAILER-DAEMON@mx.customer.example",
        Return_Path="<>",
        Content_Type='multipart/report; report-type=delivery-status; boundary="b"',
        body="\r\n".join(
            [
                *("--b", "Content-Type: text/plain", "", "It could not be delivered."),
                *("--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.customer.example", ""),
                *("Final-Recipient: rfc822; anna@customer.example", f"Action: {action}", "Status: 5.1.1"),
                *("--b", "Content-Type: text/rfc822-headers", "", head, "--b--"),
            ]
        ),
        **fields,
    )


def test_a_bounce_of_our_mail_opens_nothing_answers_nothing_and_is_shown_on_the_ticket(desk: Desk) -> None:
    start(desk)
    for number in range(30):
        assert desk.work(bounce_of(desk.sent()[0], X_Number=str(number), Message_ID=f"<{number}@mx.example>"))[-1] in {
            Outcome.BOUNCE,
            Outcome.DUPLICATE,
        }
    assert (len(desk.opened()), len(desk.sent())) == (1, 1)
    assert EntryKind.BOUNCED in {entry.kind for entry in desk.ticket(1).entries}
    assert ReviewReason.BOUNCED in desk.store.views.reviews()[0].reasons


def test_an_absence_note_leaves_the_ticket_as_it_is(desk: Desk) -> None:
    told = start(desk)
    desk.command(1, Reply("kim", "Which report?", wait=True))
    before = desk.opened()[0]
    note = mail("Automatic reply: x", body="I am away.", In_Reply_To=told["Message-ID"], Auto_Submitted="auto-replied")
    assert desk.work(note)[-1] is Outcome.AUTOMATIC
    after = desk.opened()[0]
    assert (after.state, after.assignee, after.open_review_id) == (before.state, before.assignee, before.open_review_id)
    assert desk.ticket(1).messages[-1].automatic
    assert len(desk.sent()) == 2


def test_what_machines_say_is_marked_and_what_people_say_is_not(desk: Desk) -> None:
    told = start(desk)
    assert told["Auto-Submitted"] == "auto-replied"
    desk.command(1, Reply("kim", "Which report?", wait=True))
    assert last_sent(desk)["Auto-Submitted"] is None
    templates = [row.template for row in desk.store.outbox.list(None)]
    assert sorted(templates) == sorted([MailTemplate.ACKNOWLEDGEMENT.value, MailTemplate.ANSWER.value])
