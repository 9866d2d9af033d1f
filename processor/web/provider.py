"""An identity provider over HTTP (OpenID Connect Discovery 1.0): what it says of itself, its keys, what it gives."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from processor.errors import SettingsError, Temporary

_SECONDS: Final = 10.0
_LARGEST: Final = 1_000_000
_GOOD_FOR: Final = timedelta(hours=1)
_KEYS_AT_MOST_EACH: Final = timedelta(minutes=1)
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the provider is asked what. `basic`: it takes the client's secret by HTTP Basic (RFC 6749 2.3.1)."""

    authorization: str
    token: str
    keys: str
    basic: bool


class Provider:
    """Asks one provider; what it says of itself is remembered for an hour."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self._endpoints: tuple[Endpoints, datetime] | None = None
        self._keys: tuple[Mapping[str, Any], datetime] | None = None

    def endpoints(self, now: datetime) -> Endpoints:
        """Where to ask. Raises Temporary where it can't be asked, or describes another provider than itself."""
        if self._endpoints is None or not timedelta() <= now - self._endpoints[1] < _GOOD_FOR:
            said = self._get(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
            if said.get("issuer") != self._issuer:
                raise Temporary(f"web.oidc.issuer: {self._issuer} says that it is another one: correct the setting")
            methods = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
            found = Endpoints(
                authorization=_address(said, "authorization_endpoint"),
                token=_address(said, "token_endpoint"),
                keys=_address(said, "jwks_uri"),
                basic="client_secret_basic" in methods,
            )
            self._endpoints = found, now
        return self._endpoints[0]

    def keys(self, endpoints: Endpoints, now: datetime, *, fresh: bool) -> Mapping[str, Any]:
        """Its keys (RFC 7517); `fresh` ones are fetched once a minute at most, whatever strangers send."""
        age = None if self._keys is None else now - self._keys[1]
        enough = _KEYS_AT_MOST_EACH if fresh else _GOOD_FOR
        if self._keys is None or age is None or not timedelta() <= age < enough:
            self._keys = self._get(endpoints.keys), now
        return self._keys[0]

    def token(self, endpoints: Endpoints, form: Mapping[str, str], client: str, secret: str) -> Mapping[str, Any]:
        """What it gives for a code. Raises Temporary where it can't be asked, or gives nothing for it."""
        own = {} if endpoints.basic else {"client_id": client, "client_secret": secret}
        return self._ask("POST", endpoints.token, {**form, **own}, (client, secret) if endpoints.basic else None)

    def _get(self, url: str) -> Mapping[str, Any]:
        return self._ask("GET", url, None, None)

    def _ask(
        self, method: str, url: str, form: Mapping[str, str] | None, auth: tuple[str, str] | None
    ) -> Mapping[str, Any]:
        try:
            import httpx  # noqa: PLC0415 - an extra: only who signs in by a provider needs it
        except ImportError as error:
            raise SettingsError("[web.oidc] needs signoff[oidc]: install it") from error
        host = urlsplit(url).hostname
        try:
            with httpx.Client(
                timeout=_SECONDS, verify=ssl.create_default_context(), follow_redirects=False, trust_env=False
            ) as client:
                answer = client.request(method, url, data=form, auth=auth, headers={"Accept": "application/json"})
            said = answer.json() if answer.status_code == 200 and len(answer.content) <= _LARGEST else None
        except (httpx.HTTPError, ValueError) as error:
            raise Temporary(f"the identity provider {host} can't be asked: try again later") from error
        if not isinstance(said, dict):
            raise Temporary(f"the identity provider {host} gave no answer (HTTP {answer.status_code}): sign in again")
        return said


def _address(said: Mapping[str, Any], name: str) -> str:
    """An address of the description. Raises Temporary for none, and for one without TLS that is not this machine's."""
    url = said.get(name)
    parts = urlsplit(url) if isinstance(url, str) else None
    secure = parts is not None and (parts.scheme == "https" or parts.hostname in _LOOPBACK)
    if not isinstance(url, str) or not secure:
        raise Temporary(f"the identity provider names no {name} that could be believed: ask whoever runs it")
    return url
