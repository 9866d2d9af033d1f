"""Signing in, on both databases: who gets in, who doesn't and what they learn of it, and when sessions end."""

import json
import threading
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest

from models.users import RecoveryCode, SignInChallenge, SignInFailure, UserAccount, UserSession
from models.vocabulary import Denial, Role, SecondStep
from processor.errors import Refused, Temporary
from processor.services.access.passwords import Passwords, Verified
from processor.services.access.sessions import KEPT_FOR, SignedIn, csrf_of, token_sha256
from processor.services.access.signin import CHALLENGE_LASTS, Challenge, Denied
from processor.services.access.throttle import HERE, LOGIN, SECOND
from processor.store.store import Store, open_store
from tests.contract.store.signing import ADAM, DEARER, HOME, KIM, NOW, PASSWORD, Door

SECOND_ = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
STEP = timedelta(seconds=30)
AWAY = "198.51.100.9"


@pytest.fixture
def door(store: Store) -> Door:
    made = Door(store)
    made.add(KIM)
    return made


def strict(store: Store) -> Door:
    made = Door(store, "required")
    made.add(KIM)
    return made


def test_the_right_password_lets_in_and_the_session_tells_who(door: Door) -> None:
    session = door.begin("  KIM@Vendor.Example ")
    assert isinstance(session, SignedIn)
    visitor = door.sign_in.visitor(session.token, NOW)
    assert visitor is not None
    assert (visitor.actor.name, visitor.actor.roles) == (KIM, frozenset({Role.CSM}))
    assert (visitor.csrf, visitor.session_id) == (csrf_of(session.token), session.session_id)
    assert session.csrf == visitor.csrf
    assert door.users.show(KIM).signed_in_at == NOW


def test_nothing_tells_a_stranger_from_a_wrong_password_or_a_disabled_user(door: Door) -> None:
    door.add("gone@vendor.example")
    door.add("outside@vendor.example", password="")
    door.users.disable("gone@vendor.example", "root", NOW)
    answers = [
        door.begin(KIM, "wrong password"),
        door.begin("nobody@vendor.example"),
        door.begin("gone@vendor.example"),
        door.begin("outside@vendor.example", ""),
        door.begin("", ""),
        door.begin("' OR 1=1 --\x00", "\ud800"),
        door.begin("x" * 10_000, "y" * 10_000),
    ]
    assert answers == [Denied(Denial.WRONG)] * len(answers)
    assert len({answer.sentence for answer in answers}) == 1


def test_strangers_wait_exactly_as_users_do(door: Door) -> None:
    def waits(login: str, address: str) -> list[Any]:
        return [door.begin(login, "wrong password", address, NOW + at * SECOND_) for at in range(12)]

    assert waits(KIM, "192.0.2.1") == waits("nobody@vendor.example", "192.0.2.2")


def test_secrets_are_nowhere_in_the_database_nor_in_what_is_shown(store: Store) -> None:
    door = strict(store)
    session = door.enrol()
    challenge = door.begin(now=NOW + MINUTE)
    rows = [
        row
        for table in (UserAccount, UserSession, SignInChallenge, SignInFailure, RecoveryCode)
        for row in store.database.rows(table.select())
    ]
    kept = repr(rows) + repr(store.views.changes()) + repr([row.body for row in store.ledger.entries()])
    secrets = [PASSWORD, session.token, challenge.token, door.secrets[KIM], *session.recovery_codes]
    plain = [code.replace("-", "") for code in session.recovery_codes]
    assert not [secret for secret in (*secrets, *plain) if secret in kept]
    shown = repr((session, challenge, door.sign_in.visitor(session.token, NOW), store.users.find(KIM)))
    shown += json.dumps(
        [asdict(door.users.show(KIM)), [asdict(one) for one in door.users.sessions(KIM, NOW)]], default=str
    )
    assert not [secret for secret in (*secrets, token_sha256(session.token), "argon2") if secret in shown]
    assert len(rows) >= 11


