"""Keeps what is served over HTTP up: a server that falls is told of, and taken up again."""

from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from processor.daemon.loop import Reporter
from processor.daemon.wheel import Wheel
from processor.errors import Permanent
from processor.observability.log import get_log
from processor.web.server import Server

LOOK_SECONDS: Final = 5.0
"""How long until somebody looks again whether all serve."""

FALLS: Final = 5
WITHIN: Final = timedelta(minutes=10)
"""So many falls within so long are no accident: where nothing else is done, the process had better end."""


class Servers:
    """The servers of a process, as one loop. `give_up` is told why, when they fall again and again."""

    def __init__(
        self,
        servers: Sequence[Server],
        reporter: Reporter,
        after: Callable[[], None],
        give_up: Callable[[str], None] | None = None,
    ) -> None:
        self.name = "web"
        self._servers = servers
        self._give_up = give_up
        self._falls: deque[datetime] = deque(maxlen=FALLS)
        self._log = get_log(self.name)
        self._watch = Wheel(self.name, self.look, reporter, idle=LOOK_SECONDS, after=after)

    def start(self) -> None:
        """Begin serving, and looking whether all do."""
        for server in self._servers:
            server.start()
        self._watch.start()

    def stop(self) -> None:
        """Ask them to end: what is being answered is answered first."""
        self._watch.stop()
        for server in self._servers:
            server.stop()

    def join(self, seconds: float) -> bool:
        """Whether all ended, each within `seconds`."""
        ended = [self._watch.join(seconds), *(server.join(seconds) for server in self._servers)]
        return all(ended)

    def look(self, now: datetime) -> int:
        """Take up again what has fallen. Raises Permanent that says what it was, for the state of this loop."""
        troubles = [(server, trouble) for server in self._servers if (trouble := server.trouble())]
        if not troubles:
            return 0
        said = [f"{server.name} ({server.address}) {trouble}" for server, trouble in troubles]
        for sentence in said:
            self._log.error("not serving", said=sentence)
        self._take_up([server for server, _ in troubles if not server.is_serving], now)
        raise Permanent("; ".join(said))

    def _take_up(self, fallen: Sequence[Server], now: datetime) -> None:
        self._falls.extend(now for _ in fallen)
        often = len(self._falls) == FALLS and now - self._falls[0] <= WITHIN
        if fallen and often and self._give_up is not None:
            minutes = WITHIN.total_seconds() / 60
            self._give_up(f"what is served over HTTP fell {FALLS} times within {minutes:.0f} minutes: see the log")
            return
        for server in fallen:
            server.start()
