"""A ticket opened from a mail: labels, queue, acknowledgement or silence."""

from typing import Any

import pytest

from models.vocabulary import (
    CaseReason,
    Category,
    DecidedBy,
    EntryKind,
    Language,
    Outcome,
    ReviewReason,
    Severity,
    Standing,
)
from processor.effects.decision import Decision
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import (
    CONTACT,
    TICKET,
    AddParty,
    AskReview,
    CreateContact,
    Enter,
    FileMessage,
    OpenTicket,
    RecordVerdict,
)
from processor.facts.causes import NoVerdict, Verdict
from processor.facts.known import SenderFacts
from processor.facts.message import Attachment, Message
from processor.routing.decide import decide_message
from tests.unit.routing.builders import (
    ANNA,
    NOW,
    OURS,
    facts,
    kinds,
    known,
    message,
    of,
    one,
    policy,
    reading,
    rules,
    stranger,
    verdict,
)

ATTACHED = (Attachment(1, "shot.png", "image/png", 10, "a" * 64, inline=False),)


def opened(
    mail: Message | None = None,
    said: Verdict | NoVerdict | None = None,
    sender: SenderFacts | None = None,
    **settings: object,
) -> Decision:
    return decide_message(reading(mail, said), facts(sender=sender or known(), policy=policy(**settings)), NOW)


def reasons(decision: Decision) -> tuple[ReviewReason, ...]:
    return tuple(reason for ask in of(decision, AskReview) for reason in ask.reasons)


def test_all_effects_of_a_new_ticket_in_order() -> None:
    decision = opened(sender=stranger())
    assert decision.outcome is Outcome.OPENED
    assert kinds(decision.effects) == [
        "CreateContact",
        "OpenTicket",
        "FileMessage",
        "AddParty",
        "Enter",
        "RecordVerdict",
        "Enter",
        "AskReview",
        "SendMail",
    ]
    assert one(decision, AddParty) == AddParty(TICKET, CONTACT)
    assert one(decision, FileMessage).verified


def test_an_unknown_address_at_a_customers_domain_becomes_its_contact() -> None:
    contact = one(opened(sender=known(contact=None)), CreateContact)
    assert (contact.address, contact.customer_id, contact.language) == ("anna@customer.example", 3, "en")


def test_a_known_contact_is_the_requester() -> None:
    decision = opened()
    assert one(decision, OpenTicket).requester == ANNA.contact_id
    assert not of(decision, CreateContact)


def test_labels_are_the_models_and_the_verdict_is_kept() -> None:
    ticket = one(opened(), OpenTicket)
    assert (ticket.category, ticket.severity, ticket.reason, ticket.decided_by) == (
        Category.CUSTOMER_SUCCESS,
        Severity.MEDIUM,
        CaseReason.QUESTION_ABOUT_HANDLING,
        DecidedBy.MODEL,
    )
    assert one(opened(), RecordVerdict).verdict == verdict()


def test_without_a_model_there_is_no_label_and_a_person_decides() -> None:
    decision = opened(said=NoVerdict("the model file is missing"))
    ticket = one(decision, OpenTicket)
    assert (ticket.category, ticket.severity, ticket.reason, ticket.decided_by) == (None, None, None, DecidedBy.RULE)
    assert reasons(decision) == (ReviewReason.NO_MODEL,)
    assert "the model file is missing" in " ".join(entry.text for entry in of(decision, Enter))
    assert one(decision, SendMail).template is MailTemplate.ACKNOWLEDGEMENT


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "customer_success, confidence 0.95, sure enough, by model m1"),
        ({"automatic": False}, "customer_success, confidence 0.95, not sure enough, by model m1"),
        (
            {"standing": Standing.SHADOW, "standing_why": "a CSM has decided 12 of 60"},
            "customer_success, confidence 0.95, sure enough, not acted on (a CSM has decided 12 of 60), by model m1",
        ),
        ({"standing": Standing.OFF}, "customer_success, confidence 0.95, sure enough, not acted on, by model m1"),
        ({"audit": True}, "customer_success, confidence 0.95, sure enough, drawn for an audit, by model m1"),
        (
            {"precedent": "as dana decided on #12", "automatic": False},
            "customer_success, as dana decided on #12, confidence 0.95, not sure enough, by model m1",
        ),
    ],
)
def test_the_ticket_tells_how_sure_the_model_was_and_what_became_of_it(said: dict[str, Any], words: str) -> None:
    entries = [entry.text for entry in of(opened(said=verdict(**said)), Enter) if entry.kind is EntryKind.CLASSIFIED]
    assert entries == [words]


