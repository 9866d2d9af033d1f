"""Effects on a ticket's state, labels and events."""

from typing import assert_never

from models.tickets import Ticket
from models.vocabulary import DecidedBy, TicketState
from processor.effects.tickets import AssignTicket, Enter, Label, MoveTicket
from processor.store.apply.scope import Scope
from processor.store.errors import Stale

ChangeEffect = MoveTicket | Enter | Label | AssignTicket
_ENDED = (TicketState.CLOSED, TicketState.MERGED)


def apply_change(scope: Scope, effect: ChangeEffect) -> None:
    """Does one of these effects. Raises Stale when the ticket's state is no longer the one that was read."""
    ticket_id = scope.change(effect.ticket)
    match effect:
        case MoveTicket():
            _move(scope, ticket_id, effect)
        case Enter():
            scope.entries.append(
                {"ticket": ticket_id, "at": scope.now, "kind": effect.kind, "by": effect.by, "text": effect.text}
            )
        case Label():
            _label(scope, ticket_id, effect)
        case AssignTicket():
            scope.update(ticket_id, assignee=effect.assignee)
        case _:
            assert_never(effect)


def _move(scope: Scope, ticket_id: int, effect: MoveTicket) -> None:
    closed_at = scope.now if effect.after in _ENDED else None
    as_read = Ticket.state == effect.before
    if scope.update(ticket_id, as_read, state=effect.after, closed_at=closed_at) == 0:
        raise Stale(f"ticket #{scope.ticket(ticket_id).number} is no longer {effect.before.value}")


def _label(scope: Scope, ticket_id: int, effect: Label) -> None:
    """A person's label is final: nobody but a person replaces it."""
    allowed = () if effect.decided_by is DecidedBy.PERSON else (Ticket.decided_by != DecidedBy.PERSON,)
    scope.promise(ticket_id)
    scope.update(
        ticket_id,
        *allowed,
        category=effect.category,
        severity=effect.severity,
        reason=effect.reason,
        decided_by=effect.decided_by,
    )
