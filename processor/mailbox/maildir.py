"""The Maildir source: a folder of files, one message each, with the bytes exactly as on disk."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from pathlib import Path
from threading import Event
from time import monotonic
from typing import assert_never

from processor.mailbox.batches import plan
from processor.mailbox.errors import MailboxRefused
from processor.mailbox.maildirfiles import MaildirFiles, Stamp, flags
from processor.mailbox.settings import MaildirSettings
from processor.mailbox.source import (
    AfterAction,
    AfterHow,
    AfterResult,
    Description,
    FetchBatch,
    FetchFailure,
    FolderState,
    Keep,
    MarkKeyword,
    MarkSeen,
    MoveTo,
    Served,
    WaitResult,
)


class MaildirSource:
    """A Maildir, with Maildir++ folders beside it; INBOX is the Maildir itself. See `source.Source`.

    Nothing of it is changed before `after`: mail stays in `new`. Numbers come from `uidlist`.
    """

    def __init__(self, settings: MaildirSettings) -> None:
        self._settings = settings
        self._files = MaildirFiles(settings)
        self._home: str | None = None
        self._stamp: Stamp = (0, 0)

    def connect(self) -> None:
        """Check that the Maildir is there. Raises MailboxRefused."""
        self._files.check("INBOX")

    def open(self, folder: str, *, writable: bool = False) -> FolderState:
        """Number what is there and report it; `writable` makes no difference."""
        self._home = folder
        count = len(self._scan(folder))
        numbers = self._files.numbering(folder)
        return FolderState(folder, numbers.validity, numbers.next_uid, count, keywords_allowed=False)

    def list_uids(self, folder: str, from_uid: int) -> list[int]:
        """Uids >= from_uid of the files that are not marked trashed (T), ascending."""
        found = self._scan(folder)
        return sorted(uid for uid, path in found.items() if uid >= from_uid and "T" not in flags(path.name))

    def fetch(self, folder: str, uids: Sequence[int]) -> Iterator[FetchBatch]:
        """Batches of messages, read from the files."""
        settings = self._settings
        found = self._scan(folder)
        validity = self._files.numbering(folder).validity
        sizes = {uid: _size(found[uid]) if uid in found else 0 for uid in uids}
        for group in plan(sizes, settings.batch_count, settings.batch_bytes, settings.max_message_bytes):
            yield self._group(folder, validity, group, found)

    def wait(self, seconds: float, stop: Event) -> WaitResult:
        """Look at the folder's modification times every poll interval (1 s) until one differs from the last listing."""
        folder = self._home or "INBOX"
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            if self._files.stamp(folder) != self._stamp:
                return WaitResult.NEWS
            if stop.wait(min(left, self._settings.poll_seconds)):
                return WaitResult.STOPPED
        return WaitResult.QUIET

    def after(self, folder: str, uidvalidity: int, uids: Sequence[int], action: AfterAction) -> AfterResult:
        """Rename: to `cur` with the flag S, or into another folder. A file that is gone counts as done."""
        if not uids or isinstance(action, Keep):
            return AfterResult(tuple(uids), AfterHow.NOTHING)
        found = self._scan(folder)
        if self._files.numbering(folder).validity != uidvalidity:
            return AfterResult((), AfterHow.RENUMBERED)
        paths = [found[uid] for uid in uids if uid in found]
        with self._files.reading(folder):
            return AfterResult(tuple(uids), self._mark(folder, paths, action))

    def find_message_id(self, folder: str, message_id: str) -> list[int]:
        """Uids of the messages with exactly this Message-ID; reads the header of every file."""
        wanted = message_id.strip()
        if not wanted:
            return []
        return sorted(uid for uid, path in self._scan(folder).items() if wanted in _message_ids(path))

    def describe(self) -> Description:
        """What this source can do."""
        return Description(f"maildir {self._settings.path}", ("MAILDIR",), idle=False, moves=True)

    def close(self) -> None:
        """Nothing is held open."""

    def _scan(self, folder: str) -> dict[int, Path]:
        """The files by uid. The stamp is taken before the look, so that what arrives during it is seen next time."""
        self._files.check(folder)
        if folder == self._home:
            self._stamp = self._files.stamp(folder)
        return self._files.scan(folder)

    def _group(self, folder: str, validity: int, uids: list[int], found: dict[int, Path]) -> FetchBatch:
        served: list[Served] = []
        gone: list[int] = []
        failed: list[FetchFailure] = []
        for uid in uids:
            try:
                one = self._serve(folder, validity, uid, found[uid]) if uid in found else None
            except FileNotFoundError:  # another program may have moved it from new to cur
                path = self._scan(folder).get(uid)
                one = self._serve(folder, validity, uid, path) if path else None
            except OSError as error:
                failed.append(FetchFailure(uid, f"its file cannot be read ({error})"))
                continue
            if one is None:
                gone.append(uid)
            else:
                served.append(one)
        return FetchBatch(tuple(served), tuple(gone), tuple(failed))

    def _serve(self, folder: str, validity: int, uid: int, path: Path) -> Served:
        with path.open("rb") as file:
            facts = os.fstat(file.fileno())
            partial = facts.st_size > self._settings.max_message_bytes
            raw = file.read(self._settings.partial_bytes if partial else -1)
        arrived = datetime.fromtimestamp(facts.st_mtime, UTC)
        return Served(folder, validity, uid, raw, arrived, facts.st_size, partial=partial)

    def _mark(self, folder: str, paths: list[Path], action: MarkSeen | MarkKeyword | MoveTo) -> AfterHow:
        match action:
            case MarkSeen():
                self._files.rename(paths, folder, "S")
                return AfterHow.FLAGGED
            case MoveTo(target):
                self._files.make(target)
                self._files.rename(paths, target, "")
                return AfterHow.MOVED
            case MarkKeyword(name):
                raise MailboxRefused(
                    f"maildir {self._settings.path} has no keywords, so {name} cannot be set. "
                    "Set after = 'seen', 'move' or 'keep' for this mailbox."
                )
            case _:
                assert_never(action)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # told apart when it is read
        return 0


def _message_ids(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            headers = BytesHeaderParser().parse(file)
    except OSError:
        return []
    return [str(value).strip() for value in headers.get_all("Message-ID", [])]
