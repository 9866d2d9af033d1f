"""The port of a mailbox source: what IMAP and Maildir both answer, in plain values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Event
from typing import Protocol

from processor.errors import SettingsError

_NOT_IN_A_KEYWORD = frozenset('(){%*"\\] ')


@dataclass(frozen=True, slots=True)
class Served:
    """One message as the server gave it. `raw` is never decoded or repaired.

    `received_at` is the server's arrival time (INTERNALDATE) as aware UTC, or None when it gave none that can be
    read. `size` is the server's own figure (RFC822.SIZE), which need not equal `len(raw)`. `partial` marks a message
    over the size limit: then `raw` is only its beginning, headers first.
    """

    folder: str
    uidvalidity: int
    uid: int
    raw: bytes
    received_at: datetime | None
    size: int
    partial: bool


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """A message that is there and could not be had this time; the others of its batch were served."""

    uid: int
    reason: str


@dataclass(frozen=True, slots=True)
class FetchBatch:
    """One FETCH's yield, in the order of uids: to be committed together, before the next batch is asked for.

    `gone` are uids that were expunged or moved away meanwhile. Every uid asked for appears exactly once in the
    batches of a fetch that runs to its end.
    """

    served: tuple[Served, ...]
    gone: tuple[int, ...] = ()
    failed: tuple[FetchFailure, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderState:
    """A folder as it was opened. `uidnext` is None when the server does not tell (RFC 3501 allows it).

    `keywords_allowed` is known only of a folder opened writable: read-only, a server lists no permanent flags.
    """

    folder: str
    uidvalidity: int
    uidnext: int | None
    exists: int
    keywords_allowed: bool


class WaitResult(StrEnum):
    """Why a wait ended. Whatever it says, list the uids again: the word is a hint, the search is the truth."""

    NEWS = "news"
    QUIET = "quiet"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Keep:
    """Change nothing on the server."""


@dataclass(frozen=True, slots=True)
class MarkSeen:
    r"""Set \Seen."""


@dataclass(frozen=True, slots=True)
class MarkKeyword:
    """Set a keyword of our own, so that people see in their client what was taken in.

    Raises SettingsError for a name that is not an IMAP atom (RFC 3501 section 9, flag-keyword).
    """

    name: str

    def __post_init__(self) -> None:
        """Refuse a name that a server could not take or that would end the command."""
        if not self.name or any(c in _NOT_IN_A_KEYWORD or not "!" <= c <= "~" for c in self.name):
            raise SettingsError(
                f"{self.name!r} cannot be a mailbox keyword: use ASCII letters, digits, '$', '-' and '_' only."
            )


@dataclass(frozen=True, slots=True)
class MoveTo:
    """Move to another folder of the same account."""

    folder: str


AfterAction = Keep | MarkSeen | MarkKeyword | MoveTo


class AfterHow(StrEnum):
    """What was really done. RENUMBERED: the uids no longer mean these messages, so nothing was touched."""

    NOTHING = "nothing"
    FLAGGED = "flagged"
    MOVED = "moved"
    COPIED_AND_EXPUNGED = "copied_and_expunged"
    COPIED_AND_FLAGGED_DELETED = "copied_and_flagged_deleted"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class AfterResult:
    """Which uids need no more marking (those that are gone count as done), and by what means."""

    done: tuple[int, ...]
    how: AfterHow


@dataclass(frozen=True, slots=True)
class Description:
    """What a doctor may print about a connected source; holds no secret."""

    where: str
    capabilities: tuple[str, ...]
    idle: bool
    moves: bool


class Source(Protocol):
    """A mailbox, by one connection that belongs to one thread. Everything raises MailboxTrouble and nothing else.

    After MailboxLost, MailboxThrottled or MailboxUnreachable call `connect` again (after a pause, see `backoff`);
    the same object goes on. Order of work: `open`, then `list_uids`, `fetch`, commit, `after`, `list_uids` again
    until it gives nothing new, then `wait`.
    """

    def connect(self) -> None:
        """Make a fresh connection and log in; an older one is closed first."""
        ...

    def open(self, folder: str, *, writable: bool = False) -> FolderState:
        """Select the folder that is to be watched; `writable` only where `after` will mark something."""
        ...

    def list_uids(self, folder: str, from_uid: int) -> list[int]:
        """Uids >= from_uid that are not marked deleted, ascending; whether a person has read them never counts."""
        ...

    def fetch(self, folder: str, uids: Sequence[int]) -> Iterator[FetchBatch]:
        """The messages in batches limited by count and bytes, each asked for only when the one before was taken."""
        ...

    def wait(self, seconds: float, stop: Event) -> WaitResult:
        """Wait for news in the folder opened last; back within a second once `stop` is set."""
        ...

    def after(self, folder: str, uidvalidity: int, uids: Sequence[int], action: AfterAction) -> AfterResult:
        """Mark or move what has been committed, in batches; doing it twice does no harm."""
        ...

    def find_message_id(self, folder: str, message_id: str) -> list[int]:
        """Uids of the messages with exactly this Message-ID; an empty one matches nothing."""
        ...

    def describe(self) -> Description:
        """What the server says it can do."""
        ...

    def close(self) -> None:
        """Log out and close; never raises."""
        ...
