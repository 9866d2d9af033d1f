"""What the configuration says, to be read: it is changed in the file. Secrets are never shown."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, Final

from models.vocabulary import Language
from processor.config.secrets import Secret
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes", "told"]

SECTIONS: Final = (
    "signoff", "mailbox", "smtp", "replies", "tickets", "response", "approvals", "deployments", "sender", "evidence",
    "classifier", "web",
)  # fmt: skip
_SET: Final = "•••"
Setting = tuple[str, str]


def routes() -> list[PageRoute]:
    """Settings and releases."""
    return [
        page("/settings", _show),
        page("/settings/releases", _releases),
        page("/settings/releases/{name}", _release),
        action("/settings/releases/{name}/announce", _announce),
    ]


def _show(visit: Visit, desk: Desk) -> Answer:
    settings = desk.settings
    found = [(name, list(told(getattr(settings, name)))) for name in SECTIONS if hasattr(settings, name)]
    return visit.show("settings/show.html", sections=found)


def told(value: Any, name: str = "") -> Iterator[Setting]:
    """Each setting under its name in the file, as words. A secret is only told to be set."""
    fields = getattr(type(value), "model_fields", None)
    if isinstance(value, Secret):
        yield name, _SET
    elif fields is not None:
        for field in fields:
            yield from told(getattr(value, field), f"{name}.{field}" if name else field)
    elif isinstance(value, tuple | list) and value and getattr(type(value[0]), "model_fields", None) is not None:
        for at, one in enumerate(value, start=1):
            yield from told(one, f"{name}[{at}]" if name else f"[{at}]")
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from told(one, f"{name}.{_plain(key)}")
    else:
        yield name, _plain(value)


def _plain(value: Any) -> str:
    match value:
        case None | "" | ():
            return "–"
        case bool():
            return "true" if value else "false"
        case Enum():
            return str(value.value)
        case Path() | int() | float() | str() | datetime() | date() | time() | timedelta():
            return str(value)
        case tuple() | list() | frozenset() | set():
            return ", ".join(sorted(map(_plain, value)) if isinstance(value, set | frozenset) else map(_plain, value))
        case _:
            return str(value)


def _releases(visit: Visit, desk: Desk) -> Answer:
    return visit.show("settings/releases.html", releases=desk.releases.list())


def _release(visit: Visit, desk: Desk) -> Answer:
    name = visit.part("name")
    known = {one.name: one for one in desk.releases.list()}
    return visit.show(
        "settings/release.html",
        name=name,
        line=known.get(name),
        tickets=desk.releases.resolves(name, visit.now),
        languages=tuple(Language),
    )


def _announce(visit: Visit, desk: Desk) -> Answer:
    name, form = visit.part("name"), visit.form
    notes = tuple((one.value, words) for one in Language if (words := form.text(f"notes_{one.value}", most=5000)))
    done = desk.releases.announce(name, notes, visit.by, visit.now, close=form.flag("close"))
    return visit.see(f"/settings/releases/{name}", "settings.announced", count=len(done.told), closed=len(done.closed))
