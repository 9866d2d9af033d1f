"""A request of HTTP to what handlers are given: reads cookies and forms, and knows who asks."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from models.vocabulary import Language
from processor.documents.words import Words
from processor.services.access.sessions import Visitor
from processor.web.addresses import asking_address
from processor.web.answers import Said
from processor.web.fields import Fields, Upload
from processor.web.site import Site
from processor.web.visit import Asked, Guest, Render, Visit, fresh_key

__all__ = [
    "CSRF_FIELD",
    "GUEST",
    "ONCE_FIELD",
    "ONWARD",
    "SAID",
    "SESSION",
    "STEP",
    "THEME",
    "Posted",
    "guest_of",
    "read_form",
    "visit_of",
]

SESSION: Final = "signoff_session"
STEP: Final = "signoff_step"
ONWARD: Final = "signoff_onward"
GUEST: Final = "signoff_guest"
SAID: Final = "signoff_said"
THEME: Final = "signoff_theme"
ZONE: Final = "signoff_zone"
CSRF_FIELD: Final = "_csrf"
ONCE_FIELD: Final = "_once"
THEMES: Final = frozenset({"light", "dark"})
_BODY_SECONDS: Final = 60.0
_MOST_FIELDS: Final = 2000
_MOST_FILES: Final = 40
_LONGEST: Final = 4000

Posted = tuple[Mapping[str, list[str]], Mapping[str, list[Upload]]]
"""The fields and the files of a form."""


async def read_form(request: Request, most_bytes: int) -> Posted:
    """What was posted. Raises TooLarge, TimeoutError, and starlette's HTTPException for what is no form."""
    if request.method != "POST":
        return {}, {}
    async with asyncio.timeout(_BODY_SECONDS):
        form = await request.form(max_fields=_MOST_FIELDS, max_files=_MOST_FILES, max_part_size=max(most_bytes, 1))
        return await _parted(form)


async def _parted(form: FormData) -> Posted:
    values: dict[str, list[str]] = {}
    files: dict[str, list[Upload]] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            body = await value.read()
            if value.filename or body:
                files.setdefault(name, []).append(Upload(value.filename or "", body))
        else:
            values.setdefault(name, []).append(value)
    await form.close()
    return values, files


def guest_of(request: Request, posted: Posted, site: Site, render: Render, now: datetime) -> Guest:
    """The request of somebody who need not have signed in: the language is the browser's."""
    words = site.pages.words(_language(request, site))
    token = cookie(request, GUEST)
    return Guest(**_common(request, posted, site, words, render, now), csrf=token or fresh_key())


def visit_of(request: Request, posted: Posted, site: Site, render: Render, now: datetime, visitor: Visitor) -> Visit:
    """The request of somebody who has signed in, in the language of their own."""
    words = site.pages.words(Language(visitor.actor.language))
    common = _common(request, posted, site, words, render, now)
    return Visit(**common, csrf=visitor.csrf, actor=visitor.actor, session=visitor.session_id)


def _common(
    request: Request, posted: Posted, site: Site, words: Words, render: Render, now: datetime
) -> dict[str, Any]:
    zone = _zone(request)
    query: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        query.setdefault(name, []).append(value[:_LONGEST])
    values, files = posted
    return {
        "asked": _asked(request),
        "words": words,
        "zone": zone,
        "now": now,
        "address": _address(request, site),
        "agent": request.headers.get("user-agent", "")[:300],
        "parts": dict(request.path_params),
        "query": Fields(words, query, zone),
        "form": Fields(words, values, zone, files),
        "once": (values.get(ONCE_FIELD) or [""])[0][:64],
        "render": render,
    }


def _asked(request: Request) -> Asked:
    query = request.url.query
    theme = cookie(request, THEME)
    return Asked(
        method=request.method,
        path=request.url.path,
        url=request.url.path + (f"?{query}" if query else ""),
        htmx=request.headers.get("hx-request") == "true",
        theme=theme if theme in THEMES else "",
        said=Said.read(cookie(request, SAID)),
        cookies={name: cookie(request, name) for name in (SESSION, STEP, ONWARD)},
    )


def cookie(request: Request, name: str) -> str:
    """The value of a cookie of ours, empty without one."""
    return unquote(request.cookies.get(name, "")[:_LONGEST])


def _zone(request: Request) -> ZoneInfo:
    """The time zone that the browser named in a cookie; UTC without one, or with one that is none."""
    try:
        return ZoneInfo(cookie(request, ZONE)[:64] or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _language(request: Request, site: Site) -> Language:
    known = {language.value for language in Language}
    for part in request.headers.get("accept-language", "")[:200].split(","):
        name = part.partition(";")[0].strip().partition("-")[0].casefold()
        if name in known:
            return Language(name)
    return site.settings.signoff.default_language


def _address(request: Request, site: Site) -> str:
    peer = request.client.host if request.client else ""
    return asking_address(peer, request.headers.get("x-forwarded-for", ""), site.settings.web.trusted_proxies)
