"""What the browser tests share: one browser and one story for a worker, one site for a file, one tab for a test."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.servers.smtpsink import SmtpSink
from tests.web.browsing import Tab, launch, tab_of
from tests.web.site import DeskSite, serve, told_in


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the story was told; nobody works there."""
    folder = tmp_path_factory.mktemp("told")
    with SmtpSink() as sink:
        told_in(folder, sink.port)
    return folder


@pytest.fixture(scope="session")
def browser(told: Path) -> Iterator[Browser]:
    """Chromium, started once the story is told: telling needs an event loop of its own, of which the browser has one."""
    with sync_playwright() as playwright:
        made = launch(playwright)
        yield made
        made.close()


@pytest.fixture(scope="module")
def site(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    """The site of this file, over a story that nobody has changed before."""
    made = serve(told, tmp_path_factory.mktemp("site"), free_port())
    yield made
    made.close()


@pytest.fixture
def fresh_site(told: Path, tmp_path: Path) -> Iterator[DeskSite]:
    """A site for one test alone."""
    made = serve(told, tmp_path / "site", free_port())
    yield made
    made.close()


@pytest.fixture
def new_tab(browser: Browser, site: DeskSite) -> Iterator[Callable[..., Tab]]:
    """Opens tabs, each of somebody else; at the end each fails the test if its browser complained."""
    with ExitStack() as stack:

        def opened(on: DeskSite | None = None, **options: Any) -> Tab:
            return stack.enter_context(tab_of(browser, on or site, **options))

        yield opened


@pytest.fixture
def tab(new_tab: Callable[..., Tab]) -> Tab:
    """One tab."""
    return new_tab()


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])
