"""Passwords, codes by time, and the paces of the throttle, by themselves."""

import re
import threading
import time
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from argon2 import Parameters
from argon2.low_level import Type
from argon2.profiles import RFC_9106_LOW_MEMORY

from processor.errors import Permanent, Refused, Temporary
from processor.evidence.vault import Vault
from processor.services.access import passwords as rooms
from processor.services.access import totp
from processor.services.access.passwords import LONGEST, Passwords, check_password
from processor.services.access.secondstep import about
from processor.services.access.sessions import csrf_of, is_csrf, new_token
from processor.services.access.throttle import ADDRESS, HERE, LOGIN, SECOND, Gate, Pace, gates_of
from processor.web.fields import LONGEST_LINE

CHEAP = Parameters(Type.ID, 19, 16, 32, 1, 8, 1)
DEARER = Parameters(Type.ID, 19, 16, 32, 2, 8, 1)
LOGIN_NAME = "kim@vendor.example"
PASSWORD = "correct horse battery"
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
NOW = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)


def test_the_usual_parameters_are_those_of_the_rfc() -> None:
    assert Passwords()._hasher.memory_cost == RFC_9106_LOW_MEMORY.memory_cost == 64 * 1024
    assert (RFC_9106_LOW_MEMORY.time_cost, RFC_9106_LOW_MEMORY.parallelism) == (3, 4)


