"""Every route there is, whatever it does: nobody gets what isn't theirs, and no input breaks anything."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.vocabulary import Permission, Role
from processor.clock import utc_now
from processor.facts.actors import MAY
from processor.facts.causes import Note
from processor.web.routes import all_routes
from tests.web.asking import Caller
from tests.web.conftest import free_port
from tests.web.learning import PARTS, Learnt, learn, parts_of
from tests.web.site import DeskSite, app_in, serve
from tests.web.story import LOGINS

Call = Callable[..., Caller]
ROUTES: Final = all_routes()
SIGNED: Final = tuple(one for one in ROUTES if one.handler is not None)
EXAMPLES: Final = 5
SLOWEST: Final = 20.0
"""Seconds of an answer, on a machine that does other things beside: that it comes at all is what is held."""

OWN: Final = frozenset({
    "POST /account/theme", "POST /signout", "POST /account/second", "POST /account/name", "POST /account/password",
    "POST /account/codes", "POST /account/sessions/{session:int}/end", "POST /account/sessions/end",
    "POST /proposals/look", "POST /proposals/preview",
})  # fmt: skip
"""What everybody does with what is their own: the account, and words that are typed and not yet kept."""

SESSIONS: Final = frozenset({"user_session"})
"""What every visit writes: that somebody is still there."""

HOSTILE: Final = (
    "", " ", "0", "-1", "1.5", "1e999", "NaN", "٣", "²", str(2**31), str(2**63), str(10**30), "9" * 5000, "None",
    "null", "true", "'; drop table ticket; --", "%", "\\", "../../etc/passwd", "{{ 7 * 7 }}", "{0.__class__}", "{",
    "%s%n", "<script>alert(1)</script>", "\x00", "a\x00b", "\x1b[31m", "\r\nSet-Cookie: a=b", "\u202egnp.exe",
    "\ufeff", "\U0001f469\u200d\U0001f4bb", "\u0645\u0631\u062d\u0628\u0627", "\ud7ff\uffff", "ß" * 400, "a" * 60_000,
    "\n" * 2_000, "2026-02-30", "9999-12-31", "0001-01-01", "9999-12-31T23:59", "0001-01-01T00:00", "2026-W01",
    "2026-11-22T10:00+99:99", "@", "a@", "a@b", "x@" + "y" * 300, "Europe/../../etc/passwd", "//evil.example",
    "https://evil.example", "PT1S", "\"AND\" OR NEAR(", "*", "NOT", "(((((", "^a:b", "-", "[", "#", "==", "=1+1",
    ",,,", ";", "12,5", "1 000", "1,2,3",
)  # fmt: skip
"""What has broken programs before."""


@pytest.fixture(scope="module")
def folder(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story, and one step of the administrator, who can take it back."""
    made = tmp_path_factory.mktemp("stepped")
    site = serve(told, made, free_port())
    site.app.tickets().work(1, Note(LOGINS[Role.ADMIN], "Noted."), utc_now())
    site.close()
    return made


@pytest.fixture(scope="module")
def learnt(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Learnt]:
    """What each route takes and needs, learned on a copy."""
    app = app_in(_copy(folder, tmp_path_factory))
    try:
        return learn(app, ROUTES)
    finally:
        app.store.close()


@pytest.fixture(scope="module")
def site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    """The site of this file."""
    made = serve(folder, tmp_path_factory.mktemp("site"), free_port())
    yield made
    made.close()


@pytest.fixture(scope="module")
def call(site: DeskSite) -> Iterator[Call]:
    """Callers, one for each role."""
    made: dict[Role | None, Caller] = {}
    with ExitStack() as stack:

        def caller(role: Role | None = None) -> Caller:
            if role not in made:
                made[role] = Caller(site, role)
                stack.callback(made[role].close)
            return made[role]

        yield caller


def _copy(folder: Path, factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(folder, factory.mktemp("copy"), dirs_exist_ok=True))


def stored(site: DeskSite) -> dict[str, str]:
    """A digest of every table but those of sessions: what differs afterwards was stored."""
    with closing(sqlite3.connect(site.folder / "signoff.db")) as db:
        names = [name for (name,) in db.execute("select name from sqlite_master where type = 'table' order by name")]
        return {
            name: hashlib.sha256(repr(db.execute(f'select * from "{name}"').fetchall()).encode()).hexdigest()
            for name in names
            if name not in SESSIONS
        }


