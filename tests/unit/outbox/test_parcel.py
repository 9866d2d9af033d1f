"""Parcels, envelopes, and the meaning of replies: no server needed."""

import pytest
from aiosmtplib.email import quote_address
from hypothesis import given
from hypothesis import strategies as st

from processor.outbox.envelope import UnsendableError, envelope_of
from processor.outbox.parcel import Deferred, Delivered, Parcel, Refused, Uncertain, answer_to, whole_mail

RAW = b"Subject: x\r\n\r\ny\r\n"


def parcel(to: str = "a@x.example", raw: bytes = RAW) -> Parcel:
    return Parcel(1, "<1@x.example>", "b@x.example", (to,), raw)


@pytest.mark.parametrize("raw", [b"a\n", b"a\r", b"a\r\nb", b"a\rb\r\n", b"a\nb\r\n", b"a\r\r\n", b"\n\r\n", b""])
def test_bytes_that_are_not_in_wire_form_are_no_parcel(raw: bytes) -> None:
    with pytest.raises(ValueError, match="not in wire form"):
        parcel(raw=raw)


def test_a_parcel_has_recipients() -> None:
    with pytest.raises(ValueError, match="no recipients"):
        Parcel(1, "<1@x.example>", "", (), RAW)


@given(st.text(max_size=30) | st.from_regex(r"[a-z\".,<> \\()@\r\n]{1,12}@[a-z.]{1,8}", fullmatch=True))
def test_what_counts_as_an_address_reaches_the_wire_unchanged(address: str) -> None:
    try:
        envelope = envelope_of(parcel(to=address), lambda _: True)
    except UnsendableError:
        return
    (wire,) = envelope.recipients
    assert quote_address(wire) == f"<{wire}>"
    assert wire.rpartition("@")[0] == address.rpartition("@")[0]


def test_parameters_are_those_the_server_offers() -> None:
    eight = parcel(raw="Я\r\n".encode())
    assert envelope_of(parcel(), lambda _: True).options == (f"SIZE={len(RAW)}",)
    assert envelope_of(eight, lambda _: True).options == ("SIZE=4", "BODY=8BITMIME")
    assert envelope_of(eight, lambda _: False).options == ()


@pytest.mark.parametrize(
    ("code", "kind"),
    [(400, Deferred), (451, Deferred), (500, Refused), (599, Refused), (-1, Deferred), (299, Deferred)],
)
def test_a_reply_is_read_by_its_first_digit(code: int, kind: type) -> None:
    assert isinstance(answer_to(1, code, "x\r\ny"), kind)


def test_the_result_for_the_whole_mail() -> None:
    delivered, uncertain = Delivered(1, "250"), Uncertain(1, "?")
    deferred, refused = Deferred(1, "later", "a"), Refused(1, 550, "no", "b")
    assert whole_mail([refused, deferred, delivered], 1) == delivered
    assert whole_mail([refused, uncertain], 1) == uncertain
    assert whole_mail([refused, deferred, Delivered(2, "250")], 1) == deferred
    assert whole_mail([refused], 1) == refused
    with pytest.raises(LookupError):
        whole_mail([delivered], 2)
