"""What a person may do with a proposal: draft, edit, send, withdraw, record by hand, settle."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from models.vocabulary import (
    AcceptanceType,
    ApproverState,
    ProposalState,
    RequestState,
    Side,
    TicketState,
)
from processor.approvals.byhand import decide_record_by_hand, decide_settle, decide_withdraw
from processor.approvals.drafting import decide_draft, decide_edit, missing
from processor.approvals.sending import choose_approvers, decide_send
from processor.effects.approvals import (
    DraftProposal,
    FreezeVersion,
    MoveProposal,
    MoveRequest,
    RecordAcceptance,
    SettleObjection,
)
from processor.effects.decision import Decision
from processor.effects.mail import MailTemplate, SendMail
from processor.errors import Refused
from processor.facts.proposals import Money, ProposalContent
from processor.facts.proposing import (
    Draft,
    DraftingFacts,
    Edit,
    PreparedRequest,
    ProposingFacts,
    RecordByHand,
    Send,
    Settle,
    Withdraw,
)
from tests.unit.approvals.builders import (
    BOSS,
    CSM,
    DOCUMENT,
    LEAD,
    NOW,
    PDF,
    VENDOR,
    approver,
    content,
    key,
    planned,
    policy,
    proposal,
    request,
    vendor_done,
)
from tests.unit.routing import builders as routing
from tests.unit.routing.builders import of, one, ticket

REGISTER = (approver(VENDOR), approver(CSM), approver(LEAD), approver(BOSS))


def facts(sent: Any = None, **changes: Any) -> ProposingFacts:
    draft = proposal(version=1, current_version=0, state=ProposalState.DRAFT, requests=(), document_sha256="")
    values: dict[str, Any] = {
        "proposal": sent or draft,
        "sent": sent,
        "register": REGISTER,
        "policy": policy(),
        "mail": routing.policy(notify_staff=("desk@vendor.example",)),
    }
    return ProposingFacts(**values | changes)


def send_command(known: ProposingFacts, **changes: Any) -> Send:
    version = known.proposal.version
    chosen = choose_approvers(known, NOW)
    values: dict[str, Any] = {
        "by": "kim",
        "document_sha256": DOCUMENT,
        "pdf_sha256": PDF,
        "requests": tuple(PreparedRequest(one.approver_id, key(one.address, version)) for one in chosen),
    }
    return Send(**values | changes)


def sent_now(known: ProposingFacts | None = None, at: datetime = NOW) -> Decision:
    known = known or facts()
    return decide_send(send_command(known), known, at)


# --- drafting


def test_a_draft_is_written_for_a_ticket_of_a_customer() -> None:
    decision = decide_draft(Draft("kim", "en", content()), DraftingFacts(ticket(), 3, routing.policy()), NOW)
    drafted = one(decision, DraftProposal)
    assert (drafted.ticket, drafted.by, drafted.content.title) == (11, "kim", "Export to CSV")
    assert of(decision, SendMail) == []


def test_each_side_is_asked_in_its_own_language() -> None:
    """The customer's approvers in theirs, ours in the one that the staff reads, unless the register says otherwise."""
    register = tuple(replace(entry, language="") for entry in REGISTER)
    draft = proposal(version=1, current_version=0, state=ProposalState.DRAFT, requests=(), language="ru")
    frozen = one(sent_now(facts(proposal=draft, register=register)), FreezeVersion)
    assert {(asked.side, asked.language) for asked in frozen.requests} == {(Side.VENDOR, "en"), (Side.CUSTOMER, "ru")}


@pytest.mark.parametrize(
    ("known", "what"),
    [
        (DraftingFacts(ticket(state=TicketState.MERGED), 3, routing.policy()), "merged"),
        (DraftingFacts(ticket(), 0, routing.policy()), "no customer"),
    ],
)
def test_a_draft_is_refused(known: DraftingFacts, what: str) -> None:
    with pytest.raises(Refused, match=what):
        decide_draft(Draft("kim", "en", content()), known, NOW)


def test_an_edit_changes_the_draft_or_begins_the_next_version() -> None:
    assert one(decide_edit(Edit("kim", "en", content()), facts(), NOW), DraftProposal).proposal_id == 6
    decision = decide_edit(Edit("kim", "en", content()), facts(proposal()), NOW)
    assert of(decision, MoveProposal) == []
    assert "began version 4" in decision.effects[1].text  # type: ignore[union-attr]


