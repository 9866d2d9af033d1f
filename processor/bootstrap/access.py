"""Puts together who may come in and what they may do there."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from processor.config.sections import Settings
from processor.evidence.vault import Vault
from processor.ids import Ids
from processor.services.access.account import Account, AccountParts
from processor.services.access.passwords import Passwords
from processor.services.access.secondstep import SecondSteps
from processor.services.access.sessions import Lasting, Sessions
from processor.services.access.signin import SignIn, SignInParts
from processor.services.access.throttle import Throttle
from processor.services.access.users import Users
from processor.store.store import Store

_HASHING: Final = Passwords()
"""One for the process, whoever asks: how much memory hashing takes at once is counted there."""


@dataclass(frozen=True, slots=True)
class Access:
    """The services of sign-in and users, which share their parts."""

    sign_in: SignIn
    users: Users
    account: Account


def access_of(settings: Settings, store: Store, ids: Ids, passwords: Passwords | None = None) -> Access:
    """Sign-in and users; passwords are hashed with the usual parameters unless others are given."""
    web = settings.web
    hashing = passwords or _HASHING
    sessions = Sessions(store, Lasting(timedelta(hours=web.session_hours), timedelta(minutes=web.idle_minutes)))
    steps = SecondSteps(store, vault_of(ids), ids.key_for("recovery codes"))
    throttle = Throttle(store, ids.key_for("throttle"))
    issuer = f"Signoff {settings.signoff.sender_name}".strip()
    parts = SignInParts(hashing, sessions, steps, throttle, web.totp, issuer)
    account = AccountParts(hashing, sessions, steps, throttle)
    return Access(SignIn(store, parts), Users(store, hashing, sessions), Account(store, account))


def vault_of(ids: Ids) -> Vault:
    """What seals the secrets of sign-in."""
    return Vault(ids.key_for("sign-in secrets"))
