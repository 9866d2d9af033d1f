"""The life of a deployment through the real store, handler, timers and mails: what customers sign, and what follows."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.vocabulary import (
    AcceptanceType,
    ApprovalKind,
    DeploymentStage,
    LiveRecord,
    Outcome,
    ProposalState,
    ReviewReason,
    Source,
    TimerKind,
    TimerState,
)
from processor.errors import Refused
from processor.facts.deployments import (
    AddCondition,
    DraftForm,
    MeetCondition,
    ReopenStage,
    StageDone,
    StageFacts,
    TakeLive,
    WaiveCondition,
)
from processor.facts.proposing import Withdraw
from processor.services.deployments import Deployments
from processor.services.freezing import Freezing, FrozenVersion
from tests.unit.services.deploying import DAY, DeployingDesk, plain_of, quoted
from tests.unit.services.desk import ADDRESSES
from tests.unit.services.proposing import ANNA, OLGA

LIVE = datetime(2031, 3, 12, 18, 0, tzinfo=UTC)
"""19:00 in Berlin; the clocks there change on 30 March."""

FORM_DUE = datetime(2031, 3, 19, 8, 0, tzinfo=UTC)
DEEMED = datetime(2031, 4, 2, 22, 0, tzinfo=UTC)
CO, GL = ApprovalKind.COMPLETION, ApprovalKind.GO_LIVE


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeployingDesk]:
    made = DeployingDesk(tmp_path)
    yield made
    made.close()


def at_completion(desk: DeployingDesk, **values: str) -> int:
    """The number of a deployment whose Completion form has just gone out."""
    number = desk.live(LIVE, **values)
    desk.minds(FORM_DUE)
    assert desk.stage(number) is DeploymentStage.COMPLETION
    return number


def accepts(desk: DeployingDesk, *lines: str) -> Outcome | None:
    """The outcome of Olga's reply to the newest request for Completion."""
    request = desk.tagged(OLGA, "CO-1.")[-1]
    said = f"On Wed, 19 Mar 2031 at 09:00, Vendor Support <{ADDRESSES['support']}> wrote:"
    words = "\r\n".join([*lines, "", said, "", quoted(plain_of(request))])
    return desk.reply(OLGA, "Olga Smirnova", words, to=request)


def issues(desk: DeployingDesk, number: int) -> dict[str, int]:
    """The issues that are outstanding, and their tickets."""
    return {one.text: one.ticket_number for one in desk.view(number).outstanding}


def told(receipt: str, text: str, ticket: int) -> bool:
    """Whether one line of the receipt has both the issue and its ticket's number."""
    return any(text in line and str(ticket) in line for line in receipt.split("\n"))


def test_from_the_start_to_business_as_usual(desk: DeployingDesk) -> None:
    number = desk.started()
    [conversation] = desk.opened()
    assert conversation.source is Source.DEPLOYMENT
    assert desk.stage(number) is DeploymentStage.STAKEHOLDERS
    desk.installed(number)
    assert desk.stage(number) is DeploymentStage.GO_LIVE
    desk.send_go_live(number)
    assert desk.reply(OLGA, "Olga Smirnova", "Approved") is Outcome.ACCEPTED
    assert desk.paper(GL, number) is ProposalState.ACCEPTED
    assert desk.stage(number) is DeploymentStage.GO_LIVE, "the signature takes nothing live"
    signed = desk.now
    desk.now = signed + 2 * DAY
    desk.do(number, TakeLive("carla", signed + DAY, LiveRecord.RECORDED))
    line = desk.view(number).line
    assert (line.stage, line.live_at, line.live_record) == (DeploymentStage.WARRANTY, signed + DAY, LiveRecord.RECORDED)
    desk.days(signed + 9 * DAY)
    assert desk.stage(number) is DeploymentStage.COMPLETION
    assert accepts(desk, "Approved") is Outcome.ACCEPTED
    assert desk.stage(number) is DeploymentStage.BUSINESS_AS_USUAL
    assert [one.type for one in desk.acceptances()] == [AcceptanceType.SIGNED] * 2
    view = desk.view(number)
    assert not view.line.deemed
    assert view.line.effective_at == desk.acceptances()[-1].accepted_at
    agreed = {one.stage: one for one in view.stages}
    assert agreed[DeploymentStage.GO_LIVE].agreed_acceptance == desk.acceptances()[0].acceptance_id
    assert agreed[DeploymentStage.COMPLETION].agreed_acceptance == desk.acceptances()[1].acceptance_id
    assert all(one.done for one in view.stages if one.stage is not DeploymentStage.BUSINESS_AS_USUAL)
    assert desk.timer(number, TimerKind.DEEMED_ACCEPTANCE)[0] is TimerState.CANCELLED
    desk.days(signed + 40 * DAY)
    assert len(desk.acceptances()) == 2, "what was signed is not deemed as well"


