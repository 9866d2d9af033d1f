"""What each route takes and needs, learned by asking its handler: fields by their kinds, permissions by watching.

A handler is called with a form that is whatever it is asked for. The guard is watched: the first permission that goes
beyond reading is what the route needs, and the handler goes no further. So nothing here is a list made by hand, and a
new route is tried as soon as it is served.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from typing import Any, Final
from unittest.mock import patch
from zoneinfo import ZoneInfo

from models.vocabulary import Language, Permission, Role
from processor.bootstrap.app import App
from processor.clock import utc_now
from processor.errors import SignoffError
from processor.facts.actors import Actor
from processor.services.access import guard
from processor.web.desk import Desk
from processor.web.fields import Fields, Upload
from processor.web.route import PageRoute
from processor.web.site import Site
from processor.web.visit import Asked, Visit
from tests.web.story import CSM, CUSTOMER, LOGINS, PASSWORD

UTC: Final = ZoneInfo("UTC")
_TURNS: Final = 3
"""So many values of a choice are tried."""
NUMBERS: Final = (1, 2, 3, 4, 5, 6)
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": ("timeline", "roadmap"),
    "paper": ("go-live", "completion", "golive", "pre_install"),
    "login": ("lena@vendor.example",),
    "name": ("26-1.1", "m1"),
    "token": ("x",),
    "digest": ("0" * 64,),
}
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "customer": (CUSTOMER,),
    "address": ("anna@northwind.example",),
    "email": ("new@northwind.example",),
    "person": ("Anna Berg <anna@northwind.example>",),
    "from": ("Anna Berg <anna@northwind.example>",),
    "login": ("new@vendor.example",),
    "language": ("en",),
    "timezone": ("Europe/Berlin",),
    "assignee": (CSM,),
    "to": (LOGINS[Role.LEAD],),
    "other": ("2",),
    "roles": ("csm",),
    "domain": ("new.example",),
    "currency": ("EUR",),
    "approvers": ("paul@northwind.example",),
    "verdict": ("uphold", "annul"),
    "leave_out": ("none.pdf",),
    "deputy_of": ("",),
    "post": ("",),
    "user": ("",),
    "contact": ("anna@northwind.example",),
    "contact_new": ("",),
    "definition": ("pre_install",),
    "kind": ("customers",),
    "data": ("bmFtZQpOZXdjb21lcgo=",),
    "theme": ("dark",),
    "next": ("/queue",),
}
"""Words that stand for something: any other word will do for the rest."""


class Reached(Exception):  # noqa: N818 - nothing went wrong
    """The handler asked for more than reading."""


class Willing(Fields):
    """A form that holds whatever a handler asks it for, and remembers what that was."""

    def __init__(self, site: Site, turn: int) -> None:
        self._turn = turn
        self._later = (utc_now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
        self.asked: dict[str, tuple[str, list[str]]] = {}
        self.files: dict[str, Upload] = {}
        super().__init__(site.pages.words(Language.ENGLISH), {}, UTC)

    def __contains__(self, name: object) -> bool:
        return True

    def _give(self, name: str, kind: str, *usual: str) -> None:
        given = list(WORDS.get(name, usual)) if kind in {"text", "many"} else list(usual)
        if name.endswith("_at"):
            given = [self._later]
        given = given[self._turn % len(given) :] + given[: self._turn % len(given)]
        self.asked.setdefault(name, (kind, given))
        self._values = {one: values for one, (_, values) in self.asked.items()}

    def text(self, name: str, *given: Any, **options: Any) -> str:
        self._give(name, "text", f"Words of {name}")
        return super().text(name, *given, **options)

    def secret(self, name: str) -> str:
        self._give(name, "text", PASSWORD)
        return super().secret(name)

    def number(self, name: str, default: int | None = None, least: int = 0, most: int = 2**31 - 1) -> int:
        self._give(name, "number", str(max(least, 1)))
        return super().number(name, default, least, most)

    def maybe_number(self, name: str, *given: Any, **options: Any) -> int | None:
        self._give(name, "number", "1")
        return super().maybe_number(name, *given, **options)

    def decimal(self, name: str) -> Any:
        self._give(name, "number", "12.5")
        return super().decimal(name)

    def date(self, name: str) -> Any:
        self._give(name, "date", self._later[:10] if name == "valid_until" else utc_now().date().isoformat())
        return super().date(name)

    def moment(self, name: str) -> Any:
        self._give(name, "date", self._later)
        return super().moment(name)

    def choice(self, name: str, kind: Any, *given: Any, **options: Any) -> Any:
        self._give(name, "choice", *(str(one.value) for one in kind))
        return super().choice(name, kind, *given, **options)

    def maybe_choice(self, name: str, kind: Any) -> Any:
        self._give(name, "choice", *(str(one.value) for one in kind))
        return super().maybe_choice(name, kind)

    def many(self, name: str, most: int = 500) -> tuple[str, ...]:
        self._give(name, "many", "1")
        return super().many(name, most)

    def flag(self, name: str) -> bool:
        self._give(name, "choice", "1", "0")
        return super().flag(name)

    def uploads(self, name: str, most: int = 20) -> tuple[Upload, ...]:
        self.files.setdefault(name, Upload("list.csv", b"name,language\nNewcomer,en\n"))
        self._files = {one: [upload] for one, upload in self.files.items()}
        return super().uploads(name, most)


@dataclass
class Learnt:
    """A route with a path that leads somewhere, the fields that its handler asked for, and what it needs.

    `fields`: kind and good values by name; the first value is the one that was tried. `needs`: None where the handler
    asked for nothing but reading.
    """

    route: PageRoute
    path: str
    fields: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    query: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    needs: Permission | None = None
    leads: bool = False
    """Whether the handler refused nothing."""

    def better_than(self, other: "Learnt") -> bool:
        """Whether the handler came further with this."""
        return (self.needs is not None, self.leads, len(self.fields)) > (
            other.needs is not None, other.leads, len(other.fields),
        )  # fmt: skip

    @property
    def name(self) -> str:
        """What the test is called."""
        return f"{self.route.method} {self.route.path}"

    @property
    def form(self) -> dict[str, str]:
        """A form that is right as far as the handler looked."""
        return {name: values[0] for name, (_, values) in self.fields.items() if values}

    @property
    def uploads(self) -> dict[str, tuple[str, bytes]]:
        """The files of the same form."""
        return {name: (one.filename, one.body) for name, one in self.files.items()}


def learn(app: App, routes: tuple[PageRoute, ...]) -> list[Learnt]:
    """Everything about all routes but those for whoever hasn't signed in. What reading writes lands in `app`."""
    site = Site(app)
    user = app.store.users.get(LOGINS[Role.ADMIN])
    actor = Actor(user.user_id, user.login, user.display, frozenset({Role.ADMIN}), "en")
    return [_learnt(site, actor, route) for route in routes if route.handler is not None]