def sent(caller: Caller, one: Learnt, hidden: dict[str, str], **options: Any) -> httpx.Response:
    """The form of this route as it should be, with these hidden fields."""
    files = one.uploads or None
    return caller.post(one.path, {**one.form, **hidden}, files=files, **options)


def test_what_each_route_needs_was_learned(learnt: list[Learnt]) -> None:
    """Every action reaches the guard, or is one's own: a form that the rest of this file sends means something."""
    assert {one.name for one in learnt if one.route.method == "POST" and one.needs is None} == OWN
    assert {one.needs for one in learnt if one.needs} >= {
        Permission.QUEUE, Permission.TICKETS, Permission.DEPLOYMENTS, Permission.FORMS, Permission.PEOPLE,
        Permission.REGISTER, Permission.SETTINGS, Permission.USERS, Permission.DEEM, Permission.OUTBOX,
    }  # fmt: skip


def test_without_a_session_there_is_nothing(site: DeskSite, call: Call, learnt: list[Learnt]) -> None:
    before = stored(site)
    for one in learnt:
        if one.route.method == "GET":
            answer = call().get(one.path)
            assert (answer.status_code, answer.content) == (303, b""), one.name
            assert answer.headers["location"].startswith("/signin?next=/"), one.name
        else:
            answer = sent(call(), one, {})
            assert answer.status_code == 401, one.name
            assert "Northwind" not in answer.text, one.name
    assert stored(site) == before


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_what_a_role_may_not_is_refused_and_stores_nothing(
    site: DeskSite, call: Call, learnt: list[Learnt], role: Role
) -> None:
    caller, before = call(role), stored(site)
    token = {"_csrf": caller.hidden("/account")["_csrf"]}
    tried = 0
    for one in learnt:
        if one.needs is None or one.needs in MAY[role]:
            continue
        tried += 1
        answer = caller.get(one.path) if one.route.method == "GET" else sent(caller, one, token)
        assert answer.status_code == 403, one.name
        assert "may not do this" in answer.text, one.name
    assert stored(site) == before
    assert tried > {Role.CSM: 10, Role.LEAD: 10, Role.APPROVER: 60, Role.AUDITOR: 60, Role.ADMIN: -1}[role]


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_pages_answer_to_every_role(call: Call, learnt: list[Learnt], role: Role) -> None:
    for one in learnt:
        if one.route.method == "GET" and (one.needs is None or one.needs in MAY[role]):
            answer = call(role).get(one.path)
            assert answer.status_code in ({200, 303} if one.leads else {200, 303, 404}), (one.path, answer.status_code)


def test_a_form_of_somebody_else_is_refused_everywhere(site: DeskSite, call: Call, learnt: list[Learnt]) -> None:
    """Without the session's token, and with it from another site."""
    admin, before = call(Role.ADMIN), stored(site)
    token = {"_csrf": admin.hidden("/account")["_csrf"]}
    for one in learnt:
        if one.route.method == "POST":
            assert sent(admin, one, {}).status_code == 403, one.name
            foreign = sent(admin, one, token, headers={"Origin": "https://evil.example"})
            assert foreign.status_code == 403, one.name
    for route in ROUTES:
        if route.open is not None and route.method == "POST":
            assert call().post(route.path, {"login": LOGINS[Role.CSM]}).status_code == 403, route.path
    assert stored(site) == before


def document(learnt: list[Learnt]) -> dict[str, Any]:
    """All routes as OpenAPI tells of them, with the fields that their handlers asked for."""
    known = {(one.route.method, one.route.path): one for one in learnt}
    paths: dict[str, Any] = {}
    for route in ROUTES:
        one = known.get((route.method, route.path)) or Learnt(route, route.path, GUEST, GUEST)
        operation: dict[str, Any] = {"responses": {"200": {"description": "a page"}}}
        parts = parts_of(route)
        operation["parameters"] = [_part(name, kind) for name, kind in parts.items()]
        operation["parameters"] += [
            {"name": name, "in": "query", "schema": _schema(*asked)} for name, asked in one.query.items()
        ]
        if route.method == "POST":
            fields = {name: _schema(*asked) for name, asked in one.fields.items()}
            form = {"schema": {"type": "object", "properties": fields, "additionalProperties": False}}
            operation["requestBody"] = {"required": True, "content": {"application/x-www-form-urlencoded": form}}
        plain = route.path.replace(":int", "").replace(":path", "")
        paths.setdefault(plain, {})[route.method.lower()] = operation
    return {"openapi": "3.0.3", "info": {"title": "Signoff", "version": "1"}, "paths": paths}


