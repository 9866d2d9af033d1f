"""Amounts of things and of hours as we count them: what is finer, or larger than anybody means, is a slip."""

from decimal import Decimal
from typing import Final

_ABOVE: Final = Decimal(1_000_000_000)
_FINEST: Final = Decimal("0.0001")
COUNTABLE: Final = "give a number from 0 to 999999999, with four decimals at most"
"""What a refusal says to do."""


def is_countable(value: Decimal) -> bool:
    """Whether so much can be counted: from 0 up, below a thousand million, with at most four decimals."""
    return value.is_finite() and 0 <= value < _ABOVE and value == value.quantize(_FINEST)
