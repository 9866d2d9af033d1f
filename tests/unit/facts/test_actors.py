"""The table of roles, cell by cell: a permission more or less is somebody's decision, not an accident."""

import pytest

from models.vocabulary import Permission, Role
from processor.facts.actors import MAY, Actor

CSM = ["read", "queue", "tickets", "proposals", "deployments", "forms", "people", "export", "verify"]
LEAD = [*CSM, *["settle", "deem", "waive", "quarantine", "outbox", "pause", "model"]]
TABLE = {
    Role.CSM: CSM,
    Role.LEAD: LEAD,
    Role.APPROVER: ["read", "register"],
    Role.AUDITOR: ["read", "export", "verify"],
    Role.ADMIN: [*LEAD, "register", "settings", "users"],
}


def actor(*roles: Role) -> Actor:
    return Actor(1, "kim@vendor.example", "Kim", frozenset(roles), "en")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_what_a_role_may(role: Role, permission: Permission) -> None:
    assert actor(role).may(permission) == (permission.value in TABLE[role])


def test_every_role_stands_in_the_table_and_every_permission_is_somebodys() -> None:
    assert set(MAY) == set(Role)
    assert frozenset().union(*MAY.values()) == set(Permission)


def test_roles_add_up_and_none_may_nothing() -> None:
    both = actor(Role.APPROVER, Role.AUDITOR)
    assert both.may(Permission.REGISTER)
    assert both.may(Permission.EXPORT)
    assert not both.may(Permission.TICKETS)
    assert not any(actor().may(permission) for permission in Permission)
