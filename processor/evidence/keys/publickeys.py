"""Public keys and certificates: how they are named, and whether they have signed something."""

import base64
import binascii
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from cryptography.x509 import Certificate

from processor.evidence.keys.files import PrivateKey

PublicKey = EllipticCurvePublicKey | Ed25519PublicKey


def key_fingerprint(key: PublicKey) -> str:
    """The SHA-256 of the public key (SubjectPublicKeyInfo, DER) in hexadecimal."""
    return sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def certificate_fingerprint(certificate: Certificate) -> str:
    """The SHA-256 of the certificate (DER) in hexadecimal, as `openssl x509 -fingerprint -sha256` prints it."""
    return certificate.fingerprint(SHA256()).hex()


def public_pem(key: PublicKey) -> str:
    """The public key as PEM."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")


def certificate_pem(certificate: Certificate) -> str:
    """The certificate as PEM."""
    return certificate.public_bytes(Encoding.PEM).decode("ascii")


def read_public_key(pem: str) -> PublicKey:
    """The key in a PEM text. Raises ValueError for anything but P-256 and Ed25519."""
    try:
        key = load_pem_public_key(pem.encode())
    except UnsupportedAlgorithm as error:
        raise ValueError(f"not a public key of a known type: {error}") from error
    if isinstance(key, Ed25519PublicKey):
        return key
    if isinstance(key, EllipticCurvePublicKey) and key.curve.name == "secp256r1":
        return key
    raise ValueError("not a public key of P-256 or Ed25519")


def sign(key: PrivateKey, statement: bytes) -> str:
    """The signature over a statement in base64: ECDSA with SHA-256 (DER), or Ed25519."""
    if isinstance(key, EllipticCurvePrivateKey):
        return base64.b64encode(key.sign(statement, ECDSA(SHA256()))).decode("ascii")
    return base64.b64encode(key.sign(statement)).decode("ascii")


def has_signed(key: PublicKey, statement: bytes, signature: str) -> bool:
    """Whether the signature, in base64, is this key's over the statement."""
    try:
        raw = base64.b64decode(signature, validate=True)
        if isinstance(key, EllipticCurvePublicKey):
            key.verify(raw, statement, ECDSA(SHA256()))
        else:
            key.verify(raw, statement)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True