def test_go_live_waits_for_its_conditions(desk: DeployingDesk) -> None:
    number = desk.started(conditions=("first invoice paid", "contract signed"))
    desk.installed(number)
    paid, contract = desk.view(number).conditions
    with pytest.raises(Refused, match="first invoice paid"):
        desk.send_go_live(number)
    desk.do(number, MeetCondition("carla", paid.condition_id))
    with pytest.raises(Refused, match="reason"):
        desk.do(number, WaiveCondition("carla", contract.condition_id, " "))
    with pytest.raises(Refused, match="contract signed"):
        desk.send_go_live(number)
    assert desk.sent_to(OLGA)[-1]["Subject"] == "Who may approve for Customer AG is changing"
    desk.do(number, WaiveCondition("carla", contract.condition_id, "the board meets on Monday"))
    desk.send_go_live(number)
    assert "the board meets on Monday" in plain_of(desk.tagged(OLGA, "GL-1.1")[0])


def test_a_condition_that_comes_up_meanwhile_keeps_a_drafted_form_back(
    desk: DeployingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = desk.started()
    desk.installed(number)
    draft = Deployments._draft

    def meanwhile(self: Deployments, *arguments: object) -> bool:
        drafted = draft(self, *arguments)  # type: ignore[arg-type]
        desk.do(number, AddCondition("boris", "second invoice paid"))
        return drafted

    monkeypatch.setattr(Deployments, "_draft", meanwhile)
    with pytest.raises(Refused, match="second invoice paid"):
        desk.send_go_live(number)
    assert desk.tagged(OLGA, "GL-1.") == []


def test_a_go_live_in_the_future_or_before_the_installation_is_refused(desk: DeployingDesk) -> None:
    number = desk.started()
    early = desk.now - DAY
    with pytest.raises(Refused, match="installation, training and testing"):
        desk.do(number, TakeLive("carla", desk.now, LiveRecord.ASSESSED, "they use it"))
    desk.installed(number)
    for at, why in ((desk.now + DAY, "still to come"), (early, "when the installation was done")):
        with pytest.raises(Refused, match=why):
            desk.do(number, TakeLive("carla", at, LiveRecord.ASSESSED, "they use it"))
    with pytest.raises(Refused, match="has to sign it first"):
        desk.do(number, TakeLive("carla", desk.now, LiveRecord.RECORDED))
    with pytest.raises(Refused, match="needs a reason"):
        desk.do(number, TakeLive("carla", desk.now, LiveRecord.ASSESSED))
    assert desk.view(number).timers == ()


def test_acceptance_with_outstanding_issues(desk: DeployingDesk) -> None:
    """A list of bullets below the word: each is a ticket, and its number goes back in the receipt."""
    number = at_completion(desk)
    assert accepts(desk, "Approved", "", "- The report for March is empty", "- No music in queue 4") is Outcome.ACCEPTED
    found = issues(desk, number)
    assert list(found) == ["The report for March is empty", "No music in queue 4"]
    assert desk.stage(number) is DeploymentStage.BUSINESS_AS_USUAL
    [acceptance] = desk.acceptances()
    assert desk.seal() >= 1
    receipt = plain_of(desk.tagged(OLGA, "AC-2031.1")[0])
    assert acceptance.type is AcceptanceType.SIGNED
    for text, ticket in found.items():
        assert told(receipt, text, ticket), receipt
    assert all(desk.ticket(ticket).line.requester == OLGA for ticket in found.values())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", ("Согласовано", "", "1. Не выгружается отчёт", "2. Нет звука в очереди 4")),
        ("de", ("Genehmigt", "", "* Bericht für März ist leer", "* Keine Musik in Warteschlange 4")),
    ],
)
def test_outstanding_issues_in_other_languages(desk: DeployingDesk, language: str, words: tuple[str, ...]) -> None:
    number = at_completion(desk, language=language)
    assert accepts(desk, *words) is Outcome.ACCEPTED
    assert list(issues(desk, number)) == [line.partition(" ")[2] for line in words[2:]]


