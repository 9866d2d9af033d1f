"""The pages as the daemon runs them."""

from collections.abc import Sequence

from processor.bootstrap.app import App
from processor.web.app import pages_app
from processor.web.route import PageRoute
from processor.web.routes import all_routes
from processor.web.server import DOOR_THREADS, PAGE_THREADS, Server, ServingThreads
from processor.web.site import Site, Wakes

__all__ = ["page_server"]


def page_server(app: App, wakes: Wakes | None = None, routes: Sequence[PageRoute] | None = None) -> Server:
    """The server of the pages, not yet started. Raises SettingsError for an address that can't be served."""
    threads = ServingThreads("page", PAGE_THREADS, app.store.close_thread)
    door = ServingThreads("door", DOOR_THREADS, app.store.close_thread)
    site = Site(app, wakes)
    served = pages_app(site, all_routes() if routes is None else routes, threads.pool, door.pool)

    def after() -> None:
        threads.close()
        door.close()

    return Server("pages", "web.listen", app.settings.web.listen, served, after)
