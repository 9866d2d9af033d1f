"""Mails made to cost much: the caps hold, in bounded time, and each cut is named."""

import time

from processor.reading.defects import Defect
from processor.reading.limits import Limits
from processor.reading.read import read
from tests.unit.reading.mails import OWN, mail, multipart, of, part


def test_large_header_block_is_cut() -> None:
    message = of(b"".join(b"X-%d: %s\r\n" % (place, b"a" * 90) for place in range(4000)) + mail())
    assert Defect.HEADERS_CUT in message.defects


def test_many_parts_are_left() -> None:
    message = of(multipart("mixed", *[part("text/plain", "x")] * 1500))
    assert Defect.TOO_MANY_PARTS in message.defects
    assert not message.may_approve


def test_deep_nesting_is_left_whatever_the_depth() -> None:
    for depth, defect in ((55, Defect.TOO_DEEP), (300, Defect.TOO_DEEP), (3000, Defect.STRUCTURE_UNREADABLE)):
        inner = b"Content-Type: text/plain\r\n\r\nApproved"
        for level in range(depth):
            cut = b"b%d" % level
            head = b"Content-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\n" % (cut, cut)
            inner = head + inner + b"\r\n--%s--\r\n" % cut
        message = of(b"From: a@b.example\r\n" + inner)
        assert defect in message.defects
        assert not message.may_approve


def test_many_addresses_are_left() -> None:
    message = of(mail(To=", ".join(f"a{place}@b.example" for place in range(3000))))
    assert Defect.TOO_MANY_ADDRESSES in message.defects
    assert len(message.to) == Limits().addresses


def test_long_text_is_cut() -> None:
    message = read(mail("word " * 1000), OWN, Limits(text_chars=100))
    assert Defect.TEXT_CUT in message.defects
    assert len(message.text) <= 100


def test_hostile_inputs_take_bounded_time() -> None:
    hostile = [
        mail(To="(" * 10_000),
        mail(Subject="=?utf-8?Q?" * 5000),
        mail("begin 644 x\n" * 20_000),
        mail(" " * 200_000 + "x"),
        mail("a@" * 100_000, From="MAILER-DAEMON@x.example"),
        mail("<" * 100_000, Content_Type="text/html"),
        mail("undeliverable " * 20_000, Subject="Undeliverable"),
        mail(References="<" * 50_000),
    ]
    for raw in hostile:
        begin = time.process_time()
        of(raw)
        assert time.process_time() - begin < 3
