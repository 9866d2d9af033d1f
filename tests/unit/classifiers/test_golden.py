"""The golden mails, which no model may get wrong: three of each category and language, with nothing to weigh."""

from collections import Counter
from pathlib import Path

import pytest

from classifiers.encoder import available
from classifiers.examples import read_file, read_rows
from classifiers.model import PLAIN_STARTER, STARTER, Model, Text
from models.vocabulary import Category
from tests.unit.classifiers.likeness import alike, words

GOLDEN = Path(__file__).parents[3] / "classifiers" / "golden.jsonl"
ROWS = read_file(GOLDEN)


def test_there_are_three_of_each_category_in_each_language() -> None:
    cells = Counter((row.category, row.lang) for row in ROWS)
    assert cells == {(category.value, language): 3 for category in Category for language in ("en", "ru", "de")}


def test_they_are_plain_and_short() -> None:
    for row in ROWS:
        assert 15 <= len(words(row.body)) <= 60, row.id
        assert not row.hard, row.id
        assert row.also is None, row.id
        assert (row.severity is None) == (row.reason is None) == (row.category == Category.NOT_A_REQUEST), row.id


def test_none_of_them_is_learned_from() -> None:
    """A mail of the corpus would be right by heart."""
    bodies = {row.id: row.body for row in (*read_rows(), *ROWS)}
    golden = {row.id for row in ROWS}
    assert [pair for pair in alike(bodies) if golden & set(pair)] == []


@pytest.mark.parametrize("path", [STARTER, PLAIN_STARTER], ids=lambda path: path.stem)
def test_the_model_that_ships_gets_all_of_them_right(path: Path) -> None:
    if path == STARTER and not available():
        pytest.skip("the extra `embeddings` is not installed")
    verdicts = Model.load(path).classify([Text(row.subject, row.body, row.lang) for row in ROWS])
    wrong = {row.id: v.category.value for row, v in zip(ROWS, verdicts, strict=True) if v.category != row.category}
    assert wrong == {}
