"""Verification of an acceptance in the page: its bundle is made and then read as a stranger would read it."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from models.vocabulary import KeyPurpose
from processor.errors import Temporary
from processor.evidence.verify.checks import Verification
from processor.services.bundles import Bundles
from processor.store.store import Store

if TYPE_CHECKING:
    from processor.evidence.verify.seal import Pins

__all__ = ["Verifying"]

_PATIENCE_SECONDS: Final = 20.0


class Verifying:
    """Verifies one bundle after the other, however many people ask: each costs a second of CPU.

    The root that it is held to is the one that this installation knows. Whoever trusts nobody here takes the bundle
    away and holds it to the root that they were given.
    """

    def __init__(
        self, store: Store, bundles: Bundles, timestamp_roots: bytes = b"", patience: float = _PATIENCE_SECONDS
    ) -> None:
        self._store = store
        self._bundles = bundles
        self._timestamp_roots = timestamp_roots
        self._patience = patience
        self._busy = threading.Lock()

    def verify(self, number: str, now: datetime) -> Verification:
        """What is found of the evidence of an acceptance, by number or id.

        Raises Refused while its evidence is not finished, Permanent where something of it is missing, and Temporary
        where others' verifications take too long.
        """
        from processor.services.verification import verify  # noqa: PLC0415 - large, and seldom asked for

        return self._alone(lambda: verify(self._bundles.export(number), self._pins(), now))

    def _alone(self, work: Callable[[], Verification]) -> Verification:
        if not self._busy.acquire(timeout=self._patience):
            raise Temporary("others are verifying at this moment: try again in a minute")
        try:
            return work()
        finally:
            self._busy.release()

    def _pins(self) -> "Pins":
        from processor.evidence.verify.seal import Pins  # noqa: PLC0415 - large, and seldom asked for

        keys = self._store.signing_keys.all()
        root = next((key.certificate_pem for key in keys if key.purpose is KeyPurpose.ROOT), "")
        return Pins(root=root.encode(), timestamp_roots=self._timestamp_roots)