def test_issues_written_into_the_section_of_the_quoted_form(desk: DeployingDesk) -> None:
    number = at_completion(desk)
    request = desk.tagged(OLGA, "CO-1.1")[-1]
    text = (
        plain_of(request)
        .replace("1. ____", "1. The report for March is empty")
        .replace("2. ____", "2. No music in queue 4")
    )
    said = f"On Wed, 19 Mar 2031 at 09:00, Vendor Support <{ADDRESSES['support']}> wrote:"
    desk.reply(OLGA, "Olga Smirnova", f"Approved\r\n\r\n{said}\r\n\r\n{quoted(text)}", to=request)
    assert list(issues(desk, number)) == ["The report for March is empty", "No music in queue 4"]
    assert desk.stage(number) is DeploymentStage.BUSINESS_AS_USUAL


def test_issues_told_in_prose_go_to_a_person_before_anything_is_accepted(desk: DeployingDesk) -> None:
    number = at_completion(desk)
    prose = "Approved, though the wallboard shows yesterday and queue 4 plays no music at all."
    assert accepts(desk, prose) is Outcome.HELD
    assert desk.acceptances() == []
    assert issues(desk, number) == {}
    assert desk.stage(number) is DeploymentStage.COMPLETION
    assert len(desk.store.views.reviews()) == 1


def test_not_until_these_are_fixed_accepts_nothing_and_stops_the_term(desk: DeployingDesk) -> None:
    number = at_completion(desk)
    accepts(desk, "We accept it once these are fixed:", "- The report for March is empty")
    assert desk.acceptances() == []
    desk.days(DEEMED + 5 * DAY)
    assert desk.acceptances() == []
    assert desk.stage(number) is DeploymentStage.COMPLETION


def test_a_refusal_stops_the_term_and_another_version_starts_it_anew(desk: DeployingDesk) -> None:
    number = at_completion(desk)
    accepts(desk, "Rejected: the wallboard shows yesterday")
    assert desk.paper(CO, number) is ProposalState.REJECTED
    assert desk.timer(number, TimerKind.DEEMED_ACCEPTANCE)[0] is TimerState.STOPPED
    assert desk.asked(ReviewReason.DEEMING_BLOCKED)
    desk.days(DEEMED + 2 * DAY)
    assert desk.acceptances() == []
    desk.send_completion(number)
    state, due = desk.timer(number, TimerKind.DEEMED_ACCEPTANCE)
    assert state is TimerState.PLANNED
    assert due >= desk.now + 14 * DAY, "the whole notice again"
    first, second = desk.tagged(OLGA, "CO-1.1")[0], desk.tagged(OLGA, "CO-1.2")[0]
    desk.reply(OLGA, "Olga Smirnova", "Approved", to=first)
    assert desk.acceptances() == [], "an approval of the older version accepts nothing"
    assert desk.paper(CO, number) is ProposalState.AWAITING_CUSTOMER
    desk.reply(OLGA, "Olga Smirnova", "Approved", to=second)
    assert desk.stage(number) is DeploymentStage.BUSINESS_AS_USUAL


def test_an_objection_to_the_receipt_disputes_the_completion(desk: DeployingDesk) -> None:
    number = at_completion(desk)
    accepts(desk, "Approved")
    desk.seal()
    receipt = desk.tagged(OLGA, "AC-2031.1")[0]
    desk.reply(OLGA, "Olga Smirnova", "I object: the wallboard shows yesterday.", to=receipt)
    assert desk.stage(number) is DeploymentStage.COMPLETION
    assert desk.view(number).line.disputed_at == desk.now
    assert desk.paper(CO, number) is ProposalState.DISPUTED
    desk.days(DEEMED + 3 * DAY)
    assert len(desk.acceptances()) == 1, "what is disputed is not deemed"


