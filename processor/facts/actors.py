"""Who does something, and what the roles allow: the only table of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from models.vocabulary import Permission, Role

_CSM: Final = frozenset(
    {
        Permission.READ,
        Permission.QUEUE,
        Permission.TICKETS,
        Permission.PROPOSALS,
        Permission.DEPLOYMENTS,
        Permission.FORMS,
        Permission.PEOPLE,
        Permission.EXPORT,
        Permission.VERIFY,
    }
)
_LEAD: Final = _CSM | {
    Permission.SETTLE,
    Permission.DEEM,
    Permission.WAIVE,
    Permission.QUARANTINE,
    Permission.OUTBOX,
    Permission.PAUSE,
    Permission.MODEL,
}

MAY: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.CSM: _CSM,
    Role.LEAD: _LEAD,
    Role.APPROVER: frozenset({Permission.READ, Permission.REGISTER}),
    Role.AUDITOR: frozenset({Permission.READ, Permission.EXPORT, Permission.VERIFY}),
    Role.ADMIN: _LEAD | {Permission.REGISTER, Permission.SETTINGS, Permission.USERS},
}
"""What each role may do. Several roles add up."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who works here and has signed in.

    `name` is their login, a mail address in lower case: what stands as `by` in whatever they do. `display` is for
    people to read.
    """

    user_id: int
    name: str
    display: str
    roles: frozenset[Role]
    language: str

    def may(self, permission: Permission) -> bool:
        """Whether one of the roles allows it."""
        return any(permission in MAY[role] for role in self.roles)
