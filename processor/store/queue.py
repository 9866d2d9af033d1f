"""The rows of the CSMs' queue: at most one open item a ticket."""

from collections.abc import Iterable
from datetime import datetime

from models.conversation import OPEN_REVIEW, Review
from models.vocabulary import ReviewReason, ReviewState
from processor.store.database import Database, Row
from processor.store.prepared import Hole, Prepared

_ASKING = frozenset({ReviewReason.ASKED.value, ReviewReason.ANSWERED.value})


def ask_review(database: Database, ticket_id: int, reasons: Iterable[ReviewReason], text: str, now: datetime) -> None:
    """Puts the ticket into the queue; if it waits there already, adds what is new to that item, and wakes it."""
    wanted = [reason.value for reason in reasons]
    row = _open_review(database, ticket_id)
    if row is None:
        values: Row = {"ticket": ticket_id, "reasons": list(dict.fromkeys(wanted)), "text": text, "opened_at": now}
        database.insert(Review, values | {"state": ReviewState.OPEN})
        return
    texts = row["text"].split("\n") if row["text"] else []
    values = {
        "reasons": list(dict.fromkeys([*row["reasons"], *wanted])),
        "text": "\n".join([*texts, text] if text and text not in texts else texts),
    }
    if values["reasons"] != row["reasons"] or values["text"] != row["text"]:
        values["asleep_until"] = None
        database.change(Review.update(values, version=Review.version + 1).where(Review.id == row["id"]))


def close_review(database: Database, review_id: int, by: str, verdict: str, now: datetime) -> bool:
    """Decides an open queue item; False when it was not open any more."""
    decided = Review.update(
        state=ReviewState.DONE, decided_at=now, decided_by=by, verdict=verdict, version=Review.version + 1
    )
    return database.change(decided.where(Review.id == review_id, Review.state == ReviewState.OPEN)) == 1


def sleep_review(database: Database, review_id: int, until: datetime, asked_at: datetime | None) -> bool:
    """Puts an open item out of sight, where `asked_at` is given for an answer; False when it was not open any more."""
    row = database.row(Review.select().where(Review.id == review_id, OPEN_REVIEW))
    if row is None:
        return False
    values: Row = {"asleep_until": until}
    if asked_at is not None:
        left = [reason for reason in row["reasons"] if reason not in _ASKING]
        values |= {"asked_at": asked_at, "reasons": [*left, ReviewReason.ASKED.value]}
    return database.change(Review.update(values, version=Review.version + 1).where(Review.id == review_id)) == 1


def wake_review(database: Database, review_id: int) -> bool:
    """Brings an open item into sight; False when it was not open any more."""
    awake = Review.update(asleep_until=None, version=Review.version + 1)
    return database.change(awake.where(Review.id == review_id, Review.state == ReviewState.OPEN)) == 1


def wake_by_mail(database: Database, ticket_id: int, *, answers: bool) -> None:
    """What sleeps is in sight again, since somebody has written, and whoever looks at it is told when they decide.

    `answers`: it was the customer, so that an item which waits for their answer has it.
    """
    row = _open_review(database, ticket_id)
    if row is None:
        return
    values: Row = {"asleep_until": None}
    if answers and ReviewReason.ASKED.value in row["reasons"]:
        left = [reason for reason in row["reasons"] if reason not in _ASKING]
        values["reasons"] = [*left, ReviewReason.ANSWERED.value]
    database.change(Review.update(values, version=Review.version + 1).where(Review.id == row["id"]))


def renew_review(database: Database, review_id: int) -> None:
    """What an open item shows was changed elsewhere: whoever saw it before is told when they decide."""
    database.change(Review.update(version=Review.version + 1).where(Review.id == review_id, OPEN_REVIEW))


def open_review_id(database: Database, ticket_id: int) -> int:
    """The id of the ticket's open item, 0 where nothing waits."""
    row = _open_review(database, ticket_id)
    return int(row["id"]) if row is not None else 0


def asked_at(database: Database, ticket_id: int) -> datetime | None:
    """When the customer was asked what the ticket's open item waits for; None where it waits for no answer."""
    row = _open_review(database, ticket_id)
    return row["asked_at"] if row is not None and ReviewReason.ASKED.value in row["reasons"] else None


def settle_reason(
    database: Database, ticket_id: int, reason: ReviewReason, by: str, verdict: str, now: datetime
) -> None:
    """Takes a reason off the ticket's open queue item; the item is decided when no other reason is left.

    That the customer was asked, or has answered, is none by itself.
    """
    row = _open_review(database, ticket_id)
    if row is None or reason.value not in row["reasons"]:
        return
    left = [other for other in row["reasons"] if other != reason.value]
    if not _ASKING.issuperset(left):
        database.change(Review.update(reasons=left, version=Review.version + 1).where(Review.id == row["id"]))
    else:
        close_review(database, row["id"], by, verdict, now)


def _open_review(database: Database, ticket_id: int) -> Row | None:
    return database.row(_OPEN, ticket=ticket_id)


_OPEN = Prepared(Review.select().where(Review.ticket == Hole(Review.ticket), OPEN_REVIEW))
