"""What a form does to its deployment: issued, accepted, refused, disputed, settled; and the mails' dates."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from models.vocabulary import (
    AcceptanceType,
    ApprovalKind,
    Assurance,
    DeploymentStage,
    FormState,
    OutboxState,
    Outcome,
    ProposalState,
    ReplyOutcome,
    ReviewReason,
    TimerKind,
    TimerState,
)
from processor.deployments.bounces import notice_bounced
from processor.deployments.commands import decide_deployment
from processor.deployments.completion import decide_draft_completion
from processor.deployments.following import follow
from processor.effects.approvals import (
    ACCEPTANCE,
    DraftProposal,
    MoveProposal,
    RecordAcceptance,
    RecordReply,
)
from processor.effects.decision import Decision, Effect
from processor.effects.deployments import (
    AgreeStage,
    DisputeCompletion,
    FireTimer,
    LinkOutstanding,
    MoveDeployment,
    MoveForm,
    RecordCompletion,
)
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import AskReview, OpenTicket
from processor.errors import Refused
from processor.facts.deployments import CompleteByHand, DeploymentFacts, DraftForm, HoldFacts
from processor.facts.forms import FormDefinition, FormFacts
from processor.facts.replies import ReplyJudgement
from tests.unit.deployments.builders import (
    BOSS,
    DOCUMENT,
    LEAD,
    LIVE,
    POLICY,
    asked,
    completion,
    deploying,
    deployment,
    entered,
    form_key,
    form_request,
    go_live,
    live,
    local,
    of,
    one,
    planned,
)
from tests.unit.routing import builders as routing

NOW = LIVE + timedelta(days=9)
AWAITING, ACCEPTED = ProposalState.AWAITING_CUSTOMER, ProposalState.ACCEPTED
REJECTED, DISPUTED = ProposalState.REJECTED, ProposalState.DISPUTED


def moved(before: ProposalState, after: ProposalState, proposal_id: int = 60) -> MoveProposal:
    return MoveProposal(proposal_id, before, after, "Lena", "")


def accepted(**changes: Any) -> RecordAcceptance:
    values: dict[str, Any] = {
        "local": ACCEPTANCE,
        "type": AcceptanceType.SIGNED,
        "key": form_key(),
        "document_sha256": DOCUMENT,
        "approver_id": 31,
        "assurance": Assurance.A3,
        "judgement": None,
        "context": None,
        "proof": None,
        "checks": (),
        "accepted_at": NOW - timedelta(minutes=5),
        "objection_until": NOW + timedelta(days=7),
        "reply_fetch_id": 88,
    }
    return RecordAcceptance(**values | changes)


def after(found: DeploymentFacts, *effects: Effect, outcome: Outcome | None = None, **more: Any) -> Decision:
    """What follows, without what was decided before."""
    decision = follow(Decision(outcome, (), effects), found, POLICY, NOW, **more)
    return replace(decision, effects=decision.effects[len(effects) :])


def test_a_decision_about_anything_else_stays_as_it_is() -> None:
    decision = Decision(None, (), (moved(AWAITING, ACCEPTED, 999), accepted()))
    assert follow(decision, asked(go_live=go_live()), POLICY, NOW) == decision
    assert follow(decision, deployment(), POLICY, NOW) == decision


def test_an_accepted_completion_form_ends_the_deployment() -> None:
    decision = after(asked(), accepted(), moved(AWAITING, ACCEPTED))
    completed = one(decision, RecordCompletion)
    assert (completed.effective_at, completed.deemed) == (NOW - timedelta(minutes=5), False)
    gone = one(decision, MoveDeployment)
    assert (gone.after, gone.acceptance) == (DeploymentStage.BUSINESS_AS_USUAL, ACCEPTANCE)
    fired = one(decision, FireTimer)
    assert (fired.timer_id, fired.after) == (3, TimerState.CANCELLED)


def test_one_of_several_signatures_ends_nothing_yet() -> None:
    assert after(asked(), accepted()).effects == ()


def test_an_acceptance_after_a_refusal_ends_the_dispute() -> None:
    decision = after(asked(disputed_at=LIVE), accepted(), moved(AWAITING, ACCEPTED))
    assert one(decision, DisputeCompletion).disputed is False


def test_a_form_accepted_in_the_warranty_ends_it_too() -> None:
    found = live(completion=completion())
    decision = after(found, accepted(), moved(AWAITING, ACCEPTED))
    assert one(decision, MoveDeployment).after is DeploymentStage.BUSINESS_AS_USUAL
    assert {effect.timer_id for effect in of(decision, FireTimer)} == {1, 3}


def test_a_refusal_stops_the_term_and_disputes_the_completion() -> None:
    decision = after(asked(), moved(AWAITING, REJECTED))
    assert one(decision, FireTimer).after is TimerState.STOPPED
    assert one(decision, DisputeCompletion).disputed is True
    assert one(decision, AskReview).reasons == (ReviewReason.DEEMING_BLOCKED,)
    assert of(decision, RecordCompletion) == of(decision, MoveDeployment) == []


def test_a_form_that_is_withdrawn_stops_the_term_without_a_dispute() -> None:
    decision = after(asked(), moved(AWAITING, ProposalState.WITHDRAWN))
    assert one(decision, FireTimer).after is TimerState.STOPPED
    assert of(decision, DisputeCompletion) == []
    unsent = live(completion=completion(state=ProposalState.DRAFT, current_version=0))
    assert after(unsent, moved(ProposalState.DRAFT, ProposalState.WITHDRAWN)).effects == ()


def complete(**changes: Any) -> DeploymentFacts:
    states = {"deemed_acceptance": TimerState.CANCELLED}
    values = {"stage": DeploymentStage.BUSINESS_AS_USUAL, "effective_at": LIVE + timedelta(days=8), "states": states}
    return asked(**values | changes)


def test_an_objection_disputes_what_was_complete() -> None:
    decision = after(complete(), moved(ACCEPTED, DISPUTED))
    assert one(decision, MoveDeployment).after is DeploymentStage.COMPLETION
    assert one(decision, DisputeCompletion).disputed is True
    assert of(decision, RecordCompletion) == []


@pytest.mark.parametrize("deemed", [True, False])
def test_a_dispute_that_is_settled_in_its_favour_leaves_the_day_as_it_was(deemed: bool) -> None:
    found = complete(stage=DeploymentStage.COMPLETION, disputed_at=LIVE + timedelta(days=9), deemed=deemed)
    decision = after(found, moved(DISPUTED, ACCEPTED))
    completed = one(decision, RecordCompletion)
    assert (completed.effective_at, completed.deemed) == (LIVE + timedelta(days=8), deemed)
    assert one(decision, MoveDeployment).after is DeploymentStage.BUSINESS_AS_USUAL
    assert one(decision, DisputeCompletion).disputed is False


def test_an_annulled_acceptance_undoes_completion_and_stays_in_dispute() -> None:
    found = complete(stage=DeploymentStage.COMPLETION, disputed_at=LIVE + timedelta(days=9))
    decision = after(found, moved(DISPUTED, REJECTED))
    assert one(decision, RecordCompletion).effective_at is None
    assert of(decision, DisputeCompletion) == []


def test_the_form_that_the_timer_drafted_starts_no_term_anew() -> None:
    first = asked(completion=completion(current_version=0, state=ProposalState.DRAFT))
    assert after(first, moved(ProposalState.DRAFT, AWAITING)).effects == ()


def test_a_form_sent_by_hand_takes_the_timers_place() -> None:
    found = live(completion=completion(current_version=0, state=ProposalState.DRAFT))
    decision = after(found, moved(ProposalState.DRAFT, AWAITING))
    assert one(decision, MoveDeployment).after is DeploymentStage.COMPLETION
    fired = one(decision, FireTimer)
    assert (fired.timer_id, fired.after) == (1, TimerState.CANCELLED)


@pytest.mark.parametrize("state", [TimerState.PLANNED, TimerState.STOPPED])
def test_a_form_sent_again_has_a_whole_term_and_is_no_longer_refused(state: TimerState) -> None:
    found = asked(
        states={"deemed_acceptance": state}, disputed_at=LIVE, completion=completion(version=2, state=REJECTED)
    )
    decision = after(found, moved(AWAITING, ProposalState.SUPERSEDED), moved(ProposalState.SUPERSEDED, AWAITING))
    assert planned(decision) == {TimerKind.DEEMED_ACCEPTANCE: local(2031, 4, 3)}
    assert one(decision, DisputeCompletion).disputed is False
    assert "2031-04-02 22:00 UTC" in entered(decision)


def test_after_completion_nothing_is_issued_any_more() -> None:
    assert after(complete(), moved(ProposalState.DRAFT, AWAITING)).effects == ()


def replied(outcome: ReplyOutcome, assurance: Assurance = Assurance.A3) -> RecordReply:
    return RecordReply(form_key(), ReplyJudgement(outcome, False, "conditional"), assurance, ())


@pytest.mark.parametrize("outcome", [ReplyOutcome.CONDITIONAL, ReplyOutcome.REJECT])
@pytest.mark.parametrize(("assurance", "contested"), [(Assurance.A3, 1), (Assurance.A2, 1), (Assurance.A0, 0)])
def test_a_reply_that_objects_stops_the_term_whoever_it_is_from(
    outcome: ReplyOutcome, assurance: Assurance, contested: int
) -> None:
    decision = after(asked(), replied(outcome, assurance), outcome=Outcome.HELD)
    assert one(decision, FireTimer).after is TimerState.STOPPED
    assert one(decision, AskReview).reasons == (ReviewReason.DEEMING_BLOCKED,)
    assert len(of(decision, DisputeCompletion)) == contested


@pytest.mark.parametrize(
    "outcome", [ReplyOutcome.APPROVE, ReplyOutcome.QUESTION, ReplyOutcome.LATER, ReplyOutcome.UNCLEAR]
)
def test_another_reply_waits_in_the_queue_and_stops_nothing(outcome: ReplyOutcome) -> None:
    assert after(asked(), replied(outcome), outcome=Outcome.HELD).effects == ()


def test_a_reply_that_decides_nothing_is_read_by_a_person_before_silence_can_count() -> None:
    decision = after(asked(), replied(ReplyOutcome.UNRELATED), outcome=Outcome.JOINED)
    assert one(decision, AskReview).reasons == (ReviewReason.APPROVAL_UNCLEAR,)
    assert of(decision, FireTimer) == []
    assert after(asked(), replied(ReplyOutcome.UNRELATED), outcome=Outcome.AUTOMATIC).effects == ()
    assert after(complete(), replied(ReplyOutcome.UNRELATED), outcome=Outcome.JOINED).effects == ()


def test_no_machine_objects_and_nobody_to_what_is_complete() -> None:
    assert after(asked(), replied(ReplyOutcome.REJECT), outcome=Outcome.AUTOMATIC).effects == ()
    assert after(complete(), replied(ReplyOutcome.REJECT), outcome=Outcome.LATE).effects == ()


def test_a_signed_go_live_form_is_how_the_stage_was_agreed() -> None:
    found = deployment(go_live=go_live(state=AWAITING), language="de")
    decision = after(found, accepted(), moved(AWAITING, ACCEPTED, 50))
    agreed = one(decision, AgreeStage)
    assert (agreed.stage, agreed.acceptance, agreed.fetch_id) == (DeploymentStage.GO_LIVE, ACCEPTANCE, 88)
    assert agreed.how == "unterzeichnet von Lena am 19. März 2031"
    assert of(decision, MoveDeployment) == []


@pytest.mark.parametrize(
    ("language", "how"),
    [
        ("en", "accepted by Lena, recorded by kim on 19 March 2031"),
        ("de", "angenommen von Lena, eingetragen von kim am 19. März 2031"),
    ],
)
def test_what_a_person_recorded_is_never_called_signed(language: str, how: str) -> None:
    asked_of = form_request(LEAD, ApprovalKind.GO_LIVE)
    found = deployment(go_live=go_live(asked_of, state=AWAITING), language=language)
    recorded = accepted(type=AcceptanceType.RECORDED, by="kim", key=asked_of.key, reply_fetch_id=0)
    decision = after(found, recorded, moved(AWAITING, ACCEPTED, 50))
    assert one(decision, AgreeStage).how == how
    assert "is accepted, recorded by kim: the system may be taken live" in entered(decision)
    form = after(found, recorded, moved(AWAITING, ACCEPTED, 77), form=filled("pre_install"))
    assert "Customer Ltd" in one(form, AgreeStage).how


def test_a_dispute_of_go_live_that_is_settled_leaves_how_it_was_agreed() -> None:
    decision = after(live(go_live=go_live(state=DISPUTED)), moved(DISPUTED, ACCEPTED, 50))
    assert of(decision, AgreeStage) == []


def test_a_contested_go_live_form_leaves_the_date_to_a_person() -> None:
    early = after(deployment(go_live=go_live()), moved(ACCEPTED, DISPUTED, 50))
    assert of(early, AskReview) == []
    late = after(live(go_live=go_live()), moved(ACCEPTED, DISPUTED, 50))
    assert one(late, AskReview).reasons == (ReviewReason.DEPLOYMENT_CHANGED,)


def filled(name: str, state: FormState = FormState.TO_SIGN) -> FormFacts:
    return FormFacts(
        form_id=5,
        number=12,
        version=1,
        key=form_key(ApprovalKind.QUESTIONS),
        definition=FormDefinition(name, "v", (), (), (), signed=True),
        state=state,
        deployment_id=4,
        customer="Customer Ltd",
        ticket=routing.ticket(),
        language="en",
        to_address=LEAD,
        to_name="Lena",
        sent_at=LIVE,
        sent_text="",
        sent_message_id="",
        reminded=0,
    )


def test_a_signed_summary_signs_its_form_and_agrees_the_stage_of_its_name() -> None:
    found = deployment(stage=DeploymentStage.PRE_INSTALL)
    decision = after(found, accepted(), moved(AWAITING, ACCEPTED, 77), form=filled("pre_install"))
    assert one(decision, MoveForm).after is FormState.SIGNED
    assert one(decision, AgreeStage).stage is DeploymentStage.PRE_INSTALL
    other = after(found, accepted(), moved(AWAITING, ACCEPTED, 77), form=filled("wallboards"))
    assert one(other, MoveForm).after is FormState.SIGNED
    assert of(other, AgreeStage) == []


def test_a_refused_summary_leaves_its_form_answered() -> None:
    decision = after(deployment(), moved(AWAITING, REJECTED, 77), form=filled("pre_install"))
    assert one(decision, MoveForm).after is FormState.ANSWERED


def mail(template: MailTemplate, kind: ApprovalKind = ApprovalKind.COMPLETION) -> SendMail:
    return SendMail(template, 0, 1, LEAD, "Lena", "en", "auto-generated", approval=form_key(kind))


def test_the_mails_that_ask_for_completion_say_their_dates() -> None:
    later = asked()
    later = replace(later, timers=tuple(replace(one_, due_at=local(2031, 4, 5)) for one_ in later.timers))
    decision = follow(Decision(None, (), (mail(MailTemplate.APPROVAL_REMINDER),)), later, POLICY, NOW)
    assert dict(one(decision, SendMail).values) == {
        "live_on": "2031-03-10",
        "deemed_on": "2031-04-05",
        "timezone": "Europe/Berlin",
    }
    first = live(completion=completion(current_version=0))
    decision = follow(Decision(None, (), (mail(MailTemplate.APPROVAL_REQUEST),)), first, POLICY, NOW)
    assert dict(one(decision, SendMail).values)["deemed_on"] == "2031-04-01"
    again = follow(Decision(None, (), (mail(MailTemplate.APPROVAL_REQUEST),)), asked(), POLICY, NOW)
    assert dict(one(again, SendMail).values)["deemed_on"] == "2031-04-03"


@pytest.mark.parametrize(
    "sent",
    [
        mail(MailTemplate.APPROVAL_ENDED),
        mail(MailTemplate.APPROVAL_REQUEST, ApprovalKind.GO_LIVE),
        replace(mail(MailTemplate.APPROVAL_REQUEST), approval=None),
    ],
)
def test_other_mails_say_no_dates(sent: SendMail) -> None:
    assert one(follow(Decision(None, (), (sent,)), asked(), POLICY, NOW), SendMail).values == ()


def test_a_bounce_stops_the_term_and_asks_for_another_contact() -> None:
    bounced = routing.outbox(recipient=LEAD, state=OutboxState.SENT)
    effects = notice_bounced(asked(), bounced, NOW)
    assert one(effects, FireTimer).after is TimerState.STOPPED
    assert one(effects, AskReview).reasons == (ReviewReason.DEEMING_BLOCKED,)
    assert "Find another contact" in one(effects, AskReview).text
    assert notice_bounced(complete(), bounced, NOW) == ()


def by_hand(found: DeploymentFacts, **changes: Any) -> Decision:
    values: dict[str, Any] = {"by": "kim", "address": LEAD.upper(), "evidence": "signed on paper on the 19th"}
    return decide_deployment(CompleteByHand(**values | changes), deploying(found), NOW)


def test_completion_recorded_by_hand_is_an_acceptance_with_its_issues() -> None:
    decision = by_hand(asked(), outstanding=("Report is late", "Wallboard is dark"))
    assert one(decision, RecordAcceptance).type is AcceptanceType.RECORDED
    assert one(decision, MoveDeployment).after is DeploymentStage.BUSINESS_AS_USUAL
    assert one(decision, RecordCompletion).deemed is False
    assert [effect.text for effect in of(decision, LinkOutstanding)] == ["Report is late", "Wallboard is dark"]
    assert len(of(decision, OpenTicket)) == 2
    assert one(decision, FireTimer).after is TimerState.CANCELLED


@pytest.mark.parametrize(
    ("found", "changes", "why"),
    [
        (live(), {}, "no Completion form of deployment 9 waits"),
        (asked(completion=completion(state=ACCEPTED)), {}, "no Completion form of deployment 9 waits"),
        (asked(), {"address": BOSS}, f"has no open request.*{LEAD} was asked"),
        (asked(), {"evidence": " "}, "needs evidence"),
    ],
)
def test_completion_is_not_recorded_by_hand_like_this(found: DeploymentFacts, changes: Any, why: str) -> None:
    with pytest.raises(Refused, match=why):
        by_hand(found, **changes)


def drafted(found: DeploymentFacts) -> DraftProposal:
    command = DraftForm("kim", "Sign-off", (("Contract", "K-17"),))
    return one(decide_draft_completion(command, deploying(found), NOW), DraftProposal)


def test_a_person_drafts_the_form_early_or_again_and_it_says_the_new_term() -> None:
    early = drafted(live())
    assert (early.proposal_id, early.ready, early.by, early.content.title) == (0, False, "kim", "Sign-off")
    again = drafted(asked())
    said = dict(line for section in again.content.sections for line in section.lines)
    assert again.proposal_id == 60
    assert said["Contract"] == "K-17"
    assert said["Deemed accepted from"].startswith("3 April 2031, 00:00")


@pytest.mark.parametrize(
    "found",
    [
        deployment(),
        complete(),
        live(holds=(HoldFacts(LIVE, "kim", "x"),)),
        asked(completion=completion(state=DISPUTED)),
        asked(completion=completion(state=ACCEPTED)),
    ],
)
def test_no_form_is_drafted_too_early_too_late_or_on_hold(found: DeploymentFacts) -> None:
    with pytest.raises(Refused):
        drafted(found)
