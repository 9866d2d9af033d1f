"""What the script adds: keys, the list of them, kept words, one click, and the truth when the network is gone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from models.vocabulary import Language, Role
from tests.web.browsing import PHONE, Tab
from tests.web.site import DeskSite
from tests.web.story import CSM

OpenTab = Callable[..., Tab]
NAME = "#f-display"


def stored(site: DeskSite) -> str:
    return site.app.store.users.get(CSM).display


def renamings(site: DeskSite) -> int:
    return len([one for one in site.app.store.views.changes(person=CSM) if one.action == "rename_user"])


def save(tab: Tab) -> None:
    tab.page.get_by_role("button", name="Save").click()


def test_keys_lead_to_sections_and_the_list_is_made_of_the_page(tab: Tab) -> None:
    page = tab.login().go("/account")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    assert "Search tickets" in dialog.inner_text()
    lines = dialog.locator("p").all_inner_texts()
    assert any("".join(line.split()) == "Ticketsgt" for line in lines)
    assert not any("Users" in line for line in lines), "a CSM has no such section"
    tab.accessible()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_a_key_counts_by_its_place_where_another_alphabet_is_on(tab: Tab) -> None:
    page = tab.login().go("/account")
    wire = page.context.new_cdp_session(page)
    for key, code in (("п", "KeyG"), ("е", "KeyT")):
        wire.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": key, "code": code, "text": key})
        wire.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": key, "code": code})
    page.wait_for_url("**/tickets")


def test_the_way_back_leads_to_where_somebody_was(tab: Tab) -> None:
    page = tab.login().go("/tickets")
    page.set_viewport_size({"width": 1280, "height": 300})
    page.evaluate("window.scrollTo(0, 150)")
    page.locator("td a.main").nth(3).click()
    page.wait_for_url("**/tickets/*")
    page.locator("#answer, .message").first.wait_for()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.go_back()
    page.wait_for_function("() => location.pathname === '/tickets' && Math.abs(scrollY - 150) < 2")


def test_a_way_whose_menu_is_closed_has_its_key(tab: Tab) -> None:
    page = tab.login().go("/tickets")
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.wait_for_url("**/account")


def test_a_change_of_the_language_changes_every_word(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    page = new_tab(fresh_site).login().go("/account")
    page.locator("#f-language").select_option("de")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Gespeichert.").wait_for()
    page.keyboard.press("?")
    assert "Gehe zu" in page.get_by_role("dialog").inner_text()
    assert page.locator("html").get_attribute("lang") == "de"


def test_letters_that_are_typed_are_no_keys(tab: Tab) -> None:
    page = tab.login().go("/account")
    page.locator(NAME).fill("")
    page.locator(NAME).press_sequentially("go g t?")
    assert page.locator(NAME).input_value() == "go g t?"
    assert page.url.endswith("/account")
    assert not page.get_by_role("dialog").is_visible()
    page.locator(NAME).press("Control+a")
    assert page.url.endswith("/account")


def test_what_was_saved_is_said_and_a_page_is_not_loaded_anew(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    tab = new_tab(fresh_site).login()
    page = tab.go("/account")
    page.evaluate("window.same = true")
    page.locator(NAME).fill("Carla Swapped")
    save(tab)
    assert page.locator(".toast span").inner_text() == "Saved."
    assert page.locator(NAME).input_value() == "Carla Swapped"
    assert page.evaluate("window.same") is True
    assert stored(fresh_site) == "Carla Swapped"
    page.reload()
    assert page.locator(".toast").count() == 0, "it is said once"


def test_without_a_script_everything_works(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    tab = new_tab(fresh_site, java_script_enabled=False).login()
    page = tab.go("/account")
    page.locator(NAME).fill("Carla Plain")
    save(tab)
    assert page.locator(".toast span").inner_text() == "Saved."
    assert stored(fresh_site) == "Carla Plain"
    tab.expect_complaint("422")
    page.locator(NAME).evaluate("field => { field.required = false; field.value = ' ' }")
    save(tab)
    assert page.locator("[data-said]").inner_text() == "Shown name: please fill this in."


def test_a_refusal_is_said_where_one_is_and_nothing_typed_is_lost(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    tab = new_tab(fresh_site).login()
    tab.expect_complaint("422")
    page = tab.go("/account")
    page.locator(NAME).evaluate("field => field.required = false")
    page.locator(NAME).fill(" ")
    save(tab)
    assert (
        page.locator("#trouble span").inner_text().startswith("Shown name: please fill this in. Nothing was changed.")
    )
    assert page.locator(NAME).input_value() == " "
    assert stored(fresh_site) == "Carla Meier"
    page.locator(NAME).fill("Carla Mended")
    save(tab)
    page.get_by_text("Saved.").wait_for()
    assert page.locator("#trouble .toast").count() == 0


def test_two_clicks_are_one(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    tab = new_tab(fresh_site).login()
    page = tab.go("/account")
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.locator(NAME).fill("Carla Double")
    page.evaluate("""() => { const button = [...document.querySelectorAll('form[action="/account/name"] button')].pop();
        button.click(); button.click(); button.click(); }""")
    page.get_by_text("Saved.").wait_for()
    assert len(posts) == 1
    assert renamings(fresh_site) == 1


def test_when_the_answer_is_lost_the_page_says_so_and_a_second_try_does_nothing_twice(
    fresh_site: DeskSite, new_tab: OpenTab
) -> None:
    tab = new_tab(fresh_site).login()
    tab.expect_complaint("Failed to load resource")
    tab.expect_complaint("Failed to fetch")
    page = tab.go("/account")

    def lose_the_answer(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    page.route("**/account/name", lose_the_answer)
    page.locator(NAME).fill("Carla Lost")
    save(tab)
    page.locator("#trouble .toast").wait_for()
    assert "not known whether this was saved" in page.locator("#trouble").inner_text()
    assert stored(fresh_site) == "Carla Lost"
    assert page.locator(NAME).input_value() == "Carla Lost"
    page.unroute("**/account/name")
    save(tab)
    page.get_by_text("Saved.").wait_for()
    assert renamings(fresh_site) == 1


def test_words_that_were_not_saved_are_there_after_a_reload_and_gone_once_saved(
    fresh_site: DeskSite, new_tab: OpenTab
) -> None:
    tab = new_tab(fresh_site).login()
    page = tab.go("/account")
    page.locator(NAME).fill("Carla Kept")
    page.reload()
    assert page.locator(NAME).input_value() == "Carla Kept"
    assert page.locator("[data-brought]").inner_text().startswith("What you typed here before is back")
    save(tab)
    page.get_by_text("Saved.").wait_for()
    page.locator(NAME).fill("Carla Other")
    page.locator(NAME).fill("Carla Kept")
    page.reload()
    assert page.locator("[data-brought]").count() == 0


def test_passwords_are_never_kept_and_signing_out_forgets_everything(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    tab = new_tab(fresh_site).login()
    page = tab.go("/account")
    page.locator("#f-old").fill("my secret word")
    page.locator(NAME).fill("Carla Draft")
    assert "my secret word" not in page.evaluate("JSON.stringify({...sessionStorage})")
    assert "Carla Draft" in page.evaluate("JSON.stringify({...sessionStorage})")
    page.locator(".me summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/signin")
    assert page.evaluate("Object.keys(sessionStorage).length") == 0


def test_somebody_who_was_signed_out_meanwhile_loses_nothing(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    tab = new_tab(fresh_site).login()
    tab.expect_complaint("401")
    page = tab.go("/account")
    page.locator(NAME).fill("Carla Late")
    tab.context.clear_cookies(name="signoff_session")
    save(tab)
    page.locator("#trouble .toast").wait_for()
    assert "You are signed out" in page.locator("#trouble").inner_text()
    assert page.locator(NAME).input_value() == "Carla Late"
    assert stored(fresh_site) == "Carla Meier"
    page.locator(".rail a").first.click()
    page.wait_for_url("**/signin?next=**")


def test_what_a_signed_out_person_is_told_to_do_works(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    tab = new_tab(fresh_site).login()
    tab.expect_complaint("401")
    tab.expect_complaint("403")
    page = tab.go("/account")
    page.locator(NAME).fill("Carla Late")
    tab.context.clear_cookies(name="signoff_session")
    save(tab)
    told = page.locator("#trouble .toast")
    told.wait_for()
    assert "load this page again" in told.inner_text()
    assert told.get_by_role("link").get_attribute("target") == "_blank"
    tab.login()
    save(tab)
    page.get_by_text("another session").wait_for()
    assert "role" not in told.inner_text()
    page.reload()
    assert page.locator(NAME).input_value() == "Carla Late"
    save(tab)
    page.get_by_text("Saved.").wait_for()
    assert stored(fresh_site) == "Carla Late"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_theme_is_kept_and_both_have_contrast(fresh_site: DeskSite, new_tab: OpenTab, scheme: str) -> None:
    tab = new_tab(fresh_site, color_scheme="light").login()
    page = tab.go("/account")
    page.locator(".me summary").click()
    tab.accessible()
    page.get_by_role("button", name=scheme.capitalize()).click()
    page.wait_for_function(f"() => document.documentElement.dataset.theme === '{scheme}'")
    tab.accessible()
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == scheme


def test_the_account_fits_a_phone_in_every_language(site: DeskSite, new_tab: OpenTab) -> None:
    for language in Language:
        tab = new_tab(size=PHONE).login(Role.ADMIN, language)
        page = tab.go("/account")
        tab.fits()
        page.locator(".menu summary").click()
        assert page.locator(".menu nav a").first.is_visible()
        tab.fits()
        tab.accessible()
