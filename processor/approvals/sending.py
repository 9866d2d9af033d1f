"""Send a proposal: who has to approve it is taken from the register, the text is frozen, and the vendor is asked.

A form goes the same way, without a vendor's side: the customer is asked at once.
"""

from dataclasses import replace
from datetime import datetime

from models.vocabulary import ApprovalKind, EntryKind, ProposalEvent, ProposalState, RequestState, Side
from processor.approvals.accepting import ask_next
from processor.approvals.amounts import within_limit
from processor.approvals.drafting import may_send, missing
from processor.approvals.endings import Ending, close_requests, told
from processor.approvals.mails import name, numbered, title
from processor.approvals.people import in_force, is_drafter
from processor.approvals.states import sent_by, step, words
from processor.effects.approvals import FreezeVersion, MoveProposal, NewRequest
from processor.effects.decision import Decision, Effect
from processor.effects.tickets import Enter
from processor.errors import Refused
from processor.facts.approvals import ApproverFacts, ProposalFacts, RequestFacts
from processor.facts.proposing import ProposingFacts, Send

_NEXT = {ApprovalKind.PROPOSAL: "change it with signoff proposal edit, which begins the next"}
_REMEDY = {ApprovalKind.PROPOSAL: "signoff proposal edit"}


def choose_approvers(facts: ProposingFacts, now: datetime) -> tuple[ApproverFacts, ...]:
    """Who has to approve the newest version, the vendor's side first: the entries of the register in force.

    One vendor approver is enough: the first who did not draft it; of the customer's side all are asked, or those that
    were named. A form has no vendor's side. Where an entry is not in force, or the price is above its limit, its deputy
    is asked instead. Raises Refused where a side has nobody, and says what to do.
    """
    proposal = facts.proposal
    drafters = [facts.proposal] + ([facts.sent] if facts.sent is not None else [])
    usable = [
        entry
        for entry in in_force(facts.register, now)
        if within_limit(entry, proposal.content.price) and not any(is_drafter(entry, one) for one in drafters)
    ]
    vendors = _vendors(facts, usable)
    customers = _stand_ins(_wanted(facts), usable)
    if not customers:
        limit = ", with a limit above the price," if proposal.content.price is not None else ""
        raise Refused(
            f"nobody of {proposal.customer or 'the customer'} may approve {name(proposal)} now: "
            f"enter an approver in force{limit} with signoff approver add"
        )
    return (*vendors, *customers)


def _vendors(facts: ProposingFacts, usable: list[ApproverFacts]) -> list[ApproverFacts]:
    """Who approves for the vendor: one entry, or nobody where it is a form."""
    if facts.proposal.kind is not ApprovalKind.PROPOSAL:
        return []
    found = _stand_ins([entry for entry in facts.register if entry.side is Side.VENDOR], usable)
    if not found:
        raise Refused(
            f"nobody of the vendor may approve {name(facts.proposal)} now, and nobody approves their own proposal: "
            "enter another vendor approver with signoff approver add --vendor, and let a second person confirm"
        )
    return found[:1]


def decide_send(command: Send, facts: ProposingFacts, now: datetime) -> Decision:
    """The decision that a version is sent. It is frozen; the version before it is superseded, and its people are told.

    The digests and keys were made of the frozen document, outside; they must be for the approvers that the register
    has at this moment. Raises Refused for a draft that is not complete, not valid any more, or not there.
    """
    proposal = facts.proposal
    require_sendable(proposal, now)
    chosen = choose_approvers(facts, now)
    _prepared(command, proposal, chosen)
    requests = tuple(_request(facts, entry, place, command) for place, entry in enumerate(chosen))
    frozen = replace(
        proposal,
        document_sha256=command.document_sha256,
        pdf_sha256=command.pdf_sha256,
        requests=requests,
        current_version=proposal.version,
    )
    superseded, state = _supersede(facts, command, now)
    names = ", ".join(f"{one.name} <{one.address}>" for one in chosen)
    ticket, kind = proposal.ticket.ticket_id, proposal.kind
    text = f"sent {title(proposal)} for approval by {names}; its digest is {command.document_sha256}"
    effects: tuple[Effect, ...] = (
        *superseded,
        _freeze(frozen),
        MoveProposal(proposal.proposal_id, state, step(state, sent_by(kind), kind), command.by, ""),
        Enter(ticket, EntryKind.PROPOSAL, command.by, text),
        *ask_next(frozen, chosen[0].side, command.by, facts.policy.objection_days),
    )
    return Decision(None, (), numbered(effects))


