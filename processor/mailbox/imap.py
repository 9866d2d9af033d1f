"""The IMAP source: one kept session for one account, owned by one thread."""

from collections.abc import Iterator, Sequence
from threading import Event

from processor.mailbox import searching
from processor.mailbox.answers import not_ready
from processor.mailbox.connection import Connection
from processor.mailbox.errors import MailboxBadAnswer, MailboxLost, MailboxRefused
from processor.mailbox.fetching import Fetcher
from processor.mailbox.idling import idle, noop, pause
from processor.mailbox.marking import mark
from processor.mailbox.news import forget_announced
from processor.mailbox.settings import ImapSettings
from processor.mailbox.source import (
    AfterAction,
    AfterHow,
    AfterResult,
    Description,
    FetchBatch,
    FolderState,
    Keep,
    WaitResult,
)


class ImapSource:
    """A mailbox by IMAP (RFC 3501). The object outlives its connections; see `source.Source` for what each call does.

    One thread uses it: answers of commands sent by two threads would be mixed up.
    """

    def __init__(self, settings: ImapSettings) -> None:
        self._settings = settings
        self._connection: Connection | None = None
        self._fetcher = Fetcher(settings)
        self._home: tuple[str, bool] | None = None
        self._selected: FolderState | None = None
        self._writable = False
        self._numbering: dict[str, int] = {}

    def connect(self) -> None:
        """Make a fresh session; raises MailboxUnreachable, MailboxThrottled or MailboxRefused."""
        self.close()
        self._connection = Connection(self._settings)

    def open(self, folder: str, *, writable: bool = False) -> FolderState:
        """SELECT (or EXAMINE) anew, so that its figures are the present ones. Raises MailboxRefused if it cannot be."""
        self._home = (folder, writable)
        self._numbering.pop(folder, None)
        return self._select(folder, writable=writable)

    def list_uids(self, folder: str, from_uid: int) -> list[int]:
        """Undeleted uids >= from_uid, ascending.

        NOOP goes first: a server may search only what it has told us of (RFC 3501 section 5.2). Dovecot does, and
        a mail delivered since the last command would be found by the next search only.
        """
        state = self._ensure(folder)
        if max(state.exists, noop(self._live()).exists) > searching.WINDOW:
            state = self._select(folder, writable=self._writable)  # for the present count
        return searching.list_uids(self._live(), state, from_uid)

    def fetch(self, folder: str, uids: Sequence[int]) -> Iterator[FetchBatch]:
        """Batches of messages, by BODY.PEEK[]: nothing becomes seen."""
        state = self._ensure(folder)
        return self._fetcher.fetch(self._live(), state, uids)

    def wait(self, seconds: float, stop: Event) -> WaitResult:
        """IDLE where offered and wanted, at most until its renewal is due; else pause, at most the poll interval."""
        if self._home is None:
            raise MailboxLost(f"{self._settings.where}: no folder is open.")
        self._ensure(self._home[0], writable=self._home[1])
        connection = self._live()
        if self._idles(connection):
            return idle(connection, min(seconds, self._settings.idle_renew_seconds), stop)
        return pause(connection, min(seconds, self._settings.poll_seconds), stop)

    def after(self, folder: str, uidvalidity: int, uids: Sequence[int], action: AfterAction) -> AfterResult:
        """Mark or move; nothing is touched when the folder has been renumbered since these uids were read."""
        if not uids or isinstance(action, Keep):
            return AfterResult(tuple(uids), AfterHow.NOTHING)
        state = self._ensure(folder, writable=True)
        if state.uidvalidity != uidvalidity:
            return AfterResult((), AfterHow.RENUMBERED)
        return AfterResult(tuple(uids), mark(self._live(), self._settings.where, state, uids, action))

    def find_message_id(self, folder: str, message_id: str) -> list[int]:
        """Uids of the messages with exactly this Message-ID, such as our own copy in the Sent folder."""
        self._ensure(folder)
        return searching.find_message_id(self._live(), message_id)

    def describe(self) -> Description:
        """Capabilities as the server told them after log-in."""
        connection = self._live()
        with connection.command("CAPABILITY") as client:
            names = tuple(sorted(name.decode("ascii", "replace") for name in client.capabilities()))
        return Description(self._settings.where, names, self._idles(connection), "MOVE" in names)

    def close(self) -> None:
        """LOGOUT and close; never raises."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._selected = None

    def _live(self) -> Connection:
        if self._connection is None or not self._connection.alive:
            raise MailboxLost(f"{self._settings.where}: not connected.")
        return self._connection

    def _idles(self, connection: Connection) -> bool:
        if not self._settings.idle:
            return False
        with connection.command("CAPABILITY") as client:
            return bool(client.has_capability("IDLE"))

    def _ensure(self, folder: str, *, writable: bool = False) -> FolderState:
        state = self._selected
        if state is not None and state.folder == folder and (self._writable or not writable):
            return state
        return self._select(folder, writable=writable or self._home == (folder, True))

    def _select(self, folder: str, *, writable: bool) -> FolderState:
        connection = self._live()
        self._selected = None
        try:
            with connection.command(f"SELECT {folder}") as client:
                answer = client.select_folder(folder, readonly=not writable)
                forget_announced(client)  # its EXISTS is in the answer
        except MailboxBadAnswer as error:
            if not_ready(str(error)):
                raise connection.lose(str(error)) from error
            raise MailboxRefused(
                f"{self._settings.where}: folder {folder} cannot be opened ({error}). Check its name and rights."
            ) from error
        if not isinstance(uidvalidity := answer.get(b"UIDVALIDITY"), int):
            raise MailboxRefused(f"{self._settings.where}: folder {folder} has no stable uids (no UIDVALIDITY).")
        if self._numbering.setdefault(folder, uidvalidity) != uidvalidity:
            raise connection.lose(f"folder {folder} was renumbered meanwhile")
        flags = answer.get(b"PERMANENTFLAGS", ())
        state = FolderState(folder, uidvalidity, answer.get(b"UIDNEXT"), answer.get(b"EXISTS", 0), rb"\*" in flags)
        self._selected, self._writable = state, writable
        return state
