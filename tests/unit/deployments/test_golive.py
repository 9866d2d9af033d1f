"""Going live: the form that is signed, and the date on which the system was taken live, apart from it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.vocabulary import (
    ApprovalKind,
    DeploymentStage,
    LiveRecord,
    ProposalState,
    Quorum,
    ReviewReason,
    TimerKind,
    TimerState,
)
from processor.deployments.commands import decide_deployment
from processor.deployments.golive import decide_draft_go_live, require_go_live
from processor.effects.approvals import DraftProposal
from processor.effects.decision import Decision
from processor.effects.deployments import AgreeStage, MoveDeployment, PlanTimer, RecordLive
from processor.effects.tickets import AskReview
from processor.errors import Refused
from processor.facts.deployments import ConditionFacts, DeploymentFacts, DraftForm, HoldFacts, StageFacts, TakeLive
from processor.facts.proposals import AttachedDocument
from tests.unit.deployments.builders import (
    BERLIN,
    LIVE,
    asked,
    deploying,
    deployment,
    entered,
    go_live,
    live,
    local,
    of,
    one,
    planned,
    stages,
)

NOW = LIVE + timedelta(hours=3)
UNMET = ConditionFacts(5, "First half is paid")
SIGNED = deployment(go_live=go_live())
RECORDED = TakeLive("kim", LIVE, LiveRecord.RECORDED)
ASSESSED = TakeLive("kim", LIVE, LiveRecord.ASSESSED, "they work with it and do not answer")


def take(command: TakeLive, found: DeploymentFacts = SIGNED, now: datetime = NOW) -> Decision:
    return decide_deployment(command, deploying(found), now)


def draft(found: DeploymentFacts, **changes: Any) -> Decision:
    return decide_draft_go_live(DraftForm("kim", "", **changes), deploying(found), NOW)


def test_the_form_says_what_was_done_and_that_dates_count_from_going_live() -> None:
    waived = ConditionFacts(6, "Fire drill", waived_by="kim", waived_why="goodwill")
    met = ConditionFacts(7, "Cable is laid", met_at=LIVE, met_by="kim")
    manual = AttachedDocument("plan.pdf", "application/pdf", "a" * 64, 10)
    drafted = one(
        draft(deployment(conditions=(waived, met)), lines=(("Lines", "20"),), documents=(manual,), quorum=Quorum.ALL),
        DraftProposal,
    )
    assert (drafted.kind, drafted.number, drafted.deployment_id) == (ApprovalKind.GO_LIVE, 9, 4)
    assert (drafted.quorum, drafted.content.valid_until, drafted.content.documents) == (Quorum.ALL, None, (manual,))
    said = dict(line for section in drafted.content.sections for line in section.lines)
    assert said["Installation"] == "27 January 2031; how installation"
    assert (said["Fire drill"], said["Cable is laid"]) == ("waived: goodwill", "fulfilled on 10 March 2031")
    assert said["Lines"] == "20"
    assert "not from this approval" in said["Go-Live"]
    assert drafted.content.title == "Go-Live of Contact centre at Hamburg"


@pytest.mark.parametrize("language", ["ru", "de"])
def test_the_form_has_no_english_in_another_language(language: str) -> None:
    found = deployment(language=language, stages=tuple(replace(one_, agreed_how="") for one_ in stages()))
    sections = one(draft(found), DraftProposal).content.sections
    english = one(draft(replace(found, language="en")), DraftProposal).content.sections
    labels = {label for section in sections for label, _ in section.lines} | {section.title for section in sections}
    theirs = {label for section in english for label, _ in section.lines} | {section.title for section in english}
    assert labels & theirs <= {"System", "Installation"}


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (deployment(conditions=(UNMET,)), r"wait with Go-Live for its conditions \(5: First half is paid\)"),
        (deployment(stage=DeploymentStage.TESTING), "finish the stages before Go-Live first"),
        (live(), "needs no Go-Live form any more"),
        (deployment(holds=(HoldFacts(LIVE, "kim", "no server"),)), "on hold since"),
    ],
)
def test_the_form_is_not_sent_like_this(found: DeploymentFacts, why: str) -> None:
    with pytest.raises(Refused, match=why):
        require_go_live(found)
    with pytest.raises(Refused, match=why):
        draft(found)


def test_a_form_that_was_refused_or_withdrawn_goes_out_again_and_an_accepted_one_does_not() -> None:
    for state in (ProposalState.REJECTED, ProposalState.WITHDRAWN, ProposalState.AWAITING_CUSTOMER):
        assert one(draft(deployment(go_live=go_live(state=state))), DraftProposal).proposal_id == 50
    with pytest.raises(Refused, match="GL-9 is accepted"):
        draft(SIGNED)


def test_being_taken_live_plans_everything_that_counts_from_it() -> None:
    decision = take(RECORDED)
    recorded, moved = one(decision, RecordLive), one(decision, MoveDeployment)
    assert (recorded.at, recorded.record) == (LIVE, LiveRecord.RECORDED)
    assert (moved.after, moved.day) == (DeploymentStage.WARRANTY, LIVE.date())
    assert planned(decision) == {
        TimerKind.COMPLETION_FORM: local(2031, 3, 17, 9),
        TimerKind.WARRANTY_END: local(2031, 4, 1),
        TimerKind.DEEMED_ACCEPTANCE: local(2031, 4, 1),
    }
    assert "deemed_acceptance at 2031-03-31 22:00 UTC" in entered(decision)


def test_the_date_counts_and_not_the_signature() -> None:
    earlier = TakeLive("kim", LIVE - timedelta(days=3), LiveRecord.RECORDED)
    assert planned(take(earlier))[TimerKind.COMPLETION_FORM] == local(2031, 3, 14, 9)


def test_a_date_can_be_assessed_with_a_reason_where_nobody_signs() -> None:
    for form in (None, go_live(state=ProposalState.REJECTED), go_live(state=ProposalState.AWAITING_CUSTOMER)):
        decision = take(ASSESSED, deployment(go_live=form))
        assert one(decision, RecordLive).why == "they work with it and do not answer"
        assert "assessed: they work with it" in one(decision, MoveDeployment).how


@pytest.mark.parametrize(
    ("command", "found", "why"),
    [
        (replace(RECORDED, at=NOW + timedelta(seconds=1)), SIGNED, "is still to come"),
        (replace(ASSESSED, at=NOW + timedelta(seconds=1)), SIGNED, "is still to come"),
        (
            replace(RECORDED, at=datetime(2031, 1, 26, 22, 59, 59, tzinfo=UTC)),
            SIGNED,
            "before 2031-01-27, when the inst",
        ),
        (replace(ASSESSED, at=datetime(2031, 1, 26, 22, 59, 59, tzinfo=UTC)), SIGNED, "before 2031-01-27"),
        (RECORDED, replace(SIGNED, stages=(StageFacts(DeploymentStage.INSTALLATION),)), "no day on which the install"),
        (RECORDED, replace(SIGNED, conditions=(UNMET,)), "5: First half is paid"),
        (ASSESSED, replace(SIGNED, conditions=(UNMET,)), "5: First half is paid"),
        (RECORDED, deployment(), "is not written yet: the customer has to sign it first"),
        (RECORDED, deployment(go_live=go_live(state=ProposalState.AWAITING_CUSTOMER)), "is awaiting customer"),
        (RECORDED, deployment(go_live=go_live(state=ProposalState.DISPUTED)), "is disputed"),
        (replace(ASSESSED, reason="  "), deployment(), "needs a reason"),
        (RECORDED, replace(SIGNED, stage=DeploymentStage.TESTING), "once installation, training and testing are done"),
        (ASSESSED, replace(SIGNED, stage=DeploymentStage.CANCELLED), "cannot be taken live"),
    ],
)
def test_a_system_is_not_live_like_this(command: TakeLive, found: DeploymentFacts, why: str) -> None:
    with pytest.raises(Refused, match=why):
        take(command, found)


def test_the_first_moment_of_the_day_of_installation_is_not_before_it() -> None:
    at = datetime(2031, 1, 26, 23, 0, tzinfo=UTC)
    assert one(take(replace(RECORDED, at=at)), RecordLive).at == at


CORRECTED = TakeLive("kim", LIVE + timedelta(days=2), LiveRecord.RECORDED, "it was the Wednesday")
LATER = LIVE + timedelta(days=3)


def test_a_corrected_date_moves_what_has_not_happened_yet_visibly() -> None:
    decision = take(CORRECTED, live(go_live=go_live()), LATER)
    assert planned(decision) == {
        TimerKind.COMPLETION_FORM: local(2031, 3, 19, 9),
        TimerKind.WARRANTY_END: local(2031, 4, 3),
        TimerKind.DEEMED_ACCEPTANCE: local(2031, 4, 3),
    }
    assert of(decision, AskReview) == []
    assert of(decision, MoveDeployment) == []
    text = entered(decision)
    assert "is 2031-03-12 08:30 UTC, no longer 2031-03-10 08:30 UTC: it was the Wednesday" in text
    assert "completion_form from 2031-03-17 08:00 UTC to 2031-03-19 08:00 UTC" in text


EARLIER = TakeLive("kim", LIVE - timedelta(days=4), LiveRecord.ASSESSED, "they used it since Thursday")


def test_silence_never_counts_before_the_day_that_the_form_names() -> None:
    """A form that was sent early says day 22 by the date that was recorded then: the customer has until that day."""
    decision = take(EARLIER, asked(go_live=go_live()), LATER)
    assert planned(decision) == {
        TimerKind.WARRANTY_END: local(2031, 3, 28),
        TimerKind.DEEMED_ACCEPTANCE: local(2031, 4, 1),
    }
    assert planned(take(EARLIER, live(go_live=go_live()), LATER))[TimerKind.DEEMED_ACCEPTANCE] == local(2031, 3, 28)


BEFORE = "taken live on 10 March 2031, 09:30 (Europe/Berlin)"


@pytest.mark.parametrize(
    ("record", "why", "how", "then"),
    [
        (LiveRecord.RECORDED, "", f"signed by Lena; {BEFORE}", "signed by Lena; "),
        (LiveRecord.ASSESSED, "silent", f"{BEFORE}, assessed: silent", ""),
        (LiveRecord.ASSESSED, "silent", "signed by Lena", "signed by Lena; "),
    ],
)
def test_how_going_live_was_agreed_names_the_corrected_moment(
    record: LiveRecord, why: str, how: str, then: str
) -> None:
    known = StageFacts(DeploymentStage.GO_LIVE, None, LIVE.date(), LIVE.date(), how, 7, 8)
    found = live(go_live=go_live(), stages=(*stages(), known), live_record=record, live_why=why)
    agreed = one(take(CORRECTED, found, LATER), AgreeStage)
    assert agreed.how == f"{then}taken live on 12 March 2031, 09:30 (Europe/Berlin)"
    assert (agreed.stage, agreed.acceptance, agreed.fetch_id) == (DeploymentStage.GO_LIVE, 7, 8)


def test_where_something_had_happened_it_stays_and_a_csm_looks() -> None:
    decision = take(CORRECTED, asked(go_live=go_live()), LATER)
    assert set(planned(decision)) == {TimerKind.WARRANTY_END, TimerKind.DEEMED_ACCEPTANCE}
    assert one(decision, AskReview).reasons == (ReviewReason.DEPLOYMENT_CHANGED,)
    assert "completion_form" in one(decision, AskReview).text


def test_a_stopped_term_is_not_set_going_by_a_corrected_date() -> None:
    found = asked(go_live=go_live(), states={"deemed_acceptance": TimerState.STOPPED})
    decision = take(CORRECTED, found, LATER)
    assert set(planned(decision)) == {TimerKind.WARRANTY_END}
    assert "deemed_acceptance" in one(decision, AskReview).text


def test_after_completion_a_corrected_date_only_moves_the_warranty() -> None:
    found = asked(go_live=go_live(), stage=DeploymentStage.BUSINESS_AS_USUAL, effective_at=LIVE + timedelta(days=9))
    decision = take(CORRECTED, found, LATER)
    assert {effect.kind for effect in of(decision, PlanTimer)} == {TimerKind.WARRANTY_END}
    assert one(decision, AskReview).reasons == (ReviewReason.DEPLOYMENT_CHANGED,)


def test_a_correction_needs_a_reason_and_a_change() -> None:
    with pytest.raises(Refused, match="changing that needs a reason"):
        take(replace(CORRECTED, reason=""), live(go_live=go_live()), LATER)
    with pytest.raises(Refused, match="already"):
        take(replace(RECORDED, reason="x"), live(go_live=go_live(), live_record=LiveRecord.RECORDED), LATER)


def test_a_system_can_be_live_while_the_deployment_is_on_hold() -> None:
    held = replace(SIGNED, holds=(HoldFacts(LIVE - timedelta(days=1), "kim", "no server"),))
    assert one(take(RECORDED, held), RecordLive).at == LIVE
    assert held.timezone == BERLIN
