"""Services as somebody with certain roles may use them: whoever builds a page can't forget to ask."""

import functools
import inspect
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar, cast

from models.vocabulary import Permission
from processor.errors import Forbidden
from processor.facts.actors import Actor
from processor.services.access.needs import ANY, COMMANDS, NEEDS

T = TypeVar("T")
_DEEP: Final = 3
_ROOMS: Final = ("processor.services.", "processor.store.views.")
"""Where services and views are: a part of the store that has a service's name is none."""


def guarded(service: T, actor: Actor) -> T:
    """The service, each of whose methods raises Forbidden where the actor's roles don't allow it.

    Also where it is not in the table, and where `by`, as an argument or in a command, is somebody else.
    """
    return cast(T, _Guarded(service, actor))


def needs(service: str, method: str) -> Permission | None:
    """What the method of this class needs; None where no page may call it."""
    table = NEEDS.get(service, {})
    return None if method.startswith("_") else table.get(method, table.get(ANY))


class _Guarded:
    """Stands before a service."""

    __slots__ = ("__actor", "__service")

    def __init__(self, service: Any, actor: Actor) -> None:
        self.__service = service
        self.__actor = actor

    def __getattr__(self, name: str) -> Callable[..., Any]:
        service, actor = self.__service, self.__actor
        kind = type(service).__name__
        permission = needs(kind, name) if type(service).__module__.startswith(_ROOMS) else None
        if permission is None:
            raise Forbidden(f"{kind}.{name} is not for pages")
        method = getattr(service, name)
        if not callable(method):
            raise Forbidden(f"{kind}.{name} is not for pages")
        signature = inspect.signature(method)

        @functools.wraps(method)
        def checked(*given: Any, **named: Any) -> Any:
            _require(actor, permission, name)
            bound = signature.bind(*given, **named)
            bound.apply_defaults()
            for what, value in bound.arguments.items():
                _hold(actor, value, name, is_by=what == "by")
            return method(*given, **named)

        return checked


def _require(actor: Actor, permission: Permission, what: str) -> None:
    if not actor.may(permission):
        roles = ", ".join(sorted(role.value for role in actor.roles)) or "no role"
        raise Forbidden(f"{actor.name} ({roles}) may not do this: {what} needs the permission {permission.value}")


def _hold(actor: Actor, value: Any, method: str, *, is_by: bool) -> None:
    """Raises Forbidden for another's name as `by`, and for a command that needs more than its method."""
    if is_by and value != actor.name:
        raise Forbidden(f"{actor.name} can't do this in the name of somebody else: {method}")
    for one in _parts(value):
        if isinstance(getattr(one, "by", actor.name), str) and getattr(one, "by", actor.name) != actor.name:
            raise Forbidden(f"{actor.name} can't do this in the name of somebody else: {method}")
        more = COMMANDS.get(type(one).__name__)
        if more is not None:
            _require(actor, more, type(one).__name__)


def _parts(value: Any, deep: int = _DEEP) -> Iterator[Any]:
    """The value, and what a list or tuple of several holds."""
    if isinstance(value, list | tuple) and deep:
        for one in value:
            yield from _parts(one, deep - 1)
    else:
        yield value
