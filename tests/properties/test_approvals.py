"""What holds for every answer to a request for approval, whoever wrote it and whatever is known."""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from models.vocabulary import (
    ApproverState,
    Assurance,
    Kind,
    Outcome,
    ProposalState,
    Quorum,
    ReplyOutcome,
    RequestState,
    SignatureResult,
    Turn,
)
from processor.approvals.amounts import asks_strong, code_suffices, end_of
from processor.approvals.case import Ways
from processor.approvals.decide import decide_approval
from processor.effects.approvals import AwaitCode, MoveProposal, MoveRequest, RecordAcceptance, RecordReply
from processor.effects.decision import Decision
from processor.effects.mail import SendMail
from processor.effects.tickets import FileMessage
from processor.facts.approvals import ApprovalFacts, Carrier, NamedApproval
from processor.facts.causes import Reading
from processor.facts.meeting import MessageFacts
from processor.facts.message import Attachment
from processor.facts.proof import ArcCheck
from processor.facts.proposals import Money
from processor.facts.replies import ReplyContext, ReplyJudgement
from tests.unit.approvals.builders import (
    BOSS,
    BY_SERVER,
    CODE_MAC,
    CSM,
    FOUND,
    LEAD,
    NOW,
    SMIME,
    VENDOR,
    approval,
    approver,
    challenge,
    content,
    dkim,
    dmarc,
    facts,
    join,
    judgement,
    key,
    mail,
    planned,
    policy,
    proof,
    proposal,
    reading,
    request,
    vendor_done,
)

EVIL = "lena@customer-example.test"
REGISTERED = {LEAD, BOSS, VENDOR, CSM, "anna@customer.example", "desk@vendor.example"}
PRICE = Money(Decimal(4200), "EUR")
BELOW, ABOVE, OTHER = Money(Decimal(100), "EUR"), Money(Decimal(9999), "EUR"), Money(Decimal(9), "USD")
FILE = Attachment(1, "a.pdf", "application/pdf", 1, "a", inline=False)
DEPUTY = approver(BOSS, deputy_of=31)
Section = Literal["mail", "fetched", "proof", "approver", "challenge", "request", "proposal", "approval", "policy"]
World = dict[Section, dict[str, Any]]

BASES: tuple[World, ...] = (
    {},
    {"proof": {"smime": SMIME}},
    {"proof": BY_SERVER},
    {"mail": {"text": "4821-7730"}, "proof": BY_SERVER, "challenge": {}, "approval": {"answered_macs": (CODE_MAC,)}},
    {
        "mail": {"text": "4821-7730"},
        "challenge": {"assurance": Assurance.A3},
        "approval": {"answered_macs": (CODE_MAC,)},
        "policy": {"strong_above": (BELOW,)},
    },
    {"mail": {"sender": BOSS}, "approval": {"senders": (DEPUTY,)}},
)
"""Answers that are accepted or get a code as they are, each in its own way."""

