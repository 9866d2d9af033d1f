"""Mail that only its words make a bounce, a complaint or an absence note: a person may have written it."""

import pytest

from models.vocabulary import EntryKind, Kind, Outcome, ReviewReason, ReviewState, TicketState
from processor.effects.tickets import AskReview
from processor.facts.causes import Close
from processor.facts.message import Match
from processor.routing.decide import decide_message
from tests.unit.routing.builders import NOW, facts, message, one, reading
from tests.unit.services.desk import Desk, mail
from tests.unit.services.test_conversations import last_sent, start

HUMAN = "Since the update to 5.1.2 none of our 500 users can work. The log says: user not found."
ABSENCE = "I am out of office until Monday. In urgent cases please call the front desk."
BOUNCE = "Your message could not be delivered to the following address: anna@customer.example, user unknown."


@pytest.mark.parametrize(
    "fields",
    [
        {"subject": "Delivery failed for order 4711", "body": HUMAN},
        {"subject": "Error sending invoices", "body": HUMAN},
        {"subject": "Ошибка доставки заказа", "body": HUMAN},
        {"subject": "Rücksendung der Geräte", "body": HUMAN},
        {"body": "Your mail was rejected by our filter. Please send the document once more."},
        {"subject": "Out of office: the module does not work", "body": HUMAN},
        {"subject": "Auto: Prämie falsch berechnet", "body": HUMAN},
        {"body": f"The export fails. {ABSENCE}"},
    ],
)
def test_what_is_about_nothing_of_ours_reaches_a_person_and_is_not_answered(desk: Desk, fields: dict[str, str]) -> None:
    desk.sweep()
    assert desk.work(mail(**fields, Return_Path="<anna@customer.example>"))[-1] is Outcome.OPENED
    assert len(desk.store.views.reviews(ReviewState.OPEN)) == 1
    assert not desk.sent()


def test_words_of_a_complaint_count_for_those_we_do_not_know(desk: Desk) -> None:
    words = {"body": "This is a spam report that your product made, and its figures are wrong."}
    assert start(desk)
    assert desk.work(mail("Report", **words))[-1] is Outcome.OPENED
    assert desk.work(mail("Report", sender="fbl@provider.example", **words))[-1] is Outcome.COMPLAINT


def test_a_reply_of_the_customer_is_none_for_its_words(desk: Desk) -> None:
    told = start(desk)
    desk.command(1, Close("kim", "solved", tell=False))
    words = "Your message was not delivered to me as a whole: the end is missing. Please send it again."
    assert desk.work(mail("Re: x", words, In_Reply_To=told["Message-ID"]))[-1] is Outcome.JOINED
    assert desk.ticket(1).line.state is TicketState.OPEN
    assert not [entry for entry in desk.ticket(1).entries if entry.kind is EntryKind.BOUNCED]


@pytest.mark.parametrize(
    ("sender", "fields"),
    [
        ("postmaster@customer.example", {"subject": "Undeliverable: your mail", "body": BOUNCE}),
        ("Gateway <ndr@customer.example>", {"subject": "Undeliverable: your mail", "body": BOUNCE}),
    ],
)
def test_a_bounce_in_words_about_a_mail_of_ours_stays_one(desk: Desk, sender: str, fields: dict[str, str]) -> None:
    told = start(desk)
    bounce = mail(**fields, sender=sender, to=str(told["Reply-To"]), In_Reply_To=told["Message-ID"])
    assert desk.work(bounce)[-1] is Outcome.BOUNCE
    assert len(desk.opened()) == len(desk.sent()) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"Return_Path": "<>", "subject": "Undeliverable: your mail", "body": BOUNCE},
        {"Auto_Submitted": "auto-generated", "subject": "Undeliverable: your mail", "body": BOUNCE},
        {"Auto_Submitted": "auto-replied", "subject": "Out of office: your mail", "body": ABSENCE},
        {"subject": "Automatic reply: your mail", "body": ABSENCE},
        {"sender": "", "subject": "Undeliverable: your mail", "body": BOUNCE},
    ],
)
def test_with_another_sign_beside_the_words_no_ticket_is_opened(desk: Desk, fields: dict[str, str]) -> None:
    desk.sweep()
    assert desk.work(mail(**fields))[-1] in {Outcome.BOUNCE, Outcome.AUTOMATIC}
    assert not desk.opened()


def test_an_absence_note_in_words_on_a_ticket_leaves_it_as_it_is(desk: Desk) -> None:
    told = start(desk)
    desk.command(1, Close("kim", "solved", tell=False))
    assert desk.work(mail("Re: x", ABSENCE, In_Reply_To=told["Message-ID"]))[-1] is Outcome.AUTOMATIC
    assert desk.ticket(1).line.state is TicketState.CLOSED


def test_a_gateway_that_takes_the_envelope_sender_away_does_not_silence_a_customer(desk: Desk) -> None:
    start(desk)
    assert desk.work(mail("Next question", Return_Path="<>"))[-1] is Outcome.OPENED
    assert desk.work(mail("Delivered", sender="x@elsewhere.example", Return_Path="<>"))[-1] is Outcome.BOUNCE
    assert len(desk.sent()) == 1
    assert last_sent(desk)["To"].endswith("<anna@customer.example>")


def test_even_a_sure_model_does_not_keep_it_from_the_queue() -> None:
    believed = message(kind=Kind.BOUNCE, may_reply=False, matches=(Match("bounce_subject", "its words"),))
    decision = decide_message(reading(believed), facts(), NOW)
    assert ReviewReason.UNSURE in one(decision, AskReview).reasons
    assert "somebody must look" in decision.matches[0].reason
