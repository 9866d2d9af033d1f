"""What keeps silence from counting as acceptance: each thing by itself, through the real store, handler and timers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from models.vocabulary import (
    AcceptanceType,
    ApprovalKind,
    CaseReason,
    Category,
    DeploymentStage,
    ProposalState,
    ReviewReason,
    Severity,
    Switch,
    TimerKind,
    TimerState,
)
from processor.errors import Permanent, Refused
from processor.facts.causes import Correct, Note, Reply
from processor.facts.deployments import DeemByHand, HoldDeployment, ResumeDeployment
from processor.facts.proposing import Settle
from tests.unit.services.deploying import DAY, DeployingDesk, deferred, plain_of, refused
from tests.unit.services.desk import mail
from tests.unit.services.proposing import ANNA, OLGA

LIVE = datetime(2031, 3, 12, 18, 0, tzinfo=UTC)
FORM_DUE = datetime(2031, 3, 19, 8, 0, tzinfo=UTC)
DEEMED = datetime(2031, 4, 2, 22, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
CO = ApprovalKind.COMPLETION
TERM = TimerKind.DEEMED_ACCEPTANCE


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeployingDesk]:
    made = DeployingDesk(tmp_path)
    yield made
    made.close()


def silent(desk: DeployingDesk, until: datetime = DEEMED - timedelta(hours=1)) -> int:
    """The number of a deployment whose customer has not answered, an hour before the end of the term."""
    number = desk.live(LIVE)
    desk.days(until)
    return number


def types(desk: DeployingDesk) -> list[AcceptanceType]:
    return [one.type for one in desk.acceptances()]


def test_silence_of_a_customer_who_was_told_and_reminded_counts(desk: DeployingDesk) -> None:
    number = silent(desk)
    assert len(desk.tagged(OLGA, "CO-1.1")) == 3, "the form, and two reminders"
    assert types(desk) == []
    desk.minds(DEEMED)
    [deemed] = desk.acceptances()
    assert deemed.type is AcceptanceType.DEEMED
    assert deemed.accepted_at == DEEMED
    line = desk.view(number).line
    assert (line.stage, line.effective_at, line.deemed) == (DeploymentStage.BUSINESS_AS_USUAL, DEEMED, True)
    desk.seal()
    receipt = plain_of(desk.tagged(OLGA, "AC-2031.1")[0])
    assert "deemed accepted" in receipt
    assert "Nobody has signed it" in receipt


def test_it_takes_effect_when_the_term_ended_however_late_it_is_recorded(desk: DeployingDesk) -> None:
    silent(desk)
    desk.minds(DEEMED + 3 * DAY)
    [deemed] = desk.acceptances()
    assert (deemed.accepted_at, deemed.decided_at) == (DEEMED, DEEMED + 3 * DAY)


def test_no_reminder_goes_out_once_the_term_is_over(desk: DeployingDesk) -> None:
    """The machine was off over the end of the term: deeming and the last reminder are caught up in the same pass."""
    desk.live(LIVE)
    desk.days(FORM_DUE + 8 * DAY)
    sent = len(desk.tagged(OLGA, "CO-1.1"))
    assert sent == 2, "the form, and the first reminder: the second is yet to come"
    desk.minds(DEEMED + DAY)
    assert types(desk) == [AcceptanceType.DEEMED]
    assert len(desk.tagged(OLGA, "CO-1.1")) == sent


def test_a_mailbox_that_was_not_looked_into_since_the_end(desk: DeployingDesk) -> None:
    number = silent(desk)
    desk.now = DEEMED + timedelta(hours=1)
    assert desk.keeping.turn(desk.now) == 1, "the end of the warranty"
    assert types(desk) == []
    assert desk.timer(number, TERM)[0] is TimerState.PLANNED, "it is asked again"
    assert desk.deployments.waits_for(number, desk.now).startswith("mail is read and decided until ")
    assert desk.deployments.waits_for(number, DEEMED - SECOND) == "", "the term runs"
    desk.minds(desk.now + timedelta(minutes=1))
    assert desk.deployments.waits_for(number, desk.now) == ""
    assert types(desk) == [AcceptanceType.DEEMED]


def test_mail_that_is_not_handled_yet(desk: DeployingDesk) -> None:
    silent(desk)
    desk.now = DEEMED - SECOND
    asked = desk.tagged(OLGA, "CO-1.1")[-1]
    desk.put(desk.answer(OLGA, "Olga Smirnova", "Rejected: the report is empty", to=asked))
    desk.now = DEEMED + SECOND
    desk.forget_connections()
    desk.sweep()
    assert desk.keeping.turn(desk.now) == 1, "the end of the warranty"
    assert types(desk) == []
    desk.handle()
    desk.keeping.turn(desk.tick())
    assert types(desk) == []
    assert desk.paper(CO, 1) is ProposalState.REJECTED, "it came in time"


def test_an_acceptance_that_came_in_time_and_is_handled_late_is_signed(desk: DeployingDesk) -> None:
    silent(desk)
    desk.now = DEEMED - SECOND
    desk.put(desk.answer(OLGA, "Olga Smirnova", "Approved", to=desk.tagged(OLGA, "CO-1.1")[-1]))
    desk.minds(DEEMED + DAY)
    assert types(desk) == [AcceptanceType.SIGNED]


def test_quarantined_mail_of_the_customer(desk: DeployingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = silent(desk)

    def fails(*_: object, **__: object) -> None:
        raise Permanent("something in it can't be stored")

    with monkeypatch.context() as patch:
        patch.setattr(desk.applier, "apply", fails)
        desk.put(mail("About the system", "It is slow.", sender=f"Anna <{ANNA}>", Message_ID="<9@c>"))
        for _ in range(4):
            desk.sweep()
            desk.handle()
            desk.now += timedelta(minutes=10)
    [row] = desk.store.quarantine.list()
    desk.minds(DEEMED + DAY)
    assert types(desk) == []
    assert desk.timer(number, TERM)[0] is TimerState.PLANNED
    desk.store.quarantine.retry(row.fetch_id, desk.now)
    desk.minds(desk.now + timedelta(minutes=1))
    assert types(desk) == [], "now it is in the queue"
    settle(desk)
    desk.minds(desk.now + timedelta(minutes=1))
    assert types(desk) == [AcceptanceType.DEEMED]


def settle(desk: DeployingDesk) -> None:
    """A person decides everything in the queue."""
    for line in desk.store.views.reviews():
        labels = Correct("boris", Category.BUG, Severity.MEDIUM, CaseReason.BUG)
        desk.tickets.review(line.review_id, labels, desk.tick())


def test_something_undecided_in_the_queue(desk: DeployingDesk) -> None:
    """Anna asks something on the conversation's ticket that a person has to look at."""
    silent(desk)
    desk.work(mail("Both plants", "Please show both plants.", sender=f"Anna <{ANNA}>", Message_ID="<1@c>"))
    assert len(desk.store.views.reviews()) == 1
    desk.minds(DEEMED + DAY)
    assert types(desk) == []
    settle(desk)
    desk.minds(desk.now + timedelta(minutes=1))
    assert types(desk) == [AcceptanceType.DEEMED]


