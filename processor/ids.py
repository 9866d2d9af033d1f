"""Message-IDs, conversation tokens and keys, all by HMAC: a rerun of the same cause makes the same ones (rule 8).

An unguessable token has 80 bits: 16 characters of the lower-case base32 alphabet, which survives subject lines,
plus addresses and people reading it aloud.
"""

import base64
import hmac
import re
from dataclasses import dataclass, field

TOKEN_LENGTH = 16
TOKEN = r"[a-z2-7]{16}"  # noqa: S105
_LOT_BITS = 48
_MESSAGE_ID = re.compile(rf"^<?so\.({TOKEN})\.[a-z2-7]+@")
_PLUS = re.compile(rf"\+so-({TOKEN})@")
_TAG = re.compile(rf"\[#(\d+)\s+({TOKEN})\]")
_NUMBER = re.compile(r"#(\d{1,12})\b")


@dataclass(frozen=True, slots=True)
class Ids:
    """Derives everything unguessable from one secret of the installation (at least 32 bytes)."""

    secret: bytes = field(repr=False)
    domain: str

    def token(self, digest: str, ordinal: int) -> str:
        """The token of the conversation that cause `digest` opens."""
        return self._mac("token", digest, str(ordinal))[:TOKEN_LENGTH]

    def message_id(self, token: str, digest: str, ordinal: int) -> str:
        """The Message-ID of the mail that cause `digest` sends as its number `ordinal` (RFC 5322 section 3.6.4)."""
        return f"<so.{token}.{self._mac('message-id', token, digest, str(ordinal))[:20]}@{self.domain}>"

    def loop_token(self) -> str:
        """The value that marks every mail of this installation as its own."""
        return self._mac("loop")[:32]

    def is_loop_token(self, value: str) -> bool:
        """Whether a header's value is our loop token, compared in constant time."""
        return hmac.compare_digest(value.strip().encode(), self.loop_token().encode())

    def lot(self, digest: str) -> float:
        """A number from 0 up to 1 drawn for cause `digest`: a rerun draws the same, and no sender can foresee it."""
        return int.from_bytes(self._digest("lot", digest)[: _LOT_BITS // 8]) / (1 << _LOT_BITS)

    def _mac(self, *words: str) -> str:
        return base64.b32encode(self._digest(*words)).decode().lower().rstrip("=")

    def _digest(self, *words: str) -> bytes:
        return hmac.digest(self.secret, "\x00".join(words).encode(), "sha256")


def token_in_message_id(message_id: str) -> str:
    """The token inside one of our Message-IDs, or an empty string."""
    found = _MESSAGE_ID.match(message_id)
    return found[1] if found else ""


def token_in_address(address: str) -> str:
    """The token in a plus address (RFC 5233 subaddress), or an empty string."""
    found = _PLUS.search(address.lower())
    return found[1] if found else ""


def plus_address(address: str, token: str) -> str:
    """Our address with the token as its subaddress."""
    local, _, domain = address.rpartition("@")
    return f"{local}+so-{token}@{domain}"


def subject_tag(number: int, token: str) -> str:
    """What stands first in the subject of every mail about a ticket."""
    return f"[#{number} {token}]"


def tokens_in_text(text: str) -> tuple[str, ...]:
    """The tokens of all subject tags in a text, in order, each once."""
    return tuple(dict.fromkeys(found[2] for found in _TAG.finditer(text.lower())))


def numbers_in_subject(subject: str) -> tuple[int, ...]:
    """The ticket numbers that a subject names: guessable, so they prove nothing by themselves."""
    return tuple(dict.fromkeys(int(found[1]) for found in _NUMBER.finditer(subject)))
