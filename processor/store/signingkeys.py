"""The public halves of the keys that sign, or once signed, for this installation."""

from datetime import datetime

from models.evidence import SigningKey
from models.vocabulary import KeyPurpose, RevocationReason
from processor.errors import Refused
from processor.store.database import Database
from processor.store.ledgerrows import SigningKeyRow, signing_key_row


class SigningKeys:
    """Keys by fingerprint. None is ever removed: what it signed has to be checked for years."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> tuple[SigningKeyRow, ...]:
        """All of them, in the order in which they came."""
        return tuple(signing_key_row(row) for row in self._db.rows(SigningKey.select().order_by(SigningKey.id)))

    def find(self, fingerprint: str) -> SigningKeyRow:
        """The key of this fingerprint; its first letters do, if no other begins with them. Raises Refused."""
        given = fingerprint.casefold().replace(":", "")
        found = [row for row in self.all() if given and row.fingerprint.startswith(given)]
        if len(found) != 1:
            what = "more than one key has" if found else "no key has"
            raise Refused(f"{what} a fingerprint that begins with {fingerprint!r}; see signoff ledger keys")
        return found[0]

    def current(self, purpose: KeyPurpose) -> SigningKeyRow | None:
        """The key that signs for this purpose, None before the first."""
        own = (SigningKey.purpose == purpose) & SigningKey.retired_at.is_null() & SigningKey.revoked_at.is_null()
        row = self._db.row(SigningKey.select().where(own).order_by(SigningKey.id.desc()))
        return None if row is None else signing_key_row(row)

    def add(self, key: SigningKeyRow) -> bool:
        """Whether the key is new; then it takes over from the one that signed for this purpose until now."""

        def work() -> bool:
            known = self._db.value(SigningKey.select(SigningKey.id).where(SigningKey.fingerprint == key.fingerprint))
            if known is not None:
                return False
            older = (SigningKey.purpose == key.purpose) & SigningKey.retired_at.is_null()
            self._db.change(SigningKey.update(retired_at=key.valid_from).where(older))
            values = {name: getattr(key, name) for name in SigningKeyRow.__slots__}
            self._db.insert(SigningKey, values)
            return True

        return self._db.transact(work)

    def revoke(self, fingerprint: str, reason: RevocationReason, now: datetime) -> None:
        """Notes that a key is trusted no more from now on; the first such word stays."""
        own = (SigningKey.fingerprint == fingerprint) & SigningKey.revoked_at.is_null()
        change = SigningKey.update(revoked_at=now, revoked_for=reason)
        self._db.transact(lambda: self._db.change(change.where(own)))
