"""What is known of a paper that waits to be sent or decided, a proposal or a form, and how it is sent."""

from dataclasses import dataclass, replace
from datetime import datetime

from models.vocabulary import ApprovalKind
from processor.approvals.people import counts, entries_of
from processor.approvals.sending import decide_send
from processor.effects.decision import Decision
from processor.errors import Refused
from processor.facts.approvals import ApprovalPolicy, ApproverFacts, ProposalFacts
from processor.facts.known import Policy
from processor.facts.proposing import ProposingFacts
from processor.ids import document_name
from processor.services.following import Following
from processor.services.freezing import FrozenVersion
from processor.store.store import Store

__all__ = ["Papers"]


@dataclass(frozen=True, slots=True)
class Papers:
    """Reads the facts of papers of every kind, and decides to send what was frozen of them.

    `following` tells what a decision about a form means for its deployment.
    """

    store: Store
    policy: Policy
    approvals: ApprovalPolicy
    following: Following

    def facts(self, number: int, now: datetime, kind: ApprovalKind = ApprovalKind.PROPOSAL) -> ProposingFacts:
        """The newest version, the newest one that was sent, and both registers. Raises Refused where there is none."""
        facts = self.store.facts
        newest = facts.proposal_facts(number, now, kind=kind)
        sent: ProposalFacts | None = newest
        if newest.current_version != newest.version:
            current = newest.current_version
            sent = facts.proposal_facts(number, now, current, kind) if current else None
        register = (
            (*facts.register(newest.customer_id), *facts.register(0)) if newest.customer_id else facts.register(0)
        )
        return ProposingFacts(newest, sent, register, self.approvals, self.policy)

    def sendable(self, number: int, now: datetime, kind: ApprovalKind = ApprovalKind.PROPOSAL) -> ProposingFacts:
        """The facts with the approvers whom the draft names, each as an entry of the customer's register.

        Raises Refused where a document is not kept, or a named approver is none.
        """
        facts = self.facts(number, now, kind)
        missing = [one for one in facts.proposal.content.documents if not self.store.blobs.has(one.sha256)]
        if missing:
            again = ": attach it again with signoff proposal edit" if kind is ApprovalKind.PROPOSAL else ""
            raise Refused(f"the document {missing[0].filename} is not kept{again}")
        party = [entry for entry in facts.register if entry.customer_id == facts.proposal.customer_id != 0]
        named = tuple(_entry_of(address, party, facts.proposal) for address in facts.proposal.content.approvers)
        return replace(facts, approvers=named)

    def send(self, frozen: FrozenVersion, now: datetime) -> Decision:
        """The decision that sends what was frozen; its bytes are kept. To be called inside the transaction.

        Raises Refused where the draft or the register has changed while it was rendered, and where its deployment lets
        no form go out by now.
        """
        known = frozen.proposal
        facts = self.sendable(known.number, now, known.kind)
        self.following.require_sendable(facts.proposal, now)
        if not frozen.is_still(facts, now):
            what = document_name(known.kind, known.number)
            raise Refused(f"{what}, or who may approve it, has just changed: look at it and send it again")
        self.store.blobs.keep(frozen.canonical, "application/json")
        self.store.blobs.keep(frozen.pdf, "application/pdf")
        return self.followed(decide_send(frozen.command, facts, now), facts, now)

    def followed(self, decision: Decision, facts: ProposingFacts, now: datetime) -> Decision:
        """A decision about a paper with what it brings about beyond it."""
        return self.following.follow(decision, facts.proposal, now)


def _entry_of(address: str, register: list[ApproverFacts], proposal: ProposalFacts) -> int:
    """The entry for an address that a draft names: the one that counts, else the newest."""
    found = entries_of(address, register)
    if not found:
        raise Refused(
            f"{address} is no approver of {proposal.customer or 'the customer'}: signoff approver add, or name another"
        )
    return next((entry for entry in found if counts(entry)), found[-1]).approver_id