def test_an_objection_to_the_record_that_was_deemed(desk: DeployingDesk) -> None:
    number = at_completion(desk)
    desk.days(DEEMED)
    [deemed] = desk.acceptances()
    assert deemed.type is AcceptanceType.DEEMED
    desk.seal()
    receipt = desk.tagged(OLGA, "AC-2031.1")[0]
    desk.reply(OLGA, "Olga Smirnova", "We object to this, the system is not complete.", to=receipt)
    assert desk.stage(number) is DeploymentStage.COMPLETION
    assert desk.acceptances()[0].disputed


def test_a_changed_go_live_date_moves_what_has_not_happened(desk: DeployingDesk) -> None:
    number = desk.live(LIVE)
    ticket = desk.view(number).line.ticket_number
    desk.now = LIVE + 3 * DAY
    desk.do(number, TakeLive("carla", LIVE + 2 * DAY, LiveRecord.ASSESSED, "the cut-over was put off"))
    assert desk.timer(number, TimerKind.COMPLETION_FORM) == (TimerState.PLANNED, FORM_DUE + 2 * DAY)
    assert desk.timer(number, TimerKind.DEEMED_ACCEPTANCE) == (TimerState.PLANNED, DEEMED + 2 * DAY)
    said = [one.text for one in desk.ticket(ticket).entries if "no longer" in one.text]
    assert len(said) == 1
    assert "the cut-over was put off" in said[0]
    assert "moved: completion_form from 2031-03-19 08:00 UTC to 2031-03-21 08:00 UTC" in said[0]
    desk.minds(FORM_DUE)
    assert desk.tagged(OLGA, "CO-1.") == []
    desk.minds(FORM_DUE + 2 * DAY)
    assert len(desk.tagged(OLGA, "CO-1.1")) == 1
    desk.do(number, TakeLive("carla", LIVE + 3 * DAY, LiveRecord.ASSESSED, "one day more"))
    assert desk.timer(number, TimerKind.COMPLETION_FORM) == (TimerState.FIRED, FORM_DUE + 2 * DAY)
    assert desk.timer(number, TimerKind.DEEMED_ACCEPTANCE) == (TimerState.PLANNED, DEEMED + 3 * DAY)
    [asked] = desk.asked(ReviewReason.DEPLOYMENT_CHANGED)
    assert "one day more" in asked
    assert len(desk.view(number).live_changes) == 3


def test_a_withdrawn_completion_form_is_answered_by_nobody(desk: DeployingDesk) -> None:
    number = at_completion(desk)
    desk.proposals.withdraw(number, Withdraw("carla", "sent too early"), desk.tick(), CO)
    accepts(desk, "Approved")
    assert desk.acceptances() == []
    desk.days(DEEMED + DAY)
    assert desk.acceptances() == []
    desk.send_completion(number)
    assert len(desk.tagged(OLGA, "CO-1.2")) == 1


def test_a_completion_form_by_hand_goes_out_once(desk: DeployingDesk) -> None:
    """Sent by a person on day 3: day 7 sends no other one, and what was deemed counts from the date of going live."""
    number = desk.live(LIVE)
    desk.days(LIVE + 3 * DAY)
    desk.send_completion(number)
    desk.days(FORM_DUE + 2 * DAY)
    assert len(desk.tagged(OLGA, "CO-1.1")) == 2, "the form, and its reminder"
    assert desk.tagged(OLGA, "CO-1.2") == []
    assert desk.timer(number, TimerKind.DEEMED_ACCEPTANCE)[1] == DEEMED


