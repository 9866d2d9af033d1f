"""Sign-in over a store, with passwords that cost next to nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

from argon2 import Parameters
from argon2.low_level import Type

from models.vocabulary import Role, SecondStep
from processor.evidence.ledger import leaf
from processor.evidence.vault import Vault
from processor.services.access import totp
from processor.services.access.account import Account, AccountParts
from processor.services.access.passwords import Passwords
from processor.services.access.secondstep import SecondSteps
from processor.services.access.sessions import Lasting, Sessions, SignedIn
from processor.services.access.signin import Challenge, Duty, SignIn, SignInParts
from processor.services.access.throttle import Throttle
from processor.services.access.users import Users
from processor.store.store import Store

NOW = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)
KIM, ADAM = "kim@vendor.example", "adam@vendor.example"
PASSWORD = "correct horse battery"
HOME = "192.0.2.7"
CHEAP = Parameters(Type.ID, 19, 16, 32, 1, 8, 1)
DEARER = Parameters(Type.ID, 19, 16, 32, 2, 8, 1)


class Door:
    """All of sign-in. `secrets` are those that apps were set up with, by login."""

    def __init__(self, store: Store, duty: Duty = "optional", parameters: Parameters = CHEAP) -> None:
        store.audit.leaves = leaf
        self.store = store
        self.vault = Vault(b"v" * 32)
        passwords = Passwords(parameters)
        sessions = Sessions(store, Lasting(timedelta(hours=10), timedelta(hours=1)))
        self.steps = SecondSteps(store, self.vault, b"r" * 32)
        throttle = Throttle(store, b"t" * 32)
        self.sign_in = SignIn(store, SignInParts(passwords, sessions, self.steps, throttle, duty, "Signoff"))
        self.users = Users(store, passwords, sessions)
        self.account = Account(store, AccountParts(passwords, sessions, self.steps, throttle))
        self.secrets: dict[str, str] = {}

    def add(self, login: str = KIM, *roles: Role, password: str = PASSWORD) -> None:
        name = login.partition("@")[0].title()
        self.users.add(login, name, roles or (Role.CSM,), "en", password, "root", NOW)

    def begin(self, login: str = KIM, password: str = PASSWORD, address: str = HOME, now: datetime = NOW) -> Any:
        return self.sign_in.begin(login, password, address, "Browser 1.0", now)

    def enter(self, login: str = KIM, now: datetime = NOW) -> SignedIn:
        """A session of somebody who needs no second step."""
        session = self.begin(login, now=now)
        assert isinstance(session, SignedIn), session
        return session

    def enrol(self, login: str = KIM, now: datetime = NOW) -> SignedIn:
        """A session of somebody who sets up an app on the way."""
        challenge = self.begin(login, now=now)
        if isinstance(challenge, SignedIn):
            challenge = self.sign_in.set_up(login, PASSWORD, HOME, "Browser 1.0", now)
        assert isinstance(challenge, Challenge), challenge
        assert challenge.step is SecondStep.ENROL
        shown: Any = self.sign_in.enrolment(challenge.token, now)
        self.secrets[login] = shown.secret
        session = self.sign_in.enrol(challenge.token, self.code(login, now), now)
        assert isinstance(session, SignedIn), session
        return session

    def code(self, login: str = KIM, now: datetime = NOW) -> str:
        return totp.code_at(self.secrets[login], int(now.timestamp()) // totp.STEP_SECONDS)
