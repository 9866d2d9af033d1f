"""Reminders and expiry: when they ring, and when they keep silent."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.vocabulary import ApproverState, ProposalState, RequestState, ReviewReason
from processor.approvals.timers import decide_expiry, decide_reminder, reminder_at
from processor.effects.approvals import MoveProposal, MoveRequest, NoteReminder
from processor.effects.decision import Decision
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import AskReview
from processor.facts.proposing import TimerDue, TimerFacts
from tests.unit.approvals.builders import DOCUMENT, LEAD, NOW, approver, key, policy, proposal, request, vendor_done
from tests.unit.routing import builders as routing
from tests.unit.routing.builders import of, one, rules

END = datetime(2030, 6, 1, tzinfo=UTC)
DUE = TimerDue("reminder 17.3 1")


def facts(asked: Any = None, **changes: Any) -> TimerFacts:
    asked = asked or request(asked_at=NOW - timedelta(days=3))
    values: dict[str, Any] = {
        "proposal": changes.pop("on", None) or proposal(vendor_done(), asked),
        "request": asked,
        "handled_until": NOW + timedelta(days=365),
        "policy": policy(),
        "mail": routing.policy(notify_staff=("desk@vendor.example",)),
    }
    return TimerFacts(**values | changes)


def test_a_reminder_goes_to_who_was_asked_under_the_same_key() -> None:
    decision = decide_reminder(DUE, facts(), NOW)
    sent = one(decision, SendMail)
    assert (sent.template, sent.to, sent.approval) == (MailTemplate.APPROVAL_REMINDER, LEAD, key())
    assert (sent.document, sent.answers) == (DOCUMENT, request().sent_message_id)
    assert one(decision, NoteReminder) == NoteReminder(key(), unclear=False)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (request(asked_at=NOW - timedelta(days=3) + timedelta(seconds=1)), "reminder_later"),
        (request(asked_at=NOW - timedelta(days=4), reminded=1), "reminder_later"),
        (request(asked_at=NOW - timedelta(days=9), reminded=2), "not_waiting"),
        (request(asked_at=NOW - timedelta(days=3), state=RequestState.ACCEPTED), "not_waiting"),
        (request(asked_at=NOW - timedelta(days=3), who=approver(state=ApproverState.ENDED)), "not_waiting"),
    ],
)
def test_no_reminder(asked: Any, name: str) -> None:
    decision = decide_reminder(DUE, facts(asked), NOW)
    assert (rules(decision), decision.effects) == ([name], ())


@pytest.mark.parametrize(
    "changes", [{"state": ProposalState.WITHDRAWN}, {"current_version": 4}, {"state": ProposalState.AWAITING_VENDOR}]
)
def test_no_reminder_of_what_is_over(changes: dict[str, Any]) -> None:
    asked = request(asked_at=NOW - timedelta(days=3))
    assert decide_reminder(DUE, facts(asked, on=proposal(asked, **changes)), NOW).effects == ()
    assert rules(decide_reminder(DUE, facts(asked), END)) == ["validity_over"]


def test_the_second_reminder_is_due_by_the_second_setting() -> None:
    assert reminder_at(request(asked_at=NOW, reminded=1), policy()) == NOW + timedelta(days=7)


def expired(at: datetime = END, **changes: Any) -> Decision:
    return decide_expiry(TimerDue("expiry 17.3"), facts(request=None, **changes), at)


def test_expiry_ends_the_proposal_and_tells() -> None:
    decision = expired()
    moved = one(decision, MoveProposal)
    assert (moved.before, moved.after) == (ProposalState.AWAITING_CUSTOMER, ProposalState.EXPIRED)
    assert [move.after for move in of(decision, MoveRequest)] == [RequestState.CLOSED]
    assert one(decision, AskReview).reasons == (ReviewReason.PROPOSAL_ENDED,)
    assert LEAD in {sent.to for sent in of(decision, SendMail)}


def test_nothing_expires_on_its_last_day() -> None:
    assert rules(expired(END - timedelta(microseconds=1))) == ["still_valid"]


def test_nothing_expires_while_mail_from_before_the_end_may_wait() -> None:
    assert rules(expired(handled_until=END - timedelta(seconds=1))) == ["mail_waits"]
    assert rules(expired(handled_until=END)) == ["validity_over"]


@pytest.mark.parametrize("changes", [{"state": ProposalState.ACCEPTED}, {"current_version": 4}])
def test_nothing_expires_that_does_not_wait(changes: dict[str, Any]) -> None:
    decision = expired(on=proposal(**changes))
    assert (rules(decision), decision.effects) == (["not_waiting"], ())
