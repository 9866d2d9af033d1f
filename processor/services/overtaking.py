"""Two people at one deployment or form: what stood first stands, and the other is told what it was."""

from processor.errors import Overtaken
from processor.store.store import Store
from processor.tickets.versions import overtaken

__all__ = ["require_seen"]


def require_seen(store: Store, what: str, ticket_id: int, seen: int | None, version: int) -> None:
    """Raises Overtaken where somebody saw another version than the one that there is; None asks for no such care."""
    if seen is not None and seen != version:
        last = store.facts.last_entry(ticket_id)
        raise Overtaken(f"{what} has changed since you opened it{overtaken(last)}: nothing was changed")
