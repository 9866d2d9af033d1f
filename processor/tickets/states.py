"""The states of a ticket: the table of moves, one step, and its picture."""

from types import MappingProxyType

from models.vocabulary import TicketEvent, TicketState
from processor.errors import Refused

_NEW, _OPEN, _WAITING = TicketState.NEW, TicketState.OPEN, TicketState.WAITING
_CLOSED, _MERGED = TicketState.CLOSED, TicketState.MERGED

# A closed ticket that is answered stays closed: it is a last word. One that asks the customer something is at work
# again. What a customer writes to a closed ticket goes by REOPENED, so that the age limit cannot be walked around.
MOVES: MappingProxyType[tuple[TicketState, TicketEvent], TicketState] = MappingProxyType(
    {
        (_NEW, TicketEvent.CUSTOMER_WROTE): _NEW,
        (_OPEN, TicketEvent.CUSTOMER_WROTE): _OPEN,
        (_WAITING, TicketEvent.CUSTOMER_WROTE): _OPEN,
        (_NEW, TicketEvent.STAFF_ANSWERED): _OPEN,
        (_OPEN, TicketEvent.STAFF_ANSWERED): _OPEN,
        (_WAITING, TicketEvent.STAFF_ANSWERED): _OPEN,
        (_CLOSED, TicketEvent.STAFF_ANSWERED): _CLOSED,
        (_NEW, TicketEvent.STAFF_ASKED): _WAITING,
        (_OPEN, TicketEvent.STAFF_ASKED): _WAITING,
        (_WAITING, TicketEvent.STAFF_ASKED): _WAITING,
        (_CLOSED, TicketEvent.STAFF_ASKED): _WAITING,
        (_NEW, TicketEvent.CONFIRMED): _OPEN,
        (_OPEN, TicketEvent.CONFIRMED): _OPEN,
        (_WAITING, TicketEvent.CONFIRMED): _WAITING,
        (_CLOSED, TicketEvent.CONFIRMED): _CLOSED,
        (_NEW, TicketEvent.CLOSED): _CLOSED,
        (_OPEN, TicketEvent.CLOSED): _CLOSED,
        (_WAITING, TicketEvent.CLOSED): _CLOSED,
        (_CLOSED, TicketEvent.REOPENED): _OPEN,
        (_NEW, TicketEvent.MERGED): _MERGED,
        (_OPEN, TicketEvent.MERGED): _MERGED,
        (_WAITING, TicketEvent.MERGED): _MERGED,
        (_CLOSED, TicketEvent.MERGED): _MERGED,
    }
)

_VERBS = {
    TicketEvent.CUSTOMER_WROTE: "take what the customer wrote",
    TicketEvent.STAFF_ANSWERED: "be answered",
    TicketEvent.STAFF_ASKED: "wait for the customer",
    TicketEvent.CONFIRMED: "be confirmed",
    TicketEvent.CLOSED: "be closed",
    TicketEvent.REOPENED: "be reopened",
    TicketEvent.MERGED: "be merged",
}


def step(state: TicketState, event: TicketEvent) -> TicketState:
    """The state after the event. Raises Refused with a sentence where the table has no such move."""
    after = MOVES.get((state, event))
    if after is None:
        raise Refused(f"a ticket that is {state.value} cannot {_VERBS[event]}")
    return after


def state_diagram() -> str:
    """The table as a mermaid state diagram, without the moves that stay where they are; a test holds the docs to it."""
    lines = ["stateDiagram-v2", f"    [*] --> {_NEW.value}"]
    lines += [
        f"    {before.value} --> {after.value}: {event.value}"
        for (before, event), after in MOVES.items()
        if before is not after
    ]
    return "\n".join([*lines, f"    {_MERGED.value} --> [*]"]) + "\n"
