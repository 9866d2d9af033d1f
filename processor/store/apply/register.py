"""Effects on the register of approvers. An entry never changes but in its state; each step is kept, and has a leaf."""

import hashlib
import json
from typing import assert_never

from models.approvals import Approver, ApproverChange
from models.vocabulary import ApproverState
from processor.effects.approvals import EnterApprover, MoveApprover
from processor.store.apply.scope import Scope
from processor.store.contents import money_to_json
from processor.store.database import Row
from processor.store.errors import Stale
from processor.store.facts.keys import index_key
from processor.store.leaves import required
from processor.store.ledger import Ledger

RegisterEffect = EnterApprover | MoveApprover


def apply_register(scope: Scope, effect: RegisterEffect) -> None:
    """Does one of these effects. Raises Stale where the entry is no longer as it was read."""
    match effect:
        case EnterApprover():
            scope.local[effect.local] = _enter(scope, effect)
        case MoveApprover():
            _move(scope, effect)
        case _:
            assert_never(effect)


def _enter(scope: Scope, effect: EnterApprover) -> int:
    approver_id = scope.db.insert(
        Approver,
        {
            "side": effect.side,
            "customer": effect.customer_id or None,
            "address": effect.address,
            "address_key": index_key(effect.address.casefold()),
            "name": effect.name,
            "title": effect.title,
            "user": effect.user,
            "language": effect.language,
            "first_day": effect.valid_from.isoformat() if effect.valid_from else "",
            "last_day": effect.valid_until.isoformat() if effect.valid_until else "",
            "limit": money_to_json(effect.limit),
            "deputy_of": effect.deputy_of or None,
            "lines": list(effect.lines),
            "state": ApproverState.PROPOSED,
            "proposed_by": effect.by,
            "proposed_at": scope.now,
        },
    )
    change = {"approver": approver_id, "before": None, "after": ApproverState.PROPOSED, "by": effect.by}
    salt = scope.ids.salt(scope.cause.digest, f"register:{approver_id}")
    scope.db.insert(ApproverChange, change | {"at": scope.now, "salt": salt.hex()})
    return approver_id


def _move(scope: Scope, effect: MoveApprover) -> None:
    values: Row = {"state": effect.after}
    if effect.after is ApproverState.CONFIRMED and effect.before is ApproverState.PROPOSED:
        values |= {"confirmed_by": effect.by, "effective_at": effect.effective_at}
    this = Approver.id == effect.approver_id
    if scope.db.change(Approver.update(values).where(this, Approver.state == effect.before)) == 0:
        raise Stale(f"the register's entry {effect.approver_id} is no longer {effect.before.value}")
    salt = scope.ids.salt(scope.cause.digest, f"register:{effect.approver_id}")
    change: Row = {
        "approver": effect.approver_id,
        "before": effect.before,
        "after": effect.after,
        "by": effect.by,
        "at": scope.now,
        "why": effect.why,
        "effective_at": effect.effective_at,
        "salt": salt.hex(),
    }
    _add_leaf(scope, effect, scope.db.insert(ApproverChange, change), salt)


def _add_leaf(scope: Scope, effect: MoveApprover, change_id: int, salt: bytes) -> None:
    leaves = required(scope.leaves)
    record = leaves.salted(
        salt, entry_sha256(scope.db.rows(Approver.select().where(Approver.id == effect.approver_id))[0])
    )
    leaf = leaves.register(effect.approver_id, change_id, effect.after, scope.now, record=record)
    Ledger(scope.db).add_leaf(f"register:{change_id}", leaf.kind, leaf.body, scope.now)


def entry_sha256(row: Row) -> str:
    """The digest of what an entry says, whatever its state: canonical JSON of who may approve for whom and when."""
    names = ("side", "customer", "address", "name", "title", "user", "first_day", "last_day", "limit", "deputy_of")
    entry = {name: row[name] for name in names} | {"effective_at": _iso(row)}
    return hashlib.sha256(json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _iso(row: Row) -> str | None:
    return row["effective_at"].isoformat() if row["effective_at"] else None
