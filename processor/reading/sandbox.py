"""Reading of mail that may be made to harm: in a child process with limits, one mail's fate not touching the others."""

import multiprocessing
import signal
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import Any, Protocol

from processor.errors import Temporary
from processor.facts.forms import ReturnedPdf
from processor.facts.message import Message
from processor.facts.own import OwnMarks
from processor.facts.proof import SenderProof
from processor.reading.enclosed.requests import FileRequest, HtmlBody, HtmlRequest, PdfRequest, RowsRequest
from processor.reading.limits import Limits
from processor.reading.requests import READY, Request
from processor.reading.sender.requests import KeysRequest, ProofRequest

Item = tuple[bytes, bool]
_CHUNK_COUNT = 100
_CHUNK_BYTES = 8 * 1024 * 1024
_START_SECONDS = 60.0
_GRACE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Failure:
    """A mail that could not be read, and why: it waits in quarantine under this reason."""

    reason: str


class MailReader(Protocol):
    """What reads mails, wherever it does so."""

    def read_many(self, items: Sequence[Item]) -> list[Message | Failure]:
        """One answer for each (raw, partial), in the same order."""

    def wanted_keys_many(self, items: Sequence[KeysRequest]) -> list[tuple[str, ...] | Failure]:
        """The names in DNS of the keys that each mail's proof needs, in the same order."""

    def prove_many(self, items: Sequence[ProofRequest]) -> list[SenderProof | Failure]:
        """What is known of each mail's sender, in the same order."""

    def rows_many(self, items: Sequence[RowsRequest]) -> list[tuple[tuple[str, ...], ...] | Failure]:
        """The rows of each mail's tables, in the same order."""

    def pdfs_many(self, items: Sequence[PdfRequest]) -> list[ReturnedPdf | Failure]:
        """What each PDF that came back holds, in the same order."""

    def close(self) -> None:
        """Give back what it holds; it may be used again."""


class _Answering(ABC):
    """Every kind of question, given that requests are answered at all."""

    def read_many(self, items: Sequence[Item]) -> list[Message | Failure]:
        """One answer for each (raw, partial), in the same order."""
        return self._answers(items)

    def wanted_keys_many(self, items: Sequence[KeysRequest]) -> list[tuple[str, ...] | Failure]:
        """The names in DNS of the keys that each mail's proof needs, in the same order."""
        return self._answers(items)

    def prove_many(self, items: Sequence[ProofRequest]) -> list[SenderProof | Failure]:
        """What is known of each mail's sender, in the same order."""
        return self._answers(items)

    def rows_many(self, items: Sequence[RowsRequest]) -> list[tuple[tuple[str, ...], ...] | Failure]:
        """The rows of each mail's tables, in the same order."""
        return self._answers(items)

    def pdfs_many(self, items: Sequence[PdfRequest]) -> list[ReturnedPdf | Failure]:
        """What each PDF that came back holds, in the same order."""
        return self._answers(items)

    def files_many(self, items: Sequence[FileRequest]) -> list[bytes | Failure]:
        """The bytes of each file, in the same order."""
        return self._answers(items)

    def pages_many(self, items: Sequence[HtmlRequest]) -> list[HtmlBody | Failure]:
        """How each mail looks, in the same order."""
        return self._answers(items)

    @abstractmethod
    def _answers(self, items: Sequence[Request]) -> list[Any]:
        """One answer for each request, in the same order."""


class DirectReader(_Answering):
    """Reads in this process, without limits: for single mails from a person's shell, and for tests."""

    def __init__(self, own: OwnMarks, limits: Limits) -> None:
        """Read as `own` and `limits` say."""
        self._own, self._limits = own, limits

    def close(self) -> None:
        """Nothing is held."""

    def _answers(self, items: Sequence[Request]) -> list[Any]:
        return [self._answer(item) for item in items]

    def _answer(self, item: Request) -> Any:
        from processor.reading.child import answer  # noqa: PLC0415 - large, and most mail is read in the child

        try:
            return answer(item, self._own, self._limits)
        except Exception as fault:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
            return Failure(f"reading it failed: {type(fault).__name__}")


class Reader(_Answering):
    """Reads in one spawned child process, started at first use and again after each mail that killed it.

    A mail that kills the child is a Failure. `deadline_seconds` is the wall time for one mail, `memory_bytes` the
    address space of the child. Threads take turns at it.
    """

    def __init__(
        self, own: OwnMarks, limits: Limits, deadline_seconds: float = 10.0, memory_bytes: int = 1024 * 1024 * 1024
    ) -> None:
        """Read as `own` and `limits` say; no process is started yet."""
        self._own, self._limits = own, limits
        self._seconds, self._memory = deadline_seconds, memory_bytes
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._turn = Lock()

    def _answers(self, items: Sequence[Request]) -> list[Any]:
        answers: list[Any] = []
        for chunk in _chunks(items):
            done = 0
            while done < len(chunk):
                with self._turn:
                    got = self._attempt(chunk[done:])
                answers += got
                done += len(got)
        return answers

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

    def _attempt(self, chunk: Sequence[Request]) -> list[Any]:
        """Answers up to the end of the chunk, or up to and with the mail that ended the child."""
        pipe = self._started()
        answers: list[Any] = []
        try:
            pipe.send(list(chunk))
            while len(answers) < len(chunk):
                if not pipe.poll(self._seconds + _GRACE_SECONDS):
                    return [*answers, self._gone()]
                said = pipe.recv()
                answers.append(Failure(said) if isinstance(said, str) else said)
        except (EOFError, OSError):
            return [*answers, self._gone()]
        return answers

    def _started(self) -> Connection:
        """The way to a child that is ready. Raises Temporary when none comes to life: that is no mail's fault."""
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self.close()
            context = multiprocessing.get_context("spawn")
            self._pipe, other = context.Pipe()
            arguments = (other, self._own, self._limits, self._seconds, self._memory)
            self._process = context.Process(target=_serve, args=arguments, name="signoff-reader", daemon=True)
            self._start(self._process, self._pipe, other)
        return self._pipe

    def _start(self, process: BaseProcess, pipe: Connection, other: Connection) -> None:
        with suppress(EOFError, OSError):
            process.start()
            other.close()
            if pipe.poll(_START_SECONDS) and pipe.recv() == READY:
                return
        other.close()
        self.close()
        raise Temporary(
            "the process that reads mail does not start: look at the daemon's standard error; were packages "
            "replaced, or is memory short? restart the daemon"
        )

    def _gone(self) -> Failure:
        """The failure of the mail at which the child ended or fell silent."""
        process = self._process
        if process is not None:
            process.join(_GRACE_SECONDS)
        code = process.exitcode if process is not None else None
        self.close()
        if code is None or code == -signal.SIGALRM:
            return Failure(f"reading it took longer than {self._seconds:g} seconds")
        return Failure(f"reading it ended the reading process (exit code {code})")


def _serve(*arguments: Any) -> None:
    """What the child does. What it reads with is loaded there, and not where this function is named."""
    from processor.reading.child import serve  # noqa: PLC0415

    serve(*arguments)


def _chunks(items: Sequence[Request]) -> Iterator[list[Request]]:
    """The items in groups small enough to keep memory low, large enough to make the way to the child cheap."""
    chunk: list[Request] = []
    size = 0
    for item in items:
        length = len(item[0] if isinstance(item, tuple) else item.raw)
        if chunk and (len(chunk) >= _CHUNK_COUNT or size + length > _CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(item)
        size += length
    if chunk:
        yield chunk
