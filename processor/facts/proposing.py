"""The causes of decisions about proposals and the register beside mail: people's commands, and timers that are due."""

from dataclasses import dataclass
from datetime import date, datetime

from models.vocabulary import ApproverState, Quorum, Side, Turn
from processor.facts.approvals import ApprovalPolicy, ApproverFacts, ProposalFacts, RequestFacts
from processor.facts.known import Policy, TicketFacts
from processor.facts.proposals import Money, ProposalContent
from processor.ids import ApprovalKey


@dataclass(frozen=True, slots=True)
class Draft:
    """Write a new proposal for a ticket."""

    by: str
    language: str
    content: ProposalContent
    turn: Turn = Turn.IN_ORDER
    quorum: Quorum = Quorum.ALL


@dataclass(frozen=True, slots=True)
class Edit:
    """Change the draft of a proposal, or begin the next version of one that was sent."""

    by: str
    language: str
    content: ProposalContent
    turn: Turn = Turn.IN_ORDER
    quorum: Quorum = Quorum.ALL


@dataclass(frozen=True, slots=True)
class PreparedRequest:
    """Whom a version will ask: the register's entry, and the key that the service made for the frozen document."""

    approver_id: int
    key: ApprovalKey


@dataclass(frozen=True, slots=True)
class Send:
    """Freeze the draft, whose digests are these, and ask for approval. `requests` are in the order of choosing."""

    by: str
    document_sha256: str
    pdf_sha256: str
    requests: tuple[PreparedRequest, ...]


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take a proposal back; those who were asked read the reason."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecordByHand:
    """Record that an approver accepted by another way: `evidence` says which, in words.

    `outstanding` are the issues that they left open, of a Completion form only.
    """

    by: str
    key: ApprovalKey
    evidence: str
    outstanding: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settle:
    """Decide a dispute: the acceptance stands, or it does not."""

    by: str
    upheld: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ProposingFacts:
    """What a command about a proposal meets.

    `proposal` is the newest version, which may be a draft; `sent` the newest one that was sent, None before that, and
    the same where there is no newer draft. `register` are all entries of the customer and of the vendor. `approvers`
    narrows whom the customer's side asks, by the ids of entries; empty asks everyone in force. `acceptance_id` is the
    acceptance under dispute, 0 where there is none.
    """

    proposal: ProposalFacts
    sent: ProposalFacts | None
    register: tuple[ApproverFacts, ...]
    policy: ApprovalPolicy
    mail: Policy
    approvers: tuple[int, ...] = ()
    acceptance_id: int = 0


@dataclass(frozen=True, slots=True)
class DraftingFacts:
    """What a new proposal meets: its ticket, and the customer that it is for (0 for none)."""

    ticket: TicketFacts
    customer_id: int
    mail: Policy


@dataclass(frozen=True, slots=True)
class EnterCommand:
    """Propose a new entry of the register. `user` is the vendor's user name, of the vendor's side only."""

    by: str
    side: Side
    address: str
    name: str
    title: str = ""
    user: str = ""
    language: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    limit: Money | None = None
    deputy_of: int = 0
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfirmEntry:
    """A second person agrees, with a new entry or with the end of one."""

    by: str


@dataclass(frozen=True, slots=True)
class RefuseEntry:
    """Somebody does not agree, with a new entry or with the end of one."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class EndEntry:
    """Ask for the end of an entry; a second person has to agree."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What a command about the register meets. `entry` is None for a new one; `register` are all of the same party."""

    entry: ApproverFacts | None
    customer_id: int
    customer: str
    register: tuple[ApproverFacts, ...]
    policy: ApprovalPolicy
    mail: Policy


@dataclass(frozen=True, slots=True)
class RegisterChange:
    """One step in the life of an entry, as it was recorded."""

    after: ApproverState
    by: str
    at: datetime
    effective_at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class TimerDue:
    """A timer may have run out: `name` says which cause it is, unique for each ring, so that each rings once."""

    name: str


@dataclass(frozen=True, slots=True)
class TimerFacts:
    """What a timer meets. `request` is set for a reminder.

    `handled_until` is the moment up to which all mail received has its outcome: the start of the oldest fetch record
    that waits, or of the last complete look into the mailbox that was looked into longest ago.
    """

    proposal: ProposalFacts
    request: RequestFacts | None
    handled_until: datetime
    policy: ApprovalPolicy
    mail: Policy


ProposalCommand = Edit | Send | Withdraw | RecordByHand | Settle
RegisterCommand = EnterCommand | ConfirmEntry | RefuseEntry | EndEntry
