"""What an acceptance does: it is recorded, and the next is asked, the customer's side, or the proposal is accepted."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.vocabulary import (
    AcceptanceType,
    ApprovalKind,
    Assurance,
    EntryKind,
    ProposalEvent,
    ProposalState,
    Quorum,
    RequestEvent,
    RequestState,
    Side,
    TicketState,
    Turn,
)
from processor.approvals.endings import ended_values, tell_requester
from processor.approvals.leftopen import open_outstanding
from processor.approvals.mails import SIGNOFF, ask_mail, notice, title
from processor.approvals.states import APPROVED, UNDECIDED, step, step_request
from processor.effects.approvals import ACCEPTANCE, MoveProposal, MoveRequest, RecordAcceptance
from processor.effects.decision import Effect
from processor.effects.tickets import Enter, MoveTicket
from processor.facts.approvals import ApprovalPolicy, ApproverFacts, Check, ProposalFacts, RequestFacts
from processor.facts.known import Policy
from processor.facts.proof import SenderProof
from processor.facts.replies import ReplyContext, ReplyJudgement

_NEXT = {
    ApprovalKind.PROPOSAL: "The work can begin.",
    ApprovalKind.GO_LIVE: "The site may be taken live; record the date when it was.",
    ApprovalKind.COMPLETION: "The deployment is complete.",
}
"""What an acceptance opens the way to, by what was accepted."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """One approver's acceptance: who, at which level, on what. `reply_fetch_id` 0 is the mail at hand.

    `by` and `evidence` are set for one that a person recorded by hand, which has no reply. `outstanding` are the issues
    that a Completion form was accepted with.
    """

    proposal: ProposalFacts
    request: RequestFacts
    approver: ApproverFacts
    type: AcceptanceType
    assurance: Assurance
    judgement: ReplyJudgement | None
    context: ReplyContext | None
    proof: SenderProof | None
    checks: tuple[Check, ...]
    at: datetime
    reply_fetch_id: int = 0
    by: str = ""
    evidence: str = ""
    outstanding: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rules:
    approvals: ApprovalPolicy
    mail: Policy


def accept(accepted: Accepted, policy: ApprovalPolicy, mail: Policy, now: datetime) -> tuple[Effect, ...]:
    """The effects of an acceptance. The receipt is not among them: it goes out once the acceptance is sealed.

    Raises Refused where the tables of states have no such move.
    """
    request, by = accepted.request, accepted.by or accepted.approver.name or accepted.approver.address
    text = f"{accepted.approver.name} <{accepted.approver.address}> accepted {title(accepted.proposal)}"
    how = f", {accepted.assurance.value}" if accepted.type is AcceptanceType.SIGNED else f", recorded by {accepted.by}"
    return (
        _recorded(accepted, policy, now),
        MoveRequest(request.key, request.state, step_request(request.state, RequestEvent.ACCEPTED), by),
        Enter(accepted.proposal.ticket.ticket_id, EntryKind.APPROVAL, accepted.by or SIGNOFF, text + how),
        *open_outstanding(accepted.proposal, accepted.approver, accepted.outstanding, accepted.by or SIGNOFF),
        *_goes_on(_with(accepted.proposal, request), request.side, by, _Rules(policy, mail), now),
    )


def _recorded(accepted: Accepted, policy: ApprovalPolicy, now: datetime) -> RecordAcceptance:
    return RecordAcceptance(
        ACCEPTANCE,
        accepted.type,
        accepted.request.key,
        accepted.request.document_sha256,
        accepted.approver.approver_id,
        accepted.assurance,
        accepted.judgement,
        accepted.context,
        accepted.proof,
        accepted.checks,
        accepted.at,
        now + timedelta(days=policy.objection_days),
        accepted.reply_fetch_id,
        accepted.by,
        accepted.evidence,
    )


def _with(proposal: ProposalFacts, accepted: RequestFacts) -> ProposalFacts:
    """The proposal as it is once this request is accepted."""
    requests = tuple(
        replace(request, state=RequestState.ACCEPTED) if request.key == accepted.key else request
        for request in proposal.requests
    )
    return replace(proposal, requests=requests)


def _goes_on(proposal: ProposalFacts, side: Side, by: str, rules: _Rules, now: datetime) -> tuple[Effect, ...]:
    """What comes next: the side's next approver, the customer's side, or the end."""
    if not is_done(proposal, side):
        return ask_next(proposal, side, by, rules.approvals.objection_days)
    event = APPROVED[side]
    after = step(proposal.state, event, proposal.kind)
    closed = tuple(
        MoveRequest(request.key, request.state, step_request(request.state, RequestEvent.CLOSED), by)
        for request in _of(proposal, side)
        if request.state in UNDECIDED
    )
    why = f"the {side.value} has approved"
    moved: tuple[Effect, ...] = (*closed, MoveProposal(proposal.proposal_id, proposal.state, after, by, why))
    if event is ProposalEvent.VENDOR_APPROVED:
        return (*moved, *ask_next(proposal, Side.CUSTOMER, by, rules.approvals.objection_days))
    return (*moved, *_completed(proposal, by, rules.mail, now))


def is_done(proposal: ProposalFacts, side: Side) -> bool:
    """Whether a side has approved: all of it, or any one where the quorum says so. Of the vendor's side always all."""
    accepted = [request.state is RequestState.ACCEPTED for request in _of(proposal, side)]
    if side is Side.CUSTOMER and proposal.quorum is Quorum.ANY:
        return any(accepted)
    return bool(accepted) and all(accepted)


