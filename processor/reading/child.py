"""The child process of the sandbox: reads mails within limits of memory and time until its parent goes away."""

import resource
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Final

from processor.facts.message import Message
from processor.facts.own import OwnMarks
from processor.reading.limits import Limits
from processor.reading.read import read

READY: Final = "ready"
"""The child's first word: whatever goes wrong before it is no mail's fault."""


def serve(pipe: Connection, own: OwnMarks, limits: Limits, seconds: float, memory: int) -> None:
    """Say READY, then answer each list of (raw, partial): for each mail a Message, or the reason why there is none.

    A mail that takes longer than `seconds` ends the process by an alarm that no code can catch or delay; a parent
    that ends leaves an end of file, and the process ends, too. Ctrl-C is the parent's to handle.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):
        pipe.send(READY)
    while True:
        try:
            batch: list[tuple[bytes, bool]] = pipe.recv()
            for raw, partial in batch:
                signal.setitimer(signal.ITIMER_REAL, seconds)
                answer = _answer(raw, partial, own, limits)
                signal.setitimer(signal.ITIMER_REAL, 0)
                pipe.send(answer)
        except (EOFError, OSError):
            return


def _answer(raw: bytes, partial: bool, own: OwnMarks, limits: Limits) -> Message | str:
    try:
        return read(raw, own, limits, partial)
    except MemoryError:
        return "reading it needs more memory than it may have"
    except Exception as fault:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        return f"reading it failed: {type(fault).__name__}"
