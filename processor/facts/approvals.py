"""What the store knows of proposals, requests for approval and acceptances when a decision is taken."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from models.vocabulary import (
    ApprovalKind,
    ApproverState,
    Assurance,
    ProposalState,
    Quorum,
    RequestState,
    SealState,
    Side,
    Turn,
)
from processor.facts.known import PartyFacts, TicketFacts
from processor.facts.proof import SenderProof
from processor.facts.proposals import Money, ProposalContent
from processor.facts.replies import ReplyContext, ReplyJudgement
from processor.ids import ApprovalKey


class Carrier(StrEnum):
    """Where a reply carries the key of its request. Subject and text are what a signature covers everywhere."""

    ADDRESS = "address"
    MESSAGE_ID = "message_id"
    SUBJECT = "subject"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class NamedApproval:
    """A key that a mail names, and everywhere it stands."""

    key: ApprovalKey
    carriers: frozenset[Carrier]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked before an acceptance was recorded: `result` is passed, failed or not_done."""

    name: str
    result: str
    detail: str


@dataclass(frozen=True, slots=True)
class ApproverFacts:
    """An entry of the approver register: who may approve for a customer, or (`customer_id` 0) for the vendor.

    It counts from `effective_at` on and within its validity dates. `deputy_of` is the entry that it stands in for, 0
    for none. `user` is the vendor's user name, by which nobody approves their own proposal. `lines` are known lines of
    the person's mail signature, `changes` the sentences that a certificate prints about how the entry came to be.
    `ending_by` is who asked to end it, while a second person has not agreed.
    """

    approver_id: int
    side: Side
    customer_id: int
    address: str
    name: str
    title: str
    user: str
    state: ApproverState
    effective_at: datetime | None
    valid_from: date | None
    valid_until: date | None
    limit: Money | None
    deputy_of: int
    proposed_by: str
    confirmed_by: str
    language: str = ""
    lines: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    ending_by: str = ""

    def may_approve(self, at: datetime) -> bool:
        """Whether the entry counts at this moment."""
        in_force = self.state in {ApproverState.CONFIRMED, ApproverState.ENDING}
        day = at.date()
        begun = self.effective_at is not None and self.effective_at <= at and (self.valid_from or day) <= day
        return in_force and begun and day <= (self.valid_until or day)


@dataclass(frozen=True, slots=True)
class ChallengeFacts:
    """A one-time code that is awaited, and the approval that it would complete. `code_mac` stands for the code.

    `reply_fetch_id` is the fetch record of the approving reply, `assurance` what it had reached by itself. Judgement,
    context, proof and checks are those of that reply, as `AwaitCode` kept them: nothing is looked into a second time.
    """

    code_mac: str
    sent_at: datetime
    expires_at: datetime
    attempts_left: int
    reply_fetch_id: int
    assurance: Assurance
    judgement: ReplyJudgement | None = None
    context: ReplyContext | None = None
    proof: SenderProof | None = None
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """One request for approval: who was asked, with which mail, and what became of it.

    `sent_text` is the plain text of the mail, which replies quote, with that of every other mail about this request
    behind it, a blank line between; `sent_outbox_id` is the row of the first. `position` orders the requests of one
    side. `reminded` counts reminders, `unclear_told` says that the one friendly mail went out. `deemed` says that it is
    accepted because nobody answered.
    """

    request_id: int
    kind: ApprovalKind
    side: Side
    key: ApprovalKey
    document_sha256: str
    position: int
    state: RequestState
    approver: ApproverFacts
    language: str
    asked_at: datetime | None
    sent_outbox_id: int
    sent_message_id: str
    sent_text: str
    reminded: int
    unclear_told: bool
    challenge: ChallengeFacts | None
    decided_at: datetime | None = None
    decided_by: str = ""
    deemed: bool = False


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """A proposal or a form at one version, with that version's requests. `kind` says which of them it is.

    `current_version` is the newest one that was sent. `deployment_id` is the deployment that a form belongs to, 0 for
    a proposal and for a form of none.
    `state` is the proposal's own; of a version that is not the current one it says nothing. `drafted_by` is a user
    name, `drafted_by_address` that user's address where the register knows it; `authors` are both of everybody who
    wrote on it up to this version.
    """

    proposal_id: int
    number: int
    version: int
    current_version: int
    state: ProposalState
    ticket: TicketFacts
    customer_id: int
    customer: str
    language: str
    content: ProposalContent
    document_sha256: str
    pdf_sha256: str
    drafted_by: str
    turn: Turn
    quorum: Quorum
    requests: tuple[RequestFacts, ...]
    sent_at: datetime | None = None
    row_version: int = 0
    ended_at: datetime | None = None
    ended_why: str = ""
    drafted_by_address: str = ""
    authors: tuple[tuple[str, str], ...] = ()
    kind: ApprovalKind = ApprovalKind.PROPOSAL
    deployment_id: int = 0

    @property
    def deemed(self) -> bool:
        """Whether this version counts as accepted because nobody answered."""
        return any(request.deemed for request in self.requests)