def _learnt(site: Site, actor: Actor, route: PageRoute) -> Learnt:
    best: Learnt | None = None
    for parts, turn in product(_parts(route), range(_TURNS)):
        got = _tried(site, actor, route, parts, turn)
        if best is None or got.better_than(best):
            best = got
        if got.needs is not None or (got.leads and route.method == "GET"):
            break
    assert best is not None
    return best


def _tried(site: Site, actor: Actor, route: PageRoute, parts: Mapping[str, str | int], turn: int) -> Learnt:
    form, query, seen = Willing(site, turn), Willing(site, turn), list[Permission]()
    real = guard._require

    def watched(who: Actor, permission: Permission, what: str) -> None:
        real(who, permission, what)
        if permission is not Permission.READ:
            seen.append(permission)
            raise Reached

    path = path_of(route, parts)
    asked = Asked(route.method, path, path, False, "", None)
    visit = Visit(
        asked, site.pages.words(Language.ENGLISH), UTC, utc_now(), "x" * 20, "127.0.0.1", "test", parts,
        query, form, "", lambda *_: "", actor, 1,
    )  # fmt: skip
    assert route.handler is not None
    leads = False
    with patch.object(guard, "_require", watched), suppress(Reached, SignoffError):
        route.handler(visit, Desk(site, actor))
        leads = True
    return Learnt(route, path, form.asked, query.asked, form.files, seen[0] if seen else None, leads)


def _parts(route: PageRoute) -> Iterator[dict[str, str | int]]:
    """Paths to try: with numbers and names that may be some of the story's."""
    names = parts_of(route)
    choices = [[*NUMBERS] if kind == "int" else [*PARTS.get(name, ("x",))] for name, kind in names.items()]
    for chosen in product(*choices):
        yield dict(zip(names, chosen, strict=True))


def parts_of(route: PageRoute) -> dict[str, str]:
    """The names in the path, each with its kind ("int", "path", or "" for a word)."""
    inner = [part.partition("}")[0] for part in route.path.split("{")[1:]]
    return {one.partition(":")[0]: one.partition(":")[2] for one in inner}


def path_of(route: PageRoute, parts: Mapping[str, object]) -> str:
    """The path with these in it."""
    path = route.path
    for name, kind in parts_of(route).items():
        path = path.replace("{" + name + (f":{kind}" if kind else "") + "}", str(parts[name]))
    return path