def test_a_hash_by_other_parameters_is_renewed_at_sign_in(door: Door, store: Store) -> None:
    dearer = Door(store, parameters=DEARER)
    assert "t=1," in store.users.get(KIM).password_hash
    assert dearer.begin(KIM, "wrong password") == Denied(Denial.WRONG)
    assert "t=1," in store.users.get(KIM).password_hash
    session = dearer.enter()
    assert "t=2," in store.users.get(KIM).password_hash
    assert dearer.sign_in.visitor(session.token, NOW) is not None
    dearer.enter(now=NOW + MINUTE)


@pytest.mark.parametrize(
    ("duty", "role", "asked"),
    [
        ("required", Role.CSM, True),
        ("required", Role.AUDITOR, True),
        ("leads", Role.CSM, False),
        ("leads", Role.AUDITOR, False),
        ("leads", Role.LEAD, True),
        ("leads", Role.APPROVER, True),
        ("leads", Role.ADMIN, True),
        ("optional", Role.ADMIN, False),
    ],
)
def test_who_has_to_set_up_a_second_step(store: Store, duty: Any, role: Role, asked: bool) -> None:
    door = Door(store, duty)
    door.add(KIM, role)
    answer = door.begin()
    assert isinstance(answer, Challenge if asked else SignedIn)


def test_setting_up_a_second_step_shows_recovery_codes_once(store: Store) -> None:
    door = strict(store)
    challenge = door.begin()
    assert challenge.step is SecondStep.ENROL
    assert door.sign_in.visitor(challenge.token, NOW) is None, "a challenge is no session"
    shown = door.sign_in.enrolment(challenge.token, NOW)
    assert door.sign_in.enrolment(challenge.token, NOW + MINUTE).secret == shown.secret
    door.secrets[KIM] = shown.secret
    assert door.sign_in.enrol(challenge.token, "000000", NOW) == Denied(Denial.CODE)
    assert door.sign_in.answer(challenge.token, door.code(), NOW) == Denied(Denial.EXPIRED), "another step"
    session = door.sign_in.enrol(challenge.token, door.code(), NOW)
    assert isinstance(session, SignedIn)
    assert len(session.recovery_codes) == 8
    assert door.sign_in.enrol(challenge.token, door.code(now=NOW + STEP), NOW + STEP) == Denied(Denial.EXPIRED)
    assert door.users.show(KIM).totp
    assert door.users.show(KIM).recovery_codes == 8


def test_who_was_first_to_set_up_an_app_has_it(store: Store) -> None:
    door = strict(store)
    first, second = door.begin(), door.begin()
    for challenge in (first, second):
        door.secrets[challenge.token] = door.sign_in.enrolment(challenge.token, NOW).secret
    assert isinstance(door.sign_in.enrol(first.token, door.code(first.token), NOW), SignedIn)
    assert door.sign_in.enrol(second.token, door.code(second.token), NOW) == Denied(Denial.EXPIRED)
    assert door.sign_in.enrolment(second.token, NOW) == Denied(Denial.EXPIRED)


def test_a_code_is_taken_once_and_no_older_one_after_it(store: Store) -> None:
    door = strict(store)
    door.enrol()
    at = NOW + 10 * MINUTE
    code = door.code(now=at)
    assert isinstance(door.sign_in.answer(door.begin(now=at).token, code, at), SignedIn)
    replayed = door.begin(now=at)
    assert door.sign_in.answer(replayed.token, code, at) == Denied(Denial.CODE)
    assert door.sign_in.answer(replayed.token, door.code(now=at - STEP), at) == Denied(Denial.CODE), "within the window"
    assert isinstance(door.sign_in.answer(replayed.token, door.code(now=at + STEP), at), SignedIn)


def test_the_code_that_set_up_the_app_signs_nobody_in_again(store: Store) -> None:
    door = strict(store)
    door.enrol()
    assert door.sign_in.answer(door.begin().token, door.code(), NOW) == Denied(Denial.CODE)


