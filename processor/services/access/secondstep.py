"""What a second step of a user is checked against, and how one is set up."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from processor.services.access import totp
from processor.store.store import Store
from processor.store.users import UserRow


class Box(Protocol):
    """Seals secrets: `processor.evidence.vault` fills it."""

    def seal(self, secret: bytes, about: str) -> bytes:
        """The secret as it may be kept."""
        ...

    def open(self, sealed: bytes, about: str) -> bytes:
        """The secret again."""
        ...


class Used(Enum):
    """By what a second step was done."""

    TOTP = "totp"
    RECOVERY = "recovery_code"


@dataclass(frozen=True, slots=True)
class SecondSteps:
    """Checks and sets up. `key` is what recovery codes are kept under."""

    store: Store
    box: Box
    key: bytes

    def check(self, user: UserRow, code: str, now: datetime) -> Used | None:
        """By what it was done; None for a wrong code, or one that was used. Inside the caller's transaction."""
        given = totp.plain_code(code)
        if user.totp_secret is None:
            return None
        if not totp.is_totp_shaped(given):
            used = bool(given) and self.store.users.use_code(user.user_id, self.mac(user.user_id, given), now)
            return Used.RECOVERY if used else None
        secret = self.box.open(user.totp_secret, about(user.user_id)).decode("ascii")
        counter = totp.matching_counter(secret, given, now)
        taken = counter is not None and self.store.users.take_counter(user.user_id, counter)
        return Used.TOTP if taken else None

    def sealed(self, user_id: int, secret: str) -> bytes:
        """The secret of a user, as it may be kept."""
        return self.box.seal(secret.encode("ascii"), about(user_id))

    def opened(self, user_id: int, sealed: bytes) -> str:
        """The secret that was sealed for this user."""
        return self.box.open(sealed, about(user_id)).decode("ascii")

    def new_codes(self, user_id: int) -> tuple[str, ...]:
        """New recovery codes instead of the old ones, inside the caller's transaction. They are kept as MACs only."""
        codes = totp.new_recovery_codes()
        self.store.users.keep_codes(user_id, (self.mac(user_id, totp.plain_code(code)) for code in codes))
        return codes

    def mac(self, user_id: int, code: str) -> str:
        """What is kept of a recovery code."""
        return hmac.digest(self.key, f"{user_id}:{code}".encode("utf-8", "replace"), "sha256").hex()


def about(user_id: int) -> str:
    """What a user's secret is bound to."""
    return f"totp:{user_id}"
