"""Proposals and forms to be signed as they are written, and as they are frozen when they are sent.

A form that is signed (Go-Live, Completion, any other one) is a proposal of another kind: what freezing, asking,
answering and evidence are is the same for all of them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models.vocabulary import ApprovalKind, Quorum, Side, Turn


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217), with as many decimals as it was given."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        """Currency and amount, for logs and reasons; documents format it for their language."""
        return f"{self.currency} {self.amount:,f}"


@dataclass(frozen=True, slots=True)
class AttachedDocument:
    """A file that belongs to a proposal; its digest is part of what is approved."""

    filename: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form: its title, and what it says line by line, each a label and a value."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProposalContent:
    """What a proposal says. `valid_until` is its last day, in UTC; None for a form, which waits until it is answered.

    `sections` are what a form says, in its language; empty for a proposal. `approvers` are the addresses whom a draft
    names to approve it on the customer's side; empty for everyone in the register. A frozen version names its
    signatories instead.
    """

    title: str
    request: str
    goals: str
    scope: str
    criteria: tuple[str, ...]
    hours: Decimal | None
    price: Money | None
    valid_until: date | None
    documents: tuple[AttachedDocument, ...] = ()
    approvers: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who is asked to approve, and for which party."""

    side: Side
    name: str
    address: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class FrozenProposal:
    """One version of a proposal, as it was sent: any change makes another version.

    `turn` and `quorum` say how the customer's signatories are asked and how many must accept; the vendor's come first.
    """

    number: int
    version: int
    language: str
    vendor: str
    customer: str
    content: ProposalContent
    signatories: tuple[Signatory, ...]
    frozen_at: datetime
    turn: Turn = Turn.IN_ORDER
    quorum: Quorum = Quorum.ALL
    kind: ApprovalKind = ApprovalKind.PROPOSAL