def test_a_recovery_code_works_once_and_for_its_owner_alone(store: Store) -> None:
    door = strict(store)
    door.add(ADAM, Role.ADMIN)
    codes = door.enrol().recovery_codes
    door.enrol(ADAM)
    assert door.sign_in.answer(door.begin(ADAM).token, codes[0], NOW) == Denied(Denial.CODE)
    written = codes[0].upper().replace("-", " ")
    assert isinstance(door.sign_in.answer(door.begin().token, written, NOW), SignedIn)
    assert door.users.show(KIM).recovery_codes == 7
    assert door.sign_in.answer(door.begin().token, codes[0], NOW) == Denied(Denial.CODE)
    assert isinstance(door.sign_in.answer(door.begin().token, codes[1], NOW), SignedIn)


def test_a_challenge_ends_by_time_and_by_wrong_answers(store: Store) -> None:
    door = strict(store)
    door.enrol()
    challenge = door.begin()
    late = NOW + CHALLENGE_LASTS
    assert door.sign_in.answer(challenge.token, door.code(now=late), late) == Denied(Denial.EXPIRED)
    guessed, moment = door.begin(), NOW
    for _ in range(5):
        answer = door.sign_in.answer(guessed.token, "000000", moment)
        moment += answer.wait + timedelta(seconds=20)
    assert door.sign_in.answer(guessed.token, door.code(now=moment), moment) == Denied(Denial.EXPIRED)
    for nonsense in ("", "x" * 1000, "ü"):
        assert door.sign_in.answer(nonsense, "000000", NOW) == Denied(Denial.EXPIRED)


def test_who_has_the_password_cannot_try_codes_at_will(store: Store) -> None:
    """A new challenge for every few codes is no way around the throttle, nor is the right password."""
    door = strict(store)
    door.enrol()
    tried = 0
    for at in range(0, 3600, 5):
        moment = NOW + timedelta(seconds=at)
        answer = door.begin(now=moment)
        if isinstance(answer, Challenge):
            tried += door.sign_in.answer(answer.token, "000000", moment).why is Denial.CODE
    assert SECOND.free <= tried <= 25


def test_guessing_gets_slower_says_how_long_and_ends_with_the_right_password(door: Door) -> None:
    moment = NOW
    for count in range(1, HERE.free + 4):
        assert door.begin(password="wrong password", now=moment) == Denied(Denial.WRONG)
        wait = HERE.wait(count)
        if wait:
            held = door.begin(now=moment + wait - SECOND_)
            assert held == Denied(Denial.WAIT, SECOND_), "even the right password waits"
            assert "1 seconds" in held.sentence
        moment += wait
    assert isinstance(door.begin(now=moment), SignedIn)
    assert door.begin(password="wrong password", now=moment) == Denied(Denial.WRONG)
    assert isinstance(door.begin(now=moment), SignedIn), "nothing is held against who got in"


def test_what_is_long_ago_is_forgotten(door: Door) -> None:
    for _ in range(HERE.free):
        door.begin(password="wrong password")
    assert door.begin().why is Denial.WAIT
    later = NOW + HERE.forget + MINUTE
    assert door.begin(password="wrong password", now=later) == Denied(Denial.WRONG)
    assert isinstance(door.begin(now=later), SignedIn)


def test_a_clock_that_was_ahead_keeps_nobody_out(door: Door) -> None:
    """It was years ahead for a while, somebody mistyped, and it was set right again."""
    ahead = NOW + timedelta(days=3000)
    for _ in range(HERE.free):
        door.begin(password="wrong password", now=ahead)
    assert door.begin(now=ahead).why is Denial.WAIT
    assert door.begin(password="wrong password") == Denied(Denial.WRONG)
    held = door.begin()
    assert held.why is Denial.WAIT, "what was counted still counts"
    assert held.wait <= HERE.longest
    assert isinstance(door.begin(now=NOW + held.wait), SignedIn)


