"""The set of categories that holds the right one in nine mails of ten.

Split conformal prediction with the least ambiguous sets of M. Sadinle, J. Lei and L. Wasserman (JASA 114, 2019), over
out-of-fold probabilities. The promise is that the right label is in the set, not that a set of one is right: it is
for showing, never for acting.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final

ALPHA: Final = 0.10
"""Share of mails whose right label may be missing from the set."""

ENOUGH: Final = 50
"""Rows from which a category has a quantile of its own; below, that of all rows holds."""


def quantiles(
    truth: Sequence[str], classes: Sequence[str], probabilities: Sequence[Sequence[float]], alpha: float = ALPHA
) -> dict[str, float]:
    """For each class the greatest strangeness (one minus its probability) at which it belongs to the set."""
    place = {name: at for at, name in enumerate(classes)}
    scores = [(name, 1 - float(row[place[name]])) for name, row in zip(truth, probabilities, strict=True)]
    overall = _quantile([score for _, score in scores], alpha)
    found = {}
    for name in classes:
        own = [score for label, score in scores if label == name]
        found[name] = _quantile(own, alpha) if len(own) >= ENOUGH else overall
    return found


def likely(probabilities: Mapping[str, float], limits: Mapping[str, float]) -> tuple[str, ...]:
    """The set for one mail, the likeliest first; never empty, since somebody has to be asked about something."""
    ranked = sorted(probabilities, key=lambda name: (-probabilities[name], name))
    return tuple(name for at, name in enumerate(ranked) if at == 0 or 1 - probabilities[name] <= limits[name])


def _quantile(scores: Sequence[float], alpha: float) -> float:
    """The score that a new one exceeds in at most a share `alpha` of cases, by the finite-sample correction."""
    rank = math.ceil((len(scores) + 1) * (1 - alpha))
    return sorted(scores)[rank - 1] if rank <= len(scores) else 1.0
