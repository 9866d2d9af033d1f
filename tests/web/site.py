"""A site for the browser tests: the real application on a free port, over a copy of the story."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from models.vocabulary import Language, Role
from processor.bootstrap.app import App, build
from processor.clock import utc_now
from processor.config.load import load_settings
from processor.services.access.sessions import Lasting, Sessions
from processor.web.route import PageRoute
from processor.web.server import Server
from processor.web.serving import page_server
from tests.servers.nameserver import nameserver
from tests.web.story import LOGINS, tell
from tests.web.storyproposals import KEYS

CONFIG = """
[signoff]
sender_name = "Vendor Support"
data_dir = "var"
key = {{ file = "key" }}

[store]
url = "sqlite:///{folder}/signoff.db"

[[mailbox]]
name = "support"
address = "support@vendor.example"
import_since = 2020-01-01
[mailbox.maildir]
path = "Maildir"

[smtp]
host = "127.0.0.1"
port = {smtp}
security = "plain"

[evidence]
organisation = "Vendor Ltd"
keys = "keys"

[sender]
nameservers = {names}
dns_timeout_seconds = 1.0

[approvals]
register_delay_hours = 0

[web]
listen = "127.0.0.1:{web}"
{web_more}
[health]
listen = ""
"""


def app_in(folder: Path, smtp: int = 1, web: int = 0, names: str = "[]", web_more: str = "") -> App:
    """The installation in a folder, made if there is none; `web_more` are further settings of the pages."""
    for part in ("cur", "new", "tmp"):
        (folder / "Maildir" / part).mkdir(parents=True, exist_ok=True)
    settings = CONFIG.format(folder=folder, smtp=smtp, web=web, names=names, web_more=web_more)
    (folder / "config.toml").write_text(settings, encoding="utf-8")
    return build(load_settings(folder / "config.toml"))


def told_in(folder: Path, smtp: int) -> None:
    """The story, told in an empty folder."""
    with nameserver(KEYS) as names:
        app = app_in(folder, smtp, names=f'["{names.address}"]')
        try:
            tell(app, folder / "Maildir")
        finally:
            app.store.close()


@dataclass
class DeskSite:
    """A running site. `app` is its installation: tests look there at what was really stored."""

    app: App
    server: Server
    folder: Path
    url: str = ""

    def token(self, role: Role, language: Language = Language.ENGLISH) -> str:
        """A new session of the user of this role, who speaks this language from now on."""
        return self.token_of(LOGINS[role], language)

    def token_of(self, login: str, language: Language = Language.ENGLISH) -> str:
        """A new session of this user."""
        now, store, settings = utc_now(), self.app.store, self.app.settings.web
        lasting = Lasting(timedelta(hours=settings.session_hours), timedelta(minutes=settings.idle_minutes))

        def work() -> str:
            store.users.change(store.users.get(login).user_id, now, language=language.value)
            return Sessions(store, lasting).begin(store.users.get(login), ("127.0.0.1", "test"), now).token

        return store.transact(work)

    def close(self) -> None:
        """Stop serving."""
        self.server.stop()
        assert self.server.join(15), "the pages did not stop"
        self.app.store.close()


def serve(
    told: Path, folder: Path, web: int, routes: Sequence[PageRoute] | None = None, web_more: str = ""
) -> DeskSite:
    """A site over a copy of what was told."""
    shutil.copytree(told, folder, dirs_exist_ok=True)
    app = app_in(folder, web=web, web_more=web_more)
    server = page_server(app, routes=routes)
    server.start()
    return DeskSite(app, server, folder, f"http://127.0.0.1:{server.port}")
