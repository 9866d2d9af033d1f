"""Effects on acceptances that somebody objects to."""

import hashlib
import json
from typing import assert_never

from models.approvals import Acceptance, Objection
from models.mail import Fetch, RawMessage
from processor.effects.approvals import RecordObjection, SettleObjection
from processor.store.apply.evidence import MAIL
from processor.store.apply.scope import Scope
from processor.store.blobs import Blobs
from processor.store.errors import Stale
from processor.store.leaves import required
from processor.store.ledger import Ledger

ObjectionEffect = RecordObjection | SettleObjection


def apply_objection(scope: Scope, effect: ObjectionEffect) -> None:
    """Does one of these effects. Raises Stale where there is nothing in dispute that could be settled."""
    match effect:
        case RecordObjection():
            _object(scope, effect)
        case SettleObjection():
            _settle(scope, effect)
        case _:
            assert_never(effect)


def _object(scope: Scope, effect: RecordObjection) -> None:
    """A further objection opens again what was settled; the dispute began with the first that is open."""
    this = Acceptance.id == effect.acceptance_id
    row = scope.db.row(Acceptance.select(Acceptance.disputed_at, Acceptance.settled_at).where(this))
    if row is None:
        raise Stale(f"there is no acceptance {effect.acceptance_id}")
    open_since = row["disputed_at"] if row["settled_at"] is None else None
    disputed = Acceptance.update(disputed_at=open_since or scope.now, settled_at=None, upheld=None)
    scope.db.change(disputed.where(this))
    salt = scope.ids.salt(scope.cause.digest, f"objection:{effect.acceptance_id}")
    objection_id = scope.db.insert(
        Objection,
        {
            "acceptance": effect.acceptance_id,
            "fetch": scope.cause.fetched.fetch_id if scope.cause.fetched else None,
            "address": effect.address,
            "text": effect.text,
            "at": scope.now,
            "salt": salt.hex(),
        },
    )
    leaves = required(scope.leaves)
    message = leaves.salted(salt, _kept(scope, effect))
    leaf = leaves.objection(effect.acceptance_id, objection_id, scope.now, message=message)
    Ledger(scope.db).add_leaf(f"objection:{objection_id}", leaf.kind, leaf.body, scope.now)


def _kept(scope: Scope, effect: RecordObjection) -> str:
    """The digest of the mail's bytes, now kept; of the text, where it came otherwise."""
    fetched = scope.cause.fetched
    raw: bytes | None = None
    if fetched is not None:
        query = RawMessage.select(RawMessage.body).join(Fetch, on=(Fetch.raw_message == RawMessage.id))
        raw = scope.db.value(query.where(Fetch.id == fetched.fetch_id))
    if raw is None:
        return hashlib.sha256(effect.text.encode("utf-8", "replace")).hexdigest()
    return Blobs(scope.db).keep(raw, MAIL)


def _settle(scope: Scope, effect: SettleObjection) -> None:
    this = Acceptance.id == effect.acceptance_id
    open_dispute = Acceptance.disputed_at.is_null(False) & Acceptance.settled_at.is_null()
    salt = scope.ids.salt(scope.cause.digest, f"decision:{effect.acceptance_id}")
    settled = Acceptance.update(
        settled_at=scope.now,
        settled_by=effect.by,
        settled_why=effect.reason,
        settle_salt=salt.hex(),
        settlements=Acceptance.settlements + 1,
        upheld=effect.upheld,
    )
    if scope.db.change(settled.where(this, open_dispute)) == 0:
        raise Stale(f"nothing is in dispute about acceptance {effect.acceptance_id}")
    count = scope.db.value(Acceptance.select(Acceptance.settlements).where(this))
    leaves = required(scope.leaves)
    said = json.dumps({"by": effect.by, "reason": effect.reason, "upheld": effect.upheld}, sort_keys=True)
    record = leaves.salted(salt, hashlib.sha256(said.encode()).hexdigest())
    leaf = leaves.decision(effect.acceptance_id, scope.now, upheld=effect.upheld, record=record)
    Ledger(scope.db).add_leaf(f"decision:{effect.acceptance_id}:{count}", leaf.kind, leaf.body, scope.now)
