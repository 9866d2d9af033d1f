"""How sure a share is that was counted: exact bounds for a binomial proportion, one-sided.

C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
Biometrika 26, 1934. The bounds are quantiles of the beta distribution. A plain share of few cases promises more than
it keeps: 20 right of 20 prove 0.89, not 1.
"""

import math
from typing import Final

CERTAINTY: Final = 0.90
"""How sure a bound is: a share below the lower one would lead to such a record in at most one case of ten."""


def lower_bound(right: int, total: int, certainty: float = CERTAINTY) -> float:
    """The share that is reached at least, with this certainty, when `right` of `total` were right; 0 for none at all.

    Raises ValueError for counts that no record can have.
    """
    _check(right, total)
    return 0.0 if right == 0 else _quantile(right, total - right + 1, 1 - certainty)


def upper_bound(right: int, total: int, certainty: float = CERTAINTY) -> float:
    """The share that is not exceeded, with this certainty, when `right` of `total` were right; 1 for none at all.

    Raises ValueError for counts that no record can have.
    """
    _check(right, total)
    return 1.0 if right == total else _quantile(right + 1, total - right, certainty)


def least_faultless(target: float, certainty: float = CERTAINTY) -> int:
    """How many cases, all of them right, prove a share of `target`: 45 for 0.95 at a certainty of 0.90.

    The least n whose lower bound, which for a faultless record is (1 - certainty) ** (1 / n), reaches the target.
    Raises ValueError unless both lie between 0 and 1.
    """
    if not (0 < target < 1 and 0 < certainty < 1):
        raise ValueError(f"target {target} and certainty {certainty} should lie between 0 and 1")
    return max(1, math.ceil(math.log(1 - certainty) / math.log(target) - 1e-9))


def _check(right: int, total: int) -> None:
    if not 0 <= right <= total:
        raise ValueError(f"{right} right of {total} is no record")


def _quantile(first: int, second: int, share: float) -> float:
    """The quantile of the beta distribution with these two parameters."""
    # Here and not above: commands that ask for no bound need not wait a fifth of a second for scipy.
    from scipy.special import betaincinv  # noqa: PLC0415

    return float(betaincinv(first, second, share))
