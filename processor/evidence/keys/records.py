"""What the key folder says of its keys: one file, `keys.json`, whose replacement makes a key the current one."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from models.vocabulary import KeyPurpose
from processor.errors import SettingsError
from processor.evidence.keys import files
from processor.evidence.keys.publickeys import key_fingerprint, read_public_key
from processor.evidence.ledger.leaf import Leaf, read_leaf

INDEX: Final = "keys.json"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """The public half of a key, and the leaf by which the ledger learns of it.

    `certificate_pem` is empty for a log key. A record stays when another key takes over.
    """

    purpose: KeyPurpose
    fingerprint: str
    public_pem: str
    certificate_pem: str
    valid_from: datetime
    leaf: Leaf

    @property
    def stem(self) -> str:
        """How the names of its files begin."""
        return f"{self.purpose.value}-{self.fingerprint[:16]}"

    @property
    def private_name(self) -> str:
        """The file of its private half."""
        return f"{self.stem}.key.pem"


@dataclass(frozen=True, slots=True)
class Index:
    """The log's name and all keys, in the order in which they came; the last of a purpose is the current one."""

    origin: str
    organisation: str
    records: tuple[KeyRecord, ...]

    def current(self, purpose: KeyPurpose) -> KeyRecord:
        """The key that signs for this purpose."""
        return next(record for record in reversed(self.records) if record.purpose is purpose)

    def with_record(self, record: KeyRecord) -> "Index":
        """The index in which this key is the current one of its purpose."""
        return Index(self.origin, self.organisation, (*self.records, record))


def write_public(folder: Path, record: KeyRecord) -> None:
    """Writes what of a key may be handed out, as files of their own: for people and for OpenSSL."""
    files.write_new(folder / f"{record.stem}.pub.pem", record.public_pem.encode())
    if record.certificate_pem:
        files.write_new(folder / f"{record.stem}.crt.pem", record.certificate_pem.encode())


def write_index(folder: Path, index: Index) -> None:
    """Makes the index the one that counts, at once."""
    table = {
        "format": _FORMAT,
        "origin": index.origin,
        "organisation": index.organisation,
        "keys": [_to_json(record) for record in index.records],
    }
    files.replace(folder / INDEX, (json.dumps(table, indent=1, ensure_ascii=False) + "\n").encode())


def read_index(folder: Path) -> tuple[Index, bytes]:
    """The index and its bytes. Raises SettingsError for a damaged one, FileNotFoundError where there is none."""
    content = (folder / INDEX).read_bytes()
    try:
        table = json.loads(content)
        if table["format"] != _FORMAT:
            raise ValueError("it was written by another version of Signoff")
        index = Index(table["origin"], table["organisation"], tuple(_from_json(row) for row in table["keys"]))
        if {record.purpose for record in index.records} != set(KeyPurpose):
            raise ValueError("a key is missing")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingsError(f"{folder / INDEX} can't be read ({error}): restore the folder from your backup") from error
    return index, content


def _to_json(record: KeyRecord) -> dict[str, Any]:
    return {
        "purpose": record.purpose.value,
        "fingerprint": record.fingerprint,
        "public": record.public_pem,
        "certificate": record.certificate_pem,
        "valid_from": record.valid_from.isoformat(),
        "leaf": record.leaf.body.decode(),
    }


def _from_json(row: dict[str, Any]) -> KeyRecord:
    if key_fingerprint(read_public_key(row["public"])) != row["fingerprint"]:
        raise ValueError("a key is not the one that its fingerprint names")
    return KeyRecord(
        KeyPurpose(row["purpose"]),
        row["fingerprint"],
        row["public"],
        row["certificate"],
        datetime.fromisoformat(row["valid_from"]),
        read_leaf(row["leaf"].encode()),
    )
