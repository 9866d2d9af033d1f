"""What two people decide at once: what stood first stands, and the other is told."""

from processor.errors import Overtaken
from processor.facts.known import EntryFacts, ReviewFacts, StaffFacts
from processor.facts.steps import moment


def overtaken(last: EntryFacts | None) -> str:
    """Who did what and when, as the middle of a sentence; empty where nobody knows."""
    if last is None:
        return ""
    return f" ({last.by} at {moment(last.at)}: {last.text or last.kind.value})"


def hold_review(facts: ReviewFacts, version: int | None) -> None:
    """Raises Overtaken where the item is decided, or is no longer the version that the person saw."""
    item = f"queue item {facts.review_id}"
    if not facts.open:
        by = f" by {facts.decided_by}" if facts.decided_by else ""
        at = f" at {moment(facts.decided_at)}" if facts.decided_at is not None else ""
        how = f" ({facts.verdict})" if facts.verdict else ""
        raise Overtaken(f"{item} was decided{by}{at}{how}: nothing was changed")
    if version is not None and version != facts.version:
        raise Overtaken(f"{item} has changed since you opened it{overtaken(facts.last)}: nothing was changed")


def hold_ticket(facts: StaffFacts, version: int | None) -> None:
    """Raises Overtaken where the ticket is no longer the version that the person saw."""
    if version is not None and version != facts.ticket.version:
        number = facts.ticket.number
        raise Overtaken(f"#{number} has changed since you opened it{overtaken(facts.last)}: nothing was changed")