def test_something_of_another_customer_keeps_nobody_waiting(desk: DeployingDesk) -> None:
    silent(desk)
    desk.store.people.add_customer("Other Ltd", language="en", domains=("other.example",))
    desk.work(mail("Both plants", "Please show both plants.", sender="Eve <eve@other.example>", Message_ID="<1@o>"))
    assert len(desk.store.views.reviews()) == 1
    desk.minds(DEEMED)
    assert types(desk) == [AcceptanceType.DEEMED]


def test_a_hold_stops_time_and_days_on_hold_come_on_top(desk: DeployingDesk) -> None:
    number = silent(desk, FORM_DUE + 5 * DAY)
    began = desk.now
    desk.do(number, HoldDeployment("carla", "their plant is on strike"))
    desk.days(DEEMED + 5 * DAY)
    assert types(desk) == []
    assert desk.view(number).line.held_for == "their plant is on strike"
    reminded = len(desk.tagged(OLGA, "CO-1.1"))
    desk.do(number, ResumeDeployment("carla"))
    held = (desk.now.date() - began.date()).days + 1
    state, due = desk.timer(number, TERM)
    assert state is TimerState.PLANNED
    assert abs(due - (DEEMED + held * DAY)) <= timedelta(hours=26), (due, held)
    assert due > DEEMED + (held - 1) * DAY
    desk.days(due - SECOND)
    assert types(desk) == []
    desk.minds(due)
    assert types(desk) == [AcceptanceType.DEEMED]
    assert len(desk.tagged(OLGA, "CO-1.1")) >= reminded


def test_a_form_that_the_server_took_too_late(desk: DeployingDesk) -> None:
    """Their server is out of order for two days: on day 21 the customer has not had the form for 14 days."""
    number = desk.live(LIVE)
    desk.answers[OLGA] = deferred
    desk.days(FORM_DUE + timedelta(hours=47), each=timedelta(hours=2))
    desk.answers.clear()
    desk.days(DEEMED)
    assert types(desk) == []
    assert desk.timer(number, TERM)[0] is TimerState.STOPPED
    [asked] = desk.asked(ReviewReason.DEEMING_BLOCKED)
    assert "at least 14 days before" in asked


