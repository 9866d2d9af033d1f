"""The issues that a customer leaves outstanding at completion: each becomes a ticket of its own."""

from collections.abc import Sequence
from itertools import chain

from models.vocabulary import ApprovalKind, DecidedBy, Direction, EntryKind, ReviewReason, Source
from processor.approvals.mails import SIGNOFF, title
from processor.effects.approvals import ACCEPTANCE
from processor.effects.decision import Effect
from processor.effects.deployments import LinkOutstanding
from processor.effects.tickets import CONTACT, AddParty, AskReview, CreateContact, Enter, FileText, Local, OpenTicket
from processor.facts.approvals import ApproverFacts, ProposalFacts

_LONGEST_SUBJECT = 120


def open_outstanding(
    proposal: ProposalFacts, approver: ApproverFacts, issues: Sequence[str], by: str = SIGNOFF
) -> tuple[Effect, ...]:
    """The effects that open a ticket for each issue, linked to the deployment's ticket and to the acceptance at hand.

    Who accepted is the requester. No acknowledgement goes out: the numbers go back in the receipt. A person labels
    each, so all wait in the queue. Nothing for anything but a Completion form of a deployment.
    """
    if proposal.kind is not ApprovalKind.COMPLETION or not issues:
        return ()
    contact = CreateContact(CONTACT, approver.address, approver.name, proposal.customer_id, approver.language)
    told = Enter(
        proposal.ticket.ticket_id, EntryKind.DEPLOYMENT, by, f"{len(issues)} issues stay open after {title(proposal)}"
    )
    opened = (_open(proposal, approver, place, issue, by) for place, issue in enumerate(issues))
    return (contact, *chain.from_iterable(opened), told)


def _open(proposal: ProposalFacts, approver: ApproverFacts, place: int, issue: str, by: str) -> tuple[Effect, ...]:
    ticket, parent = Local(f"outstanding-{place + 1}"), proposal.ticket
    opening = OpenTicket(
        ticket,
        ordinal=place,
        subject=_subject(issue),
        source=Source.COMPLETION,
        language=approver.language or proposal.language,
        customer_id=proposal.customer_id,
        requester=CONTACT,
        category=None,
        severity=None,
        reason=None,
        decided_by=DecidedBy.RULE,
        linked_to=parent.ticket_id,
    )
    said = f"outstanding at completion: issue {place + 1} of {title(proposal)}, see #{parent.number}"
    return (
        opening,
        FileText(ticket, Direction.IN, approver.name or approver.address, issue),
        AddParty(ticket, CONTACT),
        Enter(ticket, EntryKind.OPENED, by, said),
        LinkOutstanding(proposal.deployment_id, ticket, ACCEPTANCE, place + 1, issue),
        AskReview(ticket, (ReviewReason.UNSURE,), said),
    )


def _subject(issue: str) -> str:
    line = " ".join(issue.split())
    return line if len(line) <= _LONGEST_SUBJECT else line[: _LONGEST_SUBJECT - 1] + "…"
