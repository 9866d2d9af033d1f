"""The evidence ledger: numbers what is written, signs its head, proves entries, and replaces its keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from models.vocabulary import KeyPurpose, LeafKind, RevocationReason
from processor.errors import Permanent, Refused, Temporary
from processor.evidence.keys.ring import KeyRing
from processor.evidence.keys.token import Token
from processor.evidence.ledger import checkpoint, leaf
from processor.evidence.ledger.checkpoint import TreeHead
from processor.evidence.ledger.tree import Frontier, consistency_proof, inclusion_proof
from processor.services.ledgeraudit import Finding, LedgerReport, audit
from processor.services.ledgerchanges import change_findings
from processor.services.ledgerevidence import acceptance_findings
from processor.store.ledgerrows import CheckpointRow, SigningKeyRow, StampRow
from processor.store.store import Store

__all__ = ["Finding", "Inclusion", "Ledger", "LedgerReport", "LedgerState"]

_STAMPS_SHOWN: Final = 10

OpenKeys = Callable[[bool, datetime], KeyRing]
"""Opens the keys; the first argument says whether they may be made: only while the ledger knows none."""


@dataclass(frozen=True, slots=True)
class Inclusion:
    """The proof that a leaf stands at its place in the tree that a checkpoint signs: all that a receipt needs."""

    place: int
    body: bytes
    proof: tuple[bytes, ...]
    checkpoint: CheckpointRow


@dataclass(frozen=True, slots=True)
class LedgerState:
    """How far the ledger is: entries with a place, those that wait for one, its heads and what was said of them."""

    entries: int
    waiting: int
    checkpoints: int
    newest: CheckpointRow | None
    stamps: tuple[StampRow, ...]


class Ledger:
    """The ledger of this installation. One object for each thread: it keeps the frontier of the tree."""

    def __init__(self, store: Store, open_keys: OpenKeys) -> None:
        self._store = store
        self._open_keys = open_keys
        self._ring: KeyRing | None = None
        self._frontier = Frontier()

    def keys(self, now: datetime) -> KeyRing:
        """The keys as they are now, made on first need and known to the ledger from then on. Raises SettingsError."""
        if self._ring is None or self._ring.is_stale():
            known = self._store.signing_keys.current(KeyPurpose.LOG)
            ring = self._open_keys(known is None, now)
            self._store.transact(lambda: self._announce(ring, now))
            self._ring = ring
        return self._ring

    def _announce(self, ring: KeyRing, now: datetime) -> None:
        """Writes the leaves of keys that the ledger does not know yet; a rerun adds nothing."""
        for record in ring.records:
            own = SigningKeyRow(
                record.purpose, record.fingerprint, record.public_pem, record.certificate_pem, record.valid_from
            )
            self._store.ledger.add_leaf(f"key:{record.fingerprint}", record.leaf.kind, record.leaf.body, now)
            self._store.signing_keys.add(own)

    def checkpoint(self, now: datetime) -> CheckpointRow:
        """The signed head over everything that is written, after numbering what was not; the last one if nothing was.

        One transaction: a crash leaves all of it or nothing. Raises Permanent where the ledger no longer leads to the
        head that was signed last, for then it was tampered with and nothing may be signed over that; Temporary where
        another process replaces the key.
        """
        ring = self.keys(now)
        row, frontier = self._store.transact(lambda: self._sign(ring, now))
        self._frontier = frontier
        return row

    def _sign(self, ring: KeyRing, now: datetime) -> tuple[CheckpointRow, Frontier]:
        current = self._store.signing_keys.current(KeyPurpose.LOG)
        record = ring.current(KeyPurpose.LOG)
        if current is None or current.fingerprint != record.fingerprint:
            self._ring = None
            raise Temporary("the log's key was replaced meanwhile: the new one will sign")
        while self._store.ledger.number(now):
            continue
        latest = self._store.ledger.latest_checkpoint()
        frontier = self._grown(latest)
        if latest is not None and latest.size == frontier.size:
            return latest, frontier
        head = TreeHead(ring.origin, frontier.size, frontier.root())
        note = checkpoint.sign(head, ring.log_public_key, ring.sign_for_log)
        row = CheckpointRow(head.size, head.root, note, record.fingerprint, now)
        self._store.ledger.add_checkpoint(row)
        return row, frontier

    def _grown(self, latest: CheckpointRow | None) -> Frontier:
        """The frontier of the whole tree, by way of the last signed head if that was not passed already."""
        frontier = self._frontier
        if latest is not None and frontier.size <= latest.size:
            frontier = frontier.extended(self._store.ledger.hashes(frontier.size, latest.size))
            if (frontier.size, frontier.root()) != (latest.size, latest.root):
                raise Permanent(
                    f"the ledger no longer leads to its checkpoint of size {latest.size}: nothing is signed any more;"
                    " run signoff ledger verify, and restore the database from your backup"
                )
        frontier = frontier.extended(self._store.ledger.hashes(frontier.size))
        if frontier.size != self._store.ledger.size():
            raise Permanent("the ledger has a gap: nothing is signed any more; run signoff ledger verify")
        return frontier

    def state(self) -> LedgerState:
        """How far it is, and its newest stamps, the newest first."""
        return self._store.read(self._state)

    def _state(self) -> LedgerState:
        ledger = self._store.ledger
        stamps = ledger.stamps()[: -_STAMPS_SHOWN - 1 : -1]
        return LedgerState(
            ledger.size(), ledger.waiting(), ledger.count_checkpoints(), ledger.latest_checkpoint(), stamps
        )

    def newest(self) -> CheckpointRow:
        """The newest signed head. Raises Refused before the first."""
        latest = self._store.ledger.latest_checkpoint()
        if latest is None:
            raise Refused("there is no checkpoint yet: the first comes with the first acceptance")
        return latest

    def inclusion(self, key: str, size: int | None = None) -> Inclusion:
        """The proof for the leaf of this key, under the checkpoint of this size, else the oldest that covers it.

        Raises Refused while there is none.
        """
        return self._store.read(lambda: self._inclusion(key, size))

    def _inclusion(self, key: str, size: int | None) -> Inclusion:
        ledger = self._store.ledger
        place, body = ledger.place_of(key), ledger.body_of(key)
        row = None if place is None else ledger.checkpoint_over(place) if size is None else ledger.checkpoint(size)
        if place is None or body is None or row is None or row.size <= place:
            raise Refused(f"no checkpoint covers {key} yet")
        return Inclusion(place, body, inclusion_proof(ledger.hashes(0, row.size), place), row)

    def consistency(self, first: int, second: int) -> tuple[bytes, ...]:
        """The proof that the tree of size `second` begins with that of size `first`."""
        return consistency_proof(self._store.ledger.hashes(0, second), first)

    def rotate(self, purpose: KeyPurpose, now: datetime, token: Token | None = None) -> SigningKeyRow:
        """The new key that seals or signs the log from now on, on record and under a checkpoint.

        `token` holds the key pair that the seal is to use. Raises SettingsError where the root key is needed and kept
        elsewhere, Refused for the root.
        """
        if purpose is KeyPurpose.ROOT:
            raise Refused("the root is never replaced: everybody who verifies has pinned it")
        known = self._store.signing_keys.current(purpose)
        ring = self.keys(now)
        adopted = token is not None and (known is None or known.fingerprint != ring.current(purpose).fingerprint)
        if not adopted:  # else opening the keys has made the token's the seal just now
            ring = self._ring = ring.rotated(purpose, now, token.public_key if token else None)
            self._store.transact(lambda: self._announce(ring, now))
        self.checkpoint(now)
        return self._store.signing_keys.find(ring.current(purpose).fingerprint)

    def revoke(self, fingerprint: str, reason: RevocationReason, now: datetime) -> SigningKeyRow:
        """The key, trusted no more from now on, on record and under a checkpoint. Raises Refused for one that signs."""
        found = self._store.signing_keys.find(fingerprint)
        current = self._store.signing_keys.current(found.purpose)
        if found.purpose is KeyPurpose.ROOT:
            raise Refused("the root can't be revoked: tell everybody who has pinned it, and make a new installation")
        if current is not None and current.fingerprint == found.fingerprint:
            raise Refused(
                f"this key is the one that signs: replace it first with signoff ledger rotate {found.purpose.value}"
            )
        self.keys(now)

        def work() -> None:
            body = leaf.key_revoked(found.fingerprint, reason, now).body
            if self._store.signing_keys.find(found.fingerprint).revoked_at is None:
                self._store.ledger.add_leaf(f"key_revoked:{found.fingerprint}", LeafKind.KEY_REVOKED, body, now)
                self._store.signing_keys.revoke(found.fingerprint, reason, now)

        self._store.transact(work)
        self.checkpoint(now)
        return self._store.signing_keys.find(found.fingerprint)

    def all_keys(self) -> Sequence[SigningKeyRow]:
        """All keys that the ledger knows, in the order in which they came."""
        return self._store.signing_keys.all()

    def verify(self, older: Sequence[tuple[str, str]] = ()) -> LedgerReport:
        """What is wrong with the ledger, and with the acceptances that it tells of.

        `older` are checkpoints that others kept: a name and the signed note. Needs no key and writes nothing.
        """
        return self._store.read(lambda: audit(self._store, older, (acceptance_findings, change_findings)))
