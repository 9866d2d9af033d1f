"""What a decision may ask for in the matter of proposals, requests for approval, acceptances and the register."""

from dataclasses import dataclass
from datetime import date, datetime

from models.vocabulary import (
    AcceptanceType,
    ApprovalKind,
    ApproverState,
    Assurance,
    ProposalState,
    Quorum,
    RequestState,
    Side,
    Turn,
)
from processor.effects.tickets import Local, TicketRef
from processor.facts.approvals import Check
from processor.facts.proof import SenderProof
from processor.facts.proposals import Money, ProposalContent
from processor.facts.replies import ReplyContext, ReplyJudgement
from processor.ids import ApprovalKey

ACCEPTANCE = Local("acceptance")
PROPOSAL = Local("proposal")


@dataclass(frozen=True, slots=True)
class DraftProposal:
    """Write down a new proposal, or (with `proposal_id`) the next draft of one.

    `apply` gives a proposal its number; a form has that of its deployment (Go-Live, Completion) or its own (`number`).
    `ready`: it is to be frozen and sent as soon as that can be done, without a person.
    """

    local: Local
    ticket: TicketRef
    by: str
    language: str
    content: ProposalContent
    turn: Turn
    quorum: Quorum
    proposal_id: int = 0
    kind: ApprovalKind = ApprovalKind.PROPOSAL
    number: int = 0
    deployment_id: int = 0
    ready: bool = False


@dataclass(frozen=True, slots=True)
class FreezeVersion:
    """The draft becomes a version that never changes again: its digests, kept blobs, and the requests it needs."""

    proposal_id: int
    version: int
    document_sha256: str
    pdf_sha256: str
    requests: tuple["NewRequest", ...]


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request for approval, planned until it is asked."""

    side: Side
    position: int
    approver_id: int
    key: ApprovalKey
    language: str


@dataclass(frozen=True, slots=True)
class MoveProposal:
    """Change a proposal's state, if it is still the one that was read."""

    proposal_id: int
    before: ProposalState
    after: ProposalState
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """Change a request's state, if it is still the one that was read. Asked ones get their mail by a SendMail with the
    same key, whose row `apply` notes."""

    key: ApprovalKey
    before: RequestState
    after: RequestState
    by: str


@dataclass(frozen=True, slots=True)
class NoteReminder:
    """A reminder for this request was queued (`unclear` False), or the one friendly mail about an unclear reply."""

    key: ApprovalKey
    unclear: bool


@dataclass(frozen=True, slots=True)
class AwaitCode:
    """A challenge code is on its way. `code_mac` stands for it; the reply it would complete is the mail at hand.

    What was found of that reply is kept with it, for the acceptance that the code completes.
    """

    key: ApprovalKey
    code_mac: str
    expires_at: datetime
    attempts: int
    assurance: Assurance
    judgement: ReplyJudgement
    context: ReplyContext
    proof: SenderProof
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class CountAttempt:
    """A wrong code was sent: one attempt less."""

    key: ApprovalKey


@dataclass(frozen=True, slots=True)
class RecordReply:
    """Keep what a reply to a request was found to say, and what stood against accepting it."""

    key: ApprovalKey
    judgement: ReplyJudgement
    assurance: Assurance
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeemedTerms:
    """What a deemed acceptance counts from: the day of going live in the customer's time zone, and its calendar's days.

    It takes effect at the end of day `deemed_after_days`, and needs the form's mail accepted by the customer's server
    `notice_days` before.
    """

    live_at: datetime
    timezone: str
    deemed_after_days: int
    notice_days: int


@dataclass(frozen=True, slots=True)
class RecordAcceptance:
    """Record that an approver accepted one version: the row, the kept bytes, and the unnumbered leaf of the ledger.

    `reply_fetch_id` 0 is the mail at hand; with a challenge it is the earlier, approving reply and the mail at hand
    is the one that returned the code. A recorded one has no reply of its own: `by` and `evidence` say who took it on
    what. `accepted_at` is when the mail server received what completed it. `document_sha256` is what was accepted,
    `approver_id` the register's entry that did: that of a deputy where a deputy answered. A deemed one has `terms`,
    and `notices`: the outbox rows of the mails that it rests on, in the order in which they were sent; `accepted_at` is
    when it takes effect, and `by` is empty unless a person decided what the rules left open.
    """

    local: Local
    type: AcceptanceType
    key: ApprovalKey
    document_sha256: str
    approver_id: int
    assurance: Assurance
    judgement: ReplyJudgement | None
    context: ReplyContext | None
    proof: SenderProof | None
    checks: tuple[Check, ...]
    accepted_at: datetime
    objection_until: datetime
    reply_fetch_id: int = 0
    by: str = ""
    evidence: str = ""
    notices: tuple[int, ...] = ()
    terms: DeemedTerms | None = None


@dataclass(frozen=True, slots=True)
class RecordObjection:
    """Somebody who got the receipt objects: the row, and a leaf of the ledger."""

    acceptance_id: int
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class SettleObjection:
    """A person has decided about an objection: the acceptance stands, or it does not. A leaf says so."""

    acceptance_id: int
    upheld: bool
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class EnterApprover:
    """A new entry of the register, proposed by one person and waiting for another."""

    local: Local
    side: Side
    customer_id: int
    address: str
    name: str
    title: str
    user: str
    language: str
    valid_from: date | None
    valid_until: date | None
    limit: Money | None
    deputy_of: int
    lines: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class MoveApprover:
    """Confirm, refuse or end an entry of the register, if it is still as it was read. A leaf says so."""

    approver_id: int
    before: ApproverState
    after: ApproverState
    by: str
    effective_at: datetime | None
    why: str


ApprovalEffect = (
    DraftProposal
    | FreezeVersion
    | MoveProposal
    | MoveRequest
    | NoteReminder
    | AwaitCode
    | CountAttempt
    | RecordReply
    | RecordAcceptance
    | RecordObjection
    | SettleObjection
    | EnterApprover
    | MoveApprover
)
