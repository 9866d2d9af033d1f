"""The main job, with nothing replaced: a mail arrives, a ticket is opened, and the acknowledgement goes out."""

import email
from email import policy
from email.message import EmailMessage

import pytest

from tests.e2e.installation import Installation
from tests.servers.dovecot import wait_for

pytestmark = pytest.mark.dovecot

SOON = 75.0
"""Seconds: longer than the minute after which a mailbox is searched although IDLE told nothing."""


def request(subject: str = "The export of invoices fails", message_id: str = "<1@customer.example>") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Anna Ivanova <anna@customer.example>"
    mail["To"] = "support@vendor.example"
    mail["Subject"] = subject
    mail["Message-ID"] = message_id
    mail["Date"] = "Mon, 05 Jan 2026 10:00:00 +0000"
    mail.set_content(
        "Hello,\n\nsince this morning the export of invoices stops with error 500. "
        "We cannot close the month.\n\nKind regards\nAnna\n"
    )
    return mail


def test_a_mail_becomes_a_ticket_and_is_acknowledged(installation: Installation) -> None:
    daemon = installation.start(cold=True)
    installation.deliver(request())
    [ack] = installation.sink.wait_for(1, SOON)
    [ticket] = installation.rows("ticket", "list")
    assert ticket["subject"] == "The export of invoices fails"
    assert ticket["requester"] == "anna@customer.example"
    assert ticket["source"] == "mail"
    answer = email.message_from_bytes(ack.raw, policy=policy.default)
    assert ack.recipients == ("anna@customer.example",)
    assert answer["In-Reply-To"] == "<1@customer.example>"
    assert answer["Auto-Submitted"] == "auto-replied"
    assert f"#{ticket['number']}" in answer["Subject"]
    assert str(ticket["number"]) in answer.get_body(("plain",)).get_content()
    assert installation.page("/healthz") == "ok\n"
    metrics = installation.page("/metrics")
    assert 'signoff_handled_messages_total{outcome="opened"} 1.0' in metrics
    assert "signoff_waiting_messages 0.0" in metrics
    assert installation.stop(daemon) == 0


def test_a_reply_joins_its_ticket_and_the_whole_turn_is_on_the_books(installation: Installation) -> None:
    daemon = installation.start()
    installation.deliver(request())
    [ack] = installation.sink.wait_for(1, SOON)
    acknowledgement = email.message_from_bytes(ack.raw, policy=policy.default)
    reply = request(f"Re: {acknowledgement['Subject']}", "<2@customer.example>")
    reply["In-Reply-To"] = acknowledgement["Message-ID"]
    installation.deliver(reply)
    number = installation.rows("ticket", "list")[0]["number"]
    wait_for(lambda: len(installation.rows("ticket", "show", str(number))[0]["messages"]) >= 2, SOON, installation.log)
    assert len(installation.rows("ticket", "list")) == 1
    assert installation.stop(daemon) == 0
    findings = installation.rows("doctor")
    assert [finding for finding in findings if finding["level"] == "fail"] == []
    assert any("2 have exactly one outcome" in finding["text"] for finding in findings)
    assert len(installation.sink.received) == 1


def test_a_csm_answers_and_closes_from_the_shell(installation: Installation) -> None:
    daemon = installation.start()
    installation.deliver(request())
    installation.sink.wait_for(1, SOON)
    number = str(installation.rows("ticket", "list")[0]["number"])
    installation.signoff("ticket", "reply", number, "-", "--by", "boris", stdin="We are looking into it.\n")
    installation.signoff("ticket", "close", f"#{number}", "--reason", "The export works again.", "--by", "boris")
    mails = installation.sink.wait_for(3, SOON)
    bodies = [
        email.message_from_bytes(mail.raw, policy=policy.default).get_body(("plain",)).get_content() for mail in mails
    ]
    assert any("We are looking into it." in body for body in bodies)
    assert any("The export works again." in body for body in bodies)
    assert installation.rows("ticket", "show", number)[0]["state"] == "closed"
    assert installation.stop(daemon) == 0


def test_observing_sends_nothing_and_tells_what_it_would_have_sent(installation: Installation) -> None:
    installation.deliver(request())
    said = installation.signoff("once", "--observe")
    assert "1 mail would have been sent" in said
    [mail] = installation.rows("outbox", "list", "--state", "observed")
    assert mail["recipient"] == "anna@customer.example"
    assert installation.sink.received == []
    assert len(installation.rows("ticket", "list")) == 1


def test_once_does_the_whole_job_too(installation: Installation) -> None:
    installation.deliver(request())
    [done] = installation.rows("once")
    assert (done["kept"], done["handled"], done["sent"]) == (1, 1, 1)
    assert len(installation.sink.received) == 1
    [again] = installation.rows("once")
    assert (again["kept"], again["handled"], again["sent"]) == (0, 0, 0)
