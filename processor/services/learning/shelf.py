"""The folder that trained models stand in, and the pointer to the one that judges.

`<data_dir>/models/<name>/` holds a model, `CURRENT` the name of the one that judges. Until somebody promotes one there
is no such file; from then on it is never removed, so that a missing one is known to be lost. Whatever is written is
written elsewhere first and synced, so that a kill or a power cut at any moment leaves one usable model.
"""

import fcntl
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from classifiers.verdict import ModelUnusable

STARTER: Final = "starter"
"""What the model that ships is called here; it stands in no folder."""

MODEL: Final = "model.skops"
CARD: Final = "card.json"
OUT_OF_FOLD: Final = "oof.json"
README: Final = "README.md"
FILES: Final = (MODEL, CARD, OUT_OF_FOLD, README)

_POINTER: Final = "CURRENT"
_WORK: Final = ".training-"
_LONGEST_NAME: Final = 100
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")

Marks = tuple[tuple[int, int, int] | None, ...]
"""What changes about files when they are replaced: inode, time of change, size; None where there is no file."""


class Shelf:
    """The folder of models. It is made when something is first put into it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, name: str) -> Path:
        """Where the model of this name stands, or would."""
        return self.root / name

    def names(self) -> list[str]:
        """The models on the shelf, the newest first."""
        if not self.root.is_dir():
            return []
        found = [path for path in self.root.iterdir() if path.is_dir() and is_name(path.name)]
        return [path.name for path in sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))][::-1]

    def holds(self, name: str) -> bool:
        """Whether this model is still here."""
        return is_name(name) and self.folder(name).is_dir()

    @property
    def pointer(self) -> Path:
        """The file that names the model that judges."""
        return self.root / _POINTER

    def pointed(self) -> str | None:
        """The name that the pointer holds: "" where it is empty, None where there is no pointer.

        Raises ModelUnusable where it cannot be understood.
        """
        path = self.pointer
        try:
            name = path.read_bytes()[: _LONGEST_NAME + 1].decode("ascii", "replace").strip()
        except FileNotFoundError:
            return None
        except OSError as fault:
            raise ModelUnusable(
                f"{path}, which names the model that judges, cannot be read: {fault.strerror}"
            ) from fault
        if name not in {"", STARTER} and not is_name(name):
            raise ModelUnusable(f"{path} should name the model that judges, and does not")
        return name

    def marks(self, name: str) -> Marks:
        """What tells without reading that the pointer, or the file of the model, was replaced."""
        return (_mark(self.pointer), _mark(self.folder(name) / MODEL))

    def point(self, name: str) -> None:
        """Let this model judge from now on, `starter` the one that ships: a missing pointer is one that was lost."""
        self.root.mkdir(parents=True, exist_ok=True)
        fresh = self.pointer.with_suffix(".new")
        fresh.write_text(f"{name}\n", encoding="ascii")
        _sync(fresh)
        fresh.replace(self.pointer)
        _sync(self.root)

    def put(self, fresh: Path, name: str) -> None:
        """Move a finished folder to the shelf; only the files that belong to a model come along."""
        for path in fresh.iterdir():
            if path.name in FILES and path.is_file() and not path.is_symlink():
                _sync(path)
            else:
                _remove(path)
        _sync(fresh)
        self.remove(name)
        fresh.rename(self.folder(name))
        _sync(self.root)

    def remove(self, name: str) -> None:
        """Take a model off the shelf: out of sight in one step, so that no half of it is ever seen."""
        if not self.holds(name):
            return
        away = self.work()
        self.folder(name).rename(away / name)
        _remove(away)

    def work(self) -> Path:
        """A new private folder for work in progress, on the same disk."""
        self.root.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=_WORK, dir=self.root))

    def leftovers(self) -> list[Path]:
        """The folders of work in progress, whether or not anybody still works on them."""
        return sorted(self.root.glob(f"{_WORK}*"))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other process changes what judges meanwhile."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / ".lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def is_name(name: str) -> bool:
    """Whether it can name a model: no path, nothing hidden, nothing that a file system takes ill."""
    return len(name) <= _LONGEST_NAME and _NAME.fullmatch(name) is not None and name != STARTER


def digest_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _mark(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns, found.st_size)


def _sync(path: Path) -> None:
    """Have the disk hold it, be it a file or a folder, before anything refers to it."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(FileNotFoundError):
            path.unlink()
