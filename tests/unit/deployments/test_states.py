"""The table of a deployment's stages, over every stage and every event."""

import itertools
import re
from pathlib import Path

import pytest

from models.vocabulary import DeploymentEvent, DeploymentStage
from processor.deployments.states import MOVES, PREPARING, deployment_diagram, step, words
from processor.errors import Refused

ALL = list(itertools.product(DeploymentStage, DeploymentEvent))
DOCS = Path(__file__).parents[3] / "docs" / "deployments.md"


@pytest.mark.parametrize(("stage", "event"), ALL)
def test_every_step_is_in_the_table_or_refused_with_a_sentence(stage: DeploymentStage, event: DeploymentEvent) -> None:
    if (stage, event) in MOVES:
        assert step(stage, event) is MOVES[stage, event]
    else:
        with pytest.raises(Refused, match=f"^a deployment at the stage {words(stage)} cannot [A-Za-z ]+$"):
            step(stage, event)


@pytest.mark.parametrize(
    ("stage", "event", "after"),
    [
        ("stakeholders", "stage_done", "pre_install"),
        ("pre_install", "stage_done", "installation"),
        ("installation", "stage_done", "training"),
        ("training", "stage_done", "testing"),
        ("testing", "stage_done", "go_live"),
        ("go_live", "stage_reopened", "testing"),
        ("pre_install", "stage_reopened", "stakeholders"),
        ("go_live", "taken_live", "warranty"),
        ("warranty", "not_live", "go_live"),
        ("warranty", "completion_sent", "completion"),
        ("completion", "completed", "business_as_usual"),
        ("completion", "deemed_complete", "business_as_usual"),
        ("warranty", "completed", "business_as_usual"),
        ("business_as_usual", "completion_disputed", "completion"),
        ("go_live", "cancelled", "cancelled"),
    ],
)
def test_moves_that_the_domain_names(stage: str, event: str, after: str) -> None:
    assert step(DeploymentStage(stage), DeploymentEvent(event)) is DeploymentStage(after)


def test_there_are_no_more_moves_than_these() -> None:
    assert len(MOVES) == 2 * (len(PREPARING) - 1) + len(PREPARING) + 7


def test_only_being_taken_live_begins_the_warranty_and_only_a_sent_form_can_be_deemed_accepted() -> None:
    into_warranty = {event for (_, event), after in MOVES.items() if after is DeploymentStage.WARRANTY}
    deemed = {stage for stage, event in MOVES if event is DeploymentEvent.DEEMED_COMPLETE}
    assert into_warranty == {DeploymentEvent.TAKEN_LIVE}
    assert deemed == {DeploymentStage.COMPLETION}


def test_nothing_that_is_live_can_be_cancelled_and_what_is_cancelled_never_moves() -> None:
    cancellable = {stage for stage, event in MOVES if event is DeploymentEvent.CANCELLED}
    assert cancellable == set(PREPARING)
    assert not [event for stage, event in MOVES if stage is DeploymentStage.CANCELLED]


def test_every_stage_is_reached() -> None:
    assert set(MOVES.values()) == set(DeploymentStage)


def test_the_diagram_shows_every_move_and_the_docs_hold_it() -> None:
    arrows = {line.strip() for line in deployment_diagram().splitlines() if ": " in line}
    assert arrows == {f"{a.value} --> {b.value}: {event.value}" for (a, event), b in MOVES.items()}
    assert "cancelled --> [*]" in deployment_diagram()
    blocks = re.findall(r"```mermaid\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks == [deployment_diagram()]
