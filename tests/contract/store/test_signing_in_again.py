"""Who signs in once more in a browser: which sessions go on, and when whoever guesses may try again."""

from datetime import timedelta

import pytest

from models.vocabulary import Denial, Role
from processor.errors import Refused, TooOften
from processor.services.access.signin import Challenge, Denied, SignedIn
from processor.services.access.throttle import HERE, SECOND
from processor.store.store import Store
from tests.contract.store.signing import ADAM, HOME, KIM, NOW, PASSWORD, Door

SECOND_ = timedelta(seconds=1)


@pytest.fixture
def door(store: Store) -> Door:
    made = Door(store)
    made.add(KIM)
    return made


def again(door: Door, before: str, login: str = KIM, password: str = PASSWORD) -> SignedIn | Challenge | Denied:
    return door.sign_in.begin(login, password, HOME, "Browser 1.0", NOW, before)


def alive(door: Door, *sessions: SignedIn) -> list[bool]:
    return [door.sign_in.visitor(one.token, NOW) is not None for one in sessions]


def test_the_session_that_the_browser_had_is_over_and_others_of_the_same_user_go_on(door: Door) -> None:
    elsewhere, here = door.enter(), door.enter()
    new = again(door, here.token)
    assert isinstance(new, SignedIn)
    assert new.token != here.token
    assert alive(door, elsewhere, here, new) == [True, False, True]
    listed = [one.session_id for one in door.account.sessions(KIM, NOW)]
    assert listed == [new.session_id, elsewhere.session_id], "where one's sessions are revoked"
    assert [one.action for one in door.store.views.changes(person=KIM)].count("sign_out") == 1


def test_it_is_over_whosever_it_was(door: Door) -> None:
    door.add(ADAM, Role.ADMIN)
    here, elsewhere = door.enter(KIM), door.enter(KIM)
    new = again(door, here.token, ADAM)
    assert isinstance(new, SignedIn)
    assert alive(door, here, elsewhere, new) == [False, True, True]


def test_who_does_not_get_in_ends_nothing(door: Door) -> None:
    here = door.enter()
    assert again(door, here.token, password="wrong password") == Denied(Denial.WRONG)
    assert again(door, here.token, "nobody@vendor.example") == Denied(Denial.WRONG)
    assert door.sign_in.trusted("nobody@vendor.example", HOME, "", NOW, here.token) == Denied(Denial.UNKNOWN)
    assert alive(door, here) == [True]


def test_with_a_second_step_it_is_over_once_that_is_done(door: Door) -> None:
    here = door.enrol()
    challenge = again(door, here.token)
    assert isinstance(challenge, Challenge)
    later = NOW + timedelta(seconds=30)
    assert door.sign_in.answer(challenge.token, "000000", later, here.token) == Denied(Denial.CODE)
    assert alive(door, here) == [True]
    new = door.sign_in.answer(challenge.token, door.code(now=later), later, here.token)
    assert isinstance(new, SignedIn)
    assert alive(door, here, new) == [False, True]


def test_by_an_identity_provider_too(door: Door) -> None:
    here = door.enter()
    new = door.sign_in.trusted(KIM, HOME, "", NOW, here.token)
    assert isinstance(new, SignedIn)
    assert alive(door, here, new) == [False, True]


def test_a_cookie_that_names_no_session_hinders_nobody(door: Door) -> None:
    for before in ("x", "x" * 10_000, "\ud800"):
        assert isinstance(again(door, before), SignedIn)


def test_the_wait_that_is_told_is_neither_too_long_nor_too_short(door: Door) -> None:
    for _ in range(HERE.free):
        door.begin(password="wrong password")
    held = door.begin()
    assert isinstance(held, Denied)
    assert held.why is Denial.WAIT
    until = timedelta(seconds=held.wait_seconds)
    assert door.begin(now=NOW + until - SECOND_).why is Denial.WAIT
    assert isinstance(door.begin(now=NOW + until), SignedIn)


def test_who_guesses_the_old_password_is_told_how_long_to_wait(door: Door) -> None:
    for _ in range(SECOND.free):
        with pytest.raises(Refused, match="old password"):
            door.account.password(KIM, "wrong password", "another fine password", NOW)
    with pytest.raises(TooOften) as told:
        door.account.password(KIM, PASSWORD, "another fine password", NOW)
    assert told.value.wait == SECOND.wait(SECOND.free)
    door.account.password(KIM, PASSWORD, "another fine password", NOW + told.value.wait)
