"""Write a proposal for a ticket, and change it until it is sent; a change after that is the next version."""

from datetime import datetime

from models.vocabulary import ApprovalKind, EntryKind, ProposalEvent, ProposalState, TicketState
from processor.approvals.mails import name, title
from processor.approvals.states import PROPOSAL_MOVES, sent_by, words
from processor.effects.approvals import PROPOSAL, DraftProposal
from processor.effects.decision import Decision
from processor.effects.tickets import Enter
from processor.errors import Refused
from processor.facts.proposals import ProposalContent
from processor.facts.proposing import Draft, DraftingFacts, Edit, ProposingFacts


def decide_draft(command: Draft, facts: DraftingFacts, now: datetime) -> Decision:
    """The decision that a proposal is drafted. Nobody is told before it is sent.

    Raises Refused for a ticket that was merged or is nobody's, and for a draft without a title. `now` belongs to the
    form of every decision.
    """
    ticket = facts.ticket
    if ticket.state is TicketState.MERGED:
        raise Refused(f"#{ticket.number} was merged into another ticket: draft the proposal there")
    if facts.customer_id == 0:
        raise Refused(f"#{ticket.number} belongs to no customer: signoff customer add-contact, then draft it again")
    _titled(command.content)
    draft = DraftProposal(
        PROPOSAL, ticket.ticket_id, command.by, command.language, command.content, command.turn, command.quorum
    )
    text = f"drafted a proposal: {command.content.title}"
    return Decision(None, (), (draft, Enter(ticket.ticket_id, EntryKind.PROPOSAL, command.by, text)))


def decide_edit(command: Edit, facts: ProposingFacts, now: datetime) -> Decision:
    """The decision that a draft says something else. What was sent is never changed: this begins the next version.

    What was sent stays open until the next version is sent, which needs everyone again. Raises Refused for a proposal
    that no version can be sent of any more, and for a draft without a title.
    """
    proposal = facts.proposal
    if not may_send(proposal.state, proposal.kind):
        raise Refused(f"{name(proposal)} is {words(proposal.state)}: draft another one")
    _titled(command.content)
    begun = proposal.version == proposal.current_version
    draft = DraftProposal(
        PROPOSAL,
        proposal.ticket.ticket_id,
        command.by,
        command.language,
        command.content,
        command.turn,
        command.quorum,
        proposal.proposal_id,
        proposal.kind,
        proposal.number,
        proposal.deployment_id,
    )
    text = f"began version {proposal.version + 1} of {name(proposal)}" if begun else f"changed {title(proposal)}"
    return Decision(None, (), (draft, Enter(proposal.ticket.ticket_id, EntryKind.PROPOSAL, command.by, text)))


def may_send(state: ProposalState, kind: ApprovalKind = ApprovalKind.PROPOSAL) -> bool:
    """Whether another version can be sent from here, with the old one superseded where it is still open."""
    return (state, sent_by(kind)) in PROPOSAL_MOVES or (state, ProposalEvent.SUPERSEDED) in PROPOSAL_MOVES


def missing(content: ProposalContent, kind: ApprovalKind = ApprovalKind.PROPOSAL) -> tuple[str, ...]:
    """What a version still needs before it can be sent: whoever is asked has to see what they approve."""
    if kind is not ApprovalKind.PROPOSAL:
        said = {"a title": content.title.strip(), "anything that it says": content.sections or content.request.strip()}
        return tuple(name_ for name_, found in said.items() if not found)
    needed = {
        "a title": content.title.strip(),
        "a request": content.request.strip(),
        "a scope": content.scope.strip(),
        "acceptance criteria": content.criteria,
        "hours or a price": content.hours is not None or content.price is not None,
    }
    return tuple(name_ for name_, found in needed.items() if not found)


def _titled(content: ProposalContent) -> None:
    if not content.title.strip():
        raise Refused("a proposal needs a title")
