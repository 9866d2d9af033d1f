"""Effects on requests for approval: their states, reminders, challenge codes, and what was answered."""

from functools import cache
from typing import Any, assert_never

from models.approvals import ApprovalReply, ApprovalRequest
from models.vocabulary import RequestState
from processor.effects.approvals import AwaitCode, CountAttempt, MoveRequest, NoteReminder, RecordReply
from processor.facts.marks import used_marks
from processor.ids import ApprovalKey
from processor.reading.newtext import split_reply
from processor.store.apply.scope import Scope
from processor.store.database import Row
from processor.store.errors import Stale
from processor.store.judged import found_to_json
from processor.store.prepared import Hole, Prepared

RequestEffect = MoveRequest | NoteReminder | AwaitCode | CountAttempt | RecordReply
_MOST_SIGNATURE_LINES = 12
_READ_FOR_SIGNATURE = 20_000
_KEY = ("token", "kind", "number", "version")
_DECIDED = frozenset({RequestState.ACCEPTED, RequestState.DECLINED, RequestState.CLOSED})


def apply_request(scope: Scope, effect: RequestEffect) -> None:
    """Does one of these effects. Raises Stale where the request is no longer as it was read."""
    match effect:
        case MoveRequest():
            _move(scope, effect)
        case NoteReminder():
            _remind(scope, effect)
        case AwaitCode():
            _await_code(scope, effect)
        case CountAttempt():
            _count_attempt(scope, effect)
        case RecordReply():
            _record_reply(scope, effect)
        case _:
            assert_never(effect)


def is_request(key: ApprovalKey) -> Any:
    """The condition that finds the request of a key: the token alone would do, but a changed number is no key."""
    same = (ApprovalRequest.number == key.number) & (ApprovalRequest.version == key.version)
    return (ApprovalRequest.token == key.token) & (ApprovalRequest.kind == key.kind) & same


def _move(scope: Scope, effect: MoveRequest) -> None:
    values: Row = {"state": effect.after}
    if effect.after is RequestState.OPEN:
        values["asked_at"] = scope.now
    if effect.after in _DECIDED:
        values |= {"decided_at": scope.now, "decided_by": effect.by, "code_mac": ""}
    key = effect.key
    same: Row = {"token": key.token, "kind": key.kind, "number": key.number, "version": key.version}
    if scope.db.change(_moved(tuple(values)), before=effect.before, **same, **values) == 0:
        raise Stale(f"the request {key.tag} is no longer as it was read")


@cache
def _moved(names: tuple[str, ...]) -> Prepared:
    """The update of these columns of the request of a key, if it is in the state `before`; each set is built once."""
    same = [getattr(ApprovalRequest, name) == Hole(getattr(ApprovalRequest, name)) for name in _KEY]
    holes = {name: Hole(getattr(ApprovalRequest, name)) for name in names}
    is_before = ApprovalRequest.state == Hole(ApprovalRequest.state, "before")
    return Prepared(ApprovalRequest.update(holes).where(*same, is_before))


def _remind(scope: Scope, effect: NoteReminder) -> None:
    is_open = ApprovalRequest.state == RequestState.OPEN
    if effect.unclear:
        _change(scope, effect.key, is_open, unclear_told=True)
    else:
        _change(scope, effect.key, is_open, reminded=ApprovalRequest.reminded + 1, last_reminded_at=scope.now)


def _await_code(scope: Scope, effect: AwaitCode) -> None:
    if scope.cause.fetched is None:
        raise ValueError("a challenge completes an approving mail, but the cause has none")
    _change(
        scope,
        effect.key,
        ApprovalRequest.state == RequestState.OPEN,
        code_mac=effect.code_mac,
        code_sent_at=scope.now,
        code_expires_at=effect.expires_at,
        code_attempts_left=effect.attempts,
        code_reply=scope.cause.fetched.fetch_id,
        code_assurance=effect.assurance,
        code_found=found_to_json(effect.judgement, effect.context, effect.proof, effect.checks),
    )


def _count_attempt(scope: Scope, effect: CountAttempt) -> None:
    awaited = (ApprovalRequest.code_mac != "") & (ApprovalRequest.code_attempts_left > 0)
    _change(scope, effect.key, awaited, code_attempts_left=ApprovalRequest.code_attempts_left - 1)


def _record_reply(scope: Scope, effect: RecordReply) -> None:
    message, fetched = scope.cause.message, scope.cause.fetched
    if message is None or fetched is None:
        raise ValueError("a decision records a reply, but its cause is no mail")
    request_id = scope.db.value(ApprovalRequest.select(ApprovalRequest.id).where(is_request(effect.key)))
    if request_id is None:
        raise Stale(f"there is no request {effect.key.tag} any more")
    scope.db.insert(
        ApprovalReply,
        {
            "request": request_id,
            "fetch": fetched.fetch_id,
            "at": scope.now,
            "outcome": effect.judgement.outcome,
            "rule": effect.judgement.rule,
            "assurance": effect.assurance,
            "issues": list(effect.judgement.issues),
            "reasons": list(effect.reasons),
            "purchase_order": effect.judgement.purchase_order,
            "message_id": message.message_id,
            "sent_at": message.date,
            "text": message.new_text,
            "signature": _signature_lines(message.text),
            "marks": list(used_marks(message, scope.cause.proof)),
        },
    )


def _signature_lines(text: str) -> list[str]:
    """The lines of the mail's signature that say something."""
    lines = split_reply(text[:_READ_FOR_SIGNATURE]).signature.splitlines()
    return [line.strip() for line in lines if any(map(str.isalnum, line))][:_MOST_SIGNATURE_LINES]


def _change(scope: Scope, key: ApprovalKey, condition: Any, **values: Any) -> None:
    if scope.db.change(ApprovalRequest.update(values).where(is_request(key), condition)) == 0:
        raise Stale(f"the request {key.tag} is no longer as it was read")