def test_a_stranger_elsewhere_keeps_an_owner_waiting_a_minute_at_most_and_not_at_home(door: Door) -> None:
    door.enter(now=NOW - timedelta(days=3))
    moment = NOW
    for number in range(200):  # a botnet: each guess from another address
        answer = door.begin(password="wrong password", address=f"203.0.113.{number}", now=moment)
        moment += answer.wait
    assert isinstance(door.begin(now=moment), SignedIn), "from where they came before, at once"
    abroad = door.begin(address=AWAY, now=moment)
    assert abroad.why is Denial.WAIT
    assert abroad.wait <= LOGIN.longest == MINUTE


def test_a_neighbour_behind_the_same_address_locks_nobody_out_who_came_from_there(door: Door) -> None:
    door.add(ADAM, Role.ADMIN)
    door.enter(now=NOW - timedelta(days=3))
    for number in range(60):
        door.begin(f"guess{number}@vendor.example", "wrong password")
    assert door.begin("another@vendor.example").why is Denial.WAIT, "who tries many logins waits"
    assert door.begin(ADAM).why is Denial.WAIT
    assert isinstance(door.begin(KIM), SignedIn)
    assert isinstance(door.begin(ADAM, address=AWAY), SignedIn)


def test_an_account_of_ones_own_wipes_out_no_guesses(door: Door) -> None:
    """Signing in between the guesses takes back that attempt alone."""
    door.add(ADAM, Role.ADMIN)
    tried = 0
    for number in range(100):
        moment = NOW + timedelta(seconds=number)
        tried += door.begin(f"guess{number}@vendor.example", "wrong password", now=moment).why is Denial.WRONG
        door.begin(ADAM, now=moment)
    assert tried < 40


def test_many_guesses_at_once_are_counted_each(store: Store, store_url: str) -> None:
    """Eight at the same moment: no more get in than one after the other would."""
    Door(store).add(KIM)
    answers: list[Any] = []
    together = threading.Barrier(8)

    def guess() -> None:
        own = open_store(store_url)
        door = Door(own)
        together.wait(30)
        answers.append(door.begin(password="wrong password"))
        own.close()

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(answers) == 8
    assert sum(answer.why is Denial.WRONG for answer in answers) == HERE.free


def test_one_code_lets_one_in_however_many_try_at_once(store: Store, store_url: str) -> None:
    door = strict(store)
    door.enrol()
    at = NOW + 10 * MINUTE
    tokens = [door.begin(now=at).token for _ in range(4)]
    code, answers = door.code(now=at), []
    together = threading.Barrier(4)

    def answer(token: str) -> None:
        own = open_store(store_url)
        sign_in = Door(own).sign_in
        together.wait(30)
        answers.append(sign_in.answer(token, code, at))
        own.close()

    threads = [threading.Thread(target=answer, args=(token,)) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(isinstance(answer, SignedIn) for answer in answers) == 1
    assert len(answers) == 4


def test_a_session_ends_by_its_length_and_by_idleness(door: Door) -> None:
    session = door.enter()
    visitor, hour, tick = door.sign_in.visitor, timedelta(hours=1), timedelta(microseconds=1)
    assert visitor(session.token, NOW + hour - tick) is not None
    for hours in range(1, 11):
        assert visitor(session.token, NOW + hours * (hour - MINUTE)) is not None, "somebody is there all the time"
    assert visitor(session.token, NOW + 10 * hour - tick) is not None
    assert visitor(session.token, NOW + 10 * hour) is None
    idle = door.enter()
    assert visitor(idle.token, NOW + hour) is None


def test_who_is_there_is_known_while_nothing_can_be_written(
    door: Door, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: Any) -> None:
        raise Temporary("the disk is full")

    session = door.enter()
    monkeypatch.setattr(store.sessions, "touch", full)
    assert door.sign_in.visitor(session.token, NOW + 59 * MINUTE) is not None
    assert door.sign_in.visitor(session.token, NOW + 60 * MINUTE) is None, "nobody is there for ever for that"


def test_where_somebody_signed_in_from_is_forgotten_some_weeks_later(door: Door, store: Store) -> None:
    door.add(ADAM, Role.ADMIN)
    first = door.enter()
    later = first.until + KEPT_FOR
    door.enter(ADAM, now=later)
    assert first.session_id in [row["id"] for row in store.database.rows(UserSession.select())]
    door.enter(ADAM, now=later + SECOND_)
    assert first.session_id not in [row["id"] for row in store.database.rows(UserSession.select())]


def test_looking_does_not_write_more_than_once_a_minute(door: Door, store: Store) -> None:
    session = door.enter()

    def seen() -> Any:
        return door.users.sessions(KIM, NOW)[0].seen_at

    door.sign_in.visitor(session.token, NOW + MINUTE)
    assert seen() == NOW
    door.sign_in.visitor(session.token, NOW + MINUTE + SECOND_)
    assert seen() == NOW + MINUTE + SECOND_


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 10_000, "\ud800", "\x00"])
def test_what_is_no_token_is_nobody(door: Door, token: str) -> None:
    door.enter()
    assert door.sign_in.visitor(token, NOW) is None
    door.sign_in.end(token, NOW)


