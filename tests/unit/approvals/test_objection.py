"""What an answer to a receipt becomes: thanks, or an objection that stops the matter."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from models.vocabulary import Kind, Outcome, ProposalState, RequestState, ReviewReason
from processor.effects.approvals import MoveProposal, MoveRequest, RecordObjection
from processor.effects.decision import Decision
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import AskReview, FileMessage
from processor.facts.message import Attachment, Match
from tests.unit.approvals.builders import (
    BOSS,
    LEAD,
    NOW,
    VENDOR,
    about_receipt,
    acceptance,
    decide,
    dmarc,
    mail,
    planned,
    proof,
    proposal,
    reading,
    request,
    rule,
    vendor_done,
)
from tests.unit.routing.builders import kinds, of, one

NO = "I never approved this."


def answered(text: str = NO, sender: str = LEAD, proven: Any = None, **changes: Any) -> Decision:
    fetched = {"received_at": changes.pop("received_at")} if "received_at" in changes else {}
    return decide(reading(mail(text, sender=sender), proven or proof(sender), **fetched), about_receipt(**changes))


@pytest.mark.parametrize("sender", [LEAD, BOSS])
def test_objects(sender: str) -> None:
    decision = answered(sender=sender)
    assert (decision.outcome, rule(decision)) == (Outcome.OBJECTED, "objects")
    assert one(decision, RecordObjection) == RecordObjection(8, sender, NO)
    moved = one(decision, MoveProposal)
    assert (moved.before, moved.after) == (ProposalState.ACCEPTED, ProposalState.DISPUTED)
    assert one(decision, AskReview).reasons == (ReviewReason.OBJECTION,)
    told = {dict(sent.values).get("ending") for sent in of(decision, SendMail)} - {None}
    assert told == {"disputed"}
    assert one(decision, FileMessage).verified


@pytest.mark.parametrize("text", ["Thanks!", "thank you", "OK", "Спасибо!", "Спасибо, получили.", "Danke", "Approved"])
def test_thanks(text: str) -> None:
    decision = answered(text)
    assert (decision.outcome, rule(decision)) == (Outcome.JOINED, "thanks")
    assert of(decision, MoveProposal) == []


@pytest.mark.parametrize("text", ["Thanks, but this was not me", "OK?", "Thanks. Who approved it?", "", "No thanks"])
def test_what_is_more_than_thanks_is_an_objection(text: str) -> None:
    assert answered(text).outcome is Outcome.OBJECTED


def test_thanks_with_a_file_or_words_below_the_quote_is_an_objection() -> None:
    along = replace(mail("Thanks"), attachments=(Attachment(1, "a.pdf", "application/pdf", 1, "a", inline=False),))
    assert decide(reading(along), about_receipt()).outcome is Outcome.OBJECTED
    below = mail("Thanks", may_approve=False)
    assert decide(reading(below), about_receipt()).outcome is Outcome.OBJECTED


def test_automatic_receipt_answer() -> None:
    machine = mail(NO, kind=Kind.AUTO_REPLY, may_approve=False)
    decision = decide(reading(machine), about_receipt())
    assert (decision.outcome, rule(decision)) == (Outcome.AUTOMATIC, "automatic_receipt_answer")
    assert kinds(decision.effects) == ["FileMessage", "Enter"]


def test_perhaps_automatic_by_its_words_alone_is_looked_at() -> None:
    by_words = mail(NO, kind=Kind.AUTO_REPLY, may_approve=False, matches=(Match("absence_text", "it says so"),))
    for decision in (answered("I am away"), decide(reading(by_words), about_receipt())):
        assert (decision.outcome, rule(decision)) == (Outcome.HELD, "perhaps_automatic")
        assert one(decision, AskReview).reasons == (ReviewReason.OBJECTION,)


def test_thanks_and_more_below_a_delimiter_is_looked_at() -> None:
    below = mail("Thanks\n-- \nI did not approve this", new_text="Thanks")
    decision = decide(reading(below), about_receipt())
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "thanks_and_more")


@pytest.mark.parametrize(
    ("sender", "proven"),
    [
        ("mallory@evil.example", None),
        (LEAD, proof(dkim=())),
        (LEAD, proof(results=(dmarc("fail"),))),
        (LEAD, proof(forwarded=True)),
        (LEAD, proof("other@customer.example")),
    ],
)
def test_stranger_to_receipt(sender: str, proven: Any) -> None:
    decision = answered(sender=sender, proven=proven)
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "stranger_to_receipt")
    assert (of(decision, RecordObjection), of(decision, MoveProposal)) == ([], [])
    assert one(decision, AskReview).reasons == (ReviewReason.OBJECTION,)


def test_window_over_is_judged_by_when_the_server_received_it() -> None:
    until = acceptance().objection_until
    assert answered(received_at=until).outcome is Outcome.OBJECTED
    decision = answered(received_at=until + timedelta(microseconds=1))
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "window_over")
    assert of(decision, RecordObjection) == []


def test_a_second_objection_is_recorded_and_moves_nothing() -> None:
    disputed = proposal(vendor_done(), state=ProposalState.DISPUTED)
    decision = answered(proposal=disputed, disputed=True)
    assert decision.outcome is Outcome.OBJECTED
    assert one(decision, RecordObjection)
    assert (of(decision, MoveProposal), of(decision, SendMail)) == ([], [])


def test_an_objection_to_the_vendors_approval_stops_what_the_customer_is_asked() -> None:
    asked = proposal(vendor_done(), request(), planned(BOSS))
    decision = answered(sender=VENDOR, proposal=asked, receipt_to=frozenset({VENDOR}))
    assert one(decision, MoveProposal).after is ProposalState.DISPUTED
    assert {move.after for move in of(decision, MoveRequest)} == {RequestState.CLOSED}


def test_an_objection_after_another_end_is_recorded_and_told_to_the_staff() -> None:
    decision = answered(proposal=proposal(vendor_done(), state=ProposalState.WITHDRAWN))
    assert decision.outcome is Outcome.OBJECTED
    assert of(decision, MoveProposal) == []
    assert {sent.template for sent in of(decision, SendMail)} == {MailTemplate.INTERNAL_NOTICE}
    assert acceptance().accepted_at < NOW
