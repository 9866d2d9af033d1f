"""Deemed acceptance: each rule has something against it exactly once, and goes red when it is switched off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from models.vocabulary import (
    AcceptanceType,
    ApproverState,
    Assurance,
    DeploymentStage,
    OutboxState,
    ProposalState,
    Quorum,
    RequestState,
    ReviewReason,
    Side,
    TicketState,
    TimerKind,
    TimerState,
)
from processor.deployments import deeming
from processor.deployments.deeming import TABLE, Block, decide_deem_by_hand, decide_deemed
from processor.effects.approvals import MoveProposal, MoveRequest, RecordAcceptance
from processor.effects.deployments import FireTimer, MoveDeployment, RecordCompletion
from processor.effects.mail import SendMail
from processor.effects.tickets import AskReview, MoveTicket
from processor.errors import Refused
from processor.facts.approvals import ApprovalPolicy
from processor.facts.deployments import DeemByHand, DeploymentFacts, DeploymentTimerFacts, HoldFacts, Waiting
from tests.unit.approvals import builders as approvals
from tests.unit.deployments.builders import (
    BOSS,
    LEAD,
    LIVE,
    asked,
    completion,
    entered,
    form_request,
    local,
    notice,
    of,
    one,
    timer_facts,
    told,
)
from tests.unit.routing import builders as routing

MIDNIGHT = local(2031, 4, 1)
NOW = MIDNIGHT + timedelta(minutes=1)
BY_HAND = DeemByHand("kim", "they said on the phone that they will not answer")


def facts(found: DeploymentFacts | None = None, **changes: Any) -> DeploymentTimerFacts:
    return timer_facts(found or asked(), **changes)


def early() -> DeploymentTimerFacts:
    """A timer that is due a day before the calendar says so, as no timer of ours should be."""
    found = facts()
    return replace(found, timer=replace(found.timer, due_at=MIDNIGHT - timedelta(days=1)))


ENDED = approvals.approver(LEAD, side=Side.CUSTOMER, state=ApproverState.ENDED)

AGAINST: dict[str, Callable[[], DeploymentTimerFacts]] = {
    "completed_already": lambda: facts(asked(effective_at=LIVE + timedelta(days=9))),
    "on_hold": lambda: facts(asked(holds=(HoldFacts(LIVE + timedelta(days=20), "kim", "no server"),))),
    "term_runs": lambda: replace(early(), handled_until=NOW),
    "not_live": lambda: facts(replace(asked(), live_at=None)),
    "form_not_sent": lambda: facts(asked(completion=completion(version=2))),
    "in_dispute": lambda: facts(asked(disputed_at=LIVE + timedelta(days=9))),
    "not_waiting": lambda: facts(asked(completion=completion(state=ProposalState.WITHDRAWN))),
    "no_digest": lambda: facts(asked(completion=completion(form_request(document_sha256="0" * 64)))),
    "not_entitled": lambda: facts(asked(completion=completion(form_request(who=ENDED)))),
    "bounced": lambda: facts(notices=(*told(), notice(recipient=BOSS, bounced=True))),
    "not_delivered_in_time": lambda: facts(notices=(notice(at=MIDNIGHT - timedelta(days=13)), told()[1])),
    "not_reminded": lambda: facts(notices=told()[:1]),
    "mail_unread": lambda: facts(handled_until=MIDNIGHT - timedelta(seconds=1)),
    "something_waits": lambda: facts(waiting=(Waiting("a mail in quarantine", LIVE),)),
    "acceptances_paused": lambda: facts(approvals=ApprovalPolicy(acceptances_paused=True)),
}
MOMENTS = {"term_runs": MIDNIGHT - timedelta(seconds=1)}


def moment(rule: str) -> datetime:
    return MOMENTS.get(rule, NOW)


def test_every_rule_of_the_table_has_its_case() -> None:
    assert [row.name for row in TABLE] == list(AGAINST)


def test_nobody_is_in_the_way_of_plain_silence() -> None:
    decision = decide_deemed(facts(), NOW)
    assert decision.matches[0].rule == "deemed_accepted"
    assert one(decision, RecordAcceptance).type is AcceptanceType.DEEMED


@pytest.mark.parametrize("rule", AGAINST)
def test_each_rule_by_itself_keeps_silence_from_counting(rule: str) -> None:
    decision = decide_deemed(AGAINST[rule](), moment(rule))
    assert [match.rule for match in decision.matches] == [rule]
    assert of(decision, RecordAcceptance) == []
    assert decision.matches[0].reason


@pytest.mark.parametrize("rule", AGAINST)
def test_a_rule_that_is_switched_off_is_missed(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The case of each rule is against that rule alone, so without it something else becomes of the timer."""
    monkeypatch.setattr(deeming, "TABLE", tuple(row for row in TABLE if row.name != rule))
    if rule in {"not_live", "not_waiting"}:  # what would be recorded makes no sense, and the next step says so
        with pytest.raises((AssertionError, Refused)):
            decide_deemed(AGAINST[rule](), moment(rule))
    else:
        decision = decide_deemed(AGAINST[rule](), moment(rule))
        assert decision.matches[0].rule == "deemed_accepted", decision.matches


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_what_becomes_of_the_timer(row: deeming.Row) -> None:
    decision = decide_deemed(AGAINST[row.name](), moment(row.name))
    fired = [effect.after for effect in of(decision, FireTimer)]
    reviews = [effect.reasons for effect in of(decision, AskReview)]
    if row.block is Block.WAIT:
        assert decision.effects == ()
    elif row.block is Block.CANCEL:
        assert (fired, reviews) == ([TimerState.CANCELLED], [])
    else:
        assert (fired, reviews) == ([TimerState.STOPPED], [(ReviewReason.DEEMING_BLOCKED,)])
        assert decision.matches[0].reason in entered(decision)