CHANGES: tuple[tuple[Section, str, tuple[Any, ...]], ...] = (
    ("mail", "sender", (LEAD, LEAD.title(), BOSS, EVIL, "")),
    ("mail", "text", ("Approved", "4821-7730", "4821-7730 if it is blue", "4821-7730 1234-5678", "No", "")),
    ("mail", "kind", tuple(Kind)),
    ("mail", "may_approve", (False,)),
    ("mail", "may_reply", (False,)),
    ("mail", "partial", (True,)),
    ("mail", "attachments", ((FILE,),)),
    ("fetched", "received_at", (NOW + timedelta(days=60), NOW)),
    ("proof", "address", ("", BOSS, LEAD)),
    ("proof", "dkim", ((), (dkim(aligned=False),), (dkim(signed_headers=("from",)),), (dkim(),))),
    ("proof", "dkim", tuple((dkim(result=result),) for result in SignatureResult)),
    ("proof", "results", ((), (dmarc(),), (dmarc("fail"),), (dmarc(), dmarc("none")), (dmarc(aligned=False),))),
    ("proof", "arc", ((ArcCheck("seal.example", SignatureResult.PASS, ""),),)),
    ("proof", "smime", (SMIME, replace(SMIME, result=SignatureResult.FAIL))),
    ("proof", "duplicates", (("Subject",),)),
    ("proof", "lookalike", ("mixed scripts",)),
    ("proof", "forwarded", (True,)),
    ("proof", "body_differs", (True,)),
    ("proof", "fault", ("broken",)),
    ("approver", "state", tuple(ApproverState)),
    ("approver", "limit", (PRICE, BELOW, OTHER)),
    ("approver", "user", ("kim",)),
    ("challenge", "assurance", (Assurance.A2, Assurance.A3)),
    ("challenge", "attempts_left", (0,)),
    ("challenge", "expires_at", (NOW - timedelta(hours=1),)),
    ("challenge", "judgement", (None, judgement(ReplyOutcome.CONDITIONAL))),
    ("request", "state", tuple(RequestState)),
    ("request", "document_sha256", ("", "e" * 64)),
    ("request", "unclear_told", (True,)),
    ("proposal", "state", tuple(ProposalState)),
    ("proposal", "current_version", (4,)),
    ("proposal", "pdf_sha256", ("",)),
    ("proposal", "content", (content(price=None), content(price=ABOVE))),
    ("proposal", "quorum", tuple(Quorum)),
    ("proposal", "turn", tuple(Turn)),
    ("approval", "named", (None, NamedApproval(key(version=2), frozenset(Carrier)))),
    ("approval", "named", tuple(NamedApproval(key(), frozenset({carrier})) for carrier in Carrier)),
    ("approval", "senders", ((), (DEPUTY,), (approver(BOSS),), (replace(DEPUTY, limit=BELOW),))),
    ("approval", "seen_before", (True,)),
    ("approval", "others", ((key(number=18),),)),
    ("approval", "answered_macs", ((), (CODE_MAC,), ("wrong",))),
    ("approval", "code", ("",)),
    ("policy", "strong_above", ((BELOW,), (ABOVE,), (OTHER,))),
    ("policy", "challenge_up_to", ((BELOW,), (ABOVE,), (OTHER,))),
    ("policy", "acceptances_paused", (True,)),
)
"""What may be otherwise, one by one."""


@dataclass(frozen=True)
class Cause:
    reading: Reading
    facts: MessageFacts
    said: ReplyJudgement

    @property
    def approval(self) -> ApprovalFacts:
        assert self.facts.approval is not None
        return self.facts.approval


@st.composite
def causes(draw: st.DrawFn) -> Cause:
    """An answer that would do, with up to four things otherwise."""
    world: World = {section: dict(values) for section, values in draw(st.sampled_from(BASES)).items()}
    for section, name, values in draw(st.lists(st.sampled_from(CHANGES), max_size=4)):
        world.setdefault(section, {})[name] = draw(st.sampled_from(values))
    said = draw(st.sampled_from((judgement(ReplyOutcome.APPROVE),) * 9 + tuple(map(judgement, ReplyOutcome)) + UNSURE))
    return Cause(_reading(world), _facts(world), said)


UNSURE = (judgement(ReplyOutcome.APPROVE, auto=False),)


def _reading(world: World) -> Reading:
    message = mail(**world.get("mail", {}))
    sender = message.sender.key if message.sender is not None else ""
    found = proof(**{"address": sender} | world.get("proof", {}))
    return reading(message, found, **world.get("fetched", {}))


def _facts(world: World) -> MessageFacts:
    waiting = challenge(**world["challenge"]) if "challenge" in world else None
    asked = request(who=approver(LEAD, **world.get("approver", {})), challenge=waiting, **world.get("request", {}))
    about = proposal(vendor_done(), asked, planned(BOSS, position=1), **world.get("proposal", {}))
    known = approval(about, asked, policy=policy(**world.get("policy", {})), **world.get("approval", {}))
    return facts(known)


def decided(cause: Cause) -> Decision:
    def judge(text: str, context: ReplyContext) -> ReplyJudgement:
        # What only_a_code asks of a code in place of the word is judged truly; the rest as the example says.
        if not context.sent and text.strip() in {"Approved", ""}:
            return judgement(ReplyOutcome.APPROVE if text.strip() else ReplyOutcome.UNCLEAR)
        return cause.said if context.sent else judgement(ReplyOutcome.CONDITIONAL)

    decision = decide_approval(cause.reading, cause.facts, NOW, FOUND, Ways(judge, join))
    event(f"{decision.outcome} by {decision.matches[1].rule}")
    return decision


thorough = settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def of_kind(decision: Decision, kind: type) -> list[object]:
    return [effect for effect in decision.effects if isinstance(effect, kind)]


