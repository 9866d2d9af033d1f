"""What a person decides about a proposal that was sent: withdraw it, record an acceptance by hand, settle a dispute."""

from datetime import datetime

from models.vocabulary import (
    AcceptanceType,
    ApprovalKind,
    Assurance,
    EntryKind,
    ProposalEvent,
    ProposalState,
    RequestState,
    Side,
)
from processor.approvals.accepting import Accepted, accept, is_done
from processor.approvals.amounts import end_of, within_limit
from processor.approvals.checks import NOT_DONE, done
from processor.approvals.endings import Ending, end, ended_values, tell_requester, was_asked
from processor.approvals.mails import about_request, at, name, notice, numbered, title, valid
from processor.approvals.people import is_drafter, wrote_on
from processor.approvals.states import AWAITING, noun, step, words
from processor.effects.approvals import MoveProposal, SettleObjection
from processor.effects.decision import Decision, Effect
from processor.effects.mail import MailTemplate
from processor.effects.tickets import Enter
from processor.errors import Refused
from processor.facts.approvals import Check, ProposalFacts, RequestFacts
from processor.facts.proposing import ProposingFacts, RecordByHand, Settle, Withdraw


def decide_withdraw(command: Withdraw, facts: ProposingFacts, now: datetime) -> Decision:
    """The decision that a proposal is taken back. Whoever was asked is told. Raises Refused where it is too late."""
    reason = _given(command.reason, "withdrawing needs a reason: those who were asked read it")
    proposal = _sent(facts) if facts.sent is not None else facts.proposal
    ending = Ending(ProposalEvent.WITHDRAWN, command.by, "", reason, person=False, reason=reason)
    return Decision(None, (), numbered(end(proposal, facts.mail, ending, now)))


def decide_record_by_hand(command: RecordByHand, facts: ProposingFacts, now: datetime) -> Decision:
    """The decision that an acceptance is recorded by hand, as a type of its own: by whom, and on what evidence.

    It counts like a signed one, and never claims to be one: no sender was proven, and the certificate says so. Raises
    Refused where the request is not open, the proposal is not valid any more, the approver may not approve this
    amount, or the vendor's approval would be recorded by who drafted the proposal.
    """
    evidence = _given(command.evidence, "recording an acceptance needs evidence: say how and when they accepted")
    proposal = _sent(facts)
    request = _open_request(proposal, command)
    _entitled(proposal, request, command, now)
    accepted = Accepted(
        proposal,
        request,
        request.approver,
        AcceptanceType.RECORDED,
        Assurance.A0,
        None,
        None,
        None,
        _checks(proposal, request, command.by, now),
        now,
        by=command.by,
        evidence=evidence,
        outstanding=_listed(command, proposal),
    )
    return Decision(None, (), numbered(accept(accepted, facts.policy, facts.mail, now)))


def decide_settle(command: Settle, facts: ProposingFacts, now: datetime) -> Decision:
    """The decision about a dispute: the acceptance stands, or it is annulled. A leaf of the ledger says which, and why.

    Raises Refused where nothing is disputed, and where the customer's side was not done when the dispute began: what
    was accepted until then is not the whole, so the proposal is sent again or given up.
    """
    proposal = _sent(facts)
    reason = _given(command.reason, "settling a dispute needs a reason: those concerned read it")
    event = ProposalEvent.UPHELD if command.upheld else ProposalEvent.ANNULLED
    after = step(proposal.state, event, proposal.kind)
    if facts.acceptance_id == 0:
        raise Refused(f"no acceptance of {title(proposal)} is disputed")
    if command.upheld and not is_done(proposal, Side.CUSTOMER):
        raise Refused(
            f"{title(proposal)} was disputed before the customer's side had accepted it: annul it, then send it again"
        )
    said = "the acceptance stands" if command.upheld else "the acceptance does not stand"
    text = f"{title(proposal)}: {said}: {reason}"
    effects: tuple[Effect, ...] = (
        SettleObjection(facts.acceptance_id, command.upheld, command.by, reason),
        MoveProposal(proposal.proposal_id, proposal.state, after, command.by, reason),
        Enter(proposal.ticket.ticket_id, EntryKind.PROPOSAL, command.by, text),
        *_told(proposal, facts, after, reason, now),
    )
    return Decision(None, (), numbered(effects))


