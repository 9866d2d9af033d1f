"""What independent tools print, as docs/evidence.md says it; their text is read, for some exit 0 on a forgery."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from processor import clock
from processor.evidence.bundle.bundle import bundle_files
from processor.evidence.bundle.readme import COMMANDS
from processor.evidence.certificate.seal import seal_pdf
from processor.evidence.timestamps import Timestamps, _query
from tests.servers.tsa import Authority
from tests.unit.evidence.certificate.paperwork import Paperwork, seal_key, sha256
from tests.unit.evidence.certificate.test_flips import flipped, signed_ranges
from tests.unit.evidence.certificate.test_verify import appended

PYHANKO = str(Path(sys.executable).parent / "pyhanko")


@dataclass(frozen=True)
class Said:
    """What a command printed, on both channels, and its exit code."""

    text: str
    code: int


def run(command: Sequence[str], folder: Path) -> Said:
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=60, check=False)
    return Said((done.stdout + done.stderr).decode(errors="replace"), done.returncode)


def shell(command: str, folder: Path) -> Said:
    """A command as README.txt gives it, with the pyhanko of this environment."""
    return run(["bash", "-c", command.replace("pyhanko ", f"{PYHANKO} ", 1)], folder)


@pytest.fixture
def place(paperwork: Paperwork, tmp_path: Path) -> Path:
    """A folder with the unpacked bundle and a certificate store that trusts the root."""
    for name, content in bundle_files(paperwork.parts).items():
        (tmp_path / name).write_bytes(content)
    for command in COMMANDS["pdfsig"][:2]:
        assert shell(command, tmp_path).code == 0
    return tmp_path


@dataclass(frozen=True)
class Verdicts:
    """A phrase that each tool must print, and (`never`) phrases of which none may stand in pdfsig's text."""

    pdfsig: str
    mutool: str
    pyhanko_code: int
    pyhanko: str
    all_three: bool = False


def whole(paperwork: Paperwork) -> bytes:
    return paperwork.sealed.pdf


def bit_in_page(paperwork: Paperwork) -> bytes:
    """In the compressed content of the page: the first stream that is no colour profile."""
    pdf = paperwork.sealed.pdf
    return flipped(pdf, pdf.index(b"stream\n", pdf.index(b"stream\n") + 4000) + 200, 0)


def bit_in_mail(paperwork: Paperwork) -> bytes:
    pdf = paperwork.sealed.pdf
    return flipped(pdf, pdf.index(b"stream", pdf.index(b"/EmbeddedFile")) + 20, 3)


def junk(paperwork: Paperwork) -> bytes:
    return paperwork.sealed.pdf + b"\n% more\n"


def impostor(paperwork: Paperwork) -> bytes:
    from tests.unit.evidence.certificate.test_seal import NOW

    return seal_pdf(paperwork.unsealed, seal_key(), Timestamps([], lambda n: b"\0" * n), clock.utc_now() or NOW).pdf


CASES: dict[str, tuple[Callable[[Paperwork], bytes], Verdicts]] = {
    "untouched": (
        whole,
        Verdicts(
            "Signature Validation: Signature is Valid.",
            "The document is unchanged since signing.",
            0,
            "INTACT:TRUSTED,TIMESTAMP_TOKEN<INTACT:TRUSTED>,UNTOUCHED",
            all_three=True,
        ),
    ),
    "a bit of the page": (
        bit_in_page,
        Verdicts("Digest Mismatch.", "Signature invalidated by change to document.", 1, "INVALID"),
    ),
    "a bit of a mail inside": (
        bit_in_mail,
        Verdicts("Digest Mismatch.", "Signature invalidated by change to document.", 1, "INVALID"),
    ),
    "an update that paints over the page": (
        appended,
        Verdicts("Signature is Valid.", "there have been edits since signing", 1, "ILLEGAL_MODIFICATIONS"),
    ),
    "junk after the end": (
        junk,
        Verdicts("Signature is Valid.", "there have been edits since signing", 0, "ACCEPTABLE_MODIFICATIONS"),
    ),
    "an impostor's seal": (
        impostor,
        Verdicts("Certificate issuer isn't Trusted.", "The document is unchanged since signing.", 1, "UNTRUSTED"),
    ),
}


def acceptable(text: str) -> bool:
    """The rule of README.txt for pdfsig: one signature, and all three phrases."""
    three = ("Total document signed", "Signature is Valid.", "Certificate is Trusted.")
    no = ("Not total document signed", "Signature #2")
    return all(words in text for words in three) and not any(words in text for words in no)


@pytest.mark.parametrize("case", CASES)
def test_every_tool_prints_what_the_docs_say(case: str, paperwork: Paperwork, place: Path) -> None:
    make_change, expected = CASES[case]
    (place / "certificate.pdf").write_bytes(make_change(paperwork))
    pdfsig = shell(COMMANDS["pdfsig"][2], place)
    assert expected.pdfsig in pdfsig.text
    assert acceptable(pdfsig.text) is expected.all_three
    assert pdfsig.code == 0, "it exits 0 whatever it found: only the text tells"
    mutool = shell(COMMANDS["mutool"][0], place)
    assert expected.mutool in mutool.text
    assert mutool.code == 0
    assert "Certificate error: Self-signed certificate in chain." in mutool.text
    trust = "--trust root.crt.pem --trust timestamp-root.pem"
    found = shell(COMMANDS["pyhanko"][0].format(trust=trust), place)
    assert found.code == expected.pyhanko_code
    assert expected.pyhanko in found.text


