"""The effect that takes a person's step back: columns and rows as they were, and mails that waited never leave."""

from typing import Any

from models.billing import VoucherEntry
from models.conversation import Message, Review
from models.desk import Step
from models.learning import Example
from models.outgoing import Outbox
from models.tickets import Ticket, TicketParty
from models.vocabulary import ExampleOrigin, OutboxState, ReviewState, TicketState
from processor.effects.tickets import UndoStep
from processor.store.apply.references import remember
from processor.store.apply.scope import Scope
from processor.store.apply.trail import KEPT, OTHER_BASE
from processor.store.database import Row
from processor.store.errors import Stale
from processor.store.queue import close_review
from processor.store.responses import refresh_response

PROMISED = frozenset({"category", "severity"})
"""The columns that the promise of a first answer rests on."""

_NEVER_LEAVES = (OutboxState.CANCELLED, OutboxState.OBSERVED)


def apply_undo(scope: Scope, effect: UndoStep) -> None:
    """Does the effect. Raises Stale where the step was undone already, or where a mail of it is on its way."""
    ticket_id = scope.change(effect.ticket)
    step = _take_step(scope, effect)
    _stop_mails(scope, step["outbox"])
    changed: Row = step["changed"]
    for opened_id, message_row, thread_id in changed.get("split", []):
        _put_back(scope, ticket_id, opened_id, message_row, thread_id, effect.by)
    for table in KEPT:
        for row_id, columns in changed.get(table, {}).items():
            _restore(scope, table, int(row_id), columns)
    _take_back(scope, ticket_id, changed, effect.by)
    if step["other"]:
        scope.indexed[scope.change(step["other"])] = None
        refresh_response(scope.db, step["other"])
    scope.forget(ticket_id)
    if PROMISED.intersection(changed.get("ticket", {}).get(str(ticket_id)) or ()):
        scope.promise(ticket_id)
    refresh_response(scope.db, ticket_id)
    scope.indexed[ticket_id] = None
    _chain(scope, ticket_id, step["base"])
    if step["other"]:
        _chain(scope, step["other"], changed[OTHER_BASE])


def _take_step(scope: Scope, effect: UndoStep) -> Row:
    undone = Step.update(undone_at=scope.now, undone_by=effect.by).where(
        Step.id == effect.step_id, Step.undone_at.is_null()
    )
    if scope.db.change(undone) == 0:
        raise Stale(f"step {effect.step_id} was undone already")
    [row] = scope.db.rows(Step.select().where(Step.id == effect.step_id))
    return row


def _stop_mails(scope: Scope, mails: list[int]) -> None:
    if not mails:
        return
    these = Outbox.id.in_(mails)
    scope.db.change(Outbox.update(state=OutboxState.CANCELLED).where(these, Outbox.state == OutboxState.QUEUED))
    if scope.db.column(Outbox.select(Outbox.id).where(these, Outbox.state.not_in(_NEVER_LEAVES))):
        raise Stale("a mail of this step is on its way")


def _restore(scope: Scope, table: str, row_id: int, columns: dict[str, list[Any]] | None) -> None:
    """The columns as they were; of a row that the step made, nothing."""
    mark, key = scope.db.peewee.param, "ticket_id" if table == "ticket_work" else "id"
    if columns is None:
        scope.db.run(f'DELETE FROM "{table}" WHERE "{key}" = {mark}', (row_id,))  # noqa: S608 - own names only
        return
    known = {field.column_name for field in KEPT[table]._meta.sorted_fields}
    names = [name for name in columns if name in known]
    sets = [f'"{name}" = {mark}' for name in names] + (['"version" = "version" + 1'] if table == "review" else [])
    sql = f'UPDATE "{table}" SET {", ".join(sets)} WHERE "{key}" = {mark}'  # noqa: S608 - own names only
    scope.db.run(sql, [*(columns[name][0] for name in names), row_id])


def _take_back(scope: Scope, ticket_id: int, changed: Row, by: str) -> None:
    """What was written stays on file as withdrawn; what was taught teaches nothing; merged messages come back.

    Hours that were taken from a voucher are given back, by an entry of their own.
    """
    written, taught = changed.get("messages", []), changed.get("examples", [])
    moved, parties = changed.get("moved", []), changed.get("parties", [])
    if written:
        scope.db.change(Message.update(withdrawn=True, message_id="").where(Message.id.in_(written)))
    if taught:
        scope.db.change(Example.update(origin=ExampleOrigin.WITHDRAWN).where(Example.id.in_(taught)))
    for start in range(0, len(moved), 500):
        scope.db.change(Message.update(ticket=ticket_id).where(Message.id.in_(moved[start : start + 500])))
    for customer_id, units in changed.get("drawn", []):
        back = {"customer": customer_id, "ticket": ticket_id, "units": units, "by": by, "at": scope.now}
        scope.db.insert(VoucherEntry, back)
    if parties:
        scope.db.change(TicketParty.delete().where(TicketParty.id.in_(parties)))


def _put_back(scope: Scope, ticket_id: int, opened_id: int, message_row: int, thread_id: int, by: str) -> None:
    """A ticket that was split off keeps its number and goes on in the one that it came from."""
    opened = scope.change(opened_id)
    row = scope.db.row(Message.select(Message.message_id).where(Message.id == message_row))
    scope.db.change(Message.update(ticket=ticket_id, thread=thread_id).where(Message.id == message_row))
    if row is not None and row["message_id"]:
        remember(scope.db, thread_id, row["message_id"])
    scope.update(opened, state=TicketState.MERGED, closed_at=scope.now, merged_into=ticket_id)
    for review_id in _open_reviews(scope, opened):
        close_review(scope.db, review_id, by, "undone", scope.now)
    scope.indexed[opened] = None


def _open_reviews(scope: Scope, ticket_id: int) -> list[int]:
    found: list[int] = scope.db.column(
        Review.select(Review.id).where(Review.ticket == ticket_id, Review.state == ReviewState.OPEN)
    )
    return found


def _chain(scope: Scope, ticket_id: int, base: int) -> None:
    """The step before this one can be undone next: after it nothing else has happened to the ticket."""
    now_at = int(scope.db.value(Ticket.select(Ticket.version).where(Ticket.id == ticket_id))) + 1
    stands = Step.undone_at.is_null()
    scope.db.change(Step.update(version=now_at).where(Step.ticket == ticket_id, Step.version == base, stands))
    scope.db.change(
        Step.update(other_version=now_at).where(Step.other == ticket_id, Step.other_version == base, stands)
    )
