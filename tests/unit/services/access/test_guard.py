"""No service method can be called from a page but by its line in the table, and never in another's name."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, get_type_hints

import pytest

from models.vocabulary import Permission, Role
from processor.bootstrap.app import App
from processor.errors import Forbidden
from processor.facts.actors import MAY, Actor
from processor.facts.causes import Confirm
from processor.facts.deployments.commands import MeetCondition, WaiveCondition
from processor.services.access.guard import guarded, needs
from processor.services.access.needs import ANY, COMMANDS, NEEDS, NEVER
from processor.services.operating import Pauses
from processor.store.views.views import Views

NOW = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)
NO_SERVICES = frozenset(
    {
        "Applier",
        "Composer",
        "CurrentModel",
        "Deliver",
        "Gather",
        "Handle",
        "Once",
        "Reader",
        "Receive",
        "Sealing",
        "SignIn",
        "SigningKeyRow",
        "Source",
        "Standings",
        "Timekeeping",
    }
)
"""What an App makes for loops, for signing in, and as parts of services: no page holds any of it."""


def services() -> dict[str, type]:
    """The services that an App makes, by the name of their class."""
    found: dict[str, type] = {"Views": Views}
    for name, method in inspect.getmembers(App, inspect.isfunction):
        kind = get_type_hints(method, localns=_named_for_types(method.__module__)).get("return")
        if not name.startswith("_") and inspect.isclass(kind) and kind.__module__.startswith("processor."):
            found[kind.__name__] = kind
    return found


def _named_for_types(module: str) -> dict[str, Any]:
    """What a module imports for its annotations alone."""
    tree = ast.parse(inspect.getsource(import_module(module)))
    blocks = [one for one in tree.body if isinstance(one, ast.If) and ast.unparse(one.test) == "TYPE_CHECKING"]
    imports = [one for block in blocks for one in block.body if isinstance(one, ast.ImportFrom)]
    return {name.name: getattr(import_module(one.module or ""), name.name) for one in imports for name in one.names}


def public(kind: type) -> Iterator[str]:
    for name, value in inspect.getmembers(kind):
        if not name.startswith("_") and callable(value):
            yield name


def actor(*roles: Role) -> Actor:
    return Actor(1, "kim@vendor.example", "Kim", frozenset(roles), "en")


@pytest.mark.parametrize("name", sorted(set(services()) - NO_SERVICES))
def test_every_public_method_of_every_service_has_its_line(name: str) -> None:
    table, never = NEEDS.get(name, {}), NEVER.get(name, frozenset())
    methods = set(public(services()[name]))
    if ANY not in table:
        assert methods - set(table) - never == set(), "a line in NEEDS, or in NEVER, is missing"
        assert set(table) - methods == set(), "these are gone"
    assert not set(table) & never
    assert never <= methods


def test_the_table_names_no_service_that_is_gone() -> None:
    assert set(NEEDS) | set(NEVER) <= set(services())


def test_only_what_reads_may_be_taken_as_a_whole() -> None:
    assert {name: table[ANY] for name, table in NEEDS.items() if ANY in table} == dict.fromkeys(
        ("Views", "Figures"), Permission.READ
    )
    assert needs("Views", "ticket") is Permission.READ
    assert needs("Views", "_db") is None
    assert needs("Sealing", "turn") is None


@dataclass
class Recorded:
    """Stands in for a service: remembers what reached it."""

    calls: list[tuple[Any, ...]]


def service_of(name: str, method: str) -> Any:
    """An object that has the name of a service, and one of its methods."""

    def reach(self: Recorded, *given: Any) -> str:
        self.calls.append(given)
        return "done"

    made = type(name, (Recorded,), {method: reach})
    made.__module__ = "processor.services.fake"
    return made([])


@pytest.mark.parametrize("role", Role)
def test_each_role_is_refused_what_it_may_not_and_let_do_what_it_may(role: Role) -> None:
    for name, table in NEEDS.items():
        for method, permission in table.items():
            if method == ANY:
                continue
            service = service_of(name, method)
            call = getattr(guarded(service, actor(role)), method)
            if permission in MAY[role]:
                assert call() == "done"
            else:
                with pytest.raises(Forbidden, match=permission.value):
                    call()
            assert bool(service.calls) == (permission in MAY[role])


class Tickets:
    """A service with a method that is in the table, one that isn't, and one that is nobody's business."""

    attribute = 7

    def work(self, number: int, command: object, now: datetime, other: int | None = None) -> str:
        return "done"

    def other(self) -> str:
        return "done"

    def _run(self) -> str:
        return "done"


Tickets.__module__ = "processor.services.tickets"


@pytest.mark.parametrize("name", ["other", "_run", "attribute", "nothing_of_the_kind"])
def test_what_is_not_in_the_table_is_refused_to_everybody(name: str) -> None:
    with pytest.raises(Forbidden, match="not for pages"):
        getattr(guarded(Tickets(), actor(*Role)), name)


def test_a_part_of_the_store_that_has_a_services_name_is_no_service() -> None:
    class Quarantine:
        def retry(self, fetch_id: int) -> None:
            raise AssertionError

    Quarantine.__module__ = "processor.store.quarantine"
    with pytest.raises(Forbidden):
        guarded(Quarantine(), actor(Role.ADMIN)).retry(7)


def test_nobody_acts_in_another_name() -> None:
    work = guarded(Tickets(), actor(Role.CSM)).work
    assert work(1, Confirm("kim@vendor.example"), NOW) == "done"
    for command in (Confirm("lena@vendor.example"), [Confirm("lena@vendor.example")], ((Confirm(""), 3),)):
        with pytest.raises(Forbidden, match="name of somebody else"):
            work(1, command, NOW)
        with pytest.raises(Forbidden, match="name of somebody else"):
            work(number=1, command=command, now=NOW)


@pytest.mark.parametrize("by", ["lena@vendor.example", "KIM@vendor.example", "", "kim@vendor.example "])
def test_by_as_an_argument_is_held_to_the_actor(by: str) -> None:
    class Kept(Pauses):
        def __init__(self) -> None:
            pass

        def resume(self, switch: Any, by: str = "", now: datetime = NOW) -> bool:
            return True

    Kept.__name__, Kept.__module__ = "Pauses", "processor.services.operating"
    resume = guarded(Kept(), actor(Role.LEAD)).resume
    assert resume(None, "kim@vendor.example", NOW)
    for call in (lambda: resume(None, by, NOW), lambda: resume(None, by=by, now=NOW), lambda: resume(None)):
        with pytest.raises(Forbidden):
            call()


def test_a_command_can_need_more_than_its_method() -> None:
    assert COMMANDS["WaiveCondition"] is Permission.WAIVE
    by = "kim@vendor.example"
    meet = MeetCondition(by, 1)
    waive = WaiveCondition(by, 1, "the customer agreed")
    service = service_of("Deployments", "do")
    for role, allowed in ((Role.CSM, False), (Role.LEAD, True)):
        do = guarded(service, actor(role)).do
        assert do(1, meet, NOW) == "done"
        if allowed:
            assert do(1, waive, NOW) == "done"
        else:
            with pytest.raises(Forbidden, match="waive"):
                do(1, waive, NOW)
