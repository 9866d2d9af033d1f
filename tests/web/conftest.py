"""What the browser tests share: one story for all, one browser and one site for a file."""

import fcntl
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from models.vocabulary import Role
from tests.servers.smtpsink import SmtpSink
from tests.web.asking import Call, Caller
from tests.web.browsing import Tab, launch, tab_of
from tests.web.site import DeskSite, serve, told_in


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the story was told; nobody works there. One worker tells it, and the others wait for it."""
    place = tmp_path_factory.getbasetemp()
    folder = (place.parent if "PYTEST_XDIST_WORKER" in os.environ else place) / "told"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "whole").exists():
            with SmtpSink() as sink:
                told_in(folder, sink.port)
            (folder / "whole").touch()
    return folder


@pytest.fixture(scope="module")
def browser(told: Path) -> Iterator[Browser]:
    """Chromium, started once the story is told, and gone with the file: beside it nothing can run an event loop."""
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
def call(site: DeskSite) -> Iterator[Call]:
    """Makes callers: somebody with a script in place of a browser."""
    with ExitStack() as stack:

        def made(role: Role | None = Role.CSM) -> Caller:
            caller = Caller(site, role)
            stack.callback(caller.close)
            return caller

        yield made


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
