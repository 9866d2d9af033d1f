"""Passwords: what is taken as one, and Argon2id (RFC 9106) over it."""

import secrets
import threading
import unicodedata
from dataclasses import dataclass
from typing import Final

from argon2 import Parameters, PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY

from processor.errors import Refused, Temporary

SHORTEST: Final = 12
LONGEST: Final = 300
"""Characters: what a field of a page takes. A longer one, made at the machine, could be typed nowhere."""

_LONGEST_BYTES: Final = 4 * LONGEST
_FEWEST_LETTERS: Final = 5
_AT_ONCE: Final = 2
_PATIENCE_SECONDS: Final = 20.0


@dataclass(frozen=True, slots=True)
class Verified:
    """Whether the password is right, and whether its hash is by other parameters than today's."""

    right: bool
    outdated: bool = False


class Passwords:
    """Hashes and verifies. At most two at once: each takes 64 MiB, and strangers must not make it many more."""

    def __init__(self, parameters: Parameters = RFC_9106_LOW_MEMORY) -> None:
        self._hasher = PasswordHasher.from_parameters(parameters)
        self._room = threading.BoundedSemaphore(_AT_ONCE)
        self._nobodys: str | None = None

    def hash(self, password: str) -> str:
        """What is kept of a password, with its salt and parameters."""
        self._enter()
        try:
            return self._hasher.hash(_bytes(password))
        finally:
            self._room.release()

    def verify(self, kept: str, password: str) -> Verified:
        """Whether it is the password of this hash. Without a hash it takes as long, and is not."""
        hashed = kept or self._nobody()
        self._enter()
        try:
            self._hasher.verify(hashed, _bytes(password))
        except (VerifyMismatchError, VerificationError, InvalidHashError):
            return Verified(False)
        finally:
            self._room.release()
        return Verified(bool(kept), bool(kept) and self._hasher.check_needs_rehash(kept))

    def prepare(self) -> None:
        """Makes what strangers' passwords are compared with, so that the first of them takes no longer."""
        self._nobody()

    def _nobody(self) -> str:
        if self._nobodys is None:
            self._nobodys = self.hash(secrets.token_urlsafe(32))
        return self._nobodys

    def _enter(self) -> None:
        if not self._room.acquire(timeout=_PATIENCE_SECONDS):
            raise Temporary("too many people sign in at once: try again in a minute")


def check_password(password: str, login: str) -> None:
    """Raises Refused for what is no password for this login: too short, the login itself, or too few letters."""
    given = _normal(password)
    if len(given) < SHORTEST:
        raise Refused(f"a password needs at least {SHORTEST} characters: a few words do")
    if len(password) > LONGEST:
        raise Refused(f"a password has at most {LONGEST} characters")
    if given.casefold() in {login, login[::-1], login.replace("@", ""), login * 2}:
        raise Refused("the login is no password: choose something that is not known")
    if len(set(given.casefold())) < _FEWEST_LETTERS:
        raise Refused(f"a password needs at least {_FEWEST_LETTERS} different characters")


def _normal(password: str) -> str:
    """As RFC 8265 section 4.2 compares them: the same letters whatever keyboard they were typed on."""
    return unicodedata.normalize("NFC", password)


def _bytes(password: str) -> bytes:
    return _normal(password).encode("utf-8", "replace")[:_LONGEST_BYTES]
