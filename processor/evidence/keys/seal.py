"""The seal key as the certificate room takes it: certificates in DER, and a way to sign; wherever the key lives."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from models.vocabulary import KeyPurpose
from processor.errors import SettingsError
from processor.evidence.keys.publickeys import key_fingerprint
from processor.evidence.keys.ring import KeyRing
from processor.evidence.keys.token import Token


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal: its certificate, those above it with the root last (DER), and what signs with its key."""

    certificate: bytes
    chain: tuple[bytes, ...]
    _sign: Callable[[bytes], bytes]

    def sign(self, data: bytes) -> bytes:
        """The ECDSA signature over SHA-256 of the data, in DER."""
        return self._sign(data)


def seal_of(ring: KeyRing, token: Token | None = None) -> Seal:
    """The seal of this ring. Raises SettingsError where its key is in another place than the settings say."""
    record = ring.current(KeyPurpose.SEAL)
    if token is not None:
        if key_fingerprint(token.public_key) != record.fingerprint:
            raise SettingsError("the key in the token is not the seal's: make it so with signoff ledger rotate seal")
        sign = token.sign
    elif not ring.has_private(record):
        raise SettingsError(
            f"the seal's key {record.private_name} is not in {ring.folder}: restore it from your backup, name the token"
            " that it is in with [evidence.pkcs11], or make a new one with signoff ledger rotate seal"
        )
    else:
        key = ring.seal_key

        def sign(data: bytes) -> bytes:
            return key.sign(data, ECDSA(SHA256()))

    chain = (ring.root_certificate.public_bytes(Encoding.DER),)
    return Seal(ring.seal_certificate.public_bytes(Encoding.DER), chain, sign)


def with_token(ring: KeyRing, token: Token, now: datetime) -> KeyRing:
    """The ring in which the token's key is the seal: issued a certificate by the root on first need."""
    if key_fingerprint(token.public_key) == ring.current(KeyPurpose.SEAL).fingerprint:
        return ring
    return ring.rotated(KeyPurpose.SEAL, now, token.public_key)
