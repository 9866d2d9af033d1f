"""From which confidence on a category may be trusted: proven on mails that the judging model had not seen.

Out-of-fold predictions over all rows and a Clopper-Pearson lower bound: a plain cut at the observed precision delivers
less than it promises on small corpora.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import dropwhile, takewhile
from typing import Any, Final

import numpy as np

from classifiers.bounds import CERTAINTY, lower_bound
from classifiers.examples import Row

TARGET: Final = 0.95
"""Share of automatic labels that must be right, category by category."""

OWN_ROWS: Final = 300
"""Labelled mails of the customers themselves from which these alone prove a threshold."""

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
    return _last(_proofs(confidence, right, target))


def prove_steadily(confidence: Sequence[float], right: Sequence[bool], target: float = TARGET) -> Proof:
    """The same, where the bound must hold at every cut from the first at which it does down to this one.

    Of many cuts that are tried one may pass by luck after a better one has failed.
    """
    from_first = dropwhile(_misses, _proofs(confidence, right, target))
    return _last(takewhile(lambda proof: not _misses(proof), from_first))


def _misses(proof: Proof | None) -> bool:
    return proof is None


def _last(proofs: Iterable[Proof | None]) -> Proof:
    found = UNPROVEN
    for proof in proofs:
        found = proof or found
    return found


def _proofs(confidence: Sequence[float], right: Sequence[bool], target: float) -> Iterator[Proof | None]:
    """For each cut, the strictest first, its proof, or None where the bound misses the target."""
    order = np.argsort(-np.asarray(confidence, dtype=float), kind="stable")
    ranked = np.asarray(confidence, dtype=float)[order].tolist()
    hits = np.cumsum(np.asarray(right, dtype=int)[order]).tolist()
    for at, cut in enumerate(ranked):
        if at + 1 < len(ranked) and ranked[at + 1] == cut:
            continue
        # The bound lies below the observed share: where that is too low there is no need to work it out.
        bound = lower_bound(hits[at], at + 1, CERTAINTY) if hits[at] >= target * (at + 1) else 0.0
        yield Proof(cut, at + 1, hits[at], bound) if bound >= target else None


def stricter(target: float) -> float:
    """The target for rows that are not the customers' mail: a quarter fewer errors.

    Mails written for training are no sample of those that will come: on mails of an author unseen there were more
    errors among the confident labels than out of fold, though the folds left out whole authors.
    """
    return 1 - (1 - target) * 0.75


def proofs(
    rows: Sequence[Row], predicted: Sequence[str], confidence: Sequence[float], target: float
) -> dict[str, Proof]:
    """The proof of each category for a model of these rows.

    Given by the customers' own rows where there are enough of them, else by all, to a stricter target.
    """
    own = [at for at, row in enumerate(rows) if row.own]
    places, needed = (own, target) if len(own) >= OWN_ROWS else (range(len(rows)), stricter(target))
    found = per_category(
        [rows[at].category for at in places],
        [predicted[at] for at in places],
        [confidence[at] for at in places],
        needed,
    )
    return {category: found.get(category, UNPROVEN) for category in sorted({row.category for row in rows})}


def per_category(
    truth: Sequence[str], predicted: Sequence[str], confidence: Sequence[float], target: float = TARGET
) -> dict[str, Proof]:
    """The proof of each category, from the rows that were predicted to be of it.

    No category is trusted below the confidence at which all of them together are proven: its own rows are few, and
    the categories that pass by their own record alone are, more often than not, the lucky ones. On 1,050 of NLBSE'24's
    issues the own record by itself delivered 0.948 for 0.95, both together 0.967.
    """
    right = [label == true for label, true in zip(predicted, truth, strict=True)]
    floor = prove_steadily(confidence, right, target).threshold
    found = {}
    for category in sorted(set(truth) | set(predicted)):
        at = [index for index, name in enumerate(predicted) if name == category]
        own = prove([confidence[index] for index in at], [right[index] for index in at], target)
        found[category] = own if own.threshold >= floor else _raised(own, floor, at, confidence, right)
    return found


def _raised(own: Proof, floor: float, at: Sequence[int], confidence: Sequence[float], right: Sequence[bool]) -> Proof:
    """A category's proof at a higher cut than it would need by itself: what holds from lower on holds from here."""
    if floor >= NEVER:
        return UNPROVEN
    above = [right[index] for index in at if confidence[index] >= floor]
    return Proof(floor, len(above), sum(above), own.bound)
