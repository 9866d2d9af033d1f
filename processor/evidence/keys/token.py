"""A seal key that never leaves its PKCS#11 token: a card, an HSM, or SoftHSM."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key

from processor.errors import SettingsError, Temporary


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """Where a key is: the token's PKCS#11 library, the label of the token, that of the key, and the PIN."""

    library: Path
    token: str
    key: str
    pin: str


class Token:
    """An open session with a token that holds a key pair on P-256 under one label.

    The digest is computed here and the token signs it (CKM_ECDSA), which every token can, SoftHSM too.
    """

    def __init__(self, place: TokenPlace) -> None:
        self._pkcs11 = _library()
        self._place = place
        try:
            self._session = self._open()
        except (self._pkcs11.exceptions.PKCS11Error, RuntimeError) as error:
            raise SettingsError(f"evidence.pkcs11: {self._reason(error)}") from error
        try:
            self._private = self._key(self._pkcs11.ObjectClass.PRIVATE_KEY)
            self.public_key = self._read_public_key()
        except self._pkcs11.exceptions.PKCS11Error as error:
            self._session.close()
            raise SettingsError(f"evidence.pkcs11: {self._reason(error)}") from error

    def sign(self, data: bytes) -> bytes:
        """The ECDSA signature over SHA-256 of the data, in DER. Raises Temporary where the token does not answer."""
        try:
            raw = self._private.sign(sha256(data).digest(), mechanism=self._pkcs11.Mechanism.ECDSA)
        except self._pkcs11.exceptions.PKCS11Error as error:
            raise Temporary(
                f"the token {self._place.token!r} did not sign ({_name(error)}): is it plugged in?"
            ) from error
        half = len(raw) // 2
        return encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big"))

    def close(self) -> None:
        """Ends the session."""
        self._session.close()

    def _open(self) -> Any:
        """A session. Who is logged in is so in the whole process, and must not log in twice (PKCS #11 5.6.1)."""
        found = self._pkcs11.lib(str(self._place.library)).get_token(token_label=self._place.token)
        try:
            return found.open(user_pin=self._place.pin)
        except self._pkcs11.exceptions.UserAlreadyLoggedIn:
            return found.open()

    def _key(self, kind: Any) -> Any:
        return self._session.get_key(object_class=kind, label=self._place.key)

    def _read_public_key(self) -> EllipticCurvePublicKey:
        from pkcs11.util.ec import encode_ec_public_key  # noqa: PLC0415 - an extra

        der = encode_ec_public_key(self._key(self._pkcs11.ObjectClass.PUBLIC_KEY))
        key = load_der_public_key(der)
        if not isinstance(key, EllipticCurvePublicKey) or key.curve.name != "secp256r1":
            raise SettingsError(f"evidence.pkcs11: the key {self._place.key!r} is not on the curve P-256")
        return key

    def _reason(self, error: Exception) -> str:
        place, errors = self._place, self._pkcs11.exceptions
        match error:
            case errors.NoSuchToken():
                return f"there is no token labelled {place.token!r} behind {place.library}"
            case errors.NoSuchKey():
                return f"the token {place.token!r} holds no key pair on P-256 labelled {place.key!r}"
            case errors.PinIncorrect() | errors.PinInvalid() | errors.PinLenRange():
                return f"the PIN is not that of the token {place.token!r}"
            case _:
                return f"the token {place.token!r} can't be used by {place.library} ({_name(error)})"


def _name(error: Exception) -> str:
    return str(error) or type(error).__name__


def _library() -> ModuleType:
    try:
        import pkcs11  # noqa: PLC0415 - an extra: only who keeps the key in a token needs it
        import pkcs11.exceptions  # noqa: PLC0415
    except ImportError as error:
        raise SettingsError("evidence.pkcs11 needs a package that is not installed: install signoff[hsm]") from error
    module: ModuleType = pkcs11
    return module
