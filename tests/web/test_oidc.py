"""Coming in by an identity provider, in a real browser and by real HTTP: what goes right, and all that may not."""

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from models.vocabulary import Role
from processor.clock import utc_now
from tests.servers.identityprovider import CLIENT, SECRET, IdentityProvider, Lies, serving
from tests.web.asking import Call, Caller
from tests.web.browsing import PHONE, Tab
from tests.web.conftest import free_port
from tests.web.site import DeskSite, serve
from tests.web.story import CSM, LOGINS, PASSWORD

OpenTab = Callable[..., Tab]
BUTTON = "Sign in with your organisation's account"
LEAD = LOGINS[Role.LEAD]
LOCALES = ("en-GB", "ru-RU", "de-AT")


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    with serving(CSM) as made:
        yield made


def served(told: Path, folder: Path, provider: IdentityProvider) -> DeskSite:
    """A site whose people sign in by this provider."""
    folder.mkdir(parents=True)
    (folder / "client_secret").write_text(SECRET, encoding="utf-8")
    port = free_port()
    provider.back = f"http://127.0.0.1:{port}/signin/oidc/back"
    more = f'public_url = "http://127.0.0.1:{port}"\n[web.oidc]\nissuer = "{provider.url}"\nclient_id = "{CLIENT}"\n'
    return serve(told, folder, port, web_more=more + 'client_secret = { file = "client_secret" }\n')


@pytest.fixture(scope="module")
def site(told: Path, tmp_path_factory: pytest.TempPathFactory, provider: IdentityProvider) -> Iterator[DeskSite]:
    made = served(told, tmp_path_factory.mktemp("oidc") / "site", provider)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def honest(provider: IdentityProvider) -> None:
    """Each test begins with a provider that does everything right."""
    provider.email, provider.verified, provider.lies = CSM, True, Lies()
    provider.refused.clear()


@pytest.fixture
def opened(new_tab: OpenTab, provider: IdentityProvider) -> OpenTab:
    """Opens tabs that may ask the provider, and nobody else."""

    def opening(**options: Any) -> Tab:
        tab = new_tab(**options)
        tab.expect_complaint(f"asked of somebody else: {provider.url}/")
        return tab

    return opening


def leave(tab: Tab, path: str = "/signin") -> None:
    """From our page to the provider's, by our button."""
    tab.go(path)
    tab.page.locator("a[href^='/signin/oidc']").click()
    tab.page.get_by_role("heading", name="Example identity").wait_for()


def agree(tab: Tab) -> None:
    tab.page.get_by_role("button", name="Sign in as").click()
    tab.page.wait_for_url(f"{tab.site.url}/**")


def sessions(site: DeskSite, login: str = CSM) -> int:
    return len(site.app.account().sessions(login, utc_now()))


def sign_ins(site: DeskSite, login: str = CSM) -> list[dict[str, Any]]:
    return [dict(one.detail) for one in site.app.store.views.changes(person=login) if one.action == "sign_in"]


def has_session(tab: Tab) -> bool:
    return any(one["name"] == "signoff_session" for one in tab.context.cookies())


def trouble(tab: Tab) -> str:
    return tab.page.locator(".notice.bad").inner_text()


def test_to_the_provider_and_back_into_the_page_that_was_asked_for(site: DeskSite, opened: OpenTab) -> None:
    """Nobody needs a second step of ours, which `totp = "required"` asks of everybody with a password."""
    tab, before = opened(), sessions(site)
    tab.go("/tickets?text=report&state=open")
    assert tab.page.url.startswith(f"{site.url}/signin?next=")
    tab.accessible()
    tab.page.get_by_role("button", name=BUTTON).click()
    tab.page.get_by_role("heading", name="Example identity").wait_for()
    agree(tab)
    assert tab.page.url == f"{site.url}/tickets?text=report&state=open"
    tab.page.locator(".rail").wait_for()
    assert sessions(site) == before + 1
    assert sign_ins(site)[0]["how"] == "oidc"
    kept = {one["name"]: one for one in tab.context.cookies()}
    assert (kept["signoff_session"]["httpOnly"], kept["signoff_session"]["sameSite"]) == (True, "Lax")
    assert not kept.keys() & {"signoff_step", "signoff_onward"}

    tab.page.locator(".me summary").click()
    tab.page.get_by_role("button", name="Sign out").click()
    tab.page.locator(".toast").wait_for()
    assert sessions(site) == before
    tab.go("/account")
    assert "/signin?next=" in tab.page.url


