"""Effects on the CSMs' queue."""

from dataclasses import fields
from typing import assert_never

from models.conversation import Verdict
from processor.effects.tickets import (
    AskReview,
    CloseReview,
    RecordVerdict,
    SettleReview,
    SleepReview,
    UndoStep,
    WakeReview,
)
from processor.store.apply.scope import Scope
from processor.store.apply.undoing import apply_undo
from processor.store.errors import Stale
from processor.store.queue import (
    ask_review,
    close_review,
    open_review_id,
    renew_review,
    settle_reason,
    sleep_review,
    wake_review,
)

ReviewEffect = RecordVerdict | AskReview | CloseReview | SleepReview | WakeReview | SettleReview | UndoStep


def apply_review(scope: Scope, effect: ReviewEffect) -> None:
    """Does one of these effects. Raises Stale when the queue item was decided by somebody else."""
    match effect:
        case RecordVerdict():
            _record(scope, effect)
        case AskReview():
            ask_review(scope.db, scope.change(effect.ticket), effect.reasons, effect.text, scope.now)
        case SleepReview():
            _sleep(scope, effect)
        case WakeReview():
            scope.keep("review", effect.review_id)
            if not wake_review(scope.db, effect.review_id):
                raise Stale(f"queue item {effect.review_id} is decided already")
        case SettleReview():
            _settle(scope, effect)
        case UndoStep():
            apply_undo(scope, effect)
        case CloseReview():
            scope.keep("review", effect.review_id)
            if not close_review(scope.db, effect.review_id, effect.by, effect.verdict, scope.now):
                raise Stale(f"queue item {effect.review_id} is decided already")
        case _:
            assert_never(effect)


def _sleep(scope: Scope, effect: SleepReview) -> None:
    scope.keep("review", effect.review_id)
    asked_at = scope.now if effect.asked else None
    if not sleep_review(scope.db, effect.review_id, effect.until, asked_at):
        raise Stale(f"queue item {effect.review_id} is decided already")


def _settle(scope: Scope, effect: SettleReview) -> None:
    ticket_id = scope.change(effect.ticket)
    review_id = open_review_id(scope.db, ticket_id)
    if review_id:
        scope.keep("review", review_id)
        for reason in effect.reasons:
            settle_reason(scope.db, ticket_id, reason, effect.by, effect.verdict, scope.now)
        renew_review(scope.db, review_id)


def _record(scope: Scope, effect: RecordVerdict) -> None:
    fetched = scope.cause.fetched
    verdict = effect.verdict
    values = {one.name: getattr(verdict, one.name) for one in fields(verdict)}  # asdict would copy every probability
    place = {"ticket": scope.row(effect.ticket), "fetch": fetched.fetch_id if fetched else None, "at": scope.now}
    scope.db.insert(Verdict, values | place)
