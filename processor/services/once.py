"""A form that is sent twice does its work once, whatever happened between the click and the answer."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from processor.errors import Refused
from processor.store.store import Store

LONGEST_KEY: Final = 200

Only = Callable[[Callable[[], str]], str]
"""Runs a transaction's work, or answers what it answered when the same form was posted before."""


def at_once(work: Callable[[], str]) -> str:
    """The answer of the work, for whoever posts no forms."""
    return work()


class Once:
    """Runs what a form asks for, and answers the same form again with what it answered first."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, key: str, by: str) -> str | None:
        """What this person's form of this key was answered, None where it has not been posted."""
        return self._store.once.answer(key, by)

    def run(self, key: str, by: str, work: Callable[[], str], now: datetime) -> str:
        """The answer of `work`, which is done once for each key and person.

        The work and the key share a transaction: after a crash there are both or neither, and of two clicks at the
        same moment one does the work and the other gets its answer. So the work must be quick, and touch nothing but
        the store; what it raises leaves the key unused. Raises Refused for a form without a key.
        """
        if not key or len(key) > LONGEST_KEY:
            raise Refused("this form has no key, or a broken one: load the page again")

        def both() -> str:
            known = self._store.once.answer(key, by)
            if known is not None:
                return known
            answer = work()
            self._store.once.keep(key, by, answer, now)
            return answer

        return self._store.transact(both)
