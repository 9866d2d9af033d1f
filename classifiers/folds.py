"""Which rows are judged together by a model that saw none of them."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from classifiers.examples import Row

FOLDS: Final = 8


def folds(rows: Sequence[Row], count: int = FOLDS) -> list[list[int]]:
    """The rows' places in `count` folds at most, none of them empty, the same for the same rows.

    Rows of one author stay together, for the customer who will write is none of the authors: judged by a model that
    knows their other mails, each would look better understood than a stranger. Authors go, the longest first, where
    their language has the fewest rows so far. Rows without an author are spread by category.
    """
    found: list[list[int]] = [[] for _ in range(count)]
    languages: list[Counter[str]] = [Counter() for _ in range(count)]
    for members in _units(rows, count):
        lang = rows[members[0]].lang
        least = min(range(count), key=lambda fold: (languages[fold][lang], len(found[fold]), fold))
        found[least] += members
        languages[least][lang] += len(members)
    return [sorted(fold) for fold in found if fold]


def split(rows: Sequence[Row], count: int = FOLDS) -> Iterator[tuple[list[int], list[int]]]:
    """For each fold the places to learn from and those to judge."""
    for judged in folds(rows, count):
        out = set(judged)
        yield [at for at in range(len(rows)) if at not in out], judged


def _units(rows: Sequence[Row], count: int) -> list[list[int]]:
    """Rows that stay together, the most first.

    An author with more than their share of a language is split by category all the same: with a whole language in one
    fold there would be nothing to learn it from.
    """
    authors: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        authors[row.lang, row.group].append(at)
    totals = Counter(row.lang for row in rows)
    units: list[list[int]] = []
    for (lang, group), members in sorted(authors.items()):
        if group and 2 * len(members) <= totals[lang]:
            units.append(members)
        else:
            units += _dealt(rows, members, count)
    return sorted(units, key=lambda unit: (-len(unit), unit))


def _dealt(rows: Sequence[Row], members: Sequence[int], count: int) -> list[list[int]]:
    """These rows dealt out in `count` hands, each with its share of every category; chance comes from the ids."""
    order = sorted(members, key=lambda at: (rows[at].category, hashlib.sha256(rows[at].id.encode()).digest()))
    return [hand for start in range(count) if (hand := list(order[start::count]))]