def test_a_form_that_no_server_took_is_not_deemed_by_hand_either(desk: DeployingDesk) -> None:
    number = desk.live(LIVE)
    desk.answers[OLGA] = refused
    desk.days(DEEMED)
    assert types(desk) == []
    assert desk.timer(number, TERM)[0] is TimerState.STOPPED
    assert desk.asked(ReviewReason.DEEMING_BLOCKED)
    with pytest.raises(Refused, match="no mail server took the Completion form"):
        desk.deployments.deem(number, DeemByHand("carla", "they told us on the phone"), desk.tick())


def test_no_reminder_reached_them_and_a_person_decides(desk: DeployingDesk) -> None:
    number = desk.live(LIVE)
    desk.minds(FORM_DUE)
    desk.answers[OLGA] = refused
    desk.days(DEEMED)
    assert types(desk) == []
    assert desk.timer(number, TERM)[0] is TimerState.STOPPED


def test_a_hard_bounce_stops_the_term_and_tells_the_csm(desk: DeployingDesk) -> None:
    number = silent(desk, FORM_DUE + DAY)
    request = desk.tagged(OLGA, "CO-1.1")[0]
    desk.work(bounce(OLGA, str(request["Message-ID"])))
    assert desk.timer(number, TERM)[0] is TimerState.STOPPED
    [asked] = desk.asked(ReviewReason.DEEMING_BLOCKED)
    assert "Find another contact" in asked
    desk.days(DEEMED + DAY)
    assert types(desk) == []
    desk.approver("paul@customer.example", "Paul Becker")
    desk.send_completion(number)
    desk.post()
    assert len(desk.tagged("paul@customer.example", "CO-1.2")) == 1
    assert desk.timer(number, TERM)[0] is TimerState.PLANNED
    desk.days(desk.timer(number, TERM)[1])
    assert types(desk) == [], "nobody has decided yet what becomes of the bounce"
    settle(desk)
    desk.minds(desk.now + timedelta(minutes=1))
    assert types(desk) == [AcceptanceType.DEEMED]


def test_a_delay_notice_is_no_bounce(desk: DeployingDesk) -> None:
    number = silent(desk, FORM_DUE + DAY)
    request = desk.tagged(OLGA, "CO-1.1")[0]
    desk.work(bounce(OLGA, str(request["Message-ID"]), action="delayed", status="4.4.7"))
    assert desk.timer(number, TERM)[0] is TimerState.PLANNED


def test_a_reply_that_objects_and_is_held_stops_the_term(desk: DeployingDesk) -> None:
    """Anna may not sign, and says that it is not complete."""
    number = silent(desk, FORM_DUE + DAY)
    request = desk.tagged(OLGA, "CO-1.1")[0]
    desk.reply(ANNA, "Anna", "Rejected", to=request)
    assert desk.timer(number, TERM)[0] is TimerState.STOPPED
    desk.days(DEEMED + DAY)
    assert types(desk) == []


@pytest.mark.parametrize("words", ["We are not satisfied with the reports.", "hm"])
def test_a_reply_in_words_of_their_own_is_no_silence(desk: DeployingDesk, words: str) -> None:
    """It may object in words that nobody knows, so a person reads it first; then the term goes on."""
    number = silent(desk)
    desk.put(desk.answer(OLGA, "Olga Smirnova", words, to=desk.tagged(OLGA, "CO-1.1")[-1]))
    desk.minds(DEEMED + DAY)
    assert types(desk) == []
    assert desk.timer(number, TERM)[0] is TimerState.PLANNED, "it is asked again"
    assert any("decides nothing in words that are known" in text for text in desk.asked(ReviewReason.APPROVAL_UNCLEAR))
    settle(desk)
    desk.minds(desk.now + timedelta(minutes=1))
    [deemed] = desk.acceptances()
    assert deemed.type is AcceptanceType.DEEMED


def test_who_writes_on_the_deployments_ticket_is_not_silent(desk: DeployingDesk) -> None:
    number = silent(desk)
    desk.put(desk.answer(ANNA, "Anna", "Nothing here is complete.", to=told_of_the_ticket(desk, number)))
    desk.minds(DEEMED + DAY)
    assert types(desk) == []
    assert "is not answered" in desk.deployments.waits_for(number, desk.now)
    ticket = desk.view(number).line.ticket_number
    desk.tickets.work(ticket, Note("carla", "read: it is about the other plant"), desk.tick())
    desk.minds(desk.now + timedelta(minutes=1))
    assert types(desk) == [AcceptanceType.DEEMED]


def told_of_the_ticket(desk: DeployingDesk, number: int) -> EmailMessage:
    """A mail from us on the deployment's ticket, about no form."""
    desk.tickets.work(desk.view(number).line.ticket_number, Reply("carla", "How is it going?", wait=False), desk.tick())
    desk.post()
    return desk.sent_to(ANNA)[-1]


