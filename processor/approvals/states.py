"""The states of a proposal and of a request for approval: the tables of moves, one step each, and their pictures."""

from types import MappingProxyType

from models.vocabulary import ApprovalKind, ProposalEvent, ProposalState, RequestEvent, RequestState, Side
from processor.errors import Refused

_DRAFT, _VENDOR, _CUSTOMER = ProposalState.DRAFT, ProposalState.AWAITING_VENDOR, ProposalState.AWAITING_CUSTOMER
_ACCEPTED, _REJECTED, _EXPIRED = ProposalState.ACCEPTED, ProposalState.REJECTED, ProposalState.EXPIRED
_SUPERSEDED, _DISPUTED = ProposalState.SUPERSEDED, ProposalState.DISPUTED

# A form is a proposal of another kind, without a vendor's side: it is issued to the customer instead of being sent.
# A proposal passes through SUPERSEDED when its next version is sent: for the old version that is the end, and the
# proposal goes on to ask everyone again. What was rejected or has expired may be sent again, as another version. What
# was accepted never changes: more work is another proposal. A form may go out again after it was withdrawn: it has the
# number of its deployment, so there is no other one.
PROPOSAL_MOVES: MappingProxyType[tuple[ProposalState, ProposalEvent], ProposalState] = MappingProxyType(
    {
        (_DRAFT, ProposalEvent.SENT): _VENDOR,
        (_DRAFT, ProposalEvent.ISSUED): _CUSTOMER,
        (_DRAFT, ProposalEvent.WITHDRAWN): ProposalState.WITHDRAWN,
        (_VENDOR, ProposalEvent.VENDOR_APPROVED): _CUSTOMER,
        (_VENDOR, ProposalEvent.DECLINED): _REJECTED,
        (_VENDOR, ProposalEvent.EXPIRED): _EXPIRED,
        (_VENDOR, ProposalEvent.WITHDRAWN): ProposalState.WITHDRAWN,
        (_VENDOR, ProposalEvent.SUPERSEDED): _SUPERSEDED,
        (_CUSTOMER, ProposalEvent.CUSTOMER_APPROVED): _ACCEPTED,
        (_CUSTOMER, ProposalEvent.DECLINED): _REJECTED,
        (_CUSTOMER, ProposalEvent.EXPIRED): _EXPIRED,
        (_CUSTOMER, ProposalEvent.WITHDRAWN): ProposalState.WITHDRAWN,
        (_CUSTOMER, ProposalEvent.SUPERSEDED): _SUPERSEDED,
        (_CUSTOMER, ProposalEvent.OBJECTED): _DISPUTED,
        (_ACCEPTED, ProposalEvent.OBJECTED): _DISPUTED,
        (_DISPUTED, ProposalEvent.UPHELD): _ACCEPTED,
        (_DISPUTED, ProposalEvent.ANNULLED): _REJECTED,
        (_SUPERSEDED, ProposalEvent.SENT): _VENDOR,
        (_SUPERSEDED, ProposalEvent.ISSUED): _CUSTOMER,
        (_REJECTED, ProposalEvent.SENT): _VENDOR,
        (_REJECTED, ProposalEvent.ISSUED): _CUSTOMER,
        (ProposalState.WITHDRAWN, ProposalEvent.ISSUED): _CUSTOMER,
        (_EXPIRED, ProposalEvent.SENT): _VENDOR,
    }
)

REQUEST_MOVES: MappingProxyType[tuple[RequestState, RequestEvent], RequestState] = MappingProxyType(
    {
        (RequestState.PLANNED, RequestEvent.ASKED): RequestState.OPEN,
        (RequestState.PLANNED, RequestEvent.CLOSED): RequestState.CLOSED,
        (RequestState.OPEN, RequestEvent.ACCEPTED): RequestState.ACCEPTED,
        (RequestState.OPEN, RequestEvent.DECLINED): RequestState.DECLINED,
        (RequestState.OPEN, RequestEvent.CLOSED): RequestState.CLOSED,
    }
)

