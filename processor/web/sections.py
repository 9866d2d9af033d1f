"""The sections of the pages, as the navigation shows them."""

from dataclasses import dataclass
from typing import Final

from models.vocabulary import Permission
from processor.facts.actors import Actor

__all__ = ["GROUPS", "Group", "Section", "sections_for"]


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its name (`shell.sections.<name>`), address, picture, the key after `g`, and what it needs."""

    name: str
    path: str
    icon: str
    key: str
    needs: Permission = Permission.READ


@dataclass(frozen=True, slots=True)
class Group:
    """Sections that stand together, under `shell.groups.<name>`."""

    name: str
    sections: tuple[Section, ...]


GROUPS: Final = (
    Group(
        "work",
        (
            Section("queue", "/queue", "inbox", "q"),
            Section("tickets", "/tickets", "ticket", "t"),
            Section("proposals", "/proposals", "file", "p"),
            Section("deployments", "/deployments", "board", "d"),
            Section("forms", "/forms", "form", "f"),
        ),
    ),
    Group(
        "evidence",
        (
            Section("acceptances", "/acceptances", "check", "a"),
            Section("ledger", "/ledger", "chain", "l"),
        ),
    ),
    Group(
        "watch",
        (
            Section("figures", "/figures", "chart", "h"),
            Section("mail", "/mail", "mail", "m"),
        ),
    ),
    Group(
        "book",
        (
            Section("customers", "/customers", "people", "c"),
            Section("register", "/register", "pen", "r"),
            Section("users", "/users", "key", "u", Permission.USERS),
            Section("settings", "/settings", "gear", "s"),
        ),
    ),
)
"""All sections in the order in which they are shown."""


def sections_for(actor: Actor) -> tuple[Group, ...]:
    """What somebody finds in the navigation; that a page is refused is for the services to say."""
    groups = (Group(one.name, tuple(s for s in one.sections if actor.may(s.needs))) for one in GROUPS)
    return tuple(group for group in groups if group.sections)
