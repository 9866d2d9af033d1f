"""The tables of a proposal's and a request's states, over every state and every event."""

import itertools

import pytest

from models.vocabulary import ProposalEvent, ProposalState, RequestEvent, RequestState
from processor.approvals.states import (
    PROPOSAL_MOVES,
    REQUEST_MOVES,
    proposal_diagram,
    request_diagram,
    step,
    step_request,
    words,
)
from processor.errors import Refused

PROPOSALS = list(itertools.product(ProposalState, ProposalEvent))
REQUESTS = list(itertools.product(RequestState, RequestEvent))


@pytest.mark.parametrize(("state", "event"), PROPOSALS)
def test_every_step_of_a_proposal_is_in_the_table_or_refused_with_a_sentence(
    state: ProposalState, event: ProposalEvent
) -> None:
    if (state, event) in PROPOSAL_MOVES:
        assert step(state, event) is PROPOSAL_MOVES[state, event]
    else:
        with pytest.raises(Refused, match=f"^a proposal that is {words(state)} cannot "):
            step(state, event)


@pytest.mark.parametrize(("state", "event"), REQUESTS)
def test_every_step_of_a_request_is_in_the_table_or_refused_with_a_sentence(
    state: RequestState, event: RequestEvent
) -> None:
    if (state, event) in REQUEST_MOVES:
        assert step_request(state, event) is REQUEST_MOVES[state, event]
    else:
        with pytest.raises(Refused, match=f"^a request that is {words(state)} cannot "):
            step_request(state, event)


@pytest.mark.parametrize(
    ("state", "event", "after"),
    [
        ("draft", "sent", "awaiting_vendor"),
        ("awaiting_vendor", "vendor_approved", "awaiting_customer"),
        ("awaiting_customer", "customer_approved", "accepted"),
        ("awaiting_customer", "declined", "rejected"),
        ("awaiting_customer", "expired", "expired"),
        ("awaiting_customer", "withdrawn", "withdrawn"),
        ("awaiting_customer", "superseded", "superseded"),
        ("superseded", "sent", "awaiting_vendor"),
        ("withdrawn", "issued", "awaiting_customer"),
        ("accepted", "objected", "disputed"),
        ("disputed", "upheld", "accepted"),
        ("disputed", "annulled", "rejected"),
    ],
)
def test_moves_that_the_domain_names(state: str, event: str, after: str) -> None:
    assert step(ProposalState(state), ProposalEvent(event)) is ProposalState(after)


def test_nothing_but_the_customers_approval_or_a_persons_word_makes_a_proposal_accepted() -> None:
    into = {
        (before.value, event.value) for (before, event), after in PROPOSAL_MOVES.items() if after.value == "accepted"
    }
    assert into == {("awaiting_customer", "customer_approved"), ("disputed", "upheld")}


def test_what_was_accepted_declined_or_closed_never_moves_again() -> None:
    assert {state.value for state, _ in REQUEST_MOVES} == {"planned", "open"}
    assert {event.value for state, event in PROPOSAL_MOVES if state is ProposalState.ACCEPTED} == {"objected"}
    assert {event.value for state, event in PROPOSAL_MOVES if state is ProposalState.WITHDRAWN} == {"issued"}


def test_every_state_is_reached() -> None:
    assert set(PROPOSAL_MOVES.values()) | {ProposalState.DRAFT} == set(ProposalState)
    assert set(REQUEST_MOVES.values()) | {RequestState.PLANNED} == set(RequestState)


def test_the_diagrams_show_every_move() -> None:
    for diagram, table in ((proposal_diagram(), PROPOSAL_MOVES), (request_diagram(), REQUEST_MOVES)):
        arrows = {line.strip() for line in diagram.splitlines() if ": " in line}
        assert arrows == {f"{a.value} --> {b.value}: {event.value}" for (a, event), b in table.items()}
    assert "[*] --> draft" in proposal_diagram()
    assert "accepted --> [*]" in request_diagram()
