"""Makes keys: the three of a new installation, and the one that takes over from another."""

import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.vocabulary import KeyPurpose
from processor.evidence.keys import files
from processor.evidence.keys.certificates import root_certificate, seal_certificate
from processor.evidence.keys.files import PrivateKey
from processor.evidence.keys.publickeys import (
    PublicKey,
    certificate_fingerprint,
    certificate_pem,
    key_fingerprint,
    public_pem,
    sign,
)
from processor.evidence.keys.records import Index, KeyRecord, write_index, write_public
from processor.evidence.ledger import leaf


@dataclass(frozen=True, slots=True)
class Voucher:
    """Who signs the statement that a key takes over. `root` signs too, where it is at hand and is not the one."""

    fingerprint: str
    key: PrivateKey
    root: PrivateKey | None = None


def record_of(
    purpose: KeyPurpose, public: PublicKey, certificate: x509.Certificate | None, now: datetime, voucher: Voucher
) -> KeyRecord:
    """The record of a key, with the leaf that the voucher has signed. Moments are whole seconds, as in leaves."""
    begins = now.replace(microsecond=0)
    digest = certificate_fingerprint(certificate) if certificate else ""
    statement = leaf.key_statement(purpose, key_fingerprint(public), digest, begins, voucher.fingerprint)
    entry = leaf.key(
        statement,
        signature=sign(voucher.key, statement),
        root_signature=sign(voucher.root, statement) if voucher.root else "",
    )
    pem = certificate_pem(certificate) if certificate else ""
    return KeyRecord(purpose, key_fingerprint(public), public_pem(public), pem, begins, entry)


def new_seal_key() -> ec.EllipticCurvePrivateKey:
    """A new key on P-256."""
    return ec.generate_private_key(ec.SECP256R1())


def new_log_key() -> Ed25519PrivateKey:
    """A new key of Ed25519."""
    return Ed25519PrivateKey.generate()


def create(folder: Path, organisation: str, domain: str, passphrase: bytes | None, now: datetime) -> None:
    """Makes a folder with the three keys of a new installation, whole or not at all.

    It is filled under another name and renamed; where another process was faster, its folder stays. A process that
    ends in between leaves keys under the other name that nothing uses. Raises OSError where a folder that holds other
    things is in the way.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))  # mode 0700 by itself
    try:
        _fill(draft, organisation, domain, passphrase, now)
        files.sync_folder(draft)
        os.rename(draft, folder)
        files.sync_folder(folder.parent)
    finally:
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(draft)


def _fill(folder: Path, organisation: str, domain: str, passphrase: bytes | None, now: datetime) -> None:
    root_key, seal_key, log_key = new_seal_key(), new_seal_key(), new_log_key()
    root = root_certificate(organisation, root_key, now)
    seal = seal_certificate(organisation, seal_key.public_key(), root, root_key, now)
    voucher = Voucher(key_fingerprint(root_key.public_key()), root_key)
    made: tuple[tuple[KeyPurpose, PrivateKey, x509.Certificate | None], ...] = (
        (KeyPurpose.ROOT, root_key, root),
        (KeyPurpose.SEAL, seal_key, seal),
        (KeyPurpose.LOG, log_key, None),
    )
    records = []
    for purpose, key, certificate in made:
        record = record_of(purpose, key.public_key(), certificate, now, voucher)
        add_files(folder, record, key, passphrase)
        records.append(record)
    origin = f"{domain}/signoff/{voucher.fingerprint[:16]}"
    write_index(folder, Index(origin, organisation, tuple(records)))


def add_files(folder: Path, record: KeyRecord, key: PrivateKey | None, passphrase: bytes | None) -> None:
    """Writes the files of a key; without `key` its private half is elsewhere. The index makes it count."""
    if key is not None:
        files.write_private_key(folder / record.private_name, key, passphrase)
    write_public(folder, record)
