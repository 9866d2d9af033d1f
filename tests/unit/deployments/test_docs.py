"""The page about deployments names what the code has, in its order."""

import re
from pathlib import Path

import pytest

from models.vocabulary import DeploymentEvent, DeploymentStage
from processor.deployments.deeming import TABLE, Block
from processor.tickets.billing import RULES

PAGE = (Path(__file__).parents[3] / "docs" / "deployments.md").read_text(encoding="utf-8")
BLOCKS = {"waits": Block.WAIT, "stopped": Block.STOP, "cancelled": Block.CANCEL}


def rows(title: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    text = PAGE.partition(f"### {title}\n")[2].partition("\n#")[0]
    lines = [line for line in text.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Stages of a deployment", [stage.value for stage in DeploymentStage]),
        ("Events of a deployment", [event.value for event in DeploymentEvent]),
        ("Rules of deeming", [row.name for row in TABLE]),
        ("Rules of charging", [rule.__name__ for rule in RULES]),
    ],
)
def test_a_table_of_the_page_is_what_the_code_has_in_its_order(title: str, names: list[str]) -> None:
    assert [row[0] for row in rows(title)] == names


def test_what_becomes_of_the_timer_is_said_of_each_rule() -> None:
    said = {row[0]: (BLOCKS[row[2]], row[3] == "yes") for row in rows("Rules of deeming")}
    assert said == {row.name: (row.block, row.by_hand) for row in TABLE}


def test_every_treatment_is_one_that_the_rules_give() -> None:
    treatments = {row[1] for row in rows("Rules of charging")}
    assert re.search("`voucher`", PAGE)
    assert treatments == {
        "in_deployment", "outstanding", "warranty", "issue_resolution", "voucher", "billable", "to_be_decided",
    }  # fmt: skip
