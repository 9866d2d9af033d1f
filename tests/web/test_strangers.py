"""What strangers send, and what a page does that somebody else broke: without the story, and without a browser."""

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from models.users import SignInChallenge
from models.vocabulary import Language, Role
from processor.clock import utc_now
from processor.errors import Temporary
from processor.services.access.passwords import Verified
from processor.services.access.throttle import HERE, SECOND
from processor.web.answers import Answer, Said
from processor.web.refusals import retry_after, till_when
from processor.web.serving import page_server
from processor.web.site import Site
from tests.web.asking import hidden
from tests.web.conftest import free_port
from tests.web.site import DeskSite, app_in

ADMIN = "adam@vendor.example"
CLERK = "carla@vendor.example"
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    """A site on its first day, with its first user as the manual makes them."""
    made = first_day(tmp_path_factory.mktemp("bare"))
    yield made
    made.close()


def first_day(folder: Path, web_more: str = "") -> DeskSite:
    app = app_in(folder, web=free_port(), web_more=web_more)
    app.store.migrate()
    app.users().add(ADMIN, "Adam Berg", [Role.ADMIN], "", PASSWORD, "root", utc_now())
    app.users().add(CLERK, "Carla Weiss", [Role.CSM], "en", PASSWORD, "root", utc_now())
    server = page_server(app)
    server.start()
    return DeskSite(app, server, folder, f"http://127.0.0.1:{server.port}")


@pytest.fixture
def adam(bare: DeskSite) -> Iterator[httpx.Client]:
    token = bare.token_of(ADMIN)
    with httpx.Client(base_url=bare.url, cookies={"signoff_session": token}, timeout=20) as client:
        yield client


@pytest.fixture
def guest(bare: DeskSite) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=bare.url, timeout=20) as client:
        yield client


def raw(site: DeskSite, request: bytes) -> bytes:
    """The beginning of the answer to bytes that a client would not send."""
    host, port = site.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as one:
        one.sendall(request.replace(b"HOST", f"{host}:{port}".encode()))
        return one.recv(200)


def sign_in(guest: httpx.Client, **fields: str) -> dict[str, str]:
    return {**hidden(guest.get("/signin").text, "/signin"), "login": ADMIN, "password": "wrong", **fields}


@pytest.mark.parametrize(("accepts", "language"), [("de-AT,de;q=0.9", "de"), ("ru", "ru"), ("fr", "en")])
def test_who_has_chosen_no_language_reads_their_browsers(
    bare: DeskSite, adam: httpx.Client, accepts: str, language: str
) -> None:
    users = bare.app.store.users
    bare.app.store.transact(lambda: users.change(users.get(ADMIN).user_id, utc_now(), language=""))
    answer = adam.get("/account", headers={"Accept-Language": accepts})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize("path", ["/tickets/" + "9" * 5000, "/nowhere/" + "x" * 5000])