GUEST: Final = {
    "next": ("text", ["/queue"]), "login": ("text", [LOGINS[Role.CSM]]), "password": ("text", ["x"]),
    "code": ("text", ["123456"]), "state": ("text", ["x"]),
}  # fmt: skip
"""What the pages for whoever hasn't signed in ask for."""


def _part(name: str, kind: str) -> dict[str, Any]:
    known: list[Any] = [*range(1, 9), 0, 2**31, 10**30] if kind == "int" else [*PARTS.get(name, ("x",)), *HOSTILE[4:30]]
    return {"name": name, "in": "path", "required": True, "schema": {"enum": [one for one in known if one != ""]}}


def _schema(_kind: str, good: list[str]) -> dict[str, Any]:
    one = {"anyOf": [{"type": "string", "enum": good}, {"type": "string", "enum": list(HOSTILE)}, {"type": "string"}]}
    return {"anyOf": [one, {"type": "array", "items": {"type": "string"}, "maxItems": 3}]}


class Fuzzer:
    """The administrator, who may do everything, with a session that is renewed when something ended it."""

    def __init__(self, site: DeskSite) -> None:
        self.site = site
        self._renew()

    def _renew(self) -> None:
        self.caller = Caller(self.site, Role.ADMIN)
        self.token = self.caller.hidden("/account")["_csrf"]

    def ask(self, one: Learnt | None, method: str, path: str, query: Any, body: Any, good: bool) -> httpx.Response:
        """What is answered; `good`: what isn't said is as it should be."""
        if method == "GET":
            return self._asked(lambda: self.caller.get(path, params=query))
        form = {**(one.form if one and good else {}), **(body if isinstance(body, dict) else {}), "_csrf": self.token}
        files = {"file": ("../\u202e\x00.csv", repr(body).encode())} if one and one.files else None
        return self._asked(lambda: self.caller.post(path, form, params=query, files=files))

    def _asked(self, ask: Callable[[], httpx.Response]) -> httpx.Response:
        answer = ask()
        if answer.status_code == 401 or answer.headers.get("location", "").startswith("/signin"):
            self.caller.close()
            self._renew()
        return answer


@pytest.fixture(scope="module")
def fuzzed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fuzzer]:
    """A site of its own for what may be done to it."""
    made = serve(folder, tmp_path_factory.mktemp("fuzzed"), free_port())
    fuzzer = Fuzzer(made)
    yield fuzzer
    fuzzer.caller.close()
    made.close()


@pytest.fixture(scope="module")
def schema(learnt: list[Learnt]) -> Any:
    return schemathesis.openapi.from_dict(json.loads(json.dumps(document(learnt))))


@pytest.mark.parametrize("route", ROUTES, ids=lambda one: f"{one.method} {one.path}")
def test_no_input_breaks_a_route(fuzzed: Fuzzer, schema: Any, learnt: list[Learnt], route: Any) -> None:
    """Wrong kinds, huge numbers, control characters, nothing at all: refused in a page, in time, never a fault."""
    one = next((one for one in learnt if one.route == route), None)
    operation = schema[route.path.replace(":int", "").replace(":path", "")][route.method]

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy(), st.booleans())
    def tried(case: Any, good: bool) -> None:
        answer = fuzzed.ask(one, route.method, case.formatted_path, dict(case.query or {}), case.body, good)
        told = (case.formatted_path, case.query, str(case.body)[:2000], good)
        assert answer.status_code < 500, told
        assert answer.elapsed.total_seconds() < SLOWEST, told
        assert answer.headers["x-content-type-options"] == "nosniff", told

    tried()


def test_bytes_that_are_no_text_break_nothing(fuzzed: Fuzzer, learnt: list[Learnt]) -> None:
    """In addresses, in names of fields, in values, where a form is announced and where it isn't."""
    for one in learnt:
        if one.route.method == "GET":
            answer = fuzzed.caller.get(f"{one.path}?{'&'.join(f'{name}=%ff%00%fe' for name in [*one.query, '%ff'])}")
        else:
            body = b"&".join(name.encode() + b"=%ff%00\xfe\xff" for name in [*one.fields, "x"])
            headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRF-Token": fuzzed.token}
            if one.name in OWN:
                continue
            answer = fuzzed.caller.client.post(one.path, content=body, headers=headers)
        assert answer.status_code < 500, one.name