def test_what_a_deemed_acceptance_records_and_moves() -> None:
    decision = decide_deemed(facts(), NOW)
    recorded = one(decision, RecordAcceptance)
    assert (recorded.accepted_at, recorded.by, recorded.reply_fetch_id) == (MIDNIGHT, "", 0)
    assert (recorded.judgement, recorded.proof, recorded.assurance) == (None, None, Assurance.A0)
    assert recorded.notices == (71, 72)
    assert recorded.objection_until == NOW + timedelta(days=7)
    assert recorded.terms is not None
    assert (recorded.terms.live_at, recorded.terms.deemed_after_days, recorded.terms.notice_days) == (LIVE, 21, 14)
    assert "17 March 2031, 09:30 (Europe/Berlin)" in recorded.evidence
    assert "1 April 2031, 00:00" in recorded.evidence
    moved = one(decision, MoveDeployment)
    assert (moved.after, moved.acceptance) == (DeploymentStage.BUSINESS_AS_USUAL, recorded.local)
    completed = one(decision, RecordCompletion)
    assert (completed.effective_at, completed.deemed) == (MIDNIGHT, True)
    assert one(decision, MoveProposal).after is ProposalState.ACCEPTED
    assert one(decision, MoveRequest).after is RequestState.ACCEPTED
    assert one(decision, FireTimer).after is TimerState.FIRED


@pytest.mark.parametrize(("language", "words"), [("ru", "считается принятой"), ("de", "gilt es ab 1. April 2031")])
def test_the_evidence_is_told_in_the_customers_language(language: str, words: str) -> None:
    recorded = one(decide_deemed(facts(asked(language=language)), NOW), RecordAcceptance)
    assert words in recorded.evidence


def test_no_check_claims_a_reply_and_none_is_left_unsaid() -> None:
    checks = {check.name: check.result for check in one(decide_deemed(facts(), NOW), RecordAcceptance).checks}
    assert {checks[name] for name in ("dkim", "grammar", "smime")} == {"not_done"}
    assert {checks[name] for name in ("delivered", "reminded", "no_bounce", "mailbox_read", "nothing_waits")} == {
        "passed"
    }


