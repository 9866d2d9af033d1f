"""One training, in a child process of its own: hours of numbers must not slow the mail down, nor take it along.

The child leads a process group, runs at low priority on one core, and is given no environment that it does not need:
the settings may name secrets there. What it says goes to files, which nobody has to keep reading for it to go on.
"""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep
from typing import Final

import classifiers
from classifiers.examples import Row
from processor.errors import SignoffError
from processor.services.learning.rows import WrittenRows, write_rows
from processor.services.learning.shelf import CARD, MODEL, OUT_OF_FOLD, Shelf

COMMAND: Final = (sys.executable, "-P", "-m", "classifiers.retrain")
NICENESS: Final = 10
LARGEST_FILE: Final = 2**30
"""Bytes that the child may write to one file, what it says included: the disk is the mail's too."""

FIRST_TO_DIE: Final = 500
"""Added to how readily the kernel kills the child when memory is short (proc(5), oom_score_adj), of 1000."""

TAIL_BYTES: Final = 4000
TAIL_LINES: Final = 5
_LOOK_SECONDS: Final = 0.02
_ROWS: Final = "rows.jsonl"
_OUT: Final = "--out"
_INHERITED: Final = ("PATH", "HOME", "LANG", "LC_ALL", "VIRTUAL_ENV")
_ONE_CORE: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
PACKAGE: Final = Path(next(iter(classifiers.__path__)))
"""Where the package of the text model stands: the child is to run the same one."""


class TrainingFailed(SignoffError):  # noqa: N818 - named, as the other errors, for what happened
    """There is no new model; the sentence says why, with the last words of the child."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be trained: the mails, the model that it is to replace, the precision aimed at, and the encoder.

    The mails are gone through once, and not kept.
    """

    rows: Iterable[Row]
    parent: str
    target: float
    encoder: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the child is: the name of the step, and how much of it is done."""

    step: str
    done: int
    total: int


class Training:
    """A training that has begun. `discard` it in the end, whatever came of it."""

    def __init__(
        self, folder: Path, process: "subprocess.Popen[bytes]", until: float, clock: Callable[[], float]
    ) -> None:
        self._folder = folder
        self._process = process
        self._until = until
        self._clock = clock

    @property
    def pid(self) -> int:
        """The child, and its process group."""
        return self._process.pid

    @property
    def rows(self) -> WrittenRows:
        """The mails that the child was given, as they stand in its file; gone once it is discarded."""
        return WrittenRows(self._folder / _ROWS)

    def finished(self) -> Path | None:
        """The folder with model, card and predictions once it is done, None until then. Raises TrainingFailed."""
        if not self._has_ended():
            if self._clock() < self._until:
                return None
            self.stop()
            raise TrainingFailed(
                f"the training took longer than classifier.training_minutes allows{self._last_words()}"
            )
        self.stop()
        if self._process.returncode != 0:
            raise TrainingFailed(f"the training ended with {_end(self._process.returncode)}{self._last_words()}")
        out = self._folder / "out"
        missing = [name for name in (MODEL, CARD, OUT_OF_FOLD) if not (out / name).is_file()]
        if missing:
            raise TrainingFailed(f"the training left no {', '.join(missing)}{self._last_words()}")
        return out

    def wait(self, seconds: float) -> None:
        """Until it ends, and no longer than this."""
        until = self._clock() + seconds
        while not self._has_ended() and self._clock() < until:
            sleep(_LOOK_SECONDS)

    def _has_ended(self) -> bool:
        """Whether the child is done. It stays a zombie until `stop`, so that its number can't be another's by then."""
        if self._process.returncode is not None:
            return True
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def progress(self) -> Progress | None:
        """What the child said last of how far it is; None before it said anything."""
        for line in reversed(_tail(self._folder / "stdout")):
            try:
                said = json.loads(line)
                return Progress(str(said["step"]), int(said["done"]), int(said["total"]))
            except (ValueError, KeyError, TypeError):
                continue
        return None

    def stop(self) -> None:
        """End the child and whatever it started, at once: it holds nothing that could be lost."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self._process.wait()

    def discard(self) -> None:
        """Stop it, and remove what is left of it."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _last_words(self) -> str:
        lines = _tail(self._folder / "stderr")[-TAIL_LINES:]
        return ": " + " | ".join(line.strip() for line in lines if line.strip()) if lines else ""


class Trainer:
    """Starts trainings, in private folders beside the models."""

    def __init__(
        self,
        shelf: Shelf,
        minutes: float,
        command: Sequence[str] = COMMAND,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._shelf = shelf
        self._seconds = minutes * 60
        self._command = tuple(command)
        self._clock = clock

    def start(self, order: Order) -> Training:
        """Begin. Raises TrainingFailed where not even that works (the disk is full, say)."""
        try:
            folder = self._shelf.work()
            (folder / "out").mkdir()
            write_rows(order.rows, folder / _ROWS)
            process = self._spawn(folder, order)
        except OSError as fault:
            raise TrainingFailed(f"the training could not be started: {fault}") from fault
        return Training(folder, process, self._clock() + self._seconds, self._clock)

    def _spawn(self, folder: Path, order: Order) -> "subprocess.Popen[bytes]":
        arguments = ["--rows", str(folder / _ROWS), _OUT, str(folder / "out"), "--parent", order.parent]
        arguments += ["--target", str(order.target), "--encoder", order.encoder]
        with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter, and arguments that no mail can name
                [*self._command, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                cwd=folder,
                env=_environment(folder),
                start_new_session=True,
            )
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
            Path(f"/proc/{process.pid}/oom_score_adj").write_text(f"{FIRST_TO_DIE}\n", encoding="ascii")
        return process

    def clear_leftovers(self) -> int:
        """Remove what killed runs left, and end their children; how many runs. Only while no other process trains."""
        folders = self._shelf.leftovers()
        if folders:
            _end_orphans(folders)
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        return len(folders)


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    fixed = {"PYTHONPATH": str(PACKAGE.parent), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "TMPDIR": str(folder)}
    return kept | fixed | dict.fromkeys(_ONE_CORE, "1")


def _end_orphans(folders: Sequence[Path]) -> None:
    """Kill the process groups whose leaders were told to write into one of these folders."""
    outs = {str(folder / "out").encode() for folder in folders}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if any(word == _OUT.encode() and value in outs for word, value in pairwise(words)):
            with suppress(ProcessLookupError, PermissionError):
                if os.getpgid(int(place.name)) == int(place.name):
                    os.killpg(int(place.name), signal.SIGKILL)


def _tail(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL_BYTES))
            return file.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return []


def _end(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
