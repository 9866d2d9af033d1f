"""The clauses of a sentence about persons, and those that take nothing back."""

import re

from processor.forms.values.nothing import says_none

_CLAUSE = re.compile(r"[,;]\s+(?![^()]*\))(?:(?:and|und|и|а|while)\s+(?=\S))?")


def without_none(sentence: str) -> str:
    """The sentence without a clause that says of something else that there is none: ", no order number needed"."""
    parts = re.split(r"(,\s+)", sentence)
    kept = [place for place in range(0, len(parts), 2) if not (place and says_none(parts[place].strip(" .")))]
    return (
        sentence
        if 2 * len(kept) > len(parts)
        else "".join(f"{', ' * (place > 0)}{parts[place]}" for place in kept) + "."
    )


def clauses(sentence: str) -> list[str]:
    """The clauses of a sentence; what only says how to reach somebody belongs to the one before."""
    found: list[str] = []
    for part in _CLAUSE.split(sentence):
        alone = re.sub(
            r"\S+@\S+|[\d\W]|\b(?:tel|phone|mobile|mobil|mail|e-?mail|тел|моб|почта)\b", "", part, flags=re.IGNORECASE
        )
        if found and not alone:
            found[-1] = f"{found[-1]}, {part}"
        else:
            found.append(part)
    return found
