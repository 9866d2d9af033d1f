"""Queue items and people who work on them, as the tests of the queue share them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from models.conversation import Review, Verdict
from models.learning import Example
from models.outgoing import Outbox
from models.tickets import Ticket
from models.vocabulary import CaseReason, Direction, EntryKind, Language, OutboxState, Outcome, ReviewReason
from processor.effects.decision import Decision
from processor.effects.tickets import Enter, FileMessage
from processor.services.tickets import Tickets
from processor.store.apply import Applied, Applier
from processor.store.store import Store
from tests.contract.store.deals import applier_of
from tests.contract.store.samples import NOW, POLICY, act, ask, cause_of, keep, message_of, open_ticket, take

KIM, LEE = "kim@desk.example", "lee@desk.example"
HOLD = timedelta(seconds=20)


def later(seconds: float = 0, days: float = 0) -> datetime:
    return NOW + timedelta(seconds=seconds, days=days)


def tickets_of(store: Store) -> Tickets:
    return Tickets(store, applier_of(store), replace(POLICY, default_language=Language.ENGLISH))


def waiting(store: Store, word: str = "printer", uid: int = 1, *reasons: ReviewReason, **changes: object) -> int:
    """The id of the queue item of a ticket that a mail has opened, with labels that fit together."""
    applier = applier_of(store)
    ticket_id = open_ticket(store, applier, word, uid, **changes).ticket_id
    assert ticket_id is not None
    act(store, applier, f"ask {word}", ask(ticket_id, *(reasons or (ReviewReason.UNSURE,))))
    store.database.change(Ticket.update(reason=CaseReason.BUG).where(Ticket.id == ticket_id))
    found: int = store.database.value(Review.select(Review.id).where(Review.ticket == ticket_id))
    return found


def ticket_of(store: Store, review_id: int) -> int:
    found: int = store.database.value(Review.select(Review.ticket).where(Review.id == review_id))
    return found


def writes(store: Store, ticket_id: int, word: str, uid: int, *, automatic: bool = False) -> Applied:
    """The customer writes to the ticket."""
    applier: Applier = applier_of(store)
    keep(store, word, first_uid=uid)
    [claim] = take(store)
    message = message_of(claim)
    effects = (
        FileMessage(ticket_id, Direction.IN, verified=True, automatic=automatic),
        Enter(ticket_id, EntryKind.MESSAGE_IN, "signoff", f"ann wrote: {word}"),
    )
    return store.transact(lambda: applier.apply(cause_of(claim, message), Decision(Outcome.JOINED, (), effects), NOW))


def mail_states(store: Store) -> list[OutboxState]:
    found: list[OutboxState] = store.database.column(Outbox.select(Outbox.state).order_by(Outbox.id))
    return found


def whole(store: Store) -> dict[str, Any]:
    """All that undoing has to bring back, without what is only counted."""
    database = store.database
    rest = {"version", "updated_at", "response_due", "responded_at"}
    return {
        "tickets": [_without(row, rest) for row in database.rows(Ticket.select().order_by(Ticket.id))],
        "reviews": [_without(row, rest) for row in database.rows(Review.select().order_by(Review.id))],
        "places": [(one.message_row, one.message_id) for line in store.views.tickets()
                   for one in store.views.ticket(line.number).messages if not one.withdrawn],
        "parties": {line.number: set(store.views.ticket(line.number).parties) for line in store.views.tickets()},
        "taught": [row.example_id for row in store.learning.training_examples()],
    }  # fmt: skip


def examples(store: Store) -> int:
    return len(store.database.column(Example.select(Example.id)))


def verdict(store: Store, ticket_id: int, confidence: float | None) -> None:
    """The model's last word on a ticket, or none."""
    if confidence is None:
        store.database.change(Verdict.delete().where(Verdict.ticket == ticket_id))
    else:
        store.database.change(Verdict.update(confidence=confidence).where(Verdict.ticket == ticket_id))


def _without(row: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
