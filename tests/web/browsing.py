"""A real browser for the tests: what it complains about fails the test, and it knows who works here."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from models.vocabulary import Language, Role
from tests.web.site import DeskSite

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-gpu", "--force-color-profile=srgb", "--font-render-hinting=none",
)  # fmt: skip
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 320, "height": 640}
WAIT = 10_000
SERIOUS = frozenset({"serious", "critical"})
_AXE = Axe().axe_script
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
"""What is in order is not described node by node: that is a thousand times what anybody reads."""


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))


_WIDEST = """[...document.querySelectorAll("main *")]
    .filter(one => one.getBoundingClientRect().right > window.innerWidth + 1)
    .slice(-3).map(one => one.outerHTML.slice(0, 200))"""
"""What reaches beyond the window: the innermost last ones."""


@dataclass
class Tab:
    """One tab of somebody who looks at a site.

    `page` is playwright's. `expected` are parts of complaints that a test provokes; any other one fails it.
    """

    site: DeskSite
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """The page at this path, loaded."""
        self.page.goto(self.site.url + path)
        return self.page

    def login(self, role: Role = Role.CSM, language: Language = Language.ENGLISH) -> "Tab":
        """Somebody of this role signs in (by their session; how people get one is tested for itself)."""
        host = urlsplit(self.site.url).hostname or ""
        token = self.site.token(role, language)
        self.context.add_cookies(
            [{"name": "signoff_session", "value": token, "domain": host, "path": "/", "httpOnly": True}]
        )
        return self

    def expect_complaint(self, part: str) -> None:
        """The browser may complain of this: a test refuses on purpose what the browser calls an error."""
        self.expected.append(part)

    def quiet(self) -> None:
        """Fails with whatever the browser complained of so far."""
        left = [one for one in self.complaints if not any(part in one for part in self.expected)]
        assert left == [], left

    def accessible(self) -> None:
        """Fails with what axe finds serious or worse (WCAG 2.2 A and AA)."""
        self.quiet()
        self.page.evaluate(_AXE)
        found = self.page.evaluate("options => axe.run(options).then(found => found.violations)", _RULES)
        self.complaints.clear()  # axe tries styles of its own, which our policy forbids
        grave = [
            f"{one['impact']} {one['id']}: {one['help']}: {node['target']} {node.get('failureSummary', '')}"
            for one in found
            for node in one["nodes"][:4]
            if one["impact"] in SERIOUS
        ]
        assert grave == [], "\n".join(grave)

    def fits(self) -> None:
        """Fails where the page is wider than the window."""
        with contextlib.suppress(PlaywrightTimeout):  # what is still being laid out is given a moment
            self.page.wait_for_function("() => document.documentElement.scrollWidth <= window.innerWidth", timeout=3000)
        wide, width = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= width, f"the page is {wide} px wide in a window of {width}: {self.page.evaluate(_WIDEST)}"


@contextmanager
def tab_of(browser: Browser, site: DeskSite, *, size: dict[str, int] | None = None, **options: Any) -> Iterator[Tab]:
    """A tab with a profile of its own, whose complaints fail the test at the end of the block."""
    usual = {"timezone_id": "Europe/Berlin", "locale": "en-GB", "reduced_motion": "reduce"}
    context = browser.new_context(viewport=size or DESKTOP, **(usual | options))
    context.set_default_timeout(WAIT)
    page = context.new_page()
    tab = Tab(site, context, page)
    page.on("console", lambda message: _note(tab, message))
    page.on("pageerror", lambda error: tab.complaints.append(f"error: {error}"))
    page.on("request", lambda request: _note_request(tab, request))
    try:
        yield tab
        tab.quiet()
    finally:
        context.close()


def _note(tab: Tab, message: ConsoleMessage) -> None:
    if message.type in {"error", "warning"}:
        tab.complaints.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")


def _note_request(tab: Tab, request: Request) -> None:
    """Nothing is ever asked of anybody else."""
    own = (tab.site.url, "data:", "about:", "blob:", "chrome:", "chrome-extension:")  # the last: it shows PDFs itself
    if not request.url.startswith(own):
        tab.complaints.append(f"asked of somebody else: {request.url}")