def test_a_form_that_a_person_drafted_before_a_crash_goes_out_on_its_day(
    desk: DeployingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the lines that the person gave it."""
    number = desk.live(LIVE)
    form = DraftForm("carla", "", (("Handover", "Jonas keeps the admin account"),))

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(desk.issuing, "send", crash)
        with pytest.raises(KeyboardInterrupt):
            desk.deployments.send_completion(number, form, (), desk.tick())
    desk.minds(FORM_DUE - timedelta(seconds=1))
    assert desk.tagged(OLGA, "CO-1.") == []
    desk.minds(FORM_DUE)
    [request] = desk.tagged(OLGA, "CO-1.1")
    assert "Jonas keeps the admin account" in plain_of(request)


def test_nobody_may_sign_and_a_person_is_told(desk: DeployingDesk) -> None:
    number = desk.live(LIVE)
    entry = next(one for one in desk.store.facts.register(1) if one.address == OLGA)
    desk.ended(entry.approver_id)
    with pytest.raises(Refused, match="nobody of Customer AG may approve CO-1"):
        desk.minds(FORM_DUE)
    assert any("nobody of the customer may sign" in one for one in desk.asked(ReviewReason.DEEMING_BLOCKED))
    desk.approver("paul@customer.example", "Paul Becker")
    desk.minds(desk.now + timedelta(hours=1))
    assert len(desk.tagged("paul@customer.example", "CO-1.1")) == 1
    assert desk.stage(number) is DeploymentStage.COMPLETION


def test_anna_can_not_sign(desk: DeployingDesk) -> None:
    """She is the contact, and no approver: her word goes to a person and accepts nothing."""
    number = at_completion(desk)
    request = desk.tagged(OLGA, "CO-1.1")[-1]
    desk.reply(ANNA, "Anna", "Approved", to=request)
    assert desk.acceptances() == []
    assert desk.stage(number) is DeploymentStage.COMPLETION


def test_stages_are_done_in_order_and_say_how_they_were_agreed(desk: DeployingDesk) -> None:
    number = desk.started()
    desk.do(number, StageDone("carla", desk.now.date(), "Anna's mail of this morning"))
    stages = {one.stage: one for one in desk.view(number).stages}
    assert stages[DeploymentStage.STAKEHOLDERS].agreed_how == "Anna's mail of this morning"
    with pytest.raises(Refused):
        desk.send_completion(number)
    with pytest.raises(Refused, match="finish the stages before Go-Live first"):
        desk.send_go_live(number)


def test_a_condition_that_is_added_while_the_form_is_rendered_keeps_it_from_going_out(desk: DeployingDesk) -> None:
    number = desk.started()
    desk.installed(number)
    frozen = Freezing.freeze

    def freeze(*words: Any) -> FrozenVersion:
        desk.do(number, AddCondition("dan", "The first half is paid"))
        return frozen(*words)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Freezing, "freeze", freeze)
        with pytest.raises(Refused, match="The first half is paid"):
            desk.send_go_live(number)
    desk.post()
    assert desk.tagged(OLGA, "GL-1.1") == []
    assert desk.paper(GL, number) is ProposalState.DRAFT


def test_the_signature_of_go_live_outlasts_a_date_that_was_taken_back(desk: DeployingDesk) -> None:
    number = desk.started()
    desk.installed(number)
    desk.send_go_live(number)
    assert desk.reply(OLGA, "Olga Smirnova", "Approved") is Outcome.ACCEPTED
    desk.do(number, TakeLive("carla", desk.now, LiveRecord.RECORDED))
    first = agreed(desk, number)
    assert first.agreed_how.startswith("signed by Olga Smirnova on ")
    desk.do(number, ReopenStage("carla", "it was the test system"))
    assert agreed(desk, number).agreed_how == first.agreed_how.partition("; ")[0]
    desk.now += DAY
    desk.do(number, TakeLive("carla", desk.now, LiveRecord.RECORDED))
    again = agreed(desk, number)
    assert again.agreed_how.partition("; ")[0] == first.agreed_how.partition("; ")[0]
    assert again.agreed_how != first.agreed_how, "it names the new moment"
    assert again.agreed_acceptance == first.agreed_acceptance != 0


def agreed(desk: DeployingDesk, number: int) -> StageFacts:
    """How Go-Live was agreed."""
    known = desk.store.read(lambda: desk.store.facts.deployment_facts(number, desk.now))
    return next(one for one in known.stages if one.stage is DeploymentStage.GO_LIVE)