def test_signing_out_ends_this_session_alone(door: Door) -> None:
    one, other = door.enter(), door.enter()
    door.sign_in.end(one.token, NOW)
    door.sign_in.end(one.token, NOW)
    assert door.sign_in.visitor(one.token, NOW) is None
    assert door.sign_in.visitor(other.token, NOW) is not None


CHANGES = {
    "password": lambda door: door.users.set_password(KIM, "another fine password", "root", NOW),
    "roles": lambda door: door.users.set_roles(KIM, [Role.AUDITOR], "root", NOW),
    "state": lambda door: door.users.disable(KIM, "root", NOW),
    "second step": lambda door: door.users.reset_totp(KIM, "root", NOW),
    "own password": lambda door: door.account.password(KIM, PASSWORD, "another fine password", NOW),
    "revoked": lambda door: door.users.revoke_all(KIM, "root", NOW),
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_session_and_half_sign_in_ends_with_such_a_change(store: Store, what: str) -> None:
    door = strict(store)
    sessions = [door.enrol()]
    door.add(ADAM, Role.ADMIN)
    kept = door.enrol(ADAM)
    waiting = door.begin(now=NOW)
    CHANGES[what](door)
    assert door.sign_in.visitor(sessions[0].token, NOW) is None
    later = NOW + STEP
    assert door.sign_in.answer(waiting.token, door.code(now=later), later) == Denied(Denial.EXPIRED)
    assert door.users.sessions(KIM, NOW) == ()
    assert door.sign_in.visitor(kept.token, NOW) is not None, "nobody else's does"


def test_another_name_ends_nothing_and_is_seen_at_once(door: Door) -> None:
    session = door.enter()
    door.users.rename(KIM, "Kim Novak", "de", "root", NOW)
    visitor = door.sign_in.visitor(session.token, NOW)
    assert visitor is not None
    assert (visitor.actor.display, visitor.actor.language) == ("Kim Novak", "de")


def test_sessions_are_listed_and_revoked_ones_own_and_by_an_admin(door: Door) -> None:
    door.add(ADAM, Role.ADMIN)
    first, second, third, foreign = door.enter(), door.enter(), door.enter(), door.enter(ADAM)
    shown = door.account.sessions(KIM, NOW)
    assert [one.session_id for one in shown] == [third.session_id, second.session_id, first.session_id]
    assert (shown[0].address, shown[0].agent) == (HOME, "Browser 1.0")
    with pytest.raises(Refused):
        door.account.revoke(KIM, foreign.session_id, NOW)
    with pytest.raises(Refused):
        door.users.revoke(KIM, foreign.session_id, ADAM, NOW)
    door.account.revoke(KIM, first.session_id, NOW)
    door.users.revoke(KIM, second.session_id, ADAM, NOW)
    alive = [door.sign_in.visitor(one.token, NOW) is not None for one in (first, second, third, foreign)]
    assert alive == [False, False, True, True]
    last = door.enter()
    assert door.account.revoke_others(KIM, last.session_id, NOW) == 1
    assert [one.session_id for one in door.account.sessions(KIM, NOW)] == [last.session_id]
    with pytest.raises(Refused, match="no session"):
        door.account.revoke(KIM, first.session_id, NOW)


def test_ones_own_password_is_changed_with_the_old_one_alone(door: Door) -> None:
    for old, new, sentence in (
        ("wrong password", "another fine password", "old password is wrong"),
        (PASSWORD, PASSWORD, "is the old one"),
        (PASSWORD, "short", "at least 12"),
    ):
        with pytest.raises(Refused, match=sentence):
            door.account.password(KIM, old, new, NOW)
    door.account.password(KIM, PASSWORD, "another fine password", NOW)
    assert door.begin() == Denied(Denial.WRONG)
    assert isinstance(door.begin(password="another fine password"), SignedIn)
    for _ in range(SECOND.free):
        with pytest.raises(Refused, match="old password"):
            door.account.password(KIM, "wrong password", PASSWORD, NOW)
    with pytest.raises(Refused, match="too many attempts"):
        door.account.password(KIM, "another fine password", PASSWORD, NOW)


def test_a_password_that_was_set_meanwhile_is_not_overwritten(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """An admin sets another one because the old one is known to others: one of them is just changing it."""
    hashed = Passwords.hash

    def meanwhile(passwords: Passwords, password: str) -> str:
        monkeypatch.setattr(Passwords, "hash", hashed)
        door.users.set_password(KIM, "set by an admin", "root", NOW)
        return hashed(passwords, password)

    monkeypatch.setattr(Passwords, "hash", meanwhile)
    with pytest.raises(Refused, match="meanwhile"):
        door.account.password(KIM, PASSWORD, "chosen by a thief", NOW)
    assert door.begin(password="chosen by a thief") == Denied(Denial.WRONG)
    assert isinstance(door.begin(password="set by an admin"), SignedIn)


def test_a_second_step_is_set_up_with_the_password_that_still_is(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    verified = Passwords.verify

    def meanwhile(passwords: Passwords, kept: str, password: str) -> Verified:
        answer = verified(passwords, kept, password)
        door.users.set_password(KIM, "set by an admin", "root", NOW)
        return answer

    monkeypatch.setattr(Passwords, "verify", meanwhile)
    assert door.sign_in.set_up(KIM, PASSWORD, HOME, "", NOW) == Denied(Denial.WRONG)


def test_new_recovery_codes_need_a_code_and_replace_the_old(store: Store) -> None:
    door = strict(store)
    old = door.enrol().recovery_codes
    later = NOW + 2 * MINUTE
    with pytest.raises(Refused, match="code is wrong"):
        door.account.recovery_codes(KIM, "000000", later)
    new = door.account.recovery_codes(KIM, door.code(now=later), later)
    assert len(new) == 8
    assert not set(new) & set(old)
    assert door.sign_in.answer(door.begin(now=later).token, old[0], later) == Denied(Denial.CODE)
    assert isinstance(door.sign_in.answer(door.begin(now=later).token, new[0], later), SignedIn)


def test_somebody_who_need_not_can_set_up_a_second_step(door: Door) -> None:
    assert door.sign_in.set_up(KIM, "wrong password", HOME, "", NOW) == Denied(Denial.WRONG)
    session = door.enrol()
    assert len(session.recovery_codes) == 8
    assert isinstance(door.begin(), Challenge)
    assert door.sign_in.set_up(KIM, PASSWORD, HOME, "", NOW) == Denied(Denial.WRONG), "there is one already"


def test_a_second_step_of_ones_own_ends_what_began_without(door: Door) -> None:
    before = door.enter()
    after = door.enrol()
    assert door.sign_in.visitor(before.token, NOW) is None
    assert door.sign_in.visitor(after.token, NOW) is not None


def test_who_lost_their_phone_sets_up_anew(store: Store) -> None:
    door = strict(store)
    door.enrol()
    door.users.reset_totp(KIM, "root", NOW)
    assert not door.users.show(KIM).totp
    assert door.users.show(KIM).recovery_codes == 0
    assert door.begin().step is SecondStep.ENROL


def test_whom_a_provider_vouches_for_comes_in_if_they_are_a_user(door: Door) -> None:
    door.add("outside@vendor.example", password="")
    session = door.sign_in.trusted("Outside@Vendor.Example", HOME, "Browser 1.0", NOW)
    assert isinstance(session, SignedIn)
    assert session.actor.name == "outside@vendor.example"
    door.users.disable("outside@vendor.example", "root", NOW)
    for address in ("outside@vendor.example", "nobody@vendor.example", ""):
        assert door.sign_in.trusted(address, HOME, "", NOW) == Denied(Denial.UNKNOWN)


@pytest.mark.parametrize("address", ["\u017fam@vendor.example", "kim\u017f@vendor.example", "\u212aim@vendor.example"])
def test_an_address_that_is_only_like_a_login_is_another_persons(door: Door, address: str) -> None:
    """Python's `casefold` makes an s of the long s and a k of the Kelvin sign; mail servers don't."""
    door.add("sam@vendor.example", password="")
    door.add("kims@vendor.example", password="")
    assert door.sign_in.trusted(address, HOME, "", NOW) == Denied(Denial.UNKNOWN)


def test_a_login_is_the_same_whatever_keyboard_it_is_typed_on(door: Door) -> None:
    """An ü of one code point and one of two."""
    one, two = "m\xfcller@vendor.example", "Mu\u0308ller@vendor.example"
    door.add(two)
    assert door.users.show(one).login == one
    assert isinstance(door.begin(two), SignedIn)
    assert isinstance(door.begin(one), SignedIn)
    assert isinstance(door.sign_in.trusted(two, HOME, "", NOW), SignedIn)
    with pytest.raises(Refused, match="already"):
        door.add(one)


def test_somebody_keeps_users_always(door: Door) -> None:
    door.add(ADAM, Role.ADMIN, Role.AUDITOR)
    for change in (
        lambda: door.users.disable(ADAM, ADAM, NOW),
        lambda: door.users.set_roles(ADAM, [Role.CSM], ADAM, NOW),
    ):
        with pytest.raises(Refused, match="the only admin"):
            change()
    door.users.set_roles(KIM, [Role.ADMIN], ADAM, NOW)
    door.users.disable(ADAM, KIM, NOW)
    with pytest.raises(Refused, match="the only admin"):
        door.users.disable(KIM, ADAM, NOW)
    door.users.enable(ADAM, KIM, NOW)
    assert [line.login for line in door.users.staff()] == [ADAM, KIM]


@pytest.mark.parametrize(
    ("login", "display", "roles", "language", "password", "sentence"),
    [
        ("kim", "Kim", [Role.CSM], "", PASSWORD, "no login"),
        ("a@b", "Kim", [Role.CSM], "", PASSWORD, "no login"),
        ("<script>@vendor.example", "Kim", [Role.CSM], "", PASSWORD, "no login"),
        ("x" * 250 + "@vendor.example", "Kim", [Role.CSM], "", PASSWORD, "no login"),
        ("new@vendor.example", " ", [Role.CSM], "", PASSWORD, "needs a name"),
        ("new@vendor.example", "Kim\u202egnp", [Role.CSM], "", PASSWORD, "needs a name"),
        ("new@vendor.example", "Kim", [], "", PASSWORD, "needs a role"),
        ("new@vendor.example", "Kim", [Role.CSM], "fr", PASSWORD, "no language"),
        ("new@vendor.example", "Kim", [Role.CSM], "", "short", "at least 12"),
        ("new@vendor.example", "Kim", [Role.CSM], "", "new@vendor.example", "login is no password"),
        ("KIM@vendor.example", "Kim", [Role.CSM], "", PASSWORD, "already"),
    ],
)
def test_what_can_be_no_user_is_refused(
    door: Door, login: str, display: str, roles: list[Role], language: str, password: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        door.users.add(login, display, roles, language, password, "root", NOW)
    assert [line.login for line in door.users.list()] == [KIM]
    with pytest.raises(Refused, match="no user"):
        door.users.show("nobody@vendor.example")
