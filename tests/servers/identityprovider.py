"""A small OpenID provider over real HTTP (OpenID Connect Core 1.0, Discovery 1.0): a page to sign in on, codes, keys.

It is as strict as a real one: a code counts once, for its client, its redirect address and its verifier (RFC 7636).
`lies` says what it does wrong. It calls itself localhost, which to a browser is another site than 127.0.0.1.
"""

import base64
import hashlib
import html
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwk, jwt

from processor.clock import utc_now

CLIENT, SECRET = "signoff", "a client secret: with ümläut & more"
PAGE = """<!doctype html><html lang="en"><title>Example identity</title><link rel="icon" href="data:,">
<h1>Example identity</h1><form method="post" action="/consent"><input type="hidden" name="asked" value="{asked}">
<button name="as" value="{email}">Sign in as {email}</button>
<button name="as" value="">Refuse</button></form></html>"""


@dataclass
class Lies:
    """What goes wrong. `claims` replace or (None) take away claims of the ID token; `answer` is added to the way
    back; `down` are paths that fail, and while `hanging` isn't set nothing is answered."""

    claims: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, str] = field(default_factory=dict)
    foreign_key: bool = False
    down: frozenset[str] = frozenset()
    hanging: threading.Event | None = None


@dataclass
class Grant:
    """What a code stands for."""

    email: str
    asked: dict[str, str]


class IdentityProvider:
    """One provider and the account that signs in on its page. `seen` are the paths that were asked for."""

    def __init__(self, email: str) -> None:
        self.email = email
        self.verified = True
        self.back = ""
        self.lies = Lies()
        self.url = ""
        self.seen: list[str] = []
        self.departures: list[dict[str, str]] = []
        self.refused: list[str] = []
        self._waiting: dict[str, dict[str, str]] = {}
        self._grants: dict[str, Grant] = {}
        self.rotate("RS256")

    def rotate(self, algorithm: str) -> None:
        """A new key, in place of all that were; the next token is signed by it."""
        named = {"kid": secrets.token_hex(4), "use": "sig", "alg": algorithm}
        made: Any = (
            jwk.RSAKey.generate_key(2048, named) if algorithm == "RS256" else jwk.ECKey.generate_key("P-256", named)
        )
        self._key, self._algorithm = made, algorithm

    def described(self) -> dict[str, Any]:
        """Its discovery document."""
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {
            "issuer": self.url,
            **{name: f"{self.url}/{place}" for name, place in places.items()},
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def keys(self) -> dict[str, Any]:
        """Its public keys."""
        return {"keys": [self._key.as_dict(private=False)]}

    def ask(self, asked: dict[str, str]) -> str:
        """The page to sign in on; the words of the fault where the question is none for it (RFC 6749 4.1.2.1)."""
        usual = {
            "response_type": "code",
            "client_id": CLIENT,
            "redirect_uri": self.back,
            "code_challenge_method": "S256",
        }
        wrong = [name for name, value in usual.items() if asked.get(name) != value]
        wrong += [name for name in ("state", "nonce", "code_challenge") if not asked.get(name)]
        wrong += ["scope"] if "openid" not in asked.get("scope", "").split() else []
        if wrong:
            return f"<!doctype html><title>No</title><h1>Wrong: {html.escape(', '.join(wrong))}</h1>"
        self.departures.append(asked)
        key = secrets.token_hex(8)
        self._waiting[key] = asked
        return PAGE.format(asked=key, email=html.escape(self.email))

    def consent(self, form: dict[str, str]) -> str:
        """Where the browser goes back to."""
        asked = self._waiting.pop(form["asked"])
        answer = {"state": asked["state"], "iss": self.url}
        if form.get("as"):
            answer["code"] = secrets.token_urlsafe(32)
            self._grants[answer["code"]] = Grant(form["as"], asked)
        else:
            answer["error"] = "access_denied"
        return f"{asked['redirect_uri']}?{urlencode(answer | self.lies.answer)}"

    def exchange(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The tokens for a code, or what is wrong (RFC 6749 5.2)."""
        if _basic(authorization) != (CLIENT, SECRET):
            self.refused.append("invalid_client")
            return 401, {"error": "invalid_client"}
        grant = self._grants.pop(form.get("code", ""), None)
        proven = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proven).rstrip(b"=").decode()
        if (
            grant is None
            or form.get("grant_type") != "authorization_code"
            or form.get("redirect_uri") != grant.asked["redirect_uri"]
            or challenge != grant.asked["code_challenge"]
        ):
            self.refused.append("invalid_grant")
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "none", "token_type": "Bearer", "expires_in": 60, "id_token": self._token(grant)}

    def _token(self, grant: Grant) -> str:
        at = int(utc_now().timestamp())
        named = {"iss": self.url, "aud": CLIENT, "sub": grant.email, "iat": at, "exp": at + 300}
        said = named | {"nonce": grant.asked["nonce"], "email": grant.email, "email_verified": self.verified}
        claims = {name: value for name, value in (said | self.lies.claims).items() if value is not None}
        key = self._key
        if self.lies.foreign_key:
            key = type(key).generate_key(2048 if self._algorithm == "RS256" else "P-256", {"kid": key.kid})
        return jwt.encode({"alg": self._algorithm, "kid": key.kid}, claims, key, [self._algorithm])


@contextmanager
def serving(email: str) -> Iterator[IdentityProvider]:
    """The provider, on a free port of this machine."""
    provider = IdentityProvider(email)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"provider": provider}))
    server.daemon_threads = True
    provider.url = f"http://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        if provider.lies.hanging is not None:
            provider.lies.hanging.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


class _Handler(BaseHTTPRequestHandler):
    """Speaks HTTP for the provider that a subclass names."""

    provider: IdentityProvider

    def do_GET(self) -> None:
        path = urlsplit(self.path)
        if not self._is_up(path.path):
            return
        match path.path:
            case "/.well-known/openid-configuration":
                self._json(200, self.provider.described())
            case "/keys":
                self._json(200, self.provider.keys())
            case "/authorize":
                self._send(200, "text/html; charset=utf-8", self.provider.ask(_fields(path.query)).encode())
            case _:
                self._json(404, {})

    def do_POST(self) -> None:
        form = _fields(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if not self._is_up(self.path):
            return
        if self.path == "/consent":
            self.send_response(302)
            self.send_header("Location", self.provider.consent(form))
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._json(*self.provider.exchange(form, self.headers.get("Authorization", "")))

    def _is_up(self, path: str) -> bool:
        self.provider.seen.append(path)
        if self.provider.lies.hanging is not None:
            self.provider.lies.hanging.wait(30)
        down = path in self.provider.lies.down
        if down:
            self._json(503, {"error": "temporarily_unavailable"})
        return not down

    def _json(self, status: int, said: dict[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(said).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


def _fields(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(text).items()}


def _basic(authorization: str) -> tuple[str, str]:
    """Who the client says it is; each part is form-encoded before HTTP Basic (RFC 6749 2.3.1)."""
    kind, _, given = authorization.partition(" ")
    if kind != "Basic":
        return "", ""
    name, _, secret = base64.b64decode(given).decode().partition(":")
    return _unform(name), _unform(secret)


def _unform(text: str) -> str:
    return next(iter(parse_qs(f"x={text}").get("x", [""])))