def test_the_session_can_be_ended_by_others(site: DeskSite, opened: OpenTab) -> None:
    tab = opened()
    leave(tab)
    agree(tab)
    tab.page.locator(".rail").wait_for()
    site.app.users().revoke_all(CSM, LOGINS[Role.ADMIN], utc_now())
    assert sessions(site) == 0
    tab.go("/account")
    assert "/signin?next=" in tab.page.url


def test_who_has_a_second_step_needs_it_with_a_password_only(site: DeskSite, opened: OpenTab) -> None:
    app, tab = site.app, opened()
    user = app.store.users.get(CSM)
    app.store.transact(lambda: app.store.users.change(user.user_id, utc_now(), totp_secret=b"sealed", totp_counter=0))
    try:
        tab.go("/signin?next=/account")
        tab.page.get_by_label("Mail address").fill(CSM)
        tab.page.get_by_label("Password").fill(PASSWORD)
        tab.page.keyboard.press("Enter")
        tab.page.get_by_role("heading", name="Second step").wait_for()
        assert not has_session(tab)
        leave(tab, "/signin?next=/account")
        agree(tab)
        assert tab.page.url == f"{site.url}/account"
    finally:
        app.store.transact(lambda: app.store.users.change(user.user_id, utc_now(), totp_secret=None, totp_counter=0))


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example", "/\\evil.example", "/signout", "/signin"]
)
def test_the_way_back_leads_nowhere_else(call: Call, provider: IdentityProvider, onward: str) -> None:
    caller = call(None)
    page = httpx.get(caller.get("/signin/oidc", params={"next": onward}).headers["location"]).text
    form = {"as": CSM, "asked": re.findall(r'name="asked" value="(\w+)"', page)[0]}
    answer = caller.get(httpx.post(f"{provider.url}/consent", data=form).headers["location"])
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "signoff_session" in answer.headers["set-cookie"]


def test_keys_may_change_between_two_sign_ins(provider: IdentityProvider, opened: OpenTab) -> None:
    for at in range(2):
        if at:
            provider.rotate("ES256")
        tab = opened()
        leave(tab, "/signin?next=/account")
        agree(tab)
        assert tab.page.url.endswith("/account"), provider.described()
    first, second = provider.departures[-2:]
    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))


def disabled(site: DeskSite) -> None:
    site.app.users().disable(LEAD, LOGINS[Role.ADMIN], utc_now())


EXPIRED = int(utc_now().timestamp()) - int(timedelta(hours=1).total_seconds())
FAILURES: dict[str, tuple[dict[str, Any], tuple[str, str, str]]] = {
    "unverified": ({"verified": False}, ("has not verified", "не подтвердила", "nicht bestätigt")),
    "unknown": ({"email": "kim@other.example"}, ("kim@other.example", "kim@other.example", "kim@other.example")),
    "disabled": ({"email": LEAD}, (LEAD, LEAD, LEAD)),
    "nonce": ({"claims": {"nonce": "another"}}, ("can't be trusted", "нельзя доверять", "nicht zu trauen")),
    "audience": ({"claims": {"aud": "another"}}, ("can't be trusted", "нельзя доверять", "nicht zu trauen")),
    "expired": ({"claims": {"exp": EXPIRED}}, ("can't be trusted", "нельзя доверять", "nicht zu trauen")),
    "issuer": ({"claims": {"iss": "https://x.example"}}, ("can't be trusted", "нельзя доверять", "nicht zu trauen")),
    "key": ({"foreign_key": True}, ("can't be trusted", "нельзя доверять", "nicht zu trauen")),
    "answer": ({"answer": {"iss": "https://x.example"}}, ("can't be trusted", "нельзя доверять", "nicht zu trauen")),
    "down": ({"down": frozenset({"/token"})}, ("can't be reached", "недоступен", "nicht erreichbar")),
}


@pytest.mark.parametrize("at", range(len(FAILURES)), ids=list(FAILURES))
def test_what_goes_wrong_is_said_in_the_readers_language_and_lets_nobody_in(
    site: DeskSite, provider: IdentityProvider, opened: OpenTab, at: int
) -> None:
    """Chromium calls the status of the page an error, and nothing else."""
    kind = list(FAILURES)[at]
    changes, words = FAILURES[kind]
    provider.email, provider.verified = changes.get("email", CSM), changes.get("verified", True)
    provider.lies = replace(Lies(), **{k: v for k, v in changes.items() if k not in {"email", "verified"}})
    if kind == "disabled":
        disabled(site)
    before = {login: sessions(site, login) for login in (CSM, LEAD)}
    tab = opened(locale=LOCALES[at % 3], size=PHONE)
    tab.expect_complaint("503" if kind == "down" else "401")
    leave(tab, "/signin?next=/account")
    agree(tab)
    assert words[at % 3] in trouble(tab)
    assert not has_session(tab)
    assert {login: sessions(site, login) for login in (CSM, LEAD)} == before
    tab.fits()
    assert tab.page.locator("input[name=next]").get_attribute("value") == "/account", "the next try leads on"