def test_a_bit_of_the_trailer_stops_the_tools(paperwork: Paperwork, place: Path) -> None:
    pdf = paperwork.sealed.pdf
    (place / "certificate.pdf").write_bytes(flipped(pdf, pdf.rindex(b"startxref") + 12, 1))
    assert not acceptable(shell(COMMANDS["pdfsig"][2], place).text)
    assert "unchanged since signing" not in shell(COMMANDS["mutool"][0], place).text
    assert shell(COMMANDS["pyhanko"][0].format(trust="--trust root.crt.pem"), place).code == 1


def test_without_the_root_pdfsig_trusts_nobody(place: Path) -> None:
    shutil.rmtree(place / "nss")
    assert shell(COMMANDS["pdfsig"][0], place).code == 0
    text = shell(COMMANDS["pdfsig"][2], place).text
    assert "Signature is Valid." in text
    assert "Certificate issuer isn't Trusted." in text


@pytest.mark.parametrize(("change", "code"), [(whole, 0), (bit_in_page, 1), (junk, 1)])
def test_adesverify_judges_at_the_time_of_the_stamp(
    change: Callable[[Paperwork], bytes], code: int, paperwork: Paperwork, place: Path
) -> None:
    (place / "certificate.pdf").write_bytes(change(paperwork))
    trust = "--trust root.crt.pem --trust timestamp-root.pem"
    found = shell(COMMANDS["pyhanko"][1].format(trust=trust), place)
    if change is junk:
        assert "UNTOUCHED" not in found.text, "junk behind the end: the word tells, not the exit code"
    else:
        assert found.code == code
        assert ("UNTOUCHED" in found.text) is (code == 0)


def test_openssl_checks_the_seal_taken_out_of_the_file(paperwork: Paperwork, place: Path) -> None:
    pdf = paperwork.sealed.pdf
    start, end = signed_ranges(pdf)
    cms = bytes.fromhex(pdf[start + 1 : end - 1].decode())
    (place / "seal.der").write_bytes(cms)
    command = (
        "openssl cms -verify -inform DER -in seal.der -content covered -binary "
        "-CAfile root.crt.pem -purpose any -out /dev/null"
    )
    (place / "covered").write_bytes(pdf[:start] + pdf[end:])
    assert "CMS Verification successful" in shell(command, place).text
    (place / "covered").write_bytes(flipped(pdf[:start] + pdf[end:], 500, 0))
    tampered = shell(command, place)
    assert "CMS Verification failure" in tampered.text
    assert tampered.code == 4


def test_openssl_checks_the_checkpoint(place: Path) -> None:
    for command in COMMANDS["checkpoint"][:2]:
        assert shell(command, place).code == 0
    assert "Signature Verified Successfully" in shell(COMMANDS["checkpoint"][2], place).text
    body = (place / "checkpoint.body").read_bytes()
    (place / "checkpoint.body").write_bytes(body.replace(b"\n46\n", b"\n47\n"))
    assert "Signature Verification Failure" in shell(COMMANDS["checkpoint"][2], place).text


def test_openssl_checks_the_stamp_of_the_checkpoint(place: Path, authority: Authority) -> None:
    authority.behave = "well"
    digest = bytes.fromhex(sha256((place / "checkpoint.txt").read_bytes()))
    (place / "checkpoint.tsr").write_bytes(authority.reply(_query(digest, 5)))
    assert "Verification: OK" in shell(COMMANDS["stamp"][0], place).text
    (place / "checkpoint.txt").write_bytes((place / "checkpoint.txt").read_bytes() + b" ")
    said = shell(COMMANDS["stamp"][0], place).text
    assert "Verification: FAILED" in said
    assert "message imprint mismatch" in said


def test_the_files_inside_are_those_that_the_page_names(paperwork: Paperwork, place: Path) -> None:
    said = shell(COMMANDS["inside"][0], place)
    assert said.code == 0
    page = shell("pdftotext -layout certificate.pdf -", place).text
    for line in said.text.splitlines():
        digest, name = line.split()
        assert f"{name.removeprefix('inside/')}" in page
        if not name.endswith("acceptance.json"):
            assert digest in page
    assert sorted(path.name for path in (place / "inside").iterdir()) == [
        "acceptance.json",
        "proposal.eml",
        "reply.eml",
    ]


def test_the_fingerprint_is_printed_as_openssl_prints_it(paperwork: Paperwork, place: Path) -> None:
    printed = shell(COMMANDS["root"][0], place).text.strip().partition("=")[2]
    assert printed.replace(":", "").lower() == paperwork.key.root_fingerprint
    page = "".join(shell("pdftotext -layout certificate.pdf -", place).text.split())
    assert printed in page


def test_readme_with_a_stamp_names_its_command(paperwork: Paperwork) -> None:
    text = bundle_files(replace(paperwork.parts, checkpoint_stamp=b"x"))["README.txt"].decode()
    assert COMMANDS["stamp"][0] in text
    assert "--trust root.crt.pem --trust timestamp-root.pem" in text


def test_the_docs_name_every_command_and_what_it_prints() -> None:
    page = (Path(__file__).resolve().parents[4] / "docs" / "evidence.md").read_text(encoding="utf-8")
    said = {words for _, one in CASES.values() for words in (one.pdfsig, one.mutool, one.pyhanko)}
    assert [words for words in said if f"`{words.removeprefix('Signature Validation: ')}`" not in page] == []
    trust = "--trust root.crt.pem --trust timestamp-root.pem"
    missing = [
        command
        for name, commands in COMMANDS.items()
        for command in commands
        if name != "dkim" and command.format(trust=trust) not in page
    ]
    assert missing == []


def test_the_docs_name_every_file(paperwork: Paperwork) -> None:
    page = (Path(__file__).resolve().parents[4] / "docs" / "evidence.md").read_text(encoding="utf-8")
    files = {**bundle_files(paperwork.parts), "checkpoint.tsr": b""}
    assert [name for name in files if f"`{name}`" not in page] == []
