"""The certificates of an installation: its own root, and the seal that the root vouches for."""

from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

ROOT_LASTS: Final = timedelta(days=20 * 365 + 5)
SEAL_LASTS: Final = timedelta(days=2 * 365)
LONGEST_ORGANISATION: Final = 48
"""So many letters leave room for what the common name adds, within the 64 of X.520."""


def root_certificate(organisation: str, key: EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    """The certificate of the root key, signed by itself: it may vouch for seals and for nothing below them."""
    name = _name(organisation, "evidence root")
    public = key.public_key()
    builder = _builder(name, name, public, now, now + ROOT_LASTS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    return builder.sign(key, SHA256())


def seal_certificate(
    organisation: str,
    public: EllipticCurvePublicKey,
    root: x509.Certificate,
    root_key: EllipticCurvePrivateKey,
    now: datetime,
) -> x509.Certificate:
    """The certificate of a seal key, issued by the root.

    Its usage is digitalSignature and nonRepudiation, without extended usages: programs for PDF disagree on those, and
    take a certificate that has none.
    """
    ends = min(now + SEAL_LASTS, root.not_valid_after_utc)
    builder = _builder(_name(organisation, "evidence seal"), root.subject, public, now, ends)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    issuer = x509.SubjectKeyIdentifier.from_public_key(root.public_key())
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer), critical=False
    )
    return builder.sign(root_key, SHA256())


def _builder(
    subject: x509.Name, issuer: x509.Name, public: EllipticCurvePublicKey, begins: datetime, ends: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _name(organisation: str, what: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{organisation}, {what}"),
        ]
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
