"""An identity provider on this machine: description, keys, and codes that can be exchanged once, with PKCE."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwk, jwt

CLIENT, SECRET, CODE = "signoff", "a client secret of some length", "the-code"
EMAIL = "kim@vendor.example"


class Issuer:
    """What it says can be changed by a test. `asked` are the paths that were asked for."""

    def __init__(self) -> None:
        self.key: Any = jwk.RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.signed_by = self.key
        self.algorithm = "RS256"
        self.forged: tuple[str, bytes] | None = None
        self.url = ""
        self.described: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.asked: list[str] = []
        self.forms: list[dict[str, str]] = []
        self.auths: list[str] = []
        self.status = 200
        self.challenge = ""
        self.nonce = ""
        self.now: datetime | None = None

    def leave(self, url: str) -> str:
        """What a browser brings back from where it was sent: the answer's state."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        self.challenge, self.nonce = asked["code_challenge"], asked["nonce"]
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        assert asked["scope"].split() == ["openid", "email"]
        return asked["state"]

    def token(self) -> str:
        """The ID token that it gives."""
        assert self.now is not None
        at = int(self.now.timestamp())
        usual = {"iss": self.url, "aud": CLIENT, "sub": "7", "iat": at, "exp": at + 300, "nonce": self.nonce}
        said = usual | {"email": EMAIL, "email_verified": True} | self.claims
        if self.forged is not None:
            return forged(said, *self.forged)
        header = {"alg": self.algorithm, "kid": "one"}
        return jwt.encode(header, {k: v for k, v in said.items() if v is not None}, self.signed_by, [self.algorithm])

    def answer(self, path: str) -> dict[str, Any]:
        if path.startswith("/.well-known/"):
            places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            own = {name: f"{self.url}/{place}" for name, place in places.items()}
            return {"issuer": self.url} | own | self.described
        return {"keys": [self.key.as_dict(private=False)]}

    def exchange(self, form: dict[str, str], auth: str) -> dict[str, Any] | None:
        self.forms.append(form)
        self.auths.append(auth)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        good = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == self.challenge and form["code"] == CODE
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.token()} if good else None


def forged(claims: dict[str, Any], algorithm: str, key: bytes) -> str:
    """A token by HMAC over what is no secret, or by nothing at all, as no library would make it."""
    parts = [_word(json.dumps(part).encode()) for part in ({"alg": algorithm, "kid": "one"}, claims)]
    signed = ".".join(parts)
    mac = hmac.digest(key, signed.encode(), "sha256") if algorithm == "HS256" else b""
    return f"{signed}.{_word(mac)}"


def _word(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@contextmanager
def serving() -> Iterator[Issuer]:
    """The provider, on a free port of this machine."""
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.asked.append(self.path)
            self._send(issuer.status, issuer.answer(self.path))

        def do_POST(self) -> None:
            issuer.asked.append(self.path)
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(sent).items()}
            said = issuer.exchange(form, self.headers.get("Authorization", ""))
            self._send(issuer.status if said else 400, said or {"error": "invalid_grant"})

        def _send(self, status: int, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    issuer.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