def test_no_request_has_neither_severity_nor_reason() -> None:
    said = verdict(Category.NOT_A_REQUEST, severity=Severity.CRITICAL, reason=CaseReason.BUG)
    ticket = one(opened(said=said), OpenTicket)
    assert (ticket.severity, ticket.reason) == (None, None)


@pytest.mark.parametrize(
    ("mail", "said", "sender", "expected"),
    [
        (message(), verdict(), known(), ()),
        (message(), verdict(automatic=False), known(), (ReviewReason.UNSURE,)),
        (message(), verdict(standing=Standing.SHADOW), known(), (ReviewReason.SHADOW,)),
        (message(), verdict(standing=Standing.OFF), known(), (ReviewReason.SHADOW,)),
        (message(), verdict(standing=Standing.OFF, automatic=False), known(), (ReviewReason.UNSURE,)),
        (message(), verdict(audit=True), known(), (ReviewReason.AUDIT,)),
        (message(), verdict(standing=Standing.SHADOW, audit=True), known(), (ReviewReason.SHADOW,)),
        (
            message(),
            verdict(Category.BUG, audit=True),
            known(),
            (ReviewReason.AUDIT, ReviewReason.NEEDS_CONFIRMATION),
        ),
        (message(), verdict(Category.NOT_A_REQUEST), known(), (ReviewReason.NOT_A_REQUEST,)),
        (message(), verdict(Category.BUG), known(), (ReviewReason.NEEDS_CONFIRMATION,)),
        (message(), verdict(Category.DEVELOPMENT_REQUEST), known(), (ReviewReason.NEEDS_CONFIRMATION,)),
        (message(), verdict(), stranger(), (ReviewReason.UNKNOWN_SENDER,)),
        (message(partial=True), verdict(), known(), (ReviewReason.OVERSIZE,)),
        (message(defects=("unreadable part 3",)), verdict(), known(), (ReviewReason.UNREADABLE_PART,)),
        (message(defects=("too many parts, the rest is left",)), verdict(), known(), (ReviewReason.UNREADABLE_PART,)),
        (message(defects=("no readable date",)), verdict(), known(), ()),
        (message(text="\n", attachments=ATTACHED), verdict(), known(), (ReviewReason.UNREADABLE_PART,)),
        (message(attachments=ATTACHED), verdict(), known(), ()),
        (
            message(partial=True),
            verdict(Category.BUG, automatic=False),
            stranger(),
            (
                ReviewReason.UNSURE,
                ReviewReason.NEEDS_CONFIRMATION,
                ReviewReason.UNKNOWN_SENDER,
                ReviewReason.OVERSIZE,
            ),
        ),
    ],
)
def test_every_reason_that_applies_queues_the_ticket(
    mail: Message, said: Verdict, sender: SenderFacts, expected: tuple[ReviewReason, ...]
) -> None:
    assert reasons(opened(mail, said, sender)) == expected


def test_the_acknowledgement_answers_the_mail_as_a_machine() -> None:
    mail = message(in_reply_to=("<a@x.example>",), references=())
    sent = one(opened(mail), SendMail)
    assert (sent.template, sent.ticket, sent.to, sent.to_name) == (
        MailTemplate.ACKNOWLEDGEMENT,
        TICKET,
        "anna@customer.example",
        "Anna",
    )
    assert sent.automatic == "auto-replied"
    assert (sent.answers, sent.references) == ("<m1@customer.example>", ("<a@x.example>", "<m1@customer.example>"))


def test_a_mail_without_message_id_is_acknowledged_without_references() -> None:
    sent = one(opened(message(message_id="")), SendMail)
    assert (sent.answers, sent.references) == ("", ())


@pytest.mark.parametrize("mail", [message(partial=True), message(defects=("html could not be read",))])
def test_who_sent_what_could_not_be_read_is_told_so(mail: Message) -> None:
    assert one(opened(mail), SendMail).template is MailTemplate.UNREADABLE
    capped = known(automatic_mails_last_day=5)
    assert not of(opened(mail, sender=capped), SendMail)


def test_a_picture_without_words_is_acknowledged() -> None:
    sent = one(opened(message(text="", attachments=ATTACHED)), SendMail)
    assert sent.template is MailTemplate.ACKNOWLEDGEMENT


