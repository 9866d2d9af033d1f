"""Coming in, in a real browser: password, second step, recovery codes, and out again."""

import re
from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest

from models.vocabulary import Role
from processor.clock import utc_now
from tests.web.browsing import PHONE, Tab
from tests.web.site import DeskSite
from tests.web.story import CSM, LOGINS, PASSWORD

OpenTab = Callable[..., Tab]


def type_password(tab: Tab, login: str = CSM, password: str = PASSWORD) -> None:
    tab.page.get_by_label("Mail address").fill(login)
    tab.page.get_by_label("Password").fill(password)
    submit(tab)


def submit(tab: Tab) -> None:
    """Enter, and the next page."""
    with tab.page.expect_navigation():
        tab.page.keyboard.press("Enter")


def trouble(tab: Tab) -> str:
    return tab.page.locator(".notice").inner_text()


def heading(tab: Tab) -> str:
    return tab.page.locator("h1").inner_text()


def enrol(tab: Tab) -> tuple[str, str, list[str]]:
    """The secret, the code that it was set up with, and the recovery codes that were shown."""
    tab.page.get_by_text("No camera").click()
    secret = tab.page.locator("details code").inner_text().replace(" ", "")
    used = pyotp.TOTP(secret).now()
    tab.page.get_by_label("Code", exact=True).fill(used)
    submit(tab)
    tab.page.locator(".codes").wait_for()
    return secret, used, tab.page.locator(".codes li").all_inner_texts()


def test_from_the_first_password_to_the_page_that_was_asked_for(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    tab = new_tab(fresh_site)
    tab.go("/account?from=link")
    assert tab.page.url.endswith("/signin?next=/account%3Ffrom%3Dlink")
    tab.accessible()
    type_password(tab)
    tab.page.locator("img.qr").wait_for()
    tab.accessible()
    secret, used, codes = enrol(tab)
    assert len(codes) == 8
    tab.accessible()
    tab.page.get_by_role("button", name="I have kept them").click()
    tab.page.wait_for_url("**/account?from=link")
    tab.page.get_by_role("heading", name="Your account").wait_for()
    assert fresh_site.app.store.users.get(CSM).totp_secret is not None

    tab.page.locator(".me summary").click()
    tab.page.get_by_role("button", name="Sign out").click()
    assert tab.page.locator(".toast").inner_text().startswith("You are signed out.")
    assert fresh_site.app.account().sessions(CSM, utc_now()) == ()

    other = new_tab(fresh_site)
    other.go("/signin?next=/account")
    other.expect_complaint("401")
    type_password(other)
    other.page.get_by_role("heading", name="Second step").wait_for()
    other.page.get_by_label("Code").fill(used)
    submit(other)
    assert "used already" in trouble(other)
    other.page.get_by_label("Code").fill(codes[0])
    submit(other)
    other.page.locator(".rail").wait_for()

    again = new_tab(fresh_site)
    again.go("/signin?next=/account")
    again.expect_complaint("401")
    type_password(again)
    again.page.get_by_role("heading", name="Second step").wait_for()
    again.page.get_by_label("Code").fill(codes[0])
    submit(again)
    assert "used already" in trouble(again)
    later = pyotp.TOTP(secret).at(utc_now() + timedelta(seconds=30))
    again.page.get_by_label("Code").fill(later)
    submit(again)
    again.page.locator(".rail").wait_for()


def test_a_wrong_password_says_nothing_of_who_is_known_and_soon_has_to_wait(
    fresh_site: DeskSite, new_tab: OpenTab
) -> None:
    tab = new_tab(fresh_site)
    tab.expect_complaint("401")
    tab.expect_complaint("429")
    tab.go("/signin")
    said = set()
    for login in (CSM, "nobody@vendor.example"):
        type_password(tab, login, "not the password")
        said.add(trouble(tab))
    assert said == {"Address or password is wrong."}
    for _ in range(12):
        type_password(tab, CSM, "not the password")
        if "Too many attempts" in trouble(tab):
            break
    else:
        pytest.fail("nobody had to wait")
    assert re.search(r"in \d+ seconds?", trouble(tab))
    assert tab.page.get_by_label("Mail address").input_value() == CSM
    assert tab.page.get_by_label("Password").input_value() == ""


def test_the_browsers_language_greets_and_a_phone_is_enough(site: DeskSite, new_tab: OpenTab) -> None:
    for locale, words in (("ru-RU", "Вход"), ("de-AT", "Anmelden"), ("fr-FR", "Sign in")):
        tab = new_tab(size=PHONE, locale=locale)
        tab.go("/signin")
        assert heading(tab) == words
        tab.fits()


def test_the_password_is_changed_and_every_session_over(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    tab = new_tab(fresh_site).login(Role.LEAD)
    tab.go("/account")
    tab.accessible()
    tab.expect_complaint("422")
    fields = {name: tab.page.locator(f"#f-{name}") for name in ("old", "new", "again")}
    for name, value in (("old", PASSWORD), ("new", "a much longer secret"), ("again", "another one at all")):
        fields[name].fill(value)
    tab.page.get_by_role("button", name="Change the password").click()
    assert "differ" in tab.page.locator("#trouble .toast").inner_text()
    fields["again"].fill("a much longer secret")
    tab.page.get_by_role("button", name="Change the password").click()
    tab.page.wait_for_url("**/signin")
    assert fresh_site.app.account().sessions(LOGINS[Role.LEAD], utc_now()) == ()
    type_password(tab, LOGINS[Role.LEAD], "a much longer secret")
    tab.page.locator("img.qr").wait_for()


def test_a_page_of_signing_in_leads_nowhere_else(site: DeskSite, tab: Tab) -> None:
    tab.go("/signin?next=https://evil.example/")
    assert tab.page.locator("input[name=next]").get_attribute("value") == "/"
    tab.go("/signin?next=//evil.example")
    assert tab.page.locator("input[name=next]").get_attribute("value") == "/"
