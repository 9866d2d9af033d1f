"""What surrounds every page, in a real browser and without one."""

import httpx

from models.vocabulary import Role
from tests.web.browsing import Tab
from tests.web.site import DeskSite


def test_nobody_gets_anything_without_signing_in(site: DeskSite) -> None:
    for path in ("/", "/queue", "/tickets/1", "/nowhere"):
        answer = httpx.get(site.url + path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/signin?next=/")
        assert answer.text == ""


def test_a_page_that_is_not_there_says_so_in_the_frame(tab: Tab) -> None:
    tab.login(Role.CSM)
    tab.expect_complaint("404")
    page = tab.go("/nowhere")
    assert page.locator("h1").inner_text() == "There is nothing here"
    assert page.locator(".rail a span").first.inner_text() == "Queue"
    tab.accessible()
