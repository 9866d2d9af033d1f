"""The files of a Maildir and of the Maildir++ folders beside it: where they are and what they are called."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from processor.mailbox.errors import MailboxLost, MailboxRefused
from processor.mailbox.settings import MaildirSettings
from processor.mailbox.uidlist import UidList

Stamp = tuple[int, int]
_PARTS = ("cur", "new", "tmp")


class MaildirFiles:
    """INBOX is the Maildir itself; any other folder is `.Name` in it, with dots between levels."""

    def __init__(self, settings: MaildirSettings) -> None:
        self._settings = settings
        self._lists: dict[str, UidList] = {}

    def check(self, folder: str) -> None:
        """Raises MailboxRefused unless the folder is a Maildir."""
        root = self.root(folder)
        if not all((root / part).is_dir() for part in ("new", "cur")):
            raise MailboxRefused(f"{root} is not a Maildir (no new and cur in it). Check the path, or create it.")

    def root(self, folder: str) -> Path:
        """Where the folder is."""
        if folder.upper() == "INBOX":
            return self._settings.path
        return self._settings.path / f".{folder.replace('/', '.')}"

    def make(self, folder: str) -> None:
        """Create the folder if it is missing."""
        for part in _PARTS:
            (self.root(folder) / part).mkdir(parents=True, exist_ok=True)

    def scan(self, folder: str) -> dict[int, Path]:
        """The files of the folder by uid."""
        self.check(folder)
        with self.reading(folder):
            paths = {
                base_name(entry.name): Path(entry.path)
                for part in ("new", "cur")
                for entry in sorted(os.scandir(self.root(folder) / part), key=lambda entry: entry.name)
                if not entry.name.startswith(".") and "\n" not in entry.name and entry.is_file()
            }
            uids = self.numbering(folder).number(paths)
        return {uids[name]: path for name, path in paths.items()}

    def numbering(self, folder: str) -> UidList:
        """The list that gives this folder's files their uids."""
        if folder not in self._lists:
            name = "signoff-uidlist"
            if self._settings.uidlist_dir:
                path = self._settings.uidlist_dir / f"{name}-{folder.replace('/', '.')}"
            else:
                path = self.root(folder) / name
            self._lists[folder] = UidList(path)
        return self._lists[folder]

    def stamp(self, folder: str) -> Stamp:
        """Changes whenever a file comes or goes."""
        root = self.root(folder)
        with self.reading(folder):
            return (root / "new").stat().st_mtime_ns, (root / "cur").stat().st_mtime_ns

    def rename(self, paths: list[Path], folder: str, flag: str) -> None:
        """Into `cur` of the folder, with one flag more; a file that is gone is passed over."""
        for path in paths:
            letters = "".join(sorted({*flags(path.name), *flag}))
            try:
                path.rename(self.root(folder) / "cur" / f"{base_name(path.name)}:2,{letters}")
            except FileNotFoundError:
                continue

    @contextmanager
    def reading(self, folder: str) -> Iterator[None]:
        """Turns what the file system refuses into errors of this room."""
        try:
            yield
        except PermissionError as error:
            raise MailboxRefused(f"maildir {self.root(folder)}: {error}. Give this user the rights to it.") from error
        except (OSError, ValueError) as error:
            raise MailboxLost(f"maildir {self.root(folder)}: {error}. It is tried again.") from error


def base_name(name: str) -> str:
    """The unique part of a file name, which stays when flags change."""
    return name.partition(":")[0]


def flags(name: str) -> str:
    """The flag letters of a file name: S seen, T trashed, and so on."""
    return name.partition(":2,")[2]
