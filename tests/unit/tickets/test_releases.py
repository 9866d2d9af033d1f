"""Releases by number: what is one, in which order they come, and what is said of what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processor.errors import Refused
from processor.tickets.releases import Release, parse_release


def test_releases_sort_by_when_they_are_planned_and_not_as_words() -> None:
    written = ["26-10.1", "26-2.1", "25-12.3", "26-2.10", "26-2.9", "00-1.1"]
    assert [str(one) for one in sorted(map(parse_release, written))] == [
        "00-1.1",
        "25-12.3",
        "26-2.1",
        "26-2.9",
        "26-2.10",
        "26-10.1",
    ]
    assert sorted(written) != [str(one) for one in sorted(map(parse_release, written))]


@given(st.integers(0, 99), st.integers(1, 999), st.integers(1, 9999))
def test_what_is_written_is_read_back(year: int, number: int, version: int) -> None:
    release = Release(year, number, version)
    assert parse_release(f" {release} ") == release


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is no release: write year-number.version such as 26-3.1"),
        ("26", "is no release: write"),
        ("2026-3.1", "its year has two digits"),
        ("26-3", "its version is missing"),
        ("26-0.1", "count from 1"),
        ("26-03.1", "without zeros"),
        ("26-3.1.2", "write year-number.version"),
        ("v26-3.1", "write year-number.version"),
        ("٢٦-٣.١", "write year-number.version"),
        ("26-3.1\n26-3.2", "write year-number.version"),
    ],
)
def test_what_is_no_release_is_refused_with_what_is_wrong(text: str, why: str) -> None:
    with pytest.raises(Refused, match=why.replace(".", r"\.")):
        parse_release(text)


def test_a_dash_of_a_word_processor_is_one() -> None:
    assert str(parse_release("20\N{EN DASH}1.1")) == "20-1.1"


def test_a_release_that_cannot_be_is_not_made() -> None:
    with pytest.raises(Refused, match="is no release"):
        Release(20, 0, 1)