def two(quorum: Quorum) -> DeploymentFacts:
    return asked(completion=completion(form_request(LEAD), form_request(BOSS, position=1), quorum=quorum))


def test_one_recipient_is_enough_where_any_may_accept_and_each_counts_where_all_have_to() -> None:
    assert decide_deemed(facts(two(Quorum.ANY)), NOW).matches[0].rule == "deemed_accepted"
    assert decide_deemed(facts(two(Quorum.ALL)), NOW).matches[0].rule == "not_delivered_in_time"
    both = (*told(), notice(recipient=BOSS, outbox_id=73))
    decision = decide_deemed(facts(two(Quorum.ALL), notices=both), NOW)
    assert one(decision, RecordAcceptance).notices == (71, 73, 72)
    assert {effect.after for effect in of(decision, MoveRequest)} == {RequestState.ACCEPTED, RequestState.CLOSED}


def test_the_silence_of_who_may_sign_no_more_says_nothing() -> None:
    """One of two is enough where any may sign, and it is that one's silence that counts; where all have to, none may
    be missing."""
    ended = form_request(who=ENDED)
    both = completion(ended, form_request(BOSS, position=1))
    reached = (*told(), notice(recipient=BOSS))
    recorded = one(decide_deemed(facts(asked(completion=both), notices=reached), NOW), RecordAcceptance)
    assert recorded.key == form_request(BOSS).key
    missed = decide_deemed(facts(asked(completion=both)), NOW)
    assert [match.rule for match in missed.matches] == ["not_delivered_in_time"]
    each = decide_deemed(facts(asked(completion=replace(both, quorum=Quorum.ALL)), notices=reached), NOW)
    assert [match.rule for match in each.matches] == ["not_entitled"]


def test_the_silence_that_counts_is_that_of_who_got_the_form() -> None:
    only_boss = (notice(recipient=BOSS), told()[1])
    decision = decide_deemed(facts(two(Quorum.ANY), notices=only_boss), NOW)
    assert one(decision, RecordAcceptance).key == form_request(BOSS).key


@pytest.mark.parametrize(
    ("sent", "counts"),
    [
        (local(2031, 3, 17, 23, 59), True),
        (local(2031, 3, 18, 0, 0), True),
        (local(2031, 3, 18, 0, 0) + timedelta(seconds=1), False),
    ],
)
def test_fourteen_days_are_counted_by_the_customers_calendar_to_the_second(sent: datetime, counts: bool) -> None:
    """There are 14 days of 24 hours less one hour in between: the clocks go forward on the 30th."""
    decision = decide_deemed(facts(notices=(notice(at=sent), told()[1])), NOW)
    assert (decision.matches[0].rule == "deemed_accepted") is counts


@pytest.mark.parametrize(
    "changes",
    [
        {"state": OutboxState.UNCERTAIN},
        {"state": OutboxState.QUEUED, "sent_at": None},
        {"answer": ""},
        {"answer": "451 4.7.1 try again later"},
        {"recipient": "other@customer.example"},
        {"what": "approval_unclear"},
    ],
)
def test_only_a_mail_that_their_server_took_is_a_notice(changes: dict[str, Any]) -> None:
    decision = decide_deemed(facts(notices=(notice(**changes), told()[1])), NOW)
    assert decision.matches[0].rule == "not_delivered_in_time"


@pytest.mark.parametrize("at", [MIDNIGHT, LIVE + timedelta(days=6)])
def test_a_reminder_after_the_end_or_before_the_form_reminds_nobody(at: datetime) -> None:
    decision = decide_deemed(facts(notices=(told()[0], notice("approval_reminder", at))), NOW)
    assert decision.matches[0].rule == "not_reminded"