def require_sendable(proposal: ProposalFacts, now: datetime) -> None:
    """Raises Refused for what can't be sent: no draft, one that lacks something, or one whose last day is over."""
    if not may_send(proposal.state, proposal.kind):
        raise Refused(f"{name(proposal)} is {words(proposal.state)}: draft another one")
    if proposal.version == proposal.current_version:
        raise Refused(f"{title(proposal)} was sent already: {_NEXT.get(proposal.kind, 'draft the next version')}")
    absent = missing(proposal.content, proposal.kind)
    if absent:
        remedy = _REMEDY.get(proposal.kind, "draft it again")
        raise Refused(f"{name(proposal)} can't be sent without {', '.join(absent)}: {remedy}")
    until = proposal.content.valid_until
    if until is None and proposal.kind is ApprovalKind.PROPOSAL:
        raise Refused(f"{name(proposal)} can't be sent without a last day: signoff proposal edit")
    if until is not None and until < now.date():
        raise Refused(f"{name(proposal)} was valid until {until}: give it a later day")


def _prepared(command: Send, proposal: ProposalFacts, chosen: tuple[ApproverFacts, ...]) -> None:
    """What was made outside has to fit what is known inside; otherwise the register has changed in between."""
    if not command.document_sha256 or not command.pdf_sha256:
        raise Refused("a version without the digests of its documents can't be sent")
    if tuple(one.approver_id for one in command.requests) != tuple(entry.approver_id for entry in chosen):
        raise Refused("the register of approvers has just changed: send it again")
    keys = {one.key for one in command.requests}
    place = (proposal.kind, proposal.number, proposal.version)
    fits = all((key.kind, key.number, key.version) == place for key in keys)
    if not fits or len(keys) != len(command.requests):
        raise Refused("the keys of the requests are not those of this version: send it again")


def _request(facts: ProposingFacts, entry: ApproverFacts, place: int, command: Send) -> RequestFacts:
    """In the entry's own language, else in the customer's; our own side reads what the staff reads."""
    key = command.requests[place].key
    spoken = facts.mail.default_language.value if entry.side is Side.VENDOR else facts.proposal.language
    return RequestFacts(
        request_id=0,
        kind=key.kind,
        side=entry.side,
        key=key,
        document_sha256=command.document_sha256,
        position=place,
        state=RequestState.PLANNED,
        approver=entry,
        language=entry.language or spoken,
        asked_at=None,
        sent_outbox_id=0,
        sent_message_id="",
        sent_text="",
        reminded=0,
        unclear_told=False,
        challenge=None,
    )


def _freeze(frozen: ProposalFacts) -> FreezeVersion:
    requests = tuple(
        NewRequest(one.side, one.position, one.approver.approver_id, one.key, one.language) for one in frozen.requests
    )
    return FreezeVersion(frozen.proposal_id, frozen.version, frozen.document_sha256, frozen.pdf_sha256, requests)


def _supersede(facts: ProposingFacts, command: Send, now: datetime) -> tuple[tuple[Effect, ...], ProposalState]:
    """What ends the version before this one while it is still open, and the state that the new one is sent from."""
    old, state = facts.sent, facts.proposal.state
    if old is None or state not in {ProposalState.AWAITING_VENDOR, ProposalState.AWAITING_CUSTOMER}:
        return (), state
    after = step(state, ProposalEvent.SUPERSEDED, old.kind)
    why = f"version {facts.proposal.version} has replaced it"
    ending = Ending(ProposalEvent.SUPERSEDED, command.by, "", why, replaced_by=str(facts.proposal.version))
    effects: tuple[Effect, ...] = (
        MoveProposal(old.proposal_id, state, after, command.by, why),
        *close_requests(old, command.by),
        *told(old, facts.mail, after, ending, now),
    )
    return effects, after


def _wanted(facts: ProposingFacts) -> list[ApproverFacts]:
    """The customer's entries that are to be asked. An entry that only stands in for another waits for its turn."""
    customer = facts.proposal.customer_id
    entries = [entry for entry in facts.register if entry.side is Side.CUSTOMER and entry.customer_id == customer != 0]
    if not facts.approvers:
        return entries
    known = {entry.approver_id: entry for entry in entries}
    unknown = [found for found in facts.approvers if found not in known]
    if unknown:
        raise Refused(f"the register of {facts.proposal.customer} has no entry {unknown[0]}")
    named = [known[found] for found in facts.approvers]
    return named + [entry for entry in entries if entry.deputy_of in facts.approvers and entry not in named]


def _stand_ins(entries: list[ApproverFacts], usable: list[ApproverFacts]) -> list[ApproverFacts]:
    """Who is asked of these entries: each principal that is usable, else the first usable deputy; each person once.

    A deputy whose principal is not among the entries is asked as a principal would be.
    """
    ids = {entry.approver_id for entry in entries}
    out: list[ApproverFacts] = []
    for entry in entries:
        if entry.deputy_of in ids:
            continue
        stand_ins = [entry, *(other for other in entries if other.deputy_of == entry.approver_id)]
        found = next((one for one in stand_ins if one in usable and one not in out), None)
        if found is not None and not any(one.address.casefold() == found.address.casefold() for one in out):
            out.append(found)
    return out
