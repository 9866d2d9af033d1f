"""Deployments: written down, moved only from where they were read, and loaded whole."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from models.deployments import DeploymentHold
from models.vocabulary import (
    AcceptanceType,
    ApprovalKind,
    Assurance,
    BounceAction,
    DecidedBy,
    DeploymentStage,
    Kind,
    LiveRecord,
    OutboxState,
    ProposalState,
    RequestState,
    ReviewReason,
    Source,
    TimerKind,
    TimerState,
)
from processor.effects.approvals import (
    ACCEPTANCE,
    DeemedTerms,
    MoveProposal,
    MoveRequest,
    NoteReminder,
    RecordAcceptance,
)
from processor.effects.deployments import (
    AgreeStage,
    BeginHold,
    DisputeCompletion,
    EndHold,
    EnterCondition,
    FireTimer,
    LinkOutstanding,
    PlanTimer,
    RecordCompletion,
    RecordLive,
    SetPlan,
    SetQuantity,
    SettleCondition,
)
from processor.effects.mail import MailTemplate, RecordBounce
from processor.effects.tickets import TICKET, OpenTicket
from processor.errors import Refused
from processor.facts.approvals import ApprovalPolicy, Carrier, NamedApproval
from processor.facts.deployments import ConditionFacts, HoldFacts, QuantityFacts, StageFacts
from processor.facts.message import BounceReport
from processor.store import guards
from processor.store.apply import Applier
from processor.store.errors import Stale
from processor.store.fetches import KeptMail
from processor.store.store import Store
from tests.contract.store.deals import ANN, CHECKS, applier_of, clues, draft, everybody
from tests.contract.store.deployed import (
    FORM_CONTENT,
    STAGE,
    at,
    draft_paper,
    later,
    mail_about,
    move,
    send_paper,
    start,
)
from tests.contract.store.samples import (
    BOX,
    FOLDER,
    NOW,
    POLICY,
    VALIDITY,
    Named,
    act,
    ask,
    keep,
    message_of,
    open_ticket,
    reading_of,
    take,
)

LIVE = datetime(2024, 5, 6, 20, 30, tzinfo=UTC)
COMPLETION, GO_LIVE = ApprovalKind.COMPLETION, ApprovalKind.GO_LIVE


@pytest.fixture
def applier(store: Store) -> Applier:
    return applier_of(store)


def test_a_deployment_begins_with_all_that_was_agreed(store: Store, applier: Applier) -> None:
    number = start(store, applier)
    facts = at(store)
    assert (number, facts.number, facts.site, facts.title, facts.customer) == (1, 1, "Depot", "Desk", "Customer Ltd")
    assert (facts.stage, facts.timezone, facts.live_at, facts.go_live, facts.completion) == (
        STAGE.STAKEHOLDERS,
        "Europe/Berlin",
        None,
        None,
        None,
    )
    assert facts.stages == (
        StageFacts(STAGE.STAKEHOLDERS, begun=date(2024, 5, 6)),
        StageFacts(STAGE.TRAINING, planned=date(2024, 6, 1)),
    )
    assert facts.conditions == (ConditionFacts(1, "first invoice paid"),)
    assert facts.quantities == (
        QuantityFacts("queues", Decimal(4), Decimal(0)),
        QuantityFacts("seats", Decimal("12.5"), Decimal(0)),
    )
    assert facts.ticket.subject == "Deployment of Desk at Depot"
    assert start(store, applier, "Quay") == 2
    assert [line.number for line in store.views.deployments()] == [2, 1]
    assert store.facts.deployments([1, 2, 99], NOW).keys() == {1, 2}
    for unknown in (0, -1, 3, 2**70):
        with pytest.raises(Refused, match="no deployment"):
            store.facts.deployment_facts(unknown, NOW)
        with pytest.raises(Refused, match="no deployment"):
            store.views.deployment(unknown)


def test_stages_keep_their_days_and_how_they_were_agreed(store: Store, applier: Applier) -> None:
    start(store, applier)
    keep(store, "agreed", first_uid=7)
    [claim] = take(store)
    move(store, applier, 1, STAGE.PRE_INSTALL, fetch_id=claim.fetch.fetch_id)
    first, second, _ = at(store).stages
    assert (first.done, first.agreed_how, first.agreed_fetch_id) == (date(2024, 5, 6), "by mail", claim.fetch.fetch_id)
    assert (second.begun, second.done) == (date(2024, 5, 6), None)
    with pytest.raises(Stale, match="no longer stakeholders"):
        move(store, applier, 1, STAGE.PRE_INSTALL, before=STAGE.STAKEHOLDERS)
    with pytest.raises(Refused, match="no fetch record 99"):
        move(store, applier, 1, STAGE.INSTALLATION, fetch_id=99)
    move(store, applier, 1, STAGE.INSTALLATION, day=date(2024, 5, 8))
    move(store, applier, 1, STAGE.PRE_INSTALL)
    by_stage = {one.stage: one for one in at(store).stages}
    assert by_stage[STAGE.PRE_INSTALL] == StageFacts(STAGE.PRE_INSTALL, begun=date(2024, 5, 6))
    assert by_stage[STAGE.INSTALLATION] == StageFacts(STAGE.INSTALLATION)
    act(store, applier, "plan", SetPlan(1, STAGE.TESTING, date(2024, 7, 1)), SetPlan(1, STAGE.TRAINING, None))
    act(store, applier, "agree", AgreeStage(1, STAGE.PRE_INSTALL, "signed"))
    move(store, applier, 1, STAGE.CANCELLED)
    by_stage = {one.stage: one for one in at(store).stages}
    assert by_stage[STAGE.TESTING].planned == date(2024, 7, 1)
    assert by_stage[STAGE.TRAINING].planned is None
    assert by_stage[STAGE.PRE_INSTALL] == StageFacts(STAGE.PRE_INSTALL, begun=date(2024, 5, 6), agreed_how="signed")
    assert by_stage[STAGE.CANCELLED].begun == date(2024, 5, 6)


def test_conditions_quantities_and_holds_are_settled_once(store: Store, applier: Applier) -> None:
    start(store, applier)
    act(store, applier, "condition", EnterCondition(1, "line ordered", "kim"))
    act(store, applier, "met", SettleCondition(1, "lee"))
    act(store, applier, "waived", SettleCondition(2, "max", waived_why="the provider is late"))
    met, waived = at(store).conditions
    assert (met.met_at, met.met_by, met.blocks) == (NOW, "lee", False)
    assert (waived.waived_by, waived.waived_why, waived.blocks) == ("max", "the provider is late", False)
    with pytest.raises(Stale, match="settled already"):
        act(store, applier, "again", SettleCondition(1, "lee", waived_why="why not"))
    act(store, applier, "use", SetQuantity(1, "queues", Decimal("6")), SetQuantity(1, "reports", Decimal("1.5")))
    assert at(store).quantities == (
        QuantityFacts("queues", Decimal(4), Decimal(6)),
        QuantityFacts("seats", Decimal("12.5"), Decimal(0)),
        QuantityFacts("reports", Decimal(0), Decimal("1.5")),
    )
    act(store, applier, "hold", BeginHold(1, "kim", "no money"))
    assert at(store).hold == HoldFacts(NOW, "kim", "no money")
    assert store.views.deployments()[0].held_for == "no money"
    with pytest.raises(Stale, match="on hold already"):
        act(store, applier, "hold twice", BeginHold(1, "kim", "no time"))
    act(store, applier, "resume", EndHold(1, "lee"), now=later(2))
    assert (at(store).hold, at(store).holds) == (None, (HoldFacts(NOW, "kim", "no money", later(2)),))
    with pytest.raises(Stale, match="not on hold"):
        act(store, applier, "resume twice", EndHold(1, "lee"))
    assert store.database.value(DeploymentHold.select(DeploymentHold.ended_by)) == "lee"


def test_the_live_date_keeps_its_history_and_moves_the_days_that_rest_on_it(store: Store, applier: Applier) -> None:
    start(store, applier)
    for stage in (STAGE.PRE_INSTALL, STAGE.INSTALLATION, STAGE.TRAINING, STAGE.TESTING, STAGE.GO_LIVE, STAGE.WARRANTY):
        move(store, applier, 1, stage)
    act(store, applier, "live", RecordLive(1, LIVE, LiveRecord.RECORDED, "", "kim"))
    act(store, applier, "moved", RecordLive(1, LIVE + timedelta(hours=2), LiveRecord.ASSESSED, "they said so", "lee"))
    facts = at(store)
    assert (facts.live_at, facts.live_record, facts.live_why) == (
        LIVE + timedelta(hours=2),
        LiveRecord.ASSESSED,
        "they said so",
    )
    by_stage = {one.stage: one for one in facts.stages}
    # 22:30 UTC is half past midnight of the next day in Berlin.
    assert by_stage[STAGE.GO_LIVE].done == by_stage[STAGE.WARRANTY].begun == date(2024, 5, 7)
    act(store, applier, "not live", RecordLive(1, None, None, "a mistake", "kim"))
    assert (at(store).live_at, at(store).live_record) == (None, None)
    assert [(one.at, one.why) for one in store.views.deployment(1).live_changes] == [
        (LIVE, ""),
        (LIVE + timedelta(hours=2), "they said so"),
        (None, "a mistake"),
    ]
    act(store, applier, "done", RecordCompletion(1, later(21), deemed=True), DisputeCompletion(1, disputed=True))
    assert (at(store).effective_at, at(store).deemed, at(store).disputed_at) == (later(21), True, NOW)
    act(store, applier, "settled", RecordCompletion(1, None, deemed=False), DisputeCompletion(1, disputed=False))
    assert (at(store).effective_at, at(store).deemed, at(store).disputed_at) == (None, False, None)


@pytest.mark.parametrize("table", ["live_change", "form_answer", "form_leftover", "voucher_entry"])
def test_what_is_only_added_to_can_be_neither_changed_nor_removed(store: Store, table: str) -> None:
    assert guards.is_guarded(store.database, table)


def test_a_timer_rings_once_moves_until_then_and_stands_still_on_hold(store: Store, applier: Applier) -> None:
    start(store, applier)
    plan = PlanTimer(1, TimerKind.COMPLETION_FORM, later(7))
    act(store, applier, "plan", plan, PlanTimer(1, TimerKind.DEEMED_ACCEPTANCE, later(21)))
    assert store.deployments.timers_due(later(7) - timedelta(microseconds=1)) == ()
    [due] = store.deployments.timers_due(later(7))
    assert (due.number, due.kind, due.due_at, due.form_id) == (1, TimerKind.COMPLETION_FORM, later(7), 0)
    act(store, applier, "move", PlanTimer(1, TimerKind.COMPLETION_FORM, later(9)))
    assert store.deployments.timers_due(later(8)) == ()
    act(store, applier, "hold", BeginHold(1, "kim", "no money"))
    assert store.deployments.timers_due(later(30)) == ()
    act(store, applier, "resume", EndHold(1, "kim"))
    assert [one.kind for one in store.deployments.timers_due(later(30))] == [
        TimerKind.COMPLETION_FORM,
        TimerKind.DEEMED_ACCEPTANCE,
    ]
    act(store, applier, "fire", FireTimer(due.timer_id, TimerState.PLANNED, TimerState.FIRED))
    with pytest.raises(Stale, match="no longer planned"):
        act(store, applier, "twice", FireTimer(due.timer_id, TimerState.PLANNED, TimerState.FIRED))
    act(store, applier, "too late", PlanTimer(1, TimerKind.COMPLETION_FORM, later(12)))
    assert store.deployments.timer(due.timer_id).due_at == later(9)
    assert [one.kind for one in store.deployments.timers_due(later(30))] == [TimerKind.DEEMED_ACCEPTANCE]
    [deemed] = store.deployments.timers_due(later(30))
    act(store, applier, "stop", FireTimer(deemed.timer_id, TimerState.PLANNED, TimerState.STOPPED, "it bounced"))
    assert [(one.state, one.why) for one in store.views.deployment(1).timers] == [
        (TimerState.FIRED, ""),
        (TimerState.STOPPED, "it bounced"),
    ]
    assert store.deployments.timers_due(later(30)) == ()
    act(store, applier, "go on", PlanTimer(1, TimerKind.DEEMED_ACCEPTANCE, later(22)))
    assert store.deployments.timer(deemed.timer_id).state is TimerState.PLANNED
    with pytest.raises(Refused, match="no timer"):
        store.deployments.timer(99)


def test_each_kind_of_paper_counts_by_itself_and_belongs_to_its_deployment(store: Store, applier: Applier) -> None:
    start(store, applier)
    ticket_id = open_ticket(store, applier).ticket_id or 0
    act(store, applier, "proposal", draft(ticket_id))
    act(store, applier, "paper", draft_paper(at(store), COMPLETION))
    facts = at(store)
    assert facts.completion is not None
    assert facts.go_live is None
    assert (facts.completion.number, facts.completion.kind, facts.completion.deployment_id) == (1, COMPLETION, 1)
    assert (facts.completion.content, facts.completion.content.valid_until) == (FORM_CONTENT, None)
    assert facts.completion == store.facts.proposal_facts(1, NOW, kind=COMPLETION)
    assert store.approvals.ready_papers() == ((COMPLETION, 1),)
    assert [line.number for line in store.views.proposals()] == [1]
    assert store.views.proposal(1).line.title == "Reports by mail"
    assert store.views.proposal(1, COMPLETION).line.title == FORM_CONTENT.title
    assert [line.kind for line in store.views.deployment(1).papers] == [COMPLETION]
    assert store.approvals.proposals_expiring(later(10_000)) == ()
    with pytest.raises(Refused, match="GL-1"):
        store.facts.proposal_facts(1, NOW, kind=GO_LIVE)
    gone = MoveProposal(facts.completion.proposal_id, ProposalState.DRAFT, ProposalState.WITHDRAWN, "kim", "early")
    act(store, applier, "withdraw", gone)
    assert store.approvals.ready_papers() == ()
    with pytest.raises(ValueError, match="come with its number"):
        act(store, applier, "no number", draft_paper(at(store), ApprovalKind.FORM, number=0))


def test_a_sent_form_is_met_by_its_key_and_its_mails_are_its_notices(store: Store, applier: Applier) -> None:
    start(store, applier)
    key, outbox_id = send_paper(store, applier, 1, COMPLETION)
    assert store.approvals.ready_papers() == ()
    reminder = mail_about(key, at(store).ticket.ticket_id, MailTemplate.APPROVAL_REMINDER)
    [second] = act(store, applier, "remind", NoteReminder(key, unclear=False), reminder).outbox_ids
    [claim, *_] = store.outbox.take("me", 5, NOW, timedelta(minutes=1))
    store.outbox.sent(claim, NOW, "250 taken")
    first, later_one = store.facts.notices(COMPLETION, 1, 1)
    assert (first.outbox_id, first.what, first.state, first.answer) == (
        outbox_id,
        "approval_request",
        OutboxState.SENT,
        "250 taken",
    )
    assert (first.sent_at, first.recipient, first.bounced) == (NOW, ANN, False)
    assert (later_one.outbox_id, later_one.what, later_one.sent_at) == (second, "approval_reminder", None)
    act(store, applier, "late", RecordBounce(second, permanent=False, status="4.2.2", diagnostic=""))
    assert [one.bounced for one in store.facts.notices(COMPLETION, 1, 1)] == [False, False]
    act(store, applier, "gone", RecordBounce(outbox_id, permanent=True, status="5.1.1", diagnostic=""))
    act(store, applier, "late again", RecordBounce(outbox_id, permanent=False, status="4.2.2", diagnostic=""))
    assert [one.bounced for one in store.facts.notices(COMPLETION, 1, 1)] == [True, False]
    assert store.facts.notices(COMPLETION, 1, 2) == ()
    keep(store, "approved", first_uid=9)
    [mail] = take(store)
    found = store.facts.message_facts(
        reading_of(mail, message_of(mail)),
        Named(),
        POLICY,
        NOW,
        True,
        clues(NamedApproval(key, frozenset({Carrier.TEXT}))),
    )
    assert found.approval is not None
    assert found.approval.proposal is not None
    assert found.approval.request is not None
    assert (found.approval.request.key, found.approval.proposal.kind) == (key, COMPLETION)
    assert found.deployment is not None
    assert found.deployment.number == 1


def test_reminders_of_a_completion_form_have_their_own_days_and_rest_on_hold(store: Store, applier: Applier) -> None:
    start(store, applier)
    key, _ = send_paper(store, applier, 1, COMPLETION)
    policy = ApprovalPolicy(reminders_after=(timedelta(days=1),), completion_reminders_after=(timedelta(days=5),))
    assert store.approvals.open_requests_due(later(4), policy) == ()
    assert store.approvals.open_requests_due(later(5), policy) == (key,)
    act(store, applier, "hold", BeginHold(1, "kim", "no money"))
    assert store.approvals.open_requests_due(later(5), policy) == ()
    assert store.approvals.open_requests_due(later(5), ApprovalPolicy((), (), completion_reminders_after=())) == ()


def test_no_reminder_of_a_completion_form_is_left_once_its_term_is_over(store: Store, applier: Applier) -> None:
    start(store, applier)
    key, _ = send_paper(store, applier, 1, COMPLETION)
    policy = ApprovalPolicy(completion_reminders_after=(timedelta(days=5),))
    act(store, applier, "term", PlanTimer(1, TimerKind.DEEMED_ACCEPTANCE, later(6)))
    assert store.approvals.open_requests_due(later(6) - timedelta(seconds=1), policy) == (key,)
    assert store.approvals.open_requests_due(later(6), policy) == ()
    [timer] = [one for one in at(store).timers if one.kind is TimerKind.DEEMED_ACCEPTANCE]
    act(store, applier, "stop", FireTimer(timer.timer_id, TimerState.PLANNED, TimerState.STOPPED, "bounced"))
    assert store.approvals.open_requests_due(later(6), policy) == ()
    act(store, applier, "again", PlanTimer(1, TimerKind.DEEMED_ACCEPTANCE, later(20)))
    assert store.approvals.open_requests_due(later(6), policy) == (key,), "the form was sent again, with a new term"


def test_a_bounce_leads_to_the_deployment_whose_form_came_back(store: Store, applier: Applier) -> None:
    start(store, applier)
    _, outbox_id = send_paper(store, applier, 1, COMPLETION)
    [notice] = store.facts.notices(COMPLETION, 1, 1)
    keep(store, "bounce", first_uid=9)
    [claim] = take(store)
    report = BounceReport((ANN,), BounceAction.FAILED, "5.1.1", notice.message_id, permanent=True, diagnostic="gone")
    message = message_of(claim, kind=Kind.BOUNCE, bounce=report)
    found = store.facts.message_facts(reading_of(claim, message), Named(), POLICY, NOW, True)
    assert found.bounced is not None
    assert found.bounced.outbox_id == outbox_id
    assert found.deployment is not None
    assert found.deployment.number == 1


def test_a_completion_that_is_deemed_keeps_the_notices_that_it_rests_on(store: Store, applier: Applier) -> None:
    start(store, applier)
    key, outbox_id = send_paper(store, applier, 1, COMPLETION)
    act(
        store,
        applier,
        "deemed",
        RecordAcceptance(
            local=ACCEPTANCE,
            type=AcceptanceType.DEEMED,
            key=key,
            document_sha256=store.facts.proposal_facts(1, NOW, kind=COMPLETION).document_sha256,
            approver_id=everybody(store)[-1].approver_id,
            assurance=Assurance.A0,
            judgement=None,
            context=None,
            proof=None,
            checks=CHECKS,
            accepted_at=later(21),
            objection_until=later(28),
            evidence="no answer in 21 days",
            notices=(outbox_id,),
            terms=DeemedTerms(NOW, "Europe/Berlin", 21, 14),
        ),
        MoveRequest(key, RequestState.OPEN, RequestState.ACCEPTED, "signoff"),
        OpenTicket(TICKET, 5, "It is slow", Source.COMPLETION, "en", 1, None, None, None, None, DecidedBy.PERSON),
        LinkOutstanding(1, TICKET, ACCEPTANCE, 1, "It is slow"),
        AgreeStage(1, DeploymentStage.COMPLETION, "deemed", ACCEPTANCE),
        now=later(22),
    )
    paper = store.facts.proposal_facts(1, later(22), kind=COMPLETION)
    assert [one.deemed for one in paper.requests] == [one.key == key for one in paper.requests]
    completion = at(store).completion
    assert completion is not None
    assert completion.deemed
    [pending] = store.approvals.pending_acceptances(later(22))
    [notice] = pending.record["notices"]
    assert (notice["what"], notice["recipient"]) == ("approval_request", ANN)
    assert store.blobs.has(notice["sha256"])
    assert pending.record["document"]["valid_until"] is None
    [left] = store.approvals.outstanding(pending.acceptance_id)
    assert (left.position, left.text, left.ticket) == (1, "It is slow", 2)
    [issue] = store.views.deployment(1).outstanding
    assert (issue.text, issue.ticket_number, issue.acceptance) == ("It is slow", 2, "")
    of_ticket = store.facts.deployment_of_ticket(2, NOW)
    assert of_ticket is not None
    assert of_ticket.number == 1
    [stage] = [one for one in at(store).stages if one.stage is STAGE.COMPLETION]
    assert stage.agreed_acceptance == pending.acceptance_id


def test_what_the_customer_sent_and_nobody_dealt_with_is_waiting(store: Store, applier: Applier) -> None:
    start(store, applier)
    other = store.people.add_customer("Other Ltd", domains=("other.example",))
    assert store.facts.waiting([1, other]) == {1: (), other: ()}
    keep(store, "hello", first_uid=1)
    keep(store, "history", first_uid=2, history=True)
    [told] = store.facts.waiting([1, other])[1]
    assert (told.what, told.since) == (f"mail 1 in {BOX} is not read yet", NOW)
    claim = take(store)[0]
    store.claims.quarantine(claim, "odd", NOW)
    assert [one.what for one in store.facts.waiting([1])[1]] == [f"mail 1 in {BOX} is in quarantine"]
    assert store.facts.waiting([other]) == {other: ()}
    store.quarantine.release(1)
    ticket_id = at(store).ticket.ticket_id
    act(store, applier, "ours", ask(ticket_id, ReviewReason.DEEMING_BLOCKED))
    assert store.facts.waiting([1]) == {1: ()}
    act(store, applier, "theirs", ask(ticket_id, ReviewReason.APPROVAL_UNCLEAR))
    assert [one.what for one in store.facts.waiting([1, other])[1]] == ["queue item 1 about ticket #1 is open"]


def test_mail_of_nobody_known_waits_for_everybody(store: Store) -> None:
    one = store.people.add_customer("One Ltd", domains=("one.example",))
    two = store.people.add_customer("Two Ltd", domains=("two.example",))
    raws = (
        b"Subject: no author\r\n\r\nFrom: ann@one.example\r\n",
        b"From: =?utf-8?q?x?=\r\n <Ann@Sub.One.Example>\r\n\r\nhello",
        b'From: x@else.example\r\nReply-To: "a, b" <ann@two.example>\r\n\r\nhello',
    )
    rows = [KeptMail(uid, raw, NOW, history=False, after=True) for uid, raw in enumerate(raws, 1)]
    store.fetches.keep(BOX, FOLDER, VALIDITY, rows, 4, NOW)
    found = store.facts.waiting([one, two])
    assert [told.what.split()[1] for told in found[one]] == ["1", "2"]
    assert [told.what.split()[1] for told in found[two]] == ["1", "3"]


def test_what_came_before_the_form_was_sent_is_no_answer_to_it(store: Store, applier: Applier) -> None:
    """Bytes of nobody known wait for everybody whose form may have been answered by them, and for nobody else."""
    start(store, applier)
    other = store.people.add_customer("Other Ltd", domains=("other.example",))
    send_paper(store, applier, 1, COMPLETION, now=later(2))
    nobody = b"Subject: no author\r\n\r\nhello "
    received = (later(1), later(2) - timedelta(minutes=5), later(3))
    rows = [KeptMail(uid, nobody + b"%d" % uid, at, history=False, after=True) for uid, at in enumerate(received, 1)]
    rows.append(KeptMail(4, b"From: %s\r\n\r\nhello" % ANN.encode(), later(1), history=False, after=True))
    store.fetches.keep(BOX, FOLDER, VALIDITY, rows, 5, later(3))
    found = store.facts.waiting([1, other])
    assert [told.what.split()[1] for told in found[1]] == ["2", "3", "4"], "clocks differ; Ann's own waits however old"
    assert [told.what.split()[1] for told in found[other]] == ["1", "2", "3"], "no form of theirs is awaited"


def test_the_clock_that_was_seen_outlives_a_restart(store: Store) -> None:
    assert store.clock.seen("timers") is None
    store.clock.note("timers", NOW)
    store.clock.note("timers", later(-1))
    assert (store.clock.seen("timers"), store.clock.seen("other")) == (later(-1), None)


def test_a_ticket_leads_to_the_only_deployment_that_is_under_way(store: Store, applier: Applier) -> None:
    start(store, applier)
    ticket_id = open_ticket(store, applier, "printer", uid=3).ticket_id or 0
    found = store.facts.deployment_of_ticket(ticket_id, NOW)
    assert found is not None
    assert found.number == 1
    conversation = store.facts.deployment_of_ticket(at(store).ticket.ticket_id, NOW)
    assert conversation is not None
    assert conversation.number == 1
    start(store, applier, "Quay")
    assert store.facts.deployment_of_ticket(ticket_id, NOW) is None
    move(store, applier, 2, STAGE.CANCELLED)
    found = store.facts.deployment_of_ticket(ticket_id, NOW)
    assert found is not None
    assert found.number == 1
    assert store.facts.deployment_of_ticket(99, NOW) is None
