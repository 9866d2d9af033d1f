"""What can be counted, and what is a slip of the hand."""

from decimal import Decimal

import pytest

from processor.facts.measures import is_countable


@pytest.mark.parametrize("text", ["0", "-0", "1.5", "999999999.9999", "1.50000", "1E+3"])
def test_what_people_count(text: str) -> None:
    assert is_countable(Decimal(text))


@pytest.mark.parametrize(
    "text", ["-0.5", "NaN", "Infinity", "1000000000", "1e999999999", "1e-999999999", "0.00001", "1." + "0" * 40 + "1"]
)
def test_what_nobody_counts(text: str) -> None:
    assert not is_countable(Decimal(text))
