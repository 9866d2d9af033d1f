"""Forms that are signed: proposals of another kind, without a vendor's side, a price or a last day."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from models.vocabulary import (
    AcceptanceType,
    ApprovalKind,
    Outcome,
    ProposalEvent,
    ProposalState,
    Quorum,
    ReplyOutcome,
    RequestState,
    ReviewReason,
    Side,
    Source,
    Turn,
)
from processor.approvals.amounts import end_of
from processor.approvals.byhand import decide_record_by_hand, decide_settle
from processor.approvals.case import Ways
from processor.approvals.decide import decide_approval
from processor.approvals.drafting import may_send, missing
from processor.approvals.grammar import judge_reply
from processor.approvals.mails import title
from processor.approvals.sending import choose_approvers, decide_send
from processor.approvals.states import step
from processor.approvals.timers import decide_expiry, decide_reminder, reminder_at
from processor.effects.approvals import ACCEPTANCE, FreezeVersion, MoveProposal, RecordAcceptance
from processor.effects.decision import Decision
from processor.effects.deployments import LinkOutstanding
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import AskReview, CreateContact, OpenTicket
from processor.errors import Refused
from processor.facts.approvals import ProposalFacts, RequestFacts
from processor.facts.proposals import ProposalContent, Section
from processor.facts.proposing import (
    PreparedRequest,
    ProposingFacts,
    RecordByHand,
    Send,
    Settle,
    TimerDue,
    TimerFacts,
)
from processor.facts.replies import ReplyContext
from tests.unit.approvals.builders import (
    BOSS,
    DOCUMENT,
    FOUND,
    LEAD,
    NOW,
    PDF,
    VENDOR,
    approval,
    approver,
    facts,
    join,
    key,
    mail,
    policy,
    proposal,
    reading,
    request,
)
from tests.unit.routing import builders as routing

FORMS = (ApprovalKind.GO_LIVE, ApprovalKind.COMPLETION, ApprovalKind.FORM)
SAYS = ProposalContent(
    "Go-Live of Hamburg", "", "", "", (), None, None, None, sections=(Section("Site", (("Day", "6 May"),)),)
)


def asked(kind: ApprovalKind, address: str = LEAD, **changes: Any) -> RequestFacts:
    return request(address, **{"kind": kind, "key": key(address, 1, 3, kind)} | changes)


def form(kind: ApprovalKind, *requests: RequestFacts, **changes: Any) -> ProposalFacts:
    values: dict[str, Any] = {
        "kind": kind,
        "number": 3,
        "version": 1,
        "current_version": 1,
        "content": SAYS,
        "deployment_id": 9,
        "drafted_by": "signoff",
        "drafted_by_address": "",
        "turn": Turn.TOGETHER,
        "quorum": Quorum.ANY,
    }
    return proposal(*(requests or (asked(kind),)), **values | changes)


def draft(kind: ApprovalKind, **changes: Any) -> ProposalFacts:
    values: dict[str, Any] = {
        "state": ProposalState.DRAFT,
        "current_version": 0,
        "document_sha256": "",
        "pdf_sha256": "",
    }
    return replace(form(kind), requests=(), **values | changes)


def proposing(on: ProposalFacts, sent: ProposalFacts | None = None) -> ProposingFacts:
    register = (approver(LEAD), approver(BOSS), approver(VENDOR))
    return ProposingFacts(on, sent, register, policy(), routing.policy())


def send(on: ProposalFacts) -> Send:
    chosen = choose_approvers(proposing(on), NOW)
    keys = tuple(PreparedRequest(one.approver_id, key(one.address, on.version, on.number, on.kind)) for one in chosen)
    return Send("kim", DOCUMENT, PDF, keys)


def of(decision: Decision, kind: type) -> list[Any]:
    return [effect for effect in decision.effects if isinstance(effect, kind)]


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_asks_the_customers_approvers_at_once_and_no_vendor(kind: ApprovalKind) -> None:
    on = draft(kind)
    decision = decide_send(send(on), proposing(on), NOW)
    moved, frozen = of(decision, MoveProposal)[0], of(decision, FreezeVersion)[0]
    assert (moved.before, moved.after) == (ProposalState.DRAFT, ProposalState.AWAITING_CUSTOMER)
    assert {one.side for one in frozen.requests} == {Side.CUSTOMER}
    assert [one.to for one in of(decision, SendMail)] == [LEAD, BOSS]
    assert of(decision, SendMail)[0].attachments[0].filename == f"{key(kind=kind, number=3).name}-v1.pdf"
    assert ("kind", kind.value) in of(decision, SendMail)[0].values


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_without_an_approver_of_the_customer_is_refused(kind: ApprovalKind) -> None:
    known = replace(proposing(draft(kind)), register=(approver(VENDOR),))
    with pytest.raises(Refused, match=f"may approve {key(kind=kind, number=3).name} now"):
        choose_approvers(known, NOW)


def test_who_drafted_a_form_is_not_asked_to_approve_it() -> None:
    on = draft(ApprovalKind.GO_LIVE, drafted_by="kim", drafted_by_address=LEAD)
    assert [one.address for one in choose_approvers(proposing(on), NOW)] == [BOSS]


def test_keys_of_another_kind_are_refused() -> None:
    on = draft(ApprovalKind.GO_LIVE)
    wrong = replace(send(on), requests=send(draft(ApprovalKind.COMPLETION)).requests)
    with pytest.raises(Refused, match="not those of this version"):
        decide_send(wrong, proposing(on), NOW)


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_needs_a_title_and_what_it_says(kind: ApprovalKind) -> None:
    assert missing(SAYS, kind) == ()
    assert len(missing(replace(SAYS, title=" ", sections=()), kind)) == 2


def test_a_proposal_without_a_last_day_is_not_sent() -> None:
    on = draft(ApprovalKind.PROPOSAL, content=replace(proposal().content, valid_until=None))
    with pytest.raises(Refused, match="without a last day"):
        decide_send(Send("kim", DOCUMENT, PDF, ()), proposing(on), NOW)


@pytest.mark.parametrize("state", ["draft", "superseded", "rejected", "withdrawn"])
def test_issuing_asks_the_customer(state: str) -> None:
    assert step(ProposalState(state), ProposalEvent.ISSUED) is ProposalState.AWAITING_CUSTOMER
    assert may_send(ProposalState(state), ApprovalKind.GO_LIVE)


@pytest.mark.parametrize(
    ("kind", "noun"), [("proposal", "a proposal"), ("go_live", "a Go-Live form"), ("completion", "a Completion form")]
)
def test_a_refused_step_names_the_kind(kind: str, noun: str) -> None:
    with pytest.raises(Refused, match=f"^{noun} that is accepted cannot"):
        step(ProposalState.ACCEPTED, ProposalEvent.ISSUED, ApprovalKind(kind))


def test_a_withdrawn_proposal_is_an_end() -> None:
    assert not may_send(ProposalState.WITHDRAWN, ApprovalKind.PROPOSAL)


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_never_expires(kind: ApprovalKind) -> None:
    far = NOW + timedelta(days=9000)
    known = TimerFacts(form(kind), None, far, policy(), routing.policy())
    decision = decide_expiry(TimerDue("expiry"), known, far)
    assert (decision.effects, decision.matches[0].rule) == ((), "still_valid")
    assert far < end_of(None)


def test_completion_is_reminded_of_at_its_own_times() -> None:
    at = NOW - timedelta(days=5)
    days = policy(
        reminders_after=(timedelta(days=1),), completion_reminders_after=(timedelta(days=5), timedelta(days=9))
    )
    of_kind = {kind: reminder_at(asked(kind, asked_at=at), days) for kind in FORMS}
    assert of_kind[ApprovalKind.COMPLETION] == NOW
    assert of_kind[ApprovalKind.GO_LIVE] == at + timedelta(days=1)
    one = asked(ApprovalKind.COMPLETION, asked_at=at)
    known = TimerFacts(form(ApprovalKind.COMPLETION, one), one, NOW, days, routing.policy())
    assert [sent.template for sent in of(decide_reminder(TimerDue("r"), known, NOW), SendMail)] == [
        MailTemplate.APPROVAL_REMINDER
    ]


def answer(kind: ApprovalKind, words: str, **changes: Any) -> Decision:
    one = asked(kind, **changes)
    said = mail(words, subject=f"Re: {one.key.tag} Go-Live of Hamburg")
    about = approval(form(kind, one), one)
    return decide_approval(reading(said), facts(about), NOW, FOUND, Ways(judge_reply, join))


@pytest.mark.parametrize("kind", FORMS)
def test_an_approval_of_a_form_is_accepted_and_ends_it(kind: ApprovalKind) -> None:
    decision = answer(kind, "Approved")
    assert decision.outcome is Outcome.ACCEPTED, decision.matches
    assert of(decision, RecordAcceptance)[0].key.kind is kind
    assert of(decision, MoveProposal)[0].after is ProposalState.ACCEPTED
    assert not any("None" in check.detail for check in of(decision, RecordAcceptance)[0].checks)


@pytest.mark.parametrize("kind", FORMS)
def test_a_refusal_of_a_form_rejects_it(kind: ApprovalKind) -> None:
    decision = answer(kind, "REJECTED")
    assert of(decision, MoveProposal)[0].after is ProposalState.REJECTED


@pytest.mark.parametrize("kind", FORMS)
def test_a_late_answer_to_a_form_says_when_it_ended(kind: ApprovalKind) -> None:
    decision = answer(kind, "Approved", state=RequestState.CLOSED)
    assert decision.outcome is Outcome.LATE


@pytest.mark.parametrize("deemed", [True, False])
def test_news_of_a_completion_say_where_silence_accepted_it(deemed: bool) -> None:
    """Nobody has signed it then, so no mail may say that somebody did."""
    late = answer(ApprovalKind.COMPLETION, "Approved", state=RequestState.ACCEPTED, decided_at=NOW, deemed=deemed)
    assert late.outcome is Outcome.LATE
    one = asked(ApprovalKind.COMPLETION, state=RequestState.ACCEPTED, deemed=deemed)
    disputed = form(ApprovalKind.COMPLETION, one, state=ProposalState.DISPUTED)
    known = replace(proposing(disputed, disputed), acceptance_id=8)
    settled = decide_settle(Settle("kim", upheld=True, reason="talked to them"), known, NOW)
    mails = [mail_ for mail_ in (*of(late, SendMail), *of(settled, SendMail)) if mail_.template.startswith("approval_")]
    assert {mail_.template for mail_ in mails} == {MailTemplate.APPROVAL_LATE, MailTemplate.APPROVAL_ENDED}
    assert {dict(mail_.values).get("deemed") for mail_ in mails} == {"yes" if deemed else None}


def test_outstanding_issues_become_tickets_of_the_acceptance() -> None:
    words = "Approved with the following outstanding issues:\n- Queue 3 plays a wrong tone\n- Report is missing"
    decision = answer(ApprovalKind.COMPLETION, words)
    assert decision.outcome is Outcome.ACCEPTED, decision.matches
    tickets, links = of(decision, OpenTicket), of(decision, LinkOutstanding)
    assert [one.subject for one in tickets] == ["Queue 3 plays a wrong tone", "Report is missing"]
    assert {(one.source, one.linked_to) for one in tickets} == {(Source.COMPLETION, proposal().ticket.ticket_id)}
    assert [(one.deployment_id, one.acceptance, one.position) for one in links] == [
        (9, ACCEPTANCE, 1),
        (9, ACCEPTANCE, 2),
    ]
    assert len({one.local for one in tickets}) == len({one.ordinal for one in tickets}) == 2
    assert of(decision, CreateContact)[0].address == LEAD
    assert not [one for one in of(decision, SendMail) if one.template is MailTemplate.ACKNOWLEDGEMENT]


def test_issues_in_prose_wait_with_a_drafted_list() -> None:
    decision = answer(ApprovalKind.COMPLETION, "Approved. Queue 3 plays the wrong announcement. The report is missing.")
    review = of(decision, AskReview)[0]
    assert (decision.outcome, review.reasons) == (Outcome.HELD, (ReviewReason.COMPLETION_ISSUES,))
    assert "1. Queue 3 plays the wrong announcement.\n2. The report is missing." in review.text
    assert not of(decision, RecordAcceptance)


def test_only_issues_without_an_approval_wait_too() -> None:
    decision = answer(ApprovalKind.COMPLETION, "The report is missing.")
    assert of(decision, AskReview)[0].reasons == (ReviewReason.COMPLETION_ISSUES,)


def by_hand(kind: ApprovalKind, *outstanding: str) -> Decision:
    on = form(kind)
    command = RecordByHand("kim", on.requests[0].key, "on the phone today", outstanding)
    return decide_record_by_hand(command, proposing(on, on), NOW)


def test_an_acceptance_by_hand_brings_its_outstanding_issues() -> None:
    decision = by_hand(ApprovalKind.COMPLETION, "Report is missing", " ")
    assert of(decision, RecordAcceptance)[0].type is AcceptanceType.RECORDED
    assert [one.text for one in of(decision, LinkOutstanding)] == ["Report is missing"]


def test_only_completion_has_outstanding_issues() -> None:
    with pytest.raises(Refused, match="belong to a Completion form"):
        by_hand(ApprovalKind.GO_LIVE, "Report is missing")


def test_what_is_named_is_named_by_its_kind() -> None:
    assert [title(form(kind)) for kind in FORMS] == ["GL-3 version 1", "CO-3 version 1", "FO-3 version 1"]


def test_an_objection_to_a_form_is_no_thanks_where_it_lists_issues() -> None:
    told = judge_reply("Approved\n\n- The report is missing", ReplyContext(ApprovalKind.COMPLETION))
    assert told.outcome is ReplyOutcome.APPROVE
    assert told.auto_accept
    assert not told.says_yes
