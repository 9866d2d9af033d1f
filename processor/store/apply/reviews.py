"""Effects on the CSMs' queue."""

from dataclasses import fields
from typing import assert_never

from models.conversation import Verdict
from processor.effects.tickets import AskReview, CloseReview, RecordVerdict
from processor.store.apply.scope import Scope
from processor.store.errors import Stale
from processor.store.queue import ask_review, close_review

ReviewEffect = RecordVerdict | AskReview | CloseReview


def apply_review(scope: Scope, effect: ReviewEffect) -> None:
    """Does one of these effects. Raises Stale when the queue item was decided by somebody else."""
    match effect:
        case RecordVerdict():
            _record(scope, effect)
        case AskReview():
            ask_review(scope.db, scope.change(effect.ticket), effect.reasons, effect.text, scope.now)
        case CloseReview():
            if not close_review(scope.db, effect.review_id, effect.by, effect.verdict, scope.now):
                raise Stale(f"queue item {effect.review_id} is decided already")
        case _:
            assert_never(effect)


def _record(scope: Scope, effect: RecordVerdict) -> None:
    fetched = scope.cause.fetched
    verdict = effect.verdict
    values = {one.name: getattr(verdict, one.name) for one in fields(verdict)}  # asdict would copy every probability
    place = {"ticket": scope.row(effect.ticket), "fetch": fetched.fetch_id if fetched else None, "at": scope.now}
    scope.db.insert(Verdict, values | place)