def ask_next(proposal: ProposalFacts, side: Side, by: str, objection_days: int) -> tuple[Effect, ...]:
    """Ask whose turn it is on a side: the first that is planned while nobody's answer is awaited, or all of them.

    The vendor's approvers are asked all at once; `turn` is about the customer's.
    """
    planned = sorted(
        (request for request in _of(proposal, side) if request.state is RequestState.PLANNED),
        key=lambda request: request.position,
    )
    if side is Side.CUSTOMER and proposal.turn is Turn.IN_ORDER:
        waiting = any(request.state is RequestState.OPEN for request in _of(proposal, side))
        planned = [] if waiting else planned[:1]
    effects: list[Effect] = []
    for request in planned:
        after = step_request(request.state, RequestEvent.ASKED)
        effects += [
            MoveRequest(request.key, request.state, after, by),
            ask_mail(proposal, request.key, request.approver, request.language, objection_days),
        ]
    if planned:
        asked = ", ".join(f"{request.approver.name} <{request.approver.address}>" for request in planned)
        text = f"asked {asked} to approve {title(proposal)}"
        effects.append(Enter(proposal.ticket.ticket_id, EntryKind.PROPOSAL, SIGNOFF, text))
    return tuple(effects)


def _completed(proposal: ProposalFacts, by: str, policy: Policy, now: datetime) -> tuple[Effect, ...]:
    """Everyone has accepted: the ticket moves on, and those who have no receipt to come are told."""
    ticket = proposal.ticket
    moved = (
        (MoveTicket(ticket.ticket_id, TicketState.WAITING, TicketState.OPEN),)
        if ticket.state is TicketState.WAITING
        else ()
    )
    next_ = _NEXT.get(proposal.kind, "What it says stands.")
    text = f"{title(proposal)} is accepted. {next_}"
    values = ended_values(ProposalState.ACCEPTED, by, now, "")
    return (
        *moved,
        Enter(ticket.ticket_id, EntryKind.PROPOSAL, SIGNOFF, text),
        *tell_requester(proposal, policy, values),
        *notice(proposal, policy, f"{title(proposal)} ({proposal.content.title}) is accepted.", next_),
    )


def _of(proposal: ProposalFacts, side: Side) -> tuple[RequestFacts, ...]:
    return tuple(request for request in proposal.requests if request.side is side)
