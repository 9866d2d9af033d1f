"""Key files: written once, readable by their owner only, and refused where anybody else could have read them."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from processor.errors import SettingsError

PrivateKey = EllipticCurvePrivateKey | Ed25519PrivateKey
_OWNER_ONLY: Final = 0o600


def write_new(path: Path, content: bytes) -> None:
    """Writes a file that must not be there yet, with mode 0600, and waits until it is on the disk."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, content: bytes) -> None:
    """Puts a file in the place of another at once: whoever reads sees the old one or the new one."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600 by itself
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(draft)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Waits until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_private_key(path: Path, key: PrivateKey, passphrase: bytes | None) -> None:
    """Writes a private key as PEM PKCS#8, encrypted where there is a passphrase."""
    lock: KeySerializationEncryption = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    write_new(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock))


def read_private_key(path: Path, passphrase: bytes | None) -> PrivateKey:
    """The private key in a file.

    Raises SettingsError for a file that others may read or that belongs to somebody else, a wrong passphrase, and what
    is no key of ours.
    """
    content = _read_guarded(path)
    try:
        key = load_pem_private_key(content, passphrase or None)
    except TypeError as error:
        what = "needs a passphrase, and evidence.passphrase names none" if not passphrase else "has no passphrase"
        remedy = "name the one it was made with" if not passphrase else "take evidence.passphrase out of the settings"
        raise SettingsError(f"the key file {path} {what}: {remedy}") from error
    except ValueError as error:
        raise SettingsError(
            f"the key file {path} can't be opened: evidence.passphrase is not the one it was made with, or the file is"
            " damaged; restore it from your backup"
        ) from error
    if not isinstance(key, EllipticCurvePrivateKey | Ed25519PrivateKey):
        raise SettingsError(f"the key file {path} holds a key of another type than Signoff makes: restore your own")
    return key


def _read_guarded(path: Path) -> bytes:
    """The bytes of a file that only we may read: looked at when open, so that it can't be exchanged in between."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        raise SettingsError(
            f"the key file {path} can't be read ({error.strerror}): restore it from your backup"
        ) from error
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
            raise SettingsError(f"the key file {path} belongs to another user: give it to the one that Signoff runs as")
        if stat.S_IMODE(found.st_mode) & ~_OWNER_ONLY:
            mode = stat.S_IMODE(found.st_mode)
            raise SettingsError(
                f"the key file {path} may be used by others (mode {mode:04o}): chmod 600 {path}, and if anybody else"
                " could have read it, make a new key with signoff ledger rotate"
            )
        return file.read()