@thorough
@given(causes())
def test_nothing_below_a3_or_a_returned_code_is_ever_accepted(cause: Cause) -> None:
    """Told from the facts alone, without the room's own rules."""
    decision = decided(cause)
    accepted = [effect for effect in decision.effects if isinstance(effect, RecordAcceptance)]
    assert len(accepted) == (decision.outcome is Outcome.ACCEPTED)
    for one in accepted:
        known, found = cause.approval, cause.reading.proof
        assert known.proposal is not None
        assert known.request is not None
        assert found is not None
        price = known.proposal.content.price
        by_code = one.reply_fetch_id != 0
        sent_by = cause.reading.message.sender
        assert sent_by is not None
        assert sent_by.key in {LEAD, BOSS}
        assert sent_by.key == LEAD or any(one_.deputy_of == 31 for one_ in known.senders)
        assert (found.address, found.duplicates, found.lookalike, found.fault) == (sent_by.key, (), "", "")
        assert not any(check.result == "fail" for check in found.results)
        assert (found.forwarded, found.body_differs, known.seen_before, known.others) == (False, False, False, ())
        if by_code:
            assert known.answered_macs == (CODE_MAC,)
            assert one.assurance in {Assurance.A2C, Assurance.A4}
            assert one.assurance is Assurance.A4 or code_suffices(known.policy, price)
        else:
            assert one.assurance in {Assurance.A3, Assurance.A4}
            assert one.assurance is Assurance.A4 or not asks_strong(known.policy, price)
            assert known.named is not None
            signed = [check for check in found.dkim if check.result is SignatureResult.PASS and check.aligned]
            assert signed
            assert Carrier.TEXT in known.named.carriers or "subject" in signed[0].signed_headers
            assert cause.said.auto_accept


@thorough
@given(causes())
def test_an_acceptance_is_of_what_was_sent_and_still_open_and_only_one(cause: Cause) -> None:
    decision = decided(cause)
    for one in decision.effects:
        if isinstance(one, RecordAcceptance):
            about, asked = cause.approval.proposal, cause.approval.request
            assert about is not None
            assert asked is not None
            assert one.document_sha256 == asked.document_sha256 == about.document_sha256 != ""
            assert about.pdf_sha256
            assert (asked.state, about.state) == (RequestState.OPEN, ProposalState.AWAITING_CUSTOMER)
            assert asked.key.version == about.current_version
            assert one.accepted_at == cause.reading.fetched.received_at < end_of(about.content.valid_until)
            moved = [effect for effect in decision.effects if isinstance(effect, MoveRequest) and effect.key == one.key]
            assert [effect.after for effect in moved] == [RequestState.ACCEPTED]
            assert not cause.approval.policy.acceptances_paused
            assert all(check.result != "failed" or check.name in {"dkim", "alignment", "smime"} for check in one.checks)


@thorough
@given(causes())
def test_no_mail_goes_to_an_address_that_is_not_registered(cause: Cause) -> None:
    decision = decided(cause)
    mails = [effect for effect in decision.effects if isinstance(effect, SendMail)]
    assert {sent.to for sent in mails} <= REGISTERED
    assert [sent.ordinal for sent in mails] == list(range(len(mails)))
    answers = [sent for sent in mails if sent.automatic == "auto-replied"]
    assert len(answers) <= 1
    for sent in answers:
        assert cause.reading.message.may_reply
        assert cause.reading.message.sender is not None
        assert sent.to.casefold() == cause.reading.message.sender.key


@thorough
@given(causes())
def test_only_acceptances_and_rejections_move_anything(cause: Cause) -> None:
    decision = decided(cause)
    moved = of_kind(decision, MoveProposal) + of_kind(decision, MoveRequest)
    assert bool(moved) is (decision.outcome in {Outcome.ACCEPTED, Outcome.DECLINED})
    assert len(of_kind(decision, AwaitCode)) == (decision.outcome is Outcome.CHALLENGED)


@thorough
@given(causes())
def test_every_answer_is_filed_and_recorded_once_and_a_rerun_makes_the_same(cause: Cause) -> None:
    decision = decided(cause)
    assert len(of_kind(decision, RecordReply)) == 1
    assert len(of_kind(decision, FileMessage)) == (decision.outcome is not Outcome.JOINED)
    assert all(match.reason for match in decision.matches)
    assert decision == decided(cause)
