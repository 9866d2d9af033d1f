"""A site with very many tickets, most of them over: what keyboards and clocks are tried on."""

import shutil
from pathlib import Path

from processor.clock import utc_now
from processor.web.server import Server
from processor.web.serving import page_server
from tests.servers.manytickets import fill
from tests.web.conftest import free_port
from tests.web.site import DeskSite, app_in
from tests.web.story import Story, users


def crowded(folder: Path, tickets: int, waiting: int) -> DeskSite:
    """A running site with so many tickets, the newest `waiting` of which are in the queue."""
    folder.mkdir(parents=True, exist_ok=True)
    site = _served(folder)
    fill(site.app.store, tickets, waiting)
    return site


def crowded_by(folder: Path, filled: Path) -> DeskSite:
    """A running site over a copy of a database that was filled; it has no key yet."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(filled, folder / "signoff.db")
    (folder / "key").write_text("restored from a backup as well" * 2, encoding="ascii")
    return _served(folder)


def _served(folder: Path) -> DeskSite:
    port = free_port()
    app = app_in(folder, web=port)
    users(Story(app, folder / "Maildir", utc_now()))
    server: Server = page_server(app)
    server.start()
    return DeskSite(app, server, folder, f"http://127.0.0.1:{server.port}")
