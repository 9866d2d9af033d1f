"""Lasting numbers for the files of a Maildir, which has none of its own.

A file's unique name says nothing reliable about order (two deliveries may finish in either order), and a number made
from it could fall below a cursor that has already passed. So, as Maildir servers do, we keep a list: a line is
`uid name`, names not yet listed get the next numbers in the order in which we first saw them, and a number is handed
out only after its line has reached the disk. Numbers are thus stable, ascending and never used twice. If the list is
lost, a new one has a new validity, which tells the caller to start over, like a UIDVALIDITY change by IMAP.
"""

import fcntl
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_HEADER = "signoff-uidlist 1"
_SPARE_LINES = 1000


class UidList:
    """The numbering of one Maildir folder, in a file that several processes may share. Raises OSError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.validity = 0
        self.next_uid = 1
        self._uids: dict[str, int] = {}
        self._lines = 0

    def number(self, names: Iterable[str]) -> dict[str, int]:
        """The uid of each name; new names get new ones, on disk before this returns."""
        present = list(names)
        with self._locked():
            self._read()
            new = [name for name in present if name not in self._uids]
            for name in new:
                self._uids[name] = self.next_uid
                self.next_uid += 1
            if not self._lines or self._lines > 2 * len(present) + _SPARE_LINES:
                self._rewrite(present)
            elif new:
                self._append(new)
        return {name: self._uids[name] for name in present}

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._path.with_name(self._path.name + ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _read(self) -> None:
        """Take what is on disk as the truth; a line cut short by a crash was never handed out and is dropped."""
        self._uids, self._lines, self.next_uid = {}, 0, 1
        text = self._path.read_bytes() if self._path.exists() else b""
        whole = text[: text.rfind(b"\n") + 1]
        if len(whole) < len(text):
            os.truncate(self._path, len(whole))
        header, *lines = whole.decode("utf-8", "surrogateescape").split("\n")[:-1] or [""]
        if not header.startswith(_HEADER):
            self.validity = secrets.randbelow(2**31 - 1) + 1
            return
        validity, next_uid = header.removeprefix(_HEADER).split()
        self.validity, self.next_uid, self._lines = int(validity), int(next_uid), 1 + len(lines)
        for line in lines:
            uid, name = line.split(" ", 1)
            self._uids[name] = int(uid)
            self.next_uid = max(self.next_uid, int(uid) + 1)

    def _append(self, names: list[str]) -> None:
        with self._path.open("ab") as file:
            file.write(self._text(names))
            file.flush()
            os.fsync(file.fileno())
        self._lines += len(names)

    def _rewrite(self, names: list[str]) -> None:
        """Write the list anew with only what is there, whole or not at all."""
        fresh = self._path.with_name(self._path.name + ".new")
        with fresh.open("wb") as file:
            file.write(f"{_HEADER} {self.validity} {self.next_uid}\n".encode() + self._text(names))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
        self._lines = 1 + len(names)

    def _text(self, names: list[str]) -> bytes:
        return "".join(f"{self._uids[name]} {name}\n" for name in names).encode("utf-8", "surrogateescape")
