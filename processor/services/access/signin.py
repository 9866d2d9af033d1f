"""Signing in: the password, then the second step. Nothing tells, by words or by time, whether somebody is known."""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from models.vocabulary import Denial, Role, SecondStep
from processor.services.access import totp
from processor.services.access.passwords import Passwords
from processor.services.access.secondstep import SecondSteps, Used
from processor.services.access.sessions import Sessions, SignedIn, Visitor, new_token, place_of, token_sha256
from processor.services.access.throttle import Gate, Throttle, gates_of, second_gate
from processor.services.access.userlines import is_same_address, plain_login
from processor.store.signins import ChallengeRow
from processor.store.store import Store
from processor.store.users import UserRow

CHALLENGE_LASTS: Final = timedelta(minutes=10)
_ATTEMPTS: Final = 5
_KNOWN_FOR: Final = timedelta(days=30)
_WITH_POWER: Final = frozenset({Role.LEAD, Role.APPROVER, Role.ADMIN})

Duty = Literal["required", "leads", "optional"]


@dataclass(frozen=True, slots=True)
class Challenge:
    """The password was right: the second step is to follow with this token, until then."""

    token: str = field(repr=False)
    step: SecondStep
    until: datetime


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator app is set up with: the secret to type, or the picture (SVG) to take."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)
    svg: str = field(repr=False)


_SENTENCES: Final = {
    Denial.WRONG: "login or password is wrong",
    Denial.WAIT: "too many attempts: try again in {seconds} seconds",
    Denial.CODE: "the code is wrong, or was used already",
    Denial.EXPIRED: "that took too long: sign in again",
    Denial.UNKNOWN: "nobody here has this address",
}


@dataclass(frozen=True, slots=True)
class Denied:
    """It went no further. `wait` is how long nobody may try."""

    why: Denial
    wait: timedelta = timedelta()

    @property
    def wait_seconds(self) -> int:
        """The wait in whole seconds, rounded up."""
        return math.ceil(self.wait.total_seconds())

    @property
    def sentence(self) -> str:
        """What a person is told."""
        return _SENTENCES[self.why].format(seconds=self.wait_seconds)


@dataclass(frozen=True, slots=True)
class SignInParts:
    """What signing in is made of. `duty` says who needs a second step, `issuer` how apps name us."""

    passwords: Passwords
    sessions: Sessions
    steps: SecondSteps
    throttle: Throttle
    duty: Duty
    issuer: str


