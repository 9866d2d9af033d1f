"""Files kept with a deployment: the scheme of the customer's system against the reference architecture."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from models.vocabulary import EntryKind
from processor.effects.decision import Decision
from processor.effects.tickets import Enter
from processor.errors import Refused
from processor.services.commands import command_cause
from processor.store.apply import Applier
from processor.store.progress import KeptFile
from processor.store.store import Store
from processor.store.views.deployments import FileLine

__all__ = ["Scheme", "Schemes"]

SCHEME: Final = "scheme"
LARGEST: Final = 20_000_000
"""Bytes of a file that is kept at most."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme with its bytes."""

    line: FileLine
    body: bytes


class Schemes:
    """Keeps each version of a scheme; the newest counts."""

    def __init__(self, store: Store, applier: Applier) -> None:
        self._store = store
        self._applier = applier

    def keep(self, number: int, filename: str, media_type: str, body: bytes, by: str, now: datetime) -> FileLine:
        """The scheme as it is kept now. Raises Refused for an empty file and for one that is too large."""
        if not body:
            raise Refused(f"{filename} is empty")
        if len(body) > LARGEST:
            raise Refused(f"{filename} has {len(body):,} bytes, and at most {LARGEST:,} are kept: make it smaller")

        def work() -> FileLine:
            known = self._store.facts.deployment_facts(number, now)
            digest = self._store.blobs.keep(body, media_type)
            self._store.progress.keep_file(known.deployment_id, KeptFile(SCHEME, filename, media_type, digest), by, now)
            text = f"kept the scheme {filename}, SHA-256 {digest}"
            entry = Enter(known.ticket.ticket_id, EntryKind.DEPLOYMENT, by, text)
            asked = (number, filename, digest)
            cause = command_cause(asked, by, now, subject=f"deployment {number}", action="keep_scheme")
            self._applier.apply(cause, Decision(None, (), (entry,)), now)
            return self.list(number)[-1]

        return self._store.transact(work)

    def list(self, number: int) -> tuple[FileLine, ...]:
        """All schemes of a deployment, the oldest first."""
        return tuple(one for one in self._store.views.deployment(number).files if one.what == SCHEME)

    def file(self, number: int, digest: str) -> Scheme:
        """The scheme with this SHA-256. Raises Refused where the deployment keeps none of it."""
        found = next((one for one in self.list(number) if one.sha256 == digest), None)
        if found is None:
            raise Refused(f"deployment {number} keeps no such scheme; see signoff deployment scheme {number}")
        return Scheme(found, self._store.blobs.get(digest).body)

    def newest(self, number: int) -> Scheme:
        """The scheme that counts. Raises Refused where none is kept."""
        found = self.list(number)
        if not found:
            raise Refused(f"no scheme is kept with deployment {number}: signoff deployment scheme {number} --file FILE")
        return Scheme(found[-1], self._store.blobs.get(found[-1].sha256).body)
