"""The wish to end, as a signal brings it, at whatever moment that is."""

import signal
from queue import SimpleQueue
from types import FrameType

__all__ = ["Ending"]


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
        """Return once somebody has asked."""
        self._asked.get()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.ask()
