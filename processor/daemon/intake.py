"""The intake loop: one thread and one connection for each mailbox."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import Health
from processor.clock import utc_now
from processor.daemon.loop import Loop, Reporter
from processor.errors import SignoffError
from processor.mailbox.backoff import pause_after
from processor.mailbox.errors import MailboxRefused
from processor.mailbox.source import Source
from processor.observability.metrics import CONNECTS
from processor.services.receive import Receive


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds to wait for news before searching all the same, and before asking for a lease held elsewhere again."""

    wait: float = 60.0
    lease: float = 5.0


class IntakeLoop(Loop):
    """Connects, sweeps, waits for news, sweeps again; an error closes the connection and is followed by a back-off.

    `allowed` says whether this process holds the mailbox's lease: only one process talks to a mailbox at a time.
    `caught_up` is called after the first sweep of each connection: what waited for the mailbox to be seen need wait no
    longer.
    """

    def __init__(
        self,
        name: str,
        source: Source,
        receive: Receive,
        reporter: Reporter,
        pace: Pace,
        *,
        allowed: Callable[[datetime], bool],
        after: Callable[[], None],
        caught_up: Callable[[], None],
    ) -> None:
        super().__init__(name, reporter, after)
        self._caught_up = caught_up
        self._source = source
        self._receive = receive
        self._pace = pace
        self._allowed = allowed

    def _round(self) -> float:
        """One connection, from log-in to end."""
        try:
            if not self._allowed(utc_now()):
                return self._pace.lease
            self._source.connect()
            CONNECTS.labels(self._receive.mailbox).inc()
            self._receive.connected()
            behind = True
            while not self._stop.is_set() and self._allowed(utc_now()):
                swept = self._receive.sweep(utc_now())
                self._worked(utc_now())
                if behind:
                    behind = False
                    self._caught_up()
                if not (swept.kept or swept.marked):
                    # What came while fetching was announced then, and would not be announced again.
                    self._source.wait(self._pace.wait, self._stop)
        except SignoffError as error:
            return self._away(error)
        except Exception as error:
            self._log.exception("intake failed", error=type(error).__name__)
            return self._away(error)
        finally:
            self._source.close()
        return 0.0

    def _away(self, error: Exception) -> float:
        """How long to stay away: what the error asks for, at least the back-off."""
        remedy = "mend what the sentence names: " if isinstance(error, MailboxRefused) else ""
        return pause_after(error, self._failed(error, Health.DOWN, f"{remedy}it is tried again by itself", utc_now()))
