"""The files of a bundle, from a zip, a folder or a certificate alone: strangers' files are read within limits."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

__all__ = ["CERTIFICATE", "BundleFault", "files_of", "read_files"]

CERTIFICATE: Final = "certificate.pdf"
_MOST_FILES: Final = 60
_MOST_BYTES: Final = 128 * 1024 * 1024
_PDF: Final = b"%PDF-"
_ZIP: Final = b"PK\x03\x04"


class BundleFault(Exception):  # noqa: N818 - a reason, for a sentence
    """Why there is nothing that could be verified."""


def read_files(path: Path) -> dict[str, bytes]:
    """The files at a path: a bundle, the folder that it was unpacked to, or a certificate alone.

    Raises BundleFault for anything else, and OSError where it can't be read.
    """
    if path.is_dir():
        return _from_folder(path)
    if path.stat().st_size > _MOST_BYTES:
        raise BundleFault(f"it is larger than {_MOST_BYTES} bytes")
    return files_of(path.read_bytes())


def files_of(content: bytes) -> dict[str, bytes]:
    """The files in the bytes of a bundle, or the certificate that the bytes are. Raises BundleFault for others."""
    if content.startswith(_PDF):
        return {CERTIFICATE: content}
    if not content.startswith(_ZIP):
        raise BundleFault("it is neither a bundle nor a certificate")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _from_zip(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as fault:
        raise BundleFault(f"the bundle can't be unpacked: {fault}") from None


def _from_zip(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Each file once: of two with one name, tools take different ones."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = [Path(entry.filename).name for entry in entries]
    if len(names) > _MOST_FILES or len(set(names)) != len(names):
        raise BundleFault("the bundle has too many files, or two of one name")
    files: dict[str, bytes] = {}
    room = _MOST_BYTES
    for name, entry in zip(names, entries, strict=True):
        with archive.open(entry) as stream:
            files[name] = stream.read(room + 1)
        room -= len(files[name])
        if room < 0:
            raise BundleFault(f"the bundle holds more than {_MOST_BYTES} bytes")
    return _with_certificate(files)


def _from_folder(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.iterdir() if path.is_file() and not path.is_symlink())
    if len(paths) > _MOST_FILES or sum(path.stat().st_size for path in paths) > _MOST_BYTES:
        raise BundleFault("the folder has too many or too large files to be a bundle")
    return _with_certificate({path.name: path.read_bytes() for path in paths})


def _with_certificate(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, the certificate under its own name even where it is called after its number."""
    if CERTIFICATE in files:
        return dict(files)
    numbered = [name for name in files if name.startswith("AC-") and name.endswith(".pdf")]
    if len(numbered) != 1:
        raise BundleFault("there is no certificate in it")
    return {CERTIFICATE if name == numbered[0] else name: content for name, content in files.items()}
