"""The second step: codes by time (RFC 6238), the picture that sets them up, and recovery codes."""

import hmac
import io
import secrets
from datetime import datetime
from typing import Final

import pyotp
import segno

STEP_SECONDS: Final = 30
DIGITS: Final = 6
RECOVERY_CODES: Final = 8
_WINDOW: Final = 1
_RECOVERY_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_RECOVERY_LENGTH: Final = 12


def new_secret() -> str:
    """A secret of 160 bits in base32, as authenticator apps take it."""
    return pyotp.random_base32()


def code_at(secret: str, counter: int) -> str:
    """The code of a time step."""
    return pyotp.HOTP(secret, digits=DIGITS).at(counter)


def matching_counter(secret: str, code: str, now: datetime) -> int | None:
    """The time step that the code is of: this one, or the one before or after; None for any other.

    Each is compared, in constant time, whatever the others gave.
    """
    current = int(now.timestamp()) // STEP_SECONDS
    found = None
    for counter in range(current - _WINDOW, current + _WINDOW + 1):
        if hmac.compare_digest(code_at(secret, counter).encode(), code.encode("utf-8", "replace")):
            found = counter
    return found


def setup_uri(secret: str, login: str, issuer: str) -> str:
    """What the picture says: otpauth://totp/…"""
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS).provisioning_uri(name=login, issuer_name=issuer)


def qr_svg(uri: str) -> str:
    """The QR code of it, as an SVG element without any style or script; black on white in the dark too."""
    out = io.BytesIO()
    made = segno.make_qr(uri, error="m")
    plain = {"xmldecl": False, "svgclass": None, "lineclass": None, "nl": False}
    made.save(out, kind="svg", scale=5, border=4, light="#fff", **plain)
    return out.getvalue().decode("ascii")


def new_recovery_codes() -> tuple[str, ...]:
    """Codes that stand in for the second step once each: 59 bits, in letters that nobody mistakes."""
    return tuple(_recovery_code() for _ in range(RECOVERY_CODES))


def plain_code(given: str) -> str:
    """A code without what people put in between: blanks and hyphens."""
    return "".join(letter for letter in given.casefold()[:64] if letter.isalnum())


def is_totp_shaped(code: str) -> bool:
    """Whether it can be a code of an authenticator app; else it is meant as a recovery code."""
    return len(code) == DIGITS and code.isascii() and code.isdigit()


def _recovery_code() -> str:
    letters = "".join(secrets.choice(_RECOVERY_LETTERS) for _ in range(_RECOVERY_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, _RECOVERY_LENGTH, 4))
