"""The effect that records an acceptance: the row, the kept bytes, the marks of the mail, and the ledger's leaf."""

from typing import Any

from peewee import fn

from models.approvals import Acceptance, ApprovalRequest, UsedMail
from models.vocabulary import AcceptanceType, RequestState, SealState
from processor.effects.approvals import RecordAcceptance
from processor.errors import Permanent
from processor.facts.acceptancejson import decision_sha256, leaf_key
from processor.facts.approvals import ApproverFacts
from processor.store.apply.evidence import ReplyMail, document, reply_mail, sent_mails
from processor.store.apply.record import Evidence, record_json
from processor.store.apply.scope import Scope
from processor.store.database import Row
from processor.store.errors import Stale
from processor.store.facts.register import load_approvers
from processor.store.leaves import required
from processor.store.ledger import Ledger
from processor.store.prepared import Hole, Prepared

_MAY_BE_ACCEPTED = frozenset({RequestState.OPEN, RequestState.ACCEPTED})
"""Its own decision may have moved it already; that this was not done before is what the unique row says."""


def record_acceptance(scope: Scope, effect: RecordAcceptance) -> None:
    """Does the effect. Raises Stale for a request that is not open, and Permanent where evidence is missing."""
    found = _evidence(scope, effect)
    record = record_json(effect, found, scope.now)
    salt = scope.ids.salt(scope.cause.digest, "acceptance")
    digests = {
        "reply_sha256": found.reply.sha256 if found.reply else "",
        "code_reply_sha256": found.code_reply.sha256 if found.code_reply else "",
        "sent_sha256": found.sent.sha256,
    }
    acceptance_id = scope.db.insert(
        Acceptance,
        {
            "type": effect.type,
            "request": found.request["id"],
            "approver": found.approver.approver_id,
            "ticket": found.request["ticket"],
            "fetch": found.reply.fetch_id if found.reply else None,
            "code_fetch": found.code_reply.fetch_id if found.code_reply else None,
            "assurance": effect.assurance,
            "accepted_at": effect.accepted_at,
            "decided_at": scope.now,
            "objection_until": effect.objection_until,
            "record": record,
            "salt": salt.hex(),
            "seal": SealState.PENDING,
        }
        | digests,
    )
    scope.local[effect.local] = acceptance_id
    for mail in (found.reply, found.code_reply):
        if mail is not None:
            _mark(scope, mail)
    _add_leaf(scope, effect, found, acceptance_id, decision_sha256(record), salt)


def _evidence(scope: Scope, effect: RecordAcceptance) -> Evidence:
    request = _request(scope, effect)
    at_hand = scope.cause.fetched.fetch_id if scope.cause.fetched else 0
    reply_id = effect.reply_fetch_id or (at_hand if effect.type is AcceptanceType.SIGNED else 0)
    if effect.type is AcceptanceType.SIGNED and not reply_id:
        raise Permanent(f"no acceptance of {effect.key.tag} without its reply")
    if (effect.type is AcceptanceType.DEEMED) != (effect.terms is not None):
        raise Permanent(f"no acceptance of {effect.key.tag}: one that is deemed, and no other, has terms")
    if effect.notices and effect.type is not AcceptanceType.DEEMED:
        raise Permanent(f"no acceptance of {effect.key.tag} by notices: only one that is deemed rests on them")
    code_id = at_hand if effect.type is AcceptanceType.SIGNED and at_hand not in {0, reply_id} else 0
    sent, *notices = sent_mails(scope, (request["outbox"], *effect.notices), effect.key)
    return Evidence(
        request=request,
        approver=_approver(scope, effect),
        document=document(scope, effect.key, request["document_sha256"]),
        sent=sent,
        reply=reply_mail(scope, request["id"], reply_id) if reply_id else None,
        code_reply=reply_mail(scope, request["id"], code_id) if code_id else None,
        asked=int(request["asked"]),
        notices=tuple(notices),
    )


_OTHER: Any = ApprovalRequest.alias()
_ASKED = _OTHER.select(fn.COUNT(_OTHER.id)).where(
    _OTHER.kind == ApprovalRequest.kind,
    _OTHER.number == ApprovalRequest.number,
    _OTHER.version == ApprovalRequest.version,
    _OTHER.side == ApprovalRequest.side,
)
_ACCEPTED = Acceptance.select(fn.COUNT(Acceptance.id)).where(Acceptance.request == ApprovalRequest.id)
_REQUEST = Prepared(
    ApprovalRequest.select(ApprovalRequest, _ASKED.alias("asked"), _ACCEPTED.alias("accepted")).where(
        ApprovalRequest.token == Hole(ApprovalRequest.token),
        ApprovalRequest.kind == Hole(ApprovalRequest.kind),
        ApprovalRequest.number == Hole(ApprovalRequest.number),
        ApprovalRequest.version == Hole(ApprovalRequest.version),
    )
)
"""The request, how many of its side are asked about the same version, and whether it is accepted already."""


def _request(scope: Scope, effect: RecordAcceptance) -> Row:
    key = effect.key
    row = scope.db.row(_REQUEST, token=key.token, kind=key.kind, number=key.number, version=key.version)
    if row is None:
        raise Permanent(f"no acceptance without its request: nobody was given the key {effect.key.tag}")
    if row["document_sha256"] != effect.document_sha256:
        raise Permanent(f"no acceptance of {effect.key.tag}: what was accepted is not what was asked about")
    if row["state"] not in _MAY_BE_ACCEPTED:
        raise Stale(f"the request {effect.key.tag} is {row['state'].value} by now")
    if row["accepted"]:
        raise Stale(f"the request {effect.key.tag} is accepted already")
    return row


def _approver(scope: Scope, effect: RecordAcceptance) -> ApproverFacts:
    found = load_approvers(scope.db, [effect.approver_id])
    if effect.approver_id not in found:
        raise Permanent(f"no acceptance of {effect.key.tag} without an approver: the register has no such entry")
    return found[effect.approver_id]


def _mark(scope: Scope, mail: ReplyMail) -> None:
    """Raises Stale where another mail had the same mark by now: read again, it is known to have been seen."""
    used = UsedMail.select(UsedMail.mark, UsedMail.fetch).where(UsedMail.mark.in_(mail.marks))
    known = {row["mark"]: row["fetch"] for row in scope.db.rows(used)}
    if any(fetch_id != mail.fetch_id for fetch_id in known.values()):
        raise Stale("this mail has served another approval already")
    fresh = [{"mark": mark, "fetch": mail.fetch_id} for mark in mail.marks if mark not in known]
    scope.db.insert_many(UsedMail, fresh)


def _add_leaf(
    scope: Scope, effect: RecordAcceptance, found: Evidence, acceptance_id: int, record: str, salt: bytes
) -> None:
    leaves = required(scope.leaves)
    replies = {"reply": found.reply, "code_reply": found.code_reply}
    leaf = leaves.acceptance(
        acceptance_id,
        effect.type,
        effect.accepted_at,
        document=leaves.salted(salt, found.document.sha256),
        sent=leaves.salted(salt, found.sent.sha256),
        record=leaves.salted(salt, record),
        **{name: leaves.salted(salt, mail.sha256) for name, mail in replies.items() if mail is not None},
    )
    Ledger(scope.db).add_leaf(leaf_key(effect.key.token), leaf.kind, leaf.body, scope.now)