def test_an_answer_out_of_office_stops_nothing(desk: DeployingDesk) -> None:
    number = silent(desk, FORM_DUE + DAY)
    request = desk.tagged(OLGA, "CO-1.1")[0]
    away = mail(
        f"Automatic reply: {request['Subject']}",
        "I am away until Monday.",
        sender=f"Olga Smirnova <{OLGA}>",
        Message_ID="<away@c>",
        In_Reply_To=str(request["Message-ID"]),
        Auto_Submitted="auto-replied",
    )
    desk.work(away)
    assert desk.timer(number, TERM)[0] is TimerState.PLANNED
    desk.days(DEEMED)
    assert types(desk) == [AcceptanceType.DEEMED]


def test_paused_acceptances(desk: DeployingDesk) -> None:
    """The switch keeps deeming back as it keeps replies back."""
    silent(desk)
    desk.store.pauses.pause(Switch.ACCEPTANCES, "the grammar is looked at", "boris", desk.now)
    desk.minds(DEEMED + DAY)
    assert types(desk) == []
    desk.store.pauses.resume(Switch.ACCEPTANCES)
    desk.minds(desk.now + timedelta(minutes=1))
    assert types(desk) == [AcceptanceType.DEEMED]


def test_a_person_decides_what_the_notices_left_open(desk: DeployingDesk) -> None:
    number = desk.live(LIVE)
    desk.answers[OLGA] = deferred
    desk.days(FORM_DUE + timedelta(hours=47), each=timedelta(hours=2))
    desk.answers.clear()
    desk.days(DEEMED + DAY)
    view = desk.deployments.deem(number, DeemByHand("carla", "Olga told us so on the phone"), desk.tick())
    assert view.line.stage is DeploymentStage.BUSINESS_AS_USUAL
    assert types(desk) == [AcceptanceType.DEEMED]
    desk.seal()
    assert len(desk.tagged(OLGA, "AC-2031.1")) == 1


def test_nobody_jumps_the_term_by_hand(desk: DeployingDesk) -> None:
    number = silent(desk)
    with pytest.raises(Refused, match="has until 2031-04-02 22:00 UTC"):
        desk.deployments.deem(number, DeemByHand("carla", "they will not answer"), desk.tick())


def bounce(recipient: str, message_id: str, action: str = "failed", status: str = "5.1.1") -> bytes:
    domain = recipient.partition("@")[2]
    return (
        (
            f"""\
Return-Path: <>
From: MAILER-DAEMON@{domain}
To: support@desk.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-{action}@{domain}>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.{domain}

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {status}

--b
Content-Type: message/rfc822

From: support@desk.example
To: {recipient}
Message-ID: {message_id}

Please approve.
--b--
"""
        )
        .replace("\n", "\r\n")
        .encode()
    )


def test_a_form_that_is_ready_rests_while_on_hold_and_leaves_with_the_days_that_count_then(desk: DeployingDesk) -> None:
    """The hold begins between drafting and sending, or before anybody may sign."""
    number = desk.live(LIVE)
    desk.days(FORM_DUE - SECOND)
    desk.deployment_timers.turn(FORM_DUE)
    desk.now = FORM_DUE
    desk.do(number, HoldDeployment("carla", "they move house"))
    desk.days(FORM_DUE + 3 * DAY)
    assert desk.tagged(OLGA, "CO-1.1") == []
    desk.do(number, ResumeDeployment("carla"))
    desk.minds(desk.now + SECOND)
    [asked] = desk.tagged(OLGA, "CO-1.1")
    assert desk.timer(number, TERM)[1] == DEEMED + 3 * DAY
    assert "deemed accepted at the end of 5 April 2031" in plain_of(asked)
    assert "5 April 2031" in str(desk.store.views.proposal(1, CO).content.sections)


def test_by_hand_the_last_turn_of_the_term_is_decided(desk: DeployingDesk) -> None:
    """A deemed acceptance was annulled, and the form sent again, whose reminders no server took."""
    number = silent(desk)
    desk.minds(DEEMED)
    desk.seal()
    desk.post()
    desk.work(desk.answer(OLGA, "Olga Smirnova", "I object.", to=desk.tagged(OLGA, "AC-2031.1")[0]))
    desk.proposals.settle("AC-2031-000001", Settle("carla", upheld=False, reason="they are right"), desk.tick())
    settle(desk)
    desk.send_completion(number)
    desk.post()
    desk.answers[OLGA] = deferred
    desk.days(desk.now + 16 * DAY)
    assert desk.timer(number, TERM)[0] is TimerState.STOPPED
    desk.deployments.deem(number, DeemByHand("carla", "they said that they will not answer"), desk.tick())
    terms = [one.state for one in desk.view(number).timers if one.kind is TERM]
    assert terms == [TimerState.FIRED, TimerState.FIRED]
