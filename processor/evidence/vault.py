"""Seals small secrets for the database: AES-256-GCM under a key that derives from the installation's."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from processor.errors import Permanent

_NONCE = 12


class Vault:
    """Seals and opens. What is sealed is bound to what it is `about`, so that it can't be put in another's place."""

    def __init__(self, key: bytes) -> None:
        """`key` has 32 bytes."""
        self._cipher = AESGCM(key)

    def seal(self, secret: bytes, about: str) -> bytes:
        """The secret so that only this installation can read it: nonce, then ciphertext with its tag."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, secret, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """The secret. Raises Permanent where it was sealed with another key, about something else, or changed."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
        except (InvalidTag, ValueError) as error:
            raise Permanent(f"what is sealed about {about.partition(':')[0]} can't be opened with this key") from error
