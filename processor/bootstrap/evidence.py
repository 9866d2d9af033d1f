"""The ledger, its keys, the seal and the time-stamping authorities that the settings describe."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from processor.config.evidence import Evidence
from processor.config.sections import Settings
from processor.errors import SettingsError
from processor.store.store import Store

if TYPE_CHECKING:
    from processor.evidence.keys.ring import KeyRing
    from processor.evidence.keys.seal import Seal
    from processor.evidence.keys.token import Token
    from processor.evidence.timestamps import TimestampAuthority, Timestamps
    from processor.services.ledger import Ledger


class Keys:
    """Opens the keys as the settings say, and the token that the seal's key may be in."""

    def __init__(self, settings: Settings) -> None:
        self._evidence = settings.evidence
        self._domain = settings.mailbox[0].address.rpartition("@")[2].casefold()
        self._token: Token | None = None

    def open(self, may_create: bool, now: datetime) -> "KeyRing":
        """The keys, made where there are none yet and `may_create`; a token's key becomes the seal on first need."""
        from processor.evidence.keys.seal import with_token

        ring = self._ring(may_create, now)
        token = self.token()
        return with_token(ring, token, now) if token else ring

    def look(self, now: datetime) -> "KeyRing":
        """The keys as they lie in their folder: no token is asked, nothing is made. Raises SettingsError."""
        return self._ring(False, now)

    def _ring(self, may_create: bool, now: datetime) -> "KeyRing":
        from processor.evidence.keys.ring import open_or_create

        secret = self._evidence.passphrase
        passphrase = secret.read("evidence.passphrase").encode() if secret else None
        organisation = self._evidence.organisation or self._domain[:48]
        return open_or_create(
            self._evidence.keys, organisation, passphrase, now, domain=self._domain, may_create=may_create
        )

    def token(self) -> "Token | None":
        """The token, opened once; None where the settings name none."""
        from processor.evidence.keys.token import Token, TokenPlace

        if self._token is None and self._evidence.pkcs11 is not None:
            place = self._evidence.pkcs11
            pin = place.pin.read("evidence.pkcs11.pin")
            self._token = Token(TokenPlace(place.library, place.token, place.key, pin))
        return self._token

    def seal(self, ring: "KeyRing") -> "Seal":
        """What seals certificates: a key of the folder, or the token's."""
        from processor.evidence.keys.seal import seal_of

        return seal_of(ring, self.token())


def ledger_of(settings: Settings, store: Store, keys: Keys | None = None) -> "Ledger":
    """The ledger, its keys not yet opened."""
    from processor.services.ledger import Ledger

    return Ledger(store, (keys or Keys(settings)).open)


def timestamp_roots_of(evidence: Evidence) -> bytes:
    """The certificates (PEM) that the authorities lead to, as far as the settings name them. Raises SettingsError."""
    if evidence.timestamp_ca_file is None:
        return b""
    try:
        return evidence.timestamp_ca_file.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"evidence.timestamp_ca_file: {evidence.timestamp_ca_file} can't be read: {error.strerror}"
        ) from error


def authorities_of(evidence: Evidence) -> "tuple[TimestampAuthority, ...]":
    """The time-stamping authorities, named by their hosts. Raises SettingsError for roots that can't be read."""
    from processor.evidence.timestamps import TimestampAuthority

    roots = timestamp_roots_of(evidence)
    return tuple(
        TimestampAuthority(urlsplit(url).hostname or url, url, roots) for url in evidence.timestamp_authorities
    )


def timestamps_of(evidence: Evidence) -> "Timestamps":
    """Asks the authorities for the time; without any, time is the local clock's."""
    from processor.evidence.timestamps import Timestamps

    return Timestamps(authorities_of(evidence), secrets.token_bytes)
