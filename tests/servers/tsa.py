"""A time-stamping authority over HTTP: `openssl ts` behind a small server, with an own root and a key for 15 years."""

import datetime
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from processor import clock

CONFIG = """[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_cert = {folder}/tsa.crt.pem
certs = {folder}/root.crt.pem
signer_key = {folder}/tsa.key.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = yes
ess_cert_id_alg = sha256
"""
YEAR = datetime.timedelta(days=365)


def name(words: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example"), x509.NameAttribute(NameOID.COMMON_NAME, words)]
    )


def issue(
    words: str,
    years: float,
    extensions: list[tuple[x509.ExtensionType, bool]],
    issuer: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None = None,
    begins: datetime.datetime | None = None,
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """A certificate on P-256, by the issuer or by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    start = begins or clock.utc_now() - datetime.timedelta(hours=1)
    signer = issuer[1] if issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(words))
        .issuer_name(issuer[0].subject if issuer else name(words))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + years * YEAR)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(signer, hashes.SHA256()), key


def usage(*wanted: str) -> x509.KeyUsage:
    every = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    names = (*every, "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{one: one in wanted for one in names})


def root(words: str, begins: datetime.datetime | None = None) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    extensions: list[tuple[x509.ExtensionType, bool]] = [
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (usage("key_cert_sign", "crl_sign"), True),
    ]
    return issue(words, 20, extensions, begins=begins)


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


class Authority:
    """An authority in a folder. `behave` is "well", or a way in which it doesn't."""

    def __init__(self, folder: Path, words: str = "Example TSA", years: float = 15, purpose: bool = True) -> None:
        self.folder, self.behave, self.asked = folder, "well", 0
        self.lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)
        top = root(f"{words} Root")
        extensions: list[tuple[x509.ExtensionType, bool]] = [(usage("digital_signature"), True)]
        if purpose:
            extensions.append((x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True))
        leaf = issue(words, years, extensions, top)
        self.root = pem(top[0])
        (folder / "root.crt.pem").write_bytes(self.root)
        (folder / "tsa.crt.pem").write_bytes(pem(leaf[0]))
        (folder / "tsa.key.pem").write_bytes(key_pem(leaf[1]))
        (folder / "serial").write_text("01")
        (folder / "tsa.conf").write_text(CONFIG.format(folder=folder))

    def reply(self, query: bytes) -> bytes:
        with self.lock:
            self.asked += 1
            (self.folder / "query.tsq").write_bytes(query)
            files = ["-queryfile", self.folder / "query.tsq", "-out", self.folder / "reply.tsr"]
            command = ["openssl", "ts", "-reply", "-config", self.folder / "tsa.conf", *files]
            subprocess.run(command, check=True, capture_output=True, timeout=20)
            return (self.folder / "reply.tsr").read_bytes()


class _Handler(BaseHTTPRequestHandler):
    authority: Authority

    def do_POST(self) -> None:
        query = self.rfile.read(int(self.headers["Content-Length"]))
        behave, body, kind, status = self.authority.behave, b"", "application/timestamp-reply", 200
        if behave == "garbage":
            body = b"\x30\x03\x02\x01"
        elif behave == "page":
            body, kind = b"<html>pay here</html>", "text/html"
        elif behave == "error":
            status = 503
        elif behave == "elsewhere":
            status = 302
        elif behave == "silent":
            self.server.released.wait(10)  # type: ignore[attr-defined]
            return
        elif behave == "drip":
            self._drip(kind)
            return
        elif behave == "old":
            self.authority.behave = "replay"
            body = self.authority.last = self.authority.reply(query)  # type: ignore[attr-defined]
        elif behave == "replay":
            body = self.authority.last  # type: ignore[attr-defined]
        elif behave == "huge":
            body = b"\x30" * 200_000
        else:
            body = self.authority.reply(query)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if status == 302:
            self.send_header("Location", "http://a.example/")
        self.end_headers()
        self.wfile.write(body)

    def _drip(self, kind: str) -> None:
        """One byte after another, each within the client's patience for a byte."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        with suppress(OSError):
            while not self.server.released.wait(0.2):  # type: ignore[attr-defined]
                self.wfile.write(b"\x30")

    def log_message(self, *_: Any) -> None:
        """Tests print nothing."""


@contextmanager
def serving(authority: Authority, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address at which the authority answers while the block runs."""
    handler = type("Handler", (_Handler,), {"authority": authority})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.released = threading.Event()  # type: ignore[attr-defined]
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"https://localhost:{server.server_port}/" if tls else f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.released.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()
        thread.join()
