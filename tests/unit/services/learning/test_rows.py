"""The mails that a training learns from."""

from datetime import UTC, datetime

from classifiers.folds import folds
from models.vocabulary import Category, ExampleOrigin
from processor.services.learning.rows import row_of, training_rows
from processor.store.examples import ExampleRow

NOW = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)
WORDS = ("amber", "bench", "cedar", "delta", "ember", "fjord")


def example(number: int, body: str, ticket: int = 0) -> ExampleRow:
    origin = ExampleOrigin.REVIEW if ticket else ExampleOrigin.IMPORT
    return ExampleRow(
        number, origin, "", ticket, "Alert", body, "en", None, Category.BUG, None, None, "kim", NOW, "", None
    )


def test_rows_keep_their_name_and_are_the_installation_s_own() -> None:
    rows = training_rows((), [example(5, "It burns.", ticket=7), example(3, "It burns again.")])
    assert [(row.id, row.own) for row in rows] == [("i3", True), ("t7", True)]
    assert row_of(example(9, "It burns no more.", ticket=7)).id == "t7"


def test_what_a_machine_sends_again_and_again_is_never_both_learned_and_judged() -> None:
    alerts = [example(at, f"Disk {at} of HOST-{at} is full at {at}:00.") for at in range(1, 20)]
    others = [example(at, f"We ask about {one} and {other}.") for at, (one, other) in enumerate(PAIRS, 100)]
    rows = training_rows((), [*alerts, *others])
    ids = [{rows[at].id for at in fold} for fold in folds(rows)]
    assert len(ids) > 1
    assert sum(bool(fold & {f"i{alert.example_id}" for alert in alerts}) for fold in ids) == 1


PAIRS = [(one, other) for one in WORDS for other in WORDS if one != other]