@pytest.mark.parametrize(
    ("mail", "settings", "rule"),
    [
        (message(may_reply=False), {}, "wants_no_reply"),
        (message(), {"acknowledge": False}, "switched_off"),
        (message(""), {}, "nobody_to_answer"),
        (message("broken"), {}, "nobody_to_answer"),
        (message(), {"own_addresses": ("anna@customer.example",)}, "nobody_to_answer"),
    ],
)
def test_reasons_to_keep_silent_that_need_no_note(mail: Message, settings: dict[str, object], rule: str) -> None:
    decision = opened(mail, None, stranger(), **settings)
    assert not of(decision, SendMail)
    assert rule in rules(decision)
    assert EntryKind.SILENT not in [entry.kind for entry in of(decision, Enter)]
    assert one(decision, OpenTicket).acknowledged, "nothing is owed"


@pytest.mark.parametrize(("sent", "answered"), [(4, True), (5, False), (6, False)])
def test_at_the_cap_of_an_address_there_is_silence_and_a_note(sent: int, answered: bool) -> None:
    decision = opened(sender=known(automatic_mails_last_day=sent))
    assert bool(of(decision, SendMail)) is answered
    assert (EntryKind.SILENT in [entry.kind for entry in of(decision, Enter)]) is not answered
    assert ("address_cap" in rules(decision)) is not answered


@pytest.mark.parametrize(
    ("said", "withheld"),
    [
        ({}, True),
        ({"automatic": False}, False),
        ({"standing": Standing.SHADOW}, False),
        ({"standing": Standing.OFF}, False),
        ({"audit": True}, False),
    ],
)
def test_what_is_believed_no_request_is_not_acknowledged_until_somebody_decides(
    said: dict[str, Any], withheld: bool
) -> None:
    decision = opened(said=verdict(Category.NOT_A_REQUEST, **said))
    assert bool(of(decision, SendMail)) is not withheld
    assert one(decision, OpenTicket).acknowledged is not withheld
    assert (EntryKind.SILENT in [entry.kind for entry in of(decision, Enter)]) is withheld


@pytest.mark.parametrize(
    ("stored", "written", "customer", "expected"),
    [
        ("de", "ru", "en", "de"),
        ("", "ru", "de", "ru"),
        ("", "fr", "de", "de"),
        ("fr", "", "", "en"),
        ("", "", "", "en"),
        ("", "RU", "", "ru"),
    ],
)
def test_language_is_the_contacts_then_the_mails_then_the_customers(
    stored: str, written: str, customer: str, expected: str
) -> None:
    contact = known().contact
    assert contact is not None
    speaking = type(contact)(contact.contact_id, contact.address, contact.name, 3, stored)
    sender = known(contact=speaking, customer_language=customer)
    decision = opened(message(language=written), sender=sender)
    assert one(decision, SendMail).language == expected
    assert one(decision, OpenTicket).language == expected


def test_a_language_without_templates_is_not_remembered() -> None:
    assert one(opened(message(language="fr"), sender=stranger()), CreateContact).language == ""
    only_german = opened(message(language="en"), languages=(Language.GERMAN,), default_language=Language.GERMAN)
    assert one(only_german, SendMail).language == "de"


def test_an_empty_mail_without_attachments_has_no_unread_part() -> None:
    assert reasons(opened(message(text=""))) == ()


def test_several_in_reply_to_are_no_references() -> None:
    mail = message(in_reply_to=("<a@x.example>", "<b@x.example>"))
    assert one(opened(mail), SendMail).references == ("<m1@customer.example>",)


@pytest.mark.parametrize(("sure", "words"), [(True, "sure enough"), (False, "not sure enough")])
def test_the_entry_says_what_the_model_said(sure: bool, words: str) -> None:
    (entry,) = [e for e in of(opened(said=verdict(automatic=sure)), Enter) if e.kind is EntryKind.CLASSIFIED]
    assert entry.text == f"customer_success, confidence 0.95, {words}, by model m1"


def test_what_claims_to_be_from_us_has_no_customer_whatever_is_known_of_our_domain() -> None:
    decision = opened(message(OURS), sender=known())
    assert one(decision, OpenTicket).customer_id == 0
    assert ReviewReason.UNKNOWN_SENDER in reasons(decision)
    assert one(opened(), OpenTicket).customer_id == 3
