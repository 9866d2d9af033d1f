"""Signed tree heads as strangers can read them: C2SP tlog-checkpoint in a C2SP signed note, by Ed25519.

The note is three lines (the log's name, the tree's size, its root in base64), a blank line, and signature lines. The
signature is over the three lines with their line ends, so plain OpenSSL checks it.
"""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_ED25519 = b"\x01"
"""The signature type of Ed25519 in C2SP signed notes."""

_DASH = "\u2014"
_SIZE = re.compile(r"0|[1-9]\d{0,18}")
_NAME = re.compile(r"[^\s+]{1,200}")
_KEY_ID_BYTES = 4
_SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class TreeHead:
    """A log by its name (`origin`), how many entries it has, and the root over them."""

    origin: str
    size: int
    root: bytes

    def body(self) -> bytes:
        """The signed bytes. Raises ValueError for an origin with blanks or a plus sign, which a note can't name."""
        if not _NAME.fullmatch(self.origin):
            raise ValueError(f"{self.origin!r} can't be the name of a log")
        return f"{self.origin}\n{self.size}\n{_b64(self.root)}\n".encode()


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature of a note: who is said to have signed, the first bytes of the key's id, the signature."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A checkpoint as it was signed. `body` are the signed bytes."""

    head: TreeHead
    body: bytes
    signatures: tuple[SignatureLine, ...]

    def is_signed_by(self, key: Ed25519PublicKey | EllipticCurvePublicKey) -> bool:
        """Whether one of the signatures is this key's, under the log's own name. Only Ed25519 signs a log."""
        if not isinstance(key, Ed25519PublicKey):
            return False
        wanted = key_id(self.head.origin, key)
        own = (line for line in self.signatures if (line.name, line.key_id) == (self.head.origin, wanted))
        return any(_holds(key, line.signature, self.body) for line in own)


def key_id(name: str, key: Ed25519PublicKey) -> bytes:
    """The four bytes that a signature line names the key by: of SHA-256 over name, line end, type and key."""
    return sha256(name.encode() + b"\n" + _ED25519 + key.public_bytes_raw()).digest()[:_KEY_ID_BYTES]


def sign(head: TreeHead, key: Ed25519PublicKey, sign_bytes: Callable[[bytes], bytes]) -> str:
    """The signed note of a tree head; `sign_bytes` signs with the private half of `key`."""
    body = head.body()
    signature = key_id(head.origin, key) + sign_bytes(body)
    return f"{body.decode()}\n{_DASH} {head.origin} {_b64(signature)}\n"


def parse(text: str) -> Note:
    """The note that a text is. Raises ValueError, with the reason, for anything that is not exactly one.

    Extension lines are refused: this log writes none, so they would be somebody else's.
    """
    body, blank, signatures = text.partition("\n\n")
    lines = body.split("\n")
    if not blank or len(lines) != 3 or not signatures.endswith("\n"):
        raise ValueError("not a signed checkpoint: three lines, a blank one and signatures are expected")
    origin, size, root = lines
    if not _NAME.fullmatch(origin) or not _SIZE.fullmatch(size):
        raise ValueError("not a signed checkpoint: the name of the log or the size of the tree can't be read")
    head = TreeHead(origin, int(size), _unb64(root, sha256().digest_size))
    return Note(head, head.body(), tuple(_signature(line) for line in signatures[:-1].split("\n")))


def _signature(line: str) -> SignatureLine:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != _DASH or not _NAME.fullmatch(parts[1]):
        raise ValueError("not a signed checkpoint: a signature line can't be read")
    found = _unb64(parts[2], None)
    return SignatureLine(parts[1], found[:_KEY_ID_BYTES], found[_KEY_ID_BYTES:])


def _holds(key: Ed25519PublicKey, signature: bytes, body: bytes) -> bool:
    if len(signature) != _SIGNATURE_BYTES:
        return False
    try:
        key.verify(signature, body)
    except InvalidSignature:
        return False
    return True


def _b64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _unb64(text: str, length: int | None) -> bytes:
    """Bytes from base64 in its one form: what encodes to anything else is refused, else a bit could flip unseen."""
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not a signed checkpoint: base64 is expected") from error
    if _b64(value) != text or (length is not None and len(value) != length):
        raise ValueError("not a signed checkpoint: a hash or signature has a wrong length")
    return value