def test_a_password_is_known_by_its_hash_only() -> None:
    passwords = Passwords(CHEAP)
    kept = passwords.hash(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept
    assert kept != passwords.hash(PASSWORD), "each has a salt of its own"
    assert passwords.verify(kept, PASSWORD).right
    for wrong in (PASSWORD.upper(), PASSWORD + " ", "", "x" * 5000):
        assert not passwords.verify(kept, wrong).right
    assert not passwords.verify("no hash at all", PASSWORD).right


def test_the_same_letters_are_the_same_password_on_every_keyboard() -> None:
    passwords = Passwords(CHEAP)
    assert passwords.verify(passwords.hash("Gr\u00fc\u00dfe aus K\u00f6ln"), "Gru\u0308\u00dfe aus Ko\u0308ln").right


def test_other_parameters_than_todays_are_noticed() -> None:
    kept = Passwords(CHEAP).hash(PASSWORD)
    assert not Passwords(CHEAP).verify(kept, PASSWORD).outdated
    assert Passwords(DEARER).verify(kept, PASSWORD).outdated
    assert not Passwords(DEARER).verify(kept, "something else").outdated


def test_a_stranger_costs_one_verification_like_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = Passwords(CHEAP)
    passwords.prepare()
    counted: list[str] = []
    real = passwords._hasher.verify

    class Counting:
        def verify(self, kept: str, password: bytes) -> bool:
            counted.append(kept)
            return bool(real(kept, password))

        def check_needs_rehash(self, kept: str) -> bool:
            return False

    monkeypatch.setattr(passwords, "_hasher", Counting())
    kept = Passwords(CHEAP).hash(PASSWORD)
    assert not passwords.verify("", PASSWORD).right
    assert passwords.verify(kept, PASSWORD).right
    assert [word.split("$")[:4] for word in counted] == [kept.split("$")[:4]] * 2, "by the same parameters"


def test_what_a_stranger_is_compared_with_is_nobodys_password() -> None:
    passwords = Passwords(CHEAP)
    passwords.prepare()
    assert passwords._nobodys is not None
    assert not passwords.verify("", "").right


def test_many_at_once_wait_for_room_and_do_not_take_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "_PATIENCE_SECONDS", 0.01)
    passwords = Passwords(CHEAP)
    inside, go = threading.Semaphore(0), threading.Event()

    class Slow:
        def hash(self, password: bytes) -> str:
            inside.release()
            go.wait(10)
            return "$argon2id$"

    monkeypatch.setattr(passwords, "_hasher", Slow())
    threads = [threading.Thread(target=passwords.hash, args=(PASSWORD,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    assert all(inside.acquire(timeout=10) for _ in threads)
    with pytest.raises(Temporary, match="try again"):
        passwords.hash(PASSWORD)
    go.set()
    for thread in threads:
        thread.join(10)
    assert passwords.hash(PASSWORD)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "at least 12"),
        ("elevenchars", "at least 12"),
        ("x" * 295 + "abcdef", "at most 300"),
        ("u\u0308" * 148 + "abcdef", "at most 300"),
        (LOGIN_NAME, "login is no password"),
        (LOGIN_NAME.upper(), "login is no password"),
        (LOGIN_NAME[::-1], "login is no password"),
        ("aaaaaaaaaaaaaa", "different characters"),
        ("abababababab", "different characters"),
    ],
)
def test_what_is_no_password(password: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        check_password(password, LOGIN_NAME)
    assert not password or password not in str(refused.value)


@pytest.mark.parametrize("password", [PASSWORD, "twelve-chars", "пароль из слов", "ü" * 8 + "äößabc"])
def test_what_is_one(password: str) -> None:
    check_password(password, LOGIN_NAME)


def test_the_longest_password_can_be_typed_in_a_page_and_counts_to_its_end() -> None:
    longest = "\N{GRINNING FACE}" * (LONGEST - 5) + "abcde"
    check_password(longest, LOGIN_NAME)
    assert LONGEST == LONGEST_LINE
    kept = Passwords(CHEAP).hash(longest)
    assert Passwords(CHEAP).verify(kept, longest).right
    assert not Passwords(CHEAP).verify(kept, longest[:-1] + "f").right


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")]
)
def test_codes_are_those_of_the_rfc(seconds: int, code: str) -> None:
    """RFC 6238 appendix B, the last six digits."""
    at = datetime.fromtimestamp(seconds, UTC)
    assert totp.code_at(RFC_SECRET, seconds // 30) == code
    assert totp.matching_counter(RFC_SECRET, code, at) == seconds // 30


def test_the_window_is_one_step_to_each_side() -> None:
    start = datetime.fromtimestamp(30 * 70_000_000, UTC)
    code = totp.code_at(RFC_SECRET, 70_000_000)
    step, moment = timedelta(seconds=30), timedelta(microseconds=1)
    for at in (start - step, start, start + step, start + 2 * step - moment):
        assert totp.matching_counter(RFC_SECRET, code, at) == 70_000_000
    for at in (start - step - moment, start + 2 * step):
        assert totp.matching_counter(RFC_SECRET, code, at) is None
    for wrong in ("", "12345", "abcdef", "١٢٣٤٥٦", code + "0"):
        assert totp.matching_counter(RFC_SECRET, wrong, start) is None


def test_the_picture_is_plain_svg_that_a_strict_policy_shows() -> None:
    uri = totp.setup_uri(RFC_SECRET, LOGIN_NAME, "Signoff Support")
    assert uri.startswith("otpauth://totp/Signoff%20Support:kim%40vendor.example?secret=" + RFC_SECRET)
    svg = totp.qr_svg(uri)
    root = ElementTree.fromstring(svg)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", "g", "path"}
    assert not re.search(r"style|script|class|href|on\w+=", svg)


def test_secrets_and_recovery_codes_are_long_and_unlike() -> None:
    secrets = {totp.new_secret() for _ in range(50)}
    assert len(secrets) == 50
    assert all(re.fullmatch("[A-Z2-7]{32}", secret) for secret in secrets)
    codes = totp.new_recovery_codes()
    assert len(set(codes)) == totp.RECOVERY_CODES == 8
    assert all(re.fullmatch(r"([a-z2-9]{4}-){2}[a-z2-9]{4}", code) for code in codes)
    assert not any(totp.is_totp_shaped(totp.plain_code(code)) for code in codes)


def test_what_people_type_around_a_code_is_left_out() -> None:
    assert totp.plain_code(" 123 456 ") == "123456"
    assert totp.plain_code("ABCD-efgh-2345") == "abcdefgh2345"
    assert totp.plain_code("x" * 10_000) == "x" * 64
    assert not totp.is_totp_shaped("١٢٣٤٥٦")


def test_what_is_sealed_opens_for_the_same_alone() -> None:
    vault = Vault(b"k" * 32)
    sealed = vault.seal(b"secret", about(7))
    assert b"secret" not in sealed
    assert vault.open(sealed, about(7)) == b"secret"
    assert sealed != vault.seal(b"secret", about(7))
    flipped = bytes([*sealed[:-1], sealed[-1] ^ 1])
    for box, bad, what in ((vault, sealed, about(8)), (vault, flipped, about(7)), (Vault(b"x" * 32), sealed, about(7))):
        with pytest.raises(Permanent):
            box.open(bad, what)
    for short in (b"", b"x", b"x" * 12):
        with pytest.raises(Permanent):
            vault.open(short, about(7))


def test_the_token_of_forms_belongs_to_its_session() -> None:
    token, other = new_token(), new_token()
    assert len(token) >= 43
    assert is_csrf(token, csrf_of(token))
    assert not any(is_csrf(token, given) for given in ("", csrf_of(other), csrf_of(token)[:-1], token, "ü"))
    assert token not in csrf_of(token)


def test_waits_begin_after_what_is_free_double_and_end_at_the_longest() -> None:
    pace = Pace(3, timedelta(seconds=2), timedelta(seconds=30), timedelta(hours=1))
    waits = [pace.wait(count).total_seconds() for count in range(1, 10)]
    assert waits == [0, 0, 2, 4, 8, 16, 30, 30, 30]
    assert pace.wait(10**6) == timedelta(seconds=30)
    assert LOGIN.longest <= timedelta(minutes=1), "a stranger can't keep an owner out for longer"
    assert SECOND.longest <= timedelta(minutes=5)


def test_an_address_of_ipv6_counts_by_its_network() -> None:
    def names(address: str) -> list[str]:
        return [gate.name for gate in gates_of("kim", address, known=False)]

    assert names("2001:db8::1") == names("2001:db8::ffff:1")
    assert names("2001:db8::1") != names("2001:db8:0:1::1")
    assert names("192.0.2.1") == names("::ffff:192.0.2.1") != names("192.0.2.2")
    assert len(names("nonsense" * 100)[0]) < 100


def test_who_is_known_at_an_address_shares_nothing_with_anybody() -> None:
    gates = gates_of("kim", "192.0.2.1", known=True)
    assert [gate.pace for gate in gates] == [HERE]
    assert not any(gate.shared for gate in gates)
    assert [gate.pace for gate in gates_of("kim", "192.0.2.1", known=False)] == [HERE, LOGIN, ADDRESS]
    assert Gate("x", HERE).shared is False


@pytest.mark.measured
def test_a_stranger_and_a_user_take_the_same_time() -> None:
    """By the real parameters: the quickest of some attempts are alike."""
    passwords = Passwords()
    passwords.prepare()
    kept = passwords.hash(PASSWORD)

    def quickest(hashed: str) -> float:
        taken = []
        for _ in range(6):
            begun = time.perf_counter()
            passwords.verify(hashed, "wrong password here")
            taken.append(time.perf_counter() - begun)
        return min(taken)

    assert quickest("") == pytest.approx(quickest(kept), rel=0.5)
