"""A proposal on its way, as the store's tests need it: a register, a frozen version, requests that were asked."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from models.approvals import Approver
from models.vocabulary import (
    AcceptanceType,
    ApprovalKind,
    ApproverState,
    Assurance,
    ProposalState,
    Quorum,
    ReplyOutcome,
    RequestState,
    Side,
    SignatureResult,
    Turn,
)
from processor.effects.approvals import (
    ACCEPTANCE,
    PROPOSAL,
    DraftProposal,
    EnterApprover,
    FreezeVersion,
    MoveApprover,
    MoveProposal,
    MoveRequest,
    NewRequest,
    RecordAcceptance,
    RecordReply,
)
from processor.effects.decision import Decision, Effect
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import Local
from processor.evidence.ledger import leaf
from processor.facts.approvals import ApprovalPolicy, ApproverFacts, Check, NamedApproval
from processor.facts.message import Address, Message
from processor.facts.proof import DkimCheck, KeyRecord, SenderProof
from processor.facts.proposals import Money, ProposalContent
from processor.facts.replies import ReplyContext, ReplyJudgement
from processor.ids import ApprovalKey
from processor.store.apply import Applied, Applier
from processor.store.claims import Claim
from processor.store.facts.approvals import ApprovalClues
from processor.store.store import Store
from tests.contract.store.samples import IDS, NOW, PlainComposer, act, cause_of, keep, message_of, open_ticket, take

VENDOR, ANN, BOB = "lead@desk.example", "ann@customer.example", "bob@customer.example"
CONTENT = ProposalContent(
    title="Reports by mail",
    request="We need reports.",
    goals="Less work.",
    scope="One report a week.",
    criteria=("a report arrives", "it opens"),
    hours=Decimal("40.5"),
    price=Money(Decimal("4200.00"), "EUR"),
    valid_until=date(2024, 6, 1),
)
JUDGEMENT = ReplyJudgement(ReplyOutcome.APPROVE, auto_accept=True, rule="whole-reply", purchase_order="PO 4711")
CONTEXT = ReplyContext(number=1, version=1, sent="please approve", known_lines=frozenset({"Customer Ltd", "Ann Lee"}))
RECORD = KeyRecord("s._domainkey.customer.example.", "v=DKIM1; p=AAAA", NOW)
PROOF = SenderProof(
    address=ANN,
    dkim=(
        DkimCheck(
            "customer.example",
            "s",
            "rsa-sha256",
            2048,
            SignatureResult.PASS,
            "",
            aligned=True,
            record=RECORD,
            signature_sha256="5" * 64,
        ),
    ),
)
CHECKS = (Check("dkim", "passed", "customer.example, 2048 bits"), Check("smime", "not_done", "none in the mail"))
POLICY = ApprovalPolicy()


@dataclass(frozen=True)
class Deal:
    """One frozen proposal: its id, its digests, and the keys of its requests, the vendor's first."""

    proposal_id: int
    document: str
    pdf: str
    keys: tuple[ApprovalKey, ...]
    approvers: tuple[int, ...]


def applier_of(store: Store, observe: bool = False) -> Applier:
    return Applier(store, IDS, PlainComposer(), observe, leaf)


def enter(store: Store, applier: Applier, address: str, side: Side = Side.CUSTOMER, **changes: Any) -> int:
    """An entry of the register that a second person has confirmed."""
    name = address.partition("@")[0].title()
    entry = EnterApprover(
        Local("entry"), side, 0, address, name, "Head", "", "en", None, None, None, 0, (), "kim"
    )  # fmt: skip
    act(store, applier, f"enter {address}", replace(entry, **changes))
    newest = everybody(store)[-1].approver_id
    confirm(store, applier, newest)
    return newest


def confirm(store: Store, applier: Applier, approver_id: int) -> None:
    move = MoveApprover(approver_id, ApproverState.PROPOSED, ApproverState.CONFIRMED, "lee", NOW, "")
    act(store, applier, f"confirm {approver_id}", move)


def everybody(store: Store) -> tuple[ApproverFacts, ...]:
    ids = store.database.column(Approver.select(Approver.id).order_by(Approver.id))
    return tuple(store.facts.approver_facts(one) for one in ids)


def draft(ticket_id: int, **changes: Any) -> DraftProposal:
    values = DraftProposal(PROPOSAL, ticket_id, "kim", "en", CONTENT, Turn.IN_ORDER, Quorum.ALL)
    return replace(values, **changes)


