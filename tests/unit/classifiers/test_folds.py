"""Rows that are judged together: no author on both sides, nothing lost."""

from collections import Counter, defaultdict
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers.examples import Row, read_rows
from classifiers.folds import FOLDS, folds, split
from models.vocabulary import Category
from tests.unit.classifiers.fakes import mails


def row(at: int, lang: str, group: str, category: str) -> Row:
    return Row(f"r{at}", lang, "", "", category, None, None, group=group)


some_rows = st.lists(
    st.tuples(*map(st.sampled_from, [["en", "de", ""], ["", "ann", "bo", "cy"], ["bug", "x"]])),
    max_size=60,
).map(lambda lines: [row(at, *line) for at, line in enumerate(lines)])


@given(some_rows, st.integers(1, 10))
def test_each_row_is_judged_once(rows: list[Row], count: int) -> None:
    found = folds(rows, count)
    assert sorted(at for fold in found for at in fold) == list(range(len(rows)))
    assert len(found) == min(count, len(found))
    assert all(found)


@given(some_rows)
def test_an_author_is_on_one_side_unless_half_of_a_language_is_theirs(rows: list[Row]) -> None:
    languages = Counter(row.lang for row in rows)
    authors = Counter((row.lang, row.group) for row in rows)
    where = defaultdict(set)
    for number, fold in enumerate(folds(rows)):
        for at in fold:
            where[rows[at].lang, rows[at].group].add(number)
    for (lang, group), numbers in where.items():
        if group and 2 * authors[lang, group] <= languages[lang]:
            assert len(numbers) == 1


@given(some_rows)
@settings(max_examples=30)
def test_the_same_rows_are_dealt_the_same(rows: list[Row]) -> None:
    assert folds(rows) == folds([replace(row) for row in rows])


def test_the_larger_part_of_a_language_is_split_by_category() -> None:
    rows = [row(at, "de", "ann", "bug" if at % 2 else "x") for at in range(80)]
    rows += [row(at, "de", "bo", "bug") for at in range(80, 100)]
    hers = [[rows[at].category for at in fold if rows[at].group == "ann"] for fold in folds(rows)]
    assert sorted(map(len, hers)) == [0, 10, 10, 10, 10, 10, 10, 20]
    for names in hers:
        assert names.count("bug") == names.count("x")


def test_rows_without_an_author_are_spread_by_category() -> None:
    rows = mails(240, group=False)
    for fold in folds(rows):
        assert len(fold) == 30
        counted = Counter(rows[at].category for at in fold)
        assert all(abs(counted[name] - 30 / 4) <= 3 for name in {row.category for row in rows})


def test_every_fold_learns_from_every_row_that_it_does_not_judge() -> None:
    rows = mails(100)
    places = list(split(rows))
    assert len(places) == FOLDS
    for learn, judge in places:
        assert sorted(learn + judge) == list(range(100))
        assert learn == sorted(learn)


def test_the_starter_corpus_has_every_language_and_category_in_every_part_to_learn_from() -> None:
    rows = read_rows()
    for learn, judge in split(rows):
        assert {rows[at].lang for at in learn} == {"en", "de", "ru"}
        assert {rows[at].category for at in learn} == {category.value for category in Category}
        assert 0.05 * len(rows) < len(judge) < 0.25 * len(rows)