AWAITING: MappingProxyType[Side, ProposalState] = MappingProxyType({Side.VENDOR: _VENDOR, Side.CUSTOMER: _CUSTOMER})
"""In which state of a proposal the answers of a side count."""

APPROVED: MappingProxyType[Side, ProposalEvent] = MappingProxyType(
    {Side.VENDOR: ProposalEvent.VENDOR_APPROVED, Side.CUSTOMER: ProposalEvent.CUSTOMER_APPROVED}
)
"""What moves a proposal when a side is done."""

UNDECIDED = frozenset({RequestState.PLANNED, RequestState.OPEN})
"""The states of a request whose answer is still to come."""

_PROPOSAL_VERBS = {
    ProposalEvent.SENT: "be sent",
    ProposalEvent.ISSUED: "be sent to the customer",
    ProposalEvent.VENDOR_APPROVED: "be approved by the vendor",
    ProposalEvent.CUSTOMER_APPROVED: "be accepted",
    ProposalEvent.DECLINED: "be rejected",
    ProposalEvent.EXPIRED: "expire",
    ProposalEvent.WITHDRAWN: "be withdrawn",
    ProposalEvent.SUPERSEDED: "be superseded",
    ProposalEvent.OBJECTED: "be disputed",
    ProposalEvent.UPHELD: "be upheld",
    ProposalEvent.ANNULLED: "be annulled",
}
_NOUNS = {
    ApprovalKind.PROPOSAL: "a proposal",
    ApprovalKind.GO_LIVE: "a Go-Live form",
    ApprovalKind.COMPLETION: "a Completion form",
}
_REQUEST_VERBS = {
    RequestEvent.ASKED: "be asked",
    RequestEvent.ACCEPTED: "be accepted",
    RequestEvent.DECLINED: "be declined",
    RequestEvent.CLOSED: "be closed",
}


def words(state: ProposalState | RequestState) -> str:
    """The state as people write it."""
    return state.value.replace("_", " ")


def noun(kind: ApprovalKind) -> str:
    """What people call a document of this kind, with its article."""
    return _NOUNS.get(kind, "a form")


def sent_by(kind: ApprovalKind) -> ProposalEvent:
    """What sends a version: a proposal goes to the vendor's approver first, a form to the customer at once."""
    return ProposalEvent.SENT if kind is ApprovalKind.PROPOSAL else ProposalEvent.ISSUED


def step(state: ProposalState, event: ProposalEvent, kind: ApprovalKind = ApprovalKind.PROPOSAL) -> ProposalState:
    """The state of a proposal after the event. Raises Refused with a sentence where the table has no such move."""
    after = PROPOSAL_MOVES.get((state, event))
    if after is None:
        raise Refused(f"{noun(kind)} that is {words(state)} cannot {_PROPOSAL_VERBS[event]}")
    return after


def step_request(state: RequestState, event: RequestEvent) -> RequestState:
    """The state of a request after the event. Raises Refused with a sentence where the table has no such move."""
    after = REQUEST_MOVES.get((state, event))
    if after is None:
        raise Refused(f"a request that is {words(state)} cannot {_REQUEST_VERBS[event]}")
    return after


def proposal_diagram() -> str:
    """The table of proposals as a mermaid state diagram; a test holds the docs to it."""
    moves = [(before.value, event.value, after.value) for (before, event), after in PROPOSAL_MOVES.items()]
    return _diagram(_DRAFT.value, moves)


def request_diagram() -> str:
    """The table of requests as a mermaid state diagram; a test holds the docs to it."""
    moves = [(before.value, event.value, after.value) for (before, event), after in REQUEST_MOVES.items()]
    return _diagram(RequestState.PLANNED.value, moves)


def _diagram(first: str, moves: list[tuple[str, str, str]]) -> str:
    left = {before for before, _, _ in moves}
    ends = dict.fromkeys(after for _, _, after in moves if after not in left)
    lines = ["stateDiagram-v2", f"    [*] --> {first}"]
    lines += [f"    {before} --> {after}: {event}" for before, event, after in moves]
    lines += [f"    {end} --> [*]" for end in ends]
    return "\n".join(lines) + "\n"
