"""Every page that is pictured can be read: by everybody, in light and in dark, and on the smallest phone."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from models.vocabulary import Role
from tests.web.browsing import DESKTOP, PHONE, Tab, tab_of
from tests.web.site import DeskSite
from tools.screenshots import PAGES, Shot

MAIN = frozenset(
    {"queue", "queue-item", "tickets", "ticket", "deployment", "proposal", "acceptance", "figures", "signin"}
)
"""Pages that are looked at in the dark, too: between them they show every colour there is."""


@pytest.fixture(scope="module")
def tab_for(browser: Browser, site: DeskSite) -> Iterator[Callable[[Role | None], Tab]]:
    """The tab of somebody of a role, in which one page after the other is opened: nothing is done on them."""
    tabs: dict[Role | None, Tab] = {}
    with ExitStack() as stack:

        def opened(role: Role | None) -> Tab:
            if role not in tabs:
                tabs[role] = stack.enter_context(tab_of(browser, site))
                if role is not None:
                    tabs[role].login(role)
            tab = tabs[role]
            tab.complaints.clear()  # whoever provoked them has failed by them
            tab.expected.clear()
            tab.page.emulate_media(color_scheme="light")
            tab.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
            return tab

        yield opened


@pytest.mark.parametrize("shot", PAGES, ids=lambda one: one.name)
def test_a_page_is_for_everybody(tab_for: Callable[[Role | None], Tab], shot: Shot) -> None:
    tab = tab_for(shot.role)
    if shot.name == "missing":
        tab.expect_complaint("404")
    page = tab.go(shot.path)
    assert page.locator("h1").count() == 1, "a page has one heading that names it"
    assert page.locator("main").count() == 1
    tab.accessible()
    if shot.name in MAIN:
        page.emulate_media(color_scheme="dark")
        tab.accessible()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    tab.fits()
    tab.quiet()


def test_the_main_pages_are_pictured() -> None:
    names = {one.name for one in PAGES}
    assert names >= MAIN
    assert {one.role for one in PAGES} >= {None, Role.CSM, Role.ADMIN}
