"""A training takes the newest of the installation's own mails, and holds no list of their texts."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from classifiers.examples import Row
from models.vocabulary import Category
from processor.services.learning import material
from processor.services.learning.material import newest_span, own_rows
from processor.store.examples import ExampleRow, NewExample
from tests.unit.services.learning.shelves import NOW, Place
from tests.unit.services.learning.test_learn import STARTER_ROWS, School, turn_until


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    made = School(tmp_path)
    yield made
    made.place.store.close()


def teach(place: Place, *bodies: str, category: Category = Category.BUG) -> None:
    place.store.learning.add_imported([NewExample("s", body, category) for body in bodies], "f.csv", "kim", NOW)


def test_the_newest_are_taken_in_pages(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(material, "LARGEST", 5)
    monkeypatch.setattr(material, "PAGE", 2)
    learning = place.store.learning
    assert newest_span(learning) == material.Span(0, 0, 0, 0)
    teach(place, *"abcdefg")
    teach(place, "a", category=Category.ADDITIONAL_SCOPE)  # labelled anew: the row before stands no more
    span = newest_span(learning)
    assert (span.used, span.left_out) == (5, 2)
    rows = own_rows(learning, span)
    first = next(rows)
    teach(place, "h")  # comes while the others are read
    assert [row.body for row in (first, *rows)] == ["d", "e", "f", "g", "a"]


def test_a_training_takes_no_more_than_that_and_asks_for_no_older_ones_again(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(material, "LARGEST", 10)
    school.teach(25)
    learn = school.learn()
    turn_until(learn, NOW, lambda: learn.last().result != "")
    assert learn.models()[0].card["rows"] == len(STARTER_ROWS) + 10
    assert learn.last().trained == 25  # the older ones are not asked for again
    assert learn.due(NOW) == ""


def held() -> set[int]:
    """The customers' texts of this test that are in memory; other tests may have left some of theirs."""
    gc.collect()
    texts = (found for found in gc.get_objects() if isinstance(found, Row | ExampleRow))
    return {id(found) for found in texts if "is new" in found.body}


def test_no_text_is_held_while_the_child_works(school: School) -> None:
    school.teach(25)
    learn = school.learn("wait")
    before = held()
    try:
        learn.turn(NOW)
        assert school.place.shelf.leftovers()
        assert held() <= before
    finally:
        learn.stop()
