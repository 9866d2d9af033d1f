"""Looks at proposals that somebody is writing, held in memory for the frames that show them."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from processor.services.previews import Look

__all__ = ["Held", "Looks"]

MOST: Final = 60
"""So many are held; the one that was made longest ago makes room for the next."""


@dataclass(frozen=True, slots=True)
class Held:
    """A look with what was typed for it, by field: the editor shows that again to a browser without scripts."""

    by: str
    look: Look
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Looks:
    """Everybody's newest looks, each found by whoever asked for it alone."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Held] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, held: Held) -> str:
        """The token by which the look is found again."""
        token = secrets.token_urlsafe(12)
        with self._lock:
            self._held[token] = held
            while len(self._held) > MOST:
                self._held.popitem(last=False)
        return token

    def find(self, token: str, by: str) -> Held | None:
        """The look of this person; None where there is none, or no more."""
        with self._lock:
            found = self._held.get(token)
        return found if found is not None and found.by == by else None
