"""What a CSM does with tickets: the same services serve the shell and the pages.

A command is a cause like any other: facts and effects share a transaction, and the core decides.
"""

from collections.abc import Callable
from datetime import datetime

from processor.effects.decision import Decision
from processor.facts.causes import Close, OpenByHand, ReviewCommand, TicketCommand
from processor.facts.known import Policy
from processor.services.billing import billing_on_close
from processor.services.commands import command_digest
from processor.store.apply import Applied, Applier, Cause
from processor.store.store import Store
from processor.tickets.byhand import decide_open_by_hand
from processor.tickets.review import decide_review
from processor.tickets.staff import decide_staff


class Tickets:
    """Opens tickets by hand, works on them, and decides queue items."""

    def __init__(self, store: Store, applier: Applier, policy: Policy) -> None:
        self._store = store
        self._applier = applier
        self._policy = policy

    def open_by_hand(self, command: OpenByHand, now: datetime) -> Applied:
        """Open a ticket for a request that did not come by mail."""

        def decide() -> Decision:
            sender = self._store.facts.sender_facts(command.address, now)
            return decide_open_by_hand(command, sender, self._policy, now)

        return self._run(command, decide, now)

    def work(self, number: int, command: TicketCommand, now: datetime, other: int | None = None) -> Applied:
        """Carry out a command on a ticket. Raises Refused with the reason when the rules forbid it."""

        def decide() -> Decision:
            facts = self._store.facts.staff_facts(number, other, self._policy, now)
            closes = isinstance(command, Close)
            billing = billing_on_close(self._store, facts.ticket.ticket_id, now) if closes else None
            return decide_staff(command, facts, now, billing)

        return self._run((number, other, command), decide, now)

    def review(self, review_id: int, command: ReviewCommand, now: datetime) -> Applied:
        """Decide a queue item. Raises Refused when somebody decided it first."""

        def decide() -> Decision:
            return decide_review(command, self._store.facts.review_facts(review_id, self._policy, now), now)

        return self._run((review_id, command), decide, now)

    def _run(self, asked: object, decide: Callable[[], Decision], now: datetime) -> Applied:
        digest = command_digest(asked, now)

        def work() -> Applied:
            return self._applier.apply(Cause(digest=digest, claim=None, message=None, fetched=None), decide(), now)

        return self._store.transact(work)
