"""The rows of the evidence ledger as the rooms above see them."""

from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import KeyPurpose, LeafKind, RevocationReason
from processor.store.database import Row


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A numbered leaf. `at` is when it was written with what it tells of, `numbered_at` when it got its place."""

    position: int
    key: str
    kind: LeafKind
    body: bytes
    leaf_hash: bytes
    at: datetime
    numbered_at: datetime


@dataclass(frozen=True, slots=True)
class CheckpointRow:
    """A signed tree head: `note` is the whole signed note, `signer` the fingerprint of the log key."""

    size: int
    root: bytes
    note: str
    signer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StampRow:
    """A timestamp token (RFC 3161, DER) over the note of the checkpoint of this size."""

    size: int
    authority: str
    token: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class SigningKeyRow:
    """The public half of a key of the installation; `fingerprint` is the SHA-256 of the public key, DER."""

    purpose: KeyPurpose
    fingerprint: str
    public_pem: str
    certificate_pem: str
    valid_from: datetime
    retired_at: datetime | None = None
    revoked_at: datetime | None = None
    revoked_for: RevocationReason | None = None


def entry_row(row: Row) -> EntryRow:
    """The entry that a row of the joined tables is."""
    return EntryRow(
        position=row["position"],
        key=row["key"],
        kind=row["kind"],
        body=row["body"],
        leaf_hash=hash_of(row["leaf_hash"]),
        at=row["at"],
        numbered_at=row["numbered_at"],
    )


def checkpoint_row(row: Row) -> CheckpointRow:
    """The checkpoint that a row is."""
    return CheckpointRow(row["size"], hash_of(row["root"]), row["note"], row["signer"], row["at"])


def signing_key_row(row: Row) -> SigningKeyRow:
    """The key that a row is."""
    values = {name: value for name, value in row.items() if name != "id"}
    return SigningKeyRow(**values)


def hash_of(text: str) -> bytes:
    """A stored hash; empty, which is like no hash, for what somebody made no hexadecimal any more."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
