"""Facts for the tests of approvals: one plain value of each, with what a test is about as keyword arguments."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from models.vocabulary import (
    ApprovalKind,
    ApproverState,
    Assurance,
    Outcome,
    ProposalState,
    Quorum,
    ReplyOutcome,
    RequestState,
    SealState,
    Side,
    SignatureResult,
    Turn,
)
from processor.approvals.case import Ways
from processor.approvals.decide import decide_approval
from processor.effects.decision import Decision
from processor.facts.approvals import (
    AcceptanceFacts,
    ApprovalFacts,
    ApprovalPolicy,
    ApproverFacts,
    Carrier,
    ChallengeFacts,
    NamedApproval,
    ProposalFacts,
    RequestFacts,
)
from processor.facts.causes import Fetched, Reading
from processor.facts.known import TicketFacts
from processor.facts.meeting import MessageFacts
from processor.facts.message import Match, Message
from processor.facts.proof import ArcCheck, DkimCheck, ResultsCheck, SenderProof, SmimeCheck
from processor.facts.proposals import Money, ProposalContent
from processor.facts.replies import ReplyContext, ReplyJudgement
from processor.ids import ApprovalKey
from tests.unit.routing import builders as routing

NOW = datetime(2030, 5, 6, 12, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=300)
LEAD = "lena@customer.example"
BOSS = "boris@customer.example"
VENDOR = "vera@vendor.example"
CSM = "kim@vendor.example"
DOCUMENT, PDF = "d" * 64, "f" * 64
FOUND = Match("approval_reply", "it answers a request for approval")
CODE, CODE_MAC = "48217730", "mac of 48217730"


def approver(address: str = LEAD, **changes: Any) -> ApproverFacts:
    values: dict[str, Any] = {
        "approver_id": {LEAD: 31, BOSS: 32, VENDOR: 41, CSM: 42}.get(address, 39),
        "side": Side.VENDOR if address.endswith("vendor.example") else Side.CUSTOMER,
        "customer_id": 0 if address.endswith("vendor.example") else 3,
        "address": address,
        "name": address.partition("@")[0].title(),
        "title": "",
        "user": address.partition("@")[0] if address.endswith("vendor.example") else "",
        "state": ApproverState.CONFIRMED,
        "effective_at": LONG_AGO,
        "valid_from": None,
        "valid_until": None,
        "limit": None,
        "deputy_of": 0,
        "proposed_by": "lee",
        "confirmed_by": "kim",
    }
    return ApproverFacts(**values | changes)


def key(
    address: str = LEAD, version: int = 3, number: int = 17, kind: ApprovalKind = ApprovalKind.PROPOSAL
) -> ApprovalKey:
    letters = (address.replace("@", "").replace(".", "") + "a" * 16)[:16]
    return ApprovalKey(kind, number, version, letters)


def request(address: str = LEAD, **changes: Any) -> RequestFacts:
    who = changes.pop("who", None) or approver(address)
    values: dict[str, Any] = {
        "request_id": who.approver_id,
        "kind": ApprovalKind.PROPOSAL,
        "side": who.side,
        "key": key(address, changes.pop("version", 3)),
        "document_sha256": DOCUMENT,
        "position": 0,
        "state": RequestState.OPEN,
        "approver": who,
        "language": "en",
        "asked_at": NOW - timedelta(days=1),
        "sent_outbox_id": 5,
        "sent_message_id": f"<so.p.17.3.{address.partition('@')[0]}.mac@desk.example>",
        "sent_text": "Please approve.",
        "reminded": 0,
        "unclear_told": False,
        "challenge": None,
    }
    return RequestFacts(**values | changes)


def planned(address: str, **changes: Any) -> RequestFacts:
    return request(address, state=RequestState.PLANNED, asked_at=None, sent_message_id="", **changes)


def vendor_done() -> RequestFacts:
    done = {"state": RequestState.ACCEPTED, "decided_at": NOW - timedelta(hours=30), "decided_by": "Vera"}
    return request(VENDOR, **done)


def content(**changes: Any) -> ProposalContent:
    values: dict[str, Any] = {
        "title": "Export to CSV",
        "request": "Reports as CSV.",
        "goals": "Less typing.",
        "scope": "Export of three reports.",
        "criteria": ("The file opens.",),
        "hours": Decimal(12),
        "price": Money(Decimal("4200.00"), "EUR"),
        "valid_until": date(2030, 5, 31),
    }
    return ProposalContent(**values | changes)


def proposal(*requests: RequestFacts, **changes: Any) -> ProposalFacts:
    values: dict[str, Any] = {
        "proposal_id": 6,
        "number": 17,
        "version": 3,
        "current_version": 3,
        "state": ProposalState.AWAITING_CUSTOMER,
        "ticket": routing.ticket(),
        "customer_id": 3,
        "customer": "Customer Ltd",
        "language": "en",
        "content": content(),
        "document_sha256": DOCUMENT,
        "pdf_sha256": PDF,
        "drafted_by": "kim",
        "drafted_by_address": CSM,
        "turn": Turn.IN_ORDER,
        "quorum": Quorum.ALL,
        "requests": requests or (vendor_done(), request()),
    }
    return ProposalFacts(**values | changes)


def dkim(**changes: Any) -> DkimCheck:
    values: dict[str, Any] = {
        "domain": "customer.example",
        "selector": "s1",
        "algorithm": "rsa-sha256",
        "key_bits": 2048,
        "result": SignatureResult.PASS,
        "why": "",
        "aligned": True,
        "signed_headers": ("from", "subject", "date", "content-type"),
    }
    return DkimCheck(**values | changes)


def dmarc(result: str = "pass", **changes: Any) -> ResultsCheck:
    values: dict[str, Any] = {
        "authserv_id": "mx.vendor.example",
        "method": "dmarc",
        "result": result,
        "domain": "customer.example",
        "aligned": True,
    }
    return ResultsCheck(**values | changes)


SIGNED = (dkim(),)
BY_SERVER: dict[str, Any] = {"dkim": (), "results": (dmarc(),)}
"""Of a mail without a signature, which our own server found to be proven."""
BY_SEALER: dict[str, Any] = {"dkim": (), "arc": (ArcCheck("lists.example", SignatureResult.PASS, ""),)}
SMIME = SmimeCheck(SignatureResult.PASS, "", LEAD, "ab" * 32)


def proof(address: str = LEAD, **changes: Any) -> SenderProof:
    return SenderProof(**{"address": address, "dkim": SIGNED} | changes)


def named(address: str = LEAD, *carriers: Carrier, version: int = 3) -> NamedApproval:
    return NamedApproval(key(address, version), frozenset(carriers or (Carrier.SUBJECT, Carrier.ADDRESS, Carrier.TEXT)))


def policy(**changes: Any) -> ApprovalPolicy:
    return ApprovalPolicy(**{"vendor": "Vendor Ltd"} | changes)


def approval(on: ProposalFacts | None = None, asked: RequestFacts | None = None, **changes: Any) -> ApprovalFacts:
    asked = asked or request()
    values: dict[str, Any] = {
        "named": NamedApproval(asked.key, frozenset({Carrier.SUBJECT, Carrier.ADDRESS, Carrier.TEXT})),
        "proposal": on or proposal(vendor_done(), asked),
        "request": asked,
        "acceptance": None,
        "senders": (),
        "known_lines": frozenset(),
        "seen_before": False,
        "code": CODE,
        "code_mac": CODE_MAC,
        "answered_macs": (),
        "policy": policy(),
    }
    return ApprovalFacts(**values | changes)


def challenge(**changes: Any) -> ChallengeFacts:
    values: dict[str, Any] = {
        "code_mac": CODE_MAC,
        "sent_at": NOW - timedelta(hours=1),
        "expires_at": NOW + timedelta(hours=71),
        "attempts_left": 5,
        "reply_fetch_id": 77,
        "assurance": Assurance.A2,
        "judgement": APPROVED,
        "context": ReplyContext(),
        "proof": proof(**BY_SERVER),
    }
    return ChallengeFacts(**values | changes)


def acceptance(**changes: Any) -> AcceptanceFacts:
    values: dict[str, Any] = {
        "acceptance_id": 8,
        "number": "AC-2030-000017",
        "proposal": proposal(vendor_done(), request(state=RequestState.ACCEPTED), state=ProposalState.ACCEPTED),
        "approver_address": LEAD,
        "accepted_at": NOW - timedelta(days=2),
        "objection_until": NOW + timedelta(days=5),
        "disputed": False,
        "seal": SealState.TOLD,
        "receipt_to": frozenset({LEAD, BOSS}),
        "receipt_sent_text": "You accepted.",
    }
    return AcceptanceFacts(**values | changes)


def about_receipt(**changes: Any) -> ApprovalFacts:
    return approval(request=None, proposal=None, acceptance=acceptance(**changes))


def judgement(outcome: ReplyOutcome, auto: bool | None = None, **changes: Any) -> ReplyJudgement:
    approves = outcome is ReplyOutcome.APPROVE
    auto = approves if auto is None else auto
    issues = () if auto else ("it does not say yes",)
    return ReplyJudgement(outcome, auto, **{"rule": f"test_{outcome.value}", "issues": issues} | changes)


APPROVED = judgement(ReplyOutcome.APPROVE)
WORDS = {
    "Approved": ReplyOutcome.APPROVE,
    "Approved, if it is blue": ReplyOutcome.CONDITIONAL,
    "No": ReplyOutcome.REJECT,
    "What is it?": ReplyOutcome.QUESTION,
    "Next week": ReplyOutcome.LATER,
    "The report is empty": ReplyOutcome.UNRELATED,
    "I am away": ReplyOutcome.AUTO_REPLY,
}


def judge(text: str, context: ReplyContext) -> ReplyJudgement:
    """A grammar of a few whole sentences; anything else is unclear."""
    return judgement(WORDS.get(text.strip(), ReplyOutcome.UNCLEAR))


def join(ticket: TicketFacts, matches: tuple[Match, ...]) -> Decision:
    return Decision(Outcome.JOINED, matches, ())


WAYS = Ways(judge, join)


def mail(text: str = "Approved", sender: str = LEAD, **changes: Any) -> Message:
    values: dict[str, Any] = {
        "message_id": "<reply@customer.example>",
        "subject": f"Re: {key(LEAD).tag} Export to CSV",
        "text": text,
        "new_text": text,
    }
    return routing.message(sender, **values | changes)


def reading(message: Message | None = None, proven: SenderProof | None = None, **fetched: Any) -> Reading:
    message = message or mail()
    sender = message.sender.key if message.sender is not None else ""
    values: dict[str, Any] = {
        "fetch_id": 1,
        "mailbox": "support",
        "folder": "INBOX",
        "received_at": NOW - timedelta(minutes=1),
        "digest": "d" * 64,
    }
    return Reading(Fetched(**values | fetched), message, routing.verdict(), proven or proof(sender))


def facts(about: ApprovalFacts | None = None, **changes: Any) -> MessageFacts:
    settings = changes.pop("settings", {})
    values: dict[str, Any] = {
        "policy": routing.policy(**{"notify_staff": ("desk@vendor.example",)} | settings),
        "approval": about or approval(),
    }
    return routing.facts(**values | changes)


def decide(cause: Reading | None = None, about: ApprovalFacts | None = None, **changes: Any) -> Decision:
    return decide_approval(cause or reading(), facts(about, **changes), NOW, FOUND, WAYS)


def rule(decision: Decision) -> str:
    """The rule that decided: the one after what routing found."""
    return decision.matches[1].rule


def on(found: ProposalFacts, **changes: Any) -> ProposalFacts:
    return replace(found, **changes)