class SignIn:
    """Lets people in. One object serves all threads."""

    def __init__(self, store: Store, parts: SignInParts) -> None:
        self._store = store
        self._parts = parts

    def begin(
        self, login: str, password: str, address: str, agent: str, now: datetime, before: str = ""
    ) -> SignedIn | Challenge | Denied:
        """The session, the challenge of the second step, or why not.

        `before` is the token of the session that the browser has: it is over once another begins, whosever it was.
        """
        name = plain_login(login)
        user = self._store.users.find(name)
        place = place_of(address, agent)
        user_id = user.user_id if user is not None else 0
        known = self._store.sessions.known_address(user_id, place[0], now - _KNOWN_FOR)
        gates = gates_of(name, address, known=known)
        wait = self._parts.throttle.enter(gates, now)
        if wait:
            return Denied(Denial.WAIT, wait)
        usable = user.password_hash if user is not None and user.is_active else ""
        verified = self._parts.passwords.verify(usable, password)
        if user is None or not verified.right:
            return Denied(Denial.WRONG)
        fresh = self._parts.passwords.hash(password) if verified.outdated else ""
        return self._store.transact(lambda: self._go_on(user_id, usable, fresh, gates, place, now, before))

    def _go_on(
        self,
        user_id: int,
        used: str,
        fresh: str,
        gates: tuple[Gate, ...],
        place: tuple[str, str],
        now: datetime,
        before: str,
    ) -> SignedIn | Challenge | Denied:
        """What follows a right password; it may have been changed meanwhile."""
        user = self._store.users.by_id(user_id)
        if not user.is_active or user.password_hash != used:
            return Denied(Denial.WRONG)
        self._parts.throttle.passed(gates, now)
        if fresh:
            self._store.users.change(user_id, now, password_hash=fresh)
        if user.totp_secret is not None:
            return self._challenge(user, SecondStep.CODE, None, place, now)
        if needs_second_step(self._parts.duty, user.roles):
            sealed = self._parts.steps.sealed(user_id, totp.new_secret())
            return self._challenge(user, SecondStep.ENROL, sealed, place, now)
        return self._enter(user, place, "password", now, before)

    def prepare(self) -> None:
        """What takes a moment and is done once, before anybody comes."""
        self._parts.passwords.prepare()

    def set_up(self, by: str, password: str, address: str, agent: str, now: datetime) -> Challenge | Denied:
        """The challenge by which somebody who has signed in sets up a second step of their own accord."""
        user = self._store.users.get(by)
        gate = second_gate(user.user_id)
        wait = self._parts.throttle.enter((gate,), now)
        if wait:
            return Denied(Denial.WAIT, wait)
        if user.totp_secret is not None or not self._parts.passwords.verify(user.password_hash, password).right:
            return Denied(Denial.WRONG)
        sealed = self._parts.steps.sealed(user.user_id, totp.new_secret())

        def work() -> Challenge | Denied:
            if self._store.users.get(by).password_hash != user.password_hash:
                return Denied(Denial.WRONG)
            self._parts.throttle.passed((gate,), now)
            return self._challenge(user, SecondStep.ENROL, sealed, place_of(address, agent), now)

        return self._store.transact(work)

    def answer(self, token: str, code: str, now: datetime, before: str = "") -> SignedIn | Denied:
        """The session, where the code is one of the app's or a recovery code; why not otherwise. `before`: `begin`."""
        return self._second(token, code, SecondStep.CODE, now, before)

    def enrol(self, token: str, code: str, now: datetime, before: str = "") -> SignedIn | Denied:
        """The session, with recovery codes, where the code shows that the app was set up; why not otherwise."""
        return self._second(token, code, SecondStep.ENROL, now, before)

    def enrolment(self, token: str, now: datetime) -> Enrolment | Denied:
        """What an app is set up with; the same as long as the challenge lasts."""
        found = self._store.read(lambda: self._waiting(token, SecondStep.ENROL, now))
        if found is None or found[0].secret is None:
            return Denied(Denial.EXPIRED)
        user = found[1]
        secret = self._parts.steps.opened(user.user_id, found[0].secret)
        uri = totp.setup_uri(secret, user.login, self._parts.issuer)
        return Enrolment(secret, uri, totp.qr_svg(uri))

    def trusted(self, email: str, address: str, agent: str, now: datetime, before: str = "") -> SignedIn | Denied:
        """The session of who an identity provider vouches for: its second step is the provider's business."""

        def work() -> SignedIn | Denied:
            user = self._store.users.find(plain_login(email))
            if user is None or not user.is_active or not is_same_address(email, user.login):
                return Denied(Denial.UNKNOWN)
            return self._enter(user, place_of(address, agent), "oidc", now, before)

        return self._store.transact(work)

    def visitor(self, token: str, now: datetime) -> Visitor | None:
        """Who has this session; None where it is over."""
        return self._parts.sessions.visitor(token, now)

    def end(self, token: str, now: datetime) -> None:
        """The session is over."""
        self._parts.sessions.end(token, now)

    def _second(self, token: str, code: str, step: SecondStep, now: datetime, before: str) -> SignedIn | Denied:
        found = self._store.read(lambda: self._waiting(token, step, now))
        if found is None:
            return Denied(Denial.EXPIRED)
        gate = second_gate(found[1].user_id)
        wait = self._parts.throttle.enter((gate,), now)
        if wait:
            return Denied(Denial.WAIT, wait)
        return self._store.transact(lambda: self._checked(token, code, step, gate, now, before))

    def _checked(
        self, token: str, code: str, step: SecondStep, gate: Gate, now: datetime, before: str
    ) -> SignedIn | Denied:
        found = self._waiting(token, step, now)
        if found is None:
            return Denied(Denial.EXPIRED)
        challenge, user = found
        place = (challenge.address, challenge.agent)
        done = self._done(challenge, user, code, now)
        if done is None:
            self._store.sign_ins.count_attempt(challenge.challenge_id)
            return Denied(Denial.CODE)
        self._store.sign_ins.drop_challenge(challenge.challenge_id)
        self._parts.throttle.passed((gate,), now)
        if step is SecondStep.CODE:
            return self._enter(user, place, done.value, now, before)
        # They began with less than is asked for from now on.
        self._store.sessions.end_all(user.user_id, user.login, now)
        self._store.sign_ins.drop_challenges_of(user.user_id)
        codes = self._parts.steps.new_codes(user.user_id)
        self._store.audit.note(user.login, "enrol_totp", f"user {user.login}", {}, now)
        return self._enter(user, place, done.value, now, before, codes)

    def _done(self, challenge: ChallengeRow, user: UserRow, code: str, now: datetime) -> Used | None:
        """By what the second step was done, None where it was not. What is set up stands from then on."""
        if challenge.step is SecondStep.CODE:
            return self._parts.steps.check(user, code, now)
        assert challenge.secret is not None
        secret = self._parts.steps.opened(user.user_id, challenge.secret)
        counter = totp.matching_counter(secret, totp.plain_code(code), now)
        if counter is None:
            return None
        self._store.users.change(user.user_id, now, totp_secret=challenge.secret, totp_counter=counter)
        return Used.TOTP

    def _waiting(self, token: str, step: SecondStep, now: datetime) -> tuple[ChallengeRow, UserRow] | None:
        """The challenge, with its user, as long as it can be answered."""
        challenge = self._store.sign_ins.challenge(token_sha256(token[:128]))
        if challenge is None or challenge.step is not step or challenge.until <= now:
            return None
        user = self._store.users.by_id(challenge.user_id)
        over = challenge.attempts >= _ATTEMPTS or not user.is_active
        # Whoever set up an app meanwhile, in another window, has one: a second one would take its place unseen.
        return None if over or (user.totp_secret is not None) != (step is SecondStep.CODE) else (challenge, user)

    def _challenge(
        self, user: UserRow, step: SecondStep, sealed: bytes | None, place: tuple[str, str], now: datetime
    ) -> Challenge:
        token, until = new_token(), now + CHALLENGE_LASTS
        self._store.sign_ins.add_challenge(user.user_id, token_sha256(token), step, sealed, place, until)
        return Challenge(token, step, until)

    def _enter(
        self, user: UserRow, place: tuple[str, str], how: str, now: datetime, before: str, codes: tuple[str, ...] = ()
    ) -> SignedIn:
        """A session under a new token. The one that the browser had is over (OWASP ASVS 5.0, 7.2.4).

        Its cookie is overwritten, so nobody would be left to sign out of it.
        """
        if before:
            self._parts.sessions.end(before, now)
        signed_in = self._parts.sessions.begin(user, place, now, codes)
        detail = {"how": how, "session": signed_in.session_id}
        self._store.audit.note(user.login, "sign_in", f"user {user.login}", detail, now)
        return signed_in


def needs_second_step(duty: Duty, roles: frozenset[Role]) -> bool:
    """Whether somebody with these roles can't do without."""
    return duty == "required" or (duty == "leads" and bool(roles & _WITH_POWER))
