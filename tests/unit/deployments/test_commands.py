"""What people do with a deployment before and around its going live: start, stages, conditions, quantities, holds."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from models.vocabulary import (
    ApprovalKind,
    DeploymentStage,
    ProposalState,
    Source,
    TimerKind,
    TimerState,
)
from processor.deployments.commands import decide_deployment
from processor.deployments.starting import decide_start
from processor.effects.approvals import DraftProposal, MoveProposal
from processor.effects.decision import Decision
from processor.effects.deployments import (
    BeginHold,
    CreateDeployment,
    EndHold,
    EnterCondition,
    FireTimer,
    MoveDeployment,
    RecordLive,
    SetPlan,
    SetQuantity,
    SettleCondition,
)
from processor.effects.tickets import AddParty, CreateContact, OpenTicket
from processor.errors import Refused
from processor.facts.deployments import (
    AddCondition,
    CancelDeployment,
    ConditionFacts,
    DeploymentCommand,
    DeploymentFacts,
    HoldDeployment,
    HoldFacts,
    MeetCondition,
    PlanStage,
    QuantityFacts,
    ReopenStage,
    ResumeDeployment,
    StageDone,
    StageFacts,
    StartDeployment,
    UseQuantity,
    WaiveCondition,
)
from tests.unit.deployments.builders import (
    BEFORE_LIVE,
    LIVE,
    POLICY,
    asked,
    completion,
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
from tests.unit.routing import builders as routing

NOW = LIVE
TODAY = date(2031, 3, 10)


def decide(command: DeploymentCommand, found: DeploymentFacts, **changes: Any) -> Decision:
    return decide_deployment(command, deploying(found, **changes), NOW)


def start(**changes: Any) -> StartDeployment:
    values: dict[str, Any] = {
        "by": "kim",
        "customer_id": 3,
        "customer": "Customer Ltd",
        "site": " Hamburg ",
        "title": "Contact centre",
        "language": "en",
        "timezone": "Europe/Berlin",
        "contact": "anna@customer.example",
        "quantities": (("queues", Decimal(5)),),
        "conditions": ("First half is paid",),
    }
    return StartDeployment(**values | changes)


def test_a_deployment_begins_with_its_ticket() -> None:
    decision = decide_start(start(), routing.known(), routing.policy(), NOW)
    opened, created = one(decision, OpenTicket), one(decision, CreateDeployment)
    assert (opened.source, opened.category, opened.subject) == (
        Source.DEPLOYMENT,
        None,
        "Deployment of Contact centre at Hamburg",
    )
    assert (created.stage, created.site, created.ticket) == (DeploymentStage.STAKEHOLDERS, "Hamburg", opened.local)
    assert created.conditions == ("First half is paid",)
    assert one(decision, AddParty).contact == opened.requester == 7
    assert of(decision, CreateContact) == []


def test_a_contact_that_nobody_knows_is_remembered_with_the_customer() -> None:
    decision = decide_start(start(), routing.stranger(), routing.policy(), NOW)
    assert one(decision, CreateContact).customer_id == 3
    assert of(decide_start(start(contact=""), routing.stranger(), routing.policy(), NOW), AddParty) == []


@pytest.mark.parametrize(
    ("language", "subject"),
    [("ru", "Внедрение Contact centre: Hamburg"), ("de", "Einführung von Contact centre: Hamburg")],
)
def test_the_subject_is_in_the_customers_language(language: str, subject: str) -> None:
    decision = decide_start(start(language=language), routing.known(), routing.policy(), NOW)
    assert one(decision, OpenTicket).subject == subject


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"customer_id": 0}, "needs a customer"),
        ({"title": " "}, "needs a title"),
        ({"site": ""}, "needs a site"),
        ({"timezone": "Hamburg"}, "is no time zone"),
        ({"conditions": (" ",)}, "a condition needs words"),
        ({"quantities": (("queues", Decimal(-1)),)}, "-1 is no amount of queues"),
        ({"quantities": (("queues", Decimal("NaN")),)}, "no amount of queues"),
        ({"quantities": (("queues", Decimal("1e999999999")),)}, "no amount of queues"),
        ({"quantities": (("queues", Decimal(1)), ("Queues", Decimal(2)))}, "a name of its own"),
        ({"contact": "anna"}, "is no mail address"),
        ({"contact": routing.policy().own_addresses[0]}, "is an address of ours"),
        ({"plan": ((DeploymentStage.CANCELLED, NOW.date()),)}, "nobody plans"),
        ({"plan": ((DeploymentStage.TESTING, NOW.date()),) * 2}, "testing is planned for two days"),
        ({"plan": ((DeploymentStage.TESTING, date(231, 3, 1)),)}, "0231-03-01 is more than 50 years away"),
        ({"customer_id": 8}, "another customer"),
    ],
)
def test_what_cannot_begin_is_refused_with_a_sentence(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        decide_start(start(**changes), routing.known(), routing.policy(), NOW)


def at(stage: DeploymentStage, **changes: Any) -> DeploymentFacts:
    before = BEFORE_LIVE[: BEFORE_LIVE.index(stage)] if stage in BEFORE_LIVE else BEFORE_LIVE
    here = StageFacts(stage, planned=date(2031, 3, 1), begun=date(2031, 2, 24))
    return deployment(stage=stage, stages=(*stages(before), here), **changes)


def test_a_stage_is_done_on_its_day_with_how_that_was_agreed() -> None:
    decision = decide(StageDone("kim", TODAY, "call with Anna", fetch_id=44), at(DeploymentStage.TRAINING))
    moved = one(decision, MoveDeployment)
    assert (moved.before, moved.after, moved.day) == (DeploymentStage.TRAINING, DeploymentStage.TESTING, TODAY)
    assert (moved.how, moved.fetch_id) == ("call with Anna", 44)
    assert "training was done on 2031-03-10, planned for 2031-03-01: call with Anna" in entered(decision)


def test_how_a_stage_was_agreed_by_its_form_is_kept() -> None:
    found = at(DeploymentStage.TRAINING)
    signed = replace(found.stages[-1], agreed_how="signed by Anna", agreed_acceptance=12, agreed_fetch_id=34)
    found = replace(found, stages=(*found.stages[:-1], signed))
    moved = one(decide(StageDone("kim", TODAY, ""), found), MoveDeployment)
    assert (moved.how, moved.acceptance, moved.fetch_id) == ("signed by Anna", 12, 34)


@pytest.mark.parametrize(
    ("day", "how", "why"),
    [
        (TODAY + timedelta(days=1), "agreed", "is still to come"),
        (date(2031, 2, 23), "agreed", "it cannot be done before that"),
        (TODAY, " ", "say how it was agreed"),
    ],
)
def test_a_stage_is_not_done_ahead_of_time_nor_without_a_word(day: date, how: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        decide(StageDone("kim", day, how), at(DeploymentStage.TRAINING))


def test_today_is_the_customers_day() -> None:
    found = replace(at(DeploymentStage.TRAINING), timezone="Pacific/Auckland")
    tomorrow_here = StageDone("kim", TODAY + timedelta(days=1), "agreed")
    late = LIVE + timedelta(hours=5)
    assert one(decide_deployment(tomorrow_here, deploying(found), late), MoveDeployment).day == tomorrow_here.day


@pytest.mark.parametrize("stage", [DeploymentStage.GO_LIVE, DeploymentStage.WARRANTY, DeploymentStage.CANCELLED])
def test_other_commands_end_the_other_stages(stage: DeploymentStage) -> None:
    with pytest.raises(Refused):
        decide(StageDone("kim", TODAY, "agreed"), deployment(stage=stage))


def test_on_hold_no_stage_is_done() -> None:
    with pytest.raises(Refused, match="on hold since 2031-03-09"):
        decide(StageDone("kim", TODAY, "x"), at(DeploymentStage.TRAINING, holds=(hold(),)))


def hold(**changes: Any) -> HoldFacts:
    return replace(HoldFacts(LIVE - timedelta(days=1), "kim", "no server"), **changes)


def test_a_stage_is_gone_back_to_with_a_reason() -> None:
    decision = decide(ReopenStage("kim", "the test data were wrong"), at(DeploymentStage.TESTING))
    assert one(decision, MoveDeployment).after is DeploymentStage.TRAINING
    with pytest.raises(Refused, match="needs a reason"):
        decide(ReopenStage("kim", ""), at(DeploymentStage.TESTING))
    with pytest.raises(Refused, match="cannot go back a stage"):
        decide(ReopenStage("kim", "x"), at(DeploymentStage.STAKEHOLDERS))


def test_a_system_that_is_not_live_after_all_has_no_timers() -> None:
    decision = decide(ReopenStage("kim", "wrong site"), live())
    assert one(decision, MoveDeployment).after is DeploymentStage.GO_LIVE
    assert one(decision, RecordLive).at is None
    assert {effect.after for effect in of(decision, FireTimer)} == {TimerState.CANCELLED}
    assert len(of(decision, FireTimer)) == 3


def test_what_has_gone_on_since_is_not_taken_back() -> None:
    rung = live()
    rung = replace(rung, timers=tuple(replace(one_, state=TimerState.FIRED) for one_ in rung.timers))
    for found in (rung, live(completion=completion())):
        with pytest.raises(Refused, match="correct the date instead"):
            decide(ReopenStage("kim", "wrong site"), found)


def test_a_stage_is_planned_and_planned_anew() -> None:
    decision = decide(PlanStage("kim", DeploymentStage.TRAINING, TODAY), at(DeploymentStage.TRAINING))
    assert one(decision, SetPlan).day == TODAY
    assert "(before: 2031-03-01)" in entered(decision)
    assert (
        one(decide(PlanStage("kim", DeploymentStage.TRAINING, None), at(DeploymentStage.TRAINING)), SetPlan).day is None
    )
    with pytest.raises(Refused, match="was done on"):
        decide(PlanStage("kim", DeploymentStage.STAKEHOLDERS, TODAY), at(DeploymentStage.TRAINING))
    with pytest.raises(Refused, match="given up"):
        decide(PlanStage("kim", DeploymentStage.TRAINING, TODAY), deployment(stage=DeploymentStage.CANCELLED))


def test_a_deployment_that_is_given_up_withdraws_its_form_and_its_timers() -> None:
    waiting = go_live(state=ProposalState.AWAITING_CUSTOMER)
    timers = replace(live().timers[0], kind=TimerKind.CHECK_IN)
    decision = decide(CancelDeployment("kim", "no budget"), deployment(go_live=waiting, timers=(timers,)))
    assert one(decision, MoveDeployment).after is DeploymentStage.CANCELLED
    assert one(decision, MoveProposal).after is ProposalState.WITHDRAWN
    assert one(decision, FireTimer).after is TimerState.CANCELLED
    with pytest.raises(Refused, match="cannot be cancelled"):
        decide(CancelDeployment("kim", "no budget"), live())
    with pytest.raises(Refused, match="needs a reason"):
        decide(CancelDeployment("kim", ""), deployment())
    assert of(decide(CancelDeployment("kim", "no budget"), deployment(go_live=go_live())), MoveProposal) == []


UNMET = ConditionFacts(5, "First half is paid")
MET = ConditionFacts(6, "Cable is laid", met_at=LIVE, met_by="kim")


def test_a_condition_is_added_met_and_waived() -> None:
    found = deployment(conditions=(UNMET, MET))
    assert one(decide(AddCondition("kim", " Fire drill "), found), EnterCondition).text == "Fire drill"
    assert one(decide(MeetCondition("kim", 5), found), SettleCondition).waived_why == ""
    waived = decide(WaiveCondition("kim", 5, "goodwill"), found)
    assert one(waived, SettleCondition).waived_why == "goodwill"
    assert "condition 5 is waived (First half is paid): goodwill" in entered(waived)


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (AddCondition("kim", ""), "needs words"),
        (MeetCondition("kim", 99), "has no condition 99"),
        (MeetCondition("kim", 6), "settled already"),
        (WaiveCondition("kim", 6, "x"), "settled already"),
        (WaiveCondition("kim", 5, " "), "needs a reason"),
        (WaiveCondition("mallory", 5, "x"), "may not waive a condition: ask one of kim, lee"),
    ],
)
def test_a_condition_is_not_settled_like_this(command: DeploymentCommand, why: str) -> None:
    with pytest.raises(Refused, match=why):
        decide(command, deployment(conditions=(UNMET, MET)))


def test_the_setting_says_who_may_waive() -> None:
    policy = replace(POLICY, waivers=("boss",))
    found = deployment(conditions=(UNMET,))
    with pytest.raises(Refused, match="ask one of boss"):
        decide(WaiveCondition("kim", 5, "x"), found, policy=policy)
    assert one(decide(WaiveCondition("boss", 5, "x"), found, policy=policy), SettleCondition).by == "boss"


def test_once_it_is_live_conditions_of_going_live_are_history() -> None:
    for command in (AddCondition("kim", "x"), MeetCondition("kim", 5), WaiveCondition("kim", 5, "x")):
        with pytest.raises(Refused, match="changes nothing any more"):
            decide(command, live(conditions=(UNMET,)))


QUEUES = QuantityFacts("queues", Decimal(5), Decimal(3))


def use(used: str, name: str = "queues", known: QuantityFacts = QUEUES, **changes: Any) -> Decision:
    return decide(UseQuantity("kim", name, Decimal(used)), deployment(quantities=(known,), **changes))


def test_within_the_fee_nothing_is_drafted() -> None:
    assert one(use("5"), SetQuantity).used == 5
    assert of(use("5"), DraftProposal) == []
    assert of(use("0"), DraftProposal) == []


@pytest.mark.parametrize(
    ("language", "scope"),
    [
        ("en", "2.5 more of “queues”: set up, tested and handed over as part of the deployment."),
        ("ru", "Ещё 2.5 («queues»): настройка, проверка и передача в рамках внедрения."),
        ("de", "2.5 weitere („queues“): eingerichtet, getestet und im Rahmen der Einführung übergeben."),
    ],
)
def test_what_exceeds_the_fee_is_drafted_in_the_customers_language(language: str, scope: str) -> None:
    drafted = one(use("7.50", language=language), DraftProposal)
    assert (drafted.kind, drafted.language, drafted.content.scope) == (ApprovalKind.PROPOSAL, language, scope)
    assert (drafted.content.hours, drafted.content.price, drafted.ready) == (None, None, False)
    assert drafted.content.valid_until == TODAY + timedelta(days=30)
    assert drafted.ticket == deployment().ticket.ticket_id


def test_nothing_is_drafted_twice_for_the_same_excess() -> None:
    over = replace(QUEUES, used=Decimal(7))
    assert of(use("7", known=over), DraftProposal) == []
    assert of(use("6", known=over), DraftProposal) == []
    assert "1 more of" in one(use("8", known=over), DraftProposal).content.scope


def test_a_quantity_that_the_fee_does_not_know_is_included_with_nothing() -> None:
    decision = use("2", "wallboards")
    assert one(decision, SetQuantity).name == "wallboards"
    assert "2 more of “wallboards”" in one(decision, DraftProposal).content.scope
    assert one(use("4", "QUEUES"), SetQuantity).name == "queues"


@pytest.mark.parametrize(("used", "name"), [("-1", "queues"), ("NaN", "queues"), ("Infinity", "queues"), ("1", " ")])
def test_what_is_no_amount_is_refused(used: str, name: str) -> None:
    with pytest.raises(Refused):
        use(used, name)


def test_a_hold_says_what_stands_still() -> None:
    decision = decide(HoldDeployment("kim", "no server"), live())
    assert one(decision, BeginHold).reason == "no server"
    assert "completion_form of 2031-03-17 08:00 UTC" in entered(decision)


@pytest.mark.parametrize(
    ("found", "reason", "why"),
    [
        (live(), " ", "needs a reason"),
        (live(holds=(hold(),)), "x", "on hold already: no server"),
        (deployment(stage=DeploymentStage.CANCELLED), "x", "nothing to hold"),
        (asked(stage=DeploymentStage.BUSINESS_AS_USUAL), "x", "nothing to hold"),
    ],
)
def test_a_hold_that_makes_no_sense_is_refused(found: DeploymentFacts, reason: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        decide(HoldDeployment("kim", reason), found)


def test_after_a_hold_every_planned_timer_moves_by_its_days_visibly() -> None:
    found = live(holds=(hold(since=local(2031, 3, 12, 10)),))
    decision = decide_deployment(ResumeDeployment("kim"), deploying(found), local(2031, 3, 15, 10))
    assert one(decision, EndHold).by == "kim"
    assert planned(decision) == {
        TimerKind.COMPLETION_FORM: local(2031, 3, 20, 9),
        TimerKind.WARRANTY_END: local(2031, 4, 4),
        TimerKind.DEEMED_ACCEPTANCE: local(2031, 4, 4),
    }
    assert "completion_form from 2031-03-17 08:00 UTC to 2031-03-20 08:00 UTC" in entered(decision)


def test_what_has_rung_or_was_stopped_does_not_move() -> None:
    found = asked(states={"deemed_acceptance": TimerState.STOPPED}, holds=(hold(since=local(2031, 3, 18)),))
    decision = decide_deployment(ResumeDeployment("kim"), deploying(found), local(2031, 3, 19))
    assert set(planned(decision)) == {TimerKind.WARRANTY_END}


def test_there_is_nothing_to_resume_without_a_hold() -> None:
    with pytest.raises(Refused, match="is not on hold"):
        decide(ResumeDeployment("kim"), live())
