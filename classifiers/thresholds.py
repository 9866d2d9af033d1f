"""From which confidence on a category may be trusted: proven on mails that the judging model had not seen.

Out-of-fold predictions over all rows and a Clopper-Pearson lower bound: a plain cut at the observed precision delivers
less than it promises on small corpora.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from classifiers.bounds import CERTAINTY, lower_bound

TARGET: Final = 0.95
"""Share of automatic labels that must be right, category by category."""

NEVER: Final = 1.01
"""A threshold that no confidence reaches."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The lowest confidence that is proven, and by what: `n` predictions at or above it, `right` of them right.

    `bound` is the share of right ones that holds with 90 % certainty. Without proof the threshold is `NEVER`.
    """

    threshold: float
    n: int
    right: int
    bound: float

    def card(self) -> dict[str, Any]:
        """The same for a model's card."""
        return {**asdict(self), "bound": round(self.bound, 4)}


UNPROVEN: Final = Proof(NEVER, 0, 0, 0.0)


def prove(confidence: Sequence[float], right: Sequence[bool], target: float = TARGET) -> Proof:
    """The lowest confidence at and above which the bound on precision reaches the target.

    Equal confidences stand or fall together.
    """
    order = np.argsort(-np.asarray(confidence, dtype=float), kind="stable")
    ranked = np.asarray(confidence, dtype=float)[order]
    hits = np.cumsum(np.asarray(right, dtype=int)[order])
    for last in range(len(ranked) - 1, -1, -1):
        if last + 1 < len(ranked) and ranked[last + 1] == ranked[last]:
            continue
        if hits[last] < target * (last + 1):  # the bound lies below the observed share: no need to work it out
            continue
        bound = lower_bound(int(hits[last]), last + 1, CERTAINTY)
        if bound >= target:
            return Proof(float(ranked[last]), last + 1, int(hits[last]), bound)
    return UNPROVEN


def per_category(
    truth: Sequence[str], predicted: Sequence[str], confidence: Sequence[float], target: float = TARGET
) -> dict[str, Proof]:
    """The proof of each category, from the rows that were predicted to be of it."""
    found = {}
    for category in sorted(set(truth) | set(predicted)):
        at = [index for index, name in enumerate(predicted) if name == category]
        found[category] = prove([confidence[index] for index in at], [truth[index] == category for index in at], target)
    return found
