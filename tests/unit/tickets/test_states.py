"""The table of a ticket's states, over every state and every event."""

import itertools

import pytest

from models.vocabulary import TicketEvent, TicketState
from processor.errors import Refused
from processor.tickets.states import MOVES, state_diagram, step

PRODUCT = list(itertools.product(TicketState, TicketEvent))


@pytest.mark.parametrize(("state", "event"), PRODUCT)
def test_every_step_is_in_the_table_or_refused_with_a_sentence(state: TicketState, event: TicketEvent) -> None:
    if (state, event) in MOVES:
        assert step(state, event) is MOVES[state, event]
    else:
        with pytest.raises(Refused, match=f"^a ticket that is {state.value} cannot "):
            step(state, event)


def test_the_moves_that_the_table_allows() -> None:
    refused = {(state.value, event.value) for state, event in PRODUCT if (state, event) not in MOVES}
    assert refused == {
        ("closed", "customer_wrote"),
        ("closed", "closed"),
        ("new", "reopened"),
        ("open", "reopened"),
        ("waiting", "reopened"),
        *(("merged", event.value) for event in TicketEvent),
    }


@pytest.mark.parametrize(
    ("state", "event", "after"),
    [
        ("waiting", "customer_wrote", "open"),
        ("new", "customer_wrote", "new"),
        ("new", "staff_answered", "open"),
        ("open", "staff_asked", "waiting"),
        ("closed", "staff_answered", "closed"),
        ("closed", "staff_asked", "waiting"),
        ("new", "confirmed", "open"),
        ("waiting", "confirmed", "waiting"),
        ("closed", "reopened", "open"),
        ("waiting", "closed", "closed"),
        ("closed", "merged", "merged"),
    ],
)
def test_moves_that_the_domain_names(state: str, event: str, after: str) -> None:
    assert step(TicketState(state), TicketEvent(event)) is TicketState(after)


def test_every_state_is_reached_and_only_merged_is_an_end() -> None:
    assert set(MOVES.values()) | {TicketState.NEW} == set(TicketState)
    assert {state for state, _ in MOVES} == set(TicketState) - {TicketState.MERGED}


def test_the_diagram_shows_every_move_that_leads_elsewhere() -> None:
    diagram = state_diagram()
    assert diagram.startswith("stateDiagram-v2\n    [*] --> new\n")
    arrows = {line.strip() for line in diagram.splitlines() if ": " in line}
    assert arrows == {f"{a.value} --> {b.value}: {event.value}" for (a, event), b in MOVES.items() if a is not b}
