"""What the pages need of whoever keeps users and sessions."""

from datetime import datetime
from typing import Protocol

from processor.facts.actors import Actor

__all__ = ["Visitor", "Visitors"]


class Visitor(Protocol):
    """Somebody who has signed in: who, in which session, and the token that their forms carry."""

    @property
    def actor(self) -> Actor:
        """Who it is."""

    @property
    def session_id(self) -> int:
        """The session's row."""

    @property
    def csrf(self) -> str:
        """What a form of this session carries."""


class Visitors(Protocol):
    """Knows sessions."""

    def visitor(self, token: str, now: datetime) -> Visitor | None:
        """Whose session this token is; None for none, or one that has ended."""
