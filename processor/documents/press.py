"""Making PDFs in a child process with limits: a page that takes too much harms no other, and the daemon stays small."""

import multiprocessing
import resource
import signal
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final, Protocol

from processor.documents.fillable import render_fillable
from processor.documents.pdf import EmbeddedFile, render_pdf
from processor.errors import Permanent, Temporary

__all__ = ["DirectPress", "FormMaker", "PdfMaker", "Press", "PressLike"]

_READY: Final = "ready"
_START_SECONDS: Final = 60.0
_GRACE_SECONDS: Final = 2.0
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class PdfMaker(Protocol):
    """What makes PDFs, wherever it does so."""

    def pdf(self, html: str, created: datetime, attachments: Sequence[EmbeddedFile] = ()) -> bytes:
        """The document as `render_pdf` makes it."""

    def close(self) -> None:
        """Give back what it holds; it may be used again."""


class FormMaker(Protocol):
    """What makes PDFs with fields to fill in, wherever it does so."""

    def form(self, html: str, created: datetime, mark: str) -> bytes:
        """The page as `render_fillable` makes it."""


class PressLike(PdfMaker, FormMaker, Protocol):
    """What makes PDFs of both kinds."""


class DirectPress:
    """Makes PDFs in this process, without limits: for a person's shell, and for tests."""

    def pdf(self, html: str, created: datetime, attachments: Sequence[EmbeddedFile] = ()) -> bytes:
        """The document as `render_pdf` makes it."""
        return render_pdf(html, created, attachments)

    def form(self, html: str, created: datetime, mark: str) -> bytes:
        """The page as `render_fillable` makes it."""
        return render_fillable(html, created, mark)

    def close(self) -> None:
        """Nothing is held."""


class Press:
    """Makes PDFs in one spawned child, started at first use and kept until `close`, which belongs at a turn's end.

    `deadline_seconds` is the wall time for one document, `memory_bytes` the child's address space. Not for use by
    two threads at once.
    """

    def __init__(self, deadline_seconds: float = 30.0, memory_bytes: int = 1024 * 1024 * 1024) -> None:
        """No process is started yet."""
        self._seconds, self._memory = deadline_seconds, memory_bytes
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def pdf(self, html: str, created: datetime, attachments: Sequence[EmbeddedFile] = ()) -> bytes:
        """The document as `render_pdf` makes it.

        Raises Permanent for one that can't be made within the limits, Temporary where no child comes to life.
        """
        return self._made(html, created, tuple(attachments), "")

    def form(self, html: str, created: datetime, mark: str) -> bytes:
        """The page as `render_fillable` makes it; raises as `pdf` does."""
        return self._made(html, created, (), mark)

    def _made(self, html: str, created: datetime, attachments: tuple[EmbeddedFile, ...], mark: str) -> bytes:
        pipe = self._started()
        try:
            pipe.send((html, created, attachments, mark))
            if not pipe.poll(self._seconds + _GRACE_SECONDS):
                raise EOFError
            answer = pipe.recv()
        except (EOFError, OSError):
            raise Permanent(self._gone()) from None
        if isinstance(answer, str):
            raise Permanent(answer)
        made: bytes = answer
        return made

    def close(self) -> None:
        """End the child; the next use starts another."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None and self._process.pid is not None:
            self._process.join(0.2)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
            self._process.close()
        self._pipe = self._process = None

    def _started(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.close()
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        arguments = (other, self._seconds, self._memory)
        self._process = context.Process(target=serve, args=arguments, name="signoff-press", daemon=True)
        with suppress(EOFError, OSError):
            self._process.start()
            other.close()
            if self._pipe.poll(_START_SECONDS) and self._pipe.recv() == _READY:
                return self._pipe
        other.close()
        self.close()
        raise Temporary("the process that makes PDFs does not start: look at the daemon's standard error")

    def _gone(self) -> str:
        process = self._process
        if process is not None:
            process.join(_GRACE_SECONDS)
        code = process.exitcode if process is not None else None
        self.close()
        if code is None or code == -signal.SIGALRM:
            return f"making the PDF took longer than {self._seconds:g} seconds"
        return f"making the PDF ended the process that makes it (exit code {code})"


def serve(pipe: Connection, seconds: float, memory: int) -> None:
    """Say that it is ready, then answer each (html, created, attachments) with the PDF, or with why there is none.

    One that takes longer than `seconds` ends the process by an alarm that no code can delay; a parent that ends
    leaves an end of file, and the process ends, too.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _answer("<p>.</p>", _EPOCH, (), "")  # imports the layout and reads the fonts: no document's time is spent on that
    with suppress(OSError):
        pipe.send(_READY)
    while True:
        try:
            html, created, attachments, mark = pipe.recv()
            signal.setitimer(signal.ITIMER_REAL, seconds)
            answer = _answer(html, created, attachments, mark)
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipe.send(answer)
        except (EOFError, OSError):
            return


def _answer(html: str, created: datetime, attachments: Sequence[EmbeddedFile], mark: str) -> bytes | str:
    try:
        if mark:
            return render_fillable(html, created, mark)
        return render_pdf(html, created, attachments)
    except MemoryError:
        return "making the PDF needs more memory than it may have"
    except Exception as fault:  # noqa: BLE001 - the words in it are a customer's: their failure is an answer
        return f"making the PDF failed: {type(fault).__name__}: {fault}"[:300]
