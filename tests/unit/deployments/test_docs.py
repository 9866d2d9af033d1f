"""The page about deployments says of each rule what the code does; its names are held by tests/architecture."""

from pathlib import Path

from models.vocabulary import Treatment
from processor.deployments.deeming import TABLE, Block
from processor.tickets.billing import RULES

PAGE = (Path(__file__).parents[3] / "docs" / "deployments.md").read_text(encoding="utf-8")
BLOCKS = {"waits": Block.WAIT, "stopped": Block.STOP, "cancelled": Block.CANCEL}


def rows(title: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    text = PAGE.partition(f"### {title}\n")[2].partition("\n#")[0]
    lines = [line for line in text.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]


def test_what_becomes_of_the_timer_is_said_of_each_rule() -> None:
    said = {row[0]: (BLOCKS[row[2]], row[3] == "yes") for row in rows("Rules of deeming")}
    assert said == {row.name: (row.block, row.by_hand) for row in TABLE}


def test_what_a_rule_of_charging_gives_is_a_treatment() -> None:
    assert {row[1] for row in rows("Rules of charging")} == {treatment.value for treatment in Treatment}
    assert len(rows("Rules of charging")) == len(RULES)
