"""Sign-in by an identity provider: OpenID Connect Core 1.0, authorization code with PKCE (RFC 7636) and nonce.

What is to be remembered between leaving and coming back lies, sealed, in a cookie of the browser that left: nobody else
can bring the answer back. The provider's word that counts is a mail address that it says it has verified.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Protocol
from urllib.parse import urlencode

from processor.config.web import Oidc as OidcSection
from processor.errors import Permanent, SettingsError
from processor.web.provider import Doubt, Endpoints, Provider, Unvouched

LASTS: Final = timedelta(minutes=10)
_LEEWAY: Final = timedelta(seconds=60)
_ABOUT: Final = "oidc:departure"
_ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
_AGAIN: Final = "sign in again"


class Box(Protocol):
    """Seals what the browser keeps: `processor.evidence.vault` fills it."""

    def seal(self, secret: bytes, about: str) -> bytes:
        """What the browser may hold."""
        ...

    def open(self, sealed: bytes, about: str) -> bytes:
        """What was sealed."""
        ...


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the browser goes, and the cookie that it comes back with."""

    url: str
    cookie: str = field(repr=False)


class Oidc:
    """One provider. One object serves all threads. `back` is our address that it sends browsers back to."""

    def __init__(self, section: OidcSection, back: str, box: Box, provider: Provider | None = None) -> None:
        self._section = section
        self._back = back
        self._box = box
        self._provider = provider or Provider(section.issuer)

    def start(self, now: datetime) -> Departure:
        """Where to send the browser. Raises Temporary while the provider can't be asked."""
        endpoints = self._provider.endpoints(now)
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self._section.client_id,
            "redirect_uri": self._back,
            "scope": "openid email",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        kept = {"state": state, "nonce": nonce, "verifier": verifier, "until": (now + LASTS).timestamp()}
        sealed = self._box.seal(json.dumps(kept).encode(), _ABOUT)
        mark = "&" if "?" in endpoints.authorization else "?"
        return Departure(f"{endpoints.authorization}{mark}{urlencode(asked)}", _encoded(sealed))

    def arrive(self, query: Mapping[str, str], cookie: str, now: datetime) -> str:
        """The mail address that the provider vouches for. Raises Unvouched for anything not as it must be."""
        kept = self._kept(cookie, now)
        if not hmac.compare_digest(str(kept["state"]).encode(), query.get("state", "").encode("utf-8", "replace")):
            raise Unvouched(Doubt.ANOTHER, f"this answer belongs to another sign-in: {_AGAIN}")
        if query.get("iss", self._section.issuer) != self._section.issuer:  # RFC 9207
            raise Unvouched(Doubt.UNTRUE, f"another provider answered: {_AGAIN}")
        if query.get("error") or not query.get("code"):
            raise Unvouched(Doubt.REFUSED, f"the identity provider let nobody in: {_AGAIN}, or ask whoever runs it")
        endpoints = self._provider.endpoints(now)
        form = {
            "grant_type": "authorization_code",
            "code": query["code"],
            "redirect_uri": self._back,
            "code_verifier": str(kept["verifier"]),
        }
        secret = self._section.client_secret.read("web.oidc.client_secret")
        answer = self._provider.token(endpoints, form, self._section.client_id, secret)
        claims = self._claims(str(answer.get("id_token", "")), endpoints, now)
        return self._address(claims, str(kept["nonce"]), now)

    def _kept(self, cookie: str, now: datetime) -> dict[str, Any]:
        try:
            kept: dict[str, Any] = json.loads(self._box.open(_decoded(cookie), _ABOUT))
        except (Permanent, ValueError) as error:
            raise Unvouched(Doubt.BEGUN, f"this browser began no sign-in: {_AGAIN}") from error
        if datetime.fromtimestamp(float(kept["until"]), UTC) <= now:
            raise Unvouched(Doubt.LATE, f"that took too long: {_AGAIN}")
        return kept

    def _claims(self, token: str, endpoints: Endpoints, now: datetime) -> dict[str, Any]:
        """What the ID token says, its signature checked by a key of the provider's; a new key is fetched once."""
        decode = _decoder()
        for fresh in (False, True):
            claims = decode(token, self._provider.keys(endpoints, now, fresh=fresh))
            if claims is not None:
                return claims
        raise Unvouched(Doubt.UNTRUE, f"what the identity provider said is not signed by one of its keys: {_AGAIN}")

    def _address(self, claims: Mapping[str, Any], nonce: str, now: datetime) -> str:
        """OpenID Connect Core 3.1.3.7, and that the mail address is verified."""
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        own = self._section.client_id
        meant = own in audiences and claims.get("azp", own) == own and (len(audiences) == 1 or "azp" in claims)
        ends = claims.get("exp")
        timely = isinstance(ends, int | float) and now < datetime.fromtimestamp(ends, UTC) + _LEEWAY
        same = hmac.compare_digest(str(claims.get("nonce", "")).encode("utf-8", "replace"), nonce.encode())
        if claims.get("iss") != self._section.issuer or not meant or not timely or not same:
            raise Unvouched(Doubt.UNTRUE, f"what the identity provider said is not meant for this sign-in: {_AGAIN}")
        address = claims.get("email")
        if not isinstance(address, str) or "@" not in address or claims.get("email_verified") is not True:
            raise Unvouched(
                Doubt.UNVERIFIED, "the identity provider has not verified your mail address: ask whoever runs it"
            )
        return address.strip()


def _decoder() -> Callable[[str, Mapping[str, Any]], dict[str, Any] | None]:
    """What checks a token's signature by a set of keys; None is the answer where it is by none of them."""
    try:
        from joserfc import jwk, jwt  # noqa: PLC0415 - an extra: only who signs in by a provider needs it
        from joserfc.errors import JoseError  # noqa: PLC0415
    except ImportError as error:
        raise SettingsError("[web.oidc] needs signoff[oidc]: install it") from error

    def decode(token: str, keys: Mapping[str, Any]) -> dict[str, Any] | None:
        try:
            known = jwk.KeySet.import_key_set(keys)  # type: ignore[arg-type]
            return dict(jwt.decode(token, known, algorithms=list(_ALGORITHMS)).claims)
        except (JoseError, ValueError, TypeError, KeyError):
            return None

    return decode


def _encoded(sealed: bytes) -> str:
    return base64.urlsafe_b64encode(sealed).decode("ascii")


def _decoded(cookie: str) -> bytes:
    return base64.urlsafe_b64decode(cookie[:4096].encode("ascii", "replace"))
