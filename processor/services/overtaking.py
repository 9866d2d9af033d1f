"""Two people at one deployment or form: what stood first stands, and the other is told what it was."""

from models.vocabulary import EntryKind
from processor.errors import Overtaken
from processor.store.store import Store
from processor.tickets.versions import overtaken

__all__ = ["require_mark", "require_seen"]


def require_seen(store: Store, what: str, ticket_id: int, seen: int | None, version: int) -> None:
    """Raises Overtaken where somebody saw another version than the one that there is; None asks for no such care."""
    if seen is not None and seen != version:
        last = store.facts.last_entry(ticket_id)
        raise Overtaken(f"{what} has changed since you opened it{overtaken(last)}: nothing was changed")


def require_mark(store: Store, what: str, ticket_id: int, marks: tuple[str | None, str], kind: EntryKind) -> None:
    """The same for what has no version: `marks` are of what was seen (None: no such care) and of what there is.

    Who changed it is found on the ticket: the last event of this kind that names it.
    """
    if marks[0] is not None and marks[0] != marks[1]:
        named = what if kind is EntryKind.DEPLOYMENT else ""
        last = store.facts.last_telling(ticket_id, kind, named)
        raise Overtaken(f"{what} has changed since you opened it{overtaken(last)}: nothing was changed")
