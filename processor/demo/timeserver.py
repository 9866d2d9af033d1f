"""A time-stamping authority on the loopback (RFC 3161 over HTTP); its root and key live as long as the demo."""

import threading
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

import asn1crypto.keys
import asn1crypto.tsp
import asn1crypto.x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from processor.clock import utc_now

_DAY = timedelta(days=1)
_KIND = "application/timestamp-reply"


class TimeServer:
    """Stamps whatever it is asked to, as authorities do. `root` is the certificate (PEM) that its word leads to."""

    def __init__(self) -> None:
        top = ec.generate_private_key(ec.SECP256R1())
        key = rsa.generate_private_key(65537, 2048)
        authority = _certificate("Demo Time Root", "Demo Time Root", top, top, stamps=False)
        self._certificate = _certificate("Demo Time", "Demo Time Root", key, top, stamps=True)
        self._key = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        self.root = authority.public_bytes(Encoding.PEM)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Asked, self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="demo-time", daemon=True)

    @property
    def address(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> Self:
        """Answer, from before this returns."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Close the port and end."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, question: bytes) -> bytes:
        """The response (DER) to a request (DER)."""
        certificate = asn1crypto.x509.Certificate.load(self._certificate.public_bytes(Encoding.DER))
        stamping = DummyTimeStamper(certificate, asn1crypto.keys.PrivateKeyInfo.load(self._key), fixed_dt=utc_now())
        return bytes(stamping.request_tsa_response(asn1crypto.tsp.TimeStampReq.load(question)).dump())


class _Asked(BaseHTTPRequestHandler):
    """One question."""

    def __init__(self, server: TimeServer, *given: object) -> None:
        self._authority = server
        super().__init__(*given)  # type: ignore[arg-type]

    def do_POST(self) -> None:
        body = self._authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Type", _KIND)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The story is told by its teller alone."""


def _certificate(
    name: str,
    issuer: str,
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
    by: ec.EllipticCurvePrivateKey,
    *,
    stamps: bool,
) -> x509.Certificate:
    now = utc_now()
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAY)
        .not_valid_after(now + 365 * _DAY)
        .add_extension(x509.BasicConstraints(ca=not stamps, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .add_extension(_usage(stamps=stamps), critical=True)
    )
    if stamps:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(by, SHA256())


def _usage(*, stamps: bool) -> x509.KeyUsage:
    no = dict.fromkeys(
        (
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(digital_signature=stamps, key_cert_sign=not stamps, crl_sign=not stamps, **no)


def _name(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])
