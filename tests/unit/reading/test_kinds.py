"""Each rule of the tables of kinds, by a mail that only this rule catches, and by mails that none may catch."""

import pytest

from models.vocabulary import BounceAction, Kind
from processor.reading import kinds
from tests.unit.reading.mails import mail, multipart, of, part, rules

DSN = part(
    "message/delivery-status",
    "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; lost@there.example\r\nAction: failed\r\n"
    "Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n",
)
RETURNED = part("message/rfc822", "Message-ID: <ours-1@mail.ours.example>\r\nSubject: Proposal\r\n\r\nApproved\r\n")
NOTE = part("text/plain", "Sorry.")
ABSENCE = "Ich bin derzeit nicht im Büro. In dringenden Fällen wenden Sie sich bitte an die Zentrale."

# Rule, kind, mail. Disabling the rule gives the mail another kind: see the test.
CASES = {
    "own_sender": (Kind.OWN, mail(From="Support <Support@ours.example>")),
    "own_message_id": (Kind.OWN, mail(Message_ID="<x@MAIL.ours.example>")),
    "feedback_report": (Kind.COMPLAINT, multipart("mixed", NOTE, part("message/feedback-report", "User-Agent: x\r\n"))),
    "disposition_notification": (
        Kind.READ_RECEIPT,
        multipart(
            "report", NOTE, part("message/disposition-notification", "Disposition: manual-action/x; displayed\r\n")
        ),
    ),
    "absence_in_bounce_form": (
        Kind.AUTO_REPLY,
        multipart("report", part("text/plain", ABSENCE), part("message/delivery-status", "Reporting-MTA: dns; a\r\n")),
    ),
    "delivery_status": (Kind.BOUNCE, multipart("mixed", NOTE, DSN)),
    "failed_recipients": (Kind.BOUNCE, mail(X_Failed_Recipients="lost@there.example")),
    "vacation_header": (Kind.AUTO_REPLY, mail(Auto_Submitted="auto-replied", Return_Path="<>")),
    "daemon_sender": (Kind.BOUNCE, mail("Gone.", From="MAILER-DAEMON@there.example")),
    "bounce_subject": (Kind.BOUNCE, mail("550 5.1.1 user unknown", Subject="Undeliverable: Proposal")),
    "bounce_text": (Kind.BOUNCE, mail("Hi. This is the qmail-send program at there.example.")),
    "complaint_text": (
        Kind.COMPLAINT,
        mail("This is an email abuse report for an email message received from 192.0.2.1"),
    ),
    "auto_submitted": (Kind.AUTO_REPLY, mail(Auto_Submitted="auto-generated")),
    "auto_header": (Kind.AUTO_REPLY, mail(X_Autoreply="yes")),
    "auto_precedence": (Kind.AUTO_REPLY, mail(Precedence="auto_reply")),
    "absence_subject": (Kind.AUTO_REPLY, mail(Subject="Автоответ: Предложение")),
    "absence_text": (Kind.AUTO_REPLY, mail(ABSENCE)),
    "null_return_path": (Kind.BOUNCE, mail(Return_Path="<>")),
    "list_header": (Kind.LIST, mail(List_Unsubscribe="<mailto:off@news.example>")),
    "bulk_precedence": (Kind.LIST, mail(Precedence="bulk")),
}


@pytest.mark.parametrize("rule", CASES)
def test_rule_decides_the_kind(rule: str) -> None:
    kind, raw = CASES[rule]
    message = of(raw)
    assert (message.kind, message.matches[0].rule) == (kind, rule)
    assert not message.may_approve
    assert not message.may_reply


@pytest.mark.parametrize("rule", CASES)
def test_without_the_rule_the_mail_is_not_known(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "KINDS", tuple(row for row in kinds.KINDS if row[1].__name__ != rule))
    assert rule not in rules(of(CASES[rule][1]))


def test_every_rule_has_a_case() -> None:
    assert [rule.__name__ for _, rule in kinds.KINDS] == list(CASES)


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Proposal 7",
        "Out of Office",
        "Out of office: Proposal",
        "AUTO: Anna Schmidt is out of the office (until 12.05.)",
        "Automatische Antwort: Angebot",
        "Abwesenheitsnotiz: Angebot",
        "Автоответ: Предложение",
        "Автоматический ответ: Предложение",
        "Вне офиса: Предложение",
        "Réponse automatique : Proposition",
        "Respuesta automática: Propuesta",
        "Automatisch antwoord: Voorstel",
        "Autosvar: Förslag",
    ],
)
def test_absence_by_subject_alone_in_a_new_thread(subject: str) -> None:
    assert of(mail("I am back on Monday.", Subject=subject)).kind is Kind.AUTO_REPLY


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Out of office feature is broken", "We can't set it."),
        ("Automatic replies are sent twice", "Every customer gets two."),
        ("Re: Undeliverable: Proposal", "I got this from your system, what is wrong?"),
        ("Delivery of release 2.1", "When do we get it?"),
        ("Approved", "I am out of office tomorrow. Approved."),
        ("Автоответы не отправляются", "Помогите, пожалуйста."),
        ("Export fails", "The export could not be delivered to the SFTP server since Monday."),
        ("Mailbox", "Users report: mailbox full, delivery failed. How do we raise the quota?"),
    ],
)
def test_people_write_about_machines(subject: str, body: str) -> None:
    message = of(mail(body, Subject=subject))
    assert message.kind is Kind.HUMAN
    assert message.may_approve
    assert message.may_reply


