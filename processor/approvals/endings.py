"""How a version of a proposal ends before everyone has accepted: requests close, and those concerned are told."""

from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import EntryKind, ProposalEvent, ProposalState, RequestEvent, RequestState, ReviewReason, Side
from processor.approvals.mails import Values, about_request, moment, notice, title, to_requester
from processor.approvals.people import is_ours, same_mailbox
from processor.approvals.states import UNDECIDED, step, step_request, words
from processor.effects.approvals import MoveProposal, MoveRequest
from processor.effects.decision import Effect
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import AskReview, Enter
from processor.facts.approvals import ProposalFacts, RequestFacts
from processor.facts.known import Policy
from processor.ids import ApprovalKey


@dataclass(frozen=True, slots=True)
class Ending:
    """What ended a version: by which event, who did it, and why, in a sentence for the staff.

    `by` is what the ticket says, `by_name` who the mails name: empty for what nobody did. `person` means that somebody
    of the staff has to look. `reason` are a person's own words for those who were asked: each mail says the rest by
    itself, in the language of who reads it.
    """

    event: ProposalEvent
    by: str
    by_name: str
    why: str
    person: bool = True
    replaced_by: str = ""
    reason: str = ""


def close_requests(proposal: ProposalFacts, by: str, but: ApprovalKey | None = None) -> tuple[MoveRequest, ...]:
    """Close every request of the version that has no answer yet, but for one."""
    return tuple(
        MoveRequest(request.key, request.state, step_request(request.state, RequestEvent.CLOSED), by)
        for request in proposal.requests
        if request.state in UNDECIDED and request.key != but
    )


def end(proposal: ProposalFacts, policy: Policy, ending: Ending, now: datetime) -> tuple[Effect, ...]:
    """The version ends: its state, its requests, the entry on the ticket, a queue item, and the news to those asked.

    Raises Refused as `step` does.
    """
    after = step(proposal.state, ending.event, proposal.kind)
    ticket = proposal.ticket.ticket_id
    text = f"{title(proposal)} is {words(after)}: {ending.why}"
    queued = (AskReview(ticket, (ReviewReason.PROPOSAL_ENDED,), text),) if ending.person else ()
    return (
        MoveProposal(proposal.proposal_id, proposal.state, after, ending.by, ending.why),
        *close_requests(proposal, ending.by),
        Enter(ticket, EntryKind.PROPOSAL, ending.by, text),
        *queued,
        *told(proposal, policy, after, ending, now),
    )


def told(
    proposal: ProposalFacts, policy: Policy, after: ProposalState, ending: Ending, now: datetime
) -> tuple[SendMail, ...]:
    """The news to all who were asked, to the staff, and, where the customer's side knew of it, to who asked for it."""
    values = ended_values(after, ending.by_name, now, ending.reason, ending.replaced_by)
    asked = [request for request in proposal.requests if was_asked(request)]
    mails = tuple(about_request(MailTemplate.APPROVAL_ENDED, proposal, request, values) for request in asked)
    what = f"{title(proposal)} ({proposal.content.title}) is {words(after)}: {ending.why}"
    return (
        *mails,
        *tell_requester(proposal, policy, values),
        *notice(proposal, policy, what, "Look at the ticket, and agree with the customer on what comes next."),
    )


def tell_requester(proposal: ProposalFacts, policy: Policy, values: Values) -> tuple[SendMail, ...]:
    """The news to who asked for the work, unless they were asked to approve it, or the customer never heard of it."""
    asked = [request for request in proposal.requests if was_asked(request)]
    requester = proposal.ticket.requester
    if requester is None or is_ours(requester.address, policy):
        return ()
    if any(same_mailbox(request.approver.address, requester.address) for request in asked):
        return ()
    if not any(request.side is Side.CUSTOMER for request in asked):
        return ()
    return to_requester(proposal, policy, values)


def was_asked(request: RequestFacts) -> bool:
    """Whether the request went out: who was never asked is told nothing."""
    return request.state is not RequestState.PLANNED and request.asked_at is not None


def ended_values(after: ProposalState, by_name: str, now: datetime, reason: str, replaced_by: str = "") -> Values:
    """What the mails about an end say beside the proposal itself."""
    return (
        ("ending", after.value),
        ("ended_by", by_name),
        ("ended_at", moment(now)),
        ("reason", reason),
        ("replaced_by", replaced_by),
    )