def _told(
    proposal: ProposalFacts, facts: ProposingFacts, after: ProposalState, reason: str, now: datetime
) -> tuple[Effect, ...]:
    values = ended_values(after, "", now, reason)
    asked = (request for request in proposal.requests if was_asked(request))
    return (
        *(about_request(MailTemplate.APPROVAL_ENDED, proposal, request, values) for request in asked),
        *tell_requester(proposal, facts.mail, values),
        *notice(proposal, facts.mail, f"The dispute about {title(proposal)} is settled: {reason}", "See the ticket."),
    )


def _sent(facts: ProposingFacts) -> ProposalFacts:
    if facts.sent is None:
        raise Refused(f"{name(facts.proposal)} has not been sent yet")
    return facts.sent


def _open_request(proposal: ProposalFacts, command: RecordByHand) -> RequestFacts:
    found = next((request for request in proposal.requests if request.key == command.key), None)
    if found is None:
        raise Refused(f"{title(proposal)} has no such request: signoff proposal show")
    if found.state is not RequestState.OPEN or proposal.state is not AWAITING[found.side]:
        raise Refused(
            f"the request to {found.approver.address} is {words(found.state)}, and {title(proposal)} is "
            f"{words(proposal.state)}: nothing can be recorded"
        )
    return found


def _entitled(proposal: ProposalFacts, request: RequestFacts, command: RecordByHand, now: datetime) -> None:
    who, price = request.approver, proposal.content.price
    if now >= end_of(proposal.content.valid_until):
        raise Refused(f"{title(proposal)} was valid until {proposal.content.valid_until}: send another version")
    if not who.may_approve(now):
        raise Refused(f"{who.name} <{who.address}> is not entitled to approve at this moment")
    if not within_limit(who, price):
        raise Refused(f"{who.name} may approve up to {who.limit}, and the price is {price}")
    if is_drafter(who, proposal):
        raise Refused(f"{who.name} drafted {title(proposal)}: nobody approves their own proposal")
    if request.side is Side.VENDOR and wrote_on(command.by, proposal):
        raise Refused(f"{command.by} wrote on {title(proposal)}: somebody else has to record the vendor's approval")
    if not request.document_sha256 or request.document_sha256 != proposal.document_sha256:
        raise Refused(f"the digest of {title(proposal)} is missing: nothing would hold the acceptance to a text")


def _checks(proposal: ProposalFacts, request: RequestFacts, by: str, now: datetime) -> tuple[Check, ...]:
    """What was looked at, and what could not be: a person's word stands where a mail would."""
    none = f"the acceptance was recorded by {by}, without a reply by mail"
    not_done = ("dkim", "authentication_results", "arc", "smime", "token", "quote", "grammar", "challenge")
    return (
        *(Check(name, NOT_DONE, none) for name in not_done),
        done("authority", True, f"{request.approver.name} <{request.approver.address}> is in the register"),
        done("own_proposal", True, "the approver did not draft the proposal"),
        done("version", True, f"version {request.key.version} is the newest that was sent"),
        done("open", True, "the request was open"),
        done("in_time", True, f"recorded at {at(now)}, {valid(proposal.content.valid_until)}"),
    )


def _listed(command: RecordByHand, proposal: ProposalFacts) -> tuple[str, ...]:
    """The issues that the customer left outstanding, without empty ones; only a Completion form can have some."""
    listed = tuple(issue.strip() for issue in command.outstanding if issue.strip())
    if listed and proposal.kind is not ApprovalKind.COMPLETION:
        raise Refused(f"{title(proposal)} is {noun(proposal.kind)}: outstanding issues belong to a Completion form")
    return listed


def _given(words_: str, otherwise: str) -> str:
    if not words_.strip():
        raise Refused(otherwise)
    return words_.strip()
