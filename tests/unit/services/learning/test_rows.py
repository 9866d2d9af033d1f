"""The mails that a training learns from."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from classifiers.examples import read_file
from classifiers.folds import folds
from models.vocabulary import Category, ExampleOrigin, Stage
from processor.services.learning.rows import WrittenRows, row_of, write_rows
from processor.store.examples import ExampleRow

NOW = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)
WORDS = ("amber", "bench", "cedar", "delta", "ember", "fjord")


def example(number: int, body: str, ticket: int = 0) -> ExampleRow:
    origin = ExampleOrigin.REVIEW if ticket else ExampleOrigin.IMPORT
    return ExampleRow(
        number, origin, "", ticket, "Alert", body, "en", None, Category.BUG, None, None, "kim", NOW, "", None
    )


def test_rows_keep_their_name_and_are_the_installation_s_own() -> None:
    rows = [row_of(example(3, "It burns again.")), row_of(example(5, "It burns.", ticket=7))]
    assert [(row.id, row.own) for row in rows] == [("i3", True), ("t7", True)]
    assert row_of(example(9, "It burns no more.", ticket=7)).id == "t7"


def test_what_was_written_is_read_again_and_again_as_it_was(tmp_path: Path) -> None:
    rows = [row_of(replace(example(3, "Zeile\u2028zwei\r\nü"), stage=Stage.WARRANTY)), row_of(example(4, ""))]
    write_rows(rows, tmp_path / "rows.jsonl")
    written = WrittenRows(tmp_path / "rows.jsonl")
    assert (list(written), list(written), read_file(tmp_path / "rows.jsonl")) == (rows, rows, rows)


def test_what_a_machine_sends_again_and_again_is_never_both_learned_and_judged() -> None:
    alerts = [example(at, f"Disk {at} of HOST-{at} is full at {at}:00.") for at in range(1, 20)]
    others = [example(at, f"We ask about {one} and {other}.") for at, (one, other) in enumerate(PAIRS, 100)]
    rows = sorted(map(row_of, [*alerts, *others]), key=lambda row: row.id)
    ids = [{rows[at].id for at in fold} for fold in folds(rows)]
    assert len(ids) > 1
    assert sum(bool(fold & {f"i{alert.example_id}" for alert in alerts}) for fold in ids) == 1


PAIRS = [(one, other) for one in WORDS for other in WORDS if one != other]
