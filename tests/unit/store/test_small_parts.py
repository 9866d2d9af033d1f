"""The store's parts that need no database."""

import hashlib
from datetime import UTC, datetime

import pytest

from models.fields import UtcDateTimeField, WordField, clean_text
from models.freemail import FREEMAIL, is_freemail
from models.textkey import LONGEST_BODY, text_key
from models.vocabulary import Outcome
from processor.errors import SettingsError
from processor.store.dialects import dialect_of
from processor.store.facts.keys import LONGEST_INDEXED, NAMED_AT_MOST, distinct, index_key
from processor.store.leases import is_dead, owner_name


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("plain \u044f\u20ac\U0001f600", "plain \u044f\u20ac\U0001f600"),
        ("a\x00b", "a\ufffdb"),
        ("\ud83d\ude00", "\U0001f600"),
        ("\udc00x\ud800", "\ufffdx\ufffd"),
        ("", ""),
    ],
)
def test_text_is_made_storable(given: str, stored: str) -> None:
    assert clean_text(given) == stored
    stored.encode()


def test_moments_keep_every_microsecond_over_centuries() -> None:
    field = UtcDateTimeField()
    for moment in (
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2262, 4, 12, 1, 2, 3, 4, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ):
        assert field.python_value(field.db_value(moment)) == moment


def test_a_word_that_the_enum_lacks_is_never_stored() -> None:
    with pytest.raises(ValueError, match="lost"):
        WordField(Outcome).db_value("lost")


@pytest.mark.parametrize("password", ["hidden%word", "a@hiddenword", "hidden word", "hidden/word"])
def test_a_password_that_breaks_the_address_is_not_shown(password: str) -> None:
    pytest.importorskip("psycopg", reason="the driver is an extra")
    with pytest.raises(SettingsError) as caught:
        dialect_of(f"postgresql://kim:{password}@db.example/signoff")
    assert "hidden" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert "percent-encoded" in str(caught.value)


def test_long_names_are_compared_by_digest() -> None:
    assert index_key("x" * LONGEST_INDEXED) == "x" * LONGEST_INDEXED
    assert index_key("x" * 5000).startswith("sha256:")
    assert index_key("x" * 5000) != index_key("x" * 5001)


def test_too_many_names_keep_the_first_and_the_last() -> None:
    names = [str(at) for at in range(1, 1001)]
    kept = distinct(["", *names, "1"])
    assert (len(kept), kept[0], kept[-1]) == (NAMED_AT_MOST, "1", "1000")
    assert distinct(["b", "", "a", "b"]) == ["b", "a"]


def test_free_mail_domains() -> None:
    assert is_freemail("GMail.com")
    assert is_freemail("yandex.ru")
    assert not is_freemail("customer.example")
    assert all(name == name.casefold() and "." in name for name in FREEMAIL)


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Login", "I can't log in.\nPlease help"),
        (" LOGIN ", "i can't  log in.\r\n\r\nplease\u00a0HELP\n"),
    ],
)
def test_case_and_spacing_tell_no_texts_apart(subject: str, body: str) -> None:
    assert text_key(subject, body) == hashlib.sha256(b"login\ni can't log in. please help").hexdigest()


def test_keys_of_texts() -> None:
    assert text_key("a b", "") != text_key("a", "b") != text_key("", "a b")
    assert text_key("Stra\u00dfe", "x") == text_key("STRASSE", "x")
    assert text_key("", "x" * LONGEST_BODY) == text_key("", "x" * LONGEST_BODY + "y")
    assert text_key("", "x" * LONGEST_BODY) != text_key("", "x" * (LONGEST_BODY - 1) + "y")
    assert text_key("\x00\udc00", "") == text_key("\ufffd\ufffd", "")


def test_owners() -> None:
    assert not is_dead(owner_name())
    host = owner_name().rpartition(":")[0].rpartition(":")[0]
    assert is_dead(f"{host}:{2**22 + 12345}:77")
    for unknown in ("", "nonsense", "other-host:1:2", f"{host}:x:1", "::"):
        assert not is_dead(unknown)