def test_days_of_a_hold_are_part_of_the_term_that_the_record_tells() -> None:
    held = asked(holds=(HoldFacts(local(2031, 3, 20), "kim", "no server", local(2031, 3, 23)),))
    later = tuple(replace(row, due_at=local(2031, 4, 4)) for row in held.timers)
    decision = decide_deemed(facts(replace(held, timers=later)), local(2031, 4, 4))
    recorded = one(decision, RecordAcceptance)
    assert recorded.accepted_at == local(2031, 4, 4)
    assert recorded.terms is not None
    assert recorded.terms.deemed_after_days == 24
    assert "by the end of 3 April 2031" in recorded.evidence


@pytest.mark.parametrize("state", [ProposalState.REJECTED, ProposalState.DISPUTED])
def test_a_form_that_was_refused_or_disputed_is_never_deemed_accepted(state: ProposalState) -> None:
    assert decide_deemed(facts(asked(completion=completion(state=state))), NOW).matches[0].rule == "in_dispute"


def test_a_reply_that_was_received_in_time_and_waits_to_be_read_holds_everything() -> None:
    waits = facts(handled_until=MIDNIGHT - timedelta(minutes=5))
    assert decide_deemed(waits, NOW + timedelta(days=9)).effects == ()
    assert decide_deemed(replace(waits, handled_until=MIDNIGHT), NOW).matches[0].rule == "deemed_accepted"


def test_the_staff_is_told_and_a_waiting_ticket_moves_on() -> None:
    ticket = routing.ticket(state=TicketState.WAITING)
    mail = routing.policy(notify_staff=("desk@vendor.example",))
    decision = decide_deemed(facts(asked(ticket=ticket), mail=mail), NOW)
    assert one(decision, SendMail).to == "desk@vendor.example"
    assert one(decision, MoveTicket).after is TicketState.OPEN
    stopped = decide_deemed(facts(notices=(), mail=mail), NOW)
    assert one(stopped, SendMail).to == "desk@vendor.example"


BY_HAND_RULES = [row.name for row in TABLE if row.by_hand]


@pytest.mark.parametrize("rule", BY_HAND_RULES)
def test_a_csm_may_decide_against_what_is_wrong_with_the_notices(rule: str) -> None:
    decision = decide_deem_by_hand(BY_HAND, AGAINST[rule](), NOW)
    recorded = one(decision, RecordAcceptance)
    assert (recorded.type, recorded.by, recorded.evidence) == (AcceptanceType.DEEMED, "kim", BY_HAND.reason)
    assert recorded.accepted_at == MIDNIGHT
    assert [check.name for check in recorded.checks if check.result == "failed"]
    assert [match.rule for match in decision.matches] == [rule]


@pytest.mark.parametrize("rule", [row.name for row in TABLE if not row.by_hand])
def test_a_csm_may_decide_against_nothing_else(rule: str) -> None:
    with pytest.raises(Refused, match="cannot be deemed accepted"):
        decide_deem_by_hand(BY_HAND, AGAINST[rule](), moment(rule))


def test_deeming_by_hand_needs_a_reason_and_a_form_that_some_server_took() -> None:
    with pytest.raises(Refused, match="needs a reason"):
        decide_deem_by_hand(DeemByHand("kim", " "), facts(), NOW)
    with pytest.raises(Refused, match="no mail server took"):
        decide_deem_by_hand(BY_HAND, facts(notices=()), NOW)


def test_a_stopped_timer_is_fired_by_the_person_who_decides() -> None:
    found = facts(asked(states={"deemed_acceptance": TimerState.STOPPED}), notices=told()[:1])
    assert found.timer.kind is TimerKind.DEEMED_ACCEPTANCE
    fired = one(decide_deem_by_hand(BY_HAND, found, NOW), FireTimer)
    assert (fired.before, fired.after) == (TimerState.STOPPED, TimerState.FIRED)
