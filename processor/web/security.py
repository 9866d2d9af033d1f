"""What stands between the network and the pages: who was asked for, how much may come, and what every answer says."""

import time
from collections.abc import Callable, Mapping
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from processor.observability.log import get_log

__all__ = ["CSP", "Guarding", "TooLarge"]

CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
"""What each answer says unless it says otherwise itself. Mails and agreements stay in no cache."""

SLOW_SECONDS: Final = 1.0
LONGEST_PATH: Final = 2000
"""Longer than any path of ours, and short enough that no number in one is a labour."""

_YEAR: Final = 365 * 24 * 3600


class TooLarge(Exception):  # noqa: N818 - it becomes the answer 413
    """More came than the page takes."""


class Guarding:
    """Passes on what was asked of one of our own names; every answer gets its headers, and a line in the log.

    The log names the route, never the address itself: what people search for, and whom they look at, is nobody's
    business there.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str], most_of: Callable[[str], int], *, secure: bool) -> None:
        self._app = app
        self._hosts = hosts
        self._most_of = most_of
        self._secure = secure
        self._log = get_log("web")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        began, seen = time.monotonic(), {"status": 0}
        headers = Headers(scope=scope)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                self._complete(MutableHeaders(scope=message))
            await send(message)

        try:
            if headers.get("host", "").casefold() not in self._hosts:
                wrong = PlainTextResponse("This address is not served here.\n", 421)
                await wrong(scope, receive, sending)
            elif len(scope["path"]) > LONGEST_PATH:
                await PlainTextResponse("This address is too long.\n", 414)(scope, receive, sending)
            else:
                most = self._most_of(scope["path"])
                await self._app(scope, _limited(receive, headers, most), sending)
        finally:
            self._tell(scope, seen["status"], time.monotonic() - began)

    def _complete(self, headers: MutableHeaders) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if "frame-ancestors 'self'" not in headers["Content-Security-Policy"]:
            headers.setdefault("X-Frame-Options", "DENY")
        if self._secure:
            headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}")

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        route = scope.get("signoff.route", "")
        tell = self._log.warning if seconds >= SLOW_SECONDS else self._log.info
        event = "slow request" if seconds >= SLOW_SECONDS else "request"
        tell(event, method=scope["method"], route=route, status=status, ms=round(seconds * 1000))


def _limited(receive: Receive, headers: Headers, most: int) -> Receive:
    """The same, until more came than it may; raises TooLarge then."""
    declared = headers.get("content-length", "0")
    left = -1 if not declared.isdecimal() or int(declared) > most else most

    async def receiving() -> Message:
        nonlocal left
        if left < 0:
            raise TooLarge
        message = await receive()
        if message["type"] == "http.request":
            left -= len(message.get("body", b""))
            if left < 0:
                raise TooLarge
        return message

    return receiving