def test_an_address_without_end_is_no_fault_of_ours(guest: httpx.Client, path: str) -> None:
    assert guest.get(path).status_code == 414


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "://", "x", ""])
def test_an_origin_that_is_none_is_refused(guest: httpx.Client, origin: str) -> None:
    assert guest.post("/signin", data=sign_in(guest), headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize(
    "charset",
    ["punycode", "undefined", "unicode_escape", "utf-7", "utf-16", "hex", "", ' "utf-7"', "utf-8; charset=utf-7"],
)
def test_a_form_comes_in_the_encoding_of_browsers_or_not_at_all(guest: httpx.Client, charset: str) -> None:
    """Some encodings make text that nothing can store, and some can't be read by anybody."""
    sent = sign_in(guest, login=f"\\ud800+2AA-{charset}@vendor.example")
    parts = "".join(f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{sent[name]}\r\n' for name in sent)
    headers = {"Content-Type": f"multipart/form-data; boundary=b; charset={charset}"}
    assert guest.post("/signin", content=parts + "--b--\r\n", headers=headers).status_code == 400
    headers = {"Content-Type": 'multipart/form-data; boundary=b; charset="UTF-8"'}
    assert guest.post("/signin", content=parts + "--b--\r\n", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "values", [{"key": "x"}, {"self": 1}, {"count": "many"}, {"count": None}, [["count", 1]], {"count": 10**400}]
)
def test_a_cookie_that_is_not_ours_breaks_no_page(bare: DeskSite, adam: httpx.Client, values: Any) -> None:
    said = quote(json.dumps({"key": "account.said.ended", "values": values, "undo": ""}), safe="")
    cookies = f"signoff_session={adam.cookies['signoff_session']}; signoff_said={said}"
    assert httpx.get(f"{bare.url}/account", headers={"Cookie": cookies}).status_code == 200


def test_no_answer_leads_to_http_behind_a_proxy_that_ends_tls(adam: httpx.Client) -> None:
    answer = adam.get("/queue/")
    assert answer.status_code == 404
    assert "location" not in answer.headers


def test_whoever_has_no_session_sends_no_files(bare: DeskSite) -> None:
    """Twenty-five megabytes, of which not one is waited for."""
    head = b"POST /proposals HTTP/1.1\r\nHost: HOST\r\nContent-Type: multipart/form-data; boundary=b\r\n"
    answer = raw(bare, head + b"Content-Length: 20000000\r\n\r\n--b\r\n")
    assert answer.startswith(b"HTTP/1.1 401 ")


def test_a_client_that_goes_away_is_no_fault_of_ours(bare: DeskSite, capfd: pytest.CaptureFixture[str]) -> None:
    host, port = bare.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as one:
        head = f"POST /signin HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        one.sendall(head.encode() + b"Content-Length: 100\r\n\r\nlogin=")
    assert httpx.get(bare.url + "/signin").status_code == 200
    said = capfd.readouterr()
    assert "Traceback" not in said.out + said.err
    assert "Exception" not in said.out + said.err


def test_a_form_that_comes_again_with_something_else_is_not_taken_for_the_first(
    bare: DeskSite, adam: httpx.Client
) -> None:
    """The answer was lost, the words were mended: what is said to be saved must be what was sent."""
    form = {**hidden(adam.get("/account").text, "/account/name"), "display": "Adam One", "language": "en"}
    assert adam.post("/account/name", data=form).status_code == 303
    assert adam.post("/account/name", data=form).status_code == 303
    answer = adam.post("/account/name", data={**form, "display": "Adam Two"})
    assert answer.status_code == 422
    assert "sent before with something else" in answer.text
    assert bare.app.store.users.get(ADMIN).display == "Adam One"


def test_a_key_of_one_form_is_not_that_of_another(bare: DeskSite, adam: httpx.Client) -> None:
    other = bare.token_of(ADMIN)
    form = {**hidden(adam.get("/account").text, "/account/name"), "display": "Adam Key", "language": "en"}
    assert adam.post("/account/name", data=form).status_code == 303
    assert adam.post("/account/sessions/end", data=form).status_code == 422
    assert httpx.get(bare.url + "/account", cookies={"signoff_session": other}).status_code == 200


def test_a_long_address_to_go_on_to_keeps_nobody_out(guest: httpx.Client) -> None:
    for length, kept in ((600, True), (1200, False)):
        onward = "/tickets?q=" + "a" * length
        page = guest.get("/signin", params={"next": onward})
        assert page.status_code == 200
        assert (f'name="next" value="{onward}"' in page.text) is kept


def test_strangers_are_told_nothing_of_the_machine(
    bare: DeskSite, guest: httpx.Client, adam: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = sign_in(guest)

    def fail(*_given: Any, **_named: Any) -> None:
        raise Temporary("the database /srv/secret/place can't be used")

    monkeypatch.setattr(bare.app.store.users, "find", fail)
    answer = guest.post("/signin", data=sent)
    assert (answer.status_code, "/srv" in answer.text) == (503, False)
    answer = adam.get("/account")  # somebody who works here is told
    assert (answer.status_code, "/srv" in answer.text) == (503, True)
    monkeypatch.setattr(bare.app.store.sessions, "find", fail)
    for path in ("/account", "/nowhere"):
        answer = adam.get(path)
        assert (answer.status_code, "/srv" in answer.text) == (503, False), path
    monkeypatch.setattr(bare.app.store.pauses, "all", fail)
    assert adam.get("/account").status_code == 503


def test_the_frame_of_an_errors_page_breaks_nothing(
    bare: DeskSite, adam: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is gone between the session's check and the page: the page that says so needs it no more."""

    def fail(*_given: Any, **_named: Any) -> None:
        raise Temporary("the database can't be used")

    monkeypatch.setattr(bare.app.store.users, "get", fail)
    monkeypatch.setattr(bare.app.store.pauses, "all", fail)
    assert adam.get("/account").status_code == 503


def test_pages_are_shown_while_nothing_can_be_written(
    bare: DeskSite, adam: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk: when somebody was here last can't be noted, and that is no reason to show nothing."""

    def fail(*_given: Any, **_named: Any) -> None:
        raise Temporary("the disk is full")

    monkeypatch.setattr("processor.services.access.sessions._TOUCH", timedelta(minutes=-1))
    monkeypatch.setattr(bare.app.store.sessions, "touch", fail)
    assert adam.get("/account").status_code == 200


@pytest.mark.parametrize("lines", [("6.6.6.6", "198.51.100.7"), ("6.6.6.6, 198.51.100.7",), ("198.51.100.7",)])
def test_a_proxy_that_adds_a_line_of_its_own_is_believed_and_not_the_client(
    bare: DeskSite, guest: httpx.Client, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...]
) -> None:
    monkeypatch.setitem(bare.app.settings.web.__dict__, "trusted_proxies", ("127.0.0.1",))
    sent = sign_in(guest, password=PASSWORD)
    assert guest.post("/signin", data=sent, headers=[("X-Forwarded-For", one) for one in lines]).status_code == 303
    (newest,) = bare.app.store.database.rows(SignInChallenge.select().order_by(SignInChallenge.id.desc()).limit(1))
    assert newest["address"] == "198.51.100.7"


@pytest.fixture
def by_tls(tmp_path: Path) -> Iterator[DeskSite]:
    """A site that people open by TLS."""
    made = first_day(tmp_path, 'public_url = "https://desk.vendor.example"')
    yield made
    made.close()


def test_by_tls_no_neighbour_can_set_a_cookie_of_ours(by_tls: DeskSite) -> None:
    page = httpx.get(by_tls.url + "/signin", headers={"Host": "desk.vendor.example"})
    (said,) = page.headers.get_list("set-cookie")
    assert said.startswith("__Host-signoff_guest=")
    assert {"secure", "path=/", "httponly"} <= set(said.casefold().split("; "))
    assert "domain" not in said.casefold()
    assert page.headers["strict-transport-security"] == "max-age=31536000"
    for name, status in (("__Host-signoff_session", 200), ("signoff_session", 303), ("__Secure-signoff_session", 303)):
        assert httpx.get(by_tls.url + "/account", cookies={name: by_tls.token_of(ADMIN)}).status_code == status, name
    cookies = {"__Host-signoff_guest": guest_of(said)}
    sent = {**hidden(page.text, "/signin"), "login": ADMIN, "password": PASSWORD}
    answer = httpx.post(by_tls.url + "/signin", data=sent, cookies=cookies)
    assert answer.status_code == 303
    (step,) = [one for one in answer.headers.get_list("set-cookie") if "signoff_step" in one]
    assert step.startswith("__Secure-signoff_step=")
    name, _, token = step.partition(";")[0].partition("=")
    assert httpx.get(by_tls.url + "/signin/enrol", cookies={name: token}).status_code == 200
    assert httpx.get(by_tls.url + "/signin/enrol", cookies={"signoff_step": token}).status_code == 401


def guest_of(said: str) -> str:
    return said.partition("=")[2].partition(";")[0]


def test_the_log_tells_that_somebody_was_not_let_in_and_not_whom(
    guest: httpx.Client, capfd: pytest.CaptureFixture[str]
) -> None:
    assert guest.post("/signin", data=sign_in(guest, login="eve@vendor.example", password="guess")).status_code == 401
    said = "".join(capfd.readouterr())
    assert "sign-in denied" in said
    assert "wrong" in said
    assert "eve" not in said
    assert "guess" not in said


def test_who_guesses_is_told_when_to_come_again(tmp_path: Path) -> None:
    """RFC 9110 section 10.2.3: by seconds for programs, by words for people, and both say the same."""
    site = first_day(tmp_path)
    try:
        with httpx.Client(base_url=site.url, timeout=20) as client:
            answers = [client.post("/signin", data=sign_in(client)) for _ in range(8)]
            held = answers[-1]
            assert {one.status_code for one in answers} == {401, 429}
            assert all(("Retry-After" in one.headers) == (one.status_code == 429) for one in answers)
            seconds = int(held.headers["Retry-After"])
            assert 1 <= seconds <= HERE.longest.total_seconds()
            assert re.search(rf"Try again in {seconds} seconds?\.", held.text)
            german = client.post("/signin", data=sign_in(client), headers={"Accept-Language": "de"})
            seconds = int(german.headers["Retry-After"])
            assert re.search(rf"in {seconds} Sekunden? wieder", german.text)
    finally:
        site.close()


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("/account/password", {"old": "wrong", "new": "another fine password", "again": "another fine password"}),
        ("/account/second", {"password": "wrong"}),
    ],
)
def test_who_guesses_within_a_session_is_told_so_too(tmp_path: Path, action: str, fields: dict[str, str]) -> None:
    site = first_day(tmp_path)
    try:
        cookies = {"signoff_session": site.token_of(ADMIN)}
        with httpx.Client(base_url=site.url, cookies=cookies, timeout=20) as client:
            sent = {**hidden(client.get("/account").text, action), **fields}
            answers = [client.post(action, data=sent) for _ in range(SECOND.free + 1)]
            held = answers[-1]
            assert [one.status_code for one in answers] == [422] * SECOND.free + [429]
            seconds = int(held.headers["Retry-After"])
            assert 1 <= seconds <= SECOND.first.total_seconds()
            assert f"Too many attempts. Try again in {seconds} second" in held.text
    finally:
        site.close()


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 second."), (120, "120 seconds."), (120.1, "3 minutes."), (900, "15 minutes.")]
)
def test_no_time_that_is_told_is_too_early(bare: DeskSite, seconds: float, words: str) -> None:
    guest: Any = SimpleNamespace(words=Site(bare.app).pages.words(Language.ENGLISH))
    assert till_when(guest, timedelta(seconds=seconds)) == f"Too many attempts. Try again in {words}"
    assert int(retry_after(Answer(), timedelta(seconds=seconds)).headers["Retry-After"]) >= seconds


def test_signing_in_again_ends_the_session_that_the_browser_had(tmp_path: Path) -> None:
    site = first_day(tmp_path, 'totp = "optional"')
    try:
        old, elsewhere = site.token_of(CLERK), site.token_of(CLERK)
        with httpx.Client(base_url=site.url, cookies={"signoff_session": old}, timeout=20) as client:
            answer = client.post("/signin", data=sign_in(client, login=CLERK, password=PASSWORD))
            new = answer.cookies["signoff_session"]
        shown = [account_of(site, token) for token in (old, elsewhere, new)]
        assert [one.status_code for one in shown] == [303, 200, 200]
        ends = set(re.findall(r"/account/sessions/\d+/end", shown[2].text))
        assert len(ends) == 1, "the session elsewhere is listed, and can be ended"
    finally:
        site.close()


def account_of(site: DeskSite, token: str) -> httpx.Response:
    return httpx.get(site.url + "/account", cookies={"signoff_session": token}, timeout=20)


@pytest.mark.parametrize("login", ["юлия@vendor.example", "müller@vendor.example", "a?b#c%41&d@vendor.example"])
def test_a_user_of_any_login_is_added_and_found(bare: DeskSite, adam: httpx.Client, login: str) -> None:
    page = adam.get("/users").text
    given = {"login": login, "display": "New", "language": "en", "roles": "csm", "new": PASSWORD, "again": PASSWORD}
    answer = adam.post("/users/add", data={**hidden(page, "/users/add"), **given})
    assert answer.status_code == 303
    shown = adam.get(answer.headers["location"])
    assert shown.status_code == 200
    assert escape(login) in shown.text
    assert bare.app.users().show(login).login == login


def test_all_who_hash_passwords_share_the_room_for_it(bare: DeskSite) -> None:
    app = bare.app
    rooms = {
        id(one) for one in (app.users()._passwords, app.sign_in()._parts.passwords, app.account()._parts.passwords)
    }
    assert len(rooms) == 1


def test_what_is_said_fits_a_cookie_however_long_the_names_in_it_are() -> None:
    """A cookie of more than 4096 bytes is dropped by browsers, and nothing would be said."""
    long = Said("k", {"name": "ж" * 300, "site": "щ" * 300, "address": "й" * 300, "count": 3})
    assert len(quote(long.text(), safe="")) < 3800
    found = Said.read(long.text())
    assert found is not None
    assert found.values == {"name": "ж" * 120, "site": "щ" * 120, "address": "й" * 120, "count": 3}


def test_who_works_here_waits_for_nobody_who_guesses(
    bare: DeskSite, guest: httpx.Client, adam: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty strangers whose passwords take for ever to be hashed, and a page in between."""
    sent, go = sign_in(guest), threading.Event()
    passwords = bare.app.sign_in()._parts.passwords
    monkeypatch.setattr(type(passwords), "verify", lambda *_given: go.wait(30) and Verified(False))
    cookies = dict(guest.cookies)

    def guess(number: int) -> int:
        data = {**sent, "login": f"guess{number}@vendor.example"}
        return httpx.post(bare.url + "/signin", data=data, cookies=cookies, timeout=60).status_code

    with ThreadPoolExecutor(20) as pool:
        guesses = [pool.submit(guess, number) for number in range(20)]
        try:
            time.sleep(0.5)
            assert adam.get("/account").status_code == 200
            # Who comes too soon after another is sent away at once; the others' passwords are still being hashed.
            assert {one.result() for one in guesses if one.done()} <= {429}
            assert not all(one.done() for one in guesses)
        finally:
            go.set()
        assert {one.result() for one in guesses} <= {401, 429}
