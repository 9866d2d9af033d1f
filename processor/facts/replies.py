"""What the words of a reply to a request for approval are judged by, and the judgement."""

from dataclasses import dataclass

from models.vocabulary import ApprovalKind, ReplyOutcome
from processor.facts.message import Address


@dataclass(frozen=True, slots=True)
class ReplyContext:
    """What is known beside the words of a reply when they are judged.

    `sender` is the From header, `sent` the plain text of our mail that is answered: what the reply quotes must be
    part of it. `known_lines` are lines known to belong to this sender's signature. `number` and `version` are those
    of the document that waits for approval, 0 where they are not known; a reply that names others is not accepted.
    `ours` are names and addresses of ours that the head of a quote may hold beside those in the last lines of `sent`.
    """

    kind: ApprovalKind = ApprovalKind.PROPOSAL
    sender: Address | None = None
    sent: str = ""
    known_lines: frozenset[str] = frozenset()
    number: int = 0
    version: int = 0
    ours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyJudgement:
    """What a reply says, by which rule, and what stands against accepting it.

    `auto_accept` is said of the words alone: who wrote them, and whether they may, is judged elsewhere. Each of the
    `issues` is a sentence that a person reads; there are none exactly where the words may be accepted.
    `purchase_order` is the customer's own order number, where the reply names one. `outstanding` are the issues that
    the reply to a Completion form lists beside accepting it; where it tells of them in prose, it is not accepted.
    """

    outcome: ReplyOutcome
    auto_accept: bool
    rule: str
    issues: tuple[str, ...] = ()
    purchase_order: str = ""
    outstanding: tuple[str, ...] = ()

    @property
    def says_yes(self) -> bool:
        """Whether the words accept, and say nothing beside it: no issue is left outstanding."""
        return self.outcome is ReplyOutcome.APPROVE and self.auto_accept and not self.outstanding