@pytest.mark.parametrize(
    "sender",
    ["mail@customer.example", "Mail <info@customer.example>", "root@customer.example", "postmaster@customer.example"],
)
def test_people_write_from_the_addresses_of_roles(sender: str) -> None:
    body = "The import stops. We have 500 users, on version 4.2.1 of your product."
    assert of(mail(body, Subject="Import", From=sender)).kind is Kind.HUMAN


@pytest.mark.parametrize("sender", ["mail@there.example", "root@there.example", "postmaster@there.example"])
def test_roles_report_failures(sender: str) -> None:
    body = "550 5.1.1 <lost@there.example>: user unknown"
    assert of(mail(body, Subject="Undeliverable: Proposal", From=sender)).kind is Kind.BOUNCE
    told = "Your message was not delivered to lost@there.example: 550 5.1.1 user unknown"
    assert of(mail(told, Subject="Proposal", From=sender)).kind is Kind.BOUNCE


def test_who_is_sorry_for_not_having_sent_something_is_a_person() -> None:
    assert of(mail("I'm sorry, I could not send the log yesterday. Here it is.")).kind is Kind.HUMAN


@pytest.mark.parametrize("field", ["X-MS-Exchange-Inbox-Rules-Loop", "X-MS-Exchange-Generated-Message-Source"])
def test_a_rule_of_exchange_that_redirects_a_person_s_mail_leaves_it_a_person_s(field: str) -> None:
    marked = {field: "shared@customer.example"}
    assert of(mail(**marked)).kind is Kind.HUMAN
    assert of(mail(**marked, X_Auto_Response_Suppress="All")).kind is Kind.AUTO_REPLY


def test_suppressing_answers_is_no_mark_of_a_machine() -> None:
    message = of(mail(X_Auto_Response_Suppress="DR, OOF, AutoReply"))
    assert message.kind is Kind.HUMAN
    assert message.may_approve
    assert not message.may_reply


@pytest.mark.parametrize("value", ["no", "No", "no; because", " NO "])
def test_auto_submitted_no_is_a_person(value: str) -> None:
    assert of(mail(Auto_Submitted=value)).kind is Kind.HUMAN


def test_approval_with_an_automatic_header_is_none() -> None:
    assert not of(mail("Approved", Auto_Submitted="auto-generated")).may_approve


def test_a_list_that_is_our_own_address_hands_on_people_s_mail() -> None:
    ours = mail(List_Id="Support <support.ours.example>", List_Post="<mailto:support@ours.example>", Precedence="list")
    assert of(ours).kind is Kind.HUMAN


def test_control_fields_are_carried_not_believed() -> None:
    message = of(mail(X_Signoff_Loop="abc", X_Signoff_Kind="own"))
    assert message.loop_token == "abc"
    assert message.kind is Kind.HUMAN


def test_report_of_a_bounce() -> None:
    message = of(multipart("report", NOTE, DSN, RETURNED))
    assert message.bounce is not None
    assert message.bounce.recipients == ("lost@there.example",)
    assert message.bounce.action is BounceAction.FAILED
    assert message.bounce.status == "5.1.1"
    assert message.bounce.permanent
    assert message.bounce.original_message_id == "<ours-1@mail.ours.example>"
    assert "Approved" not in message.text


def test_a_delay_is_no_permanent_failure() -> None:
    late = DSN.replace(b"Action: failed", b"Action: delayed").replace(b"5.1.1", b"4.4.1")
    report = of(multipart("report", NOTE, late)).bounce
    assert report is not None
    assert (report.action, report.permanent) == (BounceAction.DELAYED, False)


def test_a_bounce_in_words_only() -> None:
    body = (
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
        "delivered to all of its recipients.\n\n  lost@there.example\n    SMTP error: 550 5.1.1 no such user\n\n"
        "------ This is a copy of the message ------\n\nMessage-ID: <ours-2@mail.ours.example>\nSubject: Proposal\n\n"
        "Approved"
    )
    report = of(mail(body, From="Mail Delivery System <MAILER-DAEMON@there.example>")).bounce
    assert report is not None
    assert report.recipients == ("lost@there.example",)
    assert (report.status, report.permanent) == ("5.1.1", True)
    assert report.original_message_id == "<ours-2@mail.ours.example>"


def test_a_service_s_notice_of_success_is_no_failure() -> None:
    report = of(mail('{"notificationType":"Delivery","mail":{"destination":["a@there.example"]}}')).bounce
    assert report is not None
    assert (report.action, report.permanent) == (BounceAction.DELIVERED, False)
