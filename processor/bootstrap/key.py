"""The installation's key: what makes its tokens unguessable."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from processor.config.secrets import Secret
from processor.errors import SettingsError

SHORTEST = 32


def installation_key(where: Secret, *, may_create: bool) -> bytes:
    """The key's bytes; made and written, readable by its owner only, where there is none and `may_create`.

    It is never made anew for a database that is in use: replies to mail already sent would no longer find their
    tickets. Raises SettingsError then, and for a key that is too short to be unguessable.
    """
    if where.file is not None and may_create and not where.file.exists():
        _write(where.file, secrets.token_hex(SHORTEST))
    if where.file is not None and not where.file.exists():
        raise SettingsError(
            f"signoff.key: the file {where.file} is missing, but the database is in use: restore it from your backup"
        )
    key = where.read("signoff.key").encode()
    if len(key) < SHORTEST:
        raise SettingsError(f"signoff.key: {len(key)} bytes are too few, {SHORTEST} are needed")
    return key


def _write(path: Path, key: str) -> None:
    """Whole or not at all: a process that ends in between leaves no half of a key. Another one's key is kept."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        os.unlink(draft)
