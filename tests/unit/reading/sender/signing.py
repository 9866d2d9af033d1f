"""Mails signed as their senders' servers do it, with keys made here, and the key records that DNS would give."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import dkim
import nacl.signing
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from dkim.canonicalization import CanonicalizationPolicy
from dkim.crypto import parse_pem_private_key

from processor.facts.proof import KeyRecord, SenderProof, Trust
from processor.reading.sender.prove import prove, wanted_keys

NOW = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)
DOMAIN = "customer.example.com"
ANNA = f"anna@{DOMAIN}"
SIGNED = ("from", "to", "subject", "date", "message-id", "content-type", "mime-version")
MAIL = (
    f"From: Anna Schmidt <{ANNA}>\r\n"
    "To: support@vendor.example\r\n"
    "Subject: Re: Proposal [PR-17.3 5gv43flh7widnwry]\r\n"
    "Date: Wed, 06 May 2026 11:59:00 +0200\r\n"
    f"Message-ID: <one@{DOMAIN}>\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n"
    "\r\n"
    "Approved\r\n"
).encode()


@dataclass(frozen=True)
class Signer:
    """A private key as dkimpy takes it, and its public half as it stands in DNS."""

    algorithm: bytes
    private: bytes
    public: str

    def record(self, more: str = "") -> str:
        kind = "ed25519" if self.algorithm.startswith(b"ed") else "rsa"
        return f"v=DKIM1; k={kind}; {more}p={self.public}"


@cache
def rsa_signer(bits: int = 2048, algorithm: bytes = b"rsa-sha256") -> Signer:
    key = rsa.generate_private_key(65537, max(bits, 1024))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return Signer(algorithm, private, base64.b64encode(public).decode())


@cache
def ed25519_signer() -> Signer:
    key = nacl.signing.SigningKey(hashlib.sha256(b"a key for tests").digest())
    public = base64.b64encode(bytes(key.verify_key)).decode()
    return Signer(b"ed25519-sha256", base64.b64encode(bytes(key)), public)


class _Signing(dkim.DKIM):  # type: ignore[misc]
    """dkimpy's signer with every tag free to choose."""

    def field(self, signer: Signer, tags: Sequence[tuple[bytes, bytes]], headers: Sequence[str], canon: bytes) -> bytes:
        self.hasher = dkim.HASH_ALGORITHMS[signer.algorithm]
        policy = CanonicalizationPolicy.from_c_value(canon)
        body = policy.canonicalize_body(self.body)
        length = int(dict(tags).get(b"l", len(body)))
        fields = [
            (b"v", b"1"),
            (b"a", signer.algorithm),
            (b"c", canon),
            *tags,
            (b"h", ":".join(headers).encode()),
            (b"bh", base64.b64encode(self.hasher(body[:length]).digest())),
            (b"b", b"0" * 60),
        ]
        key = (
            nacl.signing.SigningKey(base64.b64decode(signer.private))
            if signer.algorithm.startswith(b"ed")
            else parse_pem_private_key(signer.private)
        )
        included = [name.lower().encode() for name in headers]
        value: bytes = self.gen_header(fields, included, policy, b"DKIM-Signature", key)
        return b"DKIM-Signature: " + value


def signed(
    raw: bytes = MAIL,
    signer: Signer | None = None,
    domain: str = DOMAIN,
    headers: Sequence[str] = SIGNED,
    canon: bytes = b"relaxed/relaxed",
    **tags: str,
) -> bytes:
    """The mail with a signature on top; tags that are given replace the usual ones, or join them."""
    signer = signer or rsa_signer()
    named = {"d": domain, "s": "s1", "t": str(int(NOW.timestamp()) - 60), **tags}
    signing = _Signing(raw, signature_algorithm=signer.algorithm)
    pairs = [(name.encode(), text.encode()) for name, text in named.items() if text]
    return signing.field(signer, pairs, headers, canon) + raw


def records(*pairs: tuple[str, str]) -> dict[str, KeyRecord]:
    """Key records by name."""
    return {name: KeyRecord(name, text, NOW) for name, text in pairs}


def key(signer: Signer | None = None, domain: str = DOMAIN, more: str = "") -> dict[str, KeyRecord]:
    """The record of a signer's key under the selector that `signed` uses."""
    return records((f"s1._domainkey.{domain}", (signer or rsa_signer()).record(more)))


def proof_of(
    raw: bytes,
    known: Mapping[str, KeyRecord] | None = None,
    trust: Trust | None = None,
    received_at: datetime = NOW,
) -> SenderProof:
    """The proof of a mail; by default with the usual key, and with only those records that it asks for."""
    trust = trust or Trust()
    known = key() if known is None else known
    asked = {name: known[name] for name in wanted_keys(raw, trust) if name in known}
    return prove(raw, asked, trust, received_at)


def altered(raw: bytes, old: bytes, new: bytes) -> bytes:
    """The mail with one thing changed that must be in it."""
    assert raw.count(old) >= 1
    return raw.replace(old, new, 1)