def test_who_refuses_at_the_provider_is_not_let_in(opened: OpenTab) -> None:
    tab = opened()
    tab.expect_complaint("401")
    leave(tab)
    tab.page.get_by_role("button", name="Refuse").click()
    tab.page.wait_for_url(f"{tab.site.url}/**")
    assert "permission was refused" in trouble(tab)
    assert not has_session(tab)
    tab.accessible()
    tab.page.locator("a[href^='/signin/oidc']").click()
    agree(tab)
    assert has_session(tab), "the next try is a new one"


def test_two_tabs_that_sign_in_at_once_are_not_mixed_up(site: DeskSite, opened: OpenTab) -> None:
    """The one that began last goes on; the other is told, and takes nothing away from it."""
    tab = opened()
    tab.expect_complaint("401")
    leave(tab)
    second = tab.context.new_page()
    second.goto(f"{site.url}/signin/oidc?next=/account")
    agree(tab)
    assert "another sign-in" in trouble(tab)
    assert not has_session(tab)
    second.get_by_role("button", name="Sign in as").click()
    second.wait_for_url(f"{site.url}/account")
    assert has_session(tab)


def test_a_code_counts_once(provider: IdentityProvider, opened: OpenTab) -> None:
    """Neither who opens the address of the way back again comes in by it, nor who kept the cookie as well."""
    tab, backs = opened(), []
    tab.expect_complaint("401")
    tab.page.on("request", lambda request: backs.append(request.url) if "/oidc/back?" in request.url else None)
    leave(tab)
    kept = [one for one in tab.context.cookies() if one["name"] == "signoff_step"]
    agree(tab)
    tab.page.locator(".rail").wait_for()
    [back] = backs
    tab.context.clear_cookies()
    tab.page.goto(back)
    assert "no sign-in under way" in trouble(tab)
    tab.context.add_cookies(kept)  # type: ignore[arg-type]
    tab.page.goto(back)
    assert "no sign-in under way" in trouble(tab)
    assert provider.refused == ["invalid_grant"]
    assert not has_session(tab)


def test_a_provider_that_is_down_is_said_on_our_own_page(
    told: Path, tmp_path: Path, browser: Any, new_tab: OpenTab
) -> None:
    with serving(CSM) as provider:
        provider.lies = Lies(down=frozenset({"/.well-known/openid-configuration"}))
        site = served(told, tmp_path / "site", provider)
        try:
            tab = new_tab(site, locale="ru-RU")
            tab.expect_complaint("503")
            tab.go("/signin?next=/account")
            for _ in range(2):
                tab.page.locator("a[href^='/signin/oidc']").click()
                assert "недоступен" in trouble(tab)
            assert len(provider.seen) == 1, "it is not asked again at once"
            assert tab.page.get_by_label("Пароль").is_visible()
        finally:
            site.close()


def test_a_provider_that_hangs_holds_up_nobody_else(told: Path, tmp_path: Path) -> None:
    with serving(CSM) as provider:
        provider.lies = Lies(hanging=threading.Event())
        site = served(told, tmp_path / "site", provider)
        callers = [Caller(site) for _ in range(20)]
        inside = Caller(site, Role.CSM)
        try:
            with ThreadPoolExecutor(20) as pool:
                waiting = [pool.submit(one.get, "/signin/oidc") for one in callers]
                assert inside.get("/account").status_code == 200
                provider.lies.hanging.set()
                statuses = sorted(one.result().status_code for one in waiting)
            assert set(statuses) <= {303, 503}
            assert 303 in statuses
        finally:
            for one in (*callers, inside):
                one.close()
            site.close()


def test_without_a_provider_there_is_no_button(told: Path, tmp_path: Path) -> None:
    site = serve(told, tmp_path / "site", free_port())
    caller = Caller(site)
    try:
        assert not re.search("oidc", caller.get("/signin").text)
        assert caller.get("/signin/oidc").status_code == 404
        assert caller.get("/signin/oidc/back?code=x&state=y").status_code == 404
    finally:
        caller.close()
        site.close()
