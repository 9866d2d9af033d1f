"""What somebody is writing: held in memory for a look at it before it leaves, and never more than that."""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

__all__ = ["Draft", "Drafts"]

MOST: Final = 200
"""So many are held; the one that was touched longest ago makes room. The browser keeps what is typed, too."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer to a ticket that isn't sent. `shown`: its writer asked how the mail will look."""

    by: str
    number: int
    body: str
    wait: bool
    shown: bool


class Drafts:
    """The drafts of everybody who is writing now, each found by whoever wrote it alone."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Draft] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, draft: Draft) -> str:
        """The token by which the draft is found again."""
        token = secrets.token_urlsafe(12)
        with self._lock:
            self._held[token] = draft
            while len(self._held) > MOST:
                self._held.popitem(last=False)
        return token

    def find(self, token: str, by: str, number: int) -> Draft | None:
        """The draft of this person for this ticket; None where there is none, or no more."""
        with self._lock:
            found = self._held.get(token)
            if found is None or (found.by, found.number) != (by, number):
                return None
            self._held.move_to_end(token)
            return found
