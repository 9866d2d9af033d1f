"""Stands in for whoever keeps sessions."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import Language, Role
from processor.facts.actors import Actor
from tests.web.story import LOGINS, NAMES


@dataclass(frozen=True)
class Session:
    actor: Actor
    session_id: int
    csrf: str


class StandIn:
    """Sessions by token."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}

    def token(self, role: Role, language: Language) -> str:
        token = f"{role.value}-{language.value}"
        login = LOGINS[role]
        actor = Actor(len(self._sessions) + 1, login, NAMES[login], frozenset({role}), language.value)
        self._sessions[token] = Session(actor, len(self._sessions) + 1, hashlib.sha256(token.encode()).hexdigest())
        return token

    def visitor(self, token: str, _now: datetime) -> Session | None:
        return self._sessions.get(token)
