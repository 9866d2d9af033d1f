"""What a CSM does with tickets: the same services serve the shell and the pages.

A command is a cause like any other: facts and effects share a transaction, and the core decides. Each is kept as a
step, which its person can take back as long as it has touched nobody outside.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from models.vocabulary import StepKind
from processor.effects.decision import Decision
from processor.errors import Refused
from processor.facts.causes import (
    Ask,
    Assign,
    Close,
    Confirm,
    Correct,
    Merge,
    Note,
    OpenByHand,
    Relabel,
    Reply,
    ReviewCommand,
    Snooze,
    Split,
    TicketCommand,
    Wake,
)
from processor.facts.known import Policy
from processor.services.billing import billing_on_close
from processor.services.commands import DAEMON, command_cause
from processor.store.apply import Applied, Applier
from processor.store.apply.cause import StepTaken
from processor.store.store import Store
from processor.tickets.byhand import decide_open_by_hand
from processor.tickets.review import decide_review
from processor.tickets.staff import decide_staff
from processor.tickets.undo import decide_undo
from processor.tickets.versions import hold_ticket

AT_ONCE: Final = timedelta()
KINDS: Final[dict[type, StepKind]] = {
    OpenByHand: StepKind.OPEN,
    Reply: StepKind.REPLY,
    Note: StepKind.NOTE,
    Close: StepKind.CLOSE,
    Assign: StepKind.ASSIGN,
    Merge: StepKind.MERGE,
    Split: StepKind.SPLIT,
    Ask: StepKind.ASK,
    Relabel: StepKind.RELABEL,
    Confirm: StepKind.CONFIRM,
    Correct: StepKind.CORRECT,
    Snooze: StepKind.SNOOZE,
    Wake: StepKind.WAKE,
}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What became of one of several queue items: `applied`, or (None) the sentence why it was refused."""

    review_id: int
    applied: Applied | None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of one of several steps that were to be taken back; `refused` says why it stands, if it does."""

    step_id: int
    ticket_number: int
    refused: str = ""


Decided = tuple[Decision, StepTaken | None]


class Tickets:
    """Opens tickets by hand, works on them, decides queue items, and takes back what was done.

    `hold` is how long the mails that a command causes wait before they leave: so long it can be undone.
    """

    def __init__(self, store: Store, applier: Applier, policy: Policy) -> None:
        self._store = store
        self._applier = applier
        self._policy = policy

    def open_by_hand(self, command: OpenByHand, now: datetime, hold: timedelta = AT_ONCE) -> Applied:
        """Open a ticket for a request that did not come by mail."""

        def decide() -> Decided:
            sender = self._store.facts.sender_facts(command.address, now)
            return decide_open_by_hand(command, sender, self._policy, now), StepTaken(StepKind.OPEN, command.by)

        return self._run(command, command.by, decide, now, hold)

    def work(
        self,
        number: int,
        command: TicketCommand,
        now: datetime,
        other: int | None = None,
        hold: timedelta = AT_ONCE,
        version: int | None = None,
    ) -> Applied:
        """Carry out a command on a ticket. Raises Refused with the reason when the rules forbid it.

        `version` is that of the ticket as the person saw it: raises Overtaken where it is another by now.
        """

        def decide() -> Decided:
            to = command.to if isinstance(command, Reply | Ask) else ""
            facts = self._store.facts.staff_facts(number, other, self._policy, now, to)
            hold_ticket(facts, version)
            ticket_id = facts.ticket.ticket_id
            billing = billing_on_close(self._store, ticket_id, now) if isinstance(command, Close) else None
            merged = facts.other.ticket_id if facts.other is not None else 0
            item = next(iter(facts.ticket.open_review_ids), 0)
            step = StepTaken(KINDS[type(command)], command.by, ticket_id, item, merged)
            return decide_staff(command, facts, now, billing), step

        return self._run((number, other, command), command.by, decide, now, hold, f"ticket {number}")

    def review(self, review_id: int, command: ReviewCommand, now: datetime, hold: timedelta = AT_ONCE) -> Applied:
        """Decide a queue item. Raises Overtaken when somebody decided it first, or changed what the person saw."""

        def decide() -> Decided:
            facts = self._store.facts.review_facts(review_id, self._policy, now)
            step = StepTaken(KINDS[type(command)], command.by, facts.ticket.ticket_id, review_id)
            return decide_review(command, facts, now), step

        return self._run((review_id, command), command.by, decide, now, hold)

    def review_many(
        self,
        items: Sequence[tuple[int, int | None]],
        command: ReviewCommand,
        now: datetime,
        hold: timedelta = AT_ONCE,
    ) -> tuple[Reviewed, ...]:
        """The same decision on several items, each with the version that the person saw, each by itself.

        What is refused of one is told, and the others are done.
        """
        found = []
        for review_id, version in dict(items).items():
            own = command if isinstance(command, Wake) else replace(command, version=version)
            try:
                found.append(Reviewed(review_id, self.review(review_id, own, now, hold)))
            except Refused as refused:
                found.append(Reviewed(review_id, None, str(refused)))
        return tuple(found)

    def undo(self, step_id: int, by: str, now: datetime) -> Applied:
        """Take back what a person did. Raises Refused, with what stands in the way, where it can't be taken back.

        Mails of it that still wait never leave, and what it taught the model teaches nothing. It stands in the
        ticket's events, as the step itself does.
        """

        def decide() -> Decided:
            return decide_undo(self._store.facts.step_facts(step_id), by), None

        return self._run(("undo", step_id, by), by, decide, now, AT_ONCE, action="undo")

    def undo_together(self, step_id: int, by: str, now: datetime) -> tuple[TakenBack, ...]:
        """Take back a step, and all that its person did by the same click, the last one first and each by itself.

        What can't be taken back stands, and is told; what was taken back before is left out. Raises Refused where there
        is no step of that id.
        """
        found, steps = [], self._store.views.steps_together(step_id)
        standing = [one for one in steps if one.undone_at is None]
        for step in standing or steps:
            try:
                self.undo(step.step_id, by, now)
                found.append(TakenBack(step.step_id, step.ticket_number))
            except Refused as refused:
                found.append(TakenBack(step.step_id, step.ticket_number, str(refused)))
        return tuple(found)

    def _run(
        self,
        asked: object,
        by: str,
        decide: Callable[[], Decided],
        now: datetime,
        hold: timedelta,
        subject: str = "",
        action: str = "",
    ) -> Applied:
        cause = command_cause(asked, by, now, subject=subject, action=action)

        def work() -> Applied:
            decision, step = decide()
            kept = None if by == DAEMON else step
            return self._applier.apply(replace(cause, hold=hold, step=kept), decision, now)

        return self._store.transact(work)
