"""Intake: every message of a mailbox becomes a fetch record, bytes first.

Nothing on the server is marked or moved before the bytes are committed, and what is already kept is never kept twice:
the fetch record is unique on (mailbox, folder, UIDVALIDITY, UID). A person reading the mailbox changes nothing.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from processor.mailbox.source import AfterAction, FetchBatch, FetchFailure, FolderState, Keep, Served, Source
from processor.observability.log import get_log
from processor.observability.metrics import FETCHED, LAST_SWEEP
from processor.store.fetches import Cursor, Fetches, KeptMail

MARK_AT_ONCE = 500
"""Messages marked or moved in one turn: a MOVE of fifty costs the server hardly more than a MOVE of one."""

GIVE_UP_AFTER = 3
"""Attempts at one message that the server lists and can't serve, before a person is asked."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What is to be read of one mailbox. `history_before` None: the moment of first contact."""

    mailbox: str
    folder: str
    sent_folder: str
    after: AfterAction
    history_before: datetime | None
    full_sweep: timedelta
    observe: bool = False


@dataclass(slots=True)
class Swept:
    """What one sweep did."""

    kept: int = 0
    marked: int = 0
    failed: int = 0


@dataclass(slots=True)
class _Folder:
    state: FolderState
    cursor: Cursor
    swept_at: datetime | None = None

    @property
    def next_uid(self) -> int:
        """The first uid that was not seen yet under this UIDVALIDITY."""
        if self.cursor.uidvalidity != self.state.uidvalidity:
            return 1
        return self.cursor.next_uid

    def is_due_whole(self, now: datetime, every: timedelta) -> bool:
        """Whether all of it is to be listed: not done for so long, or the clock was set back since."""
        return self.swept_at is None or not timedelta(0) <= now - self.swept_at < every


