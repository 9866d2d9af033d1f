"""The register of approvers: every change needs two people, a delay, and is told."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from models.vocabulary import ApproverState, Side
from processor.approvals.register import change_sentence, decide_confirm, decide_end, decide_enter, decide_refuse
from processor.effects.approvals import EnterApprover, MoveApprover
from processor.effects.mail import MailTemplate, SendMail
from processor.errors import Refused
from processor.facts.proposals import Money
from processor.facts.proposing import ConfirmEntry, EndEntry, EnterCommand, RefuseEntry, RegisterChange, RegisterFacts
from tests.unit.approvals.builders import BOSS, LEAD, NOW, VENDOR, approver, policy
from tests.unit.routing import builders as routing
from tests.unit.routing.builders import of, one

PROPOSED = approver(BOSS, state=ApproverState.PROPOSED, effective_at=None, proposed_by="lee", confirmed_by="")
ENDING = approver(BOSS, state=ApproverState.ENDING, ending_by="lee")


def facts(entry: Any = None, *others: Any, **changes: Any) -> RegisterFacts:
    values: dict[str, Any] = {
        "entry": entry,
        "customer_id": 3,
        "customer": "Customer Ltd",
        "register": (*others, *([entry] if entry else [])),
        "policy": policy(),
        "mail": routing.policy(),
    }
    return RegisterFacts(**values | changes)


def command(**changes: Any) -> EnterCommand:
    return EnterCommand(**{"by": "lee", "side": Side.CUSTOMER, "address": BOSS, "name": "Boris"} | changes)


def test_an_entry_is_proposed_and_told_to_nobody_yet() -> None:
    decision = decide_enter(command(lines=("Boris Boss", " ")), facts(), NOW)
    entered = one(decision, EnterApprover)
    assert (entered.address, entered.customer_id, entered.by, entered.lines) == (BOSS, 3, "lee", ("Boris Boss",))
    assert of(decision, SendMail) == []


@pytest.mark.parametrize(
    ("changes", "known", "what"),
    [
        ({"address": "boris"}, {}, "no address"),
        ({"name": " "}, {}, "needs a name"),
        ({"valid_from": date(2030, 2, 1), "valid_until": date(2030, 1, 1)}, {}, "before it begins"),
        ({"limit": Money(Decimal(-1), "EUR")}, {}, "from 0 up"),
        ({"side": Side.VENDOR}, {}, "user name"),
        ({}, {"customer_id": 0}, "needs the customer"),
        ({"address": "support+x@desk.example"}, {}, "our own mailbox"),
        ({"address": BOSS.upper()}, {"register": (approver(BOSS),)}, "already"),
        ({}, {"register": (PROPOSED,)}, "already"),
        ({"deputy_of": 31}, {}, "entry 31"),
        ({"deputy_of": 31}, {"register": (approver(LEAD, deputy_of=5),)}, "entry 31"),
    ],
)
def test_an_entry_that_could_not_count_is_refused(changes: Any, known: Any, what: str) -> None:
    with pytest.raises(Refused, match=what):
        decide_enter(command(**changes), facts(**known), NOW)


def test_who_has_left_the_register_may_be_entered_again() -> None:
    gone = approver(BOSS, state=ApproverState.ENDED)
    assert one(decide_enter(command(), facts(register=(gone,)), NOW), EnterApprover)


def test_a_second_person_confirms_and_it_takes_effect_after_the_delay() -> None:
    decision = decide_confirm(ConfirmEntry("kim"), facts(PROPOSED, approver(LEAD)), NOW)
    moved = one(decision, MoveApprover)
    assert (moved.after, moved.effective_at) == (ApproverState.CONFIRMED, NOW + timedelta(hours=24))
    told = of(decision, SendMail)
    assert [(sent.template, sent.to, sent.ticket) for sent in told] == [
        (MailTemplate.REGISTER_CHANGE, LEAD, None),
        (MailTemplate.REGISTER_CHANGE, BOSS, None),
    ]
    values = dict(told[0].values)
    assert (values["change"], values["made_by"], values["confirmed_by"]) == ("added", "lee", "kim")
    assert [sent.ordinal for sent in told] == [0, 1]


def test_of_the_first_approver_only_they_are_told() -> None:
    gone = approver(LEAD, state=ApproverState.ENDED)
    decision = decide_confirm(ConfirmEntry("kim"), facts(PROPOSED, gone), NOW)
    assert [sent.to for sent in of(decision, SendMail)] == [BOSS]


@pytest.mark.parametrize(
    ("entry", "by", "what"),
    [
        (PROPOSED, "LEE", "second person"),
        (ENDING, "lee", "second person"),
        (approver(VENDOR, state=ApproverState.PROPOSED), "vera", "person in question"),
        (approver(BOSS), "kim", "nothing about it waits"),
        (approver(BOSS, state=ApproverState.ENDED), "kim", "nothing about it waits"),
        (None, "kim", "no such entry"),
    ],
)
def test_confirming_is_refused(entry: Any, by: str, what: str) -> None:
    with pytest.raises(Refused, match=what):
        decide_confirm(ConfirmEntry(by), facts(entry), NOW)


def test_an_end_is_asked_for_by_one_and_confirmed_by_another() -> None:
    asked = one(decide_end(EndEntry("lee", "has left"), facts(approver(BOSS)), NOW), MoveApprover)
    assert (asked.after, asked.why) == (ApproverState.ENDING, "has left")
    decision = decide_confirm(ConfirmEntry("kim"), facts(ENDING, approver(LEAD)), NOW)
    moved = one(decision, MoveApprover)
    assert (moved.after, moved.effective_at) == (ApproverState.ENDED, NOW)
    assert dict(of(decision, SendMail)[0].values)["change"] == "removed"
    with pytest.raises(Refused, match="only a confirmed one"):
        decide_end(EndEntry("lee", "x"), facts(PROPOSED), NOW)
    with pytest.raises(Refused, match="needs a reason"):
        decide_end(EndEntry("lee", ""), facts(approver(BOSS)), NOW)


@pytest.mark.parametrize(("entry", "after"), [(PROPOSED, ApproverState.REFUSED), (ENDING, ApproverState.CONFIRMED)])
def test_refusing(entry: Any, after: ApproverState) -> None:
    decision = decide_refuse(RefuseEntry("kim", "unknown person"), facts(entry), NOW)
    assert one(decision, MoveApprover).after is after
    assert of(decision, SendMail) == []


def test_changes_are_printed_as_sentences_with_their_zone() -> None:
    noon = datetime(2030, 5, 6, 12, 0, tzinfo=UTC)
    change = RegisterChange(ApproverState.CONFIRMED, "kim", noon, noon + timedelta(days=1))
    assert change_sentence(change) == "confirmed by kim on 2030-05-06 12:00 UTC, in force from 2030-05-07 12:00 UTC"
    ended = RegisterChange(ApproverState.ENDED, "lee", noon, why="has left")
    assert change_sentence(ended) == "ended by lee on 2030-05-06 12:00 UTC: has left"
    assert {change_sentence(RegisterChange(state, "kim", noon)) for state in ApproverState}
