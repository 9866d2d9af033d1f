"""An identity provider over HTTP (OpenID Connect Discovery 1.0): what it says of itself, its keys, what it gives."""

import json
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from urllib.parse import quote_plus, urlsplit

from processor.errors import Refused, SettingsError, Temporary

_SECONDS: Final = 10.0
_WAITING_SECONDS: Final = 1.0
_AT_ONCE: Final = 3
_OK: Final = 200
_REST: Final = timedelta(seconds=10)
_LARGEST: Final = 1_000_000
_GOOD_FOR: Final = timedelta(hours=1)
_KEYS_AT_MOST_EACH: Final = timedelta(minutes=1)
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class Doubt(StrEnum):
    """Why a provider's answer lets nobody in; the page says each in the reader's words."""

    BEGUN = "begun"
    LATE = "late"
    ANOTHER = "another"
    REFUSED = "refused"
    UNTRUE = "untrue"
    UNVERIFIED = "unverified"


class Unvouched(Refused):
    """The provider's answer lets nobody in, and why."""

    def __init__(self, why: Doubt, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the provider is asked what. `basic`: it takes the client's secret by HTTP Basic (RFC 6749 2.3.1)."""

    authorization: str
    token: str
    keys: str
    basic: bool


class Provider:
    """Asks one provider; what it says of itself is remembered for an hour. One object serves all threads.

    A slow provider, or one that is down, must not hold the pages: whoever asks beside three others is told to come
    again, and so is for ten seconds whoever asks after it gave no description of itself.
    """

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self._endpoints: tuple[Endpoints, datetime] | None = None
        self._keys: tuple[Mapping[str, Any], datetime] | None = None
        self._fetched_anew: datetime | None = None
        self._failed: datetime | None = None
        self._asking = threading.BoundedSemaphore(_AT_ONCE)

    def endpoints(self, now: datetime) -> Endpoints:
        """Where to ask. Raises Temporary where it can't be asked, or describes another provider than itself."""
        known = self._endpoints
        if known is not None and _is_recent(known[1], now, _GOOD_FOR):
            return known[0]
        if self._failed is not None and _is_recent(self._failed, now, _REST):
            raise Temporary(f"the identity provider {_host(self._issuer)} was not there a moment ago: try again later")
        try:
            found = self._described()
        except Temporary:
            self._failed = now
            raise
        self._endpoints, self._failed = (found, now), None
        return found

    def _described(self) -> Endpoints:
        said = self._get(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        if said.get("issuer") != self._issuer:
            raise Temporary(f"web.oidc.issuer: {self._issuer} says that it is another one: correct the setting")
        methods = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return Endpoints(
            authorization=_address(said, "authorization_endpoint"),
            token=_address(said, "token_endpoint"),
            keys=_address(said, "jwks_uri"),
            basic="client_secret_basic" in methods,
        )

    def keys(self, endpoints: Endpoints, now: datetime, *, fresh: bool) -> Mapping[str, Any]:
        """Its keys (RFC 7517). `fresh`: those that we know signed nothing, and it may have new ones.

        They are fetched anew for that once a minute at most, whatever strangers send.
        """
        known = self._keys
        spared = fresh and self._fetched_anew is not None and _is_recent(self._fetched_anew, now, _KEYS_AT_MOST_EACH)
        if known is not None and (spared or (not fresh and _is_recent(known[1], now, _GOOD_FOR))):
            return known[0]
        if fresh:
            self._fetched_anew = now
        found = self._get(endpoints.keys)
        self._keys = found, now
        return found

    def token(self, endpoints: Endpoints, form: Mapping[str, str], client: str, secret: str) -> Mapping[str, Any]:
        """What it gives for a code. Raises Unvouched for a code that it takes no more, Temporary for no answer."""
        own = {} if endpoints.basic else {"client_id": client, "client_secret": secret}
        auth = (quote_plus(client), quote_plus(secret)) if endpoints.basic else None
        status, said = self._ask("POST", endpoints.token, {**form, **own}, auth)
        if status != _OK and said.get("error") == "invalid_grant":  # RFC 6749 section 5.2
            raise Unvouched(Doubt.BEGUN, "the identity provider takes this code no more: sign in again")
        return _good(endpoints.token, status, said)

    def _get(self, url: str) -> Mapping[str, Any]:
        return _good(url, *self._ask("GET", url, None, None))

    def _ask(
        self, method: str, url: str, form: Mapping[str, str] | None, auth: tuple[str, str] | None
    ) -> tuple[int, Mapping[str, Any]]:
        """The status and what was said, empty where that is no JSON object."""
        try:
            import httpx  # noqa: PLC0415 - an extra: only who signs in by a provider needs it
        except ImportError as error:
            raise SettingsError("[web.oidc] needs signoff[oidc]: install it") from error
        if not self._asking.acquire(timeout=_WAITING_SECONDS):
            raise Temporary(f"the identity provider {_host(url)} is slow, and others wait for it: try again later")
        try:
            with httpx.Client(
                timeout=_SECONDS, verify=ssl.create_default_context(), follow_redirects=False, trust_env=False
            ) as client:
                headers = {"Accept": "application/json"}
                with client.stream(method, url, data=form, auth=auth, headers=headers) as answer:
                    return answer.status_code, _said(_body(answer.iter_bytes()))
        except (httpx.HTTPError, TimeoutError) as error:
            raise Temporary(f"the identity provider {_host(url)} can't be asked: try again later") from error
        finally:
            self._asking.release()


def _good(url: str, status: int, said: Mapping[str, Any]) -> Mapping[str, Any]:
    if status != _OK or not said:
        raise Temporary(f"the identity provider {_host(url)} gave no answer (HTTP {status}): sign in again")
    return said


def _said(body: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _body(parts: Iterator[bytes]) -> bytes:
    """The whole answer. Raises TimeoutError for one that trickles in or has no end."""
    body, end = b"", time.monotonic() + _SECONDS
    for part in parts:
        body += part
        if len(body) > _LARGEST or time.monotonic() > end:
            raise TimeoutError
    return body


def _is_recent(at: datetime, now: datetime, span: timedelta) -> bool:
    return timedelta() <= now - at < span


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _address(said: Mapping[str, Any], name: str) -> str:
    """An address of the description. Raises Temporary for none, and for one without TLS that is not this machine's."""
    url = said.get(name)
    parts = urlsplit(url) if isinstance(url, str) else None
    secure = parts is not None and (parts.scheme == "https" or parts.hostname in _LOOPBACK)
    if not isinstance(url, str) or not secure:
        raise Temporary(f"the identity provider names no {name} that could be believed: ask whoever runs it")
    return url
