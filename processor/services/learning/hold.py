"""Whether a person holds the model that judges, so that no training replaces it by itself.

Nothing is kept for this alone: the pointer and the rows say it. A training promotes only what it has just made, so
whoever let an older model judge, or the one that ships, was a person, and meant it.
"""

from collections.abc import Sequence
from typing import Final

from models.vocabulary import ModelState
from processor.services.learning.shelf import STARTER
from processor.store.trained import ModelRow

BY_ITSELF: Final = "signoff"
"""Who promotes what the gate let pass."""


def held(pointed: str | None, rows: Sequence[ModelRow]) -> str:
    """Who holds the model that the pointer names, in a sentence; "" where nobody does. `rows`: the newest first.

    Held is the starter once it was promoted, and a model that a person promoted while there was a newer one.
    """
    if pointed == STARTER:
        return f"the model that ships is held ({_who_put_it_back(rows)})"
    for at, row in enumerate(rows):
        if row.name == pointed and row.promoted_by != BY_ITSELF and row.promoted_at is not None:
            when = row.promoted_at
            if any(newer.made_at <= when for newer in rows[:at]):
                return f"{row.name} is held ({row.promoted_by} let it judge although there was a newer one)"
    return ""


def _who_put_it_back(rows: Sequence[ModelRow]) -> str:
    """What was noted of the one that judged last, which was retired for the starter."""
    judged = [(row.promoted_at, row) for row in rows if row.promoted_at is not None and row.state is ModelState.RETIRED]
    return max(judged, key=lambda pair: pair[0])[1].why if judged else "by signoff model promote starter"
