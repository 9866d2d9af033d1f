"""The wish to end, as a signal brings it, at whatever moment that is."""

import signal
from queue import Empty, SimpleQueue
from types import FrameType
from typing import Final

__all__ = ["Ending"]

LOOK_SECONDS: Final = 0.5
"""How long a signal may go unnoticed that came just before the thread lay down to wait."""


class Ending:
    """Waited for by the main thread, which also runs the signals' handlers: in the middle of its waiting, too.

    So what a handler does may take no lock that the waiting takes. An Event does take one; a SimpleQueue is made for
    it (its `put` may interrupt its `get` in one thread).
    """

    def __init__(self) -> None:
        self._asked: SimpleQueue[None] = SimpleQueue()

    def listen(self) -> None:
        """From now on SIGTERM and Ctrl-C ask to end. Called from the main thread."""
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(signal.SIGINT, self._on_signal)

    def ask(self) -> None:
        """Have `wait` return; from any thread."""
        self._asked.put(None)

    def wait(self) -> None:
        """Return once somebody has asked.

        A signal that comes between the interpreter's last look for one and the system's wait interrupts nothing, and
        its handler would not run until another came: so the wait ends now and then for the interpreter to look.
        """
        while True:
            try:
                return self._asked.get(timeout=LOOK_SECONDS)
            except Empty:
                continue

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.ask()