def frozen_deal(store: Store, applier: Applier, number: int = 1, asked: bool = True) -> Deal:
    """Ticket, register, draft and frozen version; with `asked` everybody's mail is queued and the deal is open."""
    ticket_id = open_ticket(store, applier, f"reports{number}", uid=100 + number).ticket_id
    assert ticket_id is not None
    names = (VENDOR, ANN, BOB)
    known = {one.address: one.approver_id for one in everybody(store)}
    approvers = tuple(
        known.get(name) or enter(store, applier, name, Side.VENDOR if name == VENDOR else Side.CUSTOMER)
        for name in names
    )
    act(store, applier, f"draft {number}", draft(ticket_id))
    document = store.blobs.keep(b'{"number":%d}' % number, "application/json")
    pdf = store.blobs.keep(b"%%PDF %d" % number, "application/pdf")
    keys = tuple(IDS.approval_key(ApprovalKind.PROPOSAL, number, 1, document, name) for name in names)
    sides = (Side.VENDOR, Side.CUSTOMER, Side.CUSTOMER)
    requests = tuple(
        NewRequest(side, at, approver, key, "en")
        for at, (side, approver, key) in enumerate(zip(sides, approvers, keys, strict=True))
    )
    proposal_id = store.facts.proposal_facts(number, NOW).proposal_id
    act(store, applier, f"freeze {number}", FreezeVersion(proposal_id, 1, document, pdf, requests))
    deal = Deal(proposal_id, document, pdf, keys, approvers)
    if asked:
        ask_all(store, applier, deal, ticket_id)
    return deal


def ask_all(store: Store, applier: Applier, deal: Deal, ticket_id: int) -> None:
    effects: list[Effect] = []
    for at, (key, address) in enumerate(zip(deal.keys, (VENDOR, ANN, BOB), strict=True)):
        effects.append(MoveRequest(key, RequestState.PLANNED, RequestState.OPEN, "signoff"))
        effects.append(asking(key, address, at, ticket_id))
    drafted, awaited = ProposalState.DRAFT, ProposalState.AWAITING_CUSTOMER
    effects.append(MoveProposal(deal.proposal_id, drafted, awaited, "kim", "sent"))
    act(store, applier, f"ask {deal.proposal_id}", *effects)


def asking(key: ApprovalKey, to: str, ordinal: int, ticket_id: int | None, **changes: Any) -> SendMail:
    mail = SendMail(MailTemplate.APPROVAL_REQUEST, ordinal, ticket_id, to, "", "en", "auto-generated", approval=key)
    return replace(mail, **changes)


def reply(store: Store, word: str, uid: int, sender: str = ANN, **changes: Any) -> tuple[Claim, Message]:
    """A mail of an approver, claimed and read."""
    keep(store, word, first_uid=uid)
    [claim] = take(store)
    values = {"sender": Address("Ann", sender), "date": NOW - timedelta(minutes=1)} | changes
    return claim, message_of(claim, **values)


def accepting(deal: Deal, at: int = 1, **changes: Any) -> RecordAcceptance:
    values = RecordAcceptance(
        local=ACCEPTANCE,
        type=AcceptanceType.SIGNED,
        key=deal.keys[at],
        document_sha256=deal.document,
        approver_id=deal.approvers[at],
        assurance=Assurance.A3,
        judgement=JUDGEMENT,
        context=CONTEXT,
        proof=PROOF,
        checks=CHECKS,
        accepted_at=NOW,
        objection_until=NOW + timedelta(days=7),
    )
    return replace(values, **changes)


def accepted(deal: Deal, at: int = 1, **changes: Any) -> tuple[Effect, ...]:
    """All that a decision asks for when a reply accepts."""
    return (
        RecordReply(deal.keys[at], JUDGEMENT, Assurance.A3, ()),
        accepting(deal, at, **changes),
        MoveRequest(deal.keys[at], RequestState.OPEN, RequestState.ACCEPTED, ANN),
    )


def decide(
    store: Store, applier: Applier, mail: tuple[Claim, Message], *effects: Effect, now: datetime = NOW
) -> Applied:
    signature = replace(PROOF.dkim[0], signature_sha256=mail[0].fetch.digest)
    cause = replace(cause_of(*mail), proof=replace(PROOF, dkim=(signature,)))
    return store.transact(lambda: applier.apply(cause, Decision(None, (), effects), now))


def accept(store: Store, applier: Applier, deal: Deal, at: int = 1, word: str = "approved", uid: int = 500) -> int:
    """A reply that accepts, applied; the acceptance's id."""
    decide(store, applier, reply(store, word, uid), *accepted(deal, at))
    return store.approvals.pending_acceptances(NOW)[-1].acceptance_id


def clues(*named: NamedApproval, numbers: tuple[int, ...] = (), answered: tuple[str, ...] = ()) -> ApprovalClues:
    return ApprovalClues(named, numbers, "12345678", answered, IDS.code_mac, POLICY)
