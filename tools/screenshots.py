"""Takes a picture of every page, light and dark, on a desk and on a phone, in English and Russian: `make screenshots`.

They go to build/screenshots. Whoever makes a page adds it to PAGES. The README shows `queue-judged`, light, in English
and on a desk, as docs/queue.png.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

from models.vocabulary import Language, Role
from tests.servers.smtpsink import SmtpSink
from tests.web.browsing import DESKTOP, launch, tab_of
from tests.web.conftest import free_port
from tests.web.site import DeskSite, serve, told_in

CHECKOUT = Path(__file__).parents[1]
FOLDER = CHECKOUT / "build" / "screenshots"
PHONE = {"width": 390, "height": 844}
SIZES = {"desktop": DESKTOP, "phone": PHONE}


@dataclass(frozen=True)
class Shot:
    """A page: the name of its picture, its path, and who looks at it (None: nobody has signed in)."""

    name: str
    path: str
    role: Role | None = Role.ADMIN


PAGES: tuple[Shot, ...] = (
    Shot("missing", "/nowhere"),
    Shot("queue", "/queue", Role.CSM),
    Shot("queue-item", "/queue/1", Role.CSM),
    Shot("queue-judged", "/queue/5", Role.CSM),
    Shot("queue-later", "/queue?asleep=1", Role.CSM),
    Shot("queue-today", "/queue/today?all=1", Role.CSM),
    Shot("signin", "/signin", None),
    Shot("account", "/account"),
    Shot("tickets", "/tickets"),
    Shot("tickets-found", "/tickets?q=выгрузить"),
    Shot("ticket", "/tickets/5"),
    Shot("ticket-papers", "/tickets/2"),
    Shot("ticket-new", "/tickets/new"),
    Shot("ticket-charges", "/tickets/charges?open=1"),
    Shot("deployments", "/deployments"),
    Shot("deployments-list", "/deployments?show=list"),
    Shot("deployments-new", "/deployments/new?customer=Alpha AG"),
    Shot("deployment", "/deployments/3"),
    Shot("deployment-training", "/deployments/1"),
    Shot("deployment-golive", "/deployments/3/go-live"),
    Shot("deployment-completion", "/deployments/4/completion"),
    Shot("deployment-look", "/deployments/1/look"),
    Shot("deployment-checkins", "/deployments/1/check-ins"),
    Shot("forms", "/forms?state=all"),
    Shot("forms-one", "/forms/1"),
    Shot("forms-new", "/forms/new?deployment=1&form=pre_install"),
    Shot("proposals", "/proposals"),
    Shot("proposals-accepted", "/proposals/accepted"),
    Shot("proposal", "/proposals/8"),
    Shot("proposal-edit", "/proposals/1/edit"),
    Shot("acceptances", "/acceptances"),
    Shot("acceptance", "/acceptances/AC-2026-000006"),
    Shot("acceptance-verify", "/acceptances/AC-2026-000005/verify"),
    Shot("ledger", "/ledger"),
    Shot("ledger-changes", "/ledger/changes"),
    Shot("figures", "/figures"),
    Shot("figures-models", "/figures/models"),
    Shot("mail", "/mail"),
    Shot("customers", "/customers"),
    Shot("customers-one", "/customers/1"),
    Shot("customers-contacts", "/customers/contacts"),
    Shot("customers-import", "/customers/import"),
    Shot("register", "/register"),
    Shot("register-new", "/register/new"),
    Shot("users", "/users"),
    Shot("users-one", "/users/of/lena@vendor.example"),
    Shot("settings", "/settings"),
    Shot("releases", "/settings/releases"),
    Shot("releases-one", "/settings/releases/26-1.1"),
    Shot("mail-outgoing", "/mail/outgoing"),
    Shot("mail-one", "/mail/outgoing/1"),
    Shot("mail-quarantine", "/mail/quarantine"),
)


def take(site: DeskSite, folder: Path, wanted: Sequence[str] = ()) -> int:
    """How many pictures were taken; `wanted` are beginnings of names, none for all."""
    taken = 0
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for language in (Language.ENGLISH, Language.RUSSIAN):
            for size, scheme in ((size, scheme) for size in SIZES for scheme in ("light", "dark")):
                for shot in PAGES:
                    if not wanted or shot.name.startswith(tuple(wanted)):
                        path = folder / f"{shot.name}-{language.value}-{size}-{scheme}.png"
                        _take(browser, site, shot, path, language, size, scheme)
                        taken += 1
        browser.close()
    return taken


def _take(browser: object, site: DeskSite, shot: Shot, path: Path, language: Language, size: str, scheme: str) -> None:
    chosen: Literal["light", "dark"] = "dark" if scheme == "dark" else "light"
    options = {"size": SIZES[size], "color_scheme": chosen, "device_scale_factor": 1}
    with tab_of(browser, site, **options) as tab:  # type: ignore[arg-type]
        tab.expected.append("")
        if shot.role is not None:
            tab.login(shot.role, language)
        tab.go(shot.path).screenshot(path=path, full_page=size == "phone")


def main(wanted: Sequence[str]) -> None:
    """Tell the story, serve it, and take the pictures."""
    with tempfile.TemporaryDirectory() as place, SmtpSink() as sink:
        told_in(Path(place) / "told", sink.port)
        site = serve(Path(place) / "told", Path(place) / "site", free_port())
        try:
            print(f"{take(site, FOLDER, wanted)} pictures in {FOLDER.relative_to(CHECKOUT)}")
        finally:
            site.close()


if __name__ == "__main__":
    main(sys.argv[1:])
