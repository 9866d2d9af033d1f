"""Time that others vouch for: tokens of time-stamping authorities (RFC 3161) over HTTP, one authority after another."""

import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from typing import Final
from urllib.parse import urlsplit

from asn1crypto import algos, tsp
from cryptography.hazmat.primitives import constant_time

from processor.errors import SettingsError, Temporary
from processor.evidence.tokens import TokenFault, read_token, token_of

__all__ = ["Stamp", "TimestampAuthority", "Timestamps", "post"]

_QUERY: Final = "application/timestamp-query"
_REPLY: Final = "application/timestamp-reply"
_LARGEST_REPLY: Final = 64 * 1024
_NONCE_BYTES: Final = 8


@dataclass(frozen=True, slots=True)
class TimestampAuthority:
    """An authority: what people call it, where it answers, and by what it is known.

    `roots` are its root certificates in PEM: a token that does not lead to one of them is refused; without any, the
    token's own signature is all that is checked. `tls_ca_file` is for authorities behind a private CA.
    """

    name: str
    url: str
    roots: bytes = b""
    tls_ca_file: str = ""
    timeout_seconds: float = 10.0

    def __post_init__(self) -> None:
        """Raise SettingsError for an address that is not http or https."""
        if urlsplit(self.url).scheme not in {"http", "https"}:
            raise SettingsError(f"the time-stamping authority {self.name} needs an http or https url, not {self.url}")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an authority answered: the whole response and the token in it (both DER), its time and its name."""

    response: bytes
    token: bytes
    at: datetime
    authority: str


Fetch = Callable[[TimestampAuthority, bytes], bytes]
"""Sends a query to an authority and gives back its answer; raises OSError or TokenFault where there is none."""


class Timestamps:
    """The authorities in the order in which they are asked; without any, time is the local clock's.

    `random` gives the bytes of a nonce.
    """

    def __init__(
        self, authorities: Sequence[TimestampAuthority], random: Callable[[int], bytes], fetch: Fetch | None = None
    ) -> None:
        """Nothing is asked yet."""
        self._authorities = tuple(authorities)
        self._random, self._fetch = random, fetch or post

    def __bool__(self) -> bool:
        """Whether there is an authority to ask."""
        return bool(self._authorities)

    def stamp(self, digest: bytes) -> Stamp:
        """A token over a SHA-256 digest, of the first authority that gives a good one.

        Raises Temporary, with what each said, where none does.
        """
        reasons = []
        for authority in self._authorities:
            try:
                return self._ask(authority, digest)
            except (OSError, HTTPException, TokenFault) as fault:
                reasons.append(f"{authority.name}: {fault or type(fault).__name__}")
        raise Temporary(
            "no time-stamping authority gave a token: " + ("; ".join(reasons) if reasons else "none is configured")
        )

    def _ask(self, authority: TimestampAuthority, digest: bytes) -> Stamp:
        nonce = int.from_bytes(b"\x01" + self._random(_NONCE_BYTES - 1), "big")
        answer = self._fetch(authority, _query(digest, nonce))
        token, given = token_of(answer)
        found = read_token(token, digest, authority.roots)
        if not constant_time.bytes_eq(str(given).encode(), str(nonce).encode()):
            raise TokenFault("it answered another question: the nonce differs")
        return Stamp(answer, token, found.at, authority.name)


def post(authority: TimestampAuthority, query: bytes) -> bytes:
    """The authority's answer to a query over HTTP (RFC 3161 section 3.4), within its time-out as a whole.

    Raises OSError where it can't be reached or answers with an error, TokenFault where it answers something else.
    """
    context = ssl.create_default_context(cafile=authority.tls_ca_file or None)
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), _NoRedirects())
    headers = {"Content-Type": _QUERY, "Accept": _REPLY}
    request = urllib.request.Request(authority.url, query, headers, method="POST")  # noqa: S310 - http(s), see above
    ends = time.monotonic() + authority.timeout_seconds
    with opener.open(request, timeout=authority.timeout_seconds) as response:
        if response.headers.get_content_type() != _REPLY:
            raise TokenFault(f"it answered {response.headers.get_content_type()}, not {_REPLY}")
        answer = b""
        while part := response.read1(_LARGEST_REPLY):
            answer += part
            if len(answer) > _LARGEST_REPLY:
                raise TokenFault("its answer is too large to be a token")
            if time.monotonic() > ends:
                raise TimeoutError("it took too long to answer")
        return answer


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A query that is sent elsewhere is none of the operator's choosing, and it would become a GET."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Never: the answer 3xx becomes an error."""


def _query(digest: bytes, nonce: int) -> bytes:
    imprint = {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}), "hashed_message": digest}
    request = {"version": 1, "message_imprint": tsp.MessageImprint(imprint), "cert_req": True, "nonce": nonce}
    made: bytes = tsp.TimeStampReq(request).dump()
    return made
