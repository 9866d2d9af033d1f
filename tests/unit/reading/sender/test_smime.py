"""S/MIME: a signature over the exact bytes, by a certificate of a configured root for the From address."""

import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.vocabulary import SignatureResult
from processor.clock import utc_now
from processor.facts.proof import SmimeCheck, Trust
from tests.unit.reading.sender.signing import ANNA, MAIL, altered, proof_of, signed


class Authority:
    """A root certificate and what it signs, made with openssl."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self._run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650",
                  "-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Test root",
                  "-addext", "keyUsage=critical,keyCertSign")  # fmt: skip
        self.root = (folder / "root.pem").read_bytes()

    def _run(self, *words: str) -> None:
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)

    def sign(self, content: bytes, address: str = ANNA, usage: str = "emailProtection") -> bytes:
        """A mail of the usual header around this first part, signed for the address."""
        (self.folder / "ext").write_text(
            f"subjectAltName=email:{address}\nkeyUsage=critical,digitalSignature\nextendedKeyUsage={usage}\n"
        )
        (self.folder / "part").write_bytes(content)
        self._run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "own.key",
                  "-out", "own.csr", "-subj", "/CN=Anna")  # fmt: skip
        self._run("x509", "-req", "-in", "own.csr", "-CA", "root.pem", "-CAkey", "root.key", "-days", "365",
                  "-extfile", "ext", "-out", "own.pem")  # fmt: skip
        self._run("cms", "-sign", "-binary", "-signer", "own.pem", "-inkey", "own.key", "-in", "part",
                  "-outform", "PEM", "-out", "signature")  # fmt: skip
        lines = (self.folder / "signature").read_text().splitlines()[1:-1]
        return around(content, "\r\n".join(lines))


def around(content: bytes, signature: str) -> bytes:
    kind = b'multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="cut"'
    head = altered(MAIL.partition(b"\r\n\r\n")[0], b"text/plain; charset=utf-8", kind)
    second = "Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n" + signature
    return head + b"\r\n\r\n--cut\r\n" + content + b"\r\n--cut\r\n" + second.encode() + b"\r\n--cut--\r\n"


CONTENT = b"Content-Type: text/plain\r\n\r\nApproved\r\n"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("smime") / "one")


@pytest.fixture(scope="module")
def now() -> datetime:
    """Certificates are made now, by the machine's clock, so these mails are received now."""
    return utc_now() + timedelta(minutes=1)


def check(raw: bytes, authority: Authority, now: datetime) -> SmimeCheck | None:
    return proof_of(raw, {}, Trust(smime_roots=(authority.root,)), now).smime


def test_a_signature_of_a_configured_root_holds(authority: Authority, now: datetime) -> None:
    raw = authority.sign(CONTENT)
    found = check(raw, authority, now)
    assert found is not None
    assert (found.result, found.address) == (SignatureResult.PASS, ANNA), found.why
    assert len(found.fingerprint) == 64
    assert check(raw.replace(b"\r\n", b"\n"), authority, now) == found, "a Maildir keeps it with LF"
    assert proof_of(raw, {}, Trust(), now).smime is None, "without roots nothing is checked"


def test_what_does_not_hold(authority: Authority, now: datetime, tmp_path: Path) -> None:
    raw = authority.sign(CONTENT)
    changed = check(altered(raw, b"Approved", b"Approve!"), authority, now)
    assert changed is not None
    assert changed.result is SignatureResult.FAIL
    assert "not one over this text" in changed.why
    stranger = check(Authority(tmp_path / "two").sign(CONTENT), authority, now)
    assert stranger is not None
    assert "no configured root" in stranger.why
    other = check(authority.sign(CONTENT, "boss@customer.example.com"), authority, now)
    assert other is not None
    assert (other.result, other.address) == (SignatureResult.FAIL, "boss@customer.example.com")
    wrong = check(authority.sign(CONTENT, usage="serverAuth"), authority, now)
    assert wrong is not None
    assert wrong.result is SignatureResult.FAIL


def test_a_certificate_is_judged_at_the_time_of_receipt(authority: Authority, now: datetime) -> None:
    late = check(authority.sign(CONTENT), authority, now + timedelta(days=400))
    assert late is not None
    assert late.result is SignatureResult.FAIL


def test_a_mail_that_only_says_it_is_signed(authority: Authority, now: datetime) -> None:
    raw = authority.sign(CONTENT)
    broken = {
        "three parts": altered(raw, b"--cut\r\n", b"--cut\r\nContent-Type: text/plain\r\n\r\nRejected\r\n--cut\r\n"),
        "no end": raw.removesuffix(b"--cut--\r\n"),
        "no signature": around(CONTENT, ""),
        "nonsense": around(CONTENT, "AAAA"),
        "another second part": altered(
            raw, b"Content-Type: application/pkcs7-signature\r\nC", b"Content-Type: text/plain\r\nC"
        ),
        "huge": around(CONTENT, "AAAA" * 100_000),
    }
    for name, mail in broken.items():
        found = check(mail, authority, now)
        assert found is not None, name
        assert found.result is not SignatureResult.PASS, name
    assert check(signed(), authority, now) is None
