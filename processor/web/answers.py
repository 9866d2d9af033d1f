"""What a handler answers with, before it becomes bytes of HTTP."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from processor.documents.attachments import safe_name

__all__ = ["Answer", "Said", "attachment", "framed", "html", "leave_for", "see", "sent_name"]

HTML: Final = "text/html; charset=utf-8"
_FRAME: Final = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
_SHOWN: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'"
_LONGEST: Final = 120
_OF_ADDRESSES: Final = "/?#[]@!$&'()*+,;=:%"
"""What has a meaning of its own in an address (RFC 3986 section 2.2), and what is quoted already."""
_INLINE: Final = frozenset({"application/pdf", "image/png", "image/svg+xml"})


@dataclass(frozen=True, slots=True)
class Said:
    """What the next page is to say: the key of its words, the values in them, and the step that can be undone."""

    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    undo: str = ""

    def text(self) -> str:
        """The same as JSON, for a cookie that lives until the next page. Browsers drop one of more than 4 KB."""
        values = {name: _plain(value) for name, value in self.values.items()}
        return json.dumps({"key": self.key, "values": values, "undo": self.undo})

    @classmethod
    def read(cls, text: str) -> "Said | None":
        """What `text` said; None for what isn't ours."""
        try:
            got = json.loads(text)
            values = {str(name): _plain(value) for name, value in dict(got["values"]).items()}
            return cls(str(got["key"]), values, str(got["undo"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            return None


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, a body, and where to go next. `cookies` are set (or, where the value is empty, taken away)."""

    status: int = 200
    body: bytes = b""
    media_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    said: Said | None = None
    cookies: tuple["Cookie", ...] = ()

    @property
    def location(self) -> str:
        """Where it leads to, empty for nowhere."""
        return self.headers.get("Location", "")

    def remembered(self) -> str:
        """What a second post with the same key is answered with."""
        return json.dumps({"to": self.location, "said": self.said.text() if self.said else ""})

    @classmethod
    def again(cls, remembered: str) -> "Answer":
        """The answer that `remembered` wrote down."""
        got = json.loads(remembered)
        return see(got["to"], Said.read(got["said"]) if got["said"] else None)

    def with_cookies(self, *cookies: "Cookie") -> "Answer":
        """The same with more cookies."""
        return replace(self, cookies=(*self.cookies, *cookies))

    def response(self, *, secure: bool) -> Response:
        """The same as Starlette sends it; `secure` cookies travel by TLS alone."""
        response = Response(self.body, self.status, dict(self.headers), self.media_type)
        for cookie in self.cookies:
            cookie.put(response, secure=secure)
        return response


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie of ours: never read by scripts unless `open`, never sent from other sites but by following a link."""

    name: str
    value: str
    seconds: int | None = None
    path: str = "/"

    def put(self, response: Response, *, secure: bool) -> None:
        """Set it, or take it away where it has no value."""
        name = sent_name(self.name, self.path, secure=secure)
        if self.value:
            value = quote(self.value, safe="")
            response.set_cookie(name, value, self.seconds, path=self.path, secure=secure, httponly=True, samesite="lax")
        else:
            response.delete_cookie(name, self.path, secure=secure, httponly=True, samesite="lax")


def sent_name(name: str, path: str, *, secure: bool) -> str:
    """What the cookie is called on its way. By TLS no host beside ours, such as a subdomain's, can set one so called.

    RFC 6265bis section 4.1.3: `__Host-` is for the whole of one host, `__Secure-` for TLS alone.
    """
    if not secure:
        return name
    return f"__Host-{name}" if path == "/" else f"__Secure-{name}"


def html(text: str, status: int = 200) -> Answer:
    """A page, or a part of one."""
    return Answer(status, text.encode("utf-8", "replace"))


def see(path: str, said: Said | None = None) -> Answer:
    """Goes on to a page of ours (303), so that loading it again does nothing twice. A header holds ASCII alone."""
    return Answer(303, headers={"Location": quote(path, safe=_OF_ADDRESSES)}, said=said)


def leave_for(url: str) -> Answer:
    """Goes on to somebody else's page: the identity provider's, of which the settings say where it is."""
    return Answer(303, headers={"Location": url})


def attachment(body: bytes, filename: str, media_type: str, *, inline: bool = False) -> Answer:
    """A file to be saved, under a name that is safe; `inline` shows PDF and pictures in a frame of ours instead.

    Whatever else it is goes out as mere octets: what a mail brought must never run under our address.
    """
    shown = inline and media_type in _INLINE
    kind = media_type if media_type in _INLINE or media_type in {"application/zip", "text/csv"} else ""
    how = "inline" if shown else "attachment"
    name = quote(safe_name(filename), safe="")
    headers = {"Content-Disposition": f"{how}; filename*=UTF-8''{name}"}
    if shown:
        sandbox = "" if media_type == "application/pdf" else "sandbox; "  # Chromium shows no PDF in a sandbox
        headers["Content-Security-Policy"] = sandbox + _SHOWN
    return Answer(200, body, kind or "application/octet-stream", headers)


def framed(text: str) -> Answer:
    """A stranger's HTML for a sandboxed frame: no script, no form, nothing from elsewhere, whatever it contains."""
    headers = {"Content-Security-Policy": _FRAME}
    return Answer(200, text.encode("utf-8", "replace"), HTML, headers)


def _plain(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)[:_LONGEST]
