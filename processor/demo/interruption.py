"""Ctrl-C that is heard at once and heeded between two steps, so that nothing is torn in the middle."""

import signal
from types import FrameType


class Interrupted(Exception):  # noqa: N818 - a wish, not an error
    """Somebody asked to end."""


class Interruption:
    """Whether Ctrl-C, SIGTERM or the terminal's end came, once `listen` was called from the main thread."""

    def __init__(self) -> None:
        self.asked = False

    def listen(self) -> None:
        """From now on the signals only leave a note."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note)

    def check(self) -> None:
        """Raises Interrupted once somebody asked to end."""
        if self.asked:
            raise Interrupted

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
