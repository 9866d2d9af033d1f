"""Every page that is pictured can be read: by everybody, in light and in dark, and on the smallest phone."""

import pytest

from models.vocabulary import Role
from tests.web.browsing import PHONE, Tab
from tools.screenshots import PAGES, Shot

MAIN = frozenset(
    {"queue", "queue-item", "tickets", "ticket", "deployment", "proposal", "acceptance", "figures", "signin"}
)
"""Pages that are looked at in the dark, too: between them they show every colour there is."""


@pytest.mark.parametrize("shot", PAGES, ids=lambda one: one.name)
def test_a_page_is_for_everybody(tab: Tab, shot: Shot) -> None:
    if shot.role is not None:
        tab.login(shot.role)
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


def test_the_main_pages_are_pictured() -> None:
    names = {one.name for one in PAGES}
    assert names >= MAIN
    assert {one.role for one in PAGES} >= {None, Role.CSM, Role.ADMIN}
