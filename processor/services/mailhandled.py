"""Until when all mail has its outcome: nothing lapses over the head of an answer that came in time."""

from dataclasses import dataclass
from datetime import UTC, datetime

from processor.store.store import Store

__all__ = ["Folder", "handled_until"]

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a mailbox that replies come to."""

    mailbox: str
    folder: str


def handled_until(store: Store, folders: tuple[Folder, ...]) -> datetime:
    """Until when all mail has its outcome: the oldest that waits, and no later than each folder was looked at."""
    known = [store.fetches.cursor(one.mailbox, one.folder) for one in folders]
    looked = [one.last_sweep_at if one is not None and one.last_sweep_at is not None else _NEVER for one in known]
    waits = store.approvals.oldest_undecided_mail()
    return min([*looked, *([waits] if waits is not None else [])], default=_NEVER)
