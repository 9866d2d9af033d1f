"""Time-stamp tokens (RFC 3161) taken apart and checked, whoever made them and whenever it is."""

import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from asn1crypto import cms, pem, tsp, x509

for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)  # what they find goes into checks, not into the log

__all__ = ["TokenFault", "TokenRead", "at_once", "certificates", "read_token", "response_of", "token_of"]


class TokenFault(Exception):  # noqa: N818 - a reason, for a sentence
    """Why a token proves nothing."""


@dataclass(frozen=True, slots=True)
class TokenRead:
    """What a token says: the time, who says it, whether a known root stands behind it, until when its key is good."""

    at: datetime
    signer: str
    trusted: bool
    expires: datetime


def read_token(token: bytes, digest: bytes, roots: bytes = b"") -> TokenRead:
    """The time that a token gives for a SHA-256 digest.

    The authority's certificates are judged at that time: a token outlives them. With `roots` (PEM) a token that does
    not lead to one of them is refused. Raises TokenFault, with the reason, for a token that is broken, over something
    else, signed by a key that may not stamp, or untrusted.
    """
    try:
        return _read(bytes(token), bytes(digest), bytes(roots))
    except TokenFault:
        raise
    except Exception as fault:  # noqa: BLE001 - a parser of what a stranger's server sent
        raise TokenFault(f"the token can't be read ({type(fault).__name__})") from None


def response_of(token: bytes) -> bytes:
    """The response (DER) that grants a token (DER): `openssl ts -verify -in` takes nothing less."""
    return bytes(
        tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": cms.ContentInfo.load(token)}).dump()
    )


def token_of(answer: bytes) -> tuple[bytes, object]:
    """The token (DER) in a response (DER), and its nonce. Raises TokenFault for a refusal, or for what is neither."""
    try:
        response = tsp.TimeStampResp.load(answer, strict=True)
        status = response["status"]["status"].native
        if status not in {"granted", "granted_with_mods"}:
            words = "; ".join(response["status"]["status_string"].native or ())
            raise TokenFault(f"it refused: {status} {words}".strip())
        token: cms.ContentInfo = response["time_stamp_token"]
        return token.dump(), token["content"]["encap_content_info"]["content"].parsed["nonce"].native
    except TokenFault:
        raise
    except Exception as fault:  # noqa: BLE001 - a parser of what a stranger's server sent
        raise TokenFault(f"it answered what is no time-stamp response ({type(fault).__name__})") from None


def certificates(text: bytes) -> tuple[x509.Certificate, ...]:
    """The certificates in PEM or DER bytes, none in no bytes. Raises ValueError for anything else."""
    return _certificates(bytes(text))


def at_once(work: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine returns that waits for nothing, as pyHanko's do where nothing is fetched.

    It needs no event loop, so it works inside of one, too. Raises RuntimeError for one that waits.
    """
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    work.close()
    raise RuntimeError("a check of evidence tried to wait for something")


@lru_cache(maxsize=32)
def _certificates(text: bytes) -> tuple[x509.Certificate, ...]:
    if not text:
        return ()
    if not pem.detect(text):
        return (x509.Certificate.load(text, strict=True),)
    return tuple(x509.Certificate.load(body, strict=True) for _, _, body in pem.unarmor(text, multiple=True))


@lru_cache(maxsize=32)
def _read(token: bytes, digest: bytes, roots: bytes) -> TokenRead:
    """What these very bytes say: no later time changes it, and one token stands behind all that a checkpoint covers."""
    from pyhanko.sign.validation.generic_cms import validate_tst_signed_data  # noqa: PLC0415 - large, seldom needed
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    content = cms.ContentInfo.load(token, strict=True)
    signed = content["content"]
    info = signed["encap_content_info"]["content"].parsed
    imprint = info["message_imprint"]
    if imprint["hash_algorithm"]["algorithm"].native != "sha256" or imprint["hashed_message"].native != digest:
        raise TokenFault("the token is over something else")
    at: datetime = info["gen_time"].native.astimezone(UTC)
    trust = list(certificates(roots))
    context = ValidationContext(trust_roots=trust, allow_fetching=False, moment=at, best_signature_time=at)
    status = at_once(validate_tst_signed_data(signed, context, lambda _: digest))
    if not status["intact"] or not status["valid"]:
        raise TokenFault("the token's signature does not hold")
    signer = status["signing_cert"]
    usage = signer.extended_key_usage_value
    if usage is None or usage.native != ["time_stamping"]:
        raise TokenFault("the token is signed by a key that is not for time stamps")
    trusted = bool(trust) and status["trust_problem_indic"] is None
    if trust and not trusted:
        raise TokenFault("the token leads to none of the roots that are given for its authority")
    return TokenRead(at, signer.subject.human_friendly, trusted, signer.not_valid_after.astimezone(UTC))