@pytest.mark.parametrize("state", [ProposalState.ACCEPTED, ProposalState.WITHDRAWN, ProposalState.DISPUTED])
def test_what_was_accepted_withdrawn_or_is_disputed_is_not_edited(state: ProposalState) -> None:
    with pytest.raises(Refused, match="draft another"):
        decide_edit(Edit("kim", "en", content()), facts(proposal(state=state)), NOW)


def test_missing_names_what_both_sides_would_have_to_see() -> None:
    bare = ProposalContent(" ", "", "", "", (), None, None, date(2030, 5, 31))
    assert missing(bare) == ("a title", "a request", "a scope", "acceptance criteria", "hours or a price")
    assert missing(content()) == ()


# --- sending


def test_sending_freezes_the_version_and_asks_the_vendor_first() -> None:
    decision = sent_now()
    frozen = one(decision, FreezeVersion)
    assert (frozen.document_sha256, frozen.pdf_sha256, frozen.version) == (DOCUMENT, PDF, 1)
    assert [one.approver_id for one in frozen.requests] == [41, 31, 32]
    assert one(decision, MoveProposal).after is ProposalState.AWAITING_VENDOR
    assert [move.key for move in of(decision, MoveRequest)] == [key(VENDOR, 1)]
    (asked,) = of(decision, SendMail)
    assert (asked.template, asked.to, asked.document) == (MailTemplate.APPROVAL_REQUEST, VENDOR, DOCUMENT)


def test_nobody_approves_their_own_proposal() -> None:
    assert CSM not in [one.address for one in choose_approvers(facts(), NOW)]
    with pytest.raises(Refused, match="nobody approves their own proposal"):
        choose_approvers(facts(register=(approver(CSM), approver(LEAD))), NOW)


def test_without_a_customers_approver_it_says_what_to_do() -> None:
    with pytest.raises(Refused, match="signoff approver add"):
        choose_approvers(facts(register=(approver(VENDOR), approver(LEAD, customer_id=4))), NOW)


def test_a_deputy_is_asked_where_the_approver_is_not_in_force_or_within_the_limit() -> None:
    deputy = approver(BOSS, deputy_of=31)
    for changes in ({"state": ApproverState.ENDED}, {"limit": Money(Decimal(1), "EUR")}, {"valid_until": NOW.date()}):
        lead = approver(LEAD, **changes)
        chosen = choose_approvers(facts(register=(approver(VENDOR), lead, deputy)), NOW)
        expected = [VENDOR, LEAD] if "valid_until" in changes else [VENDOR, BOSS]
        assert [one.address for one in chosen] == expected


def test_named_approvers_are_asked_in_the_order_they_are_named_in() -> None:
    assert [one.address for one in choose_approvers(facts(approvers=(32, 31)), NOW)] == [VENDOR, BOSS, LEAD]
    with pytest.raises(Refused, match="no entry 99"):
        choose_approvers(facts(approvers=(99,)), NOW)


def test_a_new_version_supersedes_the_open_one_and_tells_who_was_asked() -> None:
    old = proposal(vendor_done(), request(), planned(BOSS))
    known = facts(old, proposal=proposal(version=4, requests=(), document_sha256=""))
    decision = sent_now(known)
    assert [(move.before.value, move.after.value) for move in of(decision, MoveProposal)] == [
        ("awaiting_customer", "superseded"),
        ("superseded", "awaiting_vendor"),
    ]
    closed = [move.key for move in of(decision, MoveRequest) if move.after is RequestState.CLOSED]
    assert closed == [key(LEAD), key(BOSS)]
    ended = [mail for mail in of(decision, SendMail) if mail.template is MailTemplate.APPROVAL_ENDED]
    assert [mail.to for mail in ended] == [VENDOR, LEAD, "anna@customer.example"]
    assert {dict(mail.values)["replaced_by"] for mail in ended} == {"4"}


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"state": ProposalState.ACCEPTED, "version": 4}, "draft another"),
        ({"version": 3, "current_version": 3}, "sent already"),
        ({"version": 4, "content": content(scope="")}, "without a scope"),
        ({"version": 4, "content": content(valid_until=date(2030, 5, 5))}, "valid until"),
    ],
)
def test_sending_is_refused(changes: dict[str, Any], what: str) -> None:
    known = facts(proposal(), proposal=proposal(**changes))
    with pytest.raises(Refused, match=what):
        sent_now(known)


def test_sending_is_refused_where_what_was_prepared_does_not_fit() -> None:
    known = facts()
    good = send_command(known)
    for changes, what in (
        ({"document_sha256": ""}, "digests"),
        ({"requests": good.requests[::-1]}, "register of approvers has just changed"),
        ({"requests": (good.requests[0],) * 3}, "register of approvers has just changed"),
        ({"requests": tuple(replace(found, key=key(version=9)) for found in good.requests)}, "keys"),
    ):
        with pytest.raises(Refused, match=what):
            decide_send(replace(good, **changes), known, NOW)  # type: ignore[arg-type]


