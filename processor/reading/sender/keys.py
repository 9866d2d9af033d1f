"""Key records of signatures (RFC 6376 section 3.6.1): which key stands in one, and whether it may be used."""

import base64
import binascii
from dataclasses import dataclass

from dkim.crypto import parse_public_key

from processor.facts.proof import KeyRecord
from processor.reading.sender.signature import Signature, read_tags

FEWEST_RSA_BITS = 1024
GOOD_RSA_BITS = 2048
MOST_RSA_BITS = 8192
_ED25519_BITS = 256
_ED25519_BYTES = 32
_LONGEST_RECORD = 4096
_LARGEST_EXPONENT = 2**33


@dataclass(frozen=True, slots=True)
class Key:
    """A public key's size in bits, and a word about it where it is only just accepted."""

    bits: int
    remark: str


def read_key(record: KeyRecord, signature: Signature) -> Key:
    """The key for a signature. Raises ValueError, saying why, where the record has none or forbids this use."""
    if not record.text.strip():
        raise ValueError(f"there is no key at {record.name}")
    if len(record.text) > _LONGEST_RECORD:
        raise ValueError("the key record is too long")
    tags = {name: text.decode("utf-8") for name, text in read_tags(record.text.encode("utf-8", "replace")).items()}
    for refuse in (_version, _revoked, _testing, _service, _hash, _identity):
        why = refuse(tags, signature)
        if why:
            raise ValueError(why)
    kind = tags.get("k", "rsa")
    if not signature.algorithm.startswith(f"{kind}-"):
        raise ValueError(f"the key is of the kind {kind!r}, the signature is not")
    data = _bytes(tags["p"])
    return _ed25519(data) if kind == "ed25519" else _rsa(data, signature.value)


def _version(tags: dict[str, str], _signature: Signature) -> str:
    """`v=`, where it stands, stands first and is DKIM1."""
    if "v" in tags and (tags["v"] != "DKIM1" or next(iter(tags)) != "v"):
        return "the key record is of another version"
    return "" if "p" in tags else "the key record has no key"


def _revoked(tags: dict[str, str], _signature: Signature) -> str:
    """An empty `p=` takes the key back."""
    return "" if tags["p"] else "the key was revoked"


def _testing(tags: dict[str, str], _signature: Signature) -> str:
    """`t=y`: the domain asks to treat its signatures as if there were none."""
    return "the domain says that it is only testing (t=y)" if "y" in _listed(tags, "t") else ""


def _service(tags: dict[str, str], _signature: Signature) -> str:
    """`s=` must be for mail."""
    return "" if {"*", "email"} & _listed(tags, "s", "*") else "the key is not for mail (s=)"


def _hash(tags: dict[str, str], _signature: Signature) -> str:
    """`h=` must allow SHA-256."""
    return "" if "sha256" in _listed(tags, "h", "sha256") else "the key is not for SHA-256 (h=)"


def _identity(tags: dict[str, str], signature: Signature) -> str:
    """`t=s`: the identity must be in the very domain, not below it."""
    strict = "s" in _listed(tags, "t")
    below = signature.identity.rpartition("@")[2].lower() != signature.domain
    return "the key is not for identities below its domain (t=s)" if strict and below else ""


def _listed(tags: dict[str, str], name: str, default: str = "") -> set[str]:
    return {word.strip() for word in tags.get(name, default).split(":")}


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("the key can't be read") from None


def _ed25519(data: bytes) -> Key:
    if len(data) != _ED25519_BYTES:
        raise ValueError("the key can't be read")
    return Key(_ED25519_BITS, "")


def _rsa(data: bytes, value: bytes) -> Key:
    """The size of an RSA key. A huge one, or a huge exponent, would cost more than a mail is worth.

    The signature must be a number of the key's length and below its modulus (RFC 8017 section 8.2.2); dkimpy takes
    others too, so that one signed mail could come again with another signature that holds.
    """
    try:
        parsed = parse_public_key(data)
        modulus, exponent = int(parsed["modulus"]), int(parsed["publicExponent"])
    except Exception:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        raise ValueError("the key can't be read") from None
    bits = modulus.bit_length()
    if bits < FEWEST_RSA_BITS:
        raise ValueError(f"an RSA key of {bits} bits is too short")
    if bits > MOST_RSA_BITS or not 2 < exponent < _LARGEST_EXPONENT:
        raise ValueError("the RSA key is larger than anybody needs, or its exponent is strange")
    if len(value) != (bits + 7) // 8 or int.from_bytes(value, "big") >= modulus:
        raise ValueError("its b= is not of the key's length")
    return Key(bits, f"; its RSA key is weak ({bits} bits)" if bits < GOOD_RSA_BITS else "")
