"""Mail that answers a request for approval: it goes to the room of approvals, and to no other."""

from dataclasses import replace

import pytest

from models.vocabulary import Kind, Outcome
from processor.effects.approvals import RecordAcceptance, RecordReply
from processor.effects.decision import Decision
from processor.effects.tickets import AskReview, FileMessage
from processor.facts.message import Match
from processor.routing.decide import decide_message
from tests.unit.approvals.builders import BOSS, LEAD, NOW, about_receipt, approval, facts, mail, proof, reading
from tests.unit.routing.builders import of, one, rules, thread, ticket

AWAY = Match("absence_text", "it speaks of an absence")


def decided(text: str = "Approved", **changes: object) -> Decision:
    return decide_message(reading(mail(text)), facts(**changes), NOW)


def test_an_answer_to_a_request_is_judged_by_the_grammar_and_accepted() -> None:
    decision = decided()
    assert rules(decision)[:2] == ["approval_reply", "approved"]
    assert one(decision, RecordAcceptance).judgement is not None


def test_it_does_not_join_a_ticket_that_it_names_as_well() -> None:
    decision = decide_message(reading(), replace(facts(), threads=(thread(),)), NOW)
    assert decision.outcome is Outcome.ACCEPTED


def test_without_a_request_it_is_a_mail_like_any_other() -> None:
    nobodys = facts(approval(request=None, proposal=None))
    assert "approval_reply" not in rules(decide_message(reading(), nobodys, NOW))
    assert rules(decide_message(reading(), replace(nobodys, approval=None), NOW))[0] == "new_request"


def test_an_answer_to_a_receipt_goes_there_too() -> None:
    decision = decide_message(reading(mail("I never approved this")), facts(about_receipt()), NOW)
    assert (decision.outcome, rules(decision)[0]) == (Outcome.OBJECTED, "approval_reply")


def test_an_absence_note_is_filed_on_the_proposals_ticket_and_nothing_else_happens() -> None:
    """Lines 65 and 67: with a mark of automatic mail no word is an approval."""
    for text in ("I am out of office until Monday", "Approved"):
        marks = (AWAY, Match("auto_submitted", "auto-replied"))
        note = mail(text, kind=Kind.AUTO_REPLY, may_reply=False, may_approve=False, matches=marks)
        decision = decide_message(reading(note), facts(), NOW)
        assert (decision.outcome, rules(decision)[0]) == (Outcome.AUTOMATIC, "automatic")
        assert {type(effect).__name__ for effect in decision.effects} == {"FileMessage", "Enter"}
        assert one(decision, FileMessage).ticket == ticket().ticket_id


def test_what_is_automatic_by_its_words_alone_is_judged_as_an_answer() -> None:
    note = mail("Approved", kind=Kind.AUTO_REPLY, may_reply=False, may_approve=False, matches=(AWAY,))
    decision = decide_message(reading(note), facts(), NOW)
    assert (decision.outcome, rules(decision)[:2]) == (Outcome.HELD, ["approval_reply", "doubtful_mail"])
    assert of(decision, RecordAcceptance) == []
    assert one(decision, AskReview)


@pytest.mark.parametrize("sender", [LEAD, BOSS, "mallory@evil.example"])
def test_something_else_joins_the_ticket_and_is_seen_among_the_replies(sender: str) -> None:
    text = "Our report about the second quarter is empty since yesterday. Could you have a look at the filters?"
    decision = decide_message(reading(mail(text, sender=sender), proof(sender)), facts(), NOW)
    assert of(decision, RecordAcceptance) == []
    assert one(decision, RecordReply)
    assert one(decision, FileMessage).ticket == ticket().ticket_id
