"""What stands before every page: sessions, tokens, names, sizes, and what each answer says."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import httpx
import pytest

from models.vocabulary import Role
from processor.clock import utc_now
from processor.web.routes import all_routes
from tests.web.asking import Caller
from tests.web.site import DeskSite
from tests.web.story import CSM, LOGINS

Call = Callable[..., Caller]
NAME = {"display": "Carla M.", "language": "en"}


@pytest.fixture
def call(site: DeskSite) -> Iterator[Call]:
    with ExitStack() as stack:

        def made(role: Role | None = None) -> Caller:
            caller = Caller(site, role)
            stack.callback(caller.close)
            return caller

        yield made


def display(site: DeskSite, login: str = CSM) -> str:
    return site.app.store.users.get(login).display


def changes(site: DeskSite, action: str = "rename_user") -> int:
    return len([one for one in site.app.store.views.changes(person=CSM) if one.action == action])


def concrete(path: str) -> str:
    return re.sub(r"\{[a-z_]+(:int)\}", "1", re.sub(r"\{[a-z_]+(:path)?\}", "x", path))


@pytest.mark.parametrize("route", [one for one in all_routes() if one.open is None], ids=lambda one: one.path)
def test_without_a_session_no_page_tells_anything(call: Call, route: object) -> None:
    method, path = route.method, concrete(route.path)  # type: ignore[attr-defined]
    answer = call().client.request(method, path)
    if method == "GET":
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/signin?next=/")
        assert answer.content == b""
    else:
        assert answer.status_code == 401
        assert "You are signed out" in answer.text


def test_a_session_that_is_made_up_is_none(site: DeskSite) -> None:
    for token in ("x", "x" * 5000, "'; drop table user; --", "%00", "\N{CYRILLIC SMALL LETTER A}"):
        answer = httpx.get(site.url + "/account", headers={"Cookie": f"signoff_session={token}".encode()})
        assert answer.status_code == 303, token


def test_htmx_is_sent_to_sign_in_as_a_whole(call: Call) -> None:
    answer = call().get("/account", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/signin?next=/account"


def test_every_answer_says_what_it_may_do(call: Call) -> None:
    for path in ("/account", "/signin", "/nowhere", "/favicon.ico"):
        headers = call(Role.CSM).get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "server" not in headers
        assert headers["cache-control"] == ("public, max-age=86400" if path == "/favicon.ico" else "no-store")


def test_a_cookie_is_read_by_no_script_and_sent_from_nowhere_else(call: Call) -> None:
    answer = call().get("/signin")
    (said,) = [one for one in answer.headers.get_list("set-cookie") if one.startswith("signoff_guest=")]
    assert "httponly" in said.casefold()
    assert "samesite=lax" in said.casefold()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "", "localhost"])
def test_another_name_is_not_served(call: Call, host: str) -> None:
    assert call(Role.CSM).get("/account", headers={"Host": host}).status_code == 421


def test_a_form_without_the_sessions_token_does_nothing(site: DeskSite, call: Call) -> None:
    carla, before = call(Role.CSM), display(site)
    good = carla.hidden("/account")
    of_another = call(Role.LEAD).hidden("/account")["_csrf"]
    for token in ({}, {"_csrf": ""}, {"_csrf": "x"}, {"_csrf": of_another}):
        answer = carla.post("/account/name", {**NAME, "_once": good["_once"], **token})
        assert answer.status_code == 403, token
        assert "another session" in answer.text
    assert display(site) == before


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
     {"Sec-Fetch-Site": "same-site"}],
)  # fmt: skip
def test_a_form_from_elsewhere_does_nothing_even_with_the_token(
    site: DeskSite, call: Call, headers: dict[str, str]
) -> None:
    carla, before = call(Role.CSM), display(site)
    answer = carla.post("/account/name", {**NAME, **carla.hidden("/account")}, headers=headers)
    assert answer.status_code == 403
    assert display(site) == before


def test_the_same_form_twice_does_it_once(site: DeskSite, call: Call) -> None:
    carla, before = call(Role.CSM), changes(site)
    form = {**carla.hidden("/account"), "display": "Carla Once", "language": "en"}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: carla.post("/account/name", form), range(4)))
    assert {one.status_code for one in answers} == {303}
    assert {one.headers["location"] for one in answers} == {"/account"}
    assert display(site) == "Carla Once"
    assert changes(site) == before + 1


def test_what_was_refused_can_be_mended_and_sent_with_the_same_key(site: DeskSite, call: Call) -> None:
    carla = call(Role.CSM)
    form = carla.hidden("/account")
    refused = carla.post("/account/name", {**form, "display": " ", "language": "en"})
    assert refused.status_code == 422
    assert "Shown name: please fill this in" in refused.text
    assert carla.post("/account/name", {**form, "display": "Carla Mended", "language": "en"}).status_code == 303
    assert display(site) == "Carla Mended"


@pytest.mark.parametrize("size", [1_000_001, 30_000_000])
def test_more_than_a_page_takes_is_refused(call: Call, size: int) -> None:
    answer = call(Role.CSM).post("/account/name", {"display": "x" * size})
    assert answer.status_code == 413
    assert "too large" in answer.text


def test_more_than_was_announced_is_refused(site: DeskSite) -> None:
    """Without a length, in pieces, for ever."""

    def pieces() -> Iterator[bytes]:
        yield b"display="
        for _ in range(40):
            yield b"x" * 100_000

    headers = {"Cookie": f"signoff_session={site.token(Role.CSM)}", "Content-Type": "application/x-www-form-urlencoded"}
    answer = httpx.post(site.url + "/account/name", content=pieces(), headers=headers)
    assert answer.status_code == 413


def test_a_body_where_none_belongs_is_refused(call: Call) -> None:
    answer = call(Role.CSM).client.request("GET", "/account", content=b"x")
    assert answer.status_code in {200, 413}


@pytest.mark.parametrize("body", [b"--x\r\nContent-Disposition: form-data\r\n\r\n", b"", b"--x--", b"\x00" * 100])
def test_what_is_no_form_is_refused_in_a_page(call: Call, body: bytes) -> None:
    carla = call(Role.CSM)
    answer = carla.client.post(
        "/account/name", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert answer.status_code in {400, 403}
    assert "<h1>" in answer.text


def test_what_is_no_http_does_no_harm(site: DeskSite) -> None:
    host, port = site.url.removeprefix("http://").split(":")
    for raw in (b"\x16\x03\x01\x02\x00", b"GET / HTTP/9.9\r\n\r\n", b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n"):
        with socket.create_connection((host, int(port)), timeout=10) as raw_socket:
            raw_socket.sendall(raw)
            raw_socket.shutdown(socket.SHUT_WR)
            assert b"200" not in raw_socket.recv(100)
    assert httpx.get(site.url + "/signin").status_code == 200


def test_no_address_leads_to_somebody_else(call: Call) -> None:
    carla = call(Role.CSM)
    for onward in ("//evil.example", "https://evil.example/", "/\\evil.example", "\t//evil.example"):
        answer = carla.post("/account/theme", {**carla.hidden("/account"), "theme": "dark", "next": onward})
        assert answer.headers["location"] == "/"


def test_files_are_kept_for_ever_under_their_digest(call: Call) -> None:
    page = call().get("/signin").text
    for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
        answer = call().get(path)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        other = re.sub(r"/static/[0-9a-f]+/", "/static/0000000000000000/", path)
        assert call().get(other).status_code == 404
    for path in ("/static/x/../../config.toml", "/static/x/%2e%2e/config.toml", "/static//etc/passwd"):
        assert call().get(path).status_code in {303, 404}


def test_a_session_that_was_ended_is_over_at_once(site: DeskSite, call: Call) -> None:
    carla, other = call(Role.CSM), call(Role.CSM)
    assert other.get("/account").status_code == 200
    answer = carla.post("/account/sessions/end", carla.hidden("/account"))
    assert answer.status_code == 303
    assert other.get("/account").status_code == 303
    assert carla.get("/account").status_code == 200


def test_who_is_disabled_is_out_at_once(site: DeskSite, call: Call) -> None:
    anton = call(Role.AUDITOR)
    assert anton.get("/account").status_code == 200
    site.app.users().disable(LOGINS[Role.AUDITOR], LOGINS[Role.ADMIN], utc_now())
    assert anton.get("/account").status_code == 303


def test_the_log_tells_no_search_and_no_name(site: DeskSite, call: Call, capfd: pytest.CaptureFixture[str]) -> None:
    call(Role.CSM).get("/account?q=Ivan+Petrov")
    call(Role.CSM).get("/nowhere/Ivan-Petrov")
    said = capfd.readouterr()
    assert "Petrov" not in said.out + said.err
    assert "/account" in said.out + said.err
    assert "127.0.0.1" not in said.out + said.err


@pytest.mark.measured
def test_an_answer_waits_for_nothing(call: Call) -> None:
    """In one piece or two: a delayed acknowledgement between them would cost 40 ms, each time."""
    carla, took = call(Role.CSM), []
    for _ in range(15):
        began = time.perf_counter()
        assert carla.get("/nowhere").status_code == 404
        took.append(time.perf_counter() - began)
    assert min(took) < 0.03
