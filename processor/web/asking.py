"""A request of HTTP to what handlers are given: reads cookies and forms, and knows who asks."""

import asyncio
import re
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from models.vocabulary import Language
from processor.documents.words import Words
from processor.services.access.sessions import Visitor
from processor.web.addresses import asking_address
from processor.web.answers import Said, sent_name
from processor.web.fields import Fields, Upload
from processor.web.site import Site, sent_key
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
_PATHS: Final = {STEP: "/signin", ONWARD: "/signin"}
CSRF_FIELD: Final = "_csrf"
ONCE_FIELD: Final = "_once"
THEMES: Final = frozenset({"light", "dark"})
_BODY_SECONDS: Final = 60.0
_MOST_FIELDS: Final = 2000
_MOST_FILES: Final = 40
_LONGEST: Final = 4000
_LONGEST_KEY: Final = 64
_CHARSET: Final = re.compile(r"charset\s*(?:=\s*)?([^\s;]*)")
BAD_REQUEST: Final = 400

Posted = tuple[Mapping[str, list[str]], Mapping[str, list[Upload]]]
"""The fields and the files of a form."""


async def read_form(request: Request, most_bytes: int) -> Posted:
    """What was posted. Raises TooLarge, TimeoutError, and starlette's HTTPException for what is no form.

    Browsers send UTF-8 and don't say so. Other encodings are refused: some of them make text that can't be stored.
    """
    if request.method != "POST":
        return {}, {}
    if not set(_CHARSET.findall(request.headers.get("content-type", "").casefold())) <= {"utf-8", '"utf-8"'}:
        raise HTTPException(BAD_REQUEST)
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
    token = cookie(request, GUEST, secure=site.secure)
    return Guest(**_common(request, posted, site, words, render, now), csrf=token or fresh_key())


def visit_of(request: Request, posted: Posted, site: Site, render: Render, now: datetime, visitor: Visitor) -> Visit:
    """The request of somebody who has signed in, in the language of their own, or else in their browser's."""
    words = site.pages.words(_own_language(visitor.actor.language) or _language(request, site))
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
        "asked": _asked(request, secure=site.secure),
        "words": words,
        "zone": zone,
        "now": now,
        "address": _address(request, site),
        "agent": request.headers.get("user-agent", "")[:300],
        "parts": dict(request.path_params),
        "query": Fields(words, query, zone),
        "form": Fields(words, values, zone, files),
        "once": _once(request, posted),
        "render": render,
    }


def _once(request: Request, posted: Posted) -> str:
    """The form's key, with a digest of what was sent and where to: the same again is known by both."""
    values, files = posted
    key = (values.get(ONCE_FIELD) or [""])[0][:_LONGEST_KEY]
    if not key:
        return ""
    words = [(name, value) for name, value in values.items() if name not in {CSRF_FIELD, ONCE_FIELD}]
    sent = [(name, one.filename, sha256(one.body).hexdigest()) for name, some in files.items() for one in some]
    return sent_key(key, repr((request.url.path, sorted(words), sorted(sent))))


def _asked(request: Request, *, secure: bool) -> Asked:
    query = request.url.query
    theme = cookie(request, THEME, secure=secure)
    return Asked(
        method=request.method,
        path=request.url.path,
        url=request.url.path + (f"?{query}" if query else ""),
        htmx=request.headers.get("hx-request") == "true",
        theme=theme if theme in THEMES else "",
        said=Said.read(cookie(request, SAID, secure=secure)),
        cookies={name: cookie(request, name, secure=secure) for name in (SESSION, STEP, ONWARD)},
    )


def cookie(request: Request, name: str, *, secure: bool) -> str:
    """The value of a cookie of ours, empty without one; see `Cookie` for `secure`."""
    return unquote(request.cookies.get(sent_name(name, _PATHS.get(name, "/"), secure=secure), "")[:_LONGEST])


def _zone(request: Request) -> ZoneInfo:
    """The time zone that the browser named in a cookie; UTC without one, or with one that is none."""
    try:
        return ZoneInfo(unquote(request.cookies.get(ZONE, ""))[:64] or "UTC")  # a script of ours sets it
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _language(request: Request, site: Site) -> Language:
    """The first of the browser's languages that pages exist in, and else the installation's."""
    for part in request.headers.get("accept-language", "")[:200].split(","):
        name = part.partition(";")[0].strip().partition("-")[0].casefold()
        if found := _own_language(name):
            return found
    return site.settings.signoff.default_language


def _own_language(name: str) -> Language | None:
    """The language of this name; None for a user who has chosen none, or one that this version doesn't have."""
    return next((language for language in Language if language.value == name), None)


def _address(request: Request, site: Site) -> str:
    """Who asks. A proxy may add a line of its own to what the client sent (RFC 9110 section 5.3): all are one list."""
    peer = request.client.host if request.client else ""
    forwarded = ",".join(request.headers.getlist("x-forwarded-for"))
    return asking_address(peer, forwarded, site.settings.web.trusted_proxies)
