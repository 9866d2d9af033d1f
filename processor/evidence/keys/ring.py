"""The keys of an installation: opened from their folder, made on first need, and replaced by new ones."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from models.vocabulary import KeyPurpose
from processor.errors import SettingsError
from processor.evidence.keys import files, making
from processor.evidence.keys.certificates import seal_certificate
from processor.evidence.keys.making import Voucher
from processor.evidence.keys.publickeys import PublicKey, key_fingerprint, read_public_key
from processor.evidence.keys.records import INDEX, KeyRecord, read_index, write_index


class KeyRing:
    """The keys in a folder as they were when it was opened; private halves are read when they are first needed."""

    def __init__(self, folder: Path, passphrase: bytes | None) -> None:
        self.folder = folder
        self._passphrase = passphrase
        self._index, self._seen = read_index(folder)

    @property
    def origin(self) -> str:
        """The name of the log, the same for as long as the installation lives."""
        return self._index.origin

    @property
    def organisation(self) -> str:
        """Whose keys they are, as the certificates say."""
        return self._index.organisation

    @property
    def records(self) -> tuple[KeyRecord, ...]:
        """All keys that there are or were, in the order in which they came."""
        return self._index.records

    def current(self, purpose: KeyPurpose) -> KeyRecord:
        """The key that signs for this purpose."""
        return self._index.current(purpose)

    def is_stale(self) -> bool:
        """Whether another process has replaced a key since: then the folder has to be opened again."""
        return (self.folder / INDEX).read_bytes() != self._seen

    @cached_property
    def root_certificate(self) -> x509.Certificate:
        """What everybody who verifies has to trust."""
        return _certificate(self.current(KeyPurpose.ROOT))

    @cached_property
    def seal_certificate(self) -> x509.Certificate:
        """The certificate of the seal; its key may be in a token."""
        return _certificate(self.current(KeyPurpose.SEAL))

    @cached_property
    def seal_key(self) -> EllipticCurvePrivateKey:
        """The private half of the seal. Raises SettingsError where it is not to be read, or is in a token."""
        key = self._private(self.current(KeyPurpose.SEAL))
        assert isinstance(key, EllipticCurvePrivateKey)
        return key

    @cached_property
    def log_public_key(self) -> Ed25519PublicKey:
        """The public half of the log key."""
        key = read_public_key(self.current(KeyPurpose.LOG).public_pem)
        assert isinstance(key, Ed25519PublicKey)
        return key

    @cached_property
    def _log_key(self) -> Ed25519PrivateKey:
        key = self._private(self.current(KeyPurpose.LOG))
        assert isinstance(key, Ed25519PrivateKey)
        return key

    def sign_for_log(self, body: bytes) -> bytes:
        """The log key's signature. Raises SettingsError where the key is not to be read."""
        return self._log_key.sign(body)

    def has_private(self, record: KeyRecord) -> bool:
        """Whether the private half lies in the folder: the root's may be kept elsewhere, a token's never is here."""
        return (self.folder / record.private_name).exists()

    def _private(self, record: KeyRecord) -> files.PrivateKey:
        return files.read_private_key(self.folder / record.private_name, self._passphrase)

    def rotated(self, purpose: KeyPurpose, now: datetime, token_key: PublicKey | None = None) -> "KeyRing":
        """The ring in which a new key signs for `purpose`, the seal's or the log's.

        The old key signs the statement by which the ledger learns of it, and the root too where it is at hand; then
        the old private half is removed. `token_key` is a seal key that stays in a PKCS#11 token. Raises SettingsError
        where the root is needed and kept elsewhere: to issue a certificate, or in place of an old key that is lost.
        """
        with _alone(self.folder):
            ring = KeyRing(self.folder, self._passphrase)
            return ring._rotated(purpose, now, token_key)

    def _rotated(self, purpose: KeyPurpose, now: datetime, token_key: PublicKey | None) -> "KeyRing":
        old = self.current(purpose)
        key = None if token_key else making.new_log_key() if purpose is KeyPurpose.LOG else making.new_seal_key()
        public = key.public_key() if key is not None else token_key
        assert public is not None
        if key_fingerprint(public) in {record.fingerprint for record in self.records}:
            raise SettingsError("the key in the token is or was the seal already: make another one in it")
        certificate = self._issue(public, now) if purpose is KeyPurpose.SEAL else None
        record = making.record_of(purpose, public, certificate, now, self._voucher(old))
        making.add_files(self.folder, record, key, self._passphrase)
        write_index(self.folder, self._index.with_record(record))
        (self.folder / old.private_name).unlink(missing_ok=True)
        return KeyRing(self.folder, self._passphrase)

    def _issue(self, public: PublicKey, now: datetime) -> x509.Certificate:
        assert isinstance(public, EllipticCurvePublicKey)
        root_key = self._root_key()
        assert isinstance(root_key, EllipticCurvePrivateKey)
        return seal_certificate(self.organisation, public, self.root_certificate, root_key, now)

    def _voucher(self, old: KeyRecord) -> Voucher:
        root = self.current(KeyPurpose.ROOT)
        if not self.has_private(old):
            return Voucher(root.fingerprint, self._root_key())
        root_key = self._private(root) if self.has_private(root) else None
        return Voucher(old.fingerprint, self._private(old), root_key)

    def _root_key(self) -> files.PrivateKey:
        root = self.current(KeyPurpose.ROOT)
        if not self.has_private(root):
            raise SettingsError(
                f"the root key is needed for this: put {root.private_name} back into {self.folder} (mode 0600) for as"
                " long as it takes"
            )
        return self._private(root)


def open_or_create(
    folder: Path,
    organisation: str,
    passphrase: bytes | None,
    now: datetime,
    *,
    domain: str,
    may_create: bool,
) -> KeyRing:
    """The keys in a folder, made where there is none yet and `may_create`.

    `domain` is that of our mail, and begins the log's name. Raises SettingsError where the folder or its keys can't be
    used: lost keys are never made anew in silence.
    """
    try:
        if may_create and not (folder / INDEX).exists():
            making.create(folder, organisation, domain, passphrase, now)
    except OSError as error:
        if not (folder / INDEX).exists():
            raise SettingsError(
                f"evidence.keys: the keys can't be made in {folder} ({error.strerror}): name a folder that is not there"
                " yet, in one that Signoff may write to"
            ) from error
    try:
        return KeyRing(folder, passphrase)
    except OSError as error:
        raise SettingsError(
            f"evidence.keys: {folder / INDEX} can't be read ({error.strerror}), but the ledger is in use: restore the"
            " folder from your backup"
        ) from error


def _certificate(record: KeyRecord) -> x509.Certificate:
    return x509.load_pem_x509_certificate(record.certificate_pem.encode())


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keeps a second process out while keys are replaced."""
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