@dataclass(frozen=True, slots=True)
class AcceptanceFacts:
    """An acceptance whose receipt is answered. `receipt_to` are the addresses, case folded, that the receipt has."""

    acceptance_id: int
    number: str
    proposal: ProposalFacts
    approver_address: str
    accepted_at: datetime
    objection_until: datetime
    disputed: bool
    seal: SealState
    receipt_to: frozenset[str]
    receipt_sent_text: str


@dataclass(frozen=True, slots=True)
class ApprovalPolicy:
    """The settings that approvals rest on.

    `strong_above` asks for A4 above an amount (in the amount's own currency: {"EUR": 20000}; an amount in a currency
    that is not listed asks for A4 once anything is listed), `challenge_up_to` is the amount below which A2C accepts,
    in the same way; empty sets no bound of its own. `acceptances_paused`: an operator wants a person to decide.
    `reminders_after` and, for Completion forms, `completion_reminders_after` are counted from when it was asked.
    """

    strong_above: tuple[Money, ...] = ()
    challenge_up_to: tuple[Money, ...] = ()
    challenge_hours: float = 72.0
    challenge_attempts: int = 5
    objection_days: int = 7
    reminders_after: tuple[timedelta, ...] = (timedelta(days=3), timedelta(days=7))
    register_delay: timedelta = timedelta(hours=24)
    vendor: str = ""
    acceptances_paused: bool = False
    completion_reminders_after: tuple[timedelta, ...] = (timedelta(days=5), timedelta(days=10))


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """What a mail that names an approval meets.

    `request` is the one whose key the mail names, `acceptance` the one whose receipt it answers; both None for a key
    that nobody was given. `named` is None where only a proposal's number leads to the request. `others` are the keys of
    further requests that the mail names. `senders` are the register's entries for the address that the mail says it is
    from. `known_lines` are lines known to belong to this sender's signature. `seen_before`: the same signature,
    Message-ID or body has already served an approval. `code` is a fresh challenge code, `code_mac` its stand-in, and
    `answered_macs` those of the codes in the mail's new text (`processor.approvals.challenge.codes_in`), in order, to
    compare with the awaited one. Both are made for the address that the mail says it is from: a code that was sent to
    somebody else is a wrong one.
    """

    named: NamedApproval | None
    proposal: ProposalFacts | None
    request: RequestFacts | None
    acceptance: AcceptanceFacts | None
    senders: tuple[ApproverFacts, ...]
    known_lines: frozenset[str]
    seen_before: bool
    code: str
    code_mac: str
    answered_macs: tuple[str, ...]
    policy: ApprovalPolicy
    other_contacts: tuple[PartyFacts, ...] = field(default=())
    others: tuple[ApprovalKey, ...] = ()
