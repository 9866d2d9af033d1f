"""How an entry of the evidence ledger is hashed: what is stored and what strangers compute have to be the same."""

from hashlib import sha256

LEAF_PREFIX = b"\x00"
"""What tells a leaf from an inner node of the tree, so that neither can pass for the other (RFC 6962 section 2.1)."""


def leaf_hash(body: bytes) -> bytes:
    """The SHA-256 of a leaf's bytes as the tree takes it (RFC 6962 section 2.1)."""
    return sha256(LEAF_PREFIX + body).digest()