# --- withdrawing, recording, settling


def test_withdrawing_closes_and_tells() -> None:
    decision = decide_withdraw(Withdraw("kim", "the plan has changed"), facts(proposal()), NOW)
    assert one(decision, MoveProposal).after is ProposalState.WITHDRAWN
    assert [move.after for move in of(decision, MoveRequest)] == [RequestState.CLOSED]
    assert LEAD in {mail.to for mail in of(decision, SendMail)}
    with pytest.raises(Refused, match="cannot be withdrawn"):
        decide_withdraw(Withdraw("kim", "too late"), facts(proposal(state=ProposalState.ACCEPTED)), NOW)
    with pytest.raises(Refused, match="needs a reason"):
        decide_withdraw(Withdraw("kim", " "), facts(proposal()), NOW)


def by_hand(sent: Any, asked: str = LEAD, by: str = "kim", evidence: str = "signed on paper") -> Decision:
    return decide_record_by_hand(RecordByHand(by, key(asked), evidence), facts(sent), NOW)


def test_an_acceptance_by_hand_is_a_type_of_its_own_and_counts() -> None:
    decision = by_hand(proposal())
    recorded = one(decision, RecordAcceptance)
    assert (recorded.type, recorded.by, recorded.evidence) == (AcceptanceType.RECORDED, "kim", "signed on paper")
    assert (recorded.judgement, recorded.proof, recorded.document_sha256) == (None, None, DOCUMENT)
    assert "not_done" in {check.result for check in recorded.checks}
    assert one(decision, MoveProposal).after is ProposalState.ACCEPTED


def test_an_acceptance_by_hand_is_refused() -> None:
    vera = request(VENDOR)
    at_vendor = proposal(vera, state=ProposalState.AWAITING_VENDOR)
    limited = request(who=approver(limit=Money(Decimal(1), "EUR")))
    gone = request(who=approver(state=ApproverState.ENDED))
    for sent, address, what in (
        (at_vendor, VENDOR, "somebody else has to record"),
        (proposal(request(state=RequestState.CLOSED)), LEAD, "nothing can be recorded"),
        (proposal(request(), state=ProposalState.EXPIRED), LEAD, "nothing can be recorded"),
        (proposal(limited), LEAD, "may approve up to"),
        (proposal(gone), LEAD, "not entitled"),
        (proposal(), BOSS, "no such request"),
        (proposal(content=content(valid_until=date(2030, 5, 5))), LEAD, "was valid until"),
        (proposal(document_sha256=""), LEAD, "digest"),
    ):
        with pytest.raises(Refused, match=what):
            by_hand(sent, address)
    assert by_hand(at_vendor, VENDOR, by="lee")
    with pytest.raises(Refused, match="needs evidence"):
        by_hand(proposal(), evidence="")


def disputed(*requests: Any) -> Any:
    return proposal(*requests, state=ProposalState.DISPUTED)


@pytest.mark.parametrize(("upheld", "after"), [(True, ProposalState.ACCEPTED), (False, ProposalState.REJECTED)])
def test_settling_a_dispute(upheld: bool, after: ProposalState) -> None:
    done = disputed(vendor_done(), request(state=RequestState.ACCEPTED))
    known = facts(done, acceptance_id=8)
    decision = decide_settle(Settle("kim", upheld, "talked to them"), known, NOW)
    assert one(decision, SettleObjection) == SettleObjection(8, upheld, "kim", "talked to them")
    assert one(decision, MoveProposal).after is after
    assert dict(of(decision, SendMail)[0].values)["ending"] == after.value


def test_settling_is_refused() -> None:
    half = facts(disputed(vendor_done(), request(state=RequestState.CLOSED)), acceptance_id=8)
    with pytest.raises(Refused, match="annul it"):
        decide_settle(Settle("kim", upheld=True, reason="x"), half, NOW)
    with pytest.raises(Refused, match="cannot be upheld"):
        decide_settle(Settle("kim", upheld=True, reason="x"), facts(proposal(), acceptance_id=8), NOW)
    with pytest.raises(Refused, match="no acceptance"):
        decide_settle(Settle("kim", upheld=False, reason="x"), facts(disputed()), NOW)
    with pytest.raises(Refused, match="not been sent"):
        decide_settle(Settle("kim", upheld=False, reason="x"), facts(), NOW)