class Receive:
    """Sweeps one mailbox. Used by one thread; `news` is called after bytes were committed."""

    def __init__(self, intake: Intake, source: Source, fetches: Fetches, news: Callable[[], None]) -> None:
        self._intake = intake
        self._source = source
        self._fetches = fetches
        self._news = news
        self._folders: dict[str, _Folder] = {}
        self._failures: Counter[tuple[str, int, int]] = Counter()  # outlives connections: one message may break them
        self._log = get_log(f"intake:{intake.mailbox}")

    @property
    def mailbox(self) -> str:
        """The mailbox's name in the settings."""
        return self._intake.mailbox

    def connected(self) -> None:
        """A new connection: folders are opened again and swept whole."""
        self._folders = {}

    def sweep(self, now: datetime) -> Swept:
        """Fetch and keep everything new, then mark what was kept. Raises MailboxError when the connection fails.

        What customers wrote comes before the answers in the Sent folder, so that these find their tickets. After those
        the first folder is looked at again: for what came meanwhile, and since it is the one to wait in.
        """
        swept = Swept()
        self._sweep_folder(self._intake.folder, sent=False, swept=swept, now=now)
        if self._intake.sent_folder:
            self._sweep_folder(self._intake.sent_folder, sent=True, swept=swept, now=now)
            self._sweep_folder(self._intake.folder, sent=False, swept=swept, now=now)
        LAST_SWEEP.labels(self.mailbox).set(now.timestamp())
        return swept

    def _sweep_folder(self, name: str, *, sent: bool, swept: Swept, now: datetime) -> None:
        folder = self._open(name, sent=sent, now=now)
        full = folder.is_due_whole(now, self._intake.full_sweep)
        listed = self._source.list_uids(name, 1 if full else folder.next_uid)
        new, failed = self._unknown(folder, listed), 0
        for batch in self._source.fetch(name, new):
            swept.kept += self._keep(folder, batch, sent=sent, now=now)
            failed += self._note_failures(folder, batch.failed, now)
        swept.failed += failed
        if not sent:
            swept.marked += self._mark(folder)
        if full and failed:
            # What failed may lie below the cursor: only another full sweep asks for it again. Until it is here the
            # folder was not read to the end, and no term may lapse over what it says.
            folder.swept_at = None
        elif full:
            self._fetches.note_sweep(self.mailbox, name, len(listed), now)
            folder.swept_at = now

    def _open(self, name: str, *, sent: bool, now: datetime) -> _Folder:
        """The folder, selected; opened again where two folders take turns on the one connection."""
        known = self._folders.get(name)
        if known and not self._intake.sent_folder:
            known.cursor = self._fetches.cursor(self.mailbox, name) or known.cursor
            return known
        writable = not (sent or self._intake.observe or isinstance(self._intake.after, Keep))
        state = self._source.open(name, writable=writable)
        cursor = self._fetches.cursor(self.mailbox, name) or self._first_contact(state, now)
        if cursor.uidvalidity != state.uidvalidity:
            self._log.warning(
                "uidvalidity changed, the folder is read again", folder=name, uidvalidity=state.uidvalidity
            )
        if known and known.state.uidvalidity == state.uidvalidity:
            known.cursor = cursor
            return known
        self._folders[name] = _Folder(state, cursor)
        return self._folders[name]

    def _first_contact(self, state: FolderState, now: datetime) -> Cursor:
        """The cursor of a folder never seen before, made even for an empty one: what comes from now on is new."""
        self._fetches.keep(self.mailbox, state.folder, state.uidvalidity, (), 1, now)
        return Cursor(state.uidvalidity, 1, now, None, None)

    def _unknown(self, folder: _Folder, listed: Sequence[int]) -> list[int]:
        known = self._fetches.known_uids(self.mailbox, folder.state.folder, folder.state.uidvalidity, listed)
        return [uid for uid in listed if uid not in known]

    def _keep(self, folder: _Folder, batch: FetchBatch, *, sent: bool, now: datetime) -> int:
        state = folder.state
        for uid in (*batch.gone, *(served.uid for served in batch.served)):
            self._failures.pop((state.folder, state.uidvalidity, uid), None)
        rows = [self._kept(folder, served, sent=sent, now=now) for served in batch.served]
        if not rows:
            return 0
        next_uid = max(row.uid for row in rows) + 1
        kept = self._fetches.keep(self.mailbox, state.folder, state.uidvalidity, rows, next_uid, now)
        FETCHED.labels(self.mailbox).inc(kept)
        self._news()
        return kept

    def _kept(self, folder: _Folder, served: Served, *, sent: bool, now: datetime) -> KeptMail:
        received = served.received_at or now
        since = self._intake.history_before or folder.cursor.first_contact
        marks = not (sent or self._intake.observe or isinstance(self._intake.after, Keep))
        return KeptMail(
            uid=served.uid,
            raw=served.raw,
            received_at=min(received, now),
            partial=served.partial,
            history=received < since.replace(microsecond=0),  # a server tells arrival in whole seconds
            sent_folder=sent,
            after=marks,
        )

    def _note_failures(self, folder: _Folder, failures: Sequence[FetchFailure], now: datetime) -> int:
        for failure in failures:
            state = folder.state
            key = (state.folder, state.uidvalidity, failure.uid)
            self._failures[key] += 1
            folder.swept_at = None
            self._log.warning(
                "message cannot be fetched", uid=failure.uid, reason=failure.reason, tries=self._failures[key]
            )
            if self._failures[key] >= GIVE_UP_AFTER:
                self._fetches.keep_unfetched(
                    self.mailbox, state.folder, state.uidvalidity, failure.uid, failure.reason, now
                )
                del self._failures[key]
        return len(failures)

    def _mark(self, folder: _Folder) -> int:
        if self._intake.observe or isinstance(self._intake.after, Keep):
            return 0
        state = folder.state
        pending = self._fetches.pending_after(self.mailbox, state.folder, state.uidvalidity, MARK_AT_ONCE)
        if not pending:
            return 0
        result = self._source.after(state.folder, state.uidvalidity, pending, self._intake.after)
        self._fetches.mark_after(self.mailbox, state.folder, state.uidvalidity, result.done)
        return len(result.done)
