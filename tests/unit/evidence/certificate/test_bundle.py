import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from processor.evidence.bundle.bundle import bundle_files, make_bundle
from processor.evidence.verify.files import BundleFault, files_of, read_files
from tests.unit.evidence.certificate.paperwork import Paperwork, unpacked


def test_twice_is_byte_for_byte_the_same(paperwork: Paperwork) -> None:
    assert make_bundle(paperwork.parts) == make_bundle(replace(paperwork.parts))


def test_every_file_is_in_and_named_by_the_readme(paperwork: Paperwork) -> None:
    files = bundle_files(paperwork.parts)
    assert len(files) == 14
    text = files["README.txt"].decode()
    assert [name for name in files if name not in text and name != "README.txt"] == []
    assert "checkpoint.tsr" not in files
    assert "openssl ts" not in text, "no command for a file that isn't there"
    assert max(len(line) for line in text.splitlines()) <= 130


def test_zip_folder_and_certificate_alone_read_alike(paperwork: Paperwork, tmp_path: Path) -> None:
    with unpacked(paperwork, tmp_path) as folder:
        every = bundle_files(paperwork.parts)
        assert read_files(folder) == every
        assert read_files(tmp_path / "bundle.zip") == every
        assert read_files(folder / "certificate.pdf") == {"certificate.pdf": paperwork.sealed.pdf}


def test_a_certificate_under_its_number_is_found(paperwork: Paperwork, tmp_path: Path) -> None:
    (tmp_path / "AC-2026-000017.pdf").write_bytes(paperwork.sealed.pdf)
    (tmp_path / "receipt.json").write_bytes(paperwork.parts.receipt)
    assert set(read_files(tmp_path)) == {"certificate.pdf", "receipt.json"}


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name) if method == zipfile.ZIP_STORED else name, content)
    return made.getvalue()


BOMB = 140_000_000


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ([("a.txt", b"x")], "no certificate"),
        ([("certificate.pdf", b"%PDF-"), ("x/certificate.pdf", b"%PDF-")], "two of one name"),
        ([("certificate.pdf", b"a"), ("certificate.pdf", b"b")], "two of one name"),
        ([(f"{number}.txt", b"") for number in range(61)], "too many files"),
        ([("certificate.pdf", BOMB)], "holds more than"),
    ],
    ids=["without", "folders", "twice", "many", "bomb"],
)
def test_what_is_no_bundle_is_refused(entries: list[tuple[str, bytes | int]], reason: str) -> None:
    """The bomb is 140 MB in 140 kB; it is read no further than the limit."""
    made = [(name, bytes(content) if isinstance(content, int) else content) for name, content in entries]
    method = zipfile.ZIP_DEFLATED if reason == "holds more than" else zipfile.ZIP_STORED
    with pytest.raises(BundleFault, match=reason):
        files_of(zipped(*made, method=method))


@pytest.mark.parametrize(("content", "reason"), [(b"", "neither"), (b"PK\x03\x04 broken", "can't be unpacked")])
def test_what_is_no_zip_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(BundleFault, match=reason):
        files_of(content)


def test_a_zip_with_a_flipped_bit_is_refused(paperwork: Paperwork) -> None:
    """The sums of a zip catch most damage on the way; it is no protection, and none is claimed."""
    bundle = bytearray(paperwork.bundle)
    bundle[bundle.index(paperwork.parts.reply) + 5] ^= 1
    with pytest.raises(BundleFault, match="can't be unpacked"):
        files_of(bytes(bundle))


def test_links_out_of_a_folder_are_not_followed(paperwork: Paperwork, tmp_path: Path) -> None:
    (tmp_path / "certificate.pdf").write_bytes(paperwork.sealed.pdf)
    (tmp_path / "receipt.json").symlink_to("/etc/hostname")
    assert set(read_files(tmp_path)) == {"certificate.pdf"}


def test_receipt_and_proofs_hold_no_names(paperwork: Paperwork) -> None:
    for content in (paperwork.parts.receipt, paperwork.parts.proofs):
        assert b"Petrov" not in content
        assert b"romashka" not in content
        assert json.loads(content)["schema"].startswith("signoff-")
