"""Timers one second before and at each deadline, in three time zones with a change of the clocks; late, and on hold."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from models.vocabulary import (
    AcceptanceType,
    ApprovalKind,
    DeploymentStage,
    ProposalState,
    Quorum,
    ReviewReason,
    TimerKind,
    TimerState,
)
from processor.deployments.planning import LEGAL
from processor.deployments.timers import decide_timer
from processor.effects.approvals import DraftProposal, RecordAcceptance
from processor.effects.deployments import FireTimer, MoveDeployment, RecordCompletion
from processor.effects.tickets import AskReview, Enter
from processor.facts.deployments import DeploymentFacts, HoldFacts, TimerRow
from processor.facts.proposals import AttachedDocument, Section
from tests.unit.deployments.builders import (
    BERLIN,
    LIVE,
    NEW_YORK,
    SYDNEY,
    asked,
    completion,
    content,
    entered,
    live,
    local,
    notice,
    of,
    one,
    timer_facts,
)

SECOND = timedelta(seconds=1)
STARTS = {BERLIN: (2031, 3, 17), NEW_YORK: (2031, 3, 3), SYDNEY: (2031, 3, 31)}
CLOCKS = [(zone, clock) for zone in STARTS for clock in ((0, 0), (9, 30), (23, 59))]


def went_live(zone: str, clock: tuple[int, int]) -> datetime:
    return local(*STARTS[zone], *clock, zone)


def day(zone: str, after: int, hour: int) -> datetime:
    """The hour of a day so many calendar days after going live, counted on the calendar by hand."""
    first = datetime(*STARTS[zone]) + timedelta(days=after)  # noqa: DTZ001
    return local(first.year, first.month, first.day, hour, 0, zone)


def silent(zone: str, clock: tuple[int, int]) -> DeploymentFacts:
    return asked(live_at=went_live(zone, clock), timezone=zone)


@pytest.mark.parametrize(("zone", "clock"), CLOCKS)
def test_the_completion_form_leaves_at_nine_of_day_seven_and_not_a_second_before(
    zone: str, clock: tuple[int, int]
) -> None:
    facts = timer_facts(live(went_live(zone, clock), timezone=zone), TimerKind.COMPLETION_FORM)
    nine = day(zone, 7, 9)
    assert decide_timer(facts, nine - SECOND).effects == ()
    decision = decide_timer(facts, nine)
    drafted = one(decision, DraftProposal)
    assert (drafted.kind, drafted.ready, drafted.number) == (ApprovalKind.COMPLETION, True, 9)
    assert one(decision, MoveDeployment).after is DeploymentStage.COMPLETION
    assert one(decision, FireTimer).after is TimerState.FIRED


@pytest.mark.parametrize(("zone", "clock"), CLOCKS)
def test_the_warranty_ends_when_day_twenty_one_is_over_and_not_a_second_before(
    zone: str, clock: tuple[int, int]
) -> None:
    facts = timer_facts(silent(zone, clock), TimerKind.WARRANTY_END)
    assert decide_timer(facts, day(zone, 22, 0) - SECOND).effects == ()
    decision = decide_timer(facts, day(zone, 22, 0))
    assert one(decision, FireTimer).after is TimerState.FIRED
    assert "the warranty is over" in entered(decision)


@pytest.mark.parametrize(("zone", "clock"), CLOCKS)
def test_silence_counts_from_midnight_after_day_twenty_one_and_not_a_second_before(
    zone: str, clock: tuple[int, int]
) -> None:
    at = went_live(zone, clock)
    notices = (notice(at=day(zone, 7, 9)), notice("approval_reminder", at + timedelta(days=12)))
    facts = timer_facts(silent(zone, clock), notices=notices)
    midnight = day(zone, 22, 0)
    assert decide_timer(facts, midnight - SECOND).effects == ()
    decision = decide_timer(facts, midnight)
    recorded = one(decision, RecordAcceptance)
    assert (recorded.type, recorded.accepted_at) == (AcceptanceType.DEEMED, midnight)
    assert one(decision, RecordCompletion).effective_at == midnight


def test_a_late_timer_is_caught_up_and_the_effect_stays_where_it_belongs() -> None:
    midnight = local(2031, 4, 1)
    late = midnight + timedelta(days=3, hours=5)
    decision = decide_timer(timer_facts(asked()), late)
    assert one(decision, RecordAcceptance).accepted_at == midnight
    assert one(decision, MoveDeployment).day == date(2031, 4, 1)
    assert "2031-03-31 22:00 UTC, recorded at 2031-04-04 03:00 UTC" in entered(decision)
    form = decide_timer(timer_facts(live(), TimerKind.COMPLETION_FORM), local(2031, 3, 18, 11))
    assert "26 hours after it was due" in entered(form)


@pytest.mark.parametrize("state", [TimerState.FIRED, TimerState.CANCELLED, TimerState.STOPPED])
@pytest.mark.parametrize("kind", LEGAL)
def test_a_timer_that_is_not_planned_brings_about_nothing(kind: TimerKind, state: TimerState) -> None:
    facts = timer_facts(asked(), kind)
    facts = replace(facts, timer=replace(facts.timer, state=state))
    decision = decide_timer(facts, local(2031, 6, 1))
    assert (decision.effects, decision.matches[0].rule) == ((), "not_planned")


@pytest.mark.parametrize("kind", LEGAL)
def test_on_hold_no_timer_rings(kind: TimerKind) -> None:
    found = live(holds=(HoldFacts(local(2031, 3, 15), "kim", "no server"),))
    decision = decide_timer(timer_facts(found, kind), local(2031, 6, 1))
    assert (decision.effects, decision.matches[0].rule) == ((), "on_hold")
    assert "no server" in decision.matches[0].reason


@pytest.mark.parametrize(
    "stage", [DeploymentStage.COMPLETION, DeploymentStage.BUSINESS_AS_USUAL, DeploymentStage.GO_LIVE]
)
def test_no_completion_form_goes_out_where_none_is_due_any_more(stage: DeploymentStage) -> None:
    decision = decide_timer(timer_facts(live(stage=stage), TimerKind.COMPLETION_FORM), local(2031, 3, 17, 9))
    assert one(decision, FireTimer).after is TimerState.CANCELLED
    assert of(decision, DraftProposal) == []


def test_the_form_says_the_dates_that_count() -> None:
    decision = decide_timer(timer_facts(live(), TimerKind.COMPLETION_FORM), local(2031, 3, 17, 9))
    said = dict(line for section in one(decision, DraftProposal).content.sections for line in section.lines)
    assert said["Taken live"] == "10 March 2031, 09:30 (Europe/Berlin)"
    assert said["Warranty until the end of"] == "31 March 2031"
    assert said["Deemed accepted from"].startswith("1 April 2031, 00:00 (Europe/Berlin)")
    assert said["Site"] == "Hamburg"
    assert "one issue a line" in said["In your reply"]


@pytest.mark.parametrize(
    ("language", "title", "deemed"),
    [
        ("ru", "Завершение внедрения Contact centre: Hamburg", "1 апреля 2031 г., 00:00 (Europe/Berlin)"),
        ("de", "Abschluss der Einführung von Contact centre: Hamburg", "1. April 2031, 00:00 (Europe/Berlin)"),
        ("fr", "Completion of the deployment of Contact centre at Hamburg", "1 April 2031, 00:00 (Europe/Berlin)"),
    ],
)
def test_the_form_speaks_the_customers_language(language: str, title: str, deemed: str) -> None:
    decision = decide_timer(timer_facts(live(language=language), TimerKind.COMPLETION_FORM), local(2031, 3, 17, 9))
    drafted = one(decision, DraftProposal)
    assert drafted.content.title == title
    assert any(deemed in value for section in drafted.content.sections for _, value in section.lines)


def test_a_title_comes_from_the_forms_own_definition_where_there_is_one() -> None:
    facts = timer_facts(live(), TimerKind.COMPLETION_FORM, titles=(("completion", "Project sign-off"),))
    assert one(decide_timer(facts, local(2031, 3, 17, 9)), DraftProposal).content.title == "Project sign-off"


def test_what_a_person_prepared_goes_out_with_its_documents_lines_and_quorum() -> None:
    manual = AttachedDocument("acceptance.pdf", "application/pdf", "a" * 64, 10)
    sections = (Section("Further details", (("Contract", "K-17"),)), Section("Dates", (("Taken live", "long ago"),)))
    draft = completion(
        state=ProposalState.DRAFT,
        current_version=0,
        sent_at=None,
        quorum=Quorum.ALL,
        content=content(title="Ours", sections=sections, documents=(manual,)),
    )
    facts = timer_facts(live(completion=draft), TimerKind.COMPLETION_FORM)
    drafted = one(decide_timer(facts, local(2031, 3, 17, 9)), DraftProposal)
    said = dict(line for section in drafted.content.sections for line in section.lines)
    assert (drafted.proposal_id, drafted.quorum, drafted.content.title) == (60, Quorum.ALL, "Ours")
    assert drafted.content.documents == (manual,)
    assert said["Contract"] == "K-17"
    assert said["Taken live"] != "long ago"


def test_where_nobody_of_the_customer_may_sign_the_csm_is_told_at_once() -> None:
    facts = timer_facts(live(), TimerKind.COMPLETION_FORM, approvers=())
    decision = decide_timer(facts, local(2031, 3, 17, 9))
    assert one(decision, AskReview).reasons == (ReviewReason.DEEMING_BLOCKED,)
    assert of(decide_timer(timer_facts(live(), TimerKind.COMPLETION_FORM), local(2031, 3, 17, 9)), AskReview) == []


def lent(kind: TimerKind, **changes: object) -> DeploymentFacts:
    found = live(**changes)
    row = TimerRow(8, kind, LIVE + timedelta(days=5), TimerState.PLANNED, form_id=5)
    return replace(found, timers=(*found.timers, row))


@pytest.mark.parametrize("kind", [TimerKind.FORM_REMINDER, TimerKind.CHECK_IN])
def test_what_another_room_asks_for_is_done_with_the_ringing_or_not_at_all(kind: TimerKind) -> None:
    more = Enter(1, "form", "signoff", "reminded")  # type: ignore[arg-type]
    facts = timer_facts(lent(kind), kind)
    assert decide_timer(facts, facts.timer.due_at - SECOND, (more,)).effects == ()
    assert more in decide_timer(facts, facts.timer.due_at, (more,)).effects
    gone = timer_facts(lent(kind, stage=DeploymentStage.CANCELLED), kind)
    assert one(decide_timer(gone, facts.timer.due_at, (more,)), FireTimer).after is TimerState.CANCELLED
