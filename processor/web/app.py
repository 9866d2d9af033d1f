"""The pages as one application: from a request to the handler of its route, and from what happened to an answer."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import Final, TypeVar
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from processor.clock import utc_now
from processor.errors import SettingsError, SignoffError, Temporary
from processor.observability.log import get_log
from processor.services.access.sessions import Visitor
from processor.web.addresses import hosts_of
from processor.web.answers import Answer, Cookie, see
from processor.web.asking import CSRF_FIELD, GUEST, SAID, SESSION, Posted, cookie, guest_of, read_form, visit_of
from processor.web.desk import Desk
from processor.web.frame import framing
from processor.web.refusals import BAD_REQUEST, BROKEN, MISSING, TOO_LARGE, failed, not_ours, refused
from processor.web.route import PageRoute
from processor.web.security import Guarding, TooLarge
from processor.web.site import Site
from processor.web.visit import Guest, Visit

__all__ = ["pages_app"]

T = TypeVar("T")

UNSIGNED: Final = 401
TOO_SLOW: Final = 408
_GUEST_SECONDS: Final = 24 * 3600
_SAID_SECONDS: Final = 60
_NOTHING: Final[Posted] = ({}, {})
_SAME: Final = frozenset({"same-origin", "none", ""})


def pages_app(site: Site, routes: Sequence[PageRoute], pool: Executor, door: Executor) -> ASGIApp:
    """The application over these routes; handlers run in the pool, those for strangers in threads of their own.

    Hashing a password, and asking an identity provider, takes long: who works here must not wait for whoever guesses.

    Raises SettingsError where pages are served to others and nothing says under what name.
    """
    pages = _Pages(site, pool, door)
    statics = site.statics
    table = [
        Route("/static/{digest}/{name:path}", _served(statics.serve)),
        Route("/favicon.ico", _served(lambda _request: statics.icon())),
        *(Route(one.path, pages.endpoint(one), methods=[one.method]) for one in routes),
    ]
    app = Starlette(
        routes=table,
        exception_handlers={HTTPException: pages.unknown, 500: pages.broken},
    )
    app.router.redirect_slashes = False  # it would lead to http:, for it knows nothing of the proxy before us
    web = site.settings.web
    posts = [one for one in routes if one.method == "POST"]

    def most_bytes(path: str) -> int:
        return max((one.most_bytes for one in posts if one.matches(path)), default=0)

    return Guarding(app, hosts_of(web.listen, web.public_url), most_bytes, secure=site.secure)


def _served(serve: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return serve(request)

    return endpoint


class _Pages:
    """Runs handlers, each with what belongs around it."""

    def __init__(self, site: Site, pool: Executor, door: Executor) -> None:
        self._site = site
        self._pool = pool
        self._door = door
        self._log = get_log("web")

    def endpoint(self, route: PageRoute) -> Callable[[Request], Awaitable[Response]]:
        """What Starlette calls for a route."""

        async def answer(request: Request) -> Response:
            request.scope["signoff.route"] = route.path
            try:
                posted, status = await self._read(route, request)
            except ClientDisconnect:
                return PlainTextResponse("", BAD_REQUEST)  # nobody reads it
            pool = self._door if route.open else self._pool
            return await self._in_pool(lambda: self._guarded(route, request, posted, status), pool)

        return answer

    async def _read(self, route: PageRoute, request: Request) -> tuple[Posted, int]:
        """What was posted, or why it wasn't taken. Of files not a byte is read from whoever has no session."""
        try:
            if route.takes_files and not await self._in_pool(lambda: self._is_known(request)):
                return _NOTHING, 0
            return await read_form(request, route.most_bytes), 0
        except TooLarge:
            return _NOTHING, TOO_LARGE
        except TimeoutError:
            return _NOTHING, TOO_SLOW
        except HTTPException:
            return _NOTHING, BAD_REQUEST

    async def unknown(self, request: Request, error: Exception) -> Response:
        """The page for an address, or a method, that isn't there."""
        status = error.status_code if isinstance(error, HTTPException) else BROKEN
        if request.method not in {"GET", "HEAD"}:
            return PlainTextResponse("Not here.\n", status)
        return await self._in_pool(lambda: self._unknown(request))

    async def broken(self, request: Request, _error: Exception) -> Response:
        """The page for a fault of ours. It shows nothing of the fault: the log does."""
        return await self._in_pool(lambda: self._plain(request, BROKEN))

    async def _in_pool(self, work: Callable[[], T], pool: Executor | None = None) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool or self._pool, work)

    def _guarded(self, route: PageRoute, request: Request, posted: Posted, status: int) -> Response:
        """The answer, or the page for a fault of ours. The fault goes to the log, and the connection lives on."""
        try:
            return self._answer(route, request, posted, status)
        except Exception:
            self._log.exception("fault", route=route.path, method=route.method)
            return self._plain(request, BROKEN)

    def _unknown(self, request: Request) -> Response:
        try:
            visitor = self._visitor(request)
            if visitor is None:
                return self._sent(self._to_sign_in(self._guest(request, _NOTHING)))
            visit = visit_of(request, _NOTHING, self._site, self._render, utc_now(), visitor)
            return self._sent(failed(visit, MISSING))
        except SignoffError as error:
            return self._sent(self._stopped(request, _NOTHING, error))

    def _plain(self, request: Request, status: int) -> Response:
        """An error's page without a word of the database, which may be what has failed."""
        return self._sent(failed(self._guest(request, _NOTHING), status))

    def _answer(self, route: PageRoute, request: Request, posted: Posted, status: int) -> Response:
        """Runs in the pool: everything of a request but the network."""
        if route.open is not None:
            guest = self._guest(request, posted)
            answer = self._tried(guest, request, posted, status, lambda: route.open(guest, self._site))  # type: ignore[misc]
            return self._sent(answer.with_cookies(Cookie(GUEST, guest.csrf, _GUEST_SECONDS)), guest)
        try:
            visitor = self._visitor(request)
            if visitor is None:
                return self._sent(self._to_sign_in(self._guest(request, posted)))
            visit = visit_of(request, posted, self._site, self._render, utc_now(), visitor)
            return self._sent(self._tried(visit, request, posted, status, lambda: self._handled(route, visit)), visit)
        except SignoffError as error:
            return self._sent(self._stopped(request, posted, error))

    def _tried(self, guest: Guest, request: Request, posted: Posted, status: int, work: Callable[[], Answer]) -> Answer:
        """What the handler answers, or the page that says why it didn't."""
        try:
            if status:
                return failed(guest, status)
            if request.method == "POST" and not _is_ours(request, posted, guest.csrf):
                return not_ours(guest)
            return work()
        except SignoffError as error:
            if isinstance(error, Temporary | SettingsError):
                self._log.warning("not now", method=request.method, said=str(error))
            return refused(guest, error)

    def _stopped(self, request: Request, posted: Posted, error: SignoffError) -> Answer:
        """The page for an error that left nothing of the database to ask, not even what a page has around it."""
        self._log.warning("not now", method=request.method, said=str(error))
        return refused(self._guest(request, posted), error)

    def _handled(self, route: PageRoute, visit: Visit) -> Answer:
        assert route.handler is not None
        handler, desk = route.handler, Desk(self._site, visit.actor)
        if route.method != "POST":
            return handler(visit, desk)
        if not (route.once and visit.once):
            answer = handler(visit, desk)
        else:
            answer = Answer.again(
                self._site.once(visit.once, visit.by, lambda: handler(visit, desk).remembered(), visit.now)
            )
        self._site.recount()
        self._site.wakes.mail_queued()
        self._site.wakes.accepted()
        return answer

    def _visitor(self, request: Request) -> Visitor | None:
        token = cookie(request, SESSION, secure=self._site.secure)
        return self._site.sign_in.visitor(token, utc_now()) if token else None

    def _is_known(self, request: Request) -> bool:
        """Whether a session comes with it. Where that can't be found out, the answer will say why."""
        try:
            return self._visitor(request) is not None
        except SignoffError:
            return False

    def _guest(self, request: Request, posted: Posted) -> Guest:
        return guest_of(request, posted, self._site, self._render, utc_now())

    def _to_sign_in(self, guest: Guest) -> Answer:
        """Where to sign in; whoever was sending a form keeps their page, and the form with it."""
        if guest.asked.method == "POST":
            return failed(guest, UNSIGNED)
        address = f"/signin?next={quote(guest.asked.url, safe='/')}"
        if guest.asked.htmx:
            return replace(failed(guest, UNSIGNED), headers={"HX-Redirect": address})
        return see(address)

    def _render(self, guest: Guest, template: str, values: object) -> str:
        return framing(self._site, guest, template, values)  # type: ignore[arg-type]

    def _sent(self, answer: Answer, guest: Guest | None = None) -> Response:
        """The answer as it is sent: what is to be said travels in a cookie, and is said once."""
        if answer.said is not None:
            answer = answer.with_cookies(Cookie(SAID, answer.said.text(), _SAID_SECONDS))
        elif guest is not None and guest.asked.said is not None and not answer.location:
            answer = answer.with_cookies(Cookie(SAID, ""))
        return answer.response(secure=self._site.secure)


def _is_ours(request: Request, posted: Posted, csrf: str) -> bool:
    """Whether a page of ours made the browser post this: the token of its form or header, and where it comes from.

    A browser names the origin of every post; a foreign one is refused whatever it knows.
    """
    given = (posted[0].get(CSRF_FIELD) or [request.headers.get("x-csrf-token", "")])[0]
    origin = request.headers.get("origin")
    if origin is not None and origin.partition("://")[2].casefold() != request.headers.get("host", "").casefold():
        return False
    if request.headers.get("sec-fetch-site", "") not in _SAME:
        return False
    return bool(csrf) and hmac.compare_digest(given.encode(), csrf.encode())
