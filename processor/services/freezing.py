"""Makes the documents of a version that is about to be sent: slow work, done before the transaction that sends it."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from processor.approvals.sending import choose_approvers, require_sendable
from processor.documents.press import PdfMaker
from processor.documents.proposal import canonical, digest, proposal_pdf
from processor.documents.templates import Templates
from processor.facts.approvals import ApproverFacts, ProposalFacts
from processor.facts.proposals import FrozenProposal, Signatory
from processor.facts.proposing import PreparedRequest, ProposingFacts, Send
from processor.ids import Ids

__all__ = ["Freezing", "FrozenVersion"]


_SAME = ("kind", "number", "version", "row_version", "customer")


@dataclass(frozen=True, slots=True)
class FrozenVersion:
    """A version as it would leave: the bytes that are approved, their PDF, and the command that sends exactly these."""

    proposal: ProposalFacts
    chosen: tuple[ApproverFacts, ...]
    canonical: bytes
    pdf: bytes
    command: Send

    def is_still(self, facts: ProposingFacts, now: datetime) -> bool:
        """Whether what was frozen is what is known now: the draft, and everyone who is to approve it."""
        known = facts.proposal
        frozen = self.proposal
        same = all(getattr(known, name) == getattr(frozen, name) for name in _SAME)
        return same and self.chosen == (choose_approvers(facts, now))


@dataclass(frozen=True, slots=True)
class Freezing:
    """Freezes versions. `vendor` is who we are, as both sides read it."""

    templates: Templates
    press: PdfMaker
    ids: Ids
    vendor: str

    def freeze(self, facts: ProposingFacts, by: str, now: datetime) -> FrozenVersion:
        """The newest version with its documents made. Half a second of CPU.

        Raises Refused for a draft that is not complete, and where a side has nobody to approve it.
        """
        proposal = facts.proposal
        require_sendable(proposal, now)
        chosen = choose_approvers(facts, now)
        frozen = FrozenProposal(
            number=proposal.number,
            version=proposal.version,
            language=proposal.language,
            vendor=self.vendor,
            customer=proposal.customer,
            content=replace(proposal.content, approvers=()),
            signatories=tuple(Signatory(one.side, one.name, one.address, one.title) for one in chosen),
            frozen_at=now,
            turn=proposal.turn,
            quorum=proposal.quorum,
            kind=proposal.kind,
        )
        document = digest(frozen)
        pdf = proposal_pdf(self.templates, frozen, self.press)
        command = Send(by, document, _sha256(pdf), tuple(self._request(proposal, one, document) for one in chosen))
        return FrozenVersion(proposal, chosen, canonical(frozen), pdf, command)

    def _request(self, proposal: ProposalFacts, approver: ApproverFacts, document: str) -> PreparedRequest:
        place = (proposal.kind, proposal.number, proposal.version)
        return PreparedRequest(approver.approver_id, self.ids.approval_key(*place, document, approver.address))


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
