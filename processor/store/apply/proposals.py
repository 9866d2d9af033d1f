"""Effects on proposals and their versions."""

from functools import cache
from typing import assert_never

from models.approvals import ApprovalRequest, Proposal, ProposalVersion
from models.vocabulary import ApprovalKind, ProposalState, RequestState
from processor.effects.approvals import DraftProposal, FreezeVersion, MoveProposal
from processor.errors import Permanent
from processor.store.apply.scope import Scope
from processor.store.blobs import Blobs
from processor.store.contents import content_to_json
from processor.store.counters import next_number
from processor.store.database import Row
from processor.store.errors import Stale
from processor.store.prepared import Hole, Prepared

ProposalEffect = DraftProposal | FreezeVersion | MoveProposal
PROPOSAL_NUMBERS = "proposal"

_ENDED = frozenset(
    {
        ProposalState.ACCEPTED,
        ProposalState.REJECTED,
        ProposalState.EXPIRED,
        ProposalState.WITHDRAWN,
        ProposalState.SUPERSEDED,
    }
)


def apply_proposal(scope: Scope, effect: ProposalEffect) -> None:
    """Does one of these effects. Raises Stale where the proposal is no longer as it was read."""
    match effect:
        case DraftProposal():
            scope.local[effect.local] = _redraft(scope, effect) if effect.proposal_id else _draft(scope, effect)
        case FreezeVersion():
            _freeze(scope, effect)
        case MoveProposal():
            _move(scope, effect)
        case _:
            assert_never(effect)


def _draft(scope: Scope, effect: DraftProposal) -> int:
    proposal_id = scope.db.insert(
        Proposal,
        {
            "kind": effect.kind,
            "number": _number(scope, effect),
            "deployment": effect.deployment_id or None,
            "ready": effect.ready,
            "ticket": scope.change(effect.ticket),
            "state": ProposalState.DRAFT,
            "version": 1,
            "language": effect.language,
            "drafted_by": effect.by,
            "created_at": scope.now,
            "updated_at": scope.now,
        },
    )
    scope.db.insert(ProposalVersion, {"proposal": proposal_id, "version": 1} | _content(effect, ()))
    return proposal_id


def _number(scope: Scope, effect: DraftProposal) -> int:
    """A proposal takes the next one; a form comes with its own."""
    if effect.kind is ApprovalKind.PROPOSAL:
        return next_number(scope.db, PROPOSAL_NUMBERS)
    if effect.number < 1:
        raise ValueError(f"a form of kind {effect.kind.value} has to come with its number")
    return effect.number


def _redraft(scope: Scope, effect: DraftProposal) -> int:
    """Changes the draft that there is, or begins the one after the version that was sent last."""
    row = scope.db.row(Proposal.select().where(Proposal.id == effect.proposal_id))
    if row is None:
        raise Stale(f"there is no proposal {effect.proposal_id} any more")
    version = row["version"]
    content = _content(effect, _authors(scope, row["id"], version))
    if version == row["sent_version"]:
        version += 1
        scope.db.insert(ProposalVersion, {"proposal": row["id"], "version": version} | content)
    else:
        draft = (ProposalVersion.proposal == row["id"]) & (ProposalVersion.version == version)
        scope.db.change(ProposalVersion.update(content).where(draft))
    _update(scope, row["id"], version=version, language=effect.language, ready=effect.ready)
    return int(row["id"])


def _authors(scope: Scope, proposal_id: int, version: int) -> tuple[str, ...]:
    of_version = (ProposalVersion.proposal == proposal_id) & (ProposalVersion.version == version)
    return tuple(scope.db.value(ProposalVersion.select(ProposalVersion.authors).where(of_version)) or ())


def _content(effect: DraftProposal, authors: tuple[str, ...]) -> Row:
    return {
        "content": content_to_json(effect.content),
        "turn": effect.turn,
        "quorum": effect.quorum,
        "drafted_by": effect.by,
        "authors": [*dict.fromkeys((*authors, effect.by))],
        "valid_until": effect.content.valid_until.isoformat() if effect.content.valid_until else "",
    }


def _freeze(scope: Scope, effect: FreezeVersion) -> None:
    """Both forms of the document have to be kept already: what was approved must never be missing."""
    blobs = Blobs(scope.db)
    for digest in (effect.document_sha256, effect.pdf_sha256):
        if not blobs.has(digest):
            raise Permanent(f"version {effect.version} can't be frozen: the blob {digest or '(none)'} is not kept")
    draft = (ProposalVersion.proposal == effect.proposal_id) & (ProposalVersion.version == effect.version)
    frozen = ProposalVersion.update(
        document_sha256=effect.document_sha256, pdf_sha256=effect.pdf_sha256, frozen_at=scope.now
    )
    if scope.db.change(frozen.where(draft, ProposalVersion.document_sha256 == "")) == 0:
        raise Stale(f"version {effect.version} is not the draft any more")
    is_draft = Proposal.version == effect.version
    if _update(scope, effect.proposal_id, is_draft, sent_version=effect.version, ready=False) == 0:
        raise Stale(f"version {effect.version} is not the draft any more")
    row = scope.db.row(Proposal.select(Proposal.ticket).where(Proposal.id == effect.proposal_id)) or {}
    for request in effect.requests:
        values = {
            "kind": request.key.kind,
            "number": request.key.number,
            "version": request.key.version,
            "token": request.key.token,
            "ticket": row["ticket"],
            "side": request.side,
            "position": request.position,
            "approver": request.approver_id,
            "document_sha256": effect.document_sha256,
            "language": request.language,
            "state": RequestState.PLANNED,
        }
        scope.db.insert(ApprovalRequest, values)


def _move(scope: Scope, effect: MoveProposal) -> None:
    """A dispute does not undo the end; where it is upheld, the proposal ended when it did."""
    values: Row = {"state": effect.after}
    if effect.after is ProposalState.WITHDRAWN:
        values["ready"] = False
    in_dispute = (effect.before, effect.after) == (ProposalState.DISPUTED, ProposalState.ACCEPTED)
    if not in_dispute and effect.after is not ProposalState.DISPUTED:
        ended = effect.after in _ENDED
        values |= {"ended_at": scope.now if ended else None, "ended_why": effect.why if ended else ""}
    own: Row = {"id": effect.proposal_id, "before": effect.before, "updated_at": scope.now}
    if scope.db.change(_moved(tuple(values)), **own, **values) == 0:
        raise Stale(f"the proposal is no longer {effect.before.value}")


@cache
def _moved(names: tuple[str, ...]) -> Prepared:
    """The update of these columns of a proposal, if it is in the state `before`; each set is built once."""
    holes = {name: Hole(getattr(Proposal, name)) for name in (*names, "updated_at")}
    change = Proposal.update(holes, row_version=Proposal.row_version + 1)
    is_before = Proposal.state == Hole(Proposal.state, "before")
    return Prepared(change.where(Proposal.id == Hole(Proposal.id), is_before))


def _update(scope: Scope, proposal_id: int, *conditions: object, **values: object) -> int:
    change = Proposal.update(values | {"updated_at": scope.now}, row_version=Proposal.row_version + 1)
    return scope.db.change(change.where(Proposal.id == proposal_id, *conditions))
