"""Promises of a first answer: when each is due, whether it was kept, and the proof of both."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from processor.errors import Refused
from processor.facts.promises import PromiseFacts
from processor.observability.log import get_log
from processor.services.calendars import Calendars
from processor.sla.promise import NoPromise, Promise, due
from processor.sla.targets import Rules
from processor.store.responses import Made
from processor.store.store import Store
from processor.store.views.promises import AnswerRow, KeptPromise


class ClockState(StrEnum):
    """How a response clock stands. `ended`: closed or merged without an answer before one was due."""

    NONE = "none"
    RUNNING = "running"
    OVERDUE = "overdue"
    KEPT = "kept"
    BREACHED = "breached"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class PromiseProof:
    """A ticket's response clock with all that it rests on.

    `promise` is the one that holds, None where none was ever made; its spans lie end to end from opening to due moment,
    and those that count add up to `counted`. `due_at` None: nothing is due, and `why` says why. `answer` is the mail
    that answered, `history` each promise as it was made, the oldest first. `left` is real time until due, below nothing
    once it is past, and nothing where the clock has stopped.
    """

    number: int
    state: ClockState
    opened_at: datetime
    due_at: datetime | None
    why: str
    promise: KeptPromise | None
    counted: timedelta
    responded_at: datetime | None
    ended_at: datetime | None
    answer: AnswerRow | None
    history: tuple[KeptPromise, ...]
    left: timedelta


class Promises:
    """What is promised, and how each promise stands. Safe for several threads."""

    def __init__(self, store: Store, rules: Rules, calendars: Calendars) -> None:
        self._store = store
        self._rules = rules
        self.calendars = calendars

    def promise(self, facts: PromiseFacts) -> Made:
        """When the first answer to such a request is due. A calendar that can't be read promises nothing, and says so.

        For `apply`, where a customer's calendar must not keep a mail from its ticket.
        """
        agreed = self.calendars.agreed(facts.terms)
        try:
            made: Promise | NoPromise = due(facts, self._rules, self.calendars.calendar(facts.terms, facts.opened_at))
        except Refused as error:
            made = NoPromise(str(error))
        return Made(made, agreed.timezone, agreed.hours, agreed.calendar)

    def proof(self, number: int, now: datetime) -> PromiseProof:
        """The response clock of a ticket. Raises Refused when there is none of that number."""
        row = self._store.views.response(number)
        last = row.promises[-1] if row.promises else None
        due_at = last.due_at if last else None
        state = clock_state(due_at, row.responded_at, row.closed_at, now)
        runs = state in (ClockState.RUNNING, ClockState.OVERDUE) and due_at is not None
        return PromiseProof(
            number=row.number,
            state=state,
            opened_at=row.opened_at,
            due_at=due_at,
            why=last.why if last else "nothing was promised when it was opened",
            promise=last,
            counted=last.counted if last else timedelta(),
            responded_at=row.responded_at,
            ended_at=row.closed_at,
            answer=row.answer,
            history=row.promises,
            left=due_at - now if runs and due_at is not None else timedelta(),
        )

    def catch_up(self, now: datetime) -> int:
        """How many tickets without an answer have another promise now: after a change of the settings, an upgrade."""
        return self._store.responses.remake_all(self, now)


class CatchUp:
    """Makes promises anew once, when timers begin: the settings may have changed while nothing ran, or the version."""

    def __init__(self, promises: Promises) -> None:
        self._promises = promises
        self._done = False

    def turn(self, now: datetime) -> int:
        """Nothing rings: 0."""
        if not self._done:
            changed = self._promises.catch_up(now)
            self._done = True
            if changed:
                get_log("promises").info("first answers promised anew", tickets=changed)
        return 0


def clock_state(
    due_at: datetime | None, responded_at: datetime | None, ended_at: datetime | None, now: datetime
) -> ClockState:
    """How a response clock stands: what was done by the due moment, the moment itself included, was done in time.

    A ticket that ended without an answer by then owed none; one that ended later had owed it.
    """
    if due_at is None:
        return ClockState.NONE
    if responded_at is not None:
        return ClockState.KEPT if responded_at <= due_at else ClockState.BREACHED
    if ended_at is not None:
        return ClockState.ENDED if ended_at <= due_at else ClockState.BREACHED
    return ClockState.RUNNING if now <= due_at else ClockState.OVERDUE
